//! OP3024: a range behind an appliance that the site does not hear of.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{LocalGatewayRouteTableId, NextHop, SubnetId},
    rules::{Check, Context, Findings, InterfaceRoute, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3024",
        name: "inspected-range-not-announced",
        severity: Severity::Warning,
        page: "A local gateway route sends a range to an appliance, and nothing announces that range to the site.",
        facts: &["DVR-15", "PKT-46"],
    },
    docs: page!("op3024_inspected_range_not_announced.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for route in cx.interface_routes() {
        let table = &cx.model().local_gateway_route_tables[route.table];
        let in_use = table.vif_group.is_some_and(|group| group.state.is_meant());
        let announced = cx.network.bgp.announced(route.table).iter();
        let heard = announced.map(|one| one.prefix).any(|one| one.overlaps(route.destination));
        let Some(subnet) = inside(cx, &route).filter(|_| in_use && !heard) else { continue };
        if !knows(cx, route.table, route.destination) {
            report(cx, found, &route, subnet);
        }
    }
}

/// Returns a subnet of an associated VPC in the range of a route.
fn inside(cx: &Context<'_>, route: &InterfaceRoute) -> Option<SubnetId> {
    let model = cx.model();
    let vpcs = &model.local_gateway_route_tables[route.table].vpcs;
    let mut subnets = model
        .subnets
        .iter()
        .filter(|(_, subnet)| vpcs.iter().any(|one| one.vpc == subnet.vpc && one.state.is_meant()));
    let found = subnets
        .find(|(_, one)| one.prefixes.iter().any(|prefix| prefix.overlaps(route.destination)));
    found.map(|(id, _)| id)
}

/// Returns whether a customer device has a route of its own for a part of a range, toward the Outpost.
fn knows(cx: &Context<'_>, table: LocalGatewayRouteTableId, range: Prefix) -> bool {
    let model = cx.model();
    let group = model.local_gateway_route_tables[table].vif_group;
    let vifs = group.iter().flat_map(|group| &model.vif_groups[group.group].vifs);
    let ends: Vec<_> = vifs.map(|vif| model.vifs[*vif].local.address).collect();
    model.routers.values().flat_map(|router| &router.routes).any(|route| {
        let toward = matches!(route.next_hop, NextHop::Address(next) if ends.contains(&next));
        toward && route.prefix.overlaps(range)
    })
}

fn report(cx: &Context<'_>, found: &mut Findings, route: &InterfaceRoute, subnet: SubnetId) {
    let table = cx.model().subnets[subnet].route_table;
    found
        .report(
            route.table,
            route.key(),
            format!(
                "{} is sent to {}, and the site does not hear of it",
                route.destination,
                cx.title(route.interface)
            ),
        )
        .related(table, format!("the table of {}", cx.name(subnet)))
        .because("A local gateway route to an interface is not announced, and makes no subnet announced: that takes a route to the local gateway in the subnet's own table.")
        .help(format!(
            "Add a route to the local gateway that no packet follows to {}, such as `192.0.2.1/32: lgw`.",
            cx.name(table)
        ))
        .help("Or add a static route toward the Outpost on the customer devices.");
}
