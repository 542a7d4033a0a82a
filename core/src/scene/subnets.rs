//! The boxes of subnets, in the Region and on Outposts, with what stands in them.

use super::{
    draft::{ColumnKey, Draft, End, Item, ItemId, Spot},
    words,
};
use crate::{
    graph::Node,
    model::{
        InstanceState, Model, NatConnectivity, NatGatewayState, NetworkInterfaceId, Place,
        SubnetId, VpcEndpointState, VpcId,
    },
};

/// Returns the column that a subnet stands in.
fn column_of(model: &Model, id: SubnetId) -> ColumnKey {
    let subnet = &model.subnets[id];
    match subnet.place {
        Place::Outpost(outpost) => ColumnKey::Rack(outpost),
        Place::Region(Some(zone)) => ColumnKey::Zone(zone),
        Place::Region(None) => ColumnKey::NoZone(model.vpcs[subnet.vpc].region),
    }
}

/// Returns the row of a VPC; the header comes first.
pub(super) fn row(vpc: VpcId) -> usize {
    vpc.0 as usize + 1
}

/// Adds the subnets of a VPC; where they are folded, one box for those of a place.
pub(super) fn draw(draft: &mut Draft<'_>, vpc: VpcId) {
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
    let mut label = words::count(ours.len(), "subnet");
    if inner > 0 {
        label = format!("{label} · {}", words::count(inner, "interface"));
    }
    let item = Item {
        id: format!("subnets {name}/{place}"),
        kind: "subnets",
        description: format!("{label}, of VPC {name} in {place}, folded"),
        name: format!("{name}/{place}"),
        label,
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
            let vpc = &model.vpcs[model.subnets[subnet].vpc].identity.name;
            words::inside(&item.name, vpc).clone_into(&mut item.label);
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
