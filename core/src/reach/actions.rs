//! What a table does with packets, as far as routes decide: filters, states and security groups aside.
//!
//! Where it is not plain which of several things is done, all of them are: nothing that may happen is left out.

use std::net::IpAddr;

use super::ends::{At, End};
use crate::{
    bgp::{Session, Toward as Interior, customer_end},
    forwarding::Network,
    graph::Node,
    model::{
        AttachmentResource, DirectConnectEnd, Link, LocalGatewayRouteTarget, NextHop, ObjectId,
        RouteState, RouteTableId, RouteTarget, RouterId, TransitGatewayAttachmentId,
        TransitGatewayRouteTarget, VifGroupId, VifId, VpcId,
    },
    routing::{Candidate, Choice, RouteRef, TableRef, Toward},
};

/// Where a packet goes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lead {
    /// To another table.
    To(At),
    /// Nowhere: it ends here.
    Ends(End),
}

use Lead::{Ends, To};

/// Returns what becomes of a packet at a place, by its destination.
pub(super) fn leads(network: &Network, at: At, destination: IpAddr) -> Vec<Lead> {
    let mut found = match at {
        At::Table(table) => match network.tables.choose(&network.model, table, destination) {
            Choice::Nothing => vec![Ends(End::NoRoute)],
            Choice::Ambiguous(_) => vec![Ends(End::Unknown)],
            Choice::Routes(routes) => {
                routes.iter().flat_map(|one| of_route(network, table, one)).collect()
            }
        },
        At::Vpc(vpc) => {
            let inside = network.model.vpc_contains(vpc, destination);
            vec![Ends(if inside { End::Vpc(vpc) } else { End::NoRoute })]
        }
        At::Uplinks(group) => uplinks(network, group, destination),
    };
    found.sort_unstable();
    found.dedup();
    if found.is_empty() { vec![Ends(End::NoRoute)] } else { found }
}

fn of_route(network: &Network, table: TableRef, one: &Candidate) -> Vec<Lead> {
    let model = &network.model;
    // To the others these lead the other way.
    let from_direct_connect = matches!(table, TableRef::DirectConnectGateway(..));
    match one.route {
        RouteRef::Local(vpc) => vec![Ends(End::Vpc(vpc))],
        RouteRef::Vpc(id, at) => of_vpc(network, id, at),
        RouteRef::VirtualPrivateGateway(id) if from_direct_connect => {
            vec![To(At::Vpc(model.virtual_private_gateways[id].vpc))]
        }
        RouteRef::VirtualPrivateGateway(id) => {
            vec![To(At::Table(TableRef::VirtualPrivateGateway(id)))]
        }
        RouteRef::LocalGateway(id, at) => {
            let route = model.local_gateway_route_tables[id].routes.get(at as usize);
            route.map_or(Vec::new(), |route| match route.target {
                LocalGatewayRouteTarget::VifGroup(group) => vec![To(At::Uplinks(group))],
                LocalGatewayRouteTarget::NetworkInterface(id) => vec![handed(id)],
            })
        }
        RouteRef::PropagatedSubnet(id) => vec![Ends(End::Vpc(model.subnets[id].vpc))],
        RouteRef::PropagatedCoip(id) => vec![handed(id)],
        RouteRef::Connected(id, at) => {
            let interface = model.routers[id].interfaces.get(at as usize);
            interface.map_or(Vec::new(), |one| vec![Ends(End::Segment(one.segment))])
        }
        RouteRef::RouterStatic(id, at) => {
            let route = model.routers[id].routes.get(at as usize);
            route.map_or(Vec::new(), |route| vec![next_hop(network, id, route.next_hop)])
        }
        RouteRef::Learned(_, vif) => vec![gateway_in(network, vif)],
        RouteRef::LearnedOver(_, link) => vec![into_aws(network, link)],
        RouteRef::LearnedFrom(id, from, next) => by_bgp(network, id, from, next),
        RouteRef::Interior(_, next) => vec![router(next)],
        RouteRef::Aggregate(_) => vec![Ends(End::BlackHole)],
        RouteRef::TransitGateway(id, at) => {
            let route = model.transit_gateway_route_tables[id].routes.get(at as usize);
            route.map_or(Vec::new(), |route| match route.target {
                TransitGatewayRouteTarget::Attachment(id) => out_of(network, id),
                TransitGatewayRouteTarget::Blackhole => vec![Ends(End::BlackHole)],
            })
        }
        RouteRef::Attachment(id) if from_direct_connect => vec![into_hub(network, Some(id))],
        RouteRef::Attachment(id) => out_of(network, id),
        RouteRef::Link(link) => vec![to_customer(network, link)],
        RouteRef::DirectConnectGateway(id) => {
            vec![To(At::Table(TableRef::DirectConnectGateway(id, Toward::Customer)))]
        }
    }
}

fn of_vpc(network: &Network, id: RouteTableId, at: u32) -> Vec<Lead> {
    let table = &network.model.route_tables[id];
    let route = table.routes.get(at as usize);
    route.map_or(Vec::new(), |route| match route.declared_state {
        Some(RouteState::Blackhole) => vec![Ends(End::BlackHole)],
        Some(RouteState::Active) | None => vec![of_target(network, table.vpc, route.target)],
    })
}

fn handed(object: impl Into<ObjectId>) -> Lead {
    Ends(End::Handed(object.into()))
}

fn router(id: RouterId) -> Lead {
    To(At::Table(TableRef::Router(id)))
}

fn of_target(network: &Network, vpc: VpcId, target: RouteTarget) -> Lead {
    let model = &network.model;
    match target {
        RouteTarget::Local => Ends(End::Vpc(vpc)),
        RouteTarget::InternetGateway(_) | RouteTarget::EgressOnlyInternetGateway(_) => {
            Ends(End::Internet)
        }
        RouteTarget::NatGateway(id) => handed(id),
        RouteTarget::RegionalNatGateway(id) => handed(id),
        RouteTarget::VpcEndpoint(id) => handed(id),
        RouteTarget::NetworkInterface(id) => handed(id),
        RouteTarget::Instance(id) => handed(id),
        RouteTarget::LocalGateway(id) => match network.gateway_table(id, vpc) {
            Some((table, _)) => To(At::Table(TableRef::LocalGateway(table))),
            None => Ends(End::BlackHole),
        },
        RouteTarget::PeeringConnection(id) => model.peering_connections[id]
            .other(vpc)
            .map_or(Ends(End::Unknown), |other| To(At::Vpc(other))),
        RouteTarget::TransitGateway(id) => into_hub(network, network.attachment_of(id, vpc)),
        RouteTarget::VirtualPrivateGateway(id) => {
            To(At::Table(TableRef::VirtualPrivateGateway(id)))
        }
        RouteTarget::Unmodelled(_) => Ends(End::Unknown),
    }
}

/// Returns what follows an attachment into its transit gateway.
fn into_hub(network: &Network, by: Option<TransitGatewayAttachmentId>) -> Lead {
    let table = by.and_then(|by| network.model.transit_gateway_attachments[by].route_table);
    table.map_or(Ends(End::NoRoute), |table| To(At::Table(TableRef::TransitGateway(table))))
}

/// Returns what follows an attachment out of its transit gateway.
fn out_of(network: &Network, by: TransitGatewayAttachmentId) -> Vec<Lead> {
    let model = &network.model;
    match &model.transit_gateway_attachments[by].resource {
        AttachmentResource::Vpc { vpc, subnets } => {
            // The table of a subnet decides, which for the blocks of the VPC is mostly the local route.
            let tables = subnets.iter().map(|id| model.subnets[*id].route_table);
            let tables: Vec<Lead> = tables.map(|id| To(At::Table(TableRef::Vpc(id)))).collect();
            if tables.is_empty() { vec![To(At::Vpc(*vpc))] } else { tables }
        }
        AttachmentResource::Vpn(id) => vec![to_customer(network, Link::Vpn(*id))],
        AttachmentResource::DirectConnectGateway { gateway, .. } => {
            vec![To(At::Table(TableRef::DirectConnectGateway(*gateway, Toward::Customer)))]
        }
        AttachmentResource::Peering(Some(other)) => vec![into_hub(network, Some(*other))],
        AttachmentResource::Peering(None)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => vec![Ends(End::Unknown)],
    }
}

fn to_customer(network: &Network, link: Link) -> Lead {
    customer_end(&network.model, link).map_or(Ends(End::Unknown), router)
}

fn into_aws(network: &Network, link: Link) -> Lead {
    let model = &network.model;
    let vpc = |id| To(At::Vpc(model.virtual_private_gateways[id].vpc));
    match link {
        Link::Vpn(id) => match model.vpn_connections[id].gateway {
            Some(gateway) => vpc(gateway),
            None => into_hub(network, network.attachment_of_vpn(id)),
        },
        Link::DirectConnect(id) => match model.direct_connect_interfaces[id].end {
            DirectConnectEnd::VirtualPrivateGateway(id) => vpc(id),
            DirectConnectEnd::DirectConnectGateway(id) => {
                To(At::Table(TableRef::DirectConnectGateway(id, Toward::Aws)))
            }
            DirectConnectEnd::Public => Ends(End::Internet),
        },
        Link::ServiceLink(id) => handed(model.service_link_vifs[id].outpost),
    }
}

fn gateway_in(network: &Network, vif: VifId) -> Lead {
    let group = network.model.vifs[vif].group;
    let table = network.table_of_group(group);
    table.map_or(Ends(End::NoRoute), |(table, _)| To(At::Table(TableRef::LocalGateway(table))))
}

fn next_hop(network: &Network, id: RouterId, next: NextHop) -> Lead {
    match next {
        NextHop::Internet => Ends(End::Internet),
        NextHop::Discard => Ends(End::BlackHole),
        NextHop::Router(next) => router(next),
        NextHop::Vpn(id) => into_aws(network, Link::Vpn(id)),
        NextHop::Address(address) => neighbor(network, id, address).unwrap_or(Ends(End::Unknown)),
    }
}

/// Returns the neighbor of a router that has an address.
fn neighbor(network: &Network, id: RouterId, address: IpAddr) -> Option<Lead> {
    let model = &network.model;
    let mut routers = network
        .graph
        .on_link(Node::Router(id))
        .filter_map(|(_, node)| if let Node::Router(other) = node { Some(other) } else { None });
    let has = |other: &RouterId| {
        model.routers[*other].interfaces.iter().any(|one| one.address.address == address)
    };
    if let Some(other) = routers.find(has) {
        return Some(router(other));
    }
    let mut vifs = model.vifs.iter();
    vifs.find(|(_, vif)| vif.local.address == address).map(|(vif, _)| gateway_in(network, vif))
}

fn by_bgp(network: &Network, id: RouterId, from: RouterId, next: IpAddr) -> Vec<Lead> {
    match network.bgp.interior().toward(&network.model, id, next) {
        Some((Interior::Connected, _)) => {
            vec![neighbor(network, id, next).unwrap_or(router(from))]
        }
        Some((Interior::Interior(route), _)) => route.hops.iter().copied().map(router).collect(),
        Some((Interior::Static(prefix), _)) => {
            let routes = network.model.routers[id].routes.iter();
            let routes = routes.filter(|route| route.prefix == prefix);
            routes.map(|route| next_hop(network, id, route.next_hop)).collect()
        }
        None => vec![Ends(End::NoRoute)],
    }
}

/// Returns the customer's routers that announce a destination to a VIF group, by the longest prefix.
fn uplinks(network: &Network, group: VifGroupId, destination: IpAddr) -> Vec<Lead> {
    let (model, bgp) = (&network.model, &network.bgp);
    let up = model.vif_groups[group].vifs.iter().filter_map(|vif| match bgp.session(*vif) {
        Session::Up(id) => Some((*vif, id)),
        Session::Down(_) => None,
    });
    let learned = up.flat_map(|(vif, id)| {
        let learned = bgp.learned_over_for(model, vif, destination);
        learned.into_iter().map(move |one| (one.prefix.length(), id)).collect::<Vec<_>>()
    });
    // What the routes of the table bound may be shorter: any that covers it may be used.
    let all: Vec<(u8, RouterId)> = learned.collect();
    all.into_iter().map(|(_, id)| router(id)).collect()
}
