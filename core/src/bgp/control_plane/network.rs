//! Speakers and sessions, made ready to compute with.

use std::{collections::BTreeMap, net::IpAddr};

use super::{
    EndId, Session, SessionId, Speaker, Speakers, Underlay, decision::Taste, policy::Policy,
    prefix_sets::PrefixSets,
};
use crate::{
    addr::Asn,
    model::{PrefixRange, RouteMapMatch},
};

/// Speakers and sessions; positions of ends are those of [`position`].
#[derive(Debug)]
pub(super) struct Network<'a> {
    pub(super) speakers: Vec<Node>,
    pub(super) ends: Vec<Face<'a>>,
    /// The speakers by identifier.
    pub(super) order: Vec<usize>,
    pub(super) sets: PrefixSets,
}

/// One speaker.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub(super) taste: Taste,
    pub(super) router_id: u32,
    pub(super) cluster_id: u32,
    pub(super) passes_on: bool,
    /// Its ends of sessions, sorted by what they are, not by position.
    pub(super) ends: Vec<usize>,
    /// The set of the prefixes that it sends aggregates in place of.
    pub(super) summarized: Option<u32>,
    /// How far it is to the next hops that it can reach.
    costs: BTreeMap<IpAddr, u32>,
    addresses: Vec<IpAddr>,
}

/// One end of a session.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face<'a> {
    pub(super) id: EndId,
    pub(super) speaker: usize,
    /// The position of the other end.
    pub(super) far: usize,
    /// Whether anything passes.
    pub(super) open: bool,
    /// Whether the session is established, too many prefixes aside.
    pub(super) up: bool,
    /// Whether the other end is of another AS.
    pub(super) external: bool,
    pub(super) address: IpAddr,
    pub(super) import: Option<Policy<'a>>,
    pub(super) export: Option<Policy<'a>>,
    pub(super) client: bool,
    pub(super) next_hop_self: bool,
    pub(super) allowas_in: usize,
    pub(super) prepend: usize,
    pub(super) local_preference: u32,
    pub(super) require_policy: bool,
    pub(super) only: Option<u32>,
    pub(super) max_prefixes: Option<u32>,
}

/// Returns the position of an end.
pub(super) fn position(end: EndId) -> usize {
    end.session.0 as usize * 2 + usize::from(end.second)
}

impl<'a> Network<'a> {
    /// Makes a network; `closed` are sessions over which nothing passes.
    pub(super) fn new(
        speakers: &'a Speakers,
        underlay: &impl Underlay,
        closed: impl Fn(SessionId) -> bool,
    ) -> Self {
        let mut sets = PrefixSets::default();
        let mut nodes: Vec<Node> =
            speakers.speakers.iter().map(|one| Node::new(one, &mut sets)).collect();
        let mut ends = Vec::with_capacity(speakers.sessions.len() * 2);
        for (number, session) in (0..).zip(&speakers.sessions) {
            let session_id = SessionId(number);
            let open = session.up && usable(speakers, session) && !closed(session_id);
            for second in [false, true] {
                let id = EndId { session: session_id, second };
                ends.push(Face::new(speakers, session, id, open, &mut sets));
            }
        }
        sets.index();
        for (at, face) in ends.iter().enumerate() {
            if let Some(node) = nodes.get_mut(face.speaker) {
                node.ends.push(at);
                node.addresses.push(face.address);
            }
        }
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|at| (nodes.get(*at).map(|node| node.router_id), *at));
        let mut network = Self { speakers: nodes, ends, order, sets };
        network.measure(underlay);
        network.sort_ends();
        network
    }

    /// Returns a speaker.
    pub(super) fn speaker(&self, at: usize) -> &Node {
        self.speakers.get(at).expect("invariant: positions of speakers come from this network")
    }

    /// Returns an end.
    pub(super) fn end(&self, at: usize) -> &Face<'a> {
        self.ends.get(at).expect("invariant: positions of ends come from this network")
    }

    /// Returns the ends of the sessions that are down in another network of the same speakers and
    /// sessions; `None` if anything else differs, what is originated aside.
    pub(super) fn fallen(&self, other: &Self) -> Option<Vec<usize>> {
        let same = self.speakers == other.speakers
            && self.sets.same(&other.sets)
            && self.ends.len() == other.ends.len();
        if !same {
            return None;
        }
        let mut down = Vec::new();
        for (at, (face, later)) in self.ends.iter().zip(&other.ends).enumerate() {
            if *face != (Face { up: face.up, open: face.open, ..later.clone() }) {
                return None;
            }
            match (face.open, later.open) {
                (true, false) => down.push(at),
                (false, true) => return None,
                (true, true) | (false, false) if face.up != later.up => return None,
                (true, true) | (false, false) => {}
            }
        }
        Some(down)
    }

    /// Measures how far it is to every next hop that a speaker may be told: the addresses of its own
    /// AS, and those just outside.
    fn measure(&mut self, underlay: &impl Underlay) {
        let mut hops: BTreeMap<Asn, Vec<IpAddr>> = BTreeMap::new();
        for face in &self.ends {
            let own = self.speakers.get(face.speaker).map(|node| node.taste.asn);
            let far = self.ends.get(face.far).map(|face| face.address);
            hops.entry(own.unwrap_or(Asn(0)))
                .or_default()
                .extend(far.into_iter().chain([face.address]));
        }
        for list in hops.values_mut() {
            list.sort_unstable();
            list.dedup();
        }
        for (number, node) in (0..).zip(&mut self.speakers) {
            let list = hops.get(&node.taste.asn).map_or(&[][..], Vec::as_slice);
            let cost = |hop: &IpAddr| {
                underlay.cost(super::SpeakerId(number), *hop).map(|cost| (*hop, cost))
            };
            node.costs = list.iter().filter_map(cost).collect();
        }
    }

    /// Sorts the ends of every speaker by the identifier and address behind them.
    fn sort_ends(&mut self) {
        let key = |at: &usize| {
            let face = self.ends.get(*at);
            let far = face.and_then(|face| self.ends.get(face.far));
            let id = far.and_then(|far| self.speakers.get(far.speaker)).map(|node| node.router_id);
            (id, far.map(|far| far.address), face.map(|face| face.address), *at)
        };
        let sorted: Vec<Vec<usize>> = self
            .speakers
            .iter()
            .map(|node| {
                let mut ends = node.ends.clone();
                ends.sort_by_key(key);
                ends
            })
            .collect();
        for (node, ends) in self.speakers.iter_mut().zip(sorted) {
            node.ends = ends;
        }
    }
}

/// Returns whether both ends are those of two different speakers.
fn usable(speakers: &Speakers, session: &Session) -> bool {
    let [first, second] = &session.ends;
    let known = |end: &super::End| (end.speaker.0 as usize) < speakers.speakers.len();
    first.speaker != second.speaker && known(first) && known(second)
}

impl Node {
    fn new(speaker: &Speaker, sets: &mut PrefixSets) -> Self {
        let summaries = speaker.aggregates.iter().filter(|one| one.summary_only);
        let mut inside = summaries
            .map(|one| PrefixRange {
                prefix: one.prefix,
                shortest: one.prefix.length().saturating_add(1),
                longest: u8::MAX,
            })
            .peekable();
        let summarized = inside.peek().is_some().then(|| sets.number(inside));
        Self {
            taste: Taste { asn: speaker.asn, med: speaker.med, multipath: speaker.multipath },
            router_id: speaker.router_id,
            cluster_id: speaker.cluster_id,
            passes_on: speaker.passes_on,
            ends: Vec::new(),
            summarized,
            costs: BTreeMap::new(),
            addresses: Vec::new(),
        }
    }

    /// Returns how far it is to a next hop; nothing is nearer than the speaker itself.
    pub(super) fn cost(&self, next_hop: Option<IpAddr>) -> Option<u32> {
        next_hop.map_or(Some(0), |hop| self.costs.get(&hop).copied())
    }

    /// Returns whether the speaker has an address.
    pub(super) fn owns(&self, address: IpAddr) -> bool {
        self.addresses.contains(&address)
    }
}

impl<'a> Face<'a> {
    fn new(
        speakers: &'a Speakers,
        session: &Session,
        id: EndId,
        open: bool,
        sets: &mut PrefixSets,
    ) -> Self {
        let [first, second] = &session.ends;
        let (end, far) = if id.second { (second, first) } else { (first, second) };
        let asn = |end: &super::End| {
            speakers.speakers.get(end.speaker.0 as usize).map(|speaker| speaker.asn)
        };
        let exactly = |prefix: &crate::addr::Prefix| PrefixRange {
            prefix: *prefix,
            shortest: prefix.length(),
            longest: prefix.length(),
        };
        let only = end.only.as_ref().map(|only| sets.number(only.iter().map(exactly)));
        Self {
            id,
            speaker: end.speaker.0 as usize,
            far: position(EndId { session: id.session, second: !id.second }),
            open,
            up: session.up,
            external: asn(end) != asn(far),
            address: end.address,
            import: policy(speakers, end.import, sets),
            export: policy(speakers, end.export, sets),
            client: end.route_reflector_client,
            next_hop_self: end.next_hop_self,
            allowas_in: usize::from(end.allowas_in),
            prepend: usize::from(end.prepend),
            local_preference: end.local_preference,
            require_policy: end.require_policy,
            only,
            max_prefixes: end.max_prefixes,
        }
    }
}

/// Returns the policy of a position in the list of route maps; one that is not there refuses all.
fn policy<'a>(
    speakers: &'a Speakers,
    map: Option<u32>,
    sets: &mut PrefixSets,
) -> Option<Policy<'a>> {
    let Some(map) = speakers.route_maps.get(map? as usize) else { return Some(Policy::nothing()) };
    Some(Policy::new(map, |one| match one {
        RouteMapMatch::Prefixes(ranges) => sets.number(ranges.iter().copied()),
        RouteMapMatch::AsPath(_) | RouteMapMatch::Communities(_) => u32::MAX,
    }))
}
