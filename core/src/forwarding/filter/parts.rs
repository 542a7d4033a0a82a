//! Parting the ports of a packet where rules begin and end.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addr::{Matcher, Packet, PortRange, Taken},
    forwarding::{Blocker, End, Onward, Part, Reason, state::end},
};

/// More parts than this are not followed.
const MOST_PARTS: usize = 1024;

/// Judges a packet by rules in their order, whole if one verdict holds for all of its destination
/// ports.
///
/// Otherwise the engine is asked to split it: each part is then judged alike. A verdict is asked
/// about the rules that take something of a part only, so that many rules for one port each cost no
/// more than a look at each of them.
pub(super) fn judge<R, V: PartialEq>(
    packet: Packet,
    rules: &[R],
    matcher: impl Fn(&R) -> Matcher,
    verdict: impl Fn(Packet, &mut dyn Iterator<Item = &R>) -> V,
) -> Onward<V> {
    let takes = |rule: &&R| matcher(rule).on(packet) != Taken::Nothing;
    let asked = packet.destination_ports.unwrap_or(PortRange::ALL);
    if !packet.protocol.has_ports() || asked.first == asked.last {
        let narrowed = match packet.protocol.has_ports() {
            true => Packet { destination_ports: Some(asked), ..packet },
            false => packet,
        };
        return Onward::Continue(verdict(narrowed, &mut rules.iter().filter(takes)));
    }
    let mut parts: Vec<(PortRange, V)> = Vec::new();
    let mut active = BTreeSet::<usize>::new();
    let changes = changes(packet, asked, rules, &matcher);
    let mut next = changes.keys().copied().skip(1);
    for (first, change) in &changes {
        let last = next.next().map_or(asked.last, |next| next - 1);
        change.ends.iter().for_each(|at| _ = active.remove(at));
        active.extend(&change.begins);
        let narrowed =
            Packet { destination_ports: Some(PortRange { first: *first, last }), ..packet };
        let found = verdict(narrowed, &mut active.iter().filter_map(|at| rules.get(*at)));
        match parts.last_mut() {
            Some((ports, same)) if *same == found => ports.last = last,
            Some(_) | None => parts.push((PortRange { first: *first, last }, found)),
        }
    }
    if parts.len() > MOST_PARTS {
        let message = format!("rules part the ports of the flow into more than {MOST_PARTS}");
        let blocker = Blocker::new(Reason::TooManyPaths, message);
        return end(blocker.help("Name one port in the flow, or fewer.").unknown());
    }
    match parts.len() {
        1 => Onward::Continue(parts.swap_remove(0).1),
        _ => Onward::Break(End::Split(split(packet, asked, parts))),
    }
}

/// The rules, by position, that begin and end to take something at a port.
#[derive(Debug, Default)]
struct Change {
    begins: Vec<usize>,
    ends: Vec<usize>,
}

fn changes<R>(
    packet: Packet,
    asked: PortRange,
    rules: &[R],
    matcher: impl Fn(&R) -> Matcher,
) -> BTreeMap<u16, Change> {
    let mut changes = BTreeMap::from([(asked.first, Change::default())]);
    for (at, rule) in rules.iter().enumerate() {
        let taken = match matcher(rule).on(packet) {
            Taken::Nothing => continue,
            Taken::Ports(ports) => ports,
            Taken::Some | Taken::All => asked,
        };
        changes.entry(taken.first).or_default().begins.push(at);
        if taken.last < asked.last {
            changes.entry(taken.last + 1).or_default().ends.push(at);
        }
    }
    changes
}

fn split<V>(packet: Packet, asked: PortRange, parts: Vec<(PortRange, V)>) -> Vec<Part> {
    let part = |(ports, _): (PortRange, V)| Part {
        packet: Packet { destination_ports: Some(ports), ..packet },
        source: None,
        destination: Some(ports),
        weight: (ports.count(), asked.count()),
    };
    parts.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{addr::Protocol, forwarding::Outcome};

    fn packet() -> Packet {
        Packet {
            source: "10.0.0.1".parse().unwrap(),
            destination: "10.0.0.2".parse().unwrap(),
            protocol: Protocol::Tcp,
            source_ports: Some(PortRange::EPHEMERAL),
            destination_ports: None,
            icmp: None,
        }
    }

    fn tcp(first: u16, last: u16) -> Matcher {
        Matcher { protocol: Some(6), ports: Some(PortRange { first, last }), icmp: None }
    }

    fn judged(rules: &[Matcher]) -> Onward<bool> {
        judge(packet(), rules, |rule| *rule, |_, active| active.next().is_some())
    }

    #[test]
    fn a_packet_is_parted_where_a_verdict_changes() {
        let ports = |rules: &[Matcher]| match judged(rules) {
            Onward::Break(End::Split(parts)) => {
                parts.into_iter().map(|part| part.destination.unwrap().to_string()).collect()
            }
            Onward::Break(End::Outcome(_)) | Onward::Continue(_) => Vec::new(),
        };
        assert_eq!(ports(&[tcp(80, 90), tcp(85, 100)]), ["0-79", "80-100", "101-65535"]);
        assert_eq!(ports(&[tcp(0, 0), tcp(65535, 65535)]), ["0", "1-65534", "65535"]);
        assert_eq!(ports(&[tcp(0, 99), tcp(100, 65535)]), [""; 0]);
        assert!(matches!(judged(&[Matcher::ANY]), Onward::Continue(true)));
        assert!(matches!(judged(&[]), Onward::Continue(false)));
    }

    #[test]
    fn more_parts_than_anybody_reads_are_unknown_at_once() {
        let every_other: Vec<Matcher> = (0..300_000)
            .map(|at: u32| (at % 32_768 * 2) as u16)
            .map(|port| tcp(port, port))
            .collect();
        let found = judged(&every_other);
        let Onward::Break(End::Outcome(Outcome::Unknown(blocker))) = found else {
            panic!("{found:?}");
        };
        assert_eq!(blocker.reason, Reason::TooManyPaths);
    }
}
