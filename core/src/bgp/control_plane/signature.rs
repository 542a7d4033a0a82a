//! When prefixes are of one class.
//!
//! Two prefixes come to the same if the same speakers originate them in the same way and the same sets
//! of prefixes in policies hold them. Of the AS paths behind the originators it matters how long they
//! are, where numbers stand in them that a speaker has or a pattern names, which of them begin with
//! the same number, and which are equal. Everything else that a speaker may ask is the same then.

use super::{Speakers, prefix_sets::Fits, route::Source};
use crate::{addr::Asn, model::RouteMapMatch};

/// The AS numbers that anybody may ask for, sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named(Vec<Asn>);

impl Named {
    /// Gathers the numbers of speakers and patterns.
    pub(super) fn of(speakers: &Speakers) -> Self {
        let entries = speakers.route_maps.iter().flat_map(|map| &map.entries);
        let patterns = entries.flat_map(|entry| &entry.matches).flat_map(|one| match one {
            RouteMapMatch::AsPath(patterns) => patterns.as_slice(),
            RouteMapMatch::Prefixes(_) | RouteMapMatch::Communities(_) => &[],
        });
        let numbers = patterns.flat_map(crate::addr::AsPathPattern::numbers);
        let mut all: Vec<Asn> =
            speakers.speakers.iter().map(|one| one.asn).chain(numbers).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// Returns the position of a number, from 1; 0 if nobody asks for it.
    fn position(&self, asn: Asn) -> u32 {
        let at = self.0.binary_search(&asn).map_or(0, |at| at + 1);
        u32::try_from(at).expect("invariant: fewer than 2^32 numbers")
    }
}

/// Writes what tells the class of a prefix from others.
pub(super) fn write(words: &mut Vec<u32>, named: &Named, fits: &Fits, sources: &[Source]) {
    words.clear();
    words.extend(fits.words());
    for (at, source) in sources.iter().enumerate() {
        words.extend([
            number(source.speaker),
            source.origin as u32,
            u32::from(source.atomic),
            u32::from(source.med.is_some()),
            source.med.unwrap_or(0),
            number(source.communities.len()),
        ]);
        words.extend(source.communities.iter().map(|community| community.0));
        words.push(number(source.as_path.len()));
        words.extend(source.as_path.iter().map(|asn| named.position(*asn)));
        let behind = behind(named, source);
        let first = behind.first();
        let mut before = sources.iter().take(at).map(|other| self::behind(named, other));
        let same = before.clone().position(|other| other == behind);
        let begins = before.position(|other| other.first() == first);
        words.extend([number(same.unwrap_or(at)), number(begins.unwrap_or(at))]);
    }
}

/// Returns an AS path from the first number on that nobody asks for.
fn behind<'a>(named: &Named, source: &'a Source) -> &'a [Asn] {
    let at = source.as_path.iter().position(|asn| named.position(*asn) == 0);
    at.and_then(|at| source.as_path.get(at..)).unwrap_or_default()
}

fn number(of: usize) -> u32 {
    u32::try_from(of).expect("invariant: fewer than 2^32 of anything")
}
