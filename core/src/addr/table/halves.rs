//! The form of IPv6 tables: two halves of an address, each a search of its own.
//!
//! Nearly all prefixes are /64 or shorter, so the upper 64 bits of an address decide. Where a longer one
//! begins within the upper half, that half leads to a search for the lower 64 bits.

use super::{
    EntryId,
    full::BATCH,
    lines::{Lines, Span},
    units::{Unit, units},
};

/// The bit of what matches an upper half if it takes the lower half to tell.
const MIXED: u32 = 1 << 31;

/// The IPv6 part of many tables.
#[derive(Debug, Clone, Default)]
pub(super) struct Halves {
    lines: Lines<u64, u32>,
    /// The searches for lower halves.
    lower: Vec<Span>,
}

impl Halves {
    /// Adds the intervals of a table.
    pub(super) fn add(&mut self, intervals: impl Iterator<Item = (u128, Option<EntryId>)>) -> Span {
        let mut upper = Vec::new();
        for (half, unit) in units(intervals, 64) {
            let found = match unit {
                Unit::Same(found) => EntryId::pack(found),
                Unit::Mixed(within) => {
                    let packed = |(start, found): &(u128, _)| (low(*start), EntryId::pack(*found));
                    let within: Vec<_> = within.iter().map(packed).collect();
                    self.lower.push(self.lines.add(&within));
                    let at = u32::try_from(self.lower.len() - 1);
                    MIXED | at.expect("invariant: fewer than 2^31 prefixes")
                }
            };
            upper.push((low(half), found));
        }
        self.lines.add(&upper)
    }

    /// Gives back what growing arrays reserved.
    pub(super) fn shrink(&mut self) {
        self.lines.shrink();
        self.lower.shrink_to_fit();
    }

    /// Returns what matches an address, packed.
    pub(super) fn get(&self, span: Span, address: u128) -> u32 {
        self.down(address, self.lines.get(span, high(address)))
    }

    /// Returns what matches each of some addresses.
    pub(super) fn get_many(&self, span: Span, addresses: &[u128; BATCH]) -> [u32; BATCH] {
        let mut found = self.lines.get_many(span, &addresses.map(high));
        for (found, address) in found.iter_mut().zip(addresses) {
            *found = self.down(*address, *found);
        }
        found
    }

    /// Goes on to the lower half, if it takes that.
    fn down(&self, address: u128, found: u32) -> u32 {
        if found & MIXED == 0 {
            return found;
        }
        let span = self.lower.get((found & !MIXED) as usize);
        span.map_or(0, |span| self.lines.get(*span, low(address)))
    }
}

fn high(address: u128) -> u64 {
    low(address >> 64)
}

/// Returns the lowest 64 bits.
fn low(number: u128) -> u64 {
    (number & u128::from(u64::MAX)) as u64
}
