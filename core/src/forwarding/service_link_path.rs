//! Service links followed through the customer's network to their anchors (facts SL-01 to SL-07).
//!
//! Where the files describe the way of a service link, it is up only if its packets reach an anchor
//! and the replies come back. That is found out once, when a network is built.

use std::{collections::BTreeMap, net::IpAddr};

use super::{
    Blocker, Conditions, Cx, Intent, Network, Outcome, Path, Reason, Stop, What,
    engine::{self, Walk},
    round_trip::{replies, there},
};
use crate::{
    addr::{Packet, PortRange, Prefix, Protocol, atoms},
    bgp::service_link_blocks,
    facts,
    graph::Node,
    model::{Connectivity, ObjectId, OutpostId},
};

/// The port of the anchors (fact SL-07).
const HTTPS: PortRange = PortRange { first: 443, last: 443 };

/// The largest packet of the customer's network has to be no smaller than this (fact SL-09).
const MTU: u32 = 1500;

/// What became of following a service link to its anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLinkPath {
    /// Whether the customer's network carries it.
    pub carried: Carried,
    /// What that rests on beyond what AWS documents.
    pub assumed: Vec<&'static str>,
    /// The objects without filters that it passes (fact TOP-01).
    pub unfiltered: Vec<ObjectId>,
}

/// Whether the customer's network carries a service link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// It reaches an anchor, and the replies come back.
    Complete,
    /// The files do not tell all of it; says where they stop.
    Open(String),
    /// Its way is none that AWS has for it, says the fact, and still it arrives.
    Unfit(Failure, &'static str),
    /// Some of its connections arrive and others do not (fact TOP-80).
    Partly(Failure),
    /// It reaches no anchor.
    Broken(Failure),
}

/// What keeps a service link from its anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub why: String,
    /// The connection that fails, as a flow.
    pub flow: String,
}

/// Follows every service link that has virtual interfaces and anchors in the files.
pub(super) fn all(network: &Network) -> BTreeMap<OutpostId, ServiceLinkPath> {
    let model = &network.model;
    let described = model.outposts.iter().filter(|(id, outpost)| {
        let mut vifs = model.service_link_vifs.values();
        outpost.service_link.up && vifs.any(|vif| vif.outpost == *id)
    });
    described.map(|(id, _)| (id, follow(network, id))).collect()
}

/// Follows a service link from every part of its blocks: each has to reach some anchor.
fn follow(network: &Network, outpost: OutpostId) -> ServiceLinkPath {
    let anchors = &network.model.outposts[outpost].service_link.anchors;
    let from = |source: IpAddr| {
        let same_family = anchors.iter().filter(move |one| one.is_ipv6() == source.is_ipv6());
        best(same_family.map(move |anchor| to_anchor(network, outpost, source, *anchor)))
    };
    let ways: Vec<_> = sources(network, outpost).into_iter().map(from).collect();
    let broken = |way: &ServiceLinkPath| matches!(way.carried, Carried::Broken(_));
    let some_work = ways.iter().any(|way| !broken(way));
    let all = ways.into_iter().map(|mut way| {
        if let (Carried::Broken(failure), true) = (&way.carried, some_work) {
            way.carried = Carried::Partly(failure.clone());
        }
        way
    });
    all.reduce(both).unwrap_or_else(|| ServiceLinkPath::open("the service link has no block"))
}

/// Returns the addresses that the service link of an Outpost sends from: one for each part of its blocks
/// that something in the files tells apart, first of all the usual one.
pub(super) fn sources(network: &Network, outpost: OutpostId) -> Vec<IpAddr> {
    let outpost = &network.model.outposts[outpost];
    let blocks = &outpost.service_link.blocks;
    let Some(usual) = blocks.first().and_then(|block| block.nth(1)) else { return Vec::new() };
    let inside = |prefix: &Prefix| blocks.iter().any(|block| block.covers(*prefix));
    let mentioned = network.model.mentions().into_iter().filter(inside);
    let told = mentioned.chain(service_link_blocks(outpost));
    let ours = atoms(told, &[usual]).into_iter().filter(|atom| inside(&atom.prefix));
    let others: Vec<IpAddr> = ours.map(|atom| atom.one).filter(|one| *one != usual).collect();
    std::iter::once(usual).chain(others).collect()
}

/// Follows both protocols of a service link to one anchor and back (fact SL-07). AWS's pages disagree
/// about the source port of UDP, so that either will do (fact DIS-07).
fn to_anchor(
    network: &Network,
    outpost: OutpostId,
    source: IpAddr,
    anchor: IpAddr,
) -> ServiceLinkPath {
    let [fixed, any, tcp] =
        connections(source, anchor).map(|packet| connection(network, outpost, packet));
    let differ = fixed.order() != any.order();
    let mut udp = best([fixed, any].into_iter());
    if differ {
        udp.assumed.push("DIS-07");
    }
    both(udp, tcp)
}

/// Returns the packets to an anchor: by UDP from either source port, and by TCP.
fn connections(source: IpAddr, anchor: IpAddr) -> [Packet; 3] {
    let packet = |(protocol, source_ports)| Packet {
        source,
        destination: anchor,
        protocol,
        source_ports: Some(source_ports),
        destination_ports: Some(HTTPS),
        icmp: None,
    };
    let any = PortRange::SERVICE_LINK;
    [(Protocol::Udp, HTTPS), (Protocol::Udp, any), (Protocol::Tcp, any)].map(packet)
}

/// Returns the flows that decide whether the service link of an Outpost is up, where the files describe
/// its way.
#[must_use]
pub fn service_link_intents(network: &Network, outpost: OutpostId) -> Vec<Intent> {
    if network.service_link_path(outpost).is_none() {
        return Vec::new();
    }
    let anchors = &network.model.outposts[outpost].service_link.anchors;
    let pairs = sources(network, outpost).into_iter().flat_map(|source| {
        let same = anchors.iter().filter(move |anchor| anchor.is_ipv6() == source.is_ipv6());
        same.map(move |anchor| (source, *anchor))
    });
    let packets = pairs.flat_map(|(source, anchor)| connections(source, anchor));
    packets.map(|packet| intent(outpost, packet)).collect()
}

fn intent(outpost: OutpostId, packet: Packet) -> Intent {
    Intent {
        start: Stop::ServiceLinkSend(outpost),
        packet,
        destination: None,
        refused: None,
        sampled: false,
        size: None,
        conditions: Conditions::default(),
    }
}

/// Follows one connection of a service link, there and back.
fn connection(network: &Network, outpost: OutpostId, packet: Packet) -> ServiceLinkPath {
    let intent = intent(outpost, packet);
    let cx = Cx::there(network);
    let mut walks = there(cx, &intent);
    for walk in &mut walks {
        at_anchor(cx, walk, packet.destination);
        not_by_service_links(outpost, &mut walk.path, Stretch::AfterFirst);
    }
    let mut back = replies(cx, &intent, &walks);
    for path in back.iter_mut().flat_map(|reply| &mut reply.paths) {
        not_by_service_links(outpost, path, Stretch::BeforeLast);
    }
    let back: Vec<&Path> = back.iter().flat_map(|reply| &reply.paths).collect();
    let all = || walks.iter().map(|walk| &walk.path).chain(back.iter().copied());
    let dropped = all().find(|path| matches!(path.outcome, Outcome::Dropped(_)));
    let unknown = all().find(|path| matches!(path.outcome, Outcome::Unknown(_)));
    let works = back.iter().any(|path| path.outcome == Outcome::Delivered);
    let failure =
        |path: &Path| Failure { why: why(network, path), flow: flow(network, outpost, packet) };
    let unfit = all().find_map(|path| unfit(network, outpost, path));
    let carried = match (dropped, unknown) {
        (None, None) => match unfit {
            None => Carried::Complete,
            Some((why, fact)) => {
                Carried::Unfit(Failure { why, flow: flow(network, outpost, packet) }, fact)
            }
        },
        (None, Some(path)) => Carried::Open(why(network, path)),
        (Some(path), None) if !works => Carried::Broken(failure(path)),
        (Some(path), _) => Carried::Partly(failure(path)),
    };
    let mut found = ServiceLinkPath { carried, assumed: Vec::new(), unfiltered: Vec::new() };
    all().for_each(|path| found.rest_on(path));
    found
}

/// Turns an arrival at something else than the anchor into a drop.
fn at_anchor(cx: Cx<'_>, walk: &mut Walk, anchor: IpAddr) {
    let here = engine::node(cx, walk.end);
    let has = |id| {
        let interface = &cx.network.model.network_interfaces[id];
        interface.addresses.contains(&anchor) || interface.public_address == Some(anchor)
    };
    let fits = here == Node::Internet || matches!(here, Node::NetworkInterface(id) if has(id));
    if !fits && walk.path.outcome == Outcome::Delivered {
        let message = format!("`{}` is no anchor", cx.network.node_name(here));
        walk.path.outcome = Blocker::new(Reason::WrongDestination, message).dropped();
    }
}

/// The part of a path that the customer's network has to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    AfterFirst,
    BeforeLast,
}

/// Ends a way of a service link that leads over a service link: over its own there is none, and whether
/// another one is up is found out at the same time as this.
fn not_by_service_links(outpost: OutpostId, path: &mut Path, part: Stretch) {
    if path.outcome != Outcome::Delivered {
        return;
    }
    let nodes = path.nodes();
    let nodes: Vec<Node> = match part {
        Stretch::AfterFirst => nodes.skip(1).collect(),
        Stretch::BeforeLast => nodes.rev().skip(1).collect(),
    };
    if nodes.contains(&Node::ServiceLink(outpost)) {
        let message = "it would have to be up already";
        path.outcome = Blocker::new(Reason::ServiceLinkDown, message).dropped();
    } else if nodes.iter().any(|node| matches!(node, Node::ServiceLink(_))) {
        let message = "it leads over the service link of another Outpost";
        path.outcome = Blocker::new(Reason::UnmodelledState, message).unknown();
    }
}

/// Says why the way of a service link cannot be right though it arrives, and the fact behind that.
fn unfit(network: &Network, outpost: OutpostId, path: &Path) -> Option<(String, &'static str)> {
    if let Some(mtu) = path.mtu.filter(|mtu| *mtu < MTU) {
        return Some((
            format!("its way carries packets of {mtu} bytes, and it needs {MTU}"),
            "SL-09",
        ));
    }
    let by_internet = path.nodes().any(|node| node == Node::Internet);
    match network.model.outposts[outpost].service_link.connectivity {
        Some(Connectivity::Private) if by_internet => {
            Some(("its anchors are private, and it leads to public ones".to_owned(), "SL-04"))
        }
        Some(Connectivity::Public) if !by_internet => {
            Some(("its anchors are public, and it leads to private ones".to_owned(), "SL-03"))
        }
        Some(Connectivity::Private | Connectivity::Public) | None => None,
    }
}

fn why(network: &Network, path: &Path) -> String {
    let node = path.hops.last().map_or(Node::Internet, |hop| hop.node);
    format!("{} at {}", path.outcome.id(), network.node_name(node))
}

/// Writes a connection as a flow that asks for it.
fn flow(network: &Network, outpost: OutpostId, packet: Packet) -> String {
    let name = &network.model.outposts[outpost].identity.name;
    let flow = format!("{name}.service-link -> {} {}/443", packet.destination, packet.protocol);
    if sources(network, outpost).first() == Some(&packet.source) {
        return flow;
    }
    format!("{flow} leaving source={}", Prefix::host(packet.source))
}

/// Returns the best of several ways that each will do: of equals the one that takes least for granted.
fn best(ways: impl Iterator<Item = ServiceLinkPath>) -> ServiceLinkPath {
    let rank = |way: &ServiceLinkPath| (way.order(), way.assumed.len() + way.unfiltered.len());
    ways.min_by_key(rank).unwrap_or_else(|| ServiceLinkPath::open("its anchors are not given"))
}

/// Returns what comes of two ways that are both needed.
fn both(one: ServiceLinkPath, other: ServiceLinkPath) -> ServiceLinkPath {
    let (better, mut worse) = if one.order() < other.order() { (one, other) } else { (other, one) };
    // What is broken is so whatever else is taken for granted.
    if !matches!(worse.carried, Carried::Broken(_)) {
        worse.assumed.extend(better.assumed);
        worse.unfiltered.extend(better.unfiltered);
        worse.tidy();
    }
    worse
}

impl ServiceLinkPath {
    fn open(why: &str) -> Self {
        let carried = Carried::Open(why.to_owned());
        Self { carried, assumed: Vec::new(), unfiltered: Vec::new() }
    }

    fn order(&self) -> u8 {
        match self.carried {
            Carried::Complete => 0,
            Carried::Open(_) => 1,
            Carried::Unfit(..) => 2,
            Carried::Partly(_) => 3,
            Carried::Broken(_) => 4,
        }
    }

    /// Adds what a path takes for granted.
    fn rest_on(&mut self, path: &Path) {
        for step in path.hops.iter().flat_map(|hop| &hop.steps) {
            self.assumed.extend(&step.facts);
            match &step.what {
                What::NoFilters(object) => self.unfiltered.push(*object),
                What::Routed { selection, .. } => {
                    let losers = selection.losers.iter();
                    self.assumed.extend(losers.flat_map(|loser| loser.why.facts()));
                }
                What::Passed(_)
                | What::SourceTranslated { .. }
                | What::DestinationTranslated { .. }
                | What::Uplinks { .. }
                | What::Allowed { .. }
                | What::Assumed { .. }
                | What::Narrowed { .. }
                | What::Fragmented { .. }
                | What::Blocked(_)
                | What::Noted { .. }
                | What::Delivered => {}
            }
        }
        let end = path.outcome.blocker();
        self.assumed.extend(end.iter().flat_map(|blocker| &blocker.facts));
        self.tidy();
    }

    fn tidy(&mut self) {
        let assumption = |id: &&str| facts::fact(id).is_some_and(|fact| fact.mark.is_assumption());
        self.assumed.retain(|id| assumption(id) && *id != "TOP-01");
        self.assumed.sort_unstable();
        self.assumed.dedup();
        self.unfiltered.sort_unstable();
        self.unfiltered.dedup();
    }
}
