//! Which edit a difference comes from: what was said at the hop where the two ways part.

use std::net::IpAddr;

use super::{
    compare::{Seen, Way},
    ends::Side,
    written::Edit,
};
use crate::{
    addr::Packet,
    forwarding::{Hop, Network, Outcome, Path, Reason, What},
    model::{Field, Key, ObjectId},
    routing::{Candidate, Choice, RouteRef, TableRef},
    text::Span,
};

/// Why packets fare otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cause {
    /// The edits, by position in the list of all; empty where none is found.
    pub edits: Vec<usize>,
    /// Where the ways part, as one example.
    pub turn: Option<Turn>,
}

/// The hop where two ways part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Whether it is on the way back.
    pub back: bool,
    /// The name of the node.
    pub node: String,
    /// What was decided there, before and after.
    pub decided: [Option<Decided>; 2],
}

/// What was decided at a hop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// A table was asked; these routes won, none if there was none.
    Routed(TableRef, IpAddr, Vec<Candidate>),
    /// The way ended, and these facts say so.
    Ended(Reason, String, Vec<&'static str>),
    /// The packet went on to a node.
    WentOn(String),
    /// It arrived.
    Arrived,
}

/// Finds where two ways part, and which edits stand there.
pub(super) fn cause(
    sides: [Side<'_>; 2],
    seen: [Seen<'_>; 2],
    ways: [Option<&Way<'_>>; 2],
    edits: &[Edit],
) -> Cause {
    let ([Some((old, _)), Some((new, _))], [Some(one), Some(other)]) = (seen, ways) else {
        return Cause::default();
    };
    let networks = [old, new];
    let parted = parting(networks, [&one.there, &other.there])
        .map(|at| (false, at))
        .or_else(|| parting(networks, [&one.back, &other.back]).map(|at| (true, at)));
    let Some((back, [before, after])) = parted else { return Cause::default() };
    let hops = [before, after].map(|(path, at)| path.hops.get(at));
    let name = |side: usize| {
        let hop = hops.get(side).copied().flatten();
        hop.zip(networks.get(side)).map(|(hop, network)| network.node_name(hop.node))
    };
    let node = name(0).or_else(|| name(1)).unwrap_or_default();
    let decided = [decided(old, before), decided(new, after)];
    let turn = Turn { back, node, decided };
    let places = [places(sides, 0, before), places(sides, 1, after)];
    Cause { edits: standing(edits, &places), turn: Some(turn) }
}

/// A path and a position on it.
type At<'t> = (&'t Path, usize);

/// Returns where the first two ways part that are not the same.
fn parting<'t>(networks: [&Network; 2], [before, after]: [&[&'t Path]; 2]) -> Option<[At<'t>; 2]> {
    let [old, new] = networks;
    let same = |one: &Path, other: &Path| shape(old, one) == shape(new, other);
    let of_before = before.iter().find(|one| !after.iter().any(|other| same(one, other)));
    let of_after = after.iter().find(|other| !before.iter().any(|one| same(one, other)));
    let before = of_before.or_else(|| before.first())?;
    let after = of_after.or_else(|| after.first())?;
    if of_before.is_none() && of_after.is_none() {
        return None;
    }
    let equal = |(one, other): &(&Hop, &Hop)| at_hop(old, one) == at_hop(new, other);
    let common = before.hops.iter().zip(&after.hops).take_while(equal).count();
    // What sent them different ways is the hop before, unless a packet is changed in this one.
    let differs_here = before
        .hops
        .get(common)
        .zip(after.hops.get(common))
        .is_some_and(|(one, other)| old.node_name(one.node) == new.node_name(other.node));
    let at = if differs_here { common } else { common.saturating_sub(1) };
    Some([(before, at), (after, at)])
}

/// What a path is in words that do not depend on the numbers of objects.
type Shape = (Vec<AtHop>, Option<Reason>);

/// A hop in such words: the name, the packet as it comes and goes, and what fits.
type AtHop = (String, [Packet; 2], Option<u32>);

fn shape(network: &Network, path: &Path) -> Shape {
    let hops = path.hops.iter().map(|hop| at_hop(network, hop)).collect();
    (hops, path.outcome.blocker().map(|one| one.reason))
}

fn at_hop(network: &Network, hop: &Hop) -> AtHop {
    let mtu = hop.steps.iter().filter_map(|step| step.mtu).min();
    (network.node_name(hop.node), [hop.packet_in, hop.packet_out], mtu)
}

/// Returns what was decided at a hop.
fn decided(network: &Network, (path, at): At<'_>) -> Option<Decided> {
    let hop = path.hops.get(at)?;
    let last = at + 1 == path.hops.len();
    if let Some(blocker) = path.outcome.blocker().filter(|_| last) {
        let facts = blocker.facts.clone();
        let ended = Decided::Ended(blocker.reason, blocker.message.clone(), facts);
        // A table that holds nothing says more than the reason.
        let by_table = matches!(blocker.reason, Reason::NoRoute | Reason::ReturnNoRoute);
        return Some(routed(hop).filter(|_| by_table).unwrap_or(ended));
    }
    if last {
        return Some(Decided::Arrived);
    }
    let next = path.hops.get(at + 1).map(|next| network.node_name(next.node));
    routed(hop).or_else(|| next.map(Decided::WentOn))
}

/// Returns what the last table said that was asked at a hop.
fn routed(hop: &Hop) -> Option<Decided> {
    hop.steps.iter().rev().find_map(|step| {
        let What::Routed { table, destination, selection } = &step.what else { return None };
        let winners = match &selection.choice {
            Choice::Nothing => Vec::new(),
            Choice::Routes(routes) | Choice::Ambiguous(routes) => routes.clone(),
        };
        Some(Decided::Routed(*table, *destination, winners))
    })
}

/// The places of what was consulted on one side: parts of things, and whole things.
#[derive(Default)]
struct Consulted {
    parts: Vec<Span>,
    wholes: Vec<Span>,
}

/// Returns the places of everything that was consulted at a hop and at the end of a way.
fn places(sides: [Side<'_>; 2], side: usize, (path, at): At<'_>) -> Consulted {
    let Some(Side { map, .. }) = sides.get(side).copied() else { return Consulted::default() };
    let hop = path.hops.get(at);
    let mut keys: Vec<Key> = Vec::new();
    for step in hop.into_iter().flat_map(|hop| &hop.steps) {
        if let What::Routed { selection, .. } = &step.what {
            let routes = match &selection.choice {
                Choice::Nothing => &[][..],
                Choice::Routes(routes) | Choice::Ambiguous(routes) => routes,
            };
            keys.extend(routes.iter().filter_map(|one| written(one.route)));
            keys.extend(routes.iter().filter_map(|one| one.prefix_list).map(Key::from));
        }
        keys.extend(&step.keys);
    }
    keys.extend(hop.and_then(|hop| hop.node.object()).map(Key::from));
    if let Outcome::Dropped(blocker) | Outcome::Unknown(blocker) = &path.outcome {
        keys.extend(&blocker.keys);
        keys.extend(path.hops.last().and_then(|hop| hop.node.object()).map(Key::from));
    }
    let (wholes, parts): (Vec<Key>, Vec<Key>) =
        keys.into_iter().partition(|key| matches!(key.field, Field::Whole));
    let spans = |keys: Vec<Key>| keys.into_iter().filter_map(|key| map.span(key)).collect();
    Consulted { parts: spans(parts), wholes: spans(wholes) }
}

/// Returns the part of the model that a route is written in.
fn written(route: RouteRef) -> Option<Key> {
    let item = |object: ObjectId, at: u32| Key::item(object, "routes", at as usize);
    match route {
        RouteRef::Vpc(table, at) => Some(item(table.into(), at)),
        RouteRef::LocalGateway(table, at) => Some(item(table.into(), at)),
        RouteRef::RouterStatic(router, at) => Some(item(router.into(), at)),
        RouteRef::TransitGateway(table, at) => Some(item(table.into(), at)),
        RouteRef::Local(vpc) => Some(vpc.into()),
        RouteRef::PropagatedSubnet(subnet) => Some(subnet.into()),
        RouteRef::PropagatedCoip(pool) => Some(pool.into()),
        RouteRef::Connected(router, _) => Some(router.into()),
        RouteRef::Learned(_, vif) => Some(vif.into()),
        RouteRef::LearnedOver(_, link) | RouteRef::Link(link) => Some(ObjectId::from(link).into()),
        RouteRef::LearnedFrom(_, from, _) => Some(from.into()),
        RouteRef::Interior(router, _) | RouteRef::Aggregate(router) => Some(router.into()),
        RouteRef::Attachment(id) => Some(id.into()),
        RouteRef::VirtualPrivateGateway(id) => Some(id.into()),
        RouteRef::DirectConnectGateway(id) => Some(id.into()),
    }
}

/// Returns the edits that stand at a part that was consulted; else those of a whole thing, if there is but one
/// there; else the only edit that there is. Tags decide nothing.
fn standing(edits: &[Edit], places: &[Consulted; 2]) -> Vec<usize> {
    let counts = |edit: &Edit| edit.path.iter().all(|key| key != "tags");
    let meets = |one: Span, other: Span| {
        one.file == other.file && one.start < other.end && other.start < one.end
    };
    let at = |side: usize, place: Span| -> Vec<usize> {
        let said = |edit: &Edit| if side == 0 { edit.before.clone() } else { edit.after.clone() };
        let here =
            |edit: &Edit| counts(edit) && said(edit).is_some_and(|said| meets(said.span, place));
        edits.iter().enumerate().filter(|(_, edit)| here(edit)).map(|(at, _)| at).collect()
    };
    // What is new decides before what is gone.
    let mut parts = [1, 0].into_iter().flat_map(|side| {
        let parts = places.get(side).map(|one| one.parts.as_slice()).unwrap_or_default();
        parts.iter().map(move |place| (side, *place))
    });
    if let Some(found) =
        parts.find_map(|(side, place)| Some(at(side, place)).filter(|one| !one.is_empty()))
    {
        return found;
    }
    let wholes = [1, 0].into_iter().flat_map(|side| {
        let wholes = places.get(side).map(|one| one.wholes.as_slice()).unwrap_or_default();
        wholes.iter().map(move |place| (side, *place))
    });
    for (side, place) in wholes {
        // Several edits of one thing: which of them it was cannot be told.
        match at(side, place).as_slice() {
            [] => {}
            [only] => return vec![*only],
            [..] => return Vec::new(),
        }
    }
    let all: Vec<usize> =
        edits.iter().enumerate().filter(|(_, edit)| counts(edit)).map(|(at, _)| at).collect();
    if all.len() == 1 { all } else { Vec::new() }
}
