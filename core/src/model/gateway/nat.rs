//! NAT gateways.

use std::net::IpAddr;

use crate::model::{Identity, SubnetId};

/// What a NAT gateway is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NatConnectivity {
    /// With an Elastic IP address, for the internet (fact NAT-05).
    Public(IpAddr),
    /// Without one, for private networks (fact NAT-06).
    Private,
}

/// The states of a NAT gateway; only an available one forwards (fact NAT-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NatGatewayState {
    /// Being made.
    Pending,
    /// Could not be made.
    Failed,
    /// In service.
    Available,
    /// Being deleted.
    Deleting,
    /// Deleted; its routes remain as blackholes (fact RT-31).
    Deleted,
}

impl NatGatewayState {
    /// Returns whether a gateway in this state is there, whether or not it works.
    #[must_use]
    pub fn stands(self) -> bool {
        match self {
            Self::Pending | Self::Failed | Self::Available => true,
            Self::Deleting | Self::Deleted => false,
        }
    }

    /// Returns whether a gateway in this state has its addresses, rather than have left them to others.
    #[must_use]
    pub fn holds_addresses(self) -> bool {
        match self {
            Self::Pending | Self::Available | Self::Deleting => true,
            Self::Failed | Self::Deleted => false,
        }
    }
}

/// A NAT gateway in a subnet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NatGateway {
    /// Name and id.
    pub identity: Identity,
    /// The subnet that it stands in.
    pub subnet: SubnetId,
    /// Its private address, which sources are rewritten to (fact NAT-05).
    pub address: IpAddr,
    /// Public or private.
    pub connectivity: NatConnectivity,
    /// Its state.
    pub state: NatGatewayState,
}

impl NatGatewayState {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Available => "available",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}
