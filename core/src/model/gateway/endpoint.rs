//! VPC endpoints.

use crate::model::{Identity, Model, NetworkInterfaceId, PrefixListId, SubnetId, VpcId};

/// A service that has gateway endpoints (fact VPCE-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GatewayService {
    /// Amazon S3.
    S3,
    /// Amazon DynamoDB.
    DynamoDb,
}

/// What an endpoint is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VpcEndpointKind {
    /// A gateway endpoint, which routes with the prefix list of a service lead to (fact RT-26).
    Gateway {
        /// The service.
        service: GatewayService,
        /// The addresses of the service.
        prefix_list: PrefixListId,
    },
    /// An interface endpoint: interfaces in subnets, which AWS manages.
    Interface {
        /// The interfaces.
        interfaces: Vec<NetworkInterfaceId>,
    },
    /// An endpoint that packets pass on their way: of a Gateway Load Balancer, or of a firewall.
    Inspection {
        /// The subnet that it stands in.
        subnet: SubnetId,
        /// Whether it is one of AWS Network Firewall.
        firewall: bool,
        /// Whether what is behind it is taken to let packets pass.
        passes: bool,
    },
}

/// The states of an endpoint; only an available one works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VpcEndpointState {
    /// Waiting to be accepted.
    PendingAcceptance,
    /// Being made.
    Pending,
    /// In service.
    Available,
    /// Refused.
    Rejected,
    /// Could not be made.
    Failed,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
}

/// A VPC endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VpcEndpoint {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it belongs to.
    pub vpc: VpcId,
    /// What it is.
    pub kind: VpcEndpointKind,
    /// Its state.
    pub state: VpcEndpointState,
}

impl VpcEndpoint {
    /// Returns the subnet of an endpoint that packets pass on their way.
    #[must_use]
    pub fn inspects_in(&self) -> Option<SubnetId> {
        match self.kind {
            VpcEndpointKind::Inspection { subnet, .. } => Some(subnet),
            VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Interface { .. } => None,
        }
    }
}

impl VpcEndpointState {
    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::PendingAcceptance => "pending-acceptance",
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
        }
    }
}

impl Model {
    /// Lists the prefix lists of the service that one is of, itself first: a service that speaks IPv4 and
    /// IPv6 may have a list for each.
    pub fn lists_of_service(&self, own: PrefixListId) -> impl Iterator<Item = PrefixListId> {
        let service = self.prefix_lists[own].service.as_deref();
        let others = self.prefix_lists.iter().filter(move |(id, list)| {
            *id != own && service.is_some() && list.service.as_deref() == service
        });
        std::iter::once(own).chain(others.map(|(id, _)| id))
    }
}
