//! Which prefixes of a table never win: a sweep over all of them in their order.

use std::{collections::BTreeMap, net::IpAddr};

use crate::{addr::Prefix, routing::Candidate};

/// What wins over a prefix wherever it is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beaten {
    /// The first of the longer prefixes that together cover all of it.
    pub(super) longer: Option<Candidate>,
    /// The best route of the same prefix, if there are several kinds.
    pub(super) equal: Option<Candidate>,
}

/// A prefix whose parts are being gathered.
struct Open {
    prefix: Prefix,
    /// The last address that longer prefixes cover without a gap.
    reached: Option<u128>,
    gap: bool,
    first: Option<Candidate>,
}

/// Returns what beats each prefix of a table, given in the order of prefixes and ranks.
pub(super) fn beaten(
    all: &[Candidate],
    live: impl Fn(&Candidate) -> bool,
) -> BTreeMap<Prefix, Beaten> {
    let mut beaten: BTreeMap<Prefix, Beaten> = BTreeMap::new();
    let mut open: Vec<Open> = Vec::new();
    for group in all.chunk_by(|one, other| one.prefix == other.prefix) {
        let Some(best) = group.iter().find(|one| live(one)) else { continue };
        close(&mut open, Some(best.prefix), &mut beaten);
        if let Some(parent) = open.last_mut() {
            cover(parent, best);
        }
        if group.iter().any(|one| one.rank != best.rank) {
            beaten.entry(best.prefix).or_default().equal = Some(*best);
        }
        open.push(Open { prefix: best.prefix, reached: None, gap: false, first: None });
    }
    close(&mut open, None, &mut beaten);
    beaten
}

/// Notes that a longer prefix covers a part of an open one.
fn cover(parent: &mut Open, part: &Candidate) {
    let next = match parent.reached {
        None => Some(number(parent.prefix.network())),
        Some(reached) => reached.checked_add(1),
    };
    parent.gap |= next != Some(number(part.prefix.network()));
    parent.reached = Some(number(part.prefix.last()));
    parent.first = parent.first.or(Some(*part));
}

/// Closes the prefixes that do not cover the next one.
fn close(open: &mut Vec<Open>, next: Option<Prefix>, beaten: &mut BTreeMap<Prefix, Beaten>) {
    while let Some(last) = open.pop_if(|last| next.is_none_or(|next| !last.prefix.covers(next))) {
        let whole = last.reached == Some(number(last.prefix.last())) && !last.gap;
        if let Some(first) = last.first.filter(|_| whole) {
            beaten.entry(last.prefix).or_default().longer = Some(first);
        }
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bgp::PathAttributes,
        model::RouteTableId,
        routing::{Rank, RouteRef},
    };

    fn covered(prefixes: &[&str]) -> Vec<String> {
        let candidate = |(at, text): (usize, &&str)| Candidate {
            prefix: text.parse().unwrap(),
            rank: Rank::Static,
            path: PathAttributes::default(),
            route: RouteRef::Vpc(RouteTableId(0), u32::try_from(at).unwrap()),
            prefix_list: None,
        };
        let mut all: Vec<Candidate> = prefixes.iter().enumerate().map(candidate).collect();
        all.sort_unstable();
        let found = beaten(&all, |_| true);
        let whole = found.into_iter().filter(|(_, one)| one.longer.is_some());
        whole.map(|(prefix, _)| prefix.to_string()).collect()
    }

    #[test]
    fn a_prefix_is_beaten_by_parts_that_cover_all_of_it() {
        assert_eq!(covered(&["10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9"]), ["10.0.0.0/8"]);
        assert_eq!(covered(&["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1"]), ["0.0.0.0/0"]);
        assert_eq!(covered(&["::/0", "::/1", "8000::/1"]), ["::/0"]);
        let nested = ["10.0.0.0/8", "10.0.0.0/9", "10.0.0.0/16", "10.128.0.0/10", "10.192.0.0/10"];
        assert_eq!(covered(&nested), ["10.0.0.0/8"]);
    }

    #[test]
    fn a_gap_anywhere_leaves_it_in_use() {
        for gap in [["10.0.0.0/9", "10.128.0.0/10"], ["10.128.0.0/9", "10.64.0.0/10"]] {
            assert_eq!(covered(&["10.0.0.0/8", gap[0], gap[1]]), [""; 0]);
        }
        assert_eq!(covered(&["10.0.0.0/8", "10.0.0.0/10", "10.128.0.0/9"]), [""; 0]);
        assert_eq!(covered(&["0.0.0.0/0", "::/1", "8000::/1"]), [""; 0]);
    }
}
