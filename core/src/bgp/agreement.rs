//! Whether AWS's end of a session and the router of the customer agree: what the inputs do not say
//! counts as agreeing.

use std::net::IpAddr;

use super::SessionDown;
use crate::{
    addr::{Asn, InterfaceAddress},
    model::{Model, NeighborAt, RouterId, RouterInterface, SessionState},
};

/// AWS's end of a session, and what it expects of the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    /// What the router calls it.
    pub(super) at: NeighborAt,
    /// Its own address, if the inputs say.
    pub(super) local: Option<InterfaceAddress>,
    /// Its own AS number, if the inputs say.
    pub(super) asn: Option<Asn>,
    /// The address that it expects.
    pub(super) peer_address: Option<IpAddr>,
    /// The AS number that it expects.
    pub(super) peer_asn: Option<Asn>,
    /// Its VLAN.
    pub(super) vlan: Option<u16>,
}

impl Near {
    /// Returns whether the inputs must describe the interface of the router: that of a link of VPN or
    /// Direct Connect they may leave out.
    fn needs_interface(self) -> bool {
        match self.at {
            NeighborAt::Vif(_) | NeighborAt::ServiceLinkVif(_) => true,
            NeighborAt::Router(_)
            | NeighborAt::VpnConnection(_)
            | NeighborAt::DirectConnectInterface(_) => false,
        }
    }
}

/// Returns what the two ends of a session disagree on.
pub(super) fn disagreement(model: &Model, near: Near, peer: RouterId) -> Option<SessionDown> {
    if !model.router_is_up(peer) {
        return Some(SessionDown::PeerNotUp);
    }
    let interface = match facing(model, near, peer) {
        Ok(interface) => interface,
        Err(why) => return Some(why),
    };
    if interface.is_some_and(|interface| !model.segments[interface.segment].up) {
        return Some(SessionDown::SegmentNotUp);
    }
    if let (Some(expected), Some(found)) = (near.peer_asn, model.routers[peer].asn)
        && expected != found
    {
        return Some(SessionDown::PeerAsn { expected, found });
    }
    let vlan = interface.and_then(|interface| differ(near.vlan, interface));
    vlan.or_else(|| configured(model, near, peer))
}

/// Returns the interface of the router that faces AWS's end, if there is one.
fn facing(
    model: &Model,
    near: Near,
    peer: RouterId,
) -> Result<Option<&RouterInterface>, SessionDown> {
    let Some(local) = near.local else { return Ok(None) };
    let mut interfaces = model.routers[peer].interfaces.iter().filter(|interface| {
        let address = interface.address.address;
        local.prefix.contains(address) && address != local.address
    });
    let expected = |address: IpAddr| near.peer_address.is_none_or(|expected| expected == address);
    let first = interfaces.clone().next();
    let same_vlan = |interface: &&RouterInterface| differ(near.vlan, interface).is_none();
    let fits = |interface: &&RouterInterface| expected(interface.address.address);
    let interface = interfaces.clone().find(|one| fits(one) && same_vlan(one));
    match (interface.or_else(|| interfaces.find(fits)), first, near.peer_address) {
        (Some(interface), _, _) => Ok(Some(interface)),
        (None, Some(first), Some(expected)) => {
            Err(SessionDown::PeerAddress { expected, found: first.address.address })
        }
        (None, _, _) if near.needs_interface() => Err(SessionDown::NoCommonPrefix),
        (None, _, _) => Ok(None),
    }
}

/// Returns what the router, by what it is configured with for this neighbor, does not agree to.
fn configured(model: &Model, near: Near, peer: RouterId) -> Option<SessionDown> {
    let bgp = model.routers[peer].bgp.as_deref()?;
    let neighbor = bgp.neighbors.iter().find(|neighbor| neighbor.at == near.at)?;
    if neighbor.session == SessionState::Down {
        return Some(SessionDown::ShutDownByPeer);
    }
    if let (Some(expected), Some(found)) = (neighbor.asn, near.asn)
        && expected != found
    {
        return Some(SessionDown::OwnAsn { expected, found });
    }
    match (neighbor.address, near.local) {
        (Some(expected), Some(local)) if expected != local.address => {
            Some(SessionDown::OwnAddress { expected, found: local.address })
        }
        (Some(_) | None, _) => None,
    }
}

/// Says that the VLANs of both ends differ; one that the inputs do not give fits any.
pub(super) fn differ(vlan: Option<u16>, interface: &RouterInterface) -> Option<SessionDown> {
    match (vlan, interface.vlan) {
        (Some(vif), Some(router)) if vif != router => Some(SessionDown::Vlan { vif, router }),
        (Some(_) | None, _) => None,
    }
}
