//! What speakers come to, computed in the plainest way: every table is written out, and everything is
//! done again and again until nothing changes.
//!
//! Written from the RFCs and the words of the input alone; it shares only the input with the engine.

use std::{cmp::Reverse, collections::BTreeMap, net::IpAddr};

use outpath_core::{
    addr::{Asn, Community, Prefix},
    bgp::control_plane::{End, MedComparison, Origin, Speaker, Speakers, Underlay},
    model::{RouteMapMatch, RouteMapSet},
};

/// After so many rounds, what has not come to rest will not.
const ROUNDS: usize = 150;

/// A path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The ASes.
    pub as_path: Vec<Asn>,
    /// The origin.
    pub origin: Origin,
    /// The next hop, but for own paths.
    pub next_hop: Option<IpAddr>,
    /// The MED.
    pub med: Option<u32>,
    /// The local preference.
    pub preference: u32,
    /// The communities.
    pub communities: Vec<Community>,
    /// Session and side at which it came in.
    pub from: Option<(usize, usize)>,
    /// The originator.
    pub originator: Option<u32>,
    /// The clusters.
    pub clusters: Vec<u32>,
}

/// All tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// By session, side and prefix: what that side accepted.
    pub accepted: BTreeMap<(usize, usize, Prefix), Route>,
    /// By speaker and prefix: the paths used, the best first.
    pub used: BTreeMap<(usize, Prefix), Vec<Route>>,
    /// The sessions that are closed, with the side that closed them.
    pub closed: BTreeMap<(usize, usize), u32>,
}

/// Computes all tables; those of prefixes that never come to rest mean nothing.
pub fn fixpoint(speakers: &Speakers, underlay: &impl Underlay, prefixes: &[Prefix]) -> State {
    let mut closed = BTreeMap::new();
    loop {
        let mut state = State { closed: closed.clone(), ..State::default() };
        let mut order: Vec<usize> = (0..speakers.speakers.len()).collect();
        order.sort_by_key(|at| speakers.speakers[*at].router_id);
        for _ in 0..ROUNDS {
            let before = state.clone();
            for at in &order {
                hear(speakers, &mut state, *at, prefixes);
                for prefix in prefixes {
                    let used = choose(speakers, underlay, &state, *at, *prefix);
                    state.used.insert((*at, *prefix), used);
                }
            }
            if state == before {
                break;
            }
        }
        let mut over = Vec::new();
        for (number, session) in speakers.sessions.iter().enumerate() {
            for (side, end) in session.ends.iter().enumerate() {
                let count = state.accepted.keys().filter(|key| (key.0, key.1) == (number, side));
                let count = u32::try_from(count.count()).unwrap_or(u32::MAX);
                if end.max_prefixes.is_some_and(|most| count > most) {
                    over.push(((number, side), count));
                }
            }
        }
        if over.is_empty() {
            return state;
        }
        closed.extend(over);
    }
}

/// Lets a speaker take in what its neighbors have to say.
fn hear(speakers: &Speakers, state: &mut State, at: usize, prefixes: &[Prefix]) {
    for (number, session) in speakers.sessions.iter().enumerate() {
        for side in [0, 1] {
            let (end, far) = (&session.ends[side], &session.ends[1 - side]);
            if end.speaker.0 as usize != at {
                continue;
            }
            for prefix in prefixes {
                let open = !state.closed.keys().any(|(closed, _)| *closed == number);
                let best = state.used.get(&(far.speaker.0 as usize, *prefix));
                let best = best.and_then(|used| used.first()).filter(|_| open).cloned();
                let said = best.and_then(|best| say(speakers, (number, 1 - side), *prefix, best));
                let accepted = said.and_then(|said| accept(speakers, end, far, *prefix, said));
                let key = (number, side, *prefix);
                match accepted {
                    Some(route) => {
                        let from = Some((number, side));
                        state.accepted.insert(key, Route { from, ..route });
                    }
                    None => drop(state.accepted.remove(&key)),
                }
            }
        }
    }
}

fn of<'s>(speakers: &'s Speakers, end: &End) -> &'s Speaker {
    &speakers.speakers[end.speaker.0 as usize]
}

/// Whether the end of a session keeps the best path of its speaker to itself, whatever its route map says.
fn withheld(speakers: &Speakers, at: (usize, usize), prefix: Prefix, best: &Route) -> bool {
    let ends = &speakers.sessions[at.0].ends;
    let (end, far) = (&ends[at.1], &ends[1 - at.1]);
    let (me, peer) = (of(speakers, end), of(speakers, far));
    let external = me.asn != peer.asn;
    let source = best.from.map(|(number, side)| {
        let ends = &speakers.sessions[number].ends;
        (&ends[side], of(speakers, &ends[1 - side]))
    });
    let inner = source.is_some_and(|(_, teller)| teller.asn == me.asn);
    if best.from == Some(at) || (source.is_some() && !me.passes_on) {
        return true;
    }
    if best.communities.contains(&Community::NO_ADVERTISE) {
        return true;
    }
    if external && best.communities.contains(&Community::NO_EXPORT) {
        return true;
    }
    let client = end.route_reflector_client;
    if inner && !external && !client && !source.is_some_and(|(from, _)| from.route_reflector_client)
    {
        return true;
    }
    let hidden = me.aggregates.iter().any(|one| {
        one.summary_only && one.prefix.length() < prefix.length() && one.prefix.covers(prefix)
    });
    if hidden || end.only.as_ref().is_some_and(|only| !only.contains(&prefix)) {
        return true;
    }
    if external && end.require_policy && end.export.is_none() {
        return true;
    }
    false
}

/// What the end of a session says of the best path of its speaker.
fn say(speakers: &Speakers, at: (usize, usize), prefix: Prefix, best: Route) -> Option<Route> {
    let ends = &speakers.sessions[at.0].ends;
    let (end, far) = (&ends[at.1], &ends[1 - at.1]);
    let (me, peer) = (of(speakers, end), of(speakers, far));
    let external = me.asn != peer.asn;
    // Where the path came from: the session's two ends, seen from here.
    let source = best.from.map(|(number, side)| {
        let ends = &speakers.sessions[number].ends;
        (&ends[side], of(speakers, &ends[1 - side]))
    });
    let inner = source.is_some_and(|(_, teller)| teller.asn == me.asn);
    if withheld(speakers, at, prefix, &best) {
        return None;
    }
    let mut said = best;
    if external && source.is_some() {
        said.med = None;
    }
    let mut times = 0;
    let mut own_hop = false;
    if let Some(map) = end.export {
        (times, own_hop) = through(speakers, map, prefix, &mut said)?;
    }
    if external {
        times += 1 + usize::from(end.prepend);
        said.preference = 100;
        said.originator = None;
        said.clusters.clear();
        own_hop = true;
    } else if inner {
        let teller = source.map(|(_, teller)| teller.router_id);
        said.originator = said.originator.or(teller);
        said.clusters.insert(0, me.cluster_id);
    } else if source.is_none() || end.next_hop_self {
        own_hop = true;
    }
    for _ in 0..times {
        said.as_path.insert(0, me.asn);
    }
    if own_hop {
        said.next_hop = Some(end.address);
    }
    Some(said)
}

/// What an end makes of what it is told.
fn accept(
    speakers: &Speakers,
    end: &End,
    far: &End,
    prefix: Prefix,
    mut said: Route,
) -> Option<Route> {
    let (me, peer) = (of(speakers, end), of(speakers, far));
    let external = me.asn != peer.asn;
    let loops = said.as_path.iter().filter(|asn| **asn == me.asn).count();
    let mine = |address: IpAddr| {
        let mut ends = speakers.sessions.iter().flat_map(|session| &session.ends);
        ends.any(|one| one.speaker == end.speaker && one.address == address)
    };
    let refused = loops > usize::from(end.allowas_in)
        || said.originator == Some(me.router_id)
        || said.clusters.contains(&me.cluster_id)
        || said.next_hop.is_some_and(mine)
        || (external && end.require_policy && end.import.is_none());
    if refused {
        return None;
    }
    if external {
        said.preference = end.local_preference;
    }
    if let Some(map) = end.import {
        let (times, _) = through(speakers, map, prefix, &mut said)?;
        for _ in 0..times {
            said.as_path.insert(0, me.asn);
        }
    }
    Some(said)
}

/// Runs a route through a route map; returns how often to prepend, and whether the next hop is the own one.
fn through(
    speakers: &Speakers,
    map: u32,
    prefix: Prefix,
    route: &mut Route,
) -> Option<(usize, bool)> {
    let entry = speakers.route_maps[map as usize].entries.iter().find(|entry| {
        entry.matches.iter().all(|one| match one {
            RouteMapMatch::Prefixes(ranges) => ranges.iter().any(|range| {
                range.prefix.covers(prefix)
                    && range.shortest <= prefix.length()
                    && prefix.length() <= range.longest
            }),
            RouteMapMatch::AsPath(any) => any.iter().any(|one| one.matches(route.as_path.clone())),
            RouteMapMatch::Communities(any) => {
                any.iter().any(|one| route.communities.contains(one))
            }
        })
    });
    let entry = entry.filter(|entry| entry.permit)?;
    let (mut times, mut own_hop) = (0, false);
    for set in &entry.sets {
        match set {
            RouteMapSet::LocalPreference(value) => route.preference = *value,
            RouteMapSet::Med(value) => route.med = Some(*value),
            RouteMapSet::Prepend(more) => times += usize::from(*more),
            RouteMapSet::AddCommunities(more) => {
                for one in more {
                    if !route.communities.contains(one) {
                        route.communities.push(*one);
                    }
                }
                route.communities.sort();
            }
            RouteMapSet::RemoveCommunities(gone) => {
                route.communities.retain(|one| !gone.contains(one));
            }
            RouteMapSet::NextHopSelf => own_hop = true,
        }
    }
    Some((times, own_hop))
}

/// What a speaker originates of a prefix, with what it knows now.
fn own(speakers: &Speakers, state: &State, at: usize, prefix: Prefix) -> Vec<Route> {
    let me = &speakers.speakers[at];
    let knows = |prefix: Prefix| state.used.get(&(at, prefix)).is_some_and(|used| !used.is_empty());
    let route = |origin| Route {
        as_path: Vec::new(),
        origin,
        next_hop: None,
        med: None,
        preference: 100,
        communities: Vec::new(),
        from: None,
        originator: None,
        clusters: Vec::new(),
    };
    let mut found = Vec::new();
    for one in me.originations.iter().filter(|one| one.prefix == prefix) {
        if one.condition.is_none_or(knows) {
            let (as_path, communities) = (one.as_path.clone(), one.communities.clone());
            found.push(Route { as_path, med: one.med, communities, ..route(one.origin) });
        }
    }
    if me.aggregates.iter().any(|one| one.prefix == prefix) {
        let inside = state.used.iter().filter(|((speaker, inner), _)| {
            *speaker == at && inner.length() > prefix.length() && prefix.covers(*inner)
        });
        let origins = inside.flat_map(|(_, used)| used.iter().map(|route| route.origin));
        found.extend(origins.max().map(route));
    }
    found
}

/// The paths that a speaker uses for a prefix.
fn choose(
    speakers: &Speakers,
    underlay: &impl Underlay,
    state: &State,
    at: usize,
    prefix: Prefix,
) -> Vec<Route> {
    let me = &speakers.speakers[at];
    let id = outpath_core::bgp::control_plane::SpeakerId(u32::try_from(at).unwrap_or(0));
    let mut own = own(speakers, state, at, prefix);
    if !own.is_empty() {
        own.sort_by_key(|one| {
            let med = if me.med == MedComparison::Never { 0 } else { one.med.unwrap_or(0) };
            // Of paths with one length and origin, the MED decides only for one neighbor.
            (one.as_path.len(), one.origin, med)
        });
        let first = own.remove(0);
        return vec![first];
    }
    let heard = state.accepted.iter().filter(|((number, side, known), _)| {
        *known == prefix && speakers.sessions[*number].ends[*side].speaker == id
    });
    let mut left: Vec<(&Route, u32)> =
        heard.filter_map(|(_, route)| Some((route, underlay.cost(id, route.next_hop?)?))).collect();
    let first = |route: &Route| (Reverse(route.preference), route.as_path.len(), route.origin);
    let best = left.iter().map(|(route, _)| first(route)).min();
    left.retain(|(route, _)| Some(first(route)) == best);
    let med = |route: &Route| route.med.unwrap_or(0);
    let neighbor = |route: &Route| route.as_path.first().copied().unwrap_or(me.asn);
    let all = left.clone();
    left.retain(|(route, _)| match me.med {
        MedComparison::Never => true,
        MedComparison::Always => all.iter().all(|(other, _)| med(route) <= med(other)),
        MedComparison::SameNeighbor => all
            .iter()
            .all(|(other, _)| neighbor(other) != neighbor(route) || med(route) <= med(other)),
    });
    let teller = |route: &Route| {
        let (number, side) = route.from.unwrap_or_default();
        let far = &speakers.sessions[number].ends[1 - side];
        (of(speakers, far), far.address)
    };
    let inner = |route: &Route| teller(route).0.asn == me.asn;
    let second = |(route, cost): &(&Route, u32)| (inner(route), *cost);
    let best = left.iter().map(second).min();
    left.retain(|one| Some(second(one)) == best);
    left.sort_by_key(|(route, _)| {
        let (peer, address) = teller(route);
        (route.originator.unwrap_or(peer.router_id), route.clusters.len(), address)
    });
    let most =
        if best.is_some_and(|(inner, _)| inner) { me.multipath.ibgp } else { me.multipath.ebgp };
    let mut used: Vec<Route> = Vec::new();
    for (route, _) in left {
        let equal = used
            .first()
            .is_none_or(|best| me.multipath.relax_as_path || best.as_path == route.as_path);
        let new = used.iter().all(|one| one.next_hop != route.next_hop);
        if used.is_empty() || (used.len() < usize::from(most) && equal && new) {
            used.push(route.clone());
        }
    }
    used
}
