//! Local gateway route tables and their associations.

use crate::model::{
    AccountId, CoipPoolId, Identity, LocalGatewayId, NetworkInterfaceId, Route, VifGroupId, VpcId,
};

/// The mode of a local gateway route table, fixed for its life (fact LGW-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// `direct-vpc-routing`: private addresses end to end (fact DVR-01).
    DirectVpcRouting,
    /// `coip`: customer-owned addresses, translated at the local gateway (fact COIP-04).
    Coip,
}

/// Where a local gateway route sends packets (fact LGR-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LocalGatewayRouteTarget {
    /// Out of the Outpost.
    VifGroup(VifGroupId),
    /// To one network interface, untranslated (fact LGR-14).
    NetworkInterface(NetworkInterfaceId),
}

/// A static route of a local gateway route table. Propagated routes are computed, not stored
/// (facts LGR-07 and LGR-08).
pub type LocalGatewayRoute = Route<LocalGatewayRouteTarget>;

/// The states of an association; only an associated one forwards (facts LGW-05 and LGW-23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AssociationState {
    /// Being made.
    Associating,
    /// In force.
    Associated,
    /// Being removed.
    Disassociating,
    /// Removed.
    Disassociated,
}

/// The association of a VPC with a local gateway route table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VpcAssociation {
    /// The VPC.
    pub vpc: VpcId,
    /// Its state.
    pub state: AssociationState,
}

/// The association of a VIF group with a local gateway route table: a routing domain (fact LGW-24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VifGroupAssociation {
    /// The VIF group.
    pub group: VifGroupId,
    /// Its state.
    pub state: AssociationState,
}

/// A local gateway route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalGatewayRouteTable {
    /// Name and id.
    pub identity: Identity,
    /// The local gateway that it belongs to.
    pub local_gateway: LocalGatewayId,
    /// The mode; `None` if the input does not say (fact LGW-33).
    pub mode: Option<Mode>,
    /// The state as AWS showed it; no sign of forwarding (fact LGW-30).
    pub declared_state: Option<String>,
    /// The VIF group, at most one (fact RD-01).
    pub vif_group: Option<VifGroupAssociation>,
    /// The VPCs.
    pub vpcs: Vec<VpcAssociation>,
    /// The CoIP pools.
    pub coip_pools: Vec<CoipPoolId>,
    /// The static routes.
    pub routes: Vec<LocalGatewayRoute>,
    /// The accounts that it is shared with (fact LGW-13).
    pub shared_with: Vec<AccountId>,
}

impl AssociationState {
    /// Returns whether it is in force or about to be.
    #[must_use]
    pub fn is_meant(self) -> bool {
        match self {
            Self::Associating | Self::Associated => true,
            Self::Disassociating | Self::Disassociated => false,
        }
    }

    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Associating => "associating",
            Self::Associated => "associated",
            Self::Disassociating => "disassociating",
            Self::Disassociated => "disassociated",
        }
    }
}
