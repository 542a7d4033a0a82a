//! Outposts and their local gateways.

use outpath_core::model::{
    AssociationState, Connectivity, Generation, LocalGatewayId, LocalGatewayRouteTableId, Model,
    OutpostForm, SessionState, VifGroupId, VifGroupState, VifId, VifState,
};

use super::{
    id_and_tags, name_of,
    tree::{Map, Tree},
    within, words,
};

pub(super) fn add(file: &mut Map, model: &Model) {
    let outposts = model.outposts.values().map(|outpost| {
        let mut map = Map::default();
        id_and_tags(&mut map, &outpost.identity);
        if outpost.form == OutpostForm::Server {
            map.text("form", "server");
        }
        if outpost.generation == Generation::Second {
            map.plain("generation", 2);
        }
        map.text("zone", name_of(model, outpost.zone));
        map.text("region", name_of(model, model.zones[outpost.zone].region));
        map.text_of("account", outpost.account.map(|id| name_of(model, id)));
        map.text_of("site", outpost.site.map(|id| name_of(model, id)));
        let link = &outpost.service_link;
        let mut service_link = Map::default();
        service_link.text_of(
            "connectivity",
            link.connectivity.map(|connectivity| match connectivity {
                Connectivity::Public => "public",
                Connectivity::Private => "private",
            }),
        );
        service_link.list("block", link.blocks.iter().map(ToString::to_string).collect());
        if !link.up {
            service_link.text("state", "down");
        }
        map.map("service_link", service_link);
        if let Some(gateway) = outpost.local_gateway {
            // An empty one must be there all the same.
            map.0.push(("local_gateway".to_owned(), Tree::Map(of_gateway(model, gateway))));
        }
        (outpost.identity.name.clone(), map)
    });
    file.named("outposts", outposts.collect());
}

fn of_gateway(model: &Model, id: LocalGatewayId) -> Map {
    let name = name_of(model, id);
    let mut map = Map::default();
    id_and_tags(&mut map, &model.local_gateways[id].identity);
    let groups = model.vif_groups.iter().filter(|(_, group)| group.local_gateway == id);
    let groups = groups.map(|(id, g)| (within(&g.identity.name, &name), of_group(model, id)));
    map.named("vif_groups", groups.collect());
    let tables = model.local_gateway_route_tables.iter();
    let tables = tables.filter(|(_, table)| table.local_gateway == id);
    let tables = tables.map(|(id, t)| (within(&t.identity.name, &name), of_table(model, id)));
    map.named("route_tables", tables.collect());
    map
}

fn of_group(model: &Model, id: VifGroupId) -> Map {
    let group = &model.vif_groups[id];
    let mut map = Map::default();
    id_and_tags(&mut map, &group.identity);
    map.plain_of("asn", group.asn.map(|asn| asn.0));
    if group.state != VifGroupState::Available {
        map.text("state", words::vif_group(group.state));
    }
    let vifs = group.vifs.iter().map(|vif| {
        let name = name_of(model, *vif);
        (within(&name, &group.identity.name), of_vif(model, *vif))
    });
    map.named("vifs", vifs.collect());
    map
}

fn of_vif(model: &Model, id: VifId) -> Map {
    let vif = &model.vifs[id];
    let mut map = Map::default();
    id_and_tags(&mut map, &vif.identity);
    map.plain_of("vlan", vif.vlan);
    map.text("local", vif.local);
    map.text_of("peer", vif.router.map(|id| name_of(model, id)));
    map.text_of("peer_ip", vif.peer_address);
    map.plain_of("peer_asn", vif.peer_asn.map(|asn| asn.0));
    if vif.lag != within(&vif.identity.name, &name_of(model, vif.group)) {
        map.text("lag", &vif.lag);
    }
    if vif.state != VifState::Available {
        map.text("state", words::vif(vif.state));
    }
    if vif.session == SessionState::Down {
        map.text("session", "down");
    }
    if vif.maintenance {
        map.plain("maintenance", true);
    }
    map
}

fn of_table(model: &Model, id: LocalGatewayRouteTableId) -> Map {
    let table = &model.local_gateway_route_tables[id];
    let gateway = name_of(model, table.local_gateway);
    let mut map = Map::default();
    id_and_tags(&mut map, &table.identity);
    map.text("mode", words::mode(table.mode));
    map.text_of("state", table.declared_state.as_deref());
    if let Some(association) = table.vif_group {
        let group = within(&name_of(model, association.group), &gateway);
        if association.state == AssociationState::Associated {
            map.text("vif_group", group);
        } else {
            let mut long = Map::default();
            long.text("group", group);
            long.text("state", words::association(association.state));
            map.map("vif_group", long);
        }
    }
    let vpcs = table.vpcs.iter().map(|association| {
        let mut map = Map::default();
        if association.state != AssociationState::Associated {
            map.text("state", words::association(association.state));
        }
        (name_of(model, association.vpc), map)
    });
    map.named("vpcs", vpcs.collect());
    let pools = table.coip_pools.iter().map(|pool| {
        let pool = &model.coip_pools[*pool];
        let mut map = Map::default();
        id_and_tags(&mut map, &pool.identity);
        map.list("cidrs", pool.prefixes.iter().map(ToString::to_string).collect());
        map.list("shared_with", pool.shared_with.iter().map(|id| name_of(model, *id)).collect());
        (within(&pool.identity.name, &table.identity.name), map)
    });
    map.named("coip_pools", pools.collect());
    let routes = table.routes.iter().map(|route| {
        let target = words::gateway_target(model, &gateway, route.target);
        (words::destination(model, route.destination), Tree::Text(target))
    });
    map.map("routes", Map(routes.collect()));
    map.list("shared_with", table.shared_with.iter().map(|id| name_of(model, *id)).collect());
    map
}
