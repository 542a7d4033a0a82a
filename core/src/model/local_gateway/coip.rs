//! Pools of customer-owned IP addresses.

use crate::{
    addr::Prefix,
    model::{AccountId, Identity, LocalGatewayRouteTableId},
};

/// A CoIP pool; it belongs to one local gateway route table in CoIP mode (fact COIP-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoipPool {
    /// Name and id.
    pub identity: Identity,
    /// The table that it belongs to.
    pub table: LocalGatewayRouteTableId,
    /// Its CIDR blocks.
    pub prefixes: Vec<Prefix>,
    /// The accounts that it is shared with (fact COIP-21).
    pub shared_with: Vec<AccountId>,
}
