//! Regions, Availability Zones and accounts.

use super::{Identity, RegionId};

/// An AWS Region; its name is the Region code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// Name and id.
    pub identity: Identity,
}

/// An Availability Zone; its name is the zone id such as `usw2-az1`, which is the same in every
/// account (fact FF-26).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Name and id.
    pub identity: Identity,
    /// The Region that it lies in.
    pub region: RegionId,
}

/// An AWS account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Name, and the twelve digits as AWS id.
    pub identity: Identity,
}
