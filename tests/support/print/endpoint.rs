//! VPC endpoints, and Block Public Access.

use outpath_core::model::{
    BlockPublicAccess, GatewayService, Model, PublicAccessExclusion, VpcEndpoint, VpcEndpointKind,
    VpcEndpointState, VpcId,
};

use super::{
    cloud::groups,
    id_and_tags, name_of,
    tree::{Map, Tree},
    within,
};

pub(super) fn add(map: &mut Map, model: &Model, id: VpcId) {
    let all = model.vpc_endpoints.values().filter(|endpoint| endpoint.vpc == id);
    let all = all.map(|endpoint| {
        let name = within(&endpoint.identity.name, &name_of(model, id));
        (name, of_endpoint(model, endpoint))
    });
    map.named("vpc_endpoints", all.collect());
    match model.vpcs[id].block_public_access {
        BlockPublicAccess::Off => {}
        BlockPublicAccess::Bidirectional => map.text("block_public_access", "bidirectional"),
        BlockPublicAccess::IngressOnly => map.text("block_public_access", "ingress-only"),
    }
    exclusion(map, model.vpcs[id].public_access_exclusion);
}

pub(super) fn exclusion(map: &mut Map, exclusion: Option<PublicAccessExclusion>) {
    let word = exclusion.map(|exclusion| match exclusion {
        PublicAccessExclusion::Bidirectional => "bidirectional",
        PublicAccessExclusion::EgressOnly => "egress-only",
    });
    map.text_of("block_public_access_exclusion", word);
}

fn of_endpoint(model: &Model, endpoint: &VpcEndpoint) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &endpoint.identity);
    let vpc = name_of(model, endpoint.vpc);
    match &endpoint.kind {
        VpcEndpointKind::Gateway { service, prefix_list } => {
            map.text("type", "gateway");
            map.text(
                "service",
                match service {
                    GatewayService::S3 => "s3",
                    GatewayService::DynamoDb => "dynamodb",
                },
            );
            map.text("prefix_list", name_of(model, *prefix_list));
        }
        VpcEndpointKind::Interface { interfaces } => {
            map.text("type", "interface");
            let interfaces = interfaces.iter().map(|id| {
                let interface = &model.network_interfaces[*id];
                let mut map = Map::default();
                id_and_tags(&mut map, &interface.identity);
                map.text("subnet", within(&name_of(model, interface.subnet), &vpc));
                map.text_of("ip", interface.primary());
                let ipv6 = interface.addresses.iter().find(|address| address.is_ipv6());
                map.text_of("ipv6", ipv6);
                groups(&mut map, model, interface);
                (within(&interface.identity.name, &endpoint.identity.name), map)
            });
            map.named("interfaces", interfaces.collect());
        }
        VpcEndpointKind::Inspection { subnet, firewall, passes } => {
            map.text("type", if *firewall { "network-firewall" } else { "gateway-load-balancer" });
            map.text("subnet", within(&name_of(model, *subnet), &vpc));
            if *passes == *firewall {
                map.0.push(("passes".to_owned(), Tree::Plain(passes.to_string())));
            }
        }
    }
    if endpoint.state != VpcEndpointState::Available {
        map.text("state", endpoint.state.word());
    }
    map
}
