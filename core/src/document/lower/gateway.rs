//! NAT gateways and peering connections.

use std::net::IpAddr;

use crate::{
    diagnostic::{Diagnostic, code},
    document::fields::Noun,
    model::{NatConnectivity, NatGateway, NatGatewayState, PeeringConnection, PeeringState, VpcId},
};

use super::{
    context::{Context, ids},
    gather::Item,
    regional_nat, vpc,
};

/// Makes them.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, vpc_name, item) in context.items(Noun::NatGateway) {
        let vpc = vpc::named(context, &vpc_name);
        if item.record.get("zones").is_some() {
            let state = nat_state(item.record.word("state"));
            regional_nat::make(context, &name, (&vpc_name, vpc), &item, state);
            continue;
        }
        make_nat_gateway(context, &name, &vpc_name, vpc, &item);
    }
    for (name, _, item) in context.items(Noun::PeeringConnection) {
        make_peering(context, &name, &item);
    }
}

fn make_nat_gateway<'a>(
    context: &mut Context<'a>,
    name: &str,
    vpc_name: &str,
    vpc: Option<VpcId>,
    item: &Item<'a>,
) {
    let record = item.record;
    for field in ["subnet", "ip"] {
        if !record.is_written(field) {
            let message = format!("NAT gateway `{name}` lacks `{field}`");
            let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
                .because("A NAT gateway stands in a subnet, unless it is regional.")
                .help(format!("Add `{field}:`, or `zones:` for a regional one."));
            context.problems.report(found);
        }
    }
    if let Some(node) = record.get("route_table") {
        let message = format!("NAT gateway `{name}` gives both `subnet` and `route_table`");
        let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, node.span)
            .because("A NAT gateway in a subnet uses the table of that subnet.")
            .help("Remove `route_table`, or write `zones` instead of `subnet` and `ip`.");
        context.problems.report(found);
    }
    let subnet = context.reference(record, "subnet", Noun::Subnet, &[vpc_name], ids::subnet);
    let connectivity = connectivity(context, name, item);
    let address = record.address("ip");
    let (Some(subnet), Some(address), Some(connectivity)) = (subnet, address, connectivity) else {
        context.unmade(item, None);
        return;
    };
    if vpc != Some(context.model.subnets[subnet].vpc)
        && let Some(text) = record.text("subnet")
    {
        let message = format!("NAT gateway `{name}` stands in a subnet of another VPC");
        context.error(code::WRONG_KIND, message, text.span);
    }
    let identity = context.identity(Noun::NatGateway, name, record);
    let gateway = context.model.nat_gateways.push(NatGateway {
        identity,
        subnet,
        address: address.value,
        connectivity,
        state: nat_state(record.word("state")),
    });
    context.made(Noun::NatGateway, name, gateway, item);
}

fn nat_state(word: Option<&str>) -> NatGatewayState {
    match word {
        Some("pending") => NatGatewayState::Pending,
        Some("failed") => NatGatewayState::Failed,
        Some("deleting") => NatGatewayState::Deleting,
        Some("deleted") => NatGatewayState::Deleted,
        Some(_) | None => NatGatewayState::Available,
    }
}

/// Returns whether a NAT gateway is public or private: exactly one of the two is written.
fn connectivity<'a>(
    context: &mut Context<'a>,
    name: &str,
    item: &Item<'a>,
) -> Option<NatConnectivity> {
    let record = item.record;
    let private = record.flag("private").unwrap_or(false);
    let public = record.address("public_ip").map(|address| address.value);
    match (private, public) {
        (true, None) => Some(NatConnectivity::Private),
        (false, Some(address)) => Some(NatConnectivity::Public(address)),
        (true, Some(_)) => {
            let place = record.get("private").map_or(item.name_span, |node| node.span);
            let message = format!("NAT gateway `{name}` is private and has a public address");
            let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, place)
                .help("Remove `private` or `public_ip`.");
            context.problems.report(found);
            public.map(|address: IpAddr| NatConnectivity::Public(address))
        }
        (false, None) => {
            if !record.is_written("public_ip") {
                let message = format!("NAT gateway `{name}` lacks `public_ip`");
                let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
                    .because(
                        "A NAT gateway translates to its Elastic IP address, unless it is private.",
                    )
                    .help("Add `public_ip:`, or `private: true`.");
                context.problems.report(found);
            }
            None
        }
    }
}

fn make_peering<'a>(context: &mut Context<'a>, name: &str, item: &Item<'a>) {
    let record = item.record;
    let texts = record.texts("vpcs");
    let given = record.items("vpcs").len();
    let mut vpcs = context.references(texts, Noun::Vpc, &[], ids::vpc);
    vpcs.sort();
    let [(first, first_place), (second, second_place)] = vpcs[..] else {
        if given != 2 && record.get("vpcs").is_some() {
            let place = record.get("vpcs").map_or(item.name_span, |node| node.span);
            let message = format!("peering connection `{name}` names {given} VPCs instead of two");
            context.error(code::BAD_VALUE, message, place);
        }
        context.unmade(item, None);
        return;
    };
    if first == second {
        let message = format!("peering connection `{name}` joins a VPC with itself");
        let found = Diagnostic::new(code::SELF_PEERING, message, second_place)
            .related(first_place, "the same VPC")
            .because("A peering connection joins two different VPCs.")
            .help("Name the other VPC, or remove the connection.");
        context.problems.report(found);
    }
    let identity = context.identity(Noun::PeeringConnection, name, record);
    let state = peering_state(record.word("state"));
    let peering = PeeringConnection { identity, vpcs: [first, second], state };
    let id = context.model.peering_connections.push(peering);
    context.made(Noun::PeeringConnection, name, id, item);
    // Both keep their place, also where they are the same.
    context.origin(crate::model::Key::item(id, "vpcs", 0), first_place);
    context.origin(crate::model::Key::item(id, "vpcs", 1), second_place);
}

fn peering_state(word: Option<&str>) -> PeeringState {
    match word {
        Some("initiating-request") => PeeringState::InitiatingRequest,
        Some("pending-acceptance") => PeeringState::PendingAcceptance,
        Some("provisioning") => PeeringState::Provisioning,
        Some("failed") => PeeringState::Failed,
        Some("expired") => PeeringState::Expired,
        Some("rejected") => PeeringState::Rejected,
        Some("deleting") => PeeringState::Deleting,
        Some("deleted") => PeeringState::Deleted,
        Some(_) | None => PeeringState::Active,
    }
}
