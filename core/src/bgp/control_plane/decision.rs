//! The decision process (RFC 4271, section 9.1, with RFC 4456, section 9).
//!
//! ```
//! use outpath_core::bgp::control_plane::Lost;
//!
//! assert_eq!(Lost::AsPathLength.words(), "its AS path is longer");
//! ```

use std::{cmp::Reverse, net::IpAddr};

use super::{
    LearnedBy, MedComparison, Path,
    route::{Route, Sources},
};
use crate::{addr::Asn, model::Multipath};

/// What a speaker makes of the paths that it knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The paths that it uses, the best first: that one it passes on.
    pub winners: Vec<Path>,
    /// The paths that it does not use, and why, in the order in which they came so far.
    pub losers: Vec<(Path, Lost)>,
}

/// Why a path is not used; the later, the further it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// No route but by BGP leads to its next hop (RFC 4271, section 9.1.2.1).
    NextHop,
    /// The speaker originates the prefix itself (RFC 4271, section 9.1.1: a matter of local policy).
    NotOwn,
    /// Its local preference is lower (RFC 4271, section 9.1.1).
    LocalPreference,
    /// Its AS path is longer (RFC 4271, section 9.1.2.2 a).
    AsPathLength,
    /// Its origin is a worse one (RFC 4271, section 9.1.2.2 b).
    Origin,
    /// Its MED is higher (RFC 4271, section 9.1.2.2 c).
    Med,
    /// It came from inside the AS, another from outside (RFC 4271, section 9.1.2.2 d).
    LearnedInside,
    /// Its next hop is further away (RFC 4271, section 9.1.2.2 e).
    InteriorCost,
    /// Equal so far, but not used beside the best, as its AS path is another one.
    OtherAsPath,
    /// Equal so far, but it leads to the next hop of a better one.
    SameNextHop,
    /// Equal so far, but as many as may be used are better.
    EnoughPaths,
    /// The router that it came from has a higher identifier (RFC 4271, section 9.1.2.2 f; RFC 4456,
    /// section 9).
    RouterId,
    /// Its cluster list is longer (RFC 4456, section 9).
    ClusterListLength,
    /// The address of the speaker that it came from is higher (RFC 4271, section 9.1.2.2 g).
    PeerAddress,
    /// Nothing tells it from a better one.
    Duplicate,
}

impl Lost {
    /// Returns the reason in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NextHop => "no route leads to its next hop",
            Self::NotOwn => "the speaker originates the prefix itself",
            Self::LocalPreference => "its local preference is lower",
            Self::AsPathLength => "its AS path is longer",
            Self::Origin => "its origin is a worse one",
            Self::Med => "its MED is higher",
            Self::LearnedInside => "it came from inside the AS, another from outside",
            Self::InteriorCost => "its next hop is further away",
            Self::OtherAsPath => "it is as good, but its AS path is another one",
            Self::SameNextHop => "it is as good, but leads to the same next hop",
            Self::EnoughPaths => "it is as good, but enough paths are used already",
            Self::RouterId => "it came from a router with a higher identifier",
            Self::ClusterListLength => "its cluster list is longer",
            Self::PeerAddress => "it came from a higher address",
            Self::Duplicate => "nothing tells it from another",
        }
    }
}

/// A path that a speaker may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) route: Route,
    /// How far it is to the next hop.
    pub(super) cost: Option<u32>,
    /// The identifier of the router that it came from.
    pub(super) router_id: u32,
    /// The address that it came from.
    pub(super) peer: Option<IpAddr>,
}

/// What about a speaker decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taste {
    pub(super) asn: Asn,
    pub(super) med: MedComparison,
    pub(super) multipath: Multipath,
}

/// Positions of candidates: those used, and those not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ranking {
    pub(super) winners: Vec<usize>,
    pub(super) losers: Vec<(usize, Lost)>,
}

/// Those candidates that are still in the race, the others with the line at which they left it.
struct Race<'a> {
    taste: Taste,
    sources: Sources<'a>,
    all: &'a [Candidate],
    left: Vec<usize>,
    losers: Vec<(usize, Lost)>,
}

/// Returns the position of the best candidate.
pub(super) fn best(taste: Taste, sources: Sources<'_>, all: &[Candidate]) -> Option<usize> {
    let mut race = Race::start(taste, sources, all);
    race.make_unequal();
    race.break_ties();
    race.left.first().copied()
}

/// Returns which candidates are used, and why the others are not.
pub(super) fn rank(taste: Taste, sources: Sources<'_>, all: &[Candidate]) -> Ranking {
    let mut race = Race::start(taste, sources, all);
    race.make_unequal();
    let equal = race.left.clone();
    race.break_ties();
    let mut ranking = Ranking { winners: race.left.clone(), losers: race.losers.clone() };
    race.use_more(&equal, &mut ranking);
    ranking.losers.sort_by_key(|(at, lost)| (Reverse(*lost), *at));
    ranking
}

impl<'a> Race<'a> {
    fn start(taste: Taste, sources: Sources<'a>, all: &'a [Candidate]) -> Self {
        Self { taste, sources, all, left: (0..all.len()).collect(), losers: Vec::new() }
    }

    fn candidate(&self, at: usize) -> &'a Candidate {
        self.all.get(at).expect("invariant: positions come from this list")
    }

    /// Lets those stay that pass, if the others are to leave for this reason.
    fn keep(&mut self, lost: Lost, pass: impl Fn(&Self, &Candidate) -> bool) {
        let mut left = std::mem::take(&mut self.left);
        left.retain(|at| {
            let stays = pass(self, self.candidate(*at));
            if !stays {
                self.losers.push((*at, lost));
            }
            stays
        });
        self.left = left;
    }

    /// Lets those stay that have the least of something.
    fn least<K: Ord>(&mut self, lost: Lost, key: impl Fn(&Self, &Candidate) -> K) {
        if self.left.len() < 2 {
            return;
        }
        let least = self.left.iter().map(|at| key(self, self.candidate(*at))).min();
        self.keep(lost, |race, one| Some(key(race, one)) == least);
    }

    /// Runs through the lines that make paths unequal.
    fn make_unequal(&mut self) {
        self.keep(Lost::NextHop, |_, one| one.cost.is_some());
        self.least(Lost::NotOwn, |_, one| one.route.learned_by != LearnedBy::Own);
        self.least(Lost::LocalPreference, |_, one| Reverse(one.route.local_preference));
        self.least(Lost::AsPathLength, |race, one| race.sources.length(&one.route));
        self.least(Lost::Origin, |race, one| race.sources.of(&one.route).origin);
        self.med();
        self.least(Lost::LearnedInside, |_, one| one.route.learned_by == LearnedBy::Ibgp);
        self.least(Lost::InteriorCost, |_, one| one.cost);
    }

    fn med(&mut self) {
        let med = |one: &Candidate| one.route.med.unwrap_or(0);
        match self.taste.med {
            MedComparison::Never => {}
            MedComparison::Always => self.least(Lost::Med, |_, one| med(one)),
            MedComparison::SameNeighbor => {
                if self.left.len() < 2 {
                    return;
                }
                let all: Vec<(Asn, u32)> = self
                    .left
                    .iter()
                    .map(|at| self.candidate(*at))
                    .map(|one| (self.neighbor(one), med(one)))
                    .collect();
                self.keep(Lost::Med, |race, one| {
                    let (neighbor, own) = (race.neighbor(one), med(one));
                    !all.iter().any(|(other, lower)| *other == neighbor && *lower < own)
                });
            }
        }
    }

    /// Returns the AS that a path comes from: the own one, if it was originated there.
    fn neighbor(&self, one: &Candidate) -> Asn {
        self.sources.as_path(&one.route).next().unwrap_or(self.taste.asn)
    }

    /// Runs through the lines that tell equal paths apart.
    fn break_ties(&mut self) {
        self.least(Lost::RouterId, |_, one| one.route.originator_id.unwrap_or(one.router_id));
        self.least(Lost::ClusterListLength, |_, one| one.route.cluster_list.len());
        self.least(Lost::PeerAddress, |_, one| one.peer);
        // Only what one speaker originates twice, or two sessions between the same addresses.
        self.least(Lost::Duplicate, |race, one| {
            let path = race.sources.as_path(&one.route).collect::<Vec<_>>();
            (one.route.med, path, one.route.communities.clone(), one.route.from, one.route.source)
        });
    }

    /// Uses more of those that are equal to the best.
    fn use_more(&self, equal: &[usize], ranking: &mut Ranking) {
        let Some(best) = ranking.winners.first().map(|at| self.candidate(*at)) else { return };
        let most = usize::from(match best.route.learned_by {
            LearnedBy::Own => 1,
            LearnedBy::Ebgp => self.taste.multipath.ebgp,
            LearnedBy::Ibgp => self.taste.multipath.ibgp,
        });
        if most < 2 {
            return;
        }
        let mut others: Vec<usize> =
            equal.iter().copied().filter(|at| !ranking.winners.contains(at)).collect();
        others.sort_by_key(|at| {
            let one = self.candidate(*at);
            let id = one.route.originator_id.unwrap_or(one.router_id);
            (id, one.route.cluster_list.len(), one.peer, one.route.from)
        });
        for at in others {
            let one = self.candidate(at);
            let same = self.sources.as_path(&one.route).eq(self.sources.as_path(&best.route));
            let mut used = ranking.winners.iter().map(|at| self.candidate(*at).route.next_hop);
            let lost = if !same && !self.taste.multipath.relax_as_path {
                Lost::OtherAsPath
            } else if used.any(|next_hop| next_hop == one.route.next_hop) {
                Lost::SameNextHop
            } else if ranking.winners.len() >= most {
                Lost::EnoughPaths
            } else {
                ranking.winners.push(at);
                ranking.losers.retain(|(loser, _)| *loser != at);
                continue;
            };
            for loser in ranking.losers.iter_mut().filter(|(loser, _)| *loser == at) {
                loser.1 = lost;
            }
        }
    }
}
