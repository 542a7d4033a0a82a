//! Gateway route tables, and the targets that a route inside a VPC can have.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addr::Prefix,
    diagnostic::code,
    model::{
        Destination, Key, Model, ObjectId, PublicPool, Route, RouteOrigin, RouteTableId,
        RouteTarget, SubnetId, VpcId,
    },
};

use super::{Review, route};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let mut users: BTreeMap<RouteTableId, SubnetId> = BTreeMap::new();
    let mut whole: BTreeSet<(VpcId, Prefix)> = BTreeSet::new();
    for (id, subnet) in review.model.subnets.iter() {
        users.entry(subnet.route_table).or_insert(id);
        whole.extend(subnet.prefixes.iter().map(|prefix| (subnet.vpc, *prefix)));
    }
    for (id, vpc) in review.model.vpcs.iter() {
        whole.extend(vpc.prefixes.iter().map(|prefix| (id, *prefix)));
    }
    for (id, gateway) in review.model.internet_gateways.iter() {
        if let Some(table) = gateway.edge_route_table {
            judge_main(review, id.into(), "edge_route_table", table);
            judge_propagation(review, table);
            for (index, route) in review.model.route_tables[table].routes.iter().enumerate() {
                judge_edge(review, table, index, route, &whole);
            }
        }
        for (index, pool) in gateway.public_pools.iter().enumerate() {
            let key = Key::item(id, "public_pools", index);
            let others = gateway.public_pools.iter().filter(|other| other.name != pool.name);
            let mut taken = others.map(|other| other.route_table).chain(gateway.edge_route_table);
            let shared = users.contains_key(&pool.route_table)
                || taken.any(|table| table == pool.route_table);
            judge_pool(review, (id.into(), key), pool, shared);
        }
    }
    for (id, gateway) in review.model.virtual_private_gateways.iter() {
        let Some(table) = gateway.edge_route_table else { continue };
        judge_main(review, id.into(), "edge_route_table", table);
        judge_propagation(review, table);
        for (index, route) in review.model.route_tables[table].routes.iter().enumerate() {
            judge_edge(review, table, index, route, &whole);
        }
    }
    judge_inside(review);
}

/// Refuses the main table for a gateway (fact RT-03).
fn judge_main(
    review: &mut Review<'_, '_>,
    gateway: ObjectId,
    field: &'static str,
    table: RouteTableId,
) {
    if !review.model.route_tables[table].main {
        return;
    }
    let message = format!("{} uses the main route table", review.title(gateway));
    let found = review
        .problem(code::GATEWAY_TABLE, gateway, review.span(Key::field(gateway, field)), message)
        .because("The main route table cannot be a gateway route table.")
        .help("Give the gateway a table of its own.");
    review.report(found, &[gateway, table.into()]);
}

/// Refuses propagation to the table of a gateway (fact RT-52).
fn judge_propagation(review: &mut Review<'_, '_>, table: RouteTableId) {
    if !review.model.route_tables[table].propagates {
        return;
    }
    let message = format!("gateway route table `{}` has propagated routes", review.name(table));
    let place = review.span(Key::field(table, "propagate"));
    let found = review
        .problem(code::GATEWAY_TABLE, table, place, message)
        .because("Nothing propagates to the route table of a gateway.")
        .help("Remove `propagate`.");
    review.report(found, &[table.into()]);
}

/// Looks whether a route can stand in a gateway route table (facts RT-51 and RT-52).
fn judge_edge(
    review: &mut Review<'_, '_>,
    table: RouteTableId,
    index: usize,
    route: &Route,
    whole: &BTreeSet<(VpcId, Prefix)>,
) {
    let key = Key::item(table, "routes", index);
    let vpc = review.model.route_tables[table].vpc;
    let right = match route.destination {
        Destination::Prefix(prefix) => whole.contains(&(vpc, prefix)),
        Destination::PrefixList(_) => false,
    };
    if !right || route.origin != RouteOrigin::Static {
        let message =
            format!("gateway route table `{}` has a route to elsewhere", review.name(table));
        let found = review
            .problem(code::GATEWAY_TABLE, table, review.span(key), message)
            .because("Its destinations are a whole CIDR block of the VPC or of one of its subnets.")
            .help("Write one route for each subnet that is meant, with its whole CIDR block.");
        return review.report(found, &[table.into()]);
    }
    if !inspects(review.model, route.target) && route.target != RouteTarget::Local {
        let message =
            format!("a gateway route table cannot have this target: `{}`", review.name(table));
        let found = review
            .problem(code::GATEWAY_TABLE, table, review.span(key), message)
            .because(
                "It leads to `local`, a network interface or a Gateway Load Balancer endpoint.",
            )
            .help("Lead the route to the appliance, or remove it.");
        review.report(found, &[table.into()]);
    }
}

/// Looks at the table of a public pool (fact RT-56).
fn judge_pool(
    review: &mut Review<'_, '_>,
    (gateway, key): (ObjectId, Key),
    pool: &PublicPool,
    shared: bool,
) {
    let table = pool.route_table;
    if shared || review.model.route_tables[table].main {
        let message =
            format!("public pool `{}` uses a table that serves something else, too", pool.name);
        let found = review
            .problem(code::GATEWAY_TABLE, gateway, review.span(key), message)
            .because("The route table of a public pool serves nothing but the pool.")
            .help("Give the pool a table of its own.");
        review.report(found, &[gateway]);
    }
    for (index, route) in review.model.route_tables[table].routes.iter().enumerate() {
        // AWS puts the local route into every table, and snapshots show it.
        let own = &review.model.vpcs[review.model.route_tables[table].vpc].prefixes;
        let local = |prefix| route.target == RouteTarget::Local && own.contains(&prefix);
        let inside = match route.destination {
            Destination::Prefix(prefix) if local(prefix) => continue,
            Destination::Prefix(prefix) => pool.prefixes.iter().any(|one| one.covers(prefix)),
            Destination::PrefixList(_) => false,
        };
        let interface = is_interface(route.target);
        if inside && interface {
            continue;
        }
        let message = format!("table `{}` of a public pool has another route", review.name(table));
        let key = Key::item(table, "routes", index);
        let found = review
            .problem(code::GATEWAY_TABLE, table, review.span(key), message)
            .because("It leads the pool, or a part of it, to a network interface.")
            .help("Give the pool a table with such routes only.");
        review.report(found, &[table.into()]);
    }
}

/// Looks at the targets of routes to the VPC itself or a part of it (facts RT-41 and RT-44), and at
/// instances as targets.
fn judge_inside(review: &mut Review<'_, '_>) {
    // What stands in the table of a gateway or a pool is looked at there.
    let gateways = route::gateway_tables(review.model);
    for (table, found) in review.model.route_tables.iter() {
        let own = &review.model.vpcs[found.vpc].prefixes;
        for (index, route) in found.routes.iter().enumerate() {
            let key = Key::item(table, "routes", index);
            judge_instance(review, table, route, key);
            judge_family(review, table, route, key);
            if gateways.contains(&table) {
                continue;
            }
            let Destination::Prefix(prefix) = route.destination else { continue };
            let Some(block) = own.iter().find(|own| own.covers(prefix)) else { continue };
            let replaced = *block == prefix;
            if route.origin != RouteOrigin::Static
                || may_lie_inside(review.model, route.target, replaced)
            {
                continue;
            }
            let message = format!(
                "destination `{prefix}` is in VPC `{}` itself, and cannot have this target",
                review.name(found.vpc),
            );
            let problem = review
                .problem(code::TARGET_INSIDE, table, review.span(key), message)
                .because("A route to a subnet, or in place of the local route, leads to a NAT gateway, a network interface or a Gateway Load Balancer endpoint.")
                .help("Lead it to an appliance in the VPC, or remove it.");
            review.report(problem, &[table.into()]);
        }
    }
}

fn judge_instance(review: &mut Review<'_, '_>, table: RouteTableId, route: &Route, key: Key) {
    let RouteTarget::Instance(instance) = route.target else { return };
    let count = review.model.instances[instance].interfaces.len();
    if count < 2 {
        return;
    }
    let message = format!("instance `{}` has {count} network interfaces", review.name(instance));
    let found = review
        .problem(code::INSTANCE_TARGET, table, review.span(key), message)
        .because("An instance as a target must have one interface, or nothing says which is meant.")
        .help("Name the interface: `network_interface.NAME`.");
    review.report(found, &[table.into()]);
}

/// Looks for IPv4 routes to an egress-only internet gateway (fact NAT-14).
fn judge_family(review: &mut Review<'_, '_>, table: RouteTableId, route: &Route, key: Key) {
    let RouteTarget::EgressOnlyInternetGateway(_) = route.target else { return };
    // What lists that have no entries hold, such as those of AWS services, the input does not say.
    let ipv4 = match route.destination {
        Destination::Prefix(prefix) => !prefix.is_ipv6(),
        Destination::PrefixList(list) => {
            review.model.prefix_lists[list].prefixes.iter().any(|entry| !entry.is_ipv6())
        }
    };
    if !ipv4 {
        return;
    }
    let message = "an egress-only internet gateway is no target for IPv4".to_owned();
    let found = review
        .problem(code::IPV4_TO_EGRESS_ONLY, table, review.span(key), message)
        .because("Egress-only internet gateways carry IPv6 only.")
        .help("Write `::/0` for IPv6, or lead IPv4 to a NAT gateway.");
    review.report(found, &[table.into()]);
}

fn is_interface(target: RouteTarget) -> bool {
    matches!(target, RouteTarget::NetworkInterface(_) | RouteTarget::Instance(_))
}

/// Returns whether a target is an appliance, or an endpoint with appliances behind it.
fn inspects(model: &Model, target: RouteTarget) -> bool {
    let RouteTarget::VpcEndpoint(id) = target else { return is_interface(target) };
    model.vpc_endpoints[id].inspects_in().is_some()
}

/// Returns whether a route inside the VPC can have this target; `replaced` says that it stands for
/// the local route itself. Local gateways are looked at elsewhere.
pub(super) fn may_lie_inside(model: &Model, target: RouteTarget, replaced: bool) -> bool {
    match target {
        RouteTarget::Local => replaced,
        RouteTarget::VpcEndpoint(_) => inspects(model, target),
        RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_)
        | RouteTarget::Unmodelled(_) => true,
        RouteTarget::LocalGateway(_) => !replaced,
        RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::VirtualPrivateGateway(_) => false,
    }
}
