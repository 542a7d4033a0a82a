//! Local gateways.

use crate::model::{Identity, OutpostId};

/// A local gateway; a rack has exactly one (fact LGW-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalGateway {
    /// Name and id.
    pub identity: Identity,
    /// The Outpost that it belongs to.
    pub outpost: OutpostId,
}
