//! What NAT gateways of both kinds have in common (facts NAT-07, NAT-08 and NAT-15).

use std::net::IpAddr;

use crate::{
    addr::{self, Packet, PortRange, Protocol},
    forwarding::{
        Blocker, Cx, Memory, Onward, Reason, Session, Step, Translator, What, session::restore,
        state::end,
    },
    model::{ObjectId, VpcId},
};

/// The largest packet through a NAT gateway (fact MTU-05).
const MTU: u32 = 8500;

/// Translates a packet from the inside to an address of the gateway, if it serves it.
pub(super) fn translate(
    cx: Cx<'_>,
    (device, id): (Translator, ObjectId),
    (packet, source): (Packet, IpAddr),
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward<Packet> {
    carries(cx, id, packet.protocol, steps)?;
    let source_ports = packet.source_ports.map(|_| PortRange::EPHEMERAL);
    let destination = four_of_six(cx, id, packet)?;
    let icmp = packet.icmp.map(|icmp| icmp.in_family(destination.is_ipv6()));
    let translated = Packet { source, destination, source_ports, icmp, ..packet };
    memory.sessions.push(Session { device, original: packet, translated });
    let what = What::SourceTranslated { from: packet.source, to: source };
    steps.push(Step::new(what).facts(&["NAT-05", "NAT-07", "MTU-05"]).key(id).mtu(MTU));
    if destination != packet.destination {
        let what = What::DestinationTranslated { from: packet.destination, to: destination };
        steps.push(Step::new(what).facts(&["NAT-15"]).key(id));
    }
    Onward::Continue(translated)
}

/// Ends a path of a source that a NAT gateway does not serve: one that neither stands in its VPC nor
/// came by a transit gateway (fact NAT-08).
pub(super) fn serves(
    cx: Cx<'_>,
    id: ObjectId,
    vpc: VpcId,
    source: IpAddr,
    memory: &Memory,
) -> Onward<()> {
    let network = cx.network;
    if network.model.vpc_contains(vpc, source) || memory.transit.contains_key(&vpc) {
        return Onward::Continue(());
    }
    let message =
        format!("{} serves sources of {} only, not {source}", network.name(id), network.name(vpc),);
    end(Blocker::new(Reason::NatSourceNotInVpc, message).key(id).dropped())
}

/// Returns a reply as the sender of the packet sees it, if the gateway has a session for it.
pub(super) fn restored(
    cx: Cx<'_>,
    (device, id): (Translator, ObjectId),
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<Packet> {
    let Some(restored) = restore(cx.sessions(), device, packet) else {
        let message = format!(
            "nothing behind {} opened a connection that {} answers",
            cx.network.name(id),
            packet.source
        );
        return end(Blocker::new(Reason::NatNoSession, message).key(id).dropped());
    };
    let what = What::DestinationTranslated { from: packet.destination, to: restored.destination };
    steps.push(Step::new(what).facts(&["NAT-09"]).key(id).mtu(MTU));
    if restored.source != packet.source {
        let what = What::SourceTranslated { from: packet.source, to: restored.source };
        steps.push(Step::new(what).facts(&["NAT-15"]).key(id));
    }
    Onward::Continue(restored)
}

/// Returns the destination after NAT64: the IPv4 address that an IPv6 one holds (fact NAT-15).
fn four_of_six(cx: Cx<'_>, id: ObjectId, packet: Packet) -> Onward<IpAddr> {
    let IpAddr::V6(six) = packet.destination else {
        return Onward::Continue(packet.destination);
    };
    let Some(four) = addr::four_of_six(six) else {
        let message =
            format!("{} translates IPv6 for 64:ff9b::/96 only, not {six}", cx.network.name(id));
        let blocker = Blocker::new(Reason::ProtocolUnsupported, message).facts(&["NAT-15"]);
        return end(blocker.key(id).dropped());
    };
    Onward::Continue(IpAddr::V4(four))
}

/// Ends a path of a protocol that NAT gateways do not carry (fact NAT-07).
fn carries(cx: Cx<'_>, id: ObjectId, protocol: Protocol, steps: &mut Vec<Step>) -> Onward<()> {
    let name = cx.network.name(id);
    match protocol {
        Protocol::Tcp | Protocol::Udp | Protocol::Icmp => Onward::Continue(()),
        Protocol::Other(_) => {
            let message = format!("{name} does not carry {protocol}");
            cx.block(steps, Blocker::new(Reason::ProtocolUnsupported, message).key(id))
        }
        Protocol::Any => {
            let message =
                format!("{name} carries TCP, UDP and ICMP only, and the flow names no protocol");
            let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-07"]);
            end(blocker.help("Name a protocol in the flow, such as tcp/443.").key(id).unknown())
        }
    }
}
