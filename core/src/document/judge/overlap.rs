//! Which of many prefixes overlap.

use std::collections::BTreeSet;

use crate::addr::Prefix;

/// Returns each prefix that lies in an earlier, larger or equal one, together with the nearest such.
///
/// Prefixes nest or are disjoint, so one walk over the sorted ones finds them.
pub(super) fn overlaps<T: Copy + Ord>(
    mut items: Vec<(Prefix, T)>,
) -> Vec<((Prefix, T), (Prefix, T))> {
    items.sort_by_key(|(prefix, item)| (prefix.network(), prefix.length(), *item));
    let mut open: Vec<(Prefix, T)> = Vec::new();
    let mut found = Vec::new();
    for (prefix, item) in items {
        while open.last().is_some_and(|(outer, _)| !outer.covers(prefix)) {
            open.pop();
        }
        if let Some(outer) = open.last() {
            found.push((*outer, (prefix, item)));
        }
        open.push((prefix, item));
    }
    found
}

/// Returns the pairs of overlapping prefixes whose items are not the same, one pair for each item.
pub(super) fn between<T: Copy + Ord>(items: Vec<(Prefix, T)>) -> Vec<((Prefix, T), (Prefix, T))> {
    let mut sorted = items;
    sorted.sort_by_key(|(prefix, item)| (prefix.network(), prefix.length(), *item));
    let mut open: Vec<(Prefix, T)> = Vec::new();
    let mut found: Vec<((Prefix, T), (Prefix, T))> = Vec::new();
    for (prefix, item) in sorted {
        while open.last().is_some_and(|(outer, _)| !outer.covers(prefix)) {
            open.pop();
        }
        if let Some(outer) = open.iter().rev().find(|(_, other)| *other != item) {
            found.push((*outer, (prefix, item)));
        }
        open.push((prefix, item));
    }
    found
}

/// Returns the pairs of overlapping prefixes from two sides: each prefix that lies in one of the
/// other side, with the nearest such. The first of a pair is always from the first side.
pub(super) fn across<T: Copy + Ord>(
    one: Vec<(Prefix, T)>,
    other: Vec<(Prefix, T)>,
) -> Vec<((Prefix, T), (Prefix, T))> {
    let sides = one.into_iter().map(|item| (false, item));
    let mut sorted: Vec<_> = sides.chain(other.into_iter().map(|item| (true, item))).collect();
    sorted.sort_by_key(|(side, (prefix, item))| (prefix.network(), prefix.length(), *side, *item));
    let mut ones: Vec<(Prefix, T)> = Vec::new();
    let mut others: Vec<(Prefix, T)> = Vec::new();
    let mut found = Vec::new();
    for (is_other, item) in sorted {
        for open in [&mut ones, &mut others] {
            while open.last().is_some_and(|(outer, _)| !outer.covers(item.0)) {
                open.pop();
            }
        }
        if is_other {
            found.extend(ones.last().map(|outer| (*outer, item)));
            others.push(item);
        } else {
            found.extend(others.last().map(|outer| (item, *outer)));
            ones.push(item);
        }
    }
    found
}

/// The blocks of one thing, asked for the one that holds a prefix.
pub(super) struct Blocks<'a> {
    sorted: BTreeSet<&'a Prefix>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(prefixes: &'a [Prefix]) -> Self {
        Self { sorted: prefixes.iter().collect() }
    }

    /// Returns a block that covers a prefix, the prefix itself not counted unless `itself` says so.
    pub(super) fn around(&self, prefix: Prefix, itself: bool) -> Option<Prefix> {
        let fits = |outer: &Prefix| outer.covers(prefix) && (itself || *outer != prefix);
        if self.sorted.len() <= usize::from(prefix.length()) {
            return self.sorted.iter().copied().copied().find(fits);
        }
        let outer = |length| Prefix::holding(prefix.network(), length);
        let mut outers = (0..=prefix.length()).filter_map(outer);
        outers.find(|outer| fits(outer) && self.sorted.contains(outer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn prefix() -> impl Strategy<Value = Prefix> {
        (0_u8..8, 4_u8..=8).prop_map(|(bits, length)| {
            Prefix::holding(std::net::IpAddr::from([bits << 5, 0, 0, 0]), length).unwrap()
        })
    }

    proptest! {
        #[test]
        fn finds_an_overlap_wherever_there_is_one(prefixes in prop::collection::vec(prefix(), 0..12)) {
            let items: Vec<_> = prefixes.iter().copied().zip(0_usize..).collect();
            let found = overlaps(items.clone());
            for ((outer, one), (inner, other)) in &found {
                prop_assert!(one != other && outer.overlaps(*inner));
            }
            let pairs = || items.iter().flat_map(|a| items.iter().map(move |b| (a, b)));
            let any = pairs().any(|(a, b)| a.1 < b.1 && a.0.overlaps(b.0));
            prop_assert_eq!(any, !found.is_empty());
        }

        #[test]
        fn finds_what_two_sides_share(
            one in prop::collection::vec(prefix(), 0..8),
            other in prop::collection::vec(prefix(), 0..8),
        ) {
            let number = |all: &[Prefix]| all.iter().copied().zip(0_usize..).collect::<Vec<_>>();
            let found = across(number(&one), number(&other));
            for ((a, _), (b, _)) in &found {
                prop_assert!(a.overlaps(*b) && one.contains(a) && other.contains(b));
            }
            let any = one.iter().any(|a| other.iter().any(|b| a.overlaps(*b)));
            prop_assert_eq!(any, !found.is_empty());
        }

        #[test]
        fn finds_the_block_around(blocks in prop::collection::vec(prefix(), 0..12), of in prefix()) {
            for itself in [true, false] {
                let around = blocks.iter().any(|b| b.covers(of) && (itself || *b != of));
                prop_assert_eq!(Blocks::new(&blocks).around(of, itself).is_some(), around);
            }
        }
    }
}
