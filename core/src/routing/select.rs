//! Choosing among candidates.

use std::{net::IpAddr, sync::LazyLock};

use super::{Candidate, Loser, Rank, RouteRef, Why};
use crate::addr::{Prefix, RESERVED};

/// What AWS keeps for itself, read once.
static RESERVED_RANGES: LazyLock<Vec<Prefix>> =
    LazyLock::new(|| RESERVED.iter().filter_map(|text| text.parse().ok()).collect());

/// What a table says about one destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The winner or winners.
    pub choice: Choice,
    /// Every other route that covers the destination, best first, with the reason that it lost.
    pub losers: Vec<Loser>,
}

/// The outcome of a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Nothing covers the destination.
    Nothing,
    /// One route, or on a customer router several that share the load. Never empty.
    Routes(Vec<Candidate>),
    /// Prefix lists with different targets cover the destination, and AWS picks one arbitrarily
    /// (facts RT-23 and VRT-07); or nobody knows which of some blocks was propagated (TGW-10).
    Ambiguous(Vec<Candidate>),
}

/// Picks the winner of the routes that cover a destination: longest prefix, then rank; the losers
/// keep the reason.
///
/// `same_target` says whether two candidates lead to the same place; `shares` whether equals share
/// the load, which only customer routers do (fact RT-25).
pub(super) fn select(
    mut live: Vec<Candidate>,
    destination: IpAddr,
    same_target: impl Fn(&Candidate, &Candidate) -> bool,
    shares: impl Fn(&Candidate) -> bool,
) -> Selection {
    live.sort_by_key(|one| (std::cmp::Reverse(one.prefix.length()), one.rank, one.path, one.route));
    let mut losers = Vec::new();
    drop_reserved(&mut live, &mut losers, destination);
    drop_inside_local(&mut live, &mut losers);
    let Some(best) = live.first().copied() else {
        return Selection { choice: Choice::Nothing, losers };
    };
    let lists_disagree = |one: &&Candidate| {
        best.rank == Rank::PrefixList && one.rank == Rank::PrefixList && !same_target(&best, one)
    };
    // Nobody knows which of two overlapping VPCs a transit gateway table holds (fact TGW-10).
    let undecided = |one: &&Candidate| {
        best.rank == Rank::AttachedVpcPerhaps && one.rank == best.rank && **one != best
    };
    let rivals: Vec<Candidate> =
        live.iter().filter(|one| lists_disagree(one) || undecided(one)).copied().collect();
    let key = |one: &Candidate| (one.prefix, one.rank, one.path);
    let equal = |one: &Candidate| key(one) == key(&best);
    let wins = |one: &Candidate| *one == best || (equal(one) && shares(&best) && shares(one));
    let choice = if rivals.is_empty() && best.rank != Rank::AttachedVpcPerhaps {
        Choice::Routes(live.iter().filter(|one| wins(one)).copied().collect())
    } else {
        Choice::Ambiguous(std::iter::once(best).chain(rivals.iter().copied()).collect())
    };
    let beaten = live.into_iter().filter(|one| !wins(one) && !rivals.contains(one));
    losers.extend(beaten.map(|candidate| Loser { candidate, why: why(candidate, best) }));
    Selection { choice, losers }
}

/// Picks the winner among the routes of the longest prefix alone; `None` if shorter ones have a say in it.
///
/// They have where prefix lists overlap, where nobody knows which of some blocks was propagated, where a
/// local route beats what lies inside it, and for the addresses that AWS keeps for itself.
pub(super) fn choose_longest(
    mut routes: Vec<Candidate>,
    destination: IpAddr,
    shares: impl Fn(&Candidate) -> bool,
) -> Option<Choice> {
    if is_reserved(destination) {
        return None;
    }
    if let [_, _, ..] = routes.as_slice() {
        routes.sort_by_key(|one| (one.rank, one.path, one.route));
    }
    let Some(best) = routes.first().copied() else { return Some(Choice::Nothing) };
    let others = matches!(best.rank, Rank::PrefixList | Rank::AttachedVpcPerhaps);
    if others || best.rank.is_vpn_or_direct_connect() {
        return None;
    }
    let equal = |one: &Candidate| (one.rank, one.path) == (best.rank, best.path);
    let wins = |one: &Candidate| *one == best || (equal(one) && shares(&best) && shares(one));
    routes.retain(wins);
    Some(Choice::Routes(routes))
}

fn why(loser: Candidate, best: Candidate) -> Why {
    if loser.prefix != best.prefix {
        Why::LongerPrefix(best.prefix)
    } else if loser.rank != best.rank {
        Why::BetterRank(best.rank)
    } else if loser.path.preference != best.path.preference {
        Why::HigherPreference
    } else if loser.path.as_path != best.path.as_path {
        Why::ShorterAsPath
    } else if loser.path.med != best.path.med {
        Why::LowerMed
    } else {
        Why::Equal
    }
}

/// Takes out what would forward addresses that AWS keeps for itself (fact RT-14).
fn drop_reserved(live: &mut Vec<Candidate>, losers: &mut Vec<Loser>, destination: IpAddr) {
    let is_vpc = |one: &Candidate| {
        let route = one.route;
        matches!(route, RouteRef::Local(_) | RouteRef::Vpc(..) | RouteRef::VirtualPrivateGateway(_))
    };
    if !is_reserved(destination) {
        return;
    }
    let out = live.extract_if(.., |one| is_vpc(one));
    losers.extend(out.map(|candidate| Loser { candidate, why: Why::ReservedRange }));
}

fn is_reserved(destination: IpAddr) -> bool {
    RESERVED_RANGES.iter().any(|range| range.contains(destination))
}

/// Takes out propagated routes that lie inside a matching local route (fact RT-22).
fn drop_inside_local(live: &mut Vec<Candidate>, losers: &mut Vec<Loser>) {
    let is_local = |one: &&Candidate| matches!(one.route, RouteRef::Local(_));
    let Some(local) = live.iter().find(is_local).map(|one| one.prefix) else { return };
    let inside =
        |one: &mut Candidate| one.rank.is_vpn_or_direct_connect() && local.covers(one.prefix);
    let out = live.extract_if(.., inside);
    losers.extend(out.map(|candidate| Loser { candidate, why: Why::InsideLocal(local) }));
}
