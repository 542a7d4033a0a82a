//! Egress-only internet gateways.

use crate::model::{Identity, VpcId};

/// An egress-only internet gateway: IPv6 to the internet, and only replies back (fact NAT-14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EgressOnlyInternetGateway {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it is made for.
    pub vpc: VpcId,
}
