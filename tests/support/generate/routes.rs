//! The routes of a wild model: of VPCs, of local gateways, of routers.

use std::net::IpAddr;

use outpath_core::{
    addr::Prefix,
    model::{
        Appliance, ApplianceRoute, Destination, DestinationNat, LocalGatewayRouteTarget, Model,
        NextHop, Place, PrefixListId, Route, RouteOrigin, RouteState, RouteTableId, RouteTarget,
        RouterId, RouterRoute, SourceNat, UnmodelledKind, VpcId,
    },
};

use super::{
    endpoint, filters, pick, private,
    spec::{GatewayRouteSpec, Hop, Kind, RouteSpec, RouterRouteSpec, Spec, To},
    transit,
};
use crate::build::{Build, address, prefix};

/// Adds every route, and what routers announce and translate.
pub(super) fn add(b: &mut Build, spec: &Spec) {
    let prefixes = prefixes(b);
    for (index, entries) in spec.cloud.prefix_lists.iter().enumerate() {
        let mut held: Vec<Prefix> = entries.iter().filter_map(|n| pick(&prefixes, *n)).collect();
        held.sort();
        held.dedup();
        b.prefix_list(&format!("l{index}"), held);
    }
    filters::fill(b, &prefixes, &spec.filters);
    transit::fill(b, &prefixes, &spec.transit);
    private::fill(b, &prefixes, &spec.private);
    endpoint::fill(b, &spec.endpoints);
    for route in &spec.cloud.routes {
        vpc_route(b, &prefixes, route);
    }
    for route in &spec.edge.gateway_routes {
        gateway_route(b, &prefixes, route);
    }
    for route in &spec.premises.router_routes {
        router_route(b, &prefixes, route);
    }
    appliances(b, &prefixes, spec);
    let routers: Vec<RouterId> = b.model.routers.ids().collect();
    for (id, router) in routers.into_iter().zip(&spec.premises.routers) {
        for to in &router.announce {
            let destination = destination(b, &prefixes, *to);
            if let Some(Destination::Prefix(prefix)) = destination
                && !prefix.is_ipv6()
                && !b.model.routers[id].announce.contains(&prefix)
            {
                b.model.routers[id].announce.push(prefix);
            }
        }
        if let Some((number, narrow)) = router.translates {
            let from = if narrow { vec![prefix("10.0.0.0/8")] } else { Vec::new() };
            let to = address(&format!("203.0.113.{}", number % 3 + 1));
            b.model.routers[id].source_nat.push(SourceNat { from, to });
        }
    }
}

/// Lets instances forward. Instances were raised in the order of their descriptions.
fn appliances(b: &mut Build, prefixes: &[Prefix], spec: &Spec) {
    let known: Vec<IpAddr> = {
        let interfaces = b.model.network_interfaces.values();
        let hosts = b.model.hosts.values().map(|host| host.address);
        interfaces.flat_map(|i| i.addresses.iter().copied().chain(i.coip)).chain(hosts).collect()
    };
    for id in b.model.instances.ids().collect::<Vec<_>>() {
        let number = b.model.instances[id].identity.name.trim_start_matches('i').parse();
        let spec = number.ok().and_then(|number: usize| spec.cloud.instances.get(number));
        let Some(forwards) = spec.and_then(|spec| spec.forwards.as_ref()) else { continue };
        let interfaces = b.model.instances[id].interfaces.clone();
        let mut appliance = Appliance {
            source_nat: forwards.source_nat,
            stateful: forwards.stateful,
            ..Appliance::default()
        };
        for (to, number) in &forwards.routes {
            let Some(Destination::Prefix(to)) = destination(b, prefixes, *to) else { continue };
            let Some(interface) = pick(&interfaces, *number) else { continue };
            if appliance.routes.iter().all(|route| route.prefix != to) {
                appliance.routes.push(ApplianceRoute { prefix: to, interface });
            }
        }
        if let Some((from, to)) = forwards.destination_nat
            && let (Some(from), Some(to)) = (pick(&known, from), pick(&known, to))
            && from.is_ipv4() == to.is_ipv4()
            && from != to
        {
            appliance.destination_nat.push(DestinationNat { from, to });
        }
        b.model.instances[id].forwards = Some(appliance);
        for interface in interfaces.iter().filter(|_| !forwards.checked) {
            b.model.network_interfaces[*interface].source_dest_check = false;
        }
    }
}

/// The prefix of NAT64 (fact NAT-15).
const SIXTY_FOUR: &str = "64:ff9b::/96";

/// Lists prefixes that mean something in a model, the most useful first.
pub(super) fn prefixes(b: &Build) -> Vec<Prefix> {
    let model = &b.model;
    let mut all: Vec<Prefix> = ["172.16.0.0/12", "10.0.0.0/8"].map(prefix).to_vec();
    all.extend(model.subnets.values().flat_map(|subnet| &subnet.prefixes));
    all.extend(model.vpcs.values().flat_map(|vpc| &vpc.prefixes));
    all.extend(model.coip_pools.values().flat_map(|pool| &pool.prefixes));
    all.extend(model.segments.values().map(|segment| segment.prefix));
    let hosts = model.network_interfaces.values().filter_map(|interface| interface.primary());
    all.extend(hosts.map(Prefix::host));
    all.push(prefix("8.8.8.0/24"));
    if model.subnets.values().any(|subnet| subnet.prefixes.iter().any(|p| p.is_ipv6())) {
        all.extend(["2600::/16", SIXTY_FOUR, SIXTY_FOUR].map(prefix));
    }
    all
}

pub(super) fn destination(b: &Build, prefixes: &[Prefix], to: To) -> Option<Destination> {
    match to {
        To::Anywhere => Some(Destination::Prefix(prefix("0.0.0.0/0"))),
        To::AnywhereIpv6 => Some(Destination::Prefix(prefix("::/0"))),
        To::Lan => Some(Destination::Prefix(prefix("172.16.0.0/24"))),
        To::Prefix(number) => pick(prefixes, number).map(Destination::Prefix),
        To::List(number) => {
            let lists: Vec<PrefixListId> = b.model.prefix_lists.ids().collect();
            pick(&lists, number).map(Destination::PrefixList)
        }
    }
}

fn holds_ipv6(b: &Build, destination: Destination) -> bool {
    match destination {
        Destination::Prefix(prefix) => prefix.is_ipv6(),
        Destination::PrefixList(id) => {
            b.model.prefix_lists[id].prefixes.iter().any(|prefix| prefix.is_ipv6())
        }
    }
}

fn vpc_route(b: &mut Build, prefixes: &[Prefix], spec: &RouteSpec) {
    let tables: Vec<RouteTableId> = b.model.route_tables.ids().collect();
    let Some(table) = pick(&tables, spec.table) else { return };
    let Some(destination) = destination(b, prefixes, spec.to) else { return };
    let vpc = &b.model.vpcs[b.model.route_tables[table].vpc];
    let (within, whole) = match destination {
        Destination::Prefix(to) => {
            (vpc.prefixes.iter().any(|own| own.covers(to)), vpc.prefixes.contains(&to))
        }
        Destination::PrefixList(_) => (false, false),
    };
    let subnets = b.model.subnets.values().filter(|s| s.vpc == b.model.route_tables[table].vpc);
    let exact = subnets.flat_map(|s| &s.prefixes).any(|p| Destination::Prefix(*p) == destination);
    let is_static = spec.origin == RouteOrigin::Static;
    let sensible = match spec.kind {
        Kind::Local => is_static && (whole || exact),
        // IPv6 through a NAT gateway is NAT64.
        Kind::Nat => {
            let sixty_four = destination == Destination::Prefix(prefix(SIXTY_FOUR));
            (!holds_ipv6(b, destination) || sixty_four) && (!within || whole || exact)
        }
        Kind::EgressOnly => {
            let only = match destination {
                Destination::Prefix(to) => to.is_ipv6(),
                Destination::PrefixList(_) => false,
            };
            only && !within
        }
        Kind::Interface | Kind::Instance | Kind::Inspection => !within || whole || exact,
        Kind::Private => !is_static || !within,
        Kind::LocalGateway
        | Kind::InternetGateway
        | Kind::Peering
        | Kind::Transit
        | Kind::Unmodelled => !is_static || !within || exact,
    };
    let origin = match destination {
        Destination::PrefixList(_) => RouteOrigin::Static,
        Destination::Prefix(_) => spec.origin,
    };
    let routes = &b.model.route_tables[table].routes;
    if !sensible || routes.iter().any(|r| r.destination == destination && r.origin == origin) {
        return;
    }
    if let Some(target) = target(b, table, spec) {
        let declared_state = spec.blackhole.then_some(RouteState::Blackhole);
        let route = Route { destination, target, origin, declared_state };
        b.model.route_tables[table].routes.push(route);
    }
}

fn target(b: &mut Build, table: RouteTableId, spec: &RouteSpec) -> Option<RouteTarget> {
    let vpc = b.model.route_tables[table].vpc;
    let model = &b.model;
    let here = |subnet| model.subnets[subnet].vpc == vpc;
    match spec.kind {
        Kind::Local => Some(RouteTarget::Local),
        Kind::InternetGateway => model.vpcs[vpc].internet_gateway.map(RouteTarget::InternetGateway),
        Kind::LocalGateway => {
            // Twice: the gateways of the Outposts that the subnets of this table stand on.
            let subnets = model.subnets.values().filter(|subnet| subnet.route_table == table);
            let places: Vec<_> = subnets.map(|subnet| subnet.place).collect();
            let all = model.local_gateways.iter();
            let near = all.filter(|(_, lgw)| places.contains(&Place::Outpost(lgw.outpost)));
            let near: Vec<_> = near.map(|(id, _)| id).collect();
            let mut choice: Vec<_> = near.iter().chain(&near).copied().collect();
            choice.extend(model.local_gateways.ids());
            pick(&choice, spec.target).map(RouteTarget::LocalGateway)
        }
        Kind::Nat => {
            let all = model.nat_gateways.iter().filter(|(_, nat)| here(nat.subnet));
            let regional = model.regional_nat_gateways.iter().filter(|(_, nat)| nat.vpc == vpc);
            let all = all.map(|(id, _)| RouteTarget::NatGateway(id));
            let regional = regional.map(|(id, _)| RouteTarget::RegionalNatGateway(id));
            let all: Vec<_> = all.chain(regional).collect();
            pick(&all, spec.target)
        }
        Kind::EgressOnly => {
            let gateway = model.vpcs[vpc].egress_only_internet_gateway;
            gateway.map(RouteTarget::EgressOnlyInternetGateway)
        }
        Kind::Peering => {
            let all = model.peering_connections.iter().filter(|(_, p)| p.vpcs.contains(&vpc));
            let all: Vec<_> = all.map(|(id, _)| id).collect();
            pick(&all, spec.target).map(RouteTarget::PeeringConnection)
        }
        Kind::Interface => {
            let all = model.network_interfaces.iter().filter(|(_, i)| here(i.subnet));
            let all: Vec<_> = all.map(|(id, _)| id).collect();
            pick(&all, spec.target).map(RouteTarget::NetworkInterface)
        }
        Kind::Instance => {
            let all = model.instances.iter().filter(|(_, instance)| match *instance.interfaces {
                [only] => here(model.network_interfaces[only].subnet),
                _ => false,
            });
            let all: Vec<_> = all.map(|(id, _)| id).collect();
            pick(&all, spec.target).map(RouteTarget::Instance)
        }
        Kind::Inspection | Kind::Private | Kind::Transit => joint(model, vpc, spec),
        Kind::Unmodelled => unmodelled(b, spec),
    }
}

/// Picks something that is not judged.
fn unmodelled(b: &mut Build, spec: &RouteSpec) -> Option<RouteTarget> {
    let model = &b.model;
    // A file that describes none of a kind may name one all the same.
    let mut kinds =
        vec![(UnmodelledKind::CarrierGateway, "carrier"), (UnmodelledKind::CoreNetwork, "core")];
    let none = [
        (UnmodelledKind::TransitGateway, "tgw", model.transit_gateways.is_empty()),
        (UnmodelledKind::VirtualPrivateGateway, "vgw", model.virtual_private_gateways.is_empty()),
        (UnmodelledKind::VpcEndpoint, "vpce", model.vpc_endpoints.is_empty()),
    ];
    kinds.extend(none.iter().filter(|(.., none)| *none).map(|(kind, name, _)| (*kind, *name)));
    let (kind, name) = pick(&kinds, spec.target)?;
    Some(RouteTarget::Unmodelled(b.unmodelled(kind, name)))
}

/// Picks what joins a VPC with others, or inspects.
fn joint(model: &Model, vpc: VpcId, spec: &RouteSpec) -> Option<RouteTarget> {
    match spec.kind {
        Kind::Inspection => {
            let all = model.vpc_endpoints.iter();
            let all = all.filter(|(_, one)| one.vpc == vpc && one.inspects_in().is_some());
            let all: Vec<_> = all.map(|(id, _)| id).collect();
            pick(&all, spec.target).map(RouteTarget::VpcEndpoint)
        }
        Kind::Transit => {
            let region = model.vpcs[vpc].region;
            let all = model.transit_gateways.iter().filter(|(_, one)| one.region == region);
            let all: Vec<_> = all.map(|(id, _)| id).collect();
            pick(&all, spec.target).map(RouteTarget::TransitGateway)
        }
        Kind::Private => {
            model.vpcs[vpc].virtual_private_gateway.map(RouteTarget::VirtualPrivateGateway)
        }
        _ => None,
    }
}

fn gateway_route(b: &mut Build, prefixes: &[Prefix], spec: &GatewayRouteSpec) {
    let tables: Vec<_> = b.model.local_gateway_route_tables.ids().collect();
    let Some(table) = pick(&tables, spec.table) else { return };
    let Some(destination) = destination(b, prefixes, spec.to) else { return };
    let object = &b.model.local_gateway_route_tables[table];
    if holds_ipv6(b, destination) || object.routes.iter().any(|r| r.destination == destination) {
        return;
    }
    let interfaces: Vec<_> = b.model.network_interfaces.ids().collect();
    let groups = b.model.vif_groups.iter();
    let groups = groups.filter(|(_, group)| group.local_gateway == object.local_gateway);
    let mut groups: Vec<_> = groups.map(|(id, _)| id).collect();
    if let Some(own) = object.vif_group {
        groups.splice(0..0, std::iter::repeat_n(own.group, 4 * groups.len()));
    }
    let target = match spec.interface {
        Some(number) => pick(&interfaces, number).map(LocalGatewayRouteTarget::NetworkInterface),
        None => pick(&groups, spec.group).map(LocalGatewayRouteTarget::VifGroup),
    };
    if let Some(target) = target {
        b.add_gateway_route(table, destination, target);
    }
}

fn router_route(b: &mut Build, prefixes: &[Prefix], spec: &RouterRouteSpec) {
    let routers: Vec<RouterId> = b.model.routers.ids().collect();
    let Some(router) = pick(&routers, spec.router) else { return };
    let Some(Destination::Prefix(to)) = destination(b, prefixes, spec.to) else { return };
    let next_hop = match spec.hop {
        Hop::Internet => Some(NextHop::Internet),
        Hop::Discard => Some(NextHop::Discard),
        Hop::Router => {
            let others: Vec<_> = routers.iter().copied().filter(|id| *id != router).collect();
            pick(&others, spec.pick).map(NextHop::Router)
        }
        Hop::Vpn => {
            let own = b.model.vpn_connections.iter().filter(|(_, vpn)| vpn.router == Some(router));
            let own: Vec<_> = own.map(|(id, _)| id).collect();
            pick(&own, spec.pick).map(NextHop::Vpn)
        }
        Hop::Address => pick(&neighbors(b, router), spec.pick).map(NextHop::Address),
    };
    let family = |hop: &NextHop| match hop {
        NextHop::Address(address) => address.is_ipv6() == to.is_ipv6(),
        NextHop::Router(_) | NextHop::Vpn(_) | NextHop::Internet | NextHop::Discard => true,
    };
    let same = |route: &RouterRoute| route.prefix == to;
    let routes = &b.model.routers[router].routes;
    if let Some(next_hop) = next_hop.filter(family)
        && !routes.iter().any(same)
    {
        b.model.routers[router].routes.push(RouterRoute { prefix: to, next_hop });
    }
}

/// Lists the addresses that a router can name as next hops: its neighbors', and one that nobody has.
fn neighbors(b: &Build, router: RouterId) -> Vec<IpAddr> {
    let mut found = Vec::new();
    for own in &b.model.routers[router].interfaces {
        let others = b.model.routers.iter().filter(|(id, _)| *id != router);
        let others = others.flat_map(|(_, other)| &other.interfaces);
        let others = others.filter(|interface| interface.segment == own.segment);
        found.extend(others.map(|interface| interface.address.address));
        let vifs = b.model.vifs.values().filter(|vif| vif.local.prefix == own.address.prefix);
        found.extend(vifs.map(|vif| vif.local.address));
    }
    found.push(address("172.16.0.99"));
    found
}
