//! The targets of VPC routes: each by its AWS id.

use crate::{
    diagnostic::{Diagnostic, code},
    document::Node,
    text::Spanned,
};

use super::{
    draft::Draft,
    kind::Kind,
    part::{broken, same, text},
    vpcs::not_understood,
};

/// Returns the target that a member of a route names.
pub(super) fn named(
    draft: &mut Draft<'_>,
    (vpc, state): (Spanned<&str>, &str),
    member: &str,
    said: Spanned<&str>,
) -> Node {
    let kind = match member {
        "CarrierGatewayId" => return text(said.span, format!("carrier_gateway.{}", said.value)),
        "CoreNetworkArn" => {
            let name = said.value.rsplit(['/', ':']).next().unwrap_or_default();
            return text(said.span, format!("core_network.{name}"));
        }
        "IpAddress" => return by_address(draft, vpc, said),
        "GatewayId" => of_gateway(said.value),
        "EgressOnlyInternetGatewayId" => Some(Kind::EgressOnly),
        "NatGatewayId" => Some(Kind::NatGateway),
        "TransitGatewayId" => Some(Kind::TransitGateway),
        "LocalGatewayId" => Some(Kind::LocalGateway),
        "VpcPeeringConnectionId" => Some(Kind::Peering),
        "NetworkInterfaceId" => Some(Kind::Interface),
        "InstanceId" => Some(Kind::Instance),
        _other => None,
    };
    let Some(kind) = kind else {
        not_understood(draft, "target", said);
        return broken(said.span);
    };
    let known = draft.is_described(kind, said.value);
    if !known && state == "blackhole" {
        // What it led to is gone, which is why it is a black hole.
        return text(said.span, format!("deleted.{}", said.value));
    }
    contradiction(draft, kind, said, state);
    if kind.containers().contains(&Kind::Vpc) {
        draft.place(kind, said, (Kind::Vpc, vpc));
    } else if kind == Kind::Interface || kind == Kind::Instance {
        if !known {
            let message = format!("`{}` is named, but not described", said.value);
            draft.report(code::SNAPSHOT_GAP, message, said.span, |found| {
                found
                    .because("The route leads to it, and where it stands is unknown.")
                    .help("Add `aws ec2 describe-network-interfaces` of its account and Region.")
            });
            return broken(said.span);
        }
    } else {
        draft.mention(kind, said);
    }
    same(said)
}

/// Reports a state of a route that its target contradicts (fact RT-34). The target decides.
fn contradiction(draft: &mut Draft<'_>, kind: Kind, said: Spanned<&str>, state: &str) {
    let state_of = [Kind::NatGateway, Kind::Peering, Kind::Endpoint].contains(&kind);
    let attached = [Kind::InternetGateway, Kind::PrivateGateway].contains(&kind);
    let field = if state_of { "state" } else { "attached" };
    if !state_of && !attached {
        return;
    }
    let Some(target) = draft.get(kind, said.value).filter(|one| one.described.is_some()) else {
        return;
    };
    let broken = target.text(field).is_some();
    let message = match (state, broken) {
        ("blackhole", false) => {
            format!("a route to `{}` is a black hole, and its target is in service", said.value)
        }
        ("active", true) => {
            format!("a route to `{}` is active, and its target is not in service", said.value)
        }
        _agrees => return,
    };
    let place = target.place().unwrap_or(said.span);
    draft.report(code::SNAPSHOT_STATE, message, said.span, |found| {
        let found = found
            .related(place, "the target")
            .because("Both were perhaps asked for at different times.")
            .help("Take the snapshot again.");
        Diagnostic { facts: vec!["RT-34"], ..found }
    });
}

fn of_gateway(id: &str) -> Option<Kind> {
    match id.split('-').next() {
        Some("igw") => Some(Kind::InternetGateway),
        Some("vgw") => Some(Kind::PrivateGateway),
        Some("vpce") => Some(Kind::Endpoint),
        Some("eigw") => Some(Kind::EgressOnly),
        Some("nat") => Some(Kind::NatGateway),
        Some("lgw") => Some(Kind::LocalGateway),
        Some(_) | None => None,
    }
}

/// Returns the interface of a VPC that has an address.
fn by_address(draft: &mut Draft<'_>, vpc: Spanned<&str>, said: Spanned<&str>) -> Node {
    let key = (vpc.value.to_owned(), said.value.to_owned());
    match draft.addresses.get(&key).cloned() {
        Some(id) => text(said.span, id),
        None => {
            not_understood(draft, "next hop", said);
            broken(said.span)
        }
    }
}
