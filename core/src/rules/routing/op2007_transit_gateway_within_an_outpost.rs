//! OP2007: two VPCs on one Outpost, joined by a transit gateway.

use crate::{
    diagnostic::{Code, Severity},
    model::{Destination, Key, OutpostId, RouteTarget, SubnetId, TransitGatewayId, VpcId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2007",
        name: "transit-gateway-within-an-outpost",
        severity: Severity::Note,
        page: "Two VPCs on one Outpost are joined by a transit gateway, so that their packets cross the service link twice.",
        facts: &["IV-04", "IV-01"],
    },
    docs: page!("op2007_transit_gateway_within_an_outpost.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (table, index, route) in cx.routes() {
        let RouteTarget::TransitGateway(gateway) = route.target else { continue };
        let Destination::Prefix(prefix) = route.destination else { continue };
        let vpc = cx.model().route_tables[table].vpc;
        let mut here = cx.subnets_of(table).iter();
        let here = here.find_map(|one| Some((*one, cx.model().subnets[*one].outpost()?)));
        let Some((from, outpost)) = here else { continue };
        let Some(to) = neighbor(cx, (vpc, gateway), prefix, outpost) else { continue };
        found
            .report(
                table,
                Key::item(table, "routes", index),
                format!(
                    "subnets {} and {} stand on Outpost {}, and {} joins them through the Region",
                    cx.name(from),
                    cx.name(to),
                    cx.name(outpost),
                    cx.title(gateway)
                ),
            )
            .related(to, "stands on the same Outpost")
            .because("A transit gateway is in the Region, so every packet crosses the service link both ways, and none does while it is down.")
            .help("Peer the two VPCs: traffic over peering between subnets of one Outpost stays on it.");
    }
}

/// Returns a subnet on the same Outpost in another VPC of the transit gateway, within a destination.
fn neighbor(
    cx: &Context<'_>,
    (vpc, gateway): (VpcId, TransitGatewayId),
    destination: crate::addr::Prefix,
    outpost: OutpostId,
) -> Option<SubnetId> {
    let mut subnets = cx.subnets_within(outpost, destination);
    subnets.find(|id| {
        let other = cx.model().subnets[*id].vpc;
        other != vpc && cx.network.attachment_of(gateway, other).is_some()
    })
}
