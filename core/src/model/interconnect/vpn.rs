//! Site-to-Site VPN connections.

use crate::{
    addr::Prefix,
    model::{Identity, RouterId, VirtualPrivateGatewayId},
};

use super::RoutePolicy;

/// How a VPN connection knows what lies behind the customer's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VpnRouting {
    /// By prefixes that are written down.
    Static(Vec<Prefix>),
    /// By BGP.
    Bgp,
}

/// What a VPN connection runs over (fact TGW-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VpnTransport {
    /// The internet.
    Internet,
    /// A transit virtual interface of Direct Connect, by private addresses.
    DirectConnect,
}

/// The states of a VPN connection; only an available one forwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VpnConnectionState {
    /// Being made.
    Pending,
    /// In service.
    Available,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
}

/// A VPN connection between a router of the customer and a gateway of AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VpnConnection {
    /// Name and id.
    pub identity: Identity,
    /// The virtual private gateway that it ends at; a transit gateway has an attachment instead.
    pub gateway: Option<VirtualPrivateGatewayId>,
    /// The router at the customer's end, if the files say.
    pub router: Option<RouterId>,
    /// How it knows the customer's prefixes.
    pub routing: VpnRouting,
    /// What it runs over.
    pub transport: VpnTransport,
    /// Its state.
    pub state: VpnConnectionState,
    /// Whether each of its tunnels is up.
    pub tunnels: Vec<bool>,
    /// What the customer announces over it, where it speaks BGP.
    pub policy: RoutePolicy,
}

impl VpnConnection {
    /// Returns whether it carries packets: it is available, and a tunnel is up.
    #[must_use]
    pub fn is_up(&self) -> bool {
        self.state == VpnConnectionState::Available && self.tunnels.iter().any(|up| *up)
    }
}

impl VpnConnectionState {
    /// Returns whether a connection in this state counts: it is there, or may come to be.
    #[must_use]
    pub fn stands(self) -> bool {
        matches!(self, Self::Pending | Self::Available)
    }

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
