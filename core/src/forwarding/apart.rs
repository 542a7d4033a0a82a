//! VPCs that share no connection at all: no route could join them.

use std::collections::BTreeSet;

use super::{Block, Blocker, Network, Reason};
use crate::{
    graph::Node,
    model::{AttachmentResource, SubnetId, VpcId},
};

/// Returns what stands in the way before any route does, where the VPCs of two ends are not joined.
pub(super) fn block(network: &Network, source: Node, destination: Option<Node>) -> Option<Block> {
    let subnet = |node| -> Option<SubnetId> {
        let Node::NetworkInterface(id) = node else { return None };
        Some(network.model.network_interfaces[id].subnet)
    };
    let here = subnet(source)?;
    let from = network.model.subnets[here].vpc;
    let to = network.model.subnets[subnet(destination?)?].vpc;
    if from == to || connected(network, from, to) {
        return None;
    }
    let message = format!("{} shares no connection with {}", network.name(from), network.name(to));
    let blocker = Blocker::new(Reason::VpcsNotConnected, message).key(from).key(to);
    Some(Block { back: false, node: Node::Subnet(here), blocker })
}

/// Returns whether something could carry packets between two VPCs: a peering connection, or gateways
/// of both that lead out of them.
fn connected(network: &Network, one: VpcId, other: VpcId) -> bool {
    let model = &network.model;
    let mut peerings = model.peering_connections.values();
    if peerings.any(|peering| peering.other(one) == Some(other)) {
        return true;
    }
    let mut leaving: BTreeSet<VpcId> = BTreeSet::new();
    leaving.extend(model.virtual_private_gateways.values().map(|gateway| gateway.vpc));
    leaving.extend(model.transit_gateway_attachments.values().filter_map(|attachment| {
        match &attachment.resource {
            AttachmentResource::Vpc { vpc, .. } => Some(*vpc),
            AttachmentResource::Vpn(_)
            | AttachmentResource::DirectConnectGateway { .. }
            | AttachmentResource::Peering(_)
            | AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator
            | AttachmentResource::NetworkFunction => None,
        }
    }));
    let tables = model.local_gateway_route_tables.values();
    leaving.extend(tables.flat_map(|table| table.vpcs.iter().map(|one| one.vpc)));
    leaving.contains(&one) && leaving.contains(&other)
}
