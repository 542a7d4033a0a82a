//! The prefixes of tables, sorted, each with the next shorter one that covers it.
//!
//! Prefixes nest: two of them are apart, or one lies inside the other. Sorted by first address, the
//! shorter before the longer, a prefix stands before all that it covers. Whoever walks along the sorted
//! list therefore meets every prefix inside those that are *open*, as one meets brackets: that is how
//! parents are found, and how the line of all addresses is cut into intervals in which one prefix is
//! the longest match. Both take one pass.

use super::{EntryId, number::Number};

/// The prefixes of one family of many tables, in flat arrays.
#[derive(Debug, Clone)]
pub(super) struct Nests<A> {
    networks: Vec<A>,
    lengths: Vec<u8>,
    parents: Vec<Option<EntryId>>,
}

/// Where the prefixes of one table stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Nest {
    first: u32,
    /// How many there are.
    pub(super) count: u32,
}

impl<A> Default for Nests<A> {
    fn default() -> Self {
        Self { networks: Vec::new(), lengths: Vec::new(), parents: Vec::new() }
    }
}

impl<A: Number> Nests<A> {
    /// Adds prefixes that are sorted and all different.
    pub(super) fn add(&mut self, prefixes: impl Iterator<Item = (A, u8)>) -> Nest {
        let first = self.networks.len();
        // The entries around the one at hand, outermost first, with their last addresses.
        let mut open: Vec<(EntryId, A)> = Vec::new();
        let (more, _) = prefixes.size_hint();
        self.networks.reserve(more);
        self.lengths.reserve(more);
        self.parents.reserve(more);
        for (at, (network, length)) in prefixes.enumerate() {
            while open.pop_if(|(_, last)| *last < network).is_some() {}
            self.networks.push(network);
            self.lengths.push(length);
            self.parents.push(open.last().map(|(entry, _)| *entry));
            open.push((EntryId::new(at), network.last(length)));
        }
        let number = |at| u32::try_from(at).expect("invariant: fewer than 2^32 prefixes");
        Nest { first: number(first), count: number(self.networks.len() - first) }
    }

    /// Gives back what growing arrays reserved.
    pub(super) fn shrink(&mut self) {
        self.networks.shrink_to_fit();
        self.lengths.shrink_to_fit();
        self.parents.shrink_to_fit();
    }

    /// Returns an entry of a table.
    pub(super) fn get(&self, nest: Nest, entry: EntryId) -> Option<(A, u8)> {
        let at = nest.first as usize + entry.index();
        Some((*self.networks.get(at)?, *self.lengths.get(at)?))
    }

    /// Returns the next shorter entry that covers one.
    pub(super) fn parent(&self, nest: Nest, entry: EntryId) -> Option<EntryId> {
        *self.parents.get(nest.first as usize + entry.index())?
    }

    /// Returns the prefixes of a table, sorted.
    pub(super) fn prefixes(&self, nest: Nest) -> impl Iterator<Item = (A, u8)> {
        let range = nest.first as usize..(nest.first + nest.count) as usize;
        let networks = self.networks.get(range.clone()).unwrap_or_default();
        let lengths = self.lengths.get(range).unwrap_or_default();
        networks.iter().copied().zip(lengths.iter().copied())
    }

    /// Returns the first address of every interval in which one entry, or none, is the longest match.
    pub(super) fn intervals(&self, nest: Nest) -> Intervals<'_, A> {
        Intervals::new(self, nest)
    }
}

/// A walk along the line of all addresses.
#[derive(Debug, Clone)]
pub(super) struct Intervals<'a, A> {
    nests: &'a Nests<A>,
    nest: Nest,
    /// Where the next interval begins, unless the line ends there.
    at: Option<A>,
    /// The innermost entry that is open, and its last address.
    open: Option<(EntryId, A)>,
    /// The first entry that is still ahead.
    next: EntryId,
    /// Where that begins.
    ahead: Option<A>,
}

impl<A: Number> Intervals<'_, A> {
    fn new(nests: &Nests<A>, nest: Nest) -> Intervals<'_, A> {
        let (at, next) = (Some(A::ZERO), EntryId::new(0));
        let mut walk = Intervals { nests, nest, at, open: None, next, ahead: None };
        walk.ahead = walk.begins(next);
        walk
    }

    /// Returns where an entry begins, if there are as many.
    fn begins(&self, entry: EntryId) -> Option<A> {
        let (network, _) = self.nests.get(self.nest, entry)?;
        (entry.index() < self.nest.count as usize).then_some(network)
    }

    /// Returns an entry with its last address.
    fn opened(&self, entry: EntryId) -> Option<(EntryId, A)> {
        let (network, length) = self.nests.get(self.nest, entry)?;
        Some((entry, network.last(length)))
    }
}

impl<A: Number> Iterator for Intervals<'_, A> {
    type Item = (A, Option<EntryId>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at?;
        while let Some((open, last)) = self.open
            && last < start
        {
            self.open = self.nests.parent(self.nest, open).and_then(|one| self.opened(one));
        }
        while self.ahead == Some(start) {
            self.open = self.opened(self.next);
            self.next = self.next.plus(1);
            self.ahead = self.begins(self.next);
        }
        let end = self.open.and_then(|(_, last)| last.successor());
        self.at = match (self.ahead, end) {
            (Some(ahead), Some(end)) => Some(ahead.min(end)),
            (one, other) => one.or(other),
        };
        Some((start, self.open.map(|(entry, _)| entry)))
    }
}
