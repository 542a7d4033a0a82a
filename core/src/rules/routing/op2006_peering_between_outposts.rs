//! OP2006: peering or a transit gateway between two Outposts.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, OutpostId, RouteTarget, SubnetId, VpcId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2006",
        name: "peering-between-outposts",
        severity: Severity::Warning,
        page: "A subnet on an Outpost has a route over a peering connection or a transit gateway to a subnet on another Outpost.",
        facts: &["IV-03", "IV-15"],
    },
    docs: page!("op2006_peering_between_outposts.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    // Tables of one VPC often have the same route; what lies behind it is looked up once.
    let mut behind: BTreeMap<(RouteTarget, VpcId), Vec<VpcId>> = BTreeMap::new();
    let mut judged: BTreeMap<(RouteTarget, VpcId, Prefix, OutpostId), Option<SubnetId>> =
        BTreeMap::new();
    for (table, index, route) in cx.routes() {
        let vpc = model.route_tables[table].vpc;
        let Destination::Prefix(prefix) = route.destination else { continue };
        let Some(what) = crossed(cx, route.target) else { continue };
        let outposts = cx.subnets_of(table).iter();
        let outposts = outposts.filter_map(|one| model.subnets[*one].outpost());
        for here in outposts.collect::<std::collections::BTreeSet<OutpostId>>() {
            let key = (route.target, vpc);
            let others = behind.entry(key).or_insert_with(|| beyond(cx, vpc, route.target));
            let key = (route.target, vpc, prefix, here);
            let there = judged.entry(key).or_insert_with(|| elsewhere(cx, others, prefix, here));
            let Some(there) = *there else { continue };
            let Some(other) = model.subnets[there].outpost() else { continue };
            found
                .report(
                    table,
                    Key::item(table, "routes", index),
                    format!(
                        "a route leads over {what} from Outpost {} to subnet {} on Outpost {}",
                        cx.name(here),
                        cx.name(there),
                        cx.name(other)
                    ),
                )
                .related(there, "stands on another Outpost")
                .because("AWS blocks what would pass from one Outpost to another through the Region, whatever joins the VPCs.")
                .help("Send the other subnet's range to the local gateway on both sides, and let the customer network join the sites.");
        }
    }
}

/// Returns the name of what a route crosses, if it is a peering or a transit gateway.
fn crossed(cx: &Context<'_>, target: RouteTarget) -> Option<String> {
    match target {
        RouteTarget::PeeringConnection(id) => Some(cx.title(id)),
        RouteTarget::TransitGateway(id) => Some(cx.title(id)),
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => None,
    }
}

/// Returns the VPCs behind a peering or a transit gateway.
fn beyond(cx: &Context<'_>, vpc: VpcId, target: RouteTarget) -> Vec<VpcId> {
    let model = cx.model();
    match target {
        RouteTarget::PeeringConnection(id) => {
            model.peering_connections[id].other(vpc).into_iter().collect()
        }
        RouteTarget::TransitGateway(id) => {
            let all = model.vpcs.ids();
            all.filter(|other| *other != vpc && cx.network.attachment_of(id, *other).is_some())
                .collect()
        }
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => Vec::new(),
    }
}

/// Returns a subnet of these VPCs on another Outpost within a destination, if all that lies there are
/// subnets on other Outposts.
fn elsewhere(
    cx: &Context<'_>,
    vpcs: &[VpcId],
    destination: Prefix,
    here: OutpostId,
) -> Option<SubnetId> {
    let mut within = vpcs.iter().flat_map(|vpc| cx.subnets_overlapping(*vpc, destination));
    let mut first = None;
    let all = within.all(|id| {
        let other = cx.model().subnets[id].outpost().filter(|other| *other != here);
        first = first.or(other.map(|_| id));
        other.is_some()
    });
    first.filter(|_| all)
}
