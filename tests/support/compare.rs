//! The engine beside the naive forwarder: one flow, two answers.

use outpath_core::{
    addr::Packet,
    forwarding::{self, Intent, Network, Outcome, Path, Stop, Trace},
    graph::Node,
};

use crate::naive::{self, Class, NaiveFlow, NaivePath, NaiveTrip, Place};

/// What both answers say of paths that end alike. The MTU counts where a packet is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    outcome: &'static str,
    reason: &'static str,
    node: Option<Node>,
    packet: Packet,
    mtu: Option<u32>,
    translations: usize,
}

/// An end, and the share of the load that comes to it, in lowest terms.
type Row = (End, (u128, u128));

/// One direction each; the replies of each delivered packet apart, in any order.
type Rows = (Vec<Row>, Vec<(Vec<Row>, Vec<Row>)>);

/// Compares the two answers for one flow, and returns the verdict of both.
///
/// # Errors
/// Says where they differ, with both answers.
pub fn agree(network: &Network, flow: &NaiveFlow) -> Result<&'static str, String> {
    let trace = forwarding::trace(network, &intent(flow));
    let trip = naive::round_trip(&network.model, flow);
    let (ours, theirs) = (engine_rows(&trace), naive_rows(&trip));
    let verdicts = (trace.verdict.word(), trip.verdict);
    if ours == theirs && verdicts.0 == verdicts.1 {
        return Ok(verdicts.0);
    }
    let engine = said(network, verdicts.0, &ours);
    let naive = said(network, verdicts.1, &theirs);
    Err(format!("engine: {engine}\nnaive: {naive}"))
}

/// Returns the flow as the engine takes it.
#[must_use]
pub fn intent(flow: &NaiveFlow) -> Intent {
    let start = match flow.source {
        Place::Interface(id) => Stop::Send(id),
        Place::Host(id) => Stop::HostSend(id),
        Place::Segment(id) => Stop::SegmentSend(id),
        Place::Router(id) => Stop::Router(id),
        Place::Internet => Stop::Internet,
    };
    Intent {
        start,
        packet: flow.packet,
        destination: flow.intended.map(node),
        refused: None,
        sampled: false,
        size: None,
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
        Place::Internet => Node::Internet,
    }
}

fn engine_rows(trace: &Trace) -> Rows {
    let rows = |paths: &[Path]| merged(paths.iter().map(engine_row).collect());
    let replies = trace.replies.iter().map(|reply| {
        let answered = reply.answers.iter().filter_map(|at| trace.forward.get(*at));
        (merged(answered.map(engine_row).collect()), rows(&reply.paths))
    });
    (rows(&trace.forward), joined(replies.collect()))
}

fn naive_rows(trip: &NaiveTrip) -> Rows {
    let rows = |paths: &[NaivePath]| merged(paths.iter().map(naive_row).collect());
    let replies = trip.replies.iter().map(|(answers, paths)| {
        let answered = answers.iter().filter_map(|at| trip.forward.get(*at));
        (merged(answered.map(naive_row).collect()), rows(paths))
    });
    (rows(&trip.forward), joined(replies.collect()))
}

/// Joins replies that fare alike and answer the same ends: how finely they are told apart is nobody's
/// promise either.
fn joined(mut replies: Vec<(Vec<Row>, Vec<Row>)>) -> Vec<(Vec<Row>, Vec<Row>)> {
    let ends = |rows: &[Row]| rows.iter().map(|(end, _)| *end).collect::<Vec<End>>();
    replies.sort_by_cached_key(|(answered, back)| (ends(answered), back.clone()));
    let mut joined: Vec<(Vec<Row>, Vec<Row>)> = Vec::new();
    for (answered, back) in replies {
        match joined.last_mut() {
            Some((last, same)) if *same == back && ends(last) == ends(&answered) => {
                last.iter_mut().zip(answered).for_each(|(sum, one)| sum.1 = add(sum.1, one.1));
            }
            Some(_) | None => joined.push((answered, back)),
        }
    }
    joined
}

/// Adds up the shares of paths that end alike: how finely a load is split on the way to one end is
/// nobody's promise.
fn merged(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort();
    let mut merged: Vec<Row> = Vec::new();
    for (end, share) in rows {
        match merged.last_mut() {
            Some((last, sum)) if *last == end => *sum = add(*sum, share),
            Some(_) | None => merged.push((end, share)),
        }
    }
    merged
}

fn engine_row(path: &Path) -> Row {
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
        reason: as_there(path.outcome.id()),
        node: delivered.then_some(last.node),
        packet: last.packet_out,
        mtu: path.mtu.filter(|_| delivered),
        translations: changed.sum(),
    };
    (end, lowest((path.share.numerator, path.share.denominator)))
}

fn naive_row(path: &NaivePath) -> Row {
    let delivered = path.class == Class::Delivered;
    let outcome = match path.class {
        Class::Delivered => "delivered",
        Class::Dropped => "dropped",
        Class::Unknown => "unknown",
    };
    let end = End {
        outcome,
        reason: as_there(path.reason),
        node: path.end.filter(|_| delivered).map(node),
        packet: path.packet,
        mtu: path.mtu.filter(|_| delivered),
        translations: usize::try_from(path.translations).unwrap_or(usize::MAX),
    };
    (end, lowest((path.share.0.into(), path.share.1.into())))
}

/// Returns the reason that has a name of its own on the way back.
fn as_there(reason: &'static str) -> &'static str {
    match reason {
        "return-no-route" | "subnet-not-advertised" => "no-route",
        "outpost-peer-route-missing" => "outpost-region-hairpin-blocked",
        "nacl-deny-in" | "nacl-deny-out" | "return-nacl-deny" => "nacl-deny",
        other => other,
    }
}

fn add(one: (u128, u128), other: (u128, u128)) -> (u128, u128) {
    lowest((one.0 * other.1 + other.0 * one.1, one.1 * other.1))
}

fn lowest((numerator, denominator): (u128, u128)) -> (u128, u128) {
    let divisor = gcd(numerator, denominator);
    (numerator / divisor, denominator / divisor)
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

/// Writes an answer down.
fn said(network: &Network, verdict: &str, (forward, replies): &Rows) -> String {
    let mut text = verdict.to_owned();
    for row in forward {
        text.push_str(&format!("\n  there {}", row_said(network, row)));
    }
    for (answered, back) in replies {
        let ends = answered.iter().map(|(end, _)| whole(end.packet));
        text.push_str(&format!("\n  the reply to {}", ends.collect::<Vec<_>>().join(" and ")));
        for row in back {
            text.push_str(&format!("\n    back {}", row_said(network, row)));
        }
    }
    text
}

fn row_said(network: &Network, (end, share): &Row) -> String {
    let at = end.node.map(|node| format!(" to {}", network.node_name(node))).unwrap_or_default();
    let mtu = end.mtu.map(|mtu| format!(", MTU {mtu}")).unwrap_or_default();
    format!(
        "{}/{}: {} {}{at}, {}, {} translations{mtu}",
        share.0,
        share.1,
        end.outcome,
        end.reason,
        whole(end.packet),
        end.translations,
    )
}

/// Writes a packet with its source ports.
pub(crate) fn whole(packet: Packet) -> String {
    let from = packet.source_ports.map(|ports| format!(" from port {ports}")).unwrap_or_default();
    format!("{packet}{from}")
}
