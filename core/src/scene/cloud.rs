//! The boxes of gateways: between the customer and the Region, in the Region, and of each VPC.

use super::{
    draft::{ChipItem, ColumnKey, Draft, End, Item, Spot},
    subnets, words,
};
use crate::{
    bgp::link_down,
    graph::Node,
    model::{
        Link, Model, NatGatewayState, PeeringState, TransitGatewayId, VpcEndpointKind,
        VpcEndpointState, VpcId,
    },
};

/// Adds every box of the Regions, and the subnets on Outposts.
pub(super) fn draw(draft: &mut Draft<'_>) {
    wide(draft);
    let model = &draft.input.network.model;
    for (id, region) in model.regions.iter() {
        let Some(column) = draft.column(ColumnKey::Gateways(id)) else { continue };
        let anchors: usize = model
            .outposts
            .values()
            .filter(|outpost| model.zones[outpost.zone].region == id)
            .map(|outpost| outpost.service_link.anchors.len())
            .sum();
        let name = region.identity.name.clone();
        let item = Item {
            id: format!("region {name}"),
            kind: "region",
            label: "Region".to_owned(),
            detail: if anchors == 0 { name.clone() } else { words::count(anchors, "anchor") },
            description: format!("Region {name}, where service links end"),
            object: Some(id.into()),
            name,
            ..Item::blank(column, Spot::Cell(0))
        };
        if !model.outposts.is_empty() {
            draft.add(item);
        }
    }
    for id in model.transit_gateways.ids() {
        transit_gateway(draft, id);
    }
    for id in model.vpcs.ids() {
        subnets::draw(draft, id);
        gateways(draft, id);
    }
}

/// What lies between the customer and the Region.
fn wide(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    let cell = Spot::Cell(0);
    for (id, interface) in model.direct_connect_interfaces.iter() {
        let node = Node::DirectConnectInterface(id);
        let Some(mut item) = draft.item(node, ColumnKey::Wide, cell, Some("Direct Connect")) else {
            continue;
        };
        item.detail = format!("{} · {}", item.name, interface.kind.word());
        item.down = link_down(model, Link::DirectConnect(id)).is_some();
        item.description = format!("Direct Connect virtual interface {}", item.name);
        let added = draft.add(item);
        let end = End { item: added, chip: None };
        draft.ends.entry(interface.connection.into()).or_insert(end);
    }
    for (id, gateway) in model.direct_connect_gateways.iter() {
        let node = Node::DirectConnectGateway(id);
        if let Some(mut item) = draft.item(node, ColumnKey::Wide, cell, Some("DX gateway")) {
            item.detail.clone_from(&gateway.identity.name);
            item.description = format!("Direct Connect gateway {}", item.name);
            draft.add(item);
        }
    }
    for id in model.vpn_connections.ids() {
        let node = Node::VpnConnection(id);
        if let Some(mut item) = draft.item(node, ColumnKey::Wide, cell, Some("VPN connection")) {
            item.detail.clone_from(&item.name);
            item.down = link_down(model, Link::Vpn(id)).is_some();
            item.description = format!("VPN connection {}", item.name);
            draft.add(item);
        }
    }
    for (id, list) in model.prefix_lists.iter() {
        let Some(service) = &list.service else { continue };
        let node = Node::AwsService(id);
        if let Some(mut item) = draft.item(node, ColumnKey::Wide, cell, Some("AWS service")) {
            item.detail.clone_from(service);
            item.description = format!("AWS service {service}, prefix list {}", list.identity.name);
            draft.add(item);
        }
    }
    if let Some(mut item) = draft.item(Node::Internet, ColumnKey::Wide, cell, Some("Internet")) {
        item.description = "the internet".to_owned();
        let item = draft.add(item);
        draft.internet = Some(End { item, chip: None });
    }
}

fn transit_gateway(draft: &mut Draft<'_>, id: TransitGatewayId) {
    let network = draft.input.network;
    let model = &network.model;
    let gateway = &model.transit_gateways[id];
    let key = ColumnKey::Gateways(gateway.region);
    let node = Node::TransitGateway(id);
    let Some(mut item) = draft.item(node, key, Spot::Cell(0), Some("Transit gateway")) else {
        return;
    };
    item.detail.clone_from(&gateway.identity.name);
    item.description = format!("transit gateway {}", item.name);
    let name = gateway.identity.name.clone();
    let attachments = model.transit_gateway_attachments.iter();
    for (attachment, found) in attachments.filter(|(_, one)| one.transit_gateway == id) {
        let chip = words::node_id(network, Node::TransitGatewayAttachment(attachment));
        let full = &found.identity.name;
        let label = words::inside(full, &name).to_owned();
        let chip = ChipItem::new(chip, attachment.into(), label, "attachment", full);
        item.chips.push(ChipItem { down: !found.state.forwards(), ..chip });
    }
    let tables = model.transit_gateway_route_tables.iter();
    for (table, found) in tables.filter(|(_, one)| one.transit_gateway == id) {
        let Some(chip) = words::chip_id(model, table.into()) else { continue };
        let full = &found.identity.name;
        let label = format!("table {}", words::inside(full, &name));
        item.chips.push(ChipItem::new(chip, table.into(), label, "route table", full));
    }
    draft.add(item);
}

/// Adds the gateways of a VPC; where it is folded, one box.
fn gateways(draft: &mut Draft<'_>, vpc: VpcId) {
    let model = &draft.input.network.model;
    let all = gateways_of(model, vpc);
    let key = ColumnKey::Gateways(model.vpcs[vpc].region);
    let spot = Spot::Cell(subnets::row(vpc));
    if draft.folds.vpcs.contains(&vpc) {
        let (Some(column), false) = (draft.column(key), all.is_empty()) else { return };
        let name = &model.vpcs[vpc].identity.name;
        let item = Item {
            id: format!("gateways {name}"),
            kind: "gateways",
            name: name.clone(),
            label: words::count(all.len(), "gateway"),
            description: format!("{} of VPC {name}, folded", words::count(all.len(), "gateway")),
            vpc: Some(vpc),
            ..Item::blank(column, spot)
        };
        let item = draft.add(item);
        let objects = all.into_iter().filter_map(|(node, _)| node.object());
        draft.ends.extend(objects.map(|object| (object, End { item, chip: None })));
        return;
    }
    for (node, (label, down)) in all {
        let Some(mut item) = draft.item(node, key, spot, Some(label)) else { continue };
        item.detail.clone_from(&item.name);
        item.down = down;
        item.vpc = Some(vpc);
        let noun = node.object().map_or("", |object| model.noun(object));
        item.description = format!("{noun} {}, VPC {}", item.name, model.vpcs[vpc].identity.name);
        draft.add(item);
    }
}

/// Returns the gateways of a VPC, each with what is written on it and whether it is out of use.
fn gateways_of(model: &Model, vpc: VpcId) -> Vec<(Node, (&'static str, bool))> {
    let mut all = Vec::new();
    for (id, one) in model.internet_gateways.iter().filter(|(_, one)| one.vpc == vpc) {
        all.push((Node::InternetGateway(id), ("Internet gateway", !one.attached)));
    }
    let egress = model.egress_only_internet_gateways.iter();
    for (id, _) in egress.filter(|(_, one)| one.vpc == vpc) {
        all.push((Node::EgressOnlyInternetGateway(id), ("Egress-only gateway", false)));
    }
    for (id, one) in model.regional_nat_gateways.iter().filter(|(_, one)| one.vpc == vpc) {
        let down = one.state != NatGatewayState::Available;
        all.push((Node::RegionalNatGateway(id), ("Regional NAT gateway", down)));
    }
    let private = model.virtual_private_gateways.iter();
    for (id, one) in private.filter(|(_, one)| one.vpc == vpc) {
        all.push((Node::VirtualPrivateGateway(id), ("Virtual private gateway", !one.attached)));
    }
    for (id, one) in model.vpc_endpoints.iter().filter(|(_, one)| one.vpc == vpc) {
        let down = one.state != VpcEndpointState::Available;
        let label = match one.kind {
            VpcEndpointKind::Gateway { .. } => "Gateway endpoint",
            VpcEndpointKind::Interface { .. } => "Interface endpoint",
            VpcEndpointKind::Inspection { .. } => continue,
        };
        all.push((Node::VpcEndpoint(id), (label, down)));
    }
    let peerings = model.peering_connections.iter();
    for (id, one) in peerings.filter(|(_, one)| one.vpcs.iter().min() == Some(&vpc)) {
        all.push((Node::PeeringConnection(id), ("Peering", one.state != PeeringState::Active)));
    }
    all
}
