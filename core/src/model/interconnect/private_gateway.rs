//! Virtual private gateways.

use crate::{
    addr::Asn,
    model::{Identity, RouteTableId, VpcId},
};

/// A virtual private gateway: the end of VPN connections and of Direct Connect at one VPC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirtualPrivateGateway {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it is made for.
    pub vpc: VpcId,
    /// The AS number on AWS's side, if the files say.
    pub asn: Option<Asn>,
    /// Whether it is attached; a detached one makes its routes blackholes (fact RT-30).
    pub attached: bool,
    /// The gateway route table that decides about what comes in (fact RT-50).
    pub edge_route_table: Option<RouteTableId>,
}
