//! Links of VPN, Direct Connect and service links: whether they are up, and who is at the other end.

use super::{
    Session, SessionDown,
    agreement::{Near, disagreement},
    session::service_link_session,
};
use crate::{
    addr::Asn,
    model::{
        AttachmentResource, DirectConnectEnd, DirectConnectInterfaceId,
        DirectConnectInterfaceState, Link, LocalPreference, Model, NeighborAt, RoutePolicy,
        RouterId, SessionState, VpnConnectionId, VpnConnectionState, VpnRouting,
    },
};

/// The AS number of AWS's public network, which public virtual interfaces speak with.
const AMAZON: Asn = Asn(16_509);

/// Why a link carries nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkDown {
    /// The VPN connection is not available.
    Vpn(VpnConnectionState),
    /// None of its tunnels is up (fact VGW-01).
    Tunnels,
    /// The Direct Connect connection, the port, is down.
    Port,
    /// The virtual interface is not available.
    Interface(DirectConnectInterfaceState),
    /// The files say that the BGP session is down.
    ShutDown,
    /// Its ends do not agree on a session.
    Session(SessionDown),
}

impl LinkDown {
    /// Says it in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Vpn(state) => format!("it is {}", state.word()),
            Self::Tunnels => "no tunnel is up".to_owned(),
            Self::Port => "its connection is down".to_owned(),
            Self::Interface(state) => format!("it is {}", state.word()),
            Self::ShutDown => "its BGP session is down".to_owned(),
            Self::Session(why) => why.words(),
        }
    }
}

/// What decides between two BGP paths for one prefix: the better one is the lesser (VGW-01, TGW-03).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathAttributes {
    /// The local preference, by the community of the customer (facts VGW-05 and DXG-09).
    pub preference: LocalPreference,
    /// The length of the AS path.
    pub as_path: u8,
    /// The multi-exit discriminator.
    pub med: u32,
}

/// Returns why a link is down, if it is.
#[must_use]
pub fn link_down(model: &Model, link: Link) -> Option<LinkDown> {
    match link {
        Link::Vpn(id) => {
            let vpn = &model.vpn_connections[id];
            match (vpn.state, vpn.tunnels.iter().any(|up| *up)) {
                (VpnConnectionState::Available, true) => {
                    vpn_disagreement(model, id).map(LinkDown::Session)
                }
                (VpnConnectionState::Available, false) => Some(LinkDown::Tunnels),
                (state, _) => Some(LinkDown::Vpn(state)),
            }
        }
        Link::DirectConnect(id) => interface_down(model, id),
        Link::ServiceLink(id) => match service_link_session(model, id) {
            Session::Up(_) => None,
            Session::Down(why) => Some(LinkDown::Session(why)),
        },
    }
}

fn interface_down(model: &Model, id: DirectConnectInterfaceId) -> Option<LinkDown> {
    let interface = &model.direct_connect_interfaces[id];
    if !model.direct_connect_connections[interface.connection].up {
        return Some(LinkDown::Port);
    }
    match (interface.state, interface.session) {
        (DirectConnectInterfaceState::Available, SessionState::Up) => {
            let near = Near {
                at: NeighborAt::DirectConnectInterface(id),
                local: interface.local,
                asn: asn_at_aws(model, Link::DirectConnect(id)),
                peer_address: interface.peer_address,
                peer_asn: None,
                vlan: interface.vlan,
            };
            let router = interface.router;
            router.and_then(|router| disagreement(model, near, router)).map(LinkDown::Session)
        }
        (DirectConnectInterfaceState::Available, SessionState::Down) => Some(LinkDown::ShutDown),
        (state, _) => Some(LinkDown::Interface(state)),
    }
}

/// Returns what the ends of a VPN connection disagree on. One with static routes has no session, but ends
/// at a router all the same.
fn vpn_disagreement(model: &Model, id: VpnConnectionId) -> Option<SessionDown> {
    let vpn = &model.vpn_connections[id];
    let router = vpn.router?;
    if let VpnRouting::Static(_) = vpn.routing {
        return (!model.router_is_up(router)).then_some(SessionDown::PeerNotUp);
    }
    let near = Near {
        at: NeighborAt::VpnConnection(id),
        local: None,
        asn: asn_at_aws(model, Link::Vpn(id)),
        peer_address: None,
        peer_asn: None,
        vlan: None,
    };
    disagreement(model, near, router)
}

/// Returns the AS number at AWS's end of a link, if the inputs give it.
pub(super) fn asn_at_aws(model: &Model, link: Link) -> Option<Asn> {
    match link {
        Link::Vpn(id) => match model.vpn_connections[id].gateway {
            Some(gateway) => model.virtual_private_gateways[gateway].asn,
            None => {
                let mut attachments = model.transit_gateway_attachments.values();
                let resource = AttachmentResource::Vpn(id);
                let attachment = attachments.find(|one| one.resource == resource)?;
                model.transit_gateways[attachment.transit_gateway].asn
            }
        },
        Link::DirectConnect(id) => match model.direct_connect_interfaces[id].end {
            DirectConnectEnd::VirtualPrivateGateway(gateway) => {
                model.virtual_private_gateways[gateway].asn
            }
            DirectConnectEnd::DirectConnectGateway(gateway) => {
                model.direct_connect_gateways[gateway].asn
            }
            DirectConnectEnd::Public => Some(AMAZON),
        },
        Link::ServiceLink(id) => model.service_link_vifs[id].asn,
    }
}

/// Returns the router at the customer's end of a link.
#[must_use]
pub fn customer_end(model: &Model, link: Link) -> Option<RouterId> {
    match link {
        Link::Vpn(id) => model.vpn_connections[id].router,
        Link::DirectConnect(id) => model.direct_connect_interfaces[id].router,
        Link::ServiceLink(id) => model.service_link_vifs[id].router,
    }
}

/// Returns what the customer's router does on a link.
pub(super) fn policy(model: &Model, link: Link) -> &RoutePolicy {
    match link {
        Link::Vpn(id) => &model.vpn_connections[id].policy,
        Link::DirectConnect(id) => &model.direct_connect_interfaces[id].policy,
        Link::ServiceLink(id) => &model.service_link_vifs[id].policy,
    }
}
