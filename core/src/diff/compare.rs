//! Two traces of one flow: which ports fare otherwise, and how.

use std::{collections::BTreeSet, net::IpAddr};

use crate::{
    addr::PortRange,
    forwarding::{Network, Outcome, Path, Reason, Trace, What},
    reach::{Part, Reached, narrowed, parts},
};

/// How packets fare otherwise, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// They arrived with their replies, or might have, and do no longer, or not all of them.
    Lost,
    /// More of them arrive, or more replies.
    Gained,
    /// They arrive with other addresses.
    Translated,
    /// They or their replies take another way.
    Rerouted,
    /// The largest packet that fits is another.
    Mtu,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 5] =
        [Self::Lost, Self::Gained, Self::Translated, Self::Rerouted, Self::Mtu];

    /// Returns the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Gained => "gained",
            Self::Translated => "re-translated",
            Self::Rerouted => "rerouted",
            Self::Mtu => "mtu-changed",
        }
    }
}

/// What becomes of packets in one of the networks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fate {
    /// The sum; none where one of the ends is not there.
    pub reached: Option<Reached>,
    /// Why not better.
    pub reason: Option<Reason>,
    /// How much passes both ways, where paths that share the load differ.
    pub share: Option<(u128, u128)>,
    /// The nodes on the way there and back, without order.
    pub nodes: BTreeSet<String>,
    /// The source and destination that packets arrive with.
    pub arrive: BTreeSet<(IpAddr, IpAddr)>,
    /// The largest packet that fits both ways, where something limits it.
    pub mtu: Option<u32>,
}

/// Ports that fare otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) kind: Kind,
    pub(super) ports: Option<PortRange>,
    pub(super) fates: [Fate; 2],
    /// Whether packets arrive that did not, with or without a reply.
    pub(super) opens: bool,
}

/// A network and a trace in it, if both ends are there.
pub(super) type Seen<'a> = Option<(&'a Network, &'a Trace)>;

/// Compares two traces of one flow, port by port; `cuts` are the first ports of ranges that must not be
/// joined with what is below them.
pub(super) fn differences(seen: [Seen<'_>; 2], cuts: &BTreeSet<u16>) -> Vec<Difference> {
    let asked = seen.iter().flatten().find_map(|(_, trace)| trace.packet.destination_ports);
    let ranges: Vec<Option<PortRange>> = match asked {
        None => vec![None],
        Some(asked) => elementary(asked, seen, cuts).into_iter().map(Some).collect(),
    };
    let mut found: Vec<Difference> = Vec::new();
    for ports in ranges {
        let ways = seen.map(|seen| seen.map(|(network, trace)| way(network, trace, ports)));
        let Some(new) = difference(ports, seen, &ways) else { continue };
        match found.last_mut() {
            Some(last)
                if (last.kind, &last.fates, last.opens) == (new.kind, &new.fates, new.opens)
                    && touches(last.ports, new.ports)
                    && new.ports.is_none_or(|ports| !cuts.contains(&ports.first)) =>
            {
                last.ports = last
                    .ports
                    .zip(new.ports)
                    .map(|(last, new)| PortRange { last: new.last, ..last });
            }
            Some(_) | None => found.push(new),
        }
    }
    found
}

fn touches(one: Option<PortRange>, other: Option<PortRange>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.last.checked_add(1) == Some(other.first))
}

/// Parts ports wherever one of the traces, or the caller, treats them differently.
fn elementary(asked: PortRange, seen: [Seen<'_>; 2], cuts: &BTreeSet<u16>) -> Vec<PortRange> {
    let mut firsts = BTreeSet::from([asked.first]);
    firsts.extend(cuts.iter().filter(|first| asked.covers(PortRange::single(**first))));
    for (_, trace) in seen.into_iter().flatten() {
        let back = trace.replies.iter().flat_map(|reply| &reply.paths);
        let ranges = trace.forward.iter().map(|path| forward_ports(trace, path));
        let ranges = ranges.chain(back.map(|path| reply_ports(trace, path)));
        for ports in ranges.flatten() {
            firsts.insert(ports.first);
            firsts.extend(ports.last.checked_add(1).filter(|next| *next <= asked.last));
        }
    }
    let mut next = firsts.iter().skip(1);
    let last = |next: Option<&u16>| next.map_or(asked.last, |next| next - 1);
    firsts.iter().map(|first| PortRange { first: *first, last: last(next.next()) }).collect()
}

fn forward_ports(trace: &Trace, path: &Path) -> Option<PortRange> {
    narrowed(trace.packet.destination_ports, path, |what| {
        if let What::Narrowed { destination, .. } = what { *destination } else { None }
    })
}

/// What a reply comes from is what the packet went to.
fn reply_ports(trace: &Trace, path: &Path) -> Option<PortRange> {
    narrowed(trace.packet.destination_ports, path, |what| {
        if let What::Narrowed { source, .. } = what { *source } else { None }
    })
}

/// The paths of some ports.
#[derive(Debug, Clone)]
pub(super) struct Way<'t> {
    pub(super) there: Vec<&'t Path>,
    pub(super) back: Vec<&'t Path>,
    fate: Fate,
}

/// Returns the paths of some ports, and their sum.
pub(super) fn way<'t>(network: &Network, trace: &'t Trace, ports: Option<PortRange>) -> Way<'t> {
    let holds =
        |own: Option<PortRange>| own.zip(ports).is_none_or(|(own, ports)| own.covers(ports));
    let there: Vec<&Path> =
        trace.forward.iter().filter(|path| holds(forward_ports(trace, path))).collect();
    let all = trace.replies.iter().flat_map(|reply| &reply.paths);
    let back: Vec<&Path> = all.filter(|path| holds(reply_ports(trace, path))).collect();
    let part = parts(trace).into_iter().find(|part| holds(part.ports));
    let Part { reached, reason, share, .. } =
        part.unwrap_or(Part { ports: None, reached: Reached::Unknown, reason: None, share: None });
    let both = || there.iter().chain(&back);
    let nodes = both().flat_map(|path| path.nodes()).map(|node| network.node_name(node)).collect();
    let arrived = there.iter().filter(|path| matches!(path.outcome, Outcome::Delivered));
    let arrive = arrived.filter_map(|path| {
        let packet = path.hops.last()?.packet_out;
        Some((packet.source, packet.destination))
    });
    let arrive = arrive.collect();
    let mtu = both().filter_map(|path| path.mtu).min();
    let fate = Fate { reached: Some(reached), reason, share, nodes, arrive, mtu };
    Way { there, back, fate }
}

/// What is said of ends of which one is not there.
fn nobody() -> Fate {
    let (nodes, arrive) = (BTreeSet::new(), BTreeSet::new());
    Fate { reached: None, reason: None, share: None, nodes, arrive, mtu: None }
}

fn difference(
    ports: Option<PortRange>,
    seen: [Seen<'_>; 2],
    ways: &[Option<Way<'_>>; 2],
) -> Option<Difference> {
    let fates = ways.each_ref().map(|way| way.as_ref().map_or_else(nobody, |way| way.fate.clone()));
    let [before, after] = &fates;
    let kind = match level(before).cmp(&level(after)) {
        std::cmp::Ordering::Greater => Kind::Lost,
        std::cmp::Ordering::Less => Kind::Gained,
        std::cmp::Ordering::Equal => sideways(seen, ways, [before, after])?,
    };
    // What perhaps arrived before and does for sure now is news, too.
    let surely = |fate: &Fate| {
        matches!(fate.reached, Some(Reached::OneWay | Reached::Partly | Reached::BothWays))
    };
    let opens = kind == Kind::Gained && !surely(before);
    Some(Difference { kind, ports, fates, opens })
}

/// How much of the packets gets through: nothing, perhaps something, there, partly, there and back; of
/// equal levels the larger share is more.
pub(super) fn level(fate: &Fate) -> (u8, u128) {
    let level = match fate.reached {
        None | Some(Reached::Never) => 0,
        Some(Reached::Unknown) => 1,
        Some(Reached::OneWay) => 2,
        Some(Reached::Partly) => 3,
        Some(Reached::BothWays) => 4,
    };
    let share = fate.share.map_or(0, |(some, all)| some.saturating_mul(1 << 32) / all.max(1));
    (level, share)
}

/// Returns what is other about packets that get through as before.
fn sideways(seen: [Seen<'_>; 2], ways: &[Option<Way<'_>>; 2], fates: [&Fate; 2]) -> Option<Kind> {
    let [before, after] = fates;
    if matches!(after.reached, Some(Reached::Never) | None) {
        return None;
    }
    if before.arrive != after.arrive {
        return Some(Kind::Translated);
    }
    let [Some((old, _)), Some((new, _))] = seen else { return None };
    let [Some(one), Some(other)] = ways else { return None };
    if routes(old, one) != routes(new, other) {
        return Some(Kind::Rerouted);
    }
    (before.mtu != after.mtu).then_some(Kind::Mtu)
}

/// Returns the ways by the names of their nodes.
fn routes(network: &Network, way: &Way<'_>) -> [BTreeSet<Vec<String>>; 2] {
    let names = |path: &&Path| path.nodes().map(|node| network.node_name(node)).collect();
    [way.there.iter().map(names).collect(), way.back.iter().map(names).collect()]
}
