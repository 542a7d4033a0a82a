//! The routes of VPC route tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addr::Prefix,
    diagnostic::code,
    model::{
        Destination, Key, LocalGatewayId, Model, ObjectId, Place, PrefixList, PrefixListId, Route,
        RouteOrigin, RouteTable, RouteTableId, RouteTarget, SubnetId, VpcEndpointKind, VpcId,
    },
};

use super::{Review, between_outposts, gateway_table, overlap::Blocks};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let mut in_region: BTreeMap<RouteTableId, SubnetId> = BTreeMap::new();
    let mut whole: BTreeSet<(VpcId, Prefix)> = BTreeSet::new();
    for (id, subnet) in review.model.subnets.iter() {
        whole.extend(subnet.prefixes.iter().map(|prefix| (subnet.vpc, *prefix)));
        match subnet.place {
            Place::Region(_) => {
                in_region.entry(subnet.route_table).or_insert(id);
            }
            Place::Outpost(_) => {}
        }
    }
    let model = review.model;
    let blocks: BTreeMap<VpcId, Blocks<'_>> =
        model.vpcs.iter().map(|(id, vpc)| (id, Blocks::new(&vpc.prefixes))).collect();
    let ipv6 = ipv6_lists(model);
    let gateways = gateway_tables(model);
    for (id, table) in model.route_tables.iter() {
        judge_local_gateway(review, id, table, in_region.get(&id).copied());
        for (index, route) in table.routes.iter().enumerate() {
            let key = Key::item(id, "routes", index);
            judge_reserved(review, id, route.destination, key);
            // What stands in a gateway route table is another mistake, with a rule of its own.
            if !gateways.contains(&id) {
                judge_specific(review, id, route, key, &whole, blocks.get(&table.vpc));
            }
            judge_family(review, id, route, key, &ipv6);
            judge_endpoint(review, id, route, key);
        }
    }
    for (id, table) in model.local_gateway_route_tables.iter() {
        for (index, route) in table.routes.iter().enumerate() {
            let key = Key::item(id, "routes", index);
            judge_family_of(review, id.into(), route.destination, key, &ipv6);
        }
    }
    between_outposts::judge(review);
}

/// Returns the route tables of internet gateways, their public pools, and virtual private gateways.
pub(super) fn gateway_tables(model: &Model) -> BTreeSet<RouteTableId> {
    let internet = model.internet_gateways.values().flat_map(|one| {
        one.edge_route_table.into_iter().chain(one.public_pools.iter().map(|pool| pool.route_table))
    });
    let private = model.virtual_private_gateways.values().filter_map(|one| one.edge_route_table);
    internet.chain(private).collect()
}

fn local_gateway(route: &Route) -> Option<LocalGatewayId> {
    match route.target {
        RouteTarget::LocalGateway(gateway) => Some(gateway),
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => None,
    }
}

/// Looks for a route to a local gateway in a table that cannot have one.
fn judge_local_gateway(
    review: &mut Review<'_, '_>,
    id: RouteTableId,
    table: &RouteTable,
    in_region: Option<SubnetId>,
) {
    let routes = table.routes.iter().enumerate();
    let places = routes.filter(|(_, route)| local_gateway(route).is_some());
    let places = places.map(|(index, _)| review.span(Key::item(id, "routes", index)));
    let Some(place) = places.min() else { return };
    let name = review.name(id);
    if table.main {
        let message = format!("main route table `{name}` has a route to a local gateway");
        let found = review
            .problem(code::LOCAL_GATEWAY_ROUTE_IN_MAIN, id, place, message)
            .related(review.head(id), "the main table")
            .because("AWS refuses a route to a local gateway in the main route table.")
            .help("Put the route into a table of its own, and associate the Outpost's subnets with it.");
        return review.report(found, &[id.into()]);
    }
    let Some(subnet) = in_region else { return };
    let subnet_name = review.name(subnet);
    let message = format!(
        "route table `{name}` has a route to a local gateway and serves a subnet in the Region"
    );
    let found = review
        .problem(code::LOCAL_GATEWAY_ROUTE_SHARED, id, place, message)
        .related(
            review.span(Key::field(subnet, "route_table")),
            format!("`{subnet_name}` lies in the Region and uses this table"),
        )
        .because(
            "AWS refuses a route to a local gateway in a table that a subnet in the Region uses.",
        )
        .help(format!(
            "Give `{subnet_name}` another table, or add `outpost:` to it if it lies on one."
        ));
    review.report(found, &[id.into()]);
}

fn judge_reserved(
    review: &mut Review<'_, '_>,
    id: RouteTableId,
    destination: Destination,
    key: Key,
) {
    let Destination::Prefix(prefix) = destination else { return };
    let kept = ["169.254.168.0/22", "fd00:ec2::/32"].map(str::parse::<Prefix>);
    let Some(kept) = kept.into_iter().flatten().find(|kept| kept.covers(prefix)) else { return };
    let message = format!("destination `{prefix}` is kept for AWS's own services");
    let found = review
        .problem(code::RESERVED_DESTINATION, id, review.span(key), message)
        .because(format!("AWS refuses destinations within {kept}."))
        .help("Remove the route: instances reach these services without one.");
    review.report(found, &[id.into()]);
}

/// Looks for a route more specific than the local one that is not to a whole subnet.
fn judge_specific(
    review: &mut Review<'_, '_>,
    id: RouteTableId,
    route: &Route,
    key: Key,
    whole: &BTreeSet<(VpcId, Prefix)>,
    blocks: Option<&Blocks<'_>>,
) {
    let Destination::Prefix(prefix) = route.destination else { return };
    let vpc = review.model.route_tables[id].vpc;
    let Some(own) = blocks.and_then(|blocks| blocks.around(prefix, false)) else { return };
    // A target that no such route can have is an error already.
    let told = !gateway_table::may_lie_inside(review.model, route.target, false);
    if told || route.origin != RouteOrigin::Static || whole.contains(&(vpc, prefix)) {
        return;
    }
    let message = format!(
        "destination `{prefix}` is within VPC `{}` but is no subnet of it",
        review.name(vpc)
    );
    let found = review
        .problem(code::SPECIFIC_ROUTE, id, review.span(key), message)
        .because(format!(
            "A route more specific than the local one for {own} needs the whole CIDR block of one subnet."
        ));
    review.report(found, &[]);
}

fn judge_family(
    review: &mut Review<'_, '_>,
    id: RouteTableId,
    route: &Route,
    key: Key,
    ipv6: &BTreeMap<PrefixListId, usize>,
) {
    if local_gateway(route).is_some() {
        judge_family_of(review, id.into(), route.destination, key, ipv6);
    }
}

/// Looks for a route to a gateway endpoint without the prefix list of its service (fact RT-26).
fn judge_endpoint(review: &mut Review<'_, '_>, id: RouteTableId, route: &Route, key: Key) {
    let RouteTarget::VpcEndpoint(endpoint) = route.target else { return };
    let VpcEndpointKind::Gateway { prefix_list, .. } = review.model.vpc_endpoints[endpoint].kind
    else {
        return;
    };
    let mut lists = review.model.lists_of_service(prefix_list);
    if lists.any(|list| route.destination == Destination::PrefixList(list)) {
        return;
    }
    let (name, list) = (review.name(endpoint), review.name(prefix_list));
    let message = format!("the route to gateway endpoint `{name}` has another destination");
    let mut found = review
        .problem(code::ENDPOINT_DESTINATION, id, review.span(key), message)
        .because("AWS gives such a route the prefix list of the service.")
        .help(format!("Write `prefix_list.{list}` as the destination."));
    if let Destination::PrefixList(other) = route.destination {
        let other = review.name(other);
        found =
            found.help(format!("If `{other}` is a list of the service, too, add `service` to it."));
    }
    review.report(found, &[]);
}

/// Returns the prefix lists with IPv6 entries, each with the position of the first one.
fn ipv6_lists(model: &Model) -> BTreeMap<PrefixListId, usize> {
    let first = |list: &PrefixList| list.prefixes.iter().position(|prefix| prefix.is_ipv6());
    model.prefix_lists.iter().filter_map(|(id, list)| Some((id, first(list)?))).collect()
}

fn judge_family_of(
    review: &mut Review<'_, '_>,
    table: ObjectId,
    destination: Destination,
    key: Key,
    ipv6: &BTreeMap<PrefixListId, usize>,
) {
    match destination {
        Destination::Prefix(prefix) if prefix.is_ipv6() => {
            let message = "an IPv6 route to a local gateway cannot carry traffic".to_owned();
            let found = review
                .problem(code::IPV6_TO_LOCAL_GATEWAY, table, review.span(key), message)
                .because("Local gateways carry IPv4 only.");
            review.report(found, &[]);
        }
        Destination::Prefix(_) => {}
        Destination::PrefixList(list) => {
            let Some(entry) = ipv6.get(&list) else { return };
            let message = format!(
                "prefix list `{}` has IPv6 entries and leads to a local gateway",
                review.name(list)
            );
            let found = review
                .problem(code::IPV6_LIST_TO_LOCAL_GATEWAY, table, review.span(key), message)
                .related(review.span(Key::item(list, "entries", *entry)), "an IPv6 entry")
                .because("Local gateways carry IPv4 only. That AWS refuses the route is inferred.")
                .help("Give IPv6 a prefix list of its own.");
            review.report(found, &[table]);
        }
    }
}
