//! OP2021: edge route asymmetry.

use std::collections::BTreeSet;

use super::target::{to_the_internet, winners, written};
use crate::{
    diagnostic::{Code, Severity},
    model::{
        InstanceId, InternetGatewayId, Key, NatConnectivity, RouteTarget, SubnetId, VpcEndpointId,
    },
    routing::TableRef,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2021",
        name: "edge-route-asymmetry",
        severity: Severity::Warning,
        page: "What comes in from the internet for a subnet passes an appliance, and its replies do not, or the other way around.",
        facts: &["RT-54"],
    },
    docs: page!("op2021_edge_route_asymmetry.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let mut judged = BTreeSet::new();
    for subnet in public_subnets(cx) {
        let one = &model.subnets[subnet];
        let Some(gateway) = model.vpcs[one.vpc].internet_gateway else { continue };
        if !judged.insert(subnet) || !model.internet_gateways[gateway].attached {
            continue;
        }
        let inward = inward(cx, gateway, subnet);
        let outward = to_the_internet(cx, one.route_table);
        let through =
            |target: RouteTarget| appliance(cx, target).filter(|one| !one.stands_in(cx, subnet));
        let (way_in, way_out) = (
            inward.and_then(|(key, target)| Some((key, through(target)?))),
            outward.and_then(|(at, target)| {
                Some((Key::item(one.route_table, "routes", at), through(target)?))
            }),
        );
        match (way_in, way_out) {
            (Some((_, there)), Some((_, back))) if there == back => {}
            (Some((route, there)), Some((other, _))) => {
                report(
                    cx,
                    found,
                    subnet,
                    (route, other),
                    &format!("comes in by {}, and goes out by another appliance", there.name(cx)),
                );
            }
            (Some((route, there)), None) => {
                let straight =
                    outward.filter(|(_, target)| *target == RouteTarget::InternetGateway(gateway));
                let Some((at, _)) = straight else { continue };
                let other = Key::item(one.route_table, "routes", at);
                report(
                    cx,
                    found,
                    subnet,
                    (route, other),
                    &format!("comes in by {}, and goes out past it", there.name(cx)),
                );
            }
            (None, Some((route, back))) => {
                if back.must_see_both(cx) {
                    report(
                        cx,
                        found,
                        subnet,
                        (route, gateway.into()),
                        &format!("comes in straight, and goes out by {}", back.name(cx)),
                    );
                }
            }
            (None, None) => {}
        }
    }
}

/// Returns the subnets of public addresses; one with several comes several times.
fn public_subnets(cx: &Context<'_>) -> impl Iterator<Item = SubnetId> {
    let model = cx.model();
    let interfaces = model.network_interfaces.values().filter(|one| one.public_address.is_some());
    let gateways = model
        .nat_gateways
        .values()
        .filter(|one| one.state.stands() && matches!(one.connectivity, NatConnectivity::Public(_)));
    interfaces.map(|one| one.subnet).chain(gateways.map(|one| one.subnet))
}

/// Returns the route that an internet gateway's own table has for a subnet.
fn inward(
    cx: &Context<'_>,
    gateway: InternetGatewayId,
    subnet: SubnetId,
) -> Option<(Key, RouteTarget)> {
    let model = cx.model();
    let table = model.internet_gateways[gateway].edge_route_table?;
    let prefix = *model.subnets[subnet].prefixes.iter().find(|prefix| !prefix.is_ipv6())?;
    let choice = cx.network.tables.select_for(model, TableRef::Vpc(table), prefix).choice;
    let (at, target) = winners(choice).into_iter().find_map(|one| written(cx, one))?;
    Some((Key::item(table, "routes", at), target))
}

/// Something that packets pass on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Appliance {
    Instance(InstanceId),
    Endpoint(VpcEndpointId),
}

impl Appliance {
    fn name(self, cx: &Context<'_>) -> String {
        match self {
            Self::Instance(id) => cx.title(id),
            Self::Endpoint(id) => cx.title(id),
        }
    }

    /// Returns whether a subnet is the appliance's own.
    fn stands_in(self, cx: &Context<'_>, subnet: SubnetId) -> bool {
        let model = cx.model();
        match self {
            Self::Instance(id) => {
                let mut own = model.instances[id].interfaces.iter();
                own.any(|one| model.network_interfaces[*one].subnet == subnet)
            }
            Self::Endpoint(id) => model.vpc_endpoints[id].inspects_in() == Some(subnet),
        }
    }

    /// Returns whether it drops replies of what it did not see come in. One that hides the sources of
    /// what goes out sees replies, but never what comes in.
    fn must_see_both(self, cx: &Context<'_>) -> bool {
        match self {
            Self::Instance(id) => cx.model().instances[id]
                .forwards
                .as_ref()
                .is_some_and(crate::model::Appliance::keeps_state),
            Self::Endpoint(_) => true,
        }
    }
}

fn appliance(cx: &Context<'_>, target: RouteTarget) -> Option<Appliance> {
    match target {
        RouteTarget::NetworkInterface(id) => {
            cx.model().network_interfaces[id].instance.map(Appliance::Instance)
        }
        RouteTarget::Instance(id) => Some(Appliance::Instance(id)),
        RouteTarget::VpcEndpoint(id) => {
            cx.model().vpc_endpoints[id].inspects_in().map(|_| Appliance::Endpoint(id))
        }
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => None,
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    subnet: SubnetId,
    (route, other): (Key, Key),
    what: &str,
) {
    found
        .report(
            subnet,
            route,
            format!("traffic of subnet {} with the internet {what}", cx.name(subnet)),
        )
        .related(other, "the other direction")
        .related(subnet, "the subnet")
        .because("An appliance that sees one direction of a connection drops it; AWS supports both through the same one only.")
        .help("Lead the subnet's block to the appliance in the route table of the internet gateway, and its default route to the same appliance.");
}
