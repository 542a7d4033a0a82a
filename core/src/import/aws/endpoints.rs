//! VPC endpoints.

use std::collections::BTreeMap;

use crate::{
    diagnostic::code,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    force::{States, in_force},
    kind::Kind,
    part::{Part, broken, same, text},
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-vpc-endpoints",
        one: "VpcEndpoint",
        id: "VpcEndpointId",
        members: &["VpcEndpointId", "ServiceName"],
        read: endpoint,
        takes: "type, service, state, interfaces or subnet, tags",
    }],
    finish: Some(finish),
};

/// The states of the API, in lower case, with those of a topology.
const STATES: [(&str, &str); 7] = [
    ("pendingacceptance", "pending-acceptance"),
    ("pending", "pending"),
    ("available", "available"),
    ("rejected", "rejected"),
    ("failed", "failed"),
    ("deleting", "deleting"),
    ("expired", "rejected"),
];

const IN_FORCE: States = States {
    on: &[
        "pendingacceptance",
        "pending",
        "available",
        "rejected",
        "failed",
        "deleting",
        "expired",
        "partial",
    ],
    off: &["deleted"],
};

fn endpoint<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "VpcEndpointId") else { return };
    let state = part.text("State");
    let lower = state.map(|state| state.value.to_ascii_lowercase().replace('-', ""));
    let spanned =
        state.zip(lower.as_deref()).map(|(state, lower)| Spanned { value: lower, ..state });
    if !in_force(draft, (Kind::Endpoint, id), spanned, &IN_FORCE) {
        return;
    }
    let Some(kind) = kind(draft, id, part) else { return };
    draft.describe(Kind::Endpoint, page, part);
    let Some(vpc) = draft.id(part, "VpcId") else { return };
    draft.place(Kind::Endpoint, id, (Kind::Vpc, vpc));
    draft.set(Kind::Endpoint, id, "type", text(part.span(), kind));
    let state = state.filter(|_| lower.as_deref() != Some("available"));
    let word = STATES.iter().find(|(state, _)| Some(*state) == lower.as_deref());
    if let (Some(state), Some((_, word))) = (state, word) {
        draft.set(Kind::Endpoint, id, "state", text(state.span, *word));
    }
    match kind {
        "gateway" => {
            let service = part.text("ServiceName");
            let word = service.and_then(|name| name.value.rsplit('.').next());
            if let (Some(service), Some(word)) = (service, word) {
                draft.set(Kind::Endpoint, id, "service", text(service.span, word));
            }
        }
        "interface" => {}
        _inspection => {
            if let Some(subnet) =
                part.texts("SubnetIds").next().filter(|subnet| draft.usable(*subnet))
            {
                draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
                draft.set(Kind::Endpoint, id, "subnet", same(subnet));
            } else {
                draft.set(Kind::Endpoint, id, "subnet", broken(id.span));
            }
        }
    }
}

/// Returns the type of an endpoint; none for one that is not judged.
fn kind(draft: &mut Draft<'_>, id: Spanned<&str>, part: Part<'_>) -> Option<&'static str> {
    let service = part.word("ServiceName");
    let tagged = part.parts("Tags").any(|tag| tag.word("Key") == "AWSNetworkFirewallManaged");
    let found = match part.word("VpcEndpointType") {
        "Gateway" if service.ends_with(".s3") || service.ends_with(".dynamodb") => Some("gateway"),
        "Interface" => Some("interface"),
        "GatewayLoadBalancer" if tagged => Some("network-firewall"),
        "GatewayLoadBalancer" => Some("gateway-load-balancer"),
        _other => None,
    };
    if found.is_none() {
        let message = format!("VPC endpoint `{}` is of a kind that is not judged", id.value);
        draft.report(code::SNAPSHOT_UNREAD, message, id.span, |found| {
            found.because("Its network interfaces are read as those of a service.")
        });
    }
    found
}

/// Gives gateway endpoints their prefix list: that of a route to them, or that of their service.
fn finish(draft: &mut Draft<'_>) {
    let services = draft.all(Kind::PrefixList).filter_map(|(id, list)| {
        Some((list.text("service")?.value.to_owned(), (id.to_owned(), list.mentioned?)))
    });
    let services: BTreeMap<String, (String, Span)> = services.collect();
    let with_interfaces: std::collections::BTreeSet<String> = draft
        .all(Kind::Interface)
        .filter_map(|(_, one)| match &one.container {
            Some((Kind::Endpoint, id)) => Some(id.clone()),
            Some(_) | None => None,
        })
        .collect();
    let routed = std::mem::take(&mut draft.endpoint_lists);
    for id in draft.ids(Kind::Endpoint) {
        let Some(endpoint) = draft.get(Kind::Endpoint, &id) else { continue };
        let Some(place) = endpoint.mentioned else { continue };
        let said = |field: &str| endpoint.text(field).map(|text| text.value.to_owned());
        match said("type").as_deref() {
            Some("gateway") => {
                let list = routed.get(&id).cloned();
                let of_service = || services.get(&said("service")?).cloned();
                let value = match list.or_else(of_service) {
                    Some((list, span)) => text(span, list),
                    None => broken(place),
                };
                draft.put_if_absent(Kind::Endpoint, &id, "prefix_list", value);
            }
            Some("interface") if !with_interfaces.contains(&id) => {
                draft.put_if_absent(Kind::Endpoint, &id, "interfaces", broken(place));
                let message =
                    format!("no answer holds the network interfaces of VPC endpoint `{id}`");
                draft.report(code::SNAPSHOT_GAP, message, place, |found| {
                    found.help(
                        "Add `aws ec2 describe-network-interfaces` of its account and Region.",
                    )
                });
            }
            Some(_) | None => {}
        }
    }
}
