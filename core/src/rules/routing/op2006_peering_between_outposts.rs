//! OP2006: peering or a transit gateway between two Outposts.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, OutpostId, Route, RouteTarget, SubnetId, VpcId},
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
    docs: include_str!("op2006_peering_between_outposts.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (table, index, route) in cx.routes() {
        let vpc = cx.model().route_tables[table].vpc;
        let Destination::Prefix(prefix) = route.destination else { continue };
        let Some((what, others)) = beyond(cx, vpc, route) else { continue };
        let outposts = cx.subnets_of(table).iter();
        let outposts = outposts.filter_map(|one| cx.model().subnets[*one].outpost());
        for here in outposts.collect::<std::collections::BTreeSet<OutpostId>>() {
            let Some(there) = elsewhere(cx, &others, prefix, here) else { continue };
            let Some(other) = cx.model().subnets[there].outpost() else { continue };
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

/// Returns what a route crosses, and the VPCs behind it, if it is a peering or a transit gateway.
fn beyond(cx: &Context<'_>, vpc: VpcId, route: &Route) -> Option<(String, Vec<VpcId>)> {
    let model = cx.model();
    match route.target {
        RouteTarget::PeeringConnection(id) => {
            let other = model.peering_connections[id].other(vpc)?;
            Some((cx.title(id), vec![other]))
        }
        RouteTarget::TransitGateway(id) => {
            let others = model
                .vpcs
                .ids()
                .filter(|other| *other != vpc && cx.network.attachment_of(id, *other).is_some());
            Some((cx.title(id), others.collect()))
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
        | RouteTarget::Unmodelled(_) => None,
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
    let within = cx.model().subnets.iter().filter(|(_, one)| {
        vpcs.contains(&one.vpc) && one.prefixes.iter().any(|prefix| prefix.overlaps(destination))
    });
    let mut first = None;
    for (id, subnet) in within {
        if subnet.outpost().is_none_or(|other| other == here) {
            return None;
        }
        first.get_or_insert(id);
    }
    first
}
