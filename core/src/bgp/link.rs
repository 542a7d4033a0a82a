//! Links of VPN, Direct Connect and service links: whether they are up, and who is at the other end.

use super::{Session, SessionDown, session::service_link_session};
use crate::model::{
    DirectConnectInterfaceId, DirectConnectInterfaceState, Link, LocalPreference, Model,
    RoutePolicy, RouterId, SessionState, VpnConnectionState,
};

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
    /// The BGP session of a service link is not up.
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
                (VpnConnectionState::Available, true) => None,
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
        (DirectConnectInterfaceState::Available, SessionState::Up) => None,
        (DirectConnectInterfaceState::Available, SessionState::Down) => Some(LinkDown::ShutDown),
        (state, _) => Some(LinkDown::Interface(state)),
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
