//! The sets of prefixes that policies name, and which of them hold a prefix.

use std::collections::BTreeMap;

use crate::{
    addr::{Prefix, PrefixMap},
    model::PrefixRange,
};

/// Every set of prefixes that decides anything, numbered.
#[derive(Debug, Clone, Default)]
pub(super) struct PrefixSets {
    numbers: BTreeMap<Vec<PrefixRange>, u32>,
    ranges: PrefixMap<(PrefixRange, u32)>,
}

/// The sets that hold a prefix, one bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fits(Vec<u32>);

impl PrefixSets {
    /// Returns whether another list has the same sets with the same numbers.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.numbers == other.numbers
    }

    /// Returns the number of a set, which it gets if it is new.
    pub(super) fn number(&mut self, ranges: impl IntoIterator<Item = PrefixRange>) -> u32 {
        let mut ranges: Vec<PrefixRange> = ranges.into_iter().collect();
        ranges.sort_unstable();
        ranges.dedup();
        let new = u32::try_from(self.numbers.len()).expect("invariant: fewer than 2^32 sets");
        if let Some(known) = self.numbers.get(&ranges) {
            return *known;
        }
        self.numbers.insert(ranges, new);
        new
    }

    /// Makes all sets that have numbers ready to be asked.
    pub(super) fn index(&mut self) {
        let sets = self.numbers.iter();
        let ranges = sets.flat_map(|(ranges, set)| ranges.iter().map(|range| (*range, *set)));
        self.ranges = ranges.map(|(range, set)| (range.prefix, (range, set))).collect();
    }

    /// Returns which sets hold a prefix.
    pub(super) fn fits(&self, prefix: Prefix) -> Fits {
        let mut bits = vec![0; self.numbers.len().div_ceil(32)];
        if !self.ranges.is_empty() {
            for (_, (range, set)) in self.ranges.covering(prefix.network()) {
                if range.contains(prefix)
                    && let Some(word) = bits.get_mut((set / 32) as usize)
                {
                    *word |= 1_u32 << (set % 32);
                }
            }
        }
        Fits(bits)
    }
}

impl Fits {
    /// Returns whether a set holds the prefix.
    pub(super) fn has(&self, set: u32) -> bool {
        self.0.get((set / 32) as usize).is_some_and(|word| word >> (set % 32) & 1 == 1)
    }

    /// Returns the bits, for a signature.
    pub(super) fn words(&self) -> &[u32] {
        &self.0
    }
}
