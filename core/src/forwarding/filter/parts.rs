//! Parting the ports of a packet where rules begin and end.

use crate::{
    addr::{Matcher, Packet, PortRange},
    forwarding::{End, Onward, Part},
};

/// Judges a packet, whole if one verdict holds for all of its destination ports.
///
/// Otherwise the engine is asked to split it: each part is then judged alike.
pub(super) fn judge<V: PartialEq>(
    packet: Packet,
    matchers: impl Iterator<Item = Matcher>,
    verdict: impl Fn(Packet) -> V,
) -> Onward<V> {
    let has_ports = packet.protocol.has_ports();
    let asked = packet.destination_ports.unwrap_or(PortRange::ALL);
    let first = verdict(narrowed(packet, has_ports, asked.first, asked.first));
    if !has_ports || asked.first == asked.last {
        return Onward::Continue(first);
    }
    let mut starts: Vec<u16> = vec![asked.first];
    for ports in matchers.filter_map(|matcher| matcher.ports) {
        starts.extend([Some(ports.first), ports.last.checked_add(1)].into_iter().flatten());
    }
    starts.retain(|start| asked.first <= *start && *start <= asked.last);
    starts.sort_unstable();
    starts.dedup();
    let mut parts: Vec<(PortRange, V)> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let last = starts.get(at + 1).map_or(asked.last, |next| next - 1);
        let found = verdict(narrowed(packet, true, *start, last));
        match parts.last_mut() {
            Some((ports, same)) if *same == found => ports.last = last,
            Some(_) | None => parts.push((PortRange { first: *start, last }, found)),
        }
    }
    if let [_] = parts.as_slice() {
        return Onward::Continue(first);
    }
    let whole = asked.count();
    let part = |(ports, _): (PortRange, V)| Part {
        packet: Packet { destination_ports: Some(ports), ..packet },
        source: None,
        destination: Some(ports),
        weight: (ports.count(), whole),
    };
    Onward::Break(End::Split(parts.into_iter().map(part).collect()))
}

fn narrowed(packet: Packet, has_ports: bool, first: u16, last: u16) -> Packet {
    let ports = if has_ports { Some(PortRange { first, last }) } else { packet.destination_ports };
    Packet { destination_ports: ports, ..packet }
}
