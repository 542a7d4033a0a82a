//! The numbers of entries.

use std::num::NonZeroU32;

/// One prefix of one table, by its place among all of them in order: IPv4 before IPv6, then by first
/// address, the shorter before the longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(NonZeroU32);

impl EntryId {
    /// Returns the entry at a place, from 0 on.
    ///
    /// # Panics
    /// If the place is 2^31 or higher: tables are never that large.
    #[must_use]
    pub fn new(index: usize) -> Self {
        let number = u32::try_from(index).ok().filter(|index| *index < 1 << 31);
        let number = number.and_then(|index| NonZeroU32::MIN.checked_add(index));
        Self(number.expect("invariant: fewer than 2^31 prefixes in a table"))
    }

    /// Returns the place of the entry, from 0 on.
    #[must_use]
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// Returns the entry a number of places on.
    pub(super) fn plus(self, places: u32) -> Self {
        Self(self.0.saturating_add(places))
    }

    /// Returns a number for an entry or none, of which 0 is none.
    pub(super) fn pack(entry: Option<Self>) -> u32 {
        entry.map_or(0, |entry| entry.0.get())
    }

    /// Returns what [`Self::pack`] was given.
    pub(super) fn unpack(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }
}
