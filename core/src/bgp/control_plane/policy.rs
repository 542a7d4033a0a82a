//! Route maps, applied.

use super::route::{Route, Sources};
use crate::{
    addr::{Asn, Community},
    model::{RouteMap, RouteMapEntry, RouteMapMatch, RouteMapSet},
};

/// A route map, with what the prefixes of a class fit of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Policy<'a> {
    entries: &'a [RouteMapEntry],
    /// The sets of prefixes of the matches on prefixes, in the order in which they stand.
    sets: Vec<u32>,
}

/// What changes besides the route itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// How often the own AS number is prepended.
    pub(super) prepend: usize,
    /// Whether the next hop becomes the speaker itself.
    pub(super) next_hop_self: bool,
}

impl<'a> Policy<'a> {
    /// Makes a policy of a route map; `number` gives each match on prefixes its set.
    pub(super) fn new(map: &'a RouteMap, mut number: impl FnMut(&'a RouteMapMatch) -> u32) -> Self {
        let matches = map.entries.iter().flat_map(|entry| &entry.matches);
        let on_prefixes = matches.filter(|one| matches!(one, RouteMapMatch::Prefixes(_)));
        Self { entries: &map.entries, sets: on_prefixes.map(&mut number).collect() }
    }

    /// Returns the policy that refuses everything.
    pub(super) fn nothing() -> Self {
        Self { entries: &[], sets: Vec::new() }
    }

    /// Changes a route as the first entry says that matches.
    ///
    /// # Errors
    /// Returns the position of the entry that refuses the route, `None` if no entry matches.
    pub(super) fn apply(
        &self,
        route: &mut Route,
        sources: Sources<'_>,
        fits: impl Fn(u32) -> bool,
    ) -> Result<Changed, Option<u32>> {
        let mut sets = self.sets.iter();
        for (at, entry) in (0_u32..).zip(self.entries) {
            let mut all = true;
            for one in &entry.matches {
                all &= match one {
                    RouteMapMatch::Prefixes(_) => sets.next().is_some_and(|set| fits(*set)),
                    RouteMapMatch::AsPath(patterns) => {
                        let path = sources.as_path(route);
                        patterns.iter().any(|pattern| pattern.matches(path.clone()))
                    }
                    RouteMapMatch::Communities(any) => {
                        any.iter().any(|one| route.communities.binary_search(one).is_ok())
                    }
                };
            }
            if all {
                return if entry.permit { Ok(change(route, &entry.sets)) } else { Err(Some(at)) };
            }
        }
        Err(None)
    }
}

fn change(route: &mut Route, sets: &[RouteMapSet]) -> Changed {
    let mut changed = Changed::default();
    for set in sets {
        match set {
            RouteMapSet::LocalPreference(value) => route.local_preference = *value,
            RouteMapSet::Med(value) => route.med = Some(*value),
            RouteMapSet::Prepend(times) => changed.prepend += usize::from(*times),
            RouteMapSet::AddCommunities(more) => add(&mut route.communities, more),
            RouteMapSet::RemoveCommunities(gone) => {
                route.communities.retain(|one| !gone.contains(one));
            }
            RouteMapSet::NextHopSelf => changed.next_hop_self = true,
        }
    }
    changed
}

fn add(communities: &mut Vec<Community>, more: &[Community]) {
    communities.extend(more);
    communities.sort_unstable();
    communities.dedup();
}

/// Puts a number in front of an AS path, several times.
pub(super) fn prepend(path: &mut Vec<Asn>, asn: Asn, times: usize) {
    if times > 0 {
        path.splice(0..0, std::iter::repeat_n(asn, times));
    }
}
