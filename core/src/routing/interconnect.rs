//! The tables of transit gateways, virtual private gateways and Direct Connect gateways.

use std::collections::BTreeSet;

use super::{
    Candidate, Loser, Rank, RouteRef, Toward, Why,
    tables::{expand, index},
};
use crate::{
    addr::PrefixMap,
    bgp::{Bgp, Known, Propagated, PropagatedFrom, Via, allowed_blocks},
    model::{
        AttachmentResource, DirectConnectGatewayId, Model, RouteOrigin, RouteTableId,
        TransitGatewayRouteTableId, VirtualPrivateGatewayId,
    },
};

/// Returns the static and the propagated routes of a transit gateway route table (fact TGW-03).
pub(super) fn transit_table(
    model: &Model,
    bgp: &Bgp,
    id: TransitGatewayRouteTableId,
) -> Vec<Candidate> {
    let routes = model.transit_gateway_route_tables[id].routes.iter().enumerate();
    let written = routes
        .flat_map(|(at, route)| expand(model, route, RouteRef::TransitGateway(id, index(at))));
    let learned = bgp.interconnect().table(id);
    let propagated = learned.routes.iter().map(|one| of_attachment(one, rank(one.from)));
    let perhaps = learned.undecided.iter().map(|one| of_attachment(one, Rank::AttachedVpcPerhaps));
    written.chain(propagated).chain(perhaps).collect()
}

fn of_attachment(one: &Propagated, rank: Rank) -> Candidate {
    let plain = Candidate::plain(one.prefix, rank, RouteRef::Attachment(one.attachment));
    Candidate { path: one.path, ..plain }
}

fn rank(from: PropagatedFrom) -> Rank {
    match from {
        PropagatedFrom::Vpc => Rank::AttachedVpc,
        PropagatedFrom::DirectConnectGateway => Rank::AttachedDirectConnect,
        PropagatedFrom::PrivateVpn => Rank::AttachedPrivateVpn,
        PropagatedFrom::Vpn => Rank::AttachedVpn,
    }
}

/// Returns the blocks that a table does not hold because they overlap (fact TGW-10).
pub(super) fn overlapped(bgp: &Bgp, id: TransitGatewayRouteTableId) -> PrefixMap<Loser> {
    let overlapped = bgp.interconnect().table(id).overlapped.iter();
    let losers = overlapped.map(|(one, before)| {
        let candidate = of_attachment(one, Rank::AttachedVpc);
        (one.prefix, Loser { candidate, why: Why::AttachedLater(*before) })
    });
    losers.collect()
}

/// Returns what a virtual private gateway knows of the customer (facts VGW-01 and VGW-02).
pub(super) fn private_gateway(bgp: &Bgp, id: VirtualPrivateGatewayId) -> Vec<Candidate> {
    bgp.interconnect().private_gateway(id).known.iter().map(known).collect()
}

fn known(one: &Known) -> Candidate {
    let route = match one.via {
        Via::Link(link) => RouteRef::Link(link),
        Via::DirectConnectGateway(id) => RouteRef::DirectConnectGateway(id),
    };
    Candidate { path: one.path, ..Candidate::plain(one.prefix, of_origin(one.origin), route) }
}

fn of_origin(origin: RouteOrigin) -> Rank {
    match origin {
        RouteOrigin::Static => Rank::Static,
        RouteOrigin::DirectConnect => Rank::DirectConnect,
        RouteOrigin::VpnStatic => Rank::VpnStatic,
        RouteOrigin::VpnBgp => Rank::VpnBgp,
        RouteOrigin::RouteServer => Rank::RouteServer,
    }
}

/// Returns what the virtual private gateway of a VPC propagates into one of its tables (VGW-04).
pub(super) fn propagated(model: &Model, bgp: &Bgp, id: RouteTableId) -> Vec<Candidate> {
    let table = &model.route_tables[id];
    let gateway = model.vpcs[table.vpc].virtual_private_gateway;
    let Some(gateway) = gateway.filter(|_| table.propagates) else { return Vec::new() };
    if !model.virtual_private_gateways[gateway].attached {
        return Vec::new();
    }
    let known = &bgp.interconnect().private_gateway(gateway).known;
    let routes: BTreeSet<_> = known.iter().map(|one| (one.prefix, of_origin(one.origin))).collect();
    let route = RouteRef::VirtualPrivateGateway(gateway);
    routes.into_iter().map(|(prefix, rank)| Candidate::plain(prefix, rank, route)).collect()
}

/// Returns what a Direct Connect gateway carries in one direction (facts DXG-01 to DXG-04).
pub(super) fn direct_connect(
    model: &Model,
    bgp: &Bgp,
    id: DirectConnectGatewayId,
    toward: Toward,
) -> Vec<Candidate> {
    let plain = |prefix, route| Candidate::plain(prefix, Rank::Allowed, route);
    let associations = model.direct_connect_gateways[id].associations.iter();
    let vpcs = associations.flat_map(|one| {
        let route = RouteRef::VirtualPrivateGateway(one.gateway);
        let blocks = allowed_blocks(model, one.gateway, &one.allowed).into_iter();
        blocks.map(move |block| plain(block, route))
    });
    match toward {
        Toward::Customer => {
            let customer = bgp.interconnect().direct_connect_gateway(id).known.iter().map(known);
            vpcs.chain(customer).collect()
        }
        Toward::Aws => {
            let attachments = model.transit_gateway_attachments.iter();
            let transit = attachments.flat_map(|(attachment, found)| {
                let allowed = match &found.resource {
                    AttachmentResource::DirectConnectGateway { gateway, allowed }
                        if *gateway == id && found.state.forwards() =>
                    {
                        allowed.as_slice()
                    }
                    AttachmentResource::DirectConnectGateway { .. }
                    | AttachmentResource::Vpc { .. }
                    | AttachmentResource::Vpn(_)
                    | AttachmentResource::Peering(_)
                    | AttachmentResource::Connect
                    | AttachmentResource::ClientVpn
                    | AttachmentResource::VpnConcentrator
                    | AttachmentResource::NetworkFunction => &[],
                };
                let route = RouteRef::Attachment(attachment);
                allowed.iter().map(move |prefix| plain(*prefix, route))
            });
            vpcs.chain(transit).collect()
        }
    }
}
