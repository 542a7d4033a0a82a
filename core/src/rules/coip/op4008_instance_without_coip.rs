//! OP4008: an instance that lacks a customer-owned address.

use crate::{
    diagnostic::{Code, Severity},
    model::{
        InstanceId, Key, LocalGatewayId, LocalGatewayRouteTableId, Mode, NetworkInterfaceId,
        RouteTableId, SubnetId,
    },
    rules::{Check, Context, Findings, Rule},
};
use std::collections::BTreeMap;

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4008",
        name: "instance-without-coip",
        severity: Severity::Warning,
        page: "An instance behind a local gateway in CoIP mode has a route to it and no customer-owned address.",
        facts: &["COIP-07", "COIP-24"],
    },
    docs: include_str!("op4008_instance_without_coip.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let mut routes: BTreeMap<RouteTableId, (Key, LocalGatewayId)> = BTreeMap::new();
    for (table, index, _, gateway) in cx.local_gateway_routes() {
        routes.entry(table).or_insert((Key::item(table, "routes", index), gateway));
    }
    for (id, interface) in model.network_interfaces.iter() {
        let Some(instance) = interface.instance.filter(|_| interface.coip.is_none()) else {
            continue;
        };
        let subnet = &model.subnets[interface.subnet];
        let Some((route, gateway)) = routes.get(&subnet.route_table) else { continue };
        let local = subnet.outpost().and_then(|outpost| model.outposts[outpost].local_gateway);
        let table = cx.network.gateway_table(*gateway, subnet.vpc);
        let Some((table, _)) = table.filter(|_| local == Some(*gateway)) else { continue };
        if model.local_gateway_route_tables[table].mode == Some(Mode::Coip)
            && model.instances[instance].forwards.is_none()
            && !cx.is_kept_in(instance)
            && !is_target(cx, interface.subnet)
        {
            report(cx, found, (id, instance), *route, table);
        }
    }
}

/// Returns whether the instances of a subnet seem to stand behind a load balancer: none of them has a
/// customer-owned address, and a load balancer of their VPC on their Outpost has one.
fn is_target(cx: &Context<'_>, subnet: SubnetId) -> bool {
    let model = cx.model();
    let (vpc, place) = (model.subnets[subnet].vpc, model.subnets[subnet].place);
    let with = || model.network_interfaces.values().filter(|one| one.coip.is_some());
    let balances = with().any(|one| {
        let other = &model.subnets[one.subnet];
        let is_one = one.service.is_some_and(crate::model::Service::is_load_balancer);
        is_one && other.vpc == vpc && other.place == place
    });
    balances && !with().any(|one| one.subnet == subnet && one.instance.is_some())
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (interface, instance): (NetworkInterfaceId, InstanceId),
    route: Key,
    table: LocalGatewayRouteTableId,
) {
    found
        .report(
            interface,
            interface,
            format!("{} has a route to the local gateway and no customer-owned address", cx.title(instance)),
        )
        .related(route, "the route")
        .related(Key::field(table, "mode"), "CoIP mode")
        .because("In CoIP mode the local gateway has nothing to translate its source to, and drops what it sends.")
        .help("Allocate an address of the pool and associate it: `coip:`.")
        .help("If the site is not meant to be reached, say so with a line of `expect` such as `NAME -x-> onprem:0.0.0.0/0`.");
}
