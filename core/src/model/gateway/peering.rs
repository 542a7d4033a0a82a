//! VPC peering connections.

use crate::model::{Identity, VpcId};

/// The states of a peering connection; only an active one forwards (fact PCX-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeeringState {
    /// Being requested.
    InitiatingRequest,
    /// Could not be made.
    Failed,
    /// Waiting to be accepted.
    PendingAcceptance,
    /// Not accepted in time.
    Expired,
    /// Refused.
    Rejected,
    /// Being made.
    Provisioning,
    /// In service.
    Active,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
}

/// A peering connection between two VPCs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeeringConnection {
    /// Name and id.
    pub identity: Identity,
    /// The two VPCs: requester and accepter.
    pub vpcs: [VpcId; 2],
    /// Its state.
    pub state: PeeringState,
}

impl PeeringConnection {
    /// Returns the VPC at the other end, if `vpc` is one end.
    #[must_use]
    pub fn other(&self, vpc: VpcId) -> Option<VpcId> {
        let [requester, accepter] = self.vpcs;
        if vpc == requester {
            Some(accepter)
        } else if vpc == accepter {
            Some(requester)
        } else {
            None
        }
    }
}

impl PeeringState {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::InitiatingRequest => "initiating-request",
            Self::Failed => "failed",
            Self::PendingAcceptance => "pending-acceptance",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}
