//! A network drawn at random on a graph: who speaks, with whom, and by which policies.

use std::{
    collections::{BTreeMap, VecDeque},
    net::{IpAddr, Ipv4Addr},
};

use outpath_core::{
    addr::{Asn, Community, Prefix},
    bgp::control_plane::{
        End, MedComparison, Origin, Origination, Path, Session, Speaker, SpeakerId, Speakers,
        Underlay,
    },
    model::{Identity, Multipath, RouteMap, RouteMapEntry, RouteMapMatch, RouteMapSet},
};

/// Numbers that look random, always the same ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Returns a number below another.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn number(&mut self, bound: u32) -> u32 {
        u32::try_from(self.below(bound as usize)).unwrap()
    }
}

/// The policy of one end of a session between ASes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Policy {
    /// The router that has it.
    pub(crate) router: usize,
    /// The router at the other end.
    pub(crate) neighbor: usize,
    /// The local preference of what comes in.
    pub(crate) preference: u32,
    /// The local preference of what has this AS in its path.
    pub(crate) through: (Asn, u32),
    /// The mark that what comes in gets, of the own AS.
    pub(crate) mark: Community,
    /// The mark of what is not sent out there.
    pub(crate) withheld: Option<Community>,
    /// The MED of what is sent out.
    pub(crate) med: Option<u32>,
    /// How often the own number is prepended to it.
    pub(crate) prepend: u8,
}

/// A network.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// Who speaks.
    pub(crate) speakers: Speakers,
    /// Links inside ASes, with what they cost, and those between.
    pub(crate) links: Vec<(usize, usize, u32)>,
    /// The policies between ASes.
    pub(crate) policies: Vec<Policy>,
    /// The prefixes.
    pub(crate) prefixes: Vec<Prefix>,
    costs: BTreeMap<(usize, usize), u32>,
}

/// What a router selects: from whom (`None` from itself), and the attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selected {
    pub(crate) from: Option<usize>,
    pub(crate) as_path: Vec<u32>,
    pub(crate) local_preference: u32,
    pub(crate) med: u32,
    pub(crate) communities: Vec<Community>,
}

/// The address of a router on a session, by which a lower router is lower, too.
fn address(router: usize, session: usize) -> IpAddr {
    let bits = 0x0A00_0000 | router << 12 | session;
    IpAddr::V4(Ipv4Addr::from_bits(u32::try_from(bits).unwrap()))
}

fn router_of(address: IpAddr) -> usize {
    let IpAddr::V4(address) = address else { panic!("only IPv4 is drawn") };
    usize::try_from(address.to_bits() & 0x00FF_FFFF).unwrap() >> 12
}

impl Underlay for Drawn {
    fn cost(&self, from: SpeakerId, to: IpAddr) -> Option<u32> {
        let (from, to) = (from.0 as usize, router_of(to));
        let asn = |at: usize| self.speakers.speakers[at].asn;
        if asn(from) != asn(to) {
            return Some(0);
        }
        self.costs.get(&(from, to)).copied()
    }
}

impl Drawn {
    /// Draws a network on a graph.
    pub(crate) fn new(random: &mut Random, count: usize, links: &[(usize, usize)]) -> Self {
        let areas = areas(random, count, links);
        let mut asns: Vec<u32> =
            areas.iter().map(|area| 10 + u32::try_from(*area).unwrap()).collect();
        let mut all: Vec<(usize, usize)> = links.to_vec();
        // Who originates stands outside, on one link.
        let outside = 2 + random.below(3);
        for one in 0..outside {
            all.push((random.below(count), asns.len()));
            asns.push(90 + u32::try_from(one).unwrap());
        }
        let mut drawn = Self {
            speakers: Speakers::default(),
            links: Vec::new(),
            policies: Vec::new(),
            prefixes: (0..4_u8).map(|at| format!("10.{at}.0.0/16").parse().unwrap()).collect(),
            costs: BTreeMap::new(),
        };
        drawn.speakers.speakers =
            asns.iter().enumerate().map(|(at, asn)| speaker(at, *asn)).collect();
        for (one, other) in all {
            let cost = if asns[one] == asns[other] { 1 + random.number(5) } else { 1 };
            drawn.links.push((one, other, cost));
        }
        drawn.measure();
        drawn.inside(random, &asns);
        drawn.between(random, &asns, count);
        for at in 0..drawn.prefixes.len() {
            for one in 0..outside {
                if random.below(3) > 0 || one == 0 {
                    let tail = (0..random.below(3)).map(|_| Asn(200 + random.number(4))).collect();
                    let med = (random.below(3) == 0).then(|| random.number(3));
                    let prefix = drawn.prefixes[at];
                    let originations = &mut drawn.speakers.speakers[count + one].originations;
                    originations.push(origination(prefix, tail, med));
                }
            }
        }
        drawn
    }

    /// Returns what a path comes to for a comparison.
    pub(crate) fn selected(&self, path: &Path) -> Selected {
        let from = path.from.map(|end| {
            let session = &self.speakers.sessions[end.session.0 as usize];
            session.ends[usize::from(!end.second)].speaker.0 as usize
        });
        Selected {
            from,
            as_path: path.as_path.iter().map(|asn| asn.0).collect(),
            local_preference: path.local_preference,
            med: path.med.unwrap_or(0),
            communities: path.communities.clone(),
        }
    }

    /// Measures the shortest ways inside the ASes.
    fn measure(&mut self) {
        let count = self.speakers.speakers.len();
        let asn = |at: usize| self.speakers.speakers[at].asn;
        let inner = self.links.iter().filter(|(one, other, _)| asn(*one) == asn(*other));
        let inner: Vec<_> = inner.copied().collect();
        for at in 0..count {
            self.costs.insert((at, at), 0);
        }
        // As often as a way may have links.
        for _ in 0..count {
            for (one, other, cost) in &inner {
                for (near, far) in [(*one, *other), (*other, *one)] {
                    for to in 0..count {
                        let Some(rest) = self.costs.get(&(far, to)) else { continue };
                        let new = cost + rest;
                        let old = self.costs.entry((near, to)).or_insert(new);
                        *old = new.min(*old);
                    }
                }
            }
        }
    }

    /// Adds the sessions inside ASes: a full mesh, or one or two reflectors.
    fn inside(&mut self, random: &mut Random, asns: &[u32]) {
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, asn) in asns.iter().enumerate() {
            members.entry(*asn).or_default().push(at);
        }
        for members in members.values() {
            let reflectors = if random.below(3) == 0 { members.len() } else { 1 + random.below(2) };
            let start = random.below(members.len());
            let mut members = members.clone();
            members.rotate_left(start);
            for (at, one) in members.iter().enumerate() {
                for (to, other) in members.iter().enumerate().skip(at + 1) {
                    if at < reflectors {
                        self.session(*one, *other, to >= reflectors);
                    }
                }
            }
        }
    }

    fn session(&mut self, one: usize, other: usize, client: bool) -> usize {
        let number = self.speakers.sessions.len();
        let mut ends = [end(one, number), end(other, number)];
        ends[0].route_reflector_client = client;
        self.speakers.sessions.push(Session { ends, up: true });
        number
    }

    /// Adds the sessions between ASes, one for each link, with policies at both ends.
    fn between(&mut self, random: &mut Random, asns: &[u32], inner: usize) {
        for (one, other, _) in self.links.clone() {
            if asns[one] == asns[other] {
                continue;
            }
            let number = self.session(one, other, false);
            for (side, (router, neighbor)) in [(one, other), (other, one)].into_iter().enumerate() {
                let mark = |low| Community(asns[router] << 16 | low);
                let sometimes = random.below(4) == 0;
                let policy = Policy {
                    router,
                    neighbor,
                    preference: 100 + 10 * random.number(2) * u32::from(sometimes),
                    through: (
                        Asn(10 + random.number(6)),
                        if random.below(6) == 0 { 90 } else { 100 },
                    ),
                    mark: mark(random.number(3)),
                    withheld: (random.below(5) == 0).then(|| mark(random.number(3))),
                    med: (random.below(3) == 0).then(|| random.number(3)),
                    prepend: u8::try_from(random.below(6)).unwrap().saturating_sub(3),
                };
                let (import, export) = self.maps(policy, router >= inner);
                let end = &mut self.speakers.sessions[number].ends[side];
                (end.import, end.export) = (Some(import), export);
                self.policies.push(policy);
            }
        }
    }

    /// Makes the route maps of a policy; who stands outside takes nothing in.
    fn maps(&mut self, policy: Policy, outside: bool) -> (u32, Option<u32>) {
        let mark = RouteMapSet::AddCommunities(vec![policy.mark]);
        let preferred = |preference| vec![RouteMapSet::LocalPreference(preference), mark.clone()];
        let through = format!("_{}_", policy.through.0.0).parse().unwrap();
        let through = vec![RouteMapMatch::AsPath(vec![through])];
        let import = if outside {
            Vec::new()
        } else {
            vec![
                entry(through, preferred(policy.through.1)),
                entry(vec![], preferred(policy.preference)),
            ]
        };
        let mut sets: Vec<RouteMapSet> = policy.med.map(RouteMapSet::Med).into_iter().collect();
        sets.push(RouteMapSet::Prepend(policy.prepend));
        let own = |low| Community(policy.mark.0 & 0xFFFF_0000 | low);
        sets.push(RouteMapSet::RemoveCommunities((0..3).map(own).collect()));
        let withheld = policy.withheld.map(|mark| RouteMapEntry {
            permit: false,
            matches: vec![RouteMapMatch::Communities(vec![mark])],
            sets: Vec::new(),
        });
        let export = withheld.into_iter().chain([entry(vec![], sets)]).collect();
        let first = u32::try_from(self.speakers.route_maps.len()).unwrap();
        for entries in [import, export] {
            let identity = Identity { name: "drawn".to_owned(), ..Identity::default() };
            self.speakers.route_maps.push(RouteMap { identity, entries });
        }
        (first, (!outside).then_some(first + 1))
    }
}

fn entry(matches: Vec<RouteMapMatch>, sets: Vec<RouteMapSet>) -> RouteMapEntry {
    RouteMapEntry { permit: true, matches, sets }
}

fn origination(prefix: Prefix, as_path: Vec<Asn>, med: Option<u32>) -> Origination {
    Origination { prefix, origin: Origin::Igp, as_path, med, communities: vec![], condition: None }
}

fn speaker(at: usize, asn: u32) -> Speaker {
    let number = u32::try_from(at).unwrap();
    Speaker {
        asn: Asn(asn),
        router_id: number + 1,
        cluster_id: number + 1,
        originations: Vec::new(),
        aggregates: Vec::new(),
        multipath: Multipath { ebgp: 1, ibgp: 1, relax_as_path: false },
        med: MedComparison::SameNeighbor,
        passes_on: true,
    }
}

fn end(router: usize, session: usize) -> End {
    End {
        speaker: SpeakerId(u32::try_from(router).unwrap()),
        address: address(router, session),
        import: None,
        export: None,
        route_reflector_client: false,
        // The simulator knows nothing else.
        next_hop_self: true,
        allowas_in: 0,
        max_prefixes: None,
        prepend: 0,
        local_preference: 100,
        require_policy: false,
        only: None,
    }
}

/// Cuts a graph into connected parts, each of which grows around a router.
fn areas(random: &mut Random, count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let parts = (1 + random.below(5)).min(count);
    let mut areas = vec![usize::MAX; count];
    let mut queue = VecDeque::new();
    for part in 0..parts {
        let mut at = random.below(count);
        while areas[at] != usize::MAX {
            at = (at + 1) % count;
        }
        areas[at] = part;
        queue.push_back(at);
    }
    let mut fresh = parts;
    loop {
        while let Some(at) = queue.pop_front() {
            for (one, other) in links {
                for (near, far) in [(*one, *other), (*other, *one)] {
                    if near == at && areas[far] == usize::MAX {
                        areas[far] = areas[at];
                        queue.push_back(far);
                    }
                }
            }
        }
        // Graphs of the zoo need not be connected.
        let Some(alone) = areas.iter().position(|area| *area == usize::MAX) else { return areas };
        areas[alone] = fresh;
        fresh += 1;
        queue.push_back(alone);
    }
}
