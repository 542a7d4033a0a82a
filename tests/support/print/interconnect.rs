//! Transit gateways, VPN connections and Direct Connect.

use std::collections::BTreeSet;

use outpath_core::model::{
    AttachmentResource, DirectConnectConnectionId, DirectConnectEnd, DirectConnectInterface,
    DirectConnectInterfaceState, LocalPreference, Model, RoutePolicy, SessionState, TransitGateway,
    TransitGatewayAttachment, TransitGatewayAttachmentState, TransitGatewayId,
    TransitGatewayRouteTable, TransitGatewayRouteTarget, VirtualPrivateGatewayId, VpnConnection,
    VpnConnectionState, VpnRouting, VpnTransport,
};

use super::{
    id_and_tags, name_of,
    tree::{Map, Tree},
    within, words,
};

pub(super) fn add(file: &mut Map, model: &Model) {
    let gateways = model.transit_gateways.iter();
    let gateways = gateways.map(|(id, gateway)| {
        (gateway.identity.name.clone(), of_transit_gateway(model, id, gateway))
    });
    file.named("transit_gateways", gateways.collect());
    let vpns = model.vpn_connections.values();
    let vpns = vpns.map(|vpn| (vpn.identity.name.clone(), of_vpn(model, vpn)));
    file.named("vpn_connections", vpns.collect());
    let ports = model.direct_connect_connections.iter();
    let ports = ports.map(|(id, port)| (port.identity.name.clone(), of_port(model, id)));
    file.named("direct_connect", ports.collect());
    let gateways = model.direct_connect_gateways.values().map(|gateway| {
        let mut map = Map::default();
        id_and_tags(&mut map, &gateway.identity);
        map.plain_of("asn", gateway.asn.map(|asn| asn.0));
        let associations = gateway.associations.iter().map(|association| {
            let allowed = association.allowed.iter().map(ToString::to_string);
            (name_of(model, association.gateway), Tree::texts(allowed))
        });
        map.map("associations", Map(associations.collect()));
        (gateway.identity.name.clone(), map)
    });
    file.named("direct_connect_gateways", gateways.collect());
}

pub(super) fn private_gateway(map: &mut Map, model: &Model, id: VirtualPrivateGatewayId) {
    let gateway = &model.virtual_private_gateways[id];
    let vpc = name_of(model, gateway.vpc);
    let mut long = Map::default();
    id_and_tags(&mut long, &gateway.identity);
    long.plain_of("asn", gateway.asn.map(|asn| asn.0));
    if !gateway.attached {
        long.plain("attached", false);
    }
    let edge = gateway.edge_route_table.map(|table| within(&name_of(model, table), &vpc));
    long.text_of("edge_route_table", edge);
    if long.0.is_empty() {
        map.plain("virtual_private_gateway", true);
    } else {
        map.map("virtual_private_gateway", long);
    }
}

fn of_transit_gateway(model: &Model, id: TransitGatewayId, gateway: &TransitGateway) -> Map {
    let name = &gateway.identity.name;
    let mut map = Map::default();
    id_and_tags(&mut map, &gateway.identity);
    map.text("region", name_of(model, gateway.region));
    map.text_of("account", gateway.account.map(|id| name_of(model, id)));
    map.plain_of("asn", gateway.asn.map(|asn| asn.0));
    if !gateway.vpn_ecmp {
        map.plain("vpn_ecmp", false);
    }
    if gateway.security_group_referencing {
        map.plain("security_group_referencing", true);
    }
    let attachments = model.transit_gateway_attachments.values();
    let attachments = attachments.filter(|attachment| attachment.transit_gateway == id);
    let attachments = attachments.map(|attachment| {
        (within(&attachment.identity.name, name), of_attachment(model, name, attachment))
    });
    map.named("attachments", attachments.collect());
    let tables = model.transit_gateway_route_tables.values();
    let tables = tables.filter(|table| table.transit_gateway == id);
    let tables =
        tables.map(|table| (within(&table.identity.name, name), of_table(model, name, table)));
    map.named("route_tables", tables.collect());
    map
}

fn of_attachment(model: &Model, gateway: &str, attachment: &TransitGatewayAttachment) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &attachment.identity);
    match &attachment.resource {
        AttachmentResource::Vpc { vpc, subnets } => {
            let vpc = name_of(model, *vpc);
            let subnets = subnets.iter().map(|id| name_of(model, *id)).collect();
            map.text("vpc", vpc);
            map.list("subnets", subnets);
        }
        AttachmentResource::Vpn(id) => map.text("vpn", name_of(model, *id)),
        AttachmentResource::DirectConnectGateway { gateway, allowed } => {
            map.text("direct_connect_gateway", name_of(model, *gateway));
            map.list("allowed_prefixes", allowed.iter().map(ToString::to_string).collect());
        }
        AttachmentResource::Peering(Some(peer)) => map.text("peer", name_of(model, *peer)),
        AttachmentResource::Peering(None) => map.text("kind", "peering"),
        AttachmentResource::Connect => map.text("kind", "connect"),
        AttachmentResource::ClientVpn => map.text("kind", "client-vpn"),
        AttachmentResource::VpnConcentrator => map.text("kind", "vpn-concentrator"),
        AttachmentResource::NetworkFunction => map.text("kind", "network-function"),
    }
    if attachment.state != TransitGatewayAttachmentState::Available {
        map.text("state", attachment.state.word());
    }
    let table = |id| within(&name_of(model, id), gateway);
    map.text_of("association", attachment.route_table.map(table));
    map.list("propagate_to", attachment.propagates_to.iter().map(|id| table(*id)).collect());
    for (field, value) in [("appliance_mode", attachment.appliance_mode), ("ipv6", attachment.ipv6)]
    {
        if value {
            map.plain(field, true);
        }
    }
    if !attachment.security_group_referencing {
        map.plain("security_group_referencing", false);
    }
    map.text_of("created", attachment.created.as_ref());
    map
}

fn of_table(model: &Model, gateway: &str, table: &TransitGatewayRouteTable) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &table.identity);
    if !table.known {
        map.plain("known", false);
    }
    let mut seen = BTreeSet::new();
    let routes = table.routes.iter().filter(|route| seen.insert(route.destination));
    let routes = routes.map(|route| {
        let target = match route.target {
            TransitGatewayRouteTarget::Attachment(id) => {
                format!("attachment.{}", within(&name_of(model, id), gateway))
            }
            TransitGatewayRouteTarget::Blackhole => "blackhole".to_owned(),
        };
        let value = match route.declared_state {
            None => Tree::Text(target),
            Some(state) => {
                let mut map = Map::default();
                map.text("target", target);
                map.text("state", words::route(state));
                Tree::Map(map)
            }
        };
        (words::destination(model, route.destination), value)
    });
    map.map("routes", Map(routes.collect()));
    map
}

fn of_vpn(model: &Model, vpn: &VpnConnection) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &vpn.identity);
    map.text_of("gateway", vpn.gateway.map(|id| name_of(model, id)));
    map.text_of("customer_gateway", vpn.router.map(|id| name_of(model, id)));
    if let VpnRouting::Static(routes) = &vpn.routing {
        map.text("routing", "static");
        map.list("routes", routes.iter().map(ToString::to_string).collect());
    }
    if vpn.transport == VpnTransport::DirectConnect {
        map.text("transport", "direct-connect");
    }
    if vpn.state != VpnConnectionState::Available {
        map.text("state", vpn.state.word());
    }
    if vpn.tunnels != [true, true] {
        let words = vpn.tunnels.iter().map(|up| if *up { "up" } else { "down" }.to_owned());
        map.list("tunnels", words.collect());
    }
    policy(&mut map, &vpn.policy);
    map
}

fn policy(map: &mut Map, policy: &RoutePolicy) {
    if let Some(announce) = &policy.announce {
        let announce = announce.iter().map(ToString::to_string);
        map.0.push(("announce".to_owned(), Tree::texts(announce)));
    }
    if policy.prepend > 0 {
        map.plain("prepend", policy.prepend);
    }
    map.plain_of("med", policy.med);
    match policy.local_preference {
        LocalPreference::High => map.text("local_preference", "high"),
        LocalPreference::Medium => {}
        LocalPreference::Low => map.text("local_preference", "low"),
    }
}

fn of_port(model: &Model, id: DirectConnectConnectionId) -> Map {
    let port = &model.direct_connect_connections[id];
    let mut map = Map::default();
    id_and_tags(&mut map, &port.identity);
    if !port.up {
        map.text("state", "down");
    }
    let own = model.direct_connect_interfaces.values().filter(|own| own.connection == id);
    let own = own.map(|own| {
        (within(&own.identity.name, &port.identity.name), of_virtual_interface(model, own))
    });
    map.named("virtual_interfaces", own.collect());
    map
}

fn of_virtual_interface(model: &Model, own: &DirectConnectInterface) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &own.identity);
    map.text("type", own.kind.word());
    match own.end {
        DirectConnectEnd::VirtualPrivateGateway(id) => map.text("gateway", name_of(model, id)),
        DirectConnectEnd::DirectConnectGateway(id) => map.text("gateway", name_of(model, id)),
        DirectConnectEnd::Public => {}
    }
    map.plain_of("vlan", own.vlan);
    map.text_of("local", own.local);
    map.text_of("peer", own.router.map(|id| name_of(model, id)));
    map.text_of("peer_ip", own.peer_address);
    if own.mtu != 1500 {
        map.plain("mtu", own.mtu);
    }
    if own.state != DirectConnectInterfaceState::Available {
        map.text("state", own.state.word());
    }
    if own.session == SessionState::Down {
        map.text("session", "down");
    }
    policy(&mut map, &own.policy);
    map
}
