//! What is written on boxes and chips.

use super::{
    Findings,
    draft::Item,
    measure::{self, Weight},
};
use crate::{
    addr::Prefix,
    forwarding::Network,
    graph::Node,
    model::{CoipPoolId, LocalGatewayRouteTableId, Mode, Model, ObjectId, ServiceLinkVifId, VifId},
};

/// Returns the id of the box of a node: its kind and name, as in a trace.
pub(super) fn node_id(network: &Network, node: Node) -> String {
    match node {
        Node::Internet => "internet".to_owned(),
        Node::NetworkInterface(_)
        | Node::Subnet(_)
        | Node::InternetGateway(_)
        | Node::NatGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::VpcEndpoint(_)
        | Node::AwsService(_)
        | Node::PeeringConnection(_)
        | Node::ServiceLink(_)
        | Node::LocalGateway(_)
        | Node::Vif(_)
        | Node::ServiceLinkVif(_)
        | Node::TransitGateway(_)
        | Node::TransitGatewayAttachment(_)
        | Node::VirtualPrivateGateway(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::DirectConnectGateway(_)
        | Node::Router(_)
        | Node::Segment(_)
        | Node::Host(_) => format!("{} {}", node.kind(), network.node_name(node)),
    }
}

/// Returns the id of the chip of an object that is no node of a trace.
pub(super) fn chip_id(model: &Model, object: ObjectId) -> Option<String> {
    let kind = match object {
        ObjectId::LocalGatewayRouteTable(_) => "local-gateway-route-table",
        ObjectId::CoipPool(_) => "coip-pool",
        ObjectId::TransitGatewayRouteTable(_) => "transit-gateway-route-table",
        _ => return None,
    };
    Some(format!("{kind} {}", model.identity(object).name))
}

/// Returns the last part of a name that is a path; of a prefix at its end, all.
pub(super) fn last(name: &str) -> &str {
    if name.contains('/') || name.contains(':') {
        return name;
    }
    name.rsplit('.').next().unwrap_or(name)
}

/// Returns a name without the container that it begins with.
pub(super) fn inside<'a>(name: &'a str, container: &str) -> &'a str {
    name.strip_prefix(container).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name)
}

/// Returns prefixes in a row.
pub(super) fn prefixes(list: &[Prefix]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Returns "1 subnet", "2 subnets".
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Returns what is written on the chip of a virtual interface.
pub(super) fn vif(model: &Model, id: VifId, groups: usize) -> String {
    let vif = &model.vifs[id];
    let group = &model.vif_groups[vif.group].identity.name;
    let own = inside(&vif.identity.name, group);
    let name = if groups > 1 { format!("{}.{own}", last(group)) } else { own.to_owned() };
    with_vlan(&name, vif.vlan)
}

/// Returns what is written on the chip of a virtual interface of a service link.
pub(super) fn service_link_vif(model: &Model, id: ServiceLinkVifId) -> String {
    let vif = &model.service_link_vifs[id];
    with_vlan(last(&vif.identity.name), vif.vlan)
}

fn with_vlan(name: &str, vlan: Option<u16>) -> String {
    vlan.map_or_else(|| name.to_owned(), |vlan| format!("{name} · VLAN {vlan}"))
}

/// Returns what is written on the chip of a local gateway route table.
pub(super) fn gateway_table(model: &Model, id: LocalGatewayRouteTableId) -> String {
    let table = &model.local_gateway_route_tables[id];
    let name = last(&table.identity.name);
    match table.mode {
        Some(Mode::Coip) => format!("{name} · CoIP"),
        Some(Mode::DirectVpcRouting) => format!("{name} · direct"),
        None => name.to_owned(),
    }
}

/// Returns what is written on the chip of a CoIP pool, and the part of it that is in use.
pub(super) fn pool(model: &Model, id: CoipPoolId) -> (String, Option<f64>) {
    let pool = &model.coip_pools[id];
    let inside =
        |address: &std::net::IpAddr| pool.prefixes.iter().any(|one| one.contains(*address));
    let given = model.network_interfaces.values().filter_map(|interface| interface.coip);
    let used = given.filter(inside).count();
    let sizes = pool.prefixes.iter().map(|one| 1u64 << 32u8.saturating_sub(one.length()).min(32));
    let size: u64 = sizes.sum();
    let part = u32::try_from(size).ok().filter(|size| *size > 0).map(|size| {
        let used = u32::try_from(used).unwrap_or(u32::MAX);
        // Two digits are as much as a bar can show, and the same everywhere.
        (f64::from(used) / f64::from(size) * 100.0).ceil() / 100.0
    });
    (format!("{} · {used} used", prefixes(&pool.prefixes)), part)
}

/// Returns everything that is written on a box.
pub(super) fn full(item: &Item) -> String {
    let mut text = item.label.clone();
    if !item.detail.is_empty() {
        text.push_str(", ");
        text.push_str(&item.detail);
    }
    text
}

/// The size of labels.
pub(super) const LABEL: i32 = 12;

/// The size of second lines and chips.
pub(super) const DETAIL: i32 = 10;

/// The room for the glyph of a kind at the left of a box.
pub(super) const GLYPH: i32 = 32;

/// Returns the two lines of a box, cut to its width.
pub(super) fn cut(item: &Item) -> (String, String) {
    let room = item.width - GLYPH - 10;
    let label = measure::cut(&item.label, LABEL, Weight::SemiBold, room);
    (label, measure::cut(&item.detail, DETAIL, Weight::Regular, room))
}

/// Returns the text of a chip, cut to its width.
pub(super) fn chip(label: &str, width: i32) -> String {
    measure::cut(label, DETAIL, Weight::Regular, width - 22)
}

/// Returns what a box is, where it stands, and how many findings there are about it.
pub(super) fn described(item: &Item, found: Findings) -> String {
    let mut text = item.description.clone();
    if item.down {
        text.push_str(", down");
    }
    let findings = found.errors + found.warnings;
    if findings > 0 {
        text.push_str("; ");
        text.push_str(&count(findings as usize, "finding"));
    }
    text
}
