//! OP4008: an instance that lacks a customer-owned address.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Code, Severity},
    model::{
        InstanceId, Key, LocalGatewayId, LocalGatewayRouteTableId, Mode, NetworkInterfaceId, Place,
        RouteTableId, Service, SubnetId, VpcId,
    },
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4008",
        name: "instance-without-coip",
        severity: Severity::Warning,
        page: "An instance behind a local gateway in CoIP mode has a route to it and no customer-owned address.",
        facts: &["COIP-07", "COIP-24"],
    },
    docs: page!("op4008_instance_without_coip.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let mut routes: BTreeMap<RouteTableId, (Key, LocalGatewayId)> = BTreeMap::new();
    for (table, index, _, gateway) in cx.local_gateway_routes() {
        routes.entry(table).or_insert((Key::item(table, "routes", index), gateway));
    }
    let given = Given::of(cx);
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
            && !given.is_target(cx, interface.subnet)
        {
            report(cx, found, (id, instance), *route, table);
        }
    }
}

/// Where customer-owned addresses are given out.
struct Given {
    /// The VPCs and Outposts where a load balancer has one.
    balanced: BTreeSet<(VpcId, Place)>,
    /// The subnets where an instance has one.
    subnets: BTreeSet<SubnetId>,
}

impl Given {
    fn of(cx: &Context<'_>) -> Self {
        let model = cx.model();
        let mut given = Self { balanced: BTreeSet::new(), subnets: BTreeSet::new() };
        for one in model.network_interfaces.values().filter(|one| one.coip.is_some()) {
            let subnet = &model.subnets[one.subnet];
            if one.service.is_some_and(Service::is_load_balancer) {
                given.balanced.insert((subnet.vpc, subnet.place));
            } else if one.instance.is_some() {
                given.subnets.insert(one.subnet);
            }
        }
        given
    }

    /// Returns whether the instances of a subnet seem to stand behind a load balancer: none of them has
    /// a customer-owned address, and a load balancer of their VPC on their Outpost has one.
    fn is_target(&self, cx: &Context<'_>, subnet: SubnetId) -> bool {
        let one = &cx.model().subnets[subnet];
        self.balanced.contains(&(one.vpc, one.place)) && !self.subnets.contains(&subnet)
    }
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
