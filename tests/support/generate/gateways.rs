//! Further gateways of wild VPCs: egress-only, regional NAT, gateway route tables, public pools.

use std::{collections::BTreeMap, net::IpAddr};

use outpath_core::{
    addr::Prefix,
    model::{
        Destination, EgressOnlyInternetGateway, InternetGatewayId, NatGatewayState, Place,
        PublicPool, RegionalNatGateway, RouteTableId, RouteTarget, SubnetId,
        VirtualPrivateGatewayId, VpcId,
    },
};
use proptest::{bool::weighted, collection::vec, option, prelude::*};

use super::{Pick, pick};
use crate::build::{Build, address, named, prefix};

/// The further gateways of a model.
#[derive(Debug, Clone)]
pub(super) struct GatewaySpec {
    egress_only: Vec<Pick>,
    regional: Vec<RegionalSpec>,
    edges: Vec<(Pick, Vec<EdgeRoute>)>,
    pools: Vec<(Pick, Vec<EdgeRoute>)>,
    /// The zones of subnets in the Region, in order.
    zones: Vec<Option<bool>>,
}

#[derive(Debug, Clone)]
struct RegionalSpec {
    vpc: Pick,
    zones: [u8; 2],
    no_route: bool,
    state: NatGatewayState,
}

/// A route of a gateway route table: to what, and to which interface or to none.
type EdgeRoute = (Pick, Option<Pick>);

/// Returns further gateways.
pub(super) fn gateways() -> impl Strategy<Value = GatewaySpec> {
    let edge = || vec((any::<Pick>(), option::weighted(0.9, any::<Pick>())), 0..=2);
    let state = super::wild::mostly(
        NatGatewayState::Available,
        9,
        vec![NatGatewayState::Pending, NatGatewayState::Deleted],
    );
    let regional = (any::<Pick>(), any::<[u8; 2]>(), weighted(0.1), state)
        .prop_map(|(vpc, zones, no_route, state)| RegionalSpec { vpc, zones, no_route, state });
    let all = (
        vec(any::<Pick>(), 0..=2),
        vec(regional, 0..=1),
        vec((any::<Pick>(), edge()), 0..=1),
        vec((any::<Pick>(), edge()), 0..=1),
        vec(option::weighted(0.8, any::<bool>()), 8),
    );
    all.prop_map(|(egress_only, regional, edges, pools, zones)| GatewaySpec {
        egress_only,
        regional,
        edges,
        pools,
        zones,
    })
}

/// Adds what needs nothing but VPCs and subnets.
pub(super) fn make(b: &mut Build, spec: &GatewaySpec) {
    let subnets: Vec<SubnetId> = b.model.subnets.ids().collect();
    for (id, zone) in subnets.into_iter().zip(&spec.zones) {
        let region = b.model.vpcs[b.model.subnets[id].vpc].region;
        if let (Place::Region(_), Some(second)) = (b.model.subnets[id].place, zone) {
            let home = b.model.regions[region].identity.name == "us-west-2";
            let name =
                format!("{}-az{}", if home { "usw2" } else { "euw1" }, 1 + u8::from(*second));
            b.model.subnets[id].place = Place::Region(Some(b.zone(region, &name)));
        }
    }
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for vpc in spec.egress_only.iter().filter_map(|number| pick(&vpcs, *number)) {
        if b.model.vpcs[vpc].egress_only_internet_gateway.is_none() {
            let identity = named(format!("{}.eigw", b.model.vpcs[vpc].identity.name));
            let gateway = EgressOnlyInternetGateway { identity, vpc };
            let id = b.model.egress_only_internet_gateways.push(gateway);
            b.model.vpcs[vpc].egress_only_internet_gateway = Some(id);
        }
    }
    for (index, regional) in spec.regional.iter().enumerate() {
        regional_nat(b, index, regional);
    }
}

fn regional_nat(b: &mut Build, index: usize, spec: &RegionalSpec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    let Some(vpc) = pick(&vpcs, spec.vpc) else { return };
    let region = b.model.vpcs[vpc].region;
    if b.model.regions[region].identity.name != "us-west-2" {
        return;
    }
    let mut zones = BTreeMap::new();
    for (at, count) in spec.zones.into_iter().enumerate() {
        let number = |of: usize| 150 + 10 * index + 4 * at + of;
        let addresses = (0..usize::from(count % 3)).map(|of| format!("203.0.113.{}", number(of)));
        let addresses: Vec<IpAddr> = addresses.map(|text| address(&text)).collect();
        if !addresses.is_empty() {
            zones.insert(b.zone(region, &format!("usw2-az{}", at + 1)), addresses);
        }
    }
    if zones.is_empty() {
        return;
    }
    let route_table = b.table(vpc, &format!("regional{index}"));
    if let Some(gateway) = b.model.vpcs[vpc].internet_gateway.filter(|_| !spec.no_route) {
        b.route(route_table, "0.0.0.0/0", RouteTarget::InternetGateway(gateway));
    }
    b.model.regional_nat_gateways.push(RegionalNatGateway {
        identity: named(format!("{}.regional{index}", b.model.vpcs[vpc].identity.name)),
        vpc,
        zones,
        route_table,
        state: spec.state,
    });
}

/// Adds gateway route tables, which lead to interfaces.
pub(super) fn fill(b: &mut Build, spec: &GatewaySpec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for vpc in spec.egress_only.iter().filter_map(|number| pick(&vpcs, *number)) {
        let table = b.model.vpcs[vpc].main_route_table;
        let six = Destination::Prefix(prefix("::/0"));
        let has = b.model.route_tables[table].routes.iter().any(|one| one.destination == six);
        if let Some(id) = b.model.vpcs[vpc].egress_only_internet_gateway.filter(|_| !has) {
            b.route(table, "::/0", RouteTarget::EgressOnlyInternetGateway(id));
        }
    }
    let gateways: Vec<InternetGatewayId> = b.model.internet_gateways.ids().collect();
    for (gateway, routes) in &spec.edges {
        let Some(id) = pick(&gateways, *gateway) else { continue };
        let vpc = b.model.internet_gateways[id].vpc;
        let mut to: Vec<Prefix> = b.model.vpcs[vpc].prefixes.clone();
        let subnets = b.model.subnets.values().filter(|subnet| subnet.vpc == vpc);
        to.splice(0..0, subnets.flat_map(|subnet| subnet.prefixes.clone()));
        let table = b.table(vpc, "edge");
        edge_routes(b, (vpc, table), (&to, None), routes);
        b.model.internet_gateways[id].edge_route_table = Some(table);
    }
    // The same for a virtual private gateway, if the numbers say so.
    for (gateway, routes) in &spec.edges {
        let own: Vec<VirtualPrivateGatewayId> = b.model.virtual_private_gateways.ids().collect();
        let Some(id) = pick(&own, *gateway).filter(|_| gateway % 2 == 1) else { continue };
        let vpc = b.model.virtual_private_gateways[id].vpc;
        let subnets = b.model.subnets.values().filter(|subnet| subnet.vpc == vpc);
        let mut to: Vec<Prefix> = subnets.flat_map(|subnet| subnet.prefixes.clone()).collect();
        to.extend(b.model.vpcs[vpc].prefixes.clone());
        let table = b.table(vpc, "vgw-edge");
        edge_routes(b, (vpc, table), (&to, None), routes);
        b.model.virtual_private_gateways[id].edge_route_table = Some(table);
    }
    for (index, (gateway, routes)) in spec.pools.iter().enumerate() {
        let Some(id) = pick(&gateways, *gateway) else { continue };
        let vpc = b.model.internet_gateways[id].vpc;
        let whole = prefix(&format!("203.0.{}.0/28", 114 + index));
        let table = b.table(vpc, &format!("pool{index}"));
        let host = whole.nth(5).map(Prefix::host);
        edge_routes(b, (vpc, table), (&[whole, host.unwrap_or(whole)], Some(whole)), routes);
        let (name, prefixes) = (format!("pool{index}"), vec![whole]);
        let pool = PublicPool { name, prefixes, route_table: table };
        b.model.internet_gateways[id].public_pools.push(pool);
    }
}

fn edge_routes(
    b: &mut Build,
    (vpc, table): (VpcId, RouteTableId),
    (to, whole): (&[Prefix], Option<Prefix>),
    routes: &[EdgeRoute],
) {
    let interfaces = b.model.network_interfaces.iter();
    let here = interfaces.filter(|(_, one)| b.model.subnets[one.subnet].vpc == vpc);
    let here: Vec<_> = here.map(|(id, _)| id).collect();
    let mut seen = Vec::new();
    for (number, interface) in routes {
        let Some(to) = pick(to, *number).filter(|to| !seen.contains(to)) else { continue };
        let endpoints = b.model.vpc_endpoints.iter();
        let endpoints = endpoints.filter(|(_, one)| one.vpc == vpc && one.inspects_in().is_some());
        let endpoints: Vec<_> = endpoints.map(|(id, _)| id).collect();
        let inspects = |number: Pick| pick(&endpoints, number).filter(|_| number % 4 == 3);
        let target = match interface {
            Some(number) if whole.is_none() && inspects(*number).is_some() => {
                inspects(*number).map(RouteTarget::VpcEndpoint)
            }
            Some(number) => pick(&here, *number).map(RouteTarget::NetworkInterface),
            None if b.model.vpcs[vpc].prefixes.contains(&to) => Some(RouteTarget::Local),
            None => None,
        };
        if let Some(target) = target {
            seen.push(to);
            b.add_route(table, to, target);
        }
    }
}
