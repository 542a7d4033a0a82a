//! OP2010: private addresses sent to the internet by the local gateway.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Code, Severity},
    forwarding::{Path, Reason, resolve, trace},
    model::{Destination, Key, LocalGatewayId, NetworkInterfaceId, RouteTableId, SubnetId},
    query::parse_flow,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2010",
        name: "private-source-to-the-internet",
        severity: Severity::Warning,
        page: "A default route leads to the local gateway, and nobody at the site translates private addresses on their way to the internet.",
        facts: &["DVR-08", "VRT-13", "TOP-04"],
    },
    docs: page!("op2010_private_source_to_the_internet.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let first = first_of_each(cx);
    let mut told = BTreeSet::new();
    for (table, index, route, gateway) in cx.local_gateway_routes() {
        let Destination::Prefix(prefix) = route.destination else { continue };
        let vpc = cx.model().route_tables[table].vpc;
        let behind = cx.network.gateway_table(gateway, vpc).map(|(behind, _)| behind);
        if prefix.length() > 0 || prefix.is_ipv6() || told.contains(&behind) {
            continue;
        }
        let Some(interface) = sender(cx, &first, (table, gateway)) else { continue };
        // Behind one table the site's edge is the same for all.
        told.insert(behind);
        if let Some(path) = untranslated(cx, interface) {
            report(cx, found, Key::item(table, "routes", index), (interface, &path));
        }
    }
}

/// Returns the first interface of an instance in each subnet.
fn first_of_each(cx: &Context<'_>) -> BTreeMap<SubnetId, NetworkInterfaceId> {
    let mut first = BTreeMap::new();
    for (id, one) in cx.model().network_interfaces.iter().filter(|(_, one)| one.instance.is_some())
    {
        first.entry(one.subnet).or_insert(id);
    }
    first
}

/// Returns the first instance that uses a table, as an example of all.
fn sender(
    cx: &Context<'_>,
    first: &BTreeMap<SubnetId, NetworkInterfaceId>,
    (table, gateway): (RouteTableId, LocalGatewayId),
) -> Option<NetworkInterfaceId> {
    let model = cx.model();
    let outpost = model.local_gateways[gateway].outpost;
    let subnets = cx.subnets_of(table).iter();
    let here = subnets.filter(|one| model.subnets[**one].outpost() == Some(outpost));
    here.filter_map(|one| first.get(one).copied()).min()
}

/// Returns the way of a packet to the internet that ends because nobody translated it.
fn untranslated(cx: &Context<'_>, interface: NetworkInterfaceId) -> Option<Path> {
    let name = &cx.model().identity(interface.into()).name;
    let flow = parse_flow(&format!("{name} -> internet tcp/443")).ok()?;
    let intent = resolve(cx.network, &flow).ok()?;
    let ways = trace(cx.network, &intent).forward;
    ways.into_iter().find(|path| {
        path.outcome.blocker().is_some_and(|one| one.reason == Reason::NotRoutableOnInternet)
    })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    route: Key,
    (interface, path): (NetworkInterfaceId, &Path),
) {
    let at = path
        .hops
        .last()
        .map_or_else(String::new, |hop| format!(" at {}", cx.network.node_name(hop.node)));
    let finding = found.report(
        route.object,
        route,
        format!("{} reaches the internet's edge{at} with a private address", cx.title(interface)),
    );
    finding
        .related(interface, "for example")
        .because("The local gateway does not give out public addresses, so the site's own edge has to translate.")
        .help("Add `source_nat` to the router at the edge, or send the default route to a NAT gateway in the Region.");
    if let Some(blocker) = path.outcome.blocker() {
        for key in blocker.keys.iter().filter(|key| key.object != interface.into()) {
            finding.related(*key, cx.title(key.object));
        }
    }
}
