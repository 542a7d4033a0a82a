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

impl Zone {
    /// Returns whether it is a Local Zone, or another one beside an Availability Zone that is its parent.
    /// Its id has a part for the place: `usw2-lax1-az1`.
    #[must_use]
    pub fn has_parent(&self) -> bool {
        let mut parts = self.identity.name.rsplit('-');
        let last = parts.next().unwrap_or_default();
        let number = last.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        parts.count() > 1 && number.len() < last.len() && number.parse::<u32>().is_ok()
    }
}

/// An AWS account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Name, and the twelve digits as AWS id.
    pub identity: Identity,
}
