//! OP3022: inspected packets that meet the same route again.

use crate::{
    diagnostic::{Code, Severity},
    model::{Destination, Key, LocalGatewayRouteTarget, NetworkInterfaceId, RouteTarget},
    routing::{Choice, RouteRef, TableRef},
    rules::{Check, Context, Findings, InterfaceRoute, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3022",
        name: "inspection-loop",
        severity: Severity::Warning,
        page: "An appliance sends what it inspected back to the local gateway, where the same route sends it to the appliance again.",
        facts: &["LGR-05", "PKT-44"],
    },
    docs: page!("op3022_inspection_loop.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for route in cx.interface_routes() {
        let Some(back) = back(cx, &route) else { continue };
        found
            .report(
                route.table,
                route.key(),
                format!(
                    "{} gets {} and sends it to the local gateway again",
                    cx.title(route.interface),
                    route.destination
                ),
            )
            .related(back, "its subnet leads there")
            .because("In the local gateway the same route wins again, and the packet goes round until its time to live is used up.")
            .help("Give the appliance an interface in the VPC of the hosts, so that the local route delivers what it inspected.");
    }
}

/// Returns the route by which the appliance sends a packet of this destination back to the same table.
fn back(cx: &Context<'_>, route: &InterfaceRoute) -> Option<Key> {
    let model = cx.model();
    let address = route.destination.nth(1).unwrap_or_else(|| route.destination.network());
    let out = leaves_by(cx, route.interface, address)?;
    let subnet = model.network_interfaces[out].subnet;
    let vpc = model.subnets[subnet].vpc;
    let (table, _) = cx.network.gateway_table(route.gateway, vpc)?;
    if table != route.table {
        return None;
    }
    let from = TableRef::Vpc(model.subnets[subnet].route_table);
    let Choice::Routes(routes) = cx.network.tables.select(model, from, address).choice else {
        return None;
    };
    let RouteRef::Vpc(table, index) = routes.first()?.route else { return None };
    let written = model.route_tables[table].routes.get(index as usize)?;
    let again =
        written.target == RouteTarget::LocalGateway(route.gateway) && same(cx, route, address);
    again.then(|| Key::item(table, "routes", index as usize))
}

/// Returns the interface that an appliance sends a packet out of, if the files say.
fn leaves_by(
    cx: &Context<'_>,
    entered: NetworkInterfaceId,
    to: std::net::IpAddr,
) -> Option<NetworkInterfaceId> {
    let model = cx.model();
    let instance = &model.instances[model.network_interfaces[entered].instance?];
    let appliance = instance.forwards.as_ref()?;
    match instance.interfaces.as_slice() {
        [only] => Some(*only),
        _several => appliance.route(to),
    }
}

/// Returns whether the table of the local gateway picks the very route again.
fn same(cx: &Context<'_>, route: &InterfaceRoute, address: std::net::IpAddr) -> bool {
    let table = TableRef::LocalGateway(route.table);
    let Choice::Routes(routes) = cx.network.tables.select(cx.model(), table, address).choice else {
        return false;
    };
    routes.iter().any(|one| {
        let RouteRef::LocalGateway(table, index) = one.route else { return false };
        let written = cx.model().local_gateway_route_tables[table].routes.get(index as usize);
        written.is_some_and(|written| {
            written.target == LocalGatewayRouteTarget::NetworkInterface(route.interface)
                && written.destination == Destination::Prefix(route.destination)
        })
    })
}
