//! Which of many prefixes overlap.

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
    }
}
