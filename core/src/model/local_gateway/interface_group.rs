//! Virtual interfaces of a local gateway, and their groups.

use std::net::IpAddr;

use crate::{
    addr::{Asn, InterfaceAddress},
    model::{Identity, LocalGatewayId, RouterId, VifGroupId, VifId},
};

/// The states of a virtual interface; only an available one carries traffic (fact VIF-07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VifState {
    /// Being made.
    Pending,
    /// In service.
    Available,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
}

/// The states of a VIF group; an incomplete one cannot be associated (fact VIF-07).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VifGroupState {
    /// Being made.
    Pending,
    /// Too few virtual interfaces.
    Incomplete,
    /// In service.
    Available,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
}

/// Whether the files let a BGP session come up. A session that they allow is up only if both ends
/// agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SessionState {
    /// Nothing holds it down.
    Up,
    /// Shut down, or assumed failed.
    Down,
}

/// A group of virtual interfaces, one for each LAG (fact VIF-04).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VifGroup {
    /// Name and id.
    pub identity: Identity,
    /// The local gateway that it belongs to.
    pub local_gateway: LocalGatewayId,
    /// The AS number on the Outpost's side (fact VIF-01).
    pub asn: Option<Asn>,
    /// Its state.
    pub state: VifGroupState,
    /// Its virtual interfaces.
    pub vifs: Vec<VifId>,
}

/// A virtual interface: one VLAN on one LAG (fact VIF-04).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vif {
    /// Name and id.
    pub identity: Identity,
    /// The group that it belongs to.
    pub group: VifGroupId,
    /// The LAG that it runs on, by name; unless the files say, the name of the interface.
    pub lag: String,
    /// The VLAN.
    pub vlan: Option<u16>,
    /// The Outpost's own address.
    pub local: InterfaceAddress,
    /// The address of the customer device, if the files say.
    pub peer_address: Option<IpAddr>,
    /// The AS number that the Outpost expects there, if the files say.
    pub peer_asn: Option<Asn>,
    /// The customer device, if the files say.
    pub router: Option<RouterId>,
    /// Its state.
    pub state: VifState,
    /// Whether the files let its BGP session come up.
    pub session: SessionState,
    /// Whether its network device is in maintenance, and announces with a longer AS path (fact BGP-07).
    pub maintenance: bool,
}

impl VifGroupState {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Incomplete => "incomplete",
            Self::Available => "available",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}

impl VifState {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}
