//! Virtual private gateways, VPN connections and Direct Connect.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{Noun, VIRTUAL_PRIVATE_GATEWAY},
        record::{self, Record},
        scalar,
        tree::Value,
    },
    model::{
        DirectConnectConnection, DirectConnectEnd, DirectConnectGateway,
        DirectConnectGatewayAssociation, DirectConnectGatewayId, DirectConnectInterface,
        DirectConnectInterfaceState, DirectConnectInterfaceType, Key, LocalPreference, ObjectId,
        RoutePolicy, SessionState, VirtualPrivateGateway, VirtualPrivateGatewayId, VpcId,
        VpnConnection, VpnConnectionState, VpnRouting, VpnTransport,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, address, asn, entries, ids},
    gather::Item,
    internet,
    names::Found,
};

/// Makes the virtual private gateway of a VPC, if it has one.
pub(super) fn make_private_gateway<'a>(
    context: &mut Context<'a>,
    vpc_name: &str,
    vpc: VpcId,
    item: &Item<'a>,
) {
    let Some(node) = item.record.get("virtual_private_gateway") else { return };
    let name = format!("{vpc_name}.vgw");
    let record = Record::new(&VIRTUAL_PRIVATE_GATEWAY, node);
    let long = matches!(node.value, Value::Map(_));
    let exists = match &node.value {
        Value::Scalar { text, .. } => scalar::boolean(text).unwrap_or(false),
        Value::Map(_) => true,
        Value::Null | Value::List(_) | Value::Broken => false,
    };
    if !exists {
        return;
    }
    context.names.declare(Noun::VirtualPrivateGateway, &name, node.span);
    let identity = context.identity(Noun::VirtualPrivateGateway, &name, record);
    let id = context.model.virtual_private_gateways.push(VirtualPrivateGateway {
        identity,
        vpc,
        asn: asn(record, "asn"),
        attached: !long || record.flag("attached").unwrap_or(true),
        edge_route_table: None,
    });
    context.names.define(Noun::VirtualPrivateGateway, &name, id);
    context.problems.region(node.span, Some(id.into()));
    context.origin(id.into(), node.span);
    for (field, span) in record.set_fields() {
        context.origin(Key::field(id, field.name), span);
    }
    context.model.vpcs[vpc].virtual_private_gateway = Some(id);
    if long {
        let edge = internet::gateway_table(context, vpc_name, vpc, record, "edge_route_table");
        context.model.virtual_private_gateways[id].edge_route_table = edge;
    }
}

/// Makes VPN connections, Direct Connect gateways and connections, then virtual interfaces.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::VpnConnection) {
        make_vpn(context, &name, &item);
    }
    for (name, _, item) in context.items(Noun::DirectConnectGateway) {
        let identity = context.identity(Noun::DirectConnectGateway, &name, item.record);
        let id = context.model.direct_connect_gateways.push(DirectConnectGateway {
            identity,
            asn: asn(item.record, "asn"),
            associations: Vec::new(),
        });
        context.made(Noun::DirectConnectGateway, &name, id, &item);
    }
    for (name, _, item) in context.items(Noun::DirectConnect) {
        let identity = context.identity(Noun::DirectConnect, &name, item.record);
        let up = item.record.word("state") != Some("down");
        let id =
            context.model.direct_connect_connections.push(DirectConnectConnection { identity, up });
        context.made(Noun::DirectConnect, &name, id, &item);
    }
    for (name, connection, item) in context.items(Noun::DirectConnectInterface) {
        make_interface(context, &name, &connection, &item);
    }
}

fn make_vpn<'a>(context: &mut Context<'a>, name: &str, item: &Item<'a>) {
    let record = item.record;
    let noun = Noun::VirtualPrivateGateway;
    let gateway = context.reference(record, "gateway", noun, &[], ids::virtual_private_gateway);
    if gateway.is_none() && record.get("gateway").is_some() {
        context.unmade(item, None);
        return;
    }
    let router = context.reference(record, "customer_gateway", Noun::Router, &[], ids::router);
    let by_routes = record.word("routing") == Some("static");
    if let (false, Some(node)) = (by_routes, record.get("routes")) {
        let message = format!("VPN connection `{name}` speaks BGP and has static routes");
        let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, node.span)
            .because("A VPN connection is either dynamic or static.")
            .help("Write `routing: static`, or let the router announce the prefixes.");
        context.problems.report(found);
    }
    let identity = context.identity(Noun::VpnConnection, name, record);
    let tunnels: Vec<bool> =
        record.texts("tunnels").iter().map(|one| one.value != "down").collect();
    let id = context.model.vpn_connections.push(VpnConnection {
        identity,
        gateway,
        router,
        routing: VpnRouting::Bgp,
        transport: match record.word("transport") {
            Some("direct-connect") => VpnTransport::DirectConnect,
            Some(_) | None => VpnTransport::Internet,
        },
        state: match record.word("state") {
            Some("pending") => VpnConnectionState::Pending,
            Some("deleting") => VpnConnectionState::Deleting,
            Some("deleted") => VpnConnectionState::Deleted,
            Some(_) | None => VpnConnectionState::Available,
        },
        tunnels: if record.get("tunnels").is_some() { tunnels } else { vec![true, true] },
        policy: RoutePolicy::default(),
    });
    context.made(Noun::VpnConnection, name, id, item);
    if by_routes {
        let routes = context.prefixes(id, record, "routes");
        context.model.vpn_connections[id].routing = VpnRouting::Static(routes);
    }
    context.model.vpn_connections[id].policy = policy(context, id.into(), record);
    // How many tunnels are up decides, not which.
    context.model.vpn_connections[id].tunnels.sort_unstable();
}

fn make_interface<'a>(context: &mut Context<'a>, name: &str, connection: &str, item: &Item<'a>) {
    let record = item.record;
    let found = context.names.look_up(connection, &[Noun::DirectConnect], &[]);
    let Found::Object(ObjectId::DirectConnectConnection(connection)) = found else {
        context.unmade(item, None);
        return;
    };
    let kind = match record.word("type") {
        Some("private") => DirectConnectInterfaceType::Private,
        Some("transit") => DirectConnectInterfaceType::Transit,
        Some("public") => DirectConnectInterfaceType::Public,
        Some(_) | None => {
            context.unmade(item, None);
            return;
        }
    };
    let Some(end) = end(context, name, kind, item) else {
        context.unmade(item, None);
        return;
    };
    let router = context.reference(record, "peer", Noun::Router, &[], ids::router);
    let identity = context.identity(Noun::DirectConnectInterface, name, record);
    let id = context.model.direct_connect_interfaces.push(DirectConnectInterface {
        identity,
        connection,
        kind,
        end,
        vlan: record.integer("vlan").and_then(|vlan| u16::try_from(vlan).ok()),
        local: record.interface_address("local").map(|local| local.value),
        peer_address: address(record, "peer_ip"),
        router,
        mtu: record.integer("mtu").and_then(|mtu| u32::try_from(mtu).ok()).unwrap_or(1500),
        state: interface_state(record.word("state")),
        session: match record.word("session") {
            Some("down") => SessionState::Down,
            Some(_) | None => SessionState::Up,
        },
        policy: RoutePolicy::default(),
    });
    context.made(Noun::DirectConnectInterface, name, id, item);
    let mut policy = policy(context, id.into(), record);
    policy.local_preference = match record.word("local_preference") {
        Some("high") => LocalPreference::High,
        Some("low") => LocalPreference::Low,
        Some(_) | None => LocalPreference::Medium,
    };
    context.model.direct_connect_interfaces[id].policy = policy;
}

/// Returns where a virtual interface ends: exactly where its type lets it (facts DXG-05 and DXG-07).
fn end<'a>(
    context: &mut Context<'a>,
    name: &str,
    kind: DirectConnectInterfaceType,
    item: &Item<'a>,
) -> Option<DirectConnectEnd> {
    let text = item.record.text("gateway");
    let wrong = |message: String, span: Span| {
        Diagnostic::new(code::DIRECT_CONNECT_END, message, span).because(
            "A private virtual interface ends at a virtual private gateway or a Direct Connect \
             gateway, a transit one at a Direct Connect gateway, a public one at none.",
        )
    };
    let Some(text) = text else {
        if kind == DirectConnectInterfaceType::Public {
            return Some(DirectConnectEnd::Public);
        }
        if !item.record.is_written("gateway") {
            let message = format!("{} virtual interface `{name}` lacks `gateway`", kind.word());
            let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
                .help("Add `gateway:` with the name of a gateway such as `shop.vgw`.");
            context.problems.report(found);
        }
        return None;
    };
    let nouns = &[Noun::VirtualPrivateGateway, Noun::DirectConnectGateway];
    let object = context.resolve(text, nouns, &[])?;
    let private = ids::virtual_private_gateway(object).map(DirectConnectEnd::VirtualPrivateGateway);
    let shared = ids::direct_connect_gateway(object).map(DirectConnectEnd::DirectConnectGateway);
    match (kind, private.or(shared)?) {
        (DirectConnectInterfaceType::Private, end)
        | (DirectConnectInterfaceType::Transit, end @ DirectConnectEnd::DirectConnectGateway(_)) => {
            Some(end)
        }
        (
            DirectConnectInterfaceType::Transit | DirectConnectInterfaceType::Public,
            DirectConnectEnd::VirtualPrivateGateway(_)
            | DirectConnectEnd::DirectConnectGateway(_)
            | DirectConnectEnd::Public,
        ) => {
            let word = kind.word();
            let message =
                format!("{word} virtual interface `{name}` cannot end at `{}`", text.value);
            context.problems.report(wrong(message, text.span));
            None
        }
    }
}

fn interface_state(word: Option<&str>) -> DirectConnectInterfaceState {
    match word {
        Some("confirming") => DirectConnectInterfaceState::Confirming,
        Some("verifying") => DirectConnectInterfaceState::Verifying,
        Some("pending") => DirectConnectInterfaceState::Pending,
        Some("down") => DirectConnectInterfaceState::Down,
        Some("testing") => DirectConnectInterfaceState::Testing,
        Some("deleting") => DirectConnectInterfaceState::Deleting,
        Some("deleted") => DirectConnectInterfaceState::Deleted,
        Some("rejected") => DirectConnectInterfaceState::Rejected,
        Some(_) | None => DirectConnectInterfaceState::Available,
    }
}

/// Returns what the customer's router does on a link.
fn policy<'a>(context: &mut Context<'a>, object: ObjectId, record: Record<'a>) -> RoutePolicy {
    let announce = record.get("announce").is_some();
    RoutePolicy {
        announce: announce.then(|| context.prefixes(object, record, "announce")),
        prepend: record.integer("prepend").and_then(|times| u8::try_from(times).ok()).unwrap_or(0),
        med: record.integer("med").and_then(|med| u32::try_from(med).ok()),
        local_preference: LocalPreference::default(),
    }
}

/// Gives Direct Connect gateways their virtual private gateways.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::DirectConnectGateway) {
        let found = context.names.look_up(&name, &[Noun::DirectConnectGateway], &[]);
        let Found::Object(ObjectId::DirectConnectGateway(id)) = found else { continue };
        let associations = associations(context, id, &item);
        context.model.direct_connect_gateways[id].associations = associations;
    }
}

fn associations<'a>(
    context: &mut Context<'a>,
    id: DirectConnectGatewayId,
    item: &Item<'a>,
) -> Vec<DirectConnectGatewayAssociation> {
    let mut found: Vec<(VirtualPrivateGatewayId, Span, &'a crate::document::Node)> = Vec::new();
    for entry in item.record.get("associations").map(entries).unwrap_or_default() {
        let text = Spanned { value: entry.key.as_str(), span: entry.key_span };
        let gateway = context.resolve(text, &[Noun::VirtualPrivateGateway], &[]);
        if let Some(gateway) = gateway.and_then(ids::virtual_private_gateway) {
            found.push((gateway, record::entry_span(entry), &entry.value));
        }
    }
    found.sort_by_key(|(gateway, span, _)| (*gateway, *span));
    found.dedup_by_key(|(gateway, _, _)| *gateway);
    let mut associations = Vec::with_capacity(found.len());
    for (index, (gateway, span, node)) in found.into_iter().enumerate() {
        context.origin(Key::item(id, "associations", index), span);
        let mut allowed: Vec<_> =
            record::items(node).iter().filter_map(record::prefix).map(|one| one.value).collect();
        allowed.sort_unstable();
        allowed.dedup();
        associations.push(DirectConnectGatewayAssociation { gateway, allowed });
    }
    associations
}
