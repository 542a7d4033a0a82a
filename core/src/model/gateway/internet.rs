//! Internet gateways.

use crate::model::{Identity, VpcId};

/// An internet gateway; a VPC has at most one (fact NAT-02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternetGateway {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it is made for.
    pub vpc: VpcId,
    /// Whether it is attached; a detached one makes its routes blackholes (fact NAT-02).
    pub attached: bool,
}
