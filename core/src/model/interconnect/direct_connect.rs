//! Direct Connect: connections, virtual interfaces and gateways.

use std::net::IpAddr;

use crate::{
    addr::{Asn, InterfaceAddress, Prefix},
    model::{
        DirectConnectConnectionId, DirectConnectGatewayId, Identity, RouterId, SessionState,
        VirtualPrivateGatewayId,
    },
};

use super::RoutePolicy;

/// A Direct Connect connection: the physical port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectConnectConnection {
    /// Name and id.
    pub identity: Identity,
    /// Whether the port is up.
    pub up: bool,
}

/// What a virtual interface of Direct Connect reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirectConnectInterfaceType {
    /// One VPC, or by a Direct Connect gateway several, by private addresses.
    Private,
    /// Transit gateways, by a Direct Connect gateway.
    Transit,
    /// Public addresses of AWS.
    Public,
}

/// Where a virtual interface of Direct Connect ends on AWS's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirectConnectEnd {
    /// At a virtual private gateway.
    VirtualPrivateGateway(VirtualPrivateGatewayId),
    /// At a Direct Connect gateway.
    DirectConnectGateway(DirectConnectGatewayId),
    /// In AWS's public network.
    Public,
}

/// The states of a virtual interface of Direct Connect; only an available one forwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DirectConnectInterfaceState {
    /// Waiting for its owner to confirm it.
    Confirming,
    /// Its public prefixes are being verified.
    Verifying,
    /// Being made.
    Pending,
    /// In service.
    Available,
    /// BGP is down.
    Down,
    /// Under a failover test.
    Testing,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
    /// Refused by its owner.
    Rejected,
}

/// A virtual interface of Direct Connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectConnectInterface {
    /// Name and id.
    pub identity: Identity,
    /// The connection that it runs on.
    pub connection: DirectConnectConnectionId,
    /// What it reaches.
    pub kind: DirectConnectInterfaceType,
    /// Where it ends on AWS's side.
    pub end: DirectConnectEnd,
    /// The VLAN.
    pub vlan: Option<u16>,
    /// AWS's own address, if the files say.
    pub local: Option<InterfaceAddress>,
    /// The address of the customer's router, if the files say.
    pub peer_address: Option<IpAddr>,
    /// The router of the customer, if the files say.
    pub router: Option<RouterId>,
    /// The largest packet that it takes (fact MTU-11).
    pub mtu: u32,
    /// Its state.
    pub state: DirectConnectInterfaceState,
    /// Whether the files let its BGP session come up.
    pub session: SessionState,
    /// What the customer announces over it.
    pub policy: RoutePolicy,
}

/// The association of a Direct Connect gateway with a virtual private gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectConnectGatewayAssociation {
    /// The virtual private gateway.
    pub gateway: VirtualPrivateGatewayId,
    /// The allowed prefixes: a filter for the CIDR blocks of the VPC (fact DXG-01).
    pub allowed: Vec<Prefix>,
}

/// A Direct Connect gateway. Transit gateways are attached to it by an attachment of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectConnectGateway {
    /// Name and id.
    pub identity: Identity,
    /// The AS number on AWS's side, if the files say.
    pub asn: Option<Asn>,
    /// The virtual private gateways.
    pub associations: Vec<DirectConnectGatewayAssociation>,
}

impl DirectConnectInterfaceState {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirming => "confirming",
            Self::Verifying => "verifying",
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Down => "down",
            Self::Testing => "testing",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Rejected => "rejected",
        }
    }
}

impl DirectConnectInterfaceType {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Transit => "transit",
            Self::Public => "public",
        }
    }
}
