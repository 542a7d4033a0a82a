//! Small networks of speakers, and what they come to.

mod decision;
mod gadgets;
mod originated;
mod policies;
mod reflection;

use std::{collections::BTreeMap, net::IpAddr};

use super::{
    Decision, End, EndId, LearnedBy, Lost, MedComparison, NotSent, Origin, Origination, Path,
    Refused, Ribs, Session, SessionId, Speaker, SpeakerId, Speakers, Stability, Underlay, Verdict,
    solve,
};
use crate::{
    addr::{Asn, Community, Prefix},
    model::{
        Aggregate, Identity, Multipath, PrefixRange, RouteMap, RouteMapEntry, RouteMapMatch,
        RouteMapSet,
    },
};

/// A network that grows.
#[derive(Debug, Clone, Default)]
struct Net {
    speakers: Speakers,
    /// What costs other than 1.
    costs: BTreeMap<(SpeakerId, IpAddr), Option<u32>>,
}

impl Underlay for Net {
    fn cost(&self, from: SpeakerId, to: IpAddr) -> Option<u32> {
        self.costs.get(&(from, to)).copied().unwrap_or(Some(1))
    }
}

fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

fn p() -> Prefix {
    prefix("203.0.113.0/24")
}

fn community(text: &str) -> Community {
    text.parse().unwrap()
}

fn origination(text: &str) -> Origination {
    Origination {
        prefix: prefix(text),
        origin: Origin::Igp,
        as_path: Vec::new(),
        med: None,
        communities: Vec::new(),
        condition: None,
    }
}

fn entry(permit: bool, matches: Vec<RouteMapMatch>, sets: Vec<RouteMapSet>) -> RouteMapEntry {
    RouteMapEntry { permit, matches, sets }
}

fn exactly(text: &str) -> RouteMapMatch {
    let prefix = prefix(text);
    let (shortest, longest) = (prefix.length(), prefix.length());
    RouteMapMatch::Prefixes(vec![PrefixRange { prefix, shortest, longest }])
}

impl Net {
    /// Adds a speaker, whose identifier is its number.
    fn speaker(&mut self, asn: u32) -> SpeakerId {
        let id = u32::try_from(self.speakers.speakers.len()).unwrap();
        self.speakers.speakers.push(Speaker {
            asn: Asn(asn),
            router_id: id + 1,
            cluster_id: id + 1,
            originations: Vec::new(),
            aggregates: Vec::new(),
            multipath: Multipath { ebgp: 1, ibgp: 1, relax_as_path: false },
            med: MedComparison::SameNeighbor,
            passes_on: true,
        });
        SpeakerId(id)
    }

    fn at(&mut self, speaker: SpeakerId) -> &mut Speaker {
        &mut self.speakers.speakers[speaker.0 as usize]
    }

    /// Adds a session; returns the end of the first speaker.
    fn session(&mut self, one: SpeakerId, other: SpeakerId) -> EndId {
        let number = u32::try_from(self.speakers.sessions.len()).unwrap();
        let end = |speaker: SpeakerId, host: u8| End {
            speaker,
            address: IpAddr::from([10, 255, u8::try_from(number).unwrap(), host]),
            import: None,
            export: None,
            route_reflector_client: false,
            next_hop_self: false,
            allowas_in: 0,
            max_prefixes: None,
            prepend: 0,
            local_preference: 100,
            require_policy: false,
            only: None,
        };
        self.speakers.sessions.push(Session { up: true, ends: [end(one, 1), end(other, 2)] });
        EndId { session: SessionId(number), second: false }
    }

    fn end(&mut self, end: EndId) -> &mut End {
        &mut self.speakers.sessions[end.session.0 as usize].ends[usize::from(end.second)]
    }

    fn map(&mut self, entries: Vec<RouteMapEntry>) -> Option<u32> {
        let name = "map".to_owned();
        let identity = Identity { name, aws_id: None, tags: BTreeMap::new() };
        self.speakers.route_maps.push(RouteMap { identity, entries });
        Some(u32::try_from(self.speakers.route_maps.len() - 1).unwrap())
    }

    fn originate(&mut self, speaker: SpeakerId) {
        self.at(speaker).originations.push(origination("203.0.113.0/24"));
    }

    fn solve(&self) -> Ribs {
        solve(&self.speakers, self)
    }

    fn decision(&self, speaker: SpeakerId) -> Decision {
        self.solve().best(speaker, p()).unwrap()
    }
}

/// Returns the other end of a session.
fn other(end: EndId) -> EndId {
    EndId { second: !end.second, ..end }
}

/// Returns the numbers of the AS path of the best path.
fn way(ribs: &Ribs, speaker: SpeakerId) -> Vec<u32> {
    let decision = ribs.best(speaker, p());
    let best = decision.and_then(|decision| decision.winners.into_iter().next());
    best.map(|path| path.as_path.iter().map(|asn| asn.0).collect()).unwrap_or_default()
}
