//! The engine beside the naive forwarder: one flow, two answers.

use outpath_core::{
    forwarding::{self, Intent, Network, Outcome, Path, Share, Stop, Trace},
    graph::Node,
    model::Model,
};

use crate::naive::{self, Class, NaiveFlow, NaivePath, NaiveTrip, Place};

/// What both answers say of paths that end alike: share, outcome, end, packet, MTU where it is delivered, and
/// translations.
type Row = ((u128, u128), String, Option<String>, String, Option<u32>, usize);

/// Compares the two answers for one flow.
///
/// # Errors
/// Says where they differ, with both answers.
pub fn agree(model: &Model, flow: &NaiveFlow) -> Result<(), String> {
    let network = Network::build(model.clone());
    let trace = forwarding::trace(&network, &intent(flow));
    let trip = naive::round_trip(model, flow);
    let (ours, theirs) = (engine_rows(&trace), naive_rows(&trip));
    let verdicts = (trace.verdict.word(), trip.verdict);
    if ours == theirs && verdicts.0 == verdicts.1 {
        return Ok(());
    }
    Err(format!("flow {flow:?}\nverdicts {verdicts:?}\nengine {ours:?}\nnaive  {theirs:?}"))
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
    }
}

fn node(place: Place) -> Node {
    match place {
        Place::Interface(id) => Node::NetworkInterface(id),
        Place::Host(id) => Node::Host(id),
        Place::Segment(id) => Node::Segment(id),
        Place::Router(id) => Node::Router(id),
        Place::Internet => Node::Internet,
    }
}

/// One direction each; the replies of each delivered packet apart, in any order.
type Rows = (Vec<Row>, Vec<(Vec<Row>, Vec<Row>)>);

fn engine_rows(trace: &Trace) -> Rows {
    let rows = |paths: &[Path]| sorted(paths.iter().map(engine_row).collect());
    let mut replies: Vec<(Vec<Row>, Vec<Row>)> = trace
        .replies
        .iter()
        .map(|reply| {
            let answered = reply.answers.iter().filter_map(|at| trace.forward.get(*at));
            (sorted(answered.map(engine_row).collect()), rows(&reply.paths))
        })
        .collect();
    replies.sort();
    (rows(&trace.forward), replies)
}

fn naive_rows(trip: &NaiveTrip) -> Rows {
    let rows = |paths: &[NaivePath]| sorted(paths.iter().map(naive_row).collect());
    let mut replies: Vec<(Vec<Row>, Vec<Row>)> = trip
        .replies
        .iter()
        .map(|(answers, paths)| {
            let answered = answers.iter().filter_map(|at| trip.forward.get(*at));
            (sorted(answered.map(naive_row).collect()), rows(paths))
        })
        .collect();
    replies.sort();
    (rows(&trip.forward), replies)
}

/// Adds up the shares of paths that end alike: how finely a load is split on the way to one end is
/// nobody's promise.
fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|one, other| end_of(one).cmp(&end_of(other)));
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        match merged.last_mut() {
            Some(last) if end_of(last) == end_of(&row) => last.0 = add(last.0, row.0),
            Some(_) | None => merged.push(row),
        }
    }
    merged
}

/// Returns a row without its share.
fn end_of(row: &Row) -> (&String, &Option<String>, &String, &Option<u32>, &usize) {
    (&row.1, &row.2, &row.3, &row.4, &row.5)
}

fn add(one: (u128, u128), other: (u128, u128)) -> (u128, u128) {
    lowest((one.0 * other.1 + other.0 * one.1, one.1 * other.1))
}

fn engine_row(path: &Path) -> Row {
    let class = match path.outcome {
        Outcome::Delivered => "delivered",
        Outcome::Dropped(_) => "dropped",
        Outcome::Unknown(_) => "unknown",
    };
    let last = path.hops.last();
    let end = match path.outcome {
        Outcome::Delivered => last.map(|hop| format!("{:?}", hop.node)),
        Outcome::Dropped(_) | Outcome::Unknown(_) => None,
    };
    let changed = path.hops.iter().map(|hop| {
        let (before, after) = (hop.packet_in, hop.packet_out);
        usize::from(before.source != after.source)
            + usize::from(before.destination != after.destination)
    });
    let packet = last.map(|hop| hop.packet_out.to_string()).unwrap_or_default();
    let outcome = format!("{class} {}", path.outcome.id());
    let mtu = path.mtu.filter(|_| path.outcome == Outcome::Delivered);
    (share(path.share), outcome, end, packet, mtu, changed.sum())
}

fn naive_row(path: &NaivePath) -> Row {
    let class = match path.class {
        Class::Delivered => "delivered",
        Class::Dropped => "dropped",
        Class::Unknown => "unknown",
    };
    let end = match path.class {
        Class::Delivered => path.end.map(|place| format!("{:?}", node(place))),
        Class::Dropped | Class::Unknown => None,
    };
    let (numerator, denominator) = path.share;
    let whole = Share { numerator: numerator.into(), denominator: denominator.into() };
    let outcome = format!("{class} {}", path.reason);
    let translations = usize::try_from(path.translations).unwrap_or(usize::MAX);
    let mtu = path.mtu.filter(|_| path.class == Class::Delivered);
    (share(whole), outcome, end, path.packet.to_string(), mtu, translations)
}

fn share(share: Share) -> (u128, u128) {
    lowest((share.numerator, share.denominator))
}

fn lowest((numerator, denominator): (u128, u128)) -> (u128, u128) {
    let divisor = gcd(numerator, denominator);
    (numerator / divisor, denominator / divisor)
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { gcd(other, one % other) }
}
