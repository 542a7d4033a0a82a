//! Gateways between a VPC and the internet.

use outpath_core::model::{
    EgressOnlyInternetGatewayId, InternetGatewayId, Model, NatGatewayState, RegionalNatGateway,
};

use super::{
    id_and_tags, name_of,
    tree::{Map, Tree},
    within, words,
};

pub(super) fn internet(map: &mut Map, model: &Model, id: InternetGatewayId) {
    let gateway = &model.internet_gateways[id];
    let vpc = name_of(model, gateway.vpc);
    let mut long = Map::default();
    id_and_tags(&mut long, &gateway.identity);
    if !gateway.attached {
        long.plain("attached", false);
    }
    let edge = gateway.edge_route_table.map(|table| within(&name_of(model, table), &vpc));
    long.text_of("edge_route_table", edge);
    let pools = gateway.public_pools.iter().map(|pool| {
        let mut map = Map::default();
        map.list("cidrs", pool.prefixes.iter().map(ToString::to_string).collect());
        map.text("route_table", within(&name_of(model, pool.route_table), &vpc));
        (pool.name.clone(), map)
    });
    long.named("public_pools", pools.collect());
    if long.0.is_empty() {
        map.plain("internet_gateway", true);
    } else {
        map.map("internet_gateway", long);
    }
}

pub(super) fn egress_only(map: &mut Map, model: &Model, id: EgressOnlyInternetGatewayId) {
    let mut long = Map::default();
    id_and_tags(&mut long, &model.egress_only_internet_gateways[id].identity);
    if long.0.is_empty() {
        map.plain("egress_only_internet_gateway", true);
    } else {
        map.map("egress_only_internet_gateway", long);
    }
}

pub(super) fn regional_nat(model: &Model, vpc: &str, nat: &RegionalNatGateway) -> (String, Map) {
    let mut map = Map::default();
    id_and_tags(&mut map, &nat.identity);
    let zones = nat.zones.iter().map(|(zone, addresses)| {
        let addresses = addresses.iter().map(ToString::to_string);
        (name_of(model, *zone), Tree::texts(addresses))
    });
    map.map("zones", Map(zones.collect()));
    map.text("route_table", within(&name_of(model, nat.route_table), vpc));
    if nat.state != NatGatewayState::Available {
        map.text("state", words::nat_gateway(nat.state));
    }
    (within(&nat.identity.name, vpc), map)
}
