//! OP2015: blackhole route.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Severity},
    forwarding::Reason,
    model::{
        Key, NatGatewayState, NetworkInterfaceId, ObjectId, RouteTarget, VpcEndpointState, VpcId,
    },
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2015",
        name: "blackhole-route",
        severity: Severity::Warning,
        page: "A route leads to something that is gone or out of service, and drops what it matches.",
        facts: &["RT-30", "RT-34"],
    },
    docs: page!("op2015_blackhole_route.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    // That the local gateway leads to something out of service is a finding of its own.
    let told: BTreeSet<NetworkInterfaceId> =
        cx.interface_routes().map(|one| one.interface).collect();
    let is_told = |target: RouteTarget| match target {
        RouteTarget::NetworkInterface(id) => told.contains(&id),
        RouteTarget::Instance(id) => {
            cx.model().instances[id].interfaces.iter().any(|one| told.contains(one))
        }
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => false,
    };
    for (table, index, route) in cx.routes().filter(|(_, _, route)| !is_told(route.target)) {
        let vpc = cx.model().route_tables[table].vpc;
        let Some((reason, word)) = cx.network.dead_end(vpc, route) else { continue };
        let Some(to) = route.target.object() else { continue };
        let waits = reason == Reason::ComponentNotReady;
        let finding = found.report(
            table,
            Key::item(table, "routes", index),
            if waits {
                format!("a route leads to {}, which is not in service ({word})", cx.title(to))
            } else {
                format!("a route leads to {}, which is {word}", cx.title(to))
            },
        );
        if !waits {
            finding
                .because("Such a route still wins over shorter ones, and drops what it matches.")
                .help("Bring the target into service or make it anew, or remove the route so that another one takes over.");
        } else if comes_into_service(cx, vpc, route.target) {
            finding
                .severity(Severity::Note)
                .because("Until it is in service, the route drops what it matches.")
                .help("Bring the target into service, or remove the route so that another one takes over.");
        } else {
            finding
                .because("It never comes into service, and the route still wins over shorter ones and drops what it matches.")
                .help("Make the target anew and lead the route to that, or remove the route so that another one takes over.");
        }
        if !matches!(to, ObjectId::Unmodelled(_)) {
            finding.related(to, "the target");
        }
    }
}

/// Returns whether something that is not in service may still come into it, rather than have failed.
fn comes_into_service(cx: &Context<'_>, vpc: VpcId, target: RouteTarget) -> bool {
    let model = cx.model();
    match target {
        RouteTarget::NatGateway(id) => model.nat_gateways[id].state != NatGatewayState::Failed,
        RouteTarget::RegionalNatGateway(id) => {
            model.regional_nat_gateways[id].state != NatGatewayState::Failed
        }
        RouteTarget::VpcEndpoint(id) => !matches!(
            model.vpc_endpoints[id].state,
            VpcEndpointState::Rejected | VpcEndpointState::Failed
        ),
        RouteTarget::TransitGateway(id) => {
            let attachment = cx.network.attachment_of(id, vpc);
            attachment.is_some_and(|one| model.transit_gateway_attachments[one].state.stands())
        }
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => true,
    }
}
