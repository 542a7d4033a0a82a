//! Regional NAT gateways.

use std::{collections::BTreeMap, net::IpAddr};

use crate::model::{Identity, NatGatewayState, RouteTableId, VpcId, ZoneId};

/// A NAT gateway of a whole VPC: it stands in no subnet, and serves zone by zone (fact NAT-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalNatGateway {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it serves.
    pub vpc: VpcId,
    /// The zones that it has expanded to, each with its Elastic IP addresses.
    pub zones: BTreeMap<ZoneId, Vec<IpAddr>>,
    /// Its own route table.
    pub route_table: RouteTableId,
    /// Its state.
    pub state: NatGatewayState,
}
