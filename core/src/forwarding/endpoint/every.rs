//! Every kind of packet that a flow between sets of addresses stands for.
//!
//! What becomes of a packet depends on its addresses only by their membership in the prefixes that
//! the model mentions and in the special ranges. These split a set into atoms, and one address of
//! each atom speaks for all of it, so that trying them all is a proof.

use std::{collections::BTreeSet, net::IpAddr};

use super::{
    NoEndpoint, Place, address,
    find::{find, named, station},
    intent, is_set, link, local, resolve, segment_named,
};
use crate::{
    addr::{Atom, Family, Prefix, atoms, is_global, six_of_four, special},
    forwarding::{Intent, Network},
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
#[derive(Debug, Clone, Copy)]
struct Member {
    place: Place,
    /// Another address of the same atom of a set.
    twin: Option<Place>,
    /// Whether it stands for a part of a set.
    of_set: bool,
}

impl Member {
    fn only(place: Place) -> Self {
        Self { place, twin: None, of_set: false }
    }

    /// Returns the address to send to: a member of a set does not send to itself.
    fn from(self, source: Self) -> Option<Place> {
        let itself = (self.of_set || source.of_set) && self.place == source.place;
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
    let usual = resolve(network, flow)?;
    let family = match extent {
        Extent::Hosts => Some(Family::of(usual.packet.destination)),
        Extent::Everything => flow.family,
    };
    let mut sources = members(network, &flow.source, true, extent)?;
    let mut destinations = members(network, &flow.destination, false, extent)?;
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
        let ends = match extent {
            Extent::Hosts => local::by_lan(network, (source.place, to)),
            Extent::Everything => (source.place, to),
        };
        let pairs = match extent {
            Extent::Hosts => Vec::from_iter(address::choose(network, ends, family)),
            Extent::Everything => address::all_pairs(network, ends, family),
        };
        for pair in pairs {
            if cases.len() == most {
                return Ok(Cases { cases, complete: false });
            }
            let conditions = usual.conditions.clone();
            let intent = Intent { conditions, ..intent(network, flow, ends, pair) };
            cases.push(Case { intent, ends });
        }
    }
    if cases.is_empty() {
        let ends = (find(network, &flow.source, true)?, find(network, &flow.destination, false)?);
        let ends = local::by_lan(network, ends);
        cases.push(Case { intent: Intent { sampled: false, ..usual }, ends });
    }
    Ok(Cases { cases, complete: true })
}

impl Case {
    /// Returns a flow that asks for this kind of packet alone; the flow itself where no words do.
    #[must_use]
    pub fn flow(&self, network: &Network, asked: &Flow) -> Flow {
        let (source, destination) = self.ends;
        let packet = self.intent.packet;
        let of = |end: &Placed<Endpoint>, place, address| -> Vec<Endpoint> {
            let own = Some(end.value.clone()).filter(|end| !is_set(network, end));
            own.into_iter().chain(words(network, place, address)).collect()
        };
        let sources = of(&asked.source, source, packet.source);
        let destinations = of(&asked.destination, destination, packet.destination);
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
                    return flow;
                }
            }
        }
        asked.clone()
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

/// Returns what one end of a flow stands for.
fn members(
    network: &Network,
    end: &Placed<Endpoint>,
    is_source: bool,
    extent: Extent,
) -> Result<Vec<Member>, NoEndpoint> {
    let place = find(network, end, is_source)?;
    let found = match &end.value {
        Endpoint::Internet(None) => internet(network),
        Endpoint::AwsService(_) => match place {
            Place::Service(list, _) => service(network, list),
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
                undeclared(network, *prefix)
            } else {
                stations(network, &segments, *prefix, extent)
            }
        }
        Endpoint::Name(name) => match segment_named(network, name) {
            Some(segment) => {
                stations(network, &[segment], network.model.segments[segment].prefix, extent)
            }
            None => {
                let parts = link::named(network, name).into_iter();
                let of_instance = extent == Extent::Everything;
                let interfaces = if of_instance { interfaces(network, name) } else { Vec::new() };
                parts.map(Member::only).chain(interfaces).collect()
            }
        },
        Endpoint::Internet(Some(_)) | Endpoint::OnPremises(_) | Endpoint::Address { .. } => {
            Vec::new()
        }
    };
    // A set without a member is still asked about, by the address that stands for it.
    Ok(if found.is_empty() { vec![Member::only(place)] } else { found })
}

/// Returns the addresses of an AWS service.
fn service(network: &Network, list: PrefixListId) -> Vec<Member> {
    let prefixes = &network.model.prefix_lists[list].prefixes;
    let inside = |atom: &Atom| prefixes.iter().any(|prefix| prefix.contains(atom.one));
    let of_set = |atom: Atom| Member {
        place: Place::Service(list, atom.one),
        twin: atom.other.map(|other| Place::Service(list, other)),
        of_set: true,
    };
    split(network, []).into_iter().filter(inside).map(of_set).collect()
}

/// Returns every interface of an instance.
fn interfaces(network: &Network, name: &str) -> Vec<Member> {
    // The primary interface has the name of the instance, but means no more than itself elsewhere.
    let instance = named(network, name)
        .into_iter()
        .find_map(|object| if let ObjectId::Instance(id) = object { Some(id) } else { None });
    let interfaces = instance.map(|id| &network.model.instances[id].interfaces);
    let own = interfaces.into_iter().flatten().map(|id| Place::Interface(*id));
    let on_lan = instance.and_then(|id| local::interface(network, id)).map(Place::Host);
    own.chain(on_lan).map(Member::only).collect()
}

/// Returns the atoms of the address space of a model, and of these prefixes.
fn split(network: &Network, more: impl IntoIterator<Item = Prefix>) -> Vec<Atom> {
    let usual = address::internet(network);
    let mentioned = network.model.mentions();
    // A NAT gateway reads an IPv4 address out of an IPv6 one, and that is told apart, too.
    let told: Vec<Prefix> = mentioned.into_iter().chain(special()).chain(more).collect();
    let translates = network.model.nat_gateways.len() + network.model.regional_nat_gateways.len();
    let six = told.iter().filter(|_| translates > 0).copied().filter_map(six_of_four);
    let all: Vec<Prefix> = six.chain(told.iter().copied()).collect();
    atoms(all, &usual)
}

/// Returns the internet: every address that may be public, but those that the inputs use themselves.
fn internet(network: &Network) -> Vec<Member> {
    let outside = |address: IpAddr| {
        is_global(address) && !network.declares(address) && network.public_owner(address).is_none()
    };
    let of_set = |atom: Atom| Member {
        place: Place::Internet(Some(atom.one)),
        twin: atom.other.map(|other| Place::Internet(Some(other))),
        of_set: true,
    };
    let all = split(network, []).into_iter();
    all.filter(|atom| outside(atom.one)).map(of_set).collect()
}

/// Returns the addresses of LAN segments that lie in a prefix (fact TOP-20).
fn stations(
    network: &Network,
    segments: &[SegmentId],
    within: Prefix,
    extent: Extent,
) -> Vec<Member> {
    let model = &network.model;
    let ends = segments.iter().flat_map(|id| no_hosts(model.segments[*id].prefix));
    let all = split(network, ends.chain([within]).collect::<Vec<_>>());
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
            Some(Member { place: place(atom.one)?, twin, of_set: true })
        }));
    }
    found
}

/// Returns the addresses of a segment that no host can have: the first and the last one.
fn no_hosts(prefix: Prefix) -> Vec<Prefix> {
    if prefix.is_ipv6() || prefix.length() > 30 {
        return Vec::new();
    }
    [prefix.network(), prefix.last()].map(Prefix::host).to_vec()
}

/// Returns the addresses of a prefix that no LAN segment has a part of.
fn undeclared(network: &Network, prefix: Prefix) -> Vec<Member> {
    let model = &network.model;
    let in_aws = |address: IpAddr| {
        let pools = model.coip_pools.values().flat_map(|pool| &pool.prefixes);
        let vpcs = model.vpcs.values().flat_map(|vpc| &vpc.prefixes);
        pools.chain(vpcs).any(|prefix| prefix.contains(address))
    };
    let all = split(network, [prefix]).into_iter();
    let ours = all.filter(|atom| prefix.contains(atom.one) && !in_aws(atom.one));
    ours.map(|atom| Member {
        place: Place::Address(atom.one),
        twin: atom.other.map(Place::Address),
        of_set: true,
    })
    .collect()
}
