//! The boxes of the Region: subnets with what stands in them, and gateways.

use super::{
    draft::{ChipItem, ColumnKey, Draft, End, Item, ItemId, Spot},
    words,
};
use crate::{
    bgp::link_down,
    graph::Node,
    model::{
        InstanceState, Link, Model, NatConnectivity, NatGatewayState, NetworkInterfaceId, ObjectId,
        PeeringState, Place, SubnetId, TransitGatewayId, VpcEndpointKind, VpcEndpointState, VpcId,
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
        subnets(draft, id);
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

/// Returns the column that a subnet stands in.
fn column_of(model: &Model, id: SubnetId) -> ColumnKey {
    let subnet = &model.subnets[id];
    match subnet.place {
        Place::Outpost(outpost) => ColumnKey::Rack(outpost),
        Place::Region(Some(zone)) => ColumnKey::Zone(zone),
        Place::Region(None) => ColumnKey::NoZone(model.vpcs[subnet.vpc].region),
    }
}

fn row(vpc: VpcId) -> usize {
    vpc.0 as usize + 1
}

/// Adds the subnets of a VPC; where they are folded, one box for those of a place.
fn subnets(draft: &mut Draft<'_>, vpc: VpcId) {
    let model = &draft.input.network.model;
    let name = model.vpcs[vpc].identity.name.clone();
    let ours = model.subnets.iter().filter(|(_, subnet)| subnet.vpc == vpc);
    for (id, subnet) in ours {
        let inner = inner(model, id);
        if draft.folds.cell(vpc, subnet.place) {
            let column = draft.column(column_of(model, id));
            let known = draft.items.iter().find(|(_, item)| {
                item.kind == "subnets" && item.vpc == Some(vpc) && Some(item.column) == column
            });
            let end = match known.map(|(id, _)| id) {
                Some(item) => End { item, chip: None },
                None => match folded_cell(draft, vpc, &name, id) {
                    Some(end) => end,
                    None => continue,
                },
            };
            draft.ends.insert(id.into(), end);
            for node in inner {
                draft.ends.extend(node.object().map(|object| (object, end)));
            }
            continue;
        }
        let node = Node::Subnet(id);
        let label = words::inside(&subnet.identity.name, &name);
        let key = column_of(model, id);
        let Some(mut item) = draft.item(node, key, Spot::Cell(row(vpc)), Some(label)) else {
            continue;
        };
        item.detail = words::prefixes(&subnet.prefixes);
        item.vpc = Some(vpc);
        item.container = true;
        item.description = format!("subnet {}, {}", item.name, stands(model, id));
        let parent = draft.add(item);
        for node in inner {
            nested(draft, node, key, parent, id);
        }
    }
}

/// Adds the one box of the subnets of a VPC in one place.
fn folded_cell(draft: &mut Draft<'_>, vpc: VpcId, name: &str, first: SubnetId) -> Option<End> {
    let model = &draft.input.network.model;
    let key = column_of(model, first);
    let ours: Vec<SubnetId> = model
        .subnets
        .iter()
        .filter(|(id, subnet)| subnet.vpc == vpc && column_of(model, *id) == key)
        .map(|(id, _)| id)
        .collect();
    let inner: usize = ours.iter().map(|id| inner(model, *id).len()).sum();
    let place = match model.subnets[first].place {
        Place::Outpost(outpost) => &model.outposts[outpost].identity.name,
        Place::Region(Some(zone)) => &model.zones[zone].identity.name,
        Place::Region(None) => &model.regions[model.vpcs[vpc].region].identity.name,
    };
    let label = words::count(ours.len(), "subnet");
    let detail = words::count(inner, "interface");
    let item = Item {
        id: format!("subnets {name}/{place}"),
        kind: "subnets",
        description: format!("{label} of VPC {name} in {place} with {detail}, folded"),
        name: format!("{name}/{place}"),
        label,
        detail,
        vpc: Some(vpc),
        ..Item::blank(draft.column(key)?, Spot::Cell(row(vpc)))
    };
    let item = draft.add(item);
    Some(End { item, chip: None })
}

/// Returns what stands in a subnet, by name.
fn inner(model: &Model, subnet: SubnetId) -> Vec<Node> {
    let interfaces = model.network_interfaces.iter().filter(|(_, one)| one.subnet == subnet);
    let gateways = model.nat_gateways.iter().filter(|(_, one)| one.subnet == subnet);
    let endpoints = model.vpc_endpoints.iter().filter(|(_, one)| one.inspects_in() == Some(subnet));
    let gateways = gateways.map(|(id, _)| Node::NatGateway(id));
    let endpoints = endpoints.map(|(id, _)| Node::VpcEndpoint(id));
    gateways.chain(endpoints).chain(interfaces.map(|(id, _)| Node::NetworkInterface(id))).collect()
}

fn stands(model: &Model, subnet: SubnetId) -> String {
    let subnet = &model.subnets[subnet];
    let vpc = &model.vpcs[subnet.vpc].identity.name;
    match subnet.place {
        Place::Outpost(outpost) => {
            format!("VPC {vpc}, Outpost {}", model.outposts[outpost].identity.name)
        }
        Place::Region(Some(zone)) => format!("VPC {vpc}, zone {}", model.zones[zone].identity.name),
        Place::Region(None) => {
            let region = model.vpcs[subnet.vpc].region;
            format!("VPC {vpc}, Region {}", model.regions[region].identity.name)
        }
    }
}

/// Adds something that stands in a subnet.
fn nested(draft: &mut Draft<'_>, node: Node, key: ColumnKey, parent: ItemId, subnet: SubnetId) {
    let model = &draft.input.network.model;
    let Some(mut item) = draft.item(node, key, Spot::Inside, None) else { return };
    let within = &model.subnets[subnet].identity.name;
    let place = format!("subnet {within}, {}", stands(model, subnet));
    match node {
        Node::NatGateway(id) => {
            let gateway = &model.nat_gateways[id];
            "NAT gateway".clone_into(&mut item.label);
            item.detail = match gateway.connectivity {
                NatConnectivity::Public(public) => format!("{} · {public}", gateway.address),
                NatConnectivity::Private => format!("{} · private", gateway.address),
            };
            item.down = gateway.state != NatGatewayState::Available;
            item.description = format!("NAT gateway {}, {place}", item.name);
        }
        Node::VpcEndpoint(id) => {
            "Inspection".clone_into(&mut item.label);
            item.detail.clone_from(&item.name);
            item.down = model.vpc_endpoints[id].state != VpcEndpointState::Available;
            item.description = format!("VPC endpoint {}, {place}", item.name);
        }
        Node::NetworkInterface(id) => {
            item.detail = addresses(model, id);
            let instance = model.network_interfaces[id].instance;
            item.down =
                instance.is_some_and(|one| model.instances[one].state == InstanceState::Stopped);
            item.label.clone_from(&item.name);
            item.description = match instance.map(|one| &model.instances[one].identity.name) {
                Some(name) if *name == item.name => format!("instance {name}, {place}"),
                Some(name) => {
                    format!("network interface {} of instance {name}, {place}", item.name)
                }
                None => format!("network interface {}, {place}", item.name),
            };
        }
        _ => {}
    }
    item.vpc = Some(model.subnets[subnet].vpc);
    item.parent = Some(parent);
    let item = draft.add(item);
    if let Node::NetworkInterface(id) = node {
        let end = End { item, chip: None };
        if let Some(instance) = model.network_interfaces[id].instance {
            draft.ends.entry(instance.into()).or_insert(end);
        }
    }
}

/// Returns the addresses of an interface: the private one, and what the outside knows it by.
fn addresses(model: &Model, id: NetworkInterfaceId) -> String {
    let interface = &model.network_interfaces[id];
    let first = interface.primary().or_else(|| interface.addresses.first().copied());
    let outside = [interface.coip, interface.public_address].into_iter().flatten();
    let all = first.into_iter().chain(outside).map(|address| address.to_string());
    all.collect::<Vec<_>>().join(" · ")
}

/// Adds the gateways of a VPC; where it is folded, one box.
fn gateways(draft: &mut Draft<'_>, vpc: VpcId) {
    let model = &draft.input.network.model;
    let all = gateways_of(model, vpc);
    let key = ColumnKey::Gateways(model.vpcs[vpc].region);
    let spot = Spot::Cell(row(vpc));
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

impl Item {
    /// Returns a box without words in a place.
    pub(super) fn blank(column: super::draft::ColumnId, spot: Spot) -> Self {
        Self {
            id: String::new(),
            kind: "",
            name: String::new(),
            label: String::new(),
            detail: String::new(),
            description: String::new(),
            object: None::<ObjectId>,
            column,
            spot,
            parent: None,
            vpc: None,
            chips: Vec::new(),
            down: false,
            container: false,
            x: 0,
            y: 0,
            width: 0,
            height: 0,
            head: 0,
        }
    }
}
