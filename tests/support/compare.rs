//! The engine beside the naive forwarder: one flow, two answers.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use outpath_core::{
    addr::Packet,
    forwarding::{self, Conditions, Intent, Network, Outcome, Path, Stop, Trace},
    graph::Node,
};

use crate::naive::{self, Class, NaiveFlow, NaivePath, NaiveTrip, Place};

/// What both answers say of packets that end alike. The MTU counts where a packet is delivered. How finely
/// a load is split on the way to one end is nobody's promise, and so the ports of its parts are not in it:
/// that the right ones come there shows in their share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    outcome: &'static str,
    reason: &'static str,
    node: Option<Node>,
    packet: Packet,
    mtu: Option<u32>,
    translations: usize,
}

/// A part of the load, in lowest terms.
type Part = (u128, u128);

/// Which part of the load ends where, on the way there, and there and back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Answer {
    there: BTreeMap<End, Part>,
    back: BTreeMap<(End, End), Part>,
}

/// Two answers that are not the same.
#[derive(Debug, Clone)]
pub struct Disagreement {
    /// Both answers in words.
    pub text: String,
    /// What only one of them says of any part of the load: the engine, then the oracle.
    pub kind: [BTreeSet<&'static str>; 2],
}

/// Compares the two answers for one flow, and returns the verdict of both.
///
/// # Errors
/// Says where they differ, with both answers.
pub fn agree(network: &Network, flow: &NaiveFlow) -> Result<&'static str, Box<Disagreement>> {
    let trace = forwarding::trace(network, &intent(flow));
    let trip = naive::round_trip(&network.model, flow);
    let (ours, theirs) = (engine_answer(&trace), naive_answer(&trip));
    let verdicts = (trace.verdict.word(), trip.verdict);
    if ours.is_like(&theirs) && verdicts.0 == verdicts.1 {
        return Ok(verdicts.0);
    }
    let engine = said(network, verdicts.0, &ours);
    let naive = said(network, verdicts.1, &theirs);
    let said = [ours.reasons(), theirs.reasons()];
    let kind = [&said[0] - &said[1], &said[1] - &said[0]];
    Err(Box::new(Disagreement { text: format!("engine: {engine}\nnaive: {naive}"), kind }))
}

/// Returns the flow as the engine takes it.
#[must_use]
pub fn intent(flow: &NaiveFlow) -> Intent {
    let start = match flow.source {
        Place::Interface(id) => Stop::Send(id),
        Place::Host(id) => Stop::HostSend(id),
        Place::Segment(id) => Stop::SegmentSend(id),
        Place::Router(id) => Stop::Router(id),
        Place::Service(id) => Stop::ServiceSend(id, None),
        Place::Internet => Stop::Internet,
    };
    Intent {
        start,
        packet: flow.packet,
        destination: flow.intended.map(node),
        refused: None,
        sampled: false,
        size: None,
        conditions: Conditions::default(),
    }
}

/// Returns the node of the engine for a place.
#[must_use]
pub fn node(place: Place) -> Node {
    match place {
        Place::Interface(id) => Node::NetworkInterface(id),
        Place::Host(id) => Node::Host(id),
        Place::Segment(id) => Node::Segment(id),
        Place::Router(id) => Node::Router(id),
        Place::Service(id) => Node::AwsService(id),
        Place::Internet => Node::Internet,
    }
}

fn engine_answer(trace: &Trace) -> Answer {
    let replies = trace.replies.iter().map(|reply| {
        let answered = reply.answers.iter().filter_map(|at| trace.forward.get(*at));
        (answered.map(engine_row).collect(), reply.paths.iter().map(engine_row).collect())
    });
    Answer::of(trace.forward.iter().map(engine_row), replies)
}

fn naive_answer(trip: &NaiveTrip) -> Answer {
    let replies = trip.replies.iter().map(|(answers, paths)| {
        let answered = answers.iter().filter_map(|at| trip.forward.get(*at));
        (answered.map(naive_row).collect(), paths.iter().map(naive_row).collect())
    });
    Answer::of(trip.forward.iter().map(naive_row), replies)
}

impl Answer {
    fn reasons(&self) -> BTreeSet<&'static str> {
        let back = self.back.keys().map(|(_, end)| end.reason);
        self.there.keys().map(|end| end.reason).chain(back).collect()
    }

    /// Returns whether two answers say the same. How often a packet goes around in a circle before that is
    /// noticed, and so what part of a load leaves it, is nobody's promise.
    fn is_like(&self, other: &Self) -> bool {
        let circle = |answer: &Self| answer.reasons().contains("loop");
        let ends = |answer: &Self| -> BTreeSet<(End, Option<End>)> {
            let plain = |end: &End| End { mtu: None, translations: 0, ..*end };
            let there = answer.there.keys().map(|end| (plain(end), None));
            let back = answer.back.keys().map(|(end, back)| (plain(end), Some(plain(back))));
            there.chain(back).collect()
        };
        self == other || circle(self) && circle(other) && ends(self) == ends(other)
    }

    fn of(
        there: impl Iterator<Item = (End, Part)>,
        replies: impl Iterator<Item = (Vec<(End, Part)>, Vec<(End, Part)>)>,
    ) -> Self {
        let mut answer = Self::default();
        for (end, part) in there {
            add(answer.there.entry(end).or_insert((0, 1)), part);
        }
        for (answered, back) in replies {
            for (there, part) in &answered {
                for (end, some) in &back {
                    let both = lowest((part.0 * some.0, part.1 * some.1));
                    add(answer.back.entry((*there, *end)).or_insert((0, 1)), both);
                }
            }
        }
        answer
    }
}

fn engine_row(path: &Path) -> (End, Part) {
    let delivered = path.outcome == Outcome::Delivered;
    let outcome = match path.outcome {
        Outcome::Delivered => "delivered",
        Outcome::Dropped(_) => "dropped",
        Outcome::Unknown(_) => "unknown",
    };
    let changed = path.hops.iter().map(|hop| {
        let (before, after) = (hop.packet_in, hop.packet_out);
        usize::from(before.source != after.source)
            + usize::from(before.destination != after.destination)
    });
    let last = path.hops.last().expect("invariant: a path has a hop");
    let end = End {
        outcome,
        reason: plainly(path.outcome.id()),
        node: delivered.then_some(last.node),
        packet: portless(last.packet_out),
        mtu: path.mtu.filter(|_| delivered),
        translations: changed.sum(),
    };
    (of_circle(end), lowest((path.share.numerator, path.share.denominator)))
}

fn naive_row(path: &NaivePath) -> (End, Part) {
    let delivered = path.class == Class::Delivered;
    let outcome = match path.class {
        Class::Delivered => "delivered",
        Class::Dropped => "dropped",
        Class::Unknown => "unknown",
    };
    let end = End {
        outcome,
        reason: plainly(path.reason),
        node: path.end.filter(|_| delivered).map(node),
        packet: portless(path.packet),
        mtu: path.mtu.filter(|_| delivered),
        translations: usize::try_from(path.translations).unwrap_or(usize::MAX),
    };
    (of_circle(end), lowest(path.share))
}

/// Leaves out of a circle what depends on where in it that is noticed, which is nobody's promise.
fn of_circle(end: End) -> End {
    if end.reason != "loop" {
        return end;
    }
    let nowhere = IpAddr::from([0, 0, 0, 0]);
    let packet = Packet { source: nowhere, destination: nowhere, ..end.packet };
    End { packet, translations: 0, ..end }
}

/// Returns the reason that the oracle has for one that tells more.
fn plainly(reason: &'static str) -> &'static str {
    match reason {
        "return-no-route" | "subnet-not-advertised" => "no-route",
        "outpost-peer-route-missing" => "outpost-region-hairpin-blocked",
        "lgw-eni-route-loop" => "loop",
        "tgw-az-affinity" => "return-asymmetric",
        other => other,
    }
}

fn portless(packet: Packet) -> Packet {
    Packet { source_ports: None, destination_ports: None, ..packet }
}

fn add(sum: &mut Part, other: Part) {
    let common = gcd(sum.1, other.1);
    let whole = sum.1 / common * other.1;
    *sum = lowest((sum.0 * (whole / sum.1) + other.0 * (whole / other.1), whole));
}

fn lowest((numerator, denominator): (u128, u128)) -> (u128, u128) {
    let divisor = gcd(numerator, denominator);
    (numerator / divisor, denominator / divisor)
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

/// Writes an answer down.
fn said(network: &Network, verdict: &str, answer: &Answer) -> String {
    let mut text = verdict.to_owned();
    for (end, part) in &answer.there {
        text.push_str(&format!("\n  {} there {}", shown(*part), end_said(network, end)));
    }
    for ((there, back), part) in &answer.back {
        let end = end_said(network, back);
        let part = shown(*part);
        text.push_str(&format!("\n  {part} back {end}; an answer to {}", there.packet));
    }
    text
}

fn shown((some, all): Part) -> String {
    if some == all { "all".to_owned() } else { format!("{some}/{all}") }
}

fn end_said(network: &Network, end: &End) -> String {
    let at = end.node.map(|node| format!(" to {}", network.node_name(node))).unwrap_or_default();
    let mtu = end.mtu.map(|mtu| format!(", MTU {mtu}")).unwrap_or_default();
    let End { outcome, reason, packet, translations, .. } = end;
    let reason = if outcome == reason { "" } else { reason };
    format!("{outcome} {reason}{at}, {packet}, {translations} translations{mtu}")
}

/// Writes a packet with its source ports.
pub(crate) fn whole(packet: Packet) -> String {
    let from = packet.source_ports.map(|ports| format!(" from port {ports}")).unwrap_or_default();
    format!("{packet}{from}")
}
