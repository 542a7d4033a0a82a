//! NAT gateways: many sources behind one address (facts NAT-05 to NAT-10).

use super::vpc;
use crate::{
    addr::{Packet, PortRange, Protocol},
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Memory, Move, Onward, Reason, Sender, Session, Step, Stop,
        Translator, Way, What,
        filter::network_acl,
        session::restore,
        state::{end, go},
    },
    model::{NatGatewayId, SubnetId},
};

/// The largest packet through a NAT gateway (fact MTU-05).
const MTU: u32 = 8500;

/// Translates a packet from the inside and sends it on by the table of the gateway's own subnet.
pub(super) fn out(
    cx: Cx<'_>,
    id: NatGatewayId,
    from: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let gateway = &network.model.nat_gateways[id];
    network.whole([id.into(), gateway.subnet.into()])?;
    if from != gateway.subnet {
        network_acl(cx, gateway.subnet, Way::In, arrival.packet, steps)?;
    }
    let packet = arrival.packet;
    let vpc = network.model.subnets[gateway.subnet].vpc;
    if !network.model.vpc_contains(vpc, packet.source) {
        let message = format!(
            "{} serves sources of {} only, not {}",
            network.name(id),
            network.name(vpc),
            packet.source
        );
        return end(Blocker::new(Reason::NatSourceNotInVpc, message).key(id).dropped());
    }
    carries(cx, id, packet.protocol, steps)?;
    on_outpost(cx, id, steps);
    let source_ports = packet.source_ports.map(|_| PortRange::EPHEMERAL);
    let translated = Packet { source: gateway.address, source_ports, ..packet };
    memory.sessions.push(Session {
        device: Translator::NatGateway(id),
        original: packet,
        translated,
    });
    let what = What::SourceTranslated { from: packet.source, to: gateway.address };
    steps.push(Step::new(what).facts(&["NAT-05", "NAT-07", "MTU-05"]).key(id).mtu(MTU));
    let own = &network.model.subnets[gateway.subnet];
    if own.prefixes.iter().any(|prefix| prefix.contains(translated.destination)) {
        let arriving = Arriving { same_subnet: true, ..Arriving::into(gateway.subnet) };
        return go(Move::to(Stop::Arrive(arriving), translated));
    }
    go(Move::to(Stop::Route(gateway.subnet, Sender::NatGateway(id)), translated))
}

/// Says what is taken for granted where a NAT gateway stands on an Outpost (fact SVC-04).
fn on_outpost(cx: Cx<'_>, id: NatGatewayId, steps: &mut Vec<Step>) {
    let model = &cx.network.model;
    if model.subnets[model.nat_gateways[id].subnet].outpost().is_some() {
        let words = "it stands on an Outpost, and is taken to work there as in the Region";
        steps.push(Step::passed(words).facts(&["SVC-04", "TOP-30"]).key(id));
    }
}

/// Takes a reply back to whoever opened the connection, whatever the tables say (fact NAT-09).
pub(super) fn back(
    cx: Cx<'_>,
    id: NatGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let gateway = &network.model.nat_gateways[id];
    network.whole([id.into(), gateway.subnet.into()])?;
    let packet = arrival.packet;
    let restored = restore(cx.sessions(), Translator::NatGateway(id), packet);
    let Some(restored) = restored else {
        let message = format!(
            "nothing behind {} opened a connection that {} answers",
            network.name(id),
            packet.source
        );
        return end(Blocker::new(Reason::NatNoSession, message).key(id).dropped());
    };
    on_outpost(cx, id, steps);
    let what = What::DestinationTranslated { from: packet.destination, to: restored.destination };
    steps.push(Step::new(what).facts(&["NAT-09"]).key(id).mtu(MTU));
    let vpc = network.model.subnets[gateway.subnet].vpc;
    let arrival = Arrival { packet: restored, ..arrival };
    let own = &network.model.subnets[gateway.subnet].prefixes;
    if !own.iter().any(|prefix| prefix.contains(restored.destination)) {
        network_acl(cx, gateway.subnet, Way::Out, restored, steps)?;
    }
    vpc::deliver(cx, vpc, Some(gateway.subnet), arrival, steps)
}

/// Ends a path of a protocol that NAT gateways do not carry (fact NAT-07).
fn carries(cx: Cx<'_>, id: NatGatewayId, protocol: Protocol, steps: &mut Vec<Step>) -> Onward<()> {
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
