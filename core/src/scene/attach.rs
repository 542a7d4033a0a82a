//! The wires of the Region: what route tables name, and what gateways are attached to.

use std::collections::BTreeSet;

use super::{
    draft::{Draft, End},
    premises, rack,
};
use crate::{
    bgp::link_down,
    model::{
        AttachmentResource, DirectConnectEnd, Link, Model, ObjectId, RouteTarget, SubnetId,
        VpcEndpointKind,
    },
};

/// Adds every wire.
pub(super) fn draw(draft: &mut Draft<'_>) {
    premises::wire(draft);
    rack::wire(draft);
    let model = &draft.input.network.model;
    for id in model.subnets.ids() {
        routes(draft, id);
    }
    for instance in model.instances.values() {
        let Some((primary, others)) = instance.interfaces.split_first() else { continue };
        for other in others {
            draft.connect(*primary, *other, "member", false);
        }
    }
    attachments(draft);
    interconnect(draft);
    internet(draft);
}

/// Joins a subnet with what its route table names.
fn routes(draft: &mut Draft<'_>, id: SubnetId) {
    let network = draft.input.network;
    let model = &network.model;
    let subnet = &model.subnets[id];
    let table = &model.route_tables[subnet.route_table];
    let mut targets: BTreeSet<ObjectId> = BTreeSet::new();
    for route in &table.routes {
        targets.extend(target(draft, id, route.target));
    }
    if table.propagates {
        targets.extend(model.vpcs[subnet.vpc].virtual_private_gateway.map(ObjectId::from));
    }
    for target in targets {
        let within = draft.end(target).and_then(|end| draft.items[end.item].parent);
        if within.is_some() && within == draft.end(id).map(|end| end.item) {
            continue;
        }
        draft.connect(id, target, "route", false);
    }
}

/// Returns the object that a route leads to as it is drawn.
fn target(draft: &Draft<'_>, subnet: SubnetId, target: RouteTarget) -> Option<ObjectId> {
    let network = draft.input.network;
    match target {
        RouteTarget::Unmodelled(_) => None,
        RouteTarget::TransitGateway(id) => {
            let attachment = network.attachment_of(id, network.model.subnets[subnet].vpc);
            Some(attachment.map_or(id.into(), ObjectId::from))
        }
        other => other.object(),
    }
}

/// Joins transit gateways with what is attached to them.
fn attachments(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    for (id, attachment) in model.transit_gateway_attachments.iter() {
        let down = !attachment.state.forwards();
        match &attachment.resource {
            AttachmentResource::Vpc { vpc, subnets } => {
                let named: Vec<SubnetId> = if subnets.is_empty() {
                    subnets_of(model, *vpc).take(1).collect()
                } else {
                    subnets.clone()
                };
                for subnet in named {
                    draft.connect(id, subnet, "fabric", down);
                }
            }
            AttachmentResource::Vpn(vpn) => draft.connect(id, *vpn, "link", down),
            AttachmentResource::DirectConnectGateway { gateway, .. } => {
                draft.connect(id, *gateway, "link", down);
            }
            AttachmentResource::Peering(Some(peer)) => draft.connect(id, *peer, "link", down),
            AttachmentResource::Peering(None)
            | AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator
            | AttachmentResource::NetworkFunction => {}
        }
    }
}

/// Joins VPN connections and Direct Connect with both of their ends.
fn interconnect(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    for (id, vpn) in model.vpn_connections.iter() {
        let down = link_down(model, Link::Vpn(id)).is_some();
        if let Some(router) = vpn.router {
            draft.connect(id, router, "link", down);
        }
        if let Some(gateway) = vpn.gateway {
            draft.connect(id, gateway, "link", down);
        }
    }
    for (id, gateway) in model.direct_connect_gateways.iter() {
        for one in &gateway.associations {
            draft.connect(id, one.gateway, "link", false);
        }
    }
    for (id, interface) in model.direct_connect_interfaces.iter() {
        let down = link_down(model, Link::DirectConnect(id)).is_some();
        if let Some(router) = interface.router {
            draft.connect(id, router, "link", down);
        }
        match interface.end {
            DirectConnectEnd::VirtualPrivateGateway(gateway) => {
                draft.connect(id, gateway, "link", down);
            }
            DirectConnectEnd::DirectConnectGateway(gateway) => {
                draft.connect(id, gateway, "link", down);
            }
            DirectConnectEnd::Public => to_internet(draft, id, down),
        }
    }
}

/// Joins gateways with the internet, and endpoints with their services.
fn internet(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    for (id, gateway) in model.internet_gateways.iter() {
        to_internet(draft, id, !gateway.attached);
    }
    for id in model.egress_only_internet_gateways.ids() {
        to_internet(draft, id, false);
    }
    for (id, gateway) in model.regional_nat_gateways.iter() {
        if let Some(internet) = model.vpcs[gateway.vpc].internet_gateway {
            draft.connect(id, internet, "fabric", false);
        }
    }
    for (id, endpoint) in model.vpc_endpoints.iter() {
        match &endpoint.kind {
            VpcEndpointKind::Gateway { prefix_list, .. } => {
                for list in model.lists_of_service(*prefix_list) {
                    draft.connect(id, list, "fabric", false);
                }
            }
            VpcEndpointKind::Interface { interfaces } => {
                for interface in interfaces {
                    draft.connect(id, *interface, "member", false);
                }
            }
            VpcEndpointKind::Inspection { .. } => {}
        }
    }
}

fn to_internet(draft: &mut Draft<'_>, object: impl Into<ObjectId>, down: bool) {
    let ends: Option<(End, End)> = draft.end(object).zip(draft.internet);
    if let Some((from, to)) = ends {
        draft.join("internet", from, to, down);
    }
}

fn subnets_of(model: &Model, vpc: crate::model::VpcId) -> impl Iterator<Item = SubnetId> + '_ {
    model.subnets.iter().filter(move |(_, subnet)| subnet.vpc == vpc).map(|(id, _)| id)
}
