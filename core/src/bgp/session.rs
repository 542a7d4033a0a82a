//! BGP sessions of local gateways and service links with customer devices (facts BGP-01 and VIF-01).

use std::net::IpAddr;

use super::agreement::{Near, differ, disagreement};
use crate::{
    addr::Asn,
    model::{
        Model, NeighborAt, RouterId, ServiceLinkVifId, SessionState, VifGroupState, VifId, VifState,
    },
};

/// Why a session is not up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionDown {
    /// The virtual interface is not available (fact VIF-07).
    VifNotAvailable(VifState),
    /// The VIF group is not available (fact VIF-07).
    GroupNotAvailable(VifGroupState),
    /// The files say that the session is down.
    ShutDown,
    /// The files name no customer device, so nobody can say.
    NoPeer,
    /// The customer device has no interface in the prefix of the virtual interface.
    NoCommonPrefix,
    /// The customer device has another address than the one that the Outpost expects.
    PeerAddress {
        /// What the Outpost expects.
        expected: IpAddr,
        /// What the device has.
        found: IpAddr,
    },
    /// The customer device has another AS number than the one that the Outpost expects.
    PeerAsn {
        /// What the Outpost expects.
        expected: Asn,
        /// What the device has.
        found: Asn,
    },
    /// The customer device is down.
    PeerNotUp,
    /// The segment between the two is down.
    SegmentNotUp,
    /// The customer device holds the session down.
    ShutDownByPeer,
    /// The customer device expects another address of AWS than this end has.
    OwnAddress {
        /// What the device expects.
        expected: IpAddr,
        /// What this end has.
        found: IpAddr,
    },
    /// The customer device expects another AS number of AWS than this end has.
    OwnAsn {
        /// What the device expects.
        expected: Asn,
        /// What this end has.
        found: Asn,
    },
    /// The two ends are in different VLANs.
    Vlan {
        /// The VLAN of the virtual interface.
        vif: u16,
        /// The VLAN of the device's interface.
        router: u16,
    },
}

impl SessionDown {
    /// Returns the reason in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::VifNotAvailable(state) => format!("the virtual interface is {}", state.word()),
            Self::GroupNotAvailable(state) => format!("the VIF group is {}", state.word()),
            Self::ShutDown => "its BGP session is down".to_owned(),
            Self::NoPeer => "the input names no customer device behind it".to_owned(),
            Self::NoCommonPrefix => {
                "its customer device has no address in the same subnet".to_owned()
            }
            Self::PeerAddress { expected, found } => {
                format!("it expects the customer device at {expected}, but that has {found}")
            }
            Self::PeerAsn { expected, found } => {
                format!("it expects {expected}, but the customer device is {found}")
            }
            Self::PeerNotUp => "its customer device is down".to_owned(),
            Self::SegmentNotUp => "the segment to its customer device is down".to_owned(),
            Self::ShutDownByPeer => "its customer device holds the session down".to_owned(),
            Self::OwnAddress { expected, found } => {
                format!("its customer device expects it at {expected}, but it has {found}")
            }
            Self::OwnAsn { expected, found } => {
                format!("its customer device expects {expected}, but it is {found}")
            }
            Self::Vlan { vif, router } => {
                format!("it is in VLAN {vif}, but the customer device in VLAN {router}")
            }
        }
    }
}

/// The state of the session of one virtual interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// Established with this router.
    Up(RouterId),
    /// Not established.
    Down(SessionDown),
}

/// Judges the session of a virtual interface: up only if both ends agree.
pub(super) fn session(model: &Model, id: VifId) -> Session {
    let vif = &model.vifs[id];
    let group = &model.vif_groups[vif.group];
    if vif.state != VifState::Available {
        return Session::Down(SessionDown::VifNotAvailable(vif.state));
    }
    if group.state != VifGroupState::Available {
        return Session::Down(SessionDown::GroupNotAvailable(group.state));
    }
    if vif.session == SessionState::Down {
        return Session::Down(SessionDown::ShutDown);
    }
    let near = Near {
        at: NeighborAt::Vif(id),
        local: Some(vif.local),
        asn: group.asn,
        peer_address: vif.peer_address,
        peer_asn: vif.peer_asn,
        vlan: vif.vlan,
    };
    with(model, near, vif.router)
}

/// Judges the session of a virtual interface of a service link: up only if both ends agree.
#[must_use]
pub fn service_link_session(model: &Model, id: ServiceLinkVifId) -> Session {
    let vif = &model.service_link_vifs[id];
    if vif.session == SessionState::Down {
        return Session::Down(SessionDown::ShutDown);
    }
    let near = Near {
        at: NeighborAt::ServiceLinkVif(id),
        local: Some(vif.local),
        asn: vif.asn,
        peer_address: vif.peer_address,
        peer_asn: vif.peer_asn,
        vlan: vif.vlan,
    };
    with(model, near, vif.router)
}

/// Returns the session of an end at AWS that is ready, with the customer device behind it.
fn with(model: &Model, near: Near, router: Option<RouterId>) -> Session {
    let Some(peer) = router else { return Session::Down(SessionDown::NoPeer) };
    disagreement(model, near, peer).map_or(Session::Up(peer), Session::Down)
}

/// Returns the VLANs of both ends of a virtual interface, if they are different ones: then nothing
/// crosses it, whether or not BGP is needed for that (facts VIF-01 and VIF-04).
#[must_use]
pub fn different_vlans(model: &Model, id: VifId) -> Option<SessionDown> {
    let vif = &model.vifs[id];
    let router = &model.routers[vif.router?];
    let faces = router.interfaces.iter().filter(|interface| {
        let address = interface.address.address;
        vif.local.prefix.contains(address) && address != vif.local.address
    });
    let differing: Vec<_> = faces.map(|interface| differ(vif.vlan, interface)).collect();
    let all = differing.iter().all(Option::is_some);
    differing.into_iter().next().flatten().filter(|_| all)
}
