//! Internet gateways.

use crate::{
    addr::Prefix,
    model::{Identity, RouteTableId, VpcId},
};

/// An internet gateway; a VPC has at most one (fact NAT-02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternetGateway {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it is made for.
    pub vpc: VpcId,
    /// Whether it is attached; a detached one makes its routes blackholes (fact NAT-02).
    pub attached: bool,
    /// The gateway route table that decides about what comes in (fact RT-50).
    pub edge_route_table: Option<RouteTableId>,
    /// The public address pools that it brings in untranslated (fact RT-56).
    pub public_pools: Vec<PublicPool>,
}

/// A pool of public IPv4 addresses that an internet gateway hands to interfaces (fact RT-56).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPool {
    /// Its name, within the gateway.
    pub name: String,
    /// Its CIDR blocks.
    pub prefixes: Vec<Prefix>,
    /// The gateway route table of its own.
    pub route_table: RouteTableId,
}
