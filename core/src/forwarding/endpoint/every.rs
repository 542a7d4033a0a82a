//! Every kind of packet that a flow between sets of addresses stands for.
//!
//! What becomes of a packet depends on its addresses only by their membership in the prefixes that
//! the model mentions and in the special ranges. These split a set into atoms, and one address of
//! each atom speaks for all of it, so that trying them all is a proof.

use std::{collections::BTreeSet, net::IpAddr};

use super::{
    NoEndpoint, Place, address,
    find::{find, station},
    intent, is_set, link, local, resolve, segment_named,
    several::{interfaces, is_itself, is_several, no_packet, several},
};
use crate::{
    addr::{Atom, Family, Prefix, is_global},
    forwarding::{Conditions, Intent, Network, conditions},
    model::{ObjectId, PrefixListId, SegmentId},
    query::{Clauses, Endpoint, Flow, HeaderField, Placed},
};

/// How much of what its ends name a flow is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// What must work: every host of a set, the usual address of what has a name, one family.
    Hosts,
    /// What must never work: every address of both ends, those of routers too, in both families.
    Everything,
}

/// One kind of packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The flow of this packet.
    pub intent: Intent,
    ends: (Place, Place),
}

/// The kinds of packets of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cases {
    /// The kinds, in the order of their addresses.
    pub cases: Vec<Case>,
    /// Whether these are all of them.
    pub complete: bool,
}

/// One end of a kind of packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Where it is.
    pub place: Place,
    /// Another address of the same atom of a set.
    twin: Option<Place>,
    /// The part of a set that it stands for, if it does: the prefix without what longer ones hold of it,
    /// and so many more prefixes.
    part: Option<(Prefix, usize)>,
}

impl Point {
    /// Returns the end that is one place.
    #[must_use]
    pub fn only(place: Place) -> Self {
        Self { place, twin: None, part: None }
    }

    /// Returns the end that stands for a part of a set by one place in it; a second one is what it may send to.
    #[must_use]
    pub(super) fn of_set(place: Place, twin: Option<Place>, part: (Prefix, usize)) -> Self {
        Self { place, twin, part: Some(part) }
    }

    /// Returns whether it stands for a part of a set, which may send to another address of that part.
    #[must_use]
    pub fn is_of_set(self) -> bool {
        self.part.is_some()
    }

    /// Returns the part of a set that it stands for: a prefix without what longer ones hold of it.
    #[must_use]
    pub fn part(self) -> Option<Prefix> {
        self.part.map(|(prefix, _)| prefix)
    }

    /// Returns what it is called: its name, the part of a set, or its address.
    #[must_use]
    pub fn name(self, network: &Network) -> String {
        let of = |object: ObjectId| network.model.identity(object).name.clone();
        match self.part {
            Some((part, 0)) => return part.to_string(),
            Some((part, more)) => return format!("{part} and {more} more"),
            None => {}
        }
        match self.place {
            Place::Interface(id) => of(id.into()),
            Place::Host(id) => of(id.into()),
            Place::Router(id, None) => of(id.into()),
            Place::ServiceLink(id, None) => format!("{}.service-link", of(id.into())),
            Place::Internet(None) => "internet".to_owned(),
            Place::Segment(_, address)
            | Place::Router(_, Some(address))
            | Place::ServiceLink(_, Some(address))
            | Place::Internet(Some(address))
            | Place::Service(_, address)
            | Place::Address(address) => address.to_string(),
        }
    }

    /// Returns the address to send to: a member of a set does not send to itself.
    fn from(self, source: Self) -> Option<Place> {
        let itself = (self.is_of_set() || source.is_of_set()) && self.place == source.place;
        if itself { self.twin } else { Some(self.place) }
    }
}

/// Finds every kind of packet that a flow stands for, up to `most`.
///
/// # Errors
/// Says which end cannot be found, or fits several things.
pub fn resolve_every(
    network: &Network,
    flow: &Flow,
    extent: Extent,
    most: usize,
) -> Result<Cases, NoEndpoint> {
    let several = [&flow.source, &flow.destination].map(|end| is_several(network, &end.value));
    let several = several.contains(&true);
    let usual = if several { None } else { Some(resolve(network, flow)?) };
    let conditions = match &usual {
        Some(usual) => usual.conditions.clone(),
        None => Conditions::find(network, &flow.clauses)?,
    };
    let family = match (extent, &usual) {
        (Extent::Hosts, Some(usual)) => Some(Family::of(usual.packet.destination)),
        (Extent::Hosts | Extent::Everything, _) => flow.family,
    };
    let asked = conditions::prefixes(&flow.clauses);
    let mut sources = points_apart(network, &flow.source, true, extent, &asked)?;
    let mut destinations = points_apart(network, &flow.destination, false, extent, &asked)?;
    for (ends, is_source) in [(&mut sources, true), (&mut destinations, false)] {
        let Some(asked) = link::asked(&flow.clauses, is_source) else { continue };
        ends.retain(|end| match end.place {
            Place::ServiceLink(_, Some(address)) => asked.contains(address),
            Place::ServiceLink(_, None)
            | Place::Interface(_)
            | Place::Host(_)
            | Place::Segment(..)
            | Place::Router(..)
            | Place::Internet(_)
            | Place::Service(..)
            | Place::Address(_) => true,
        });
    }
    let pairs = sources.iter().flat_map(|source| destinations.iter().map(move |to| (source, to)));
    let mut cases: Vec<Case> = Vec::new();
    for (source, destination) in pairs {
        let Some(to) = destination.from(*source) else { continue };
        if several && is_itself(network, source.place, to) {
            continue;
        }
        let found = match extent {
            Extent::Hosts => {
                usual_case(network, flow, family, (source.place, to)).into_iter().collect()
            }
            Extent::Everything => every_case(network, flow, family, (source.place, to)),
        };
        for Case { intent, ends } in found {
            if cases.len() == most {
                return Ok(Cases { cases, complete: false });
            }
            let conditions = conditions.clone();
            cases.push(Case { intent: Intent { conditions, ..intent }, ends });
        }
    }
    if cases.is_empty() {
        let Some(usual) = usual else { return Err(no_packet(flow)) };
        let ends = (find(network, &flow.source, true)?, find(network, &flow.destination, false)?);
        let ends = local::by_lan(network, ends);
        cases.push(Case { intent: Intent { sampled: false, ..usual }, ends });
    }
    Ok(Cases { cases, complete: true })
}

/// Returns the packet that one end sends to another by their usual addresses, if they have any of
/// one family; `None`, too, where both are one place, or one is an address of the other.
///
/// The flow gives protocol, ports and family; its ends do not count.
#[must_use]
pub fn case(network: &Network, flow: &Flow, source: Point, destination: Point) -> Option<Case> {
    if source.place == destination.place && !source.is_of_set() {
        return None;
    }
    if matches!(destination.place, Place::Address(_))
        && is_itself(network, source.place, destination.place)
    {
        return None;
    }
    usual_case(network, flow, flow.family, (source.place, destination.from(source)?))
}

fn usual_case(
    network: &Network,
    flow: &Flow,
    family: Option<Family>,
    ends: (Place, Place),
) -> Option<Case> {
    let ends = local::by_lan(network, ends);
    let pair = address::choose(network, ends, family)?;
    Some(Case { intent: intent(network, flow, ends, pair), ends })
}

fn every_case(
    network: &Network,
    flow: &Flow,
    family: Option<Family>,
    ends: (Place, Place),
) -> Vec<Case> {
    let pairs = address::all_pairs(network, ends, family).into_iter();
    pairs.map(|pair| Case { intent: intent(network, flow, ends, pair), ends }).collect()
}

impl Case {
    /// Returns where its packets start, and what they are meant for.
    #[must_use]
    pub fn ends(&self) -> [Place; 2] {
        [self.ends.0, self.ends.1]
    }

    /// Returns a flow of the same traffic as another one that asks for this kind of packet alone, by names
    /// and addresses; none where no words do.
    #[must_use]
    pub fn words(&self, network: &Network, like: &Flow) -> Option<Flow> {
        let packet = self.intent.packet;
        let sources = words(network, self.ends.0, packet.source);
        let destinations = words(network, self.ends.1, packet.destination);
        self.worded(network, like, &sources, &destinations)
    }

    /// Returns a flow that asks for this kind of packet alone; the flow itself where no words do.
    #[must_use]
    pub fn flow(&self, network: &Network, asked: &Flow) -> Flow {
        let (source, destination) = self.ends;
        let packet = self.intent.packet;
        let of = |end: &Placed<Endpoint>, place, address| -> Vec<Endpoint> {
            let own = Some(end.value.clone());
            let own = own.filter(|end| !is_set(network, end) && !is_several(network, end));
            own.into_iter().chain(words(network, place, address)).collect()
        };
        let sources = of(&asked.source, source, packet.source);
        let destinations = of(&asked.destination, destination, packet.destination);
        self.worded(network, asked, &sources, &destinations).unwrap_or_else(|| asked.clone())
    }

    /// Returns the first flow between words for the two ends that asks for this kind of packet alone.
    fn worded(
        &self,
        network: &Network,
        asked: &Flow,
        sources: &[Endpoint],
        destinations: &[Endpoint],
    ) -> Option<Flow> {
        let packet = self.intent.packet;
        let over = Family::of(packet.destination);
        for family in [asked.family, Some(over)] {
            for (source, destination) in
                sources.iter().flat_map(|one| destinations.iter().map(move |other| (one, other)))
            {
                let placed = |value: &Endpoint| Placed { value: value.clone(), span: 0..0 };
                let (source, destination) = (placed(source), placed(destination));
                let clauses = self.clauses(asked);
                let flow = Flow { source, destination, family, clauses, ..asked.clone() };
                let same = |found: Intent| {
                    (found.start, found.packet) == (self.intent.start, packet)
                        && found.refused == self.intent.refused
                };
                if resolve(network, &flow).is_ok_and(same) {
                    return Some(flow);
                }
            }
        }
        None
    }

    /// Returns the clauses of a flow, with the one that asks for this part of a service link.
    fn clauses(&self, asked: &Flow) -> Clauses {
        let mut clauses = asked.clauses.clone();
        let (source, destination) = self.ends;
        let packet = self.intent.packet;
        let fields = [
            (source, true, HeaderField::Source(Prefix::host(packet.source))),
            (destination, false, HeaderField::Destination(Prefix::host(packet.destination))),
        ];
        for (place, is_source, value) in fields {
            let part = matches!(place, Place::ServiceLink(_, Some(_)));
            if part && link::asked(&asked.clauses, is_source).is_none() {
                clauses.leaving.push(Placed { value, span: 0..0 });
            }
        }
        clauses
    }
}

/// Returns the words that may name a place with an address.
fn words(network: &Network, place: Place, address: IpAddr) -> Vec<Endpoint> {
    let name = |object: ObjectId| Endpoint::Name(network.model.identity(object).name.clone());
    let on_premises = Endpoint::OnPremises(Prefix::host(address));
    match place {
        Place::Interface(id) => {
            vec![name(id.into()), Endpoint::Address { vpc: None, address }]
        }
        Place::Host(id) => vec![name(id.into()), on_premises],
        Place::Router(id, None) => vec![name(id.into()), on_premises],
        Place::Router(_, Some(_)) | Place::Segment(..) => vec![on_premises],
        Place::ServiceLink(id, _) => {
            let outpost = &network.model.outposts[id].identity.name;
            vec![Endpoint::Name(format!("{outpost}.service-link"))]
        }
        Place::Internet(_) => vec![Endpoint::Internet(Some(address))],
        Place::Service(..) | Place::Address(_) => {
            vec![Endpoint::Address { vpc: None, address }]
        }
    }
}

/// Returns every end that one end of a flow stands for.
///
/// # Errors
/// Says that it cannot be found, or fits several things.
pub fn points(
    network: &Network,
    end: &Placed<Endpoint>,
    is_source: bool,
    extent: Extent,
) -> Result<Vec<Point>, NoEndpoint> {
    points_apart(network, end, is_source, extent, &[])
}

/// Returns the same, where some more prefixes are told apart than the network does by itself.
pub(super) fn points_apart(
    network: &Network,
    end: &Placed<Endpoint>,
    is_source: bool,
    extent: Extent,
    more: &[Prefix],
) -> Result<Vec<Point>, NoEndpoint> {
    if is_several(network, &end.value) {
        return several(network, end, (is_source, extent, more));
    }
    let place = find(network, end, is_source)?;
    let found = match &end.value {
        Endpoint::Internet(None) => internet(network, more),
        Endpoint::AwsService(_) => match place {
            Place::Service(list, _) => service(network, list, more),
            Place::Interface(_)
            | Place::Host(_)
            | Place::Segment(..)
            | Place::Router(..)
            | Place::ServiceLink(..)
            | Place::Internet(_)
            | Place::Address(_) => Vec::new(),
        },
        Endpoint::OnPremises(prefix) if is_set(network, &end.value) => {
            let overlaps = |id: &SegmentId| network.model.segments[*id].prefix.overlaps(*prefix);
            let segments: Vec<SegmentId> = network.model.segments.ids().filter(overlaps).collect();
            if segments.is_empty() {
                undeclared(network, *prefix, more)
            } else {
                stations(network, &segments, *prefix, (extent, more))
            }
        }
        Endpoint::Name(name) => match segment_named(network, name) {
            Some(segment) => {
                let prefix = network.model.segments[segment].prefix;
                stations(network, &[segment], prefix, (extent, more))
            }
            None => {
                let parts = link::named(network, name).into_iter();
                let of_instance = extent == Extent::Everything;
                let interfaces = if of_instance { interfaces(network, name) } else { Vec::new() };
                parts.map(Point::only).chain(interfaces).collect()
            }
        },
        Endpoint::Internet(Some(_))
        | Endpoint::OnPremises(_)
        | Endpoint::Address { .. }
        | Endpoint::Prefix(_)
        | Endpoint::Tag { .. }
        | Endpoint::Any => Vec::new(),
    };
    // A set without a member is still asked about, by the address that stands for it.
    Ok(if found.is_empty() { vec![Point::only(place)] } else { found })
}

/// Returns the addresses of an AWS service.
fn service(network: &Network, list: PrefixListId, more: &[Prefix]) -> Vec<Point> {
    let prefixes = &network.model.prefix_lists[list].prefixes;
    let inside = |atom: &Atom| prefixes.iter().any(|prefix| prefix.contains(atom.one));
    let of_set = |atom: Atom| Point {
        place: Place::Service(list, atom.one),
        twin: atom.other.map(|other| Place::Service(list, other)),
        part: Some((atom.prefix, atom.more)),
    };
    split(network, more, prefixes).into_iter().filter(inside).map(of_set).collect()
}

/// Returns the atoms of the address space, or of some prefixes, that neither the network nor more prefixes
/// tell apart.
fn split(network: &Network, more: &[Prefix], within: &[Prefix]) -> Vec<Atom> {
    let usual = address::internet(network);
    network.parts(&usual).atoms(more, within, &usual)
}

/// Returns the internet: every address that may be public, but those that the inputs use themselves.
fn internet(network: &Network, more: &[Prefix]) -> Vec<Point> {
    let outside = |address: IpAddr| {
        is_global(address) && !network.declares(address) && network.public_owner(address).is_none()
    };
    let of_set = |atom: Atom| Point {
        place: Place::Internet(Some(atom.one)),
        twin: atom.other.map(|other| Place::Internet(Some(other))),
        part: Some((atom.prefix, atom.more)),
    };
    let all = split(network, more, &[]).into_iter();
    all.filter(|atom| outside(atom.one)).map(of_set).collect()
}

/// Returns the addresses of LAN segments that lie in a prefix (fact TOP-20).
pub(super) fn stations(
    network: &Network,
    segments: &[SegmentId],
    within: Prefix,
    (extent, more): (Extent, &[Prefix]),
) -> Vec<Point> {
    let model = &network.model;
    let ends = segments.iter().flat_map(|id| no_hosts(model.segments[*id].prefix));
    let ends: Vec<Prefix> = ends.chain([within]).chain(more.iter().copied()).collect();
    let all = split(network, &ends, &[within]);
    let devices: BTreeSet<IpAddr> = model.vifs.values().map(|vif| vif.local.address).collect();
    let mut found = Vec::new();
    for id in segments {
        let prefix = model.segments[*id].prefix;
        let link = devices.iter().any(|address| prefix.contains(*address));
        let place = |address: IpAddr| {
            let inside = prefix.contains(address) && within.contains(address);
            let host = no_hosts(prefix).iter().all(|end| end.network() != address);
            if !inside || !host || devices.contains(&address) {
                return None;
            }
            let place = station(network, *id, address);
            let counts = match (place, extent) {
                (Place::Router(..), Extent::Hosts) => false,
                (Place::Segment(..), Extent::Hosts) => !link,
                (_, Extent::Hosts | Extent::Everything) => true,
            };
            counts.then_some(place)
        };
        found.extend(all.iter().filter_map(|atom| {
            let twin = atom.other.and_then(place);
            Some(Point { place: place(atom.one)?, twin, part: Some((atom.prefix, atom.more)) })
        }));
    }
    found
}

/// Returns the addresses of a segment that no host can have: the first and the last one.
pub(super) fn no_hosts(prefix: Prefix) -> Vec<Prefix> {
    if prefix.is_ipv6() || prefix.length() > 30 {
        return Vec::new();
    }
    [prefix.network(), prefix.last()].map(Prefix::host).to_vec()
}

/// Returns the addresses of a prefix that no LAN segment has a part of.
pub(super) fn undeclared(network: &Network, prefix: Prefix, more: &[Prefix]) -> Vec<Point> {
    let model = &network.model;
    let in_aws = |address: IpAddr| {
        let pools = model.coip_pools.values().flat_map(|pool| &pool.prefixes);
        let vpcs = model.vpcs.values().flat_map(|vpc| &vpc.prefixes);
        pools.chain(vpcs).any(|prefix| prefix.contains(address))
    };
    let all = split(network, &[&[prefix], more].concat(), &[prefix]).into_iter();
    let ours = all.filter(|atom| prefix.contains(atom.one) && !in_aws(atom.one));
    ours.map(|atom| Point {
        place: Place::Address(atom.one),
        twin: atom.other.map(Place::Address),
        part: Some((atom.prefix, atom.more)),
    })
    .collect()
}
