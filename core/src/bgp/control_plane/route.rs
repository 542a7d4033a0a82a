//! Paths as they are computed: apart from what a prefix brings along itself.
//!
//! Prefixes of one class differ in the AS paths behind their originators. So a route names its source
//! and the numbers that were added on the way; a [`Path`] comes of both.

use std::net::IpAddr;

use super::{EndId, LearnedBy, Origin, Path};
use crate::addr::{Asn, Community};

/// What a speaker originates for the prefixes of a class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    pub(super) speaker: usize,
    pub(super) origin: Origin,
    pub(super) as_path: Vec<Asn>,
    pub(super) med: Option<u32>,
    pub(super) communities: Vec<Community>,
    pub(super) atomic: bool,
}

/// One path to the prefixes of a class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    /// By position among the sources of the class.
    pub(super) source: u32,
    /// The AS numbers in front of those of the source, the nearest first.
    pub(super) added: Vec<Asn>,
    pub(super) next_hop: Option<IpAddr>,
    pub(super) med: Option<u32>,
    pub(super) local_preference: u32,
    pub(super) communities: Vec<Community>,
    pub(super) from: Option<EndId>,
    pub(super) learned_by: LearnedBy,
    pub(super) originator_id: Option<u32>,
    pub(super) cluster_list: Vec<u32>,
}

/// The local preference of what nothing else is said about.
pub(super) const LOCAL_PREFERENCE: u32 = 100;

impl Route {
    /// Returns the path of what a speaker originates.
    pub(super) fn own(number: u32, source: &Source) -> Self {
        Self {
            source: number,
            added: Vec::new(),
            next_hop: None,
            med: source.med,
            local_preference: LOCAL_PREFERENCE,
            communities: source.communities.clone(),
            from: None,
            learned_by: LearnedBy::Own,
            originator_id: None,
            cluster_list: Vec::new(),
        }
    }

    /// Returns the whole path, for the source that a prefix has.
    pub(super) fn path(&self, origin: Origin, atomic: bool, behind: &[Asn]) -> Path {
        Path {
            origin,
            as_path: self.added.iter().chain(behind).copied().collect(),
            next_hop: self.next_hop,
            med: self.med,
            local_preference: self.local_preference,
            communities: self.communities.clone(),
            from: self.from,
            learned_by: self.learned_by,
            originator_id: self.originator_id,
            cluster_list: self.cluster_list.clone(),
            atomic_aggregate: atomic,
        }
    }
}

/// The sources of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'a>(pub(super) &'a [Source]);

impl<'a> Sources<'a> {
    /// Returns the source of a route.
    pub(super) fn of(self, route: &Route) -> &'a Source {
        self.0.get(route.source as usize).expect("invariant: routes name sources of their class")
    }

    /// Returns the AS path, the nearest first.
    pub(super) fn as_path<'b>(
        self,
        route: &'b Route,
    ) -> impl Iterator<Item = Asn> + Clone + use<'a, 'b> {
        route.added.iter().copied().chain(self.of(route).as_path.iter().copied())
    }

    /// Returns the length of the AS path.
    pub(super) fn length(self, route: &Route) -> usize {
        route.added.len() + self.of(route).as_path.len()
    }
}
