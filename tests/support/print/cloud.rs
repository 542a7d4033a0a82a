//! VPCs, prefix lists, peering connections, instances and interfaces.

use std::collections::BTreeSet;

use outpath_core::model::{
    Appliance, InstanceState, Model, NatConnectivity, NatGatewayState, NetworkInterface,
    PeeringState, Place, Route, RouteTableId, Service, VpcEndpointKind, VpcId,
};

use super::{
    endpoint, filter, gateways, id_and_tags, interconnect, name_of,
    tree::{Map, Tree},
    within, words,
};

pub(super) fn add(file: &mut Map, model: &Model) {
    let vpcs = model.vpcs.iter().map(|(id, vpc)| (vpc.identity.name.clone(), of_vpc(model, id)));
    file.named("vpcs", vpcs.collect());
    let lists = model.prefix_lists.values().map(|list| {
        let mut map = Map::default();
        id_and_tags(&mut map, &list.identity);
        let entries = list.prefixes.iter().map(ToString::to_string);
        map.0.push(("entries".to_owned(), Tree::texts(entries)));
        map.text_of("service", list.service.as_ref());
        (list.identity.name.clone(), map)
    });
    file.named("prefix_lists", lists.collect());
    let peerings = model.peering_connections.values().map(|peering| {
        let mut map = Map::default();
        id_and_tags(&mut map, &peering.identity);
        map.list("vpcs", peering.vpcs.iter().map(|vpc| name_of(model, *vpc)).collect());
        if peering.state != PeeringState::Active {
            map.text("state", words::peering(peering.state));
        }
        (peering.identity.name.clone(), map)
    });
    file.named("peering_connections", peerings.collect());
    instances(file, model);
}

fn of_vpc(model: &Model, id: VpcId) -> Map {
    let vpc = &model.vpcs[id];
    let name = &vpc.identity.name;
    let mut map = Map::default();
    id_and_tags(&mut map, &vpc.identity);
    map.text("region", name_of(model, vpc.region));
    map.text_of("account", vpc.account.map(|id| name_of(model, id)));
    map.list("cidrs", vpc.prefixes.iter().map(ToString::to_string).collect());
    if let Some(gateway) = vpc.internet_gateway {
        gateways::internet(&mut map, model, gateway);
    }
    if let Some(gateway) = vpc.egress_only_internet_gateway {
        gateways::egress_only(&mut map, model, gateway);
    }
    if let Some(gateway) = vpc.virtual_private_gateway {
        interconnect::private_gateway(&mut map, model, gateway);
    }
    let subnets = model.subnets.iter().filter(|(_, subnet)| subnet.vpc == id);
    let subnets = subnets.map(|(_, subnet)| {
        let mut map = Map::default();
        id_and_tags(&mut map, &subnet.identity);
        for prefix in &subnet.prefixes {
            map.text(if prefix.is_ipv6() { "ipv6_cidr" } else { "cidr" }, prefix);
        }
        match subnet.place {
            Place::Region(zone) => map.text_of("zone", zone.map(|id| name_of(model, id))),
            Place::Outpost(id) => map.text("outpost", name_of(model, id)),
        }
        if subnet.explicit_route_table {
            map.text("route_table", within(&name_of(model, subnet.route_table), name));
        }
        let acl = subnet.network_acl.map(|id| within(&name_of(model, id), name));
        map.text_of("network_acl", acl);
        map.plain_of("lni_device_index", subnet.lni_device_index);
        endpoint::exclusion(&mut map, subnet.public_access_exclusion);
        map.text_of("coip_on_launch", subnet.coip_pool_on_launch.map(|id| name_of(model, id)));
        (within(&subnet.identity.name, name), map)
    });
    map.named("subnets", subnets.collect());
    let tables = model.route_tables.iter().filter(|(_, table)| table.vpc == id);
    let tables =
        tables.map(|(id, table)| (within(&table.identity.name, name), of_table(model, id)));
    map.named("route_tables", tables.collect());
    nat_gateways(&mut map, model, id);
    endpoint::add(&mut map, model, id);
    filter::add(&mut map, model, id);
    map
}

fn of_table(model: &Model, id: RouteTableId) -> Map {
    let table = &model.route_tables[id];
    let vpc = name_of(model, table.vpc);
    let mut map = Map::default();
    id_and_tags(&mut map, &table.identity);
    if table.main && table.identity.name != format!("{vpc}.main") {
        map.plain("main", true);
    }
    if table.propagates {
        map.plain("propagate", true);
    }
    let mut seen = BTreeSet::new();
    let routes = table.routes.iter().filter(|route| seen.insert(route.destination));
    let routes = routes
        .map(|route| (words::destination(model, route.destination), of_route(model, &vpc, route)));
    map.map("routes", Map(routes.collect()));
    map
}

fn of_route(model: &Model, vpc: &str, route: &Route) -> Tree {
    let target = words::target(model, vpc, route.target);
    let origin = words::origin(route.origin);
    if origin.is_none() && route.declared_state.is_none() {
        return Tree::Text(target);
    }
    let mut map = Map::default();
    map.text("target", target);
    map.text_of("state", route.declared_state.map(words::route));
    map.text_of("origin", origin);
    Tree::Map(map)
}

fn nat_gateways(map: &mut Map, model: &Model, vpc: VpcId) {
    let name = name_of(model, vpc);
    let all = model.nat_gateways.values().filter(|nat| model.subnets[nat.subnet].vpc == vpc);
    let all = all.map(|nat| {
        let mut map = Map::default();
        id_and_tags(&mut map, &nat.identity);
        map.text("subnet", within(&name_of(model, nat.subnet), &name));
        map.text("ip", nat.address);
        match nat.connectivity {
            NatConnectivity::Public(public) => map.text("public_ip", public),
            NatConnectivity::Private => map.plain("private", true),
        }
        if nat.state != NatGatewayState::Available {
            map.text("state", words::nat_gateway(nat.state));
        }
        (within(&nat.identity.name, &name), map)
    });
    let regional = model.regional_nat_gateways.values().filter(|nat| nat.vpc == vpc);
    let regional = regional.map(|nat| gateways::regional_nat(model, &name, nat));
    map.named("nat_gateways", all.chain(regional).collect());
}

fn instances(file: &mut Map, model: &Model) {
    let instances = model.instances.iter().map(|(id, instance)| {
        let mut map = Map::default();
        id_and_tags(&mut map, &instance.identity);
        let mut interfaces = instance.interfaces.iter().map(|id| &model.network_interfaces[*id]);
        if let Some(primary) = interfaces.next() {
            interface(&mut map, model, primary);
        }
        if instance.state == InstanceState::Stopped {
            map.text("state", "stopped");
        }
        if let Some(appliance) = &instance.forwards {
            forwards(&mut map, model, appliance);
        }
        let further = interfaces.map(|further| {
            let mut map = Map::default();
            id_and_tags(&mut map, &further.identity);
            interface(&mut map, model, further);
            (within(&further.identity.name, &instance.identity.name), map)
        });
        map.named("interfaces", further.collect());
        if let Some(lni) = model.hosts.values().find(|host| host.instance == Some(id)) {
            let mut own = Map::default();
            own.text("segment", name_of(model, lni.segment));
            own.text("ip", lni.address);
            own.list("next_hop", lni.next_hops.iter().map(|id| name_of(model, *id)).collect());
            map.map("lni", own);
        }
        (instance.identity.name.clone(), map)
    });
    file.named("instances", instances.collect());
    let owned = model.vpc_endpoints.values().flat_map(|endpoint| match &endpoint.kind {
        VpcEndpointKind::Interface { interfaces } => interfaces.as_slice(),
        VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Inspection { .. } => &[],
    });
    let owned: BTreeSet<_> = owned.copied().collect();
    let loose = model.network_interfaces.iter();
    let loose = loose.filter(|(id, other)| other.instance.is_none() && !owned.contains(id));
    let loose = loose.map(|(_, other)| other);
    let loose = loose.map(|other| {
        let mut map = Map::default();
        id_and_tags(&mut map, &other.identity);
        interface(&mut map, model, other);
        match other.service {
            Some(service) => map.text("service", service_word(service)),
            None if other.requester_managed => map.plain("requester_managed", true),
            None => {}
        }
        if other.instance_attached {
            map.plain("instance_attached", true);
        }
        (other.identity.name.clone(), map)
    });
    file.named("network_interfaces", loose.collect());
}

fn service_word(service: Service) -> &'static str {
    match service {
        Service::Rds => "rds",
        Service::S3Outposts => "s3-outposts",
        Service::LoadBalancer => "alb",
        Service::NetworkLoadBalancer => "nlb",
        Service::ClassicLoadBalancer => "clb",
        Service::ElastiCache => "elasticache",
        Service::InterfaceEndpoint => "interface-endpoint",
        Service::Other => "other",
    }
}

fn forwards(map: &mut Map, model: &Model, appliance: &Appliance) {
    if *appliance == Appliance::default() {
        map.plain("forwards", true);
        return;
    }
    let mut inner = Map::default();
    let routes = appliance.routes.iter();
    let routes =
        routes.map(|route| (route.prefix.to_string(), Tree::Text(name_of(model, route.interface))));
    inner.map("routes", Map(routes.collect()));
    for (field, value) in [("source_nat", appliance.source_nat), ("stateful", appliance.stateful)] {
        if value {
            inner.plain(field, true);
        }
    }
    let rules = appliance.destination_nat.iter().map(|rule| {
        let mut map = Map::default();
        map.text("from", rule.from);
        map.text("to", rule.to);
        Tree::Map(map)
    });
    let rules: Vec<Tree> = rules.collect();
    if !rules.is_empty() {
        inner.0.push(("destination_nat".to_owned(), Tree::List(rules)));
    }
    map.map("forwards", inner);
}

fn interface(map: &mut Map, model: &Model, interface: &NetworkInterface) {
    map.text("subnet", name_of(model, interface.subnet));
    map.text_of("ip", interface.primary());
    map.text_of("ipv6", interface.addresses.iter().find(|address| address.is_ipv6()));
    map.text_of("public_ip", interface.public_address);
    map.text_of("coip", interface.coip);
    if !interface.source_dest_check {
        map.plain("source_dest_check", false);
    }
    groups(map, model, interface);
}

pub(super) fn groups(map: &mut Map, model: &Model, interface: &NetworkInterface) {
    let vpc = name_of(model, model.subnets[interface.subnet].vpc);
    let groups = interface.security_groups.iter();
    let groups: Vec<String> = groups.map(|id| within(&name_of(model, *id), &vpc)).collect();
    let default = format!("{vpc}.default");
    let default = model.security_groups.values().any(|group| group.identity.name == default);
    if default || !groups.is_empty() {
        map.0.push(("security_groups".to_owned(), Tree::texts(groups)));
    }
}
