//! Egress-only internet gateways: IPv6 out, and replies back (fact NAT-14).

use super::{
    public_access::{self, Whose},
    vpc,
};
use crate::{
    addr::is_global,
    forwarding::{
        Arrival, Blocker, Cx, Memory, Move, Onward, Reason, Session, Step, Stop, Translator, Way,
        session::restore,
        state::{end, go},
    },
    model::EgressOnlyInternetGatewayId,
};

/// The largest packet through an egress-only internet gateway (fact MTU-06).
const MTU: u32 = 1500;

/// Takes a packet out to the internet, and remembers the connection.
pub(super) fn out(
    cx: Cx<'_>,
    id: EgressOnlyInternetGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let packet = arrival.packet;
    if !packet.is_ipv6() {
        let message = format!("{} carries IPv6 only", network.name(id));
        let blocker = Blocker::new(Reason::ProtocolUnsupported, message).facts(&["NAT-14"]);
        return end(blocker.key(id).dropped());
    }
    if !is_global(packet.destination) {
        let message = format!("{} does not forward to {}", network.name(id), packet.destination);
        return end(Blocker::new(Reason::IgwPrivateDst, message).key(id).dropped());
    }
    let vpc = network.model.egress_only_internet_gateways[id].vpc;
    if !is_global(packet.source) || !network.model.vpc_contains(vpc, packet.source) {
        let message = format!("{} is no public address of {}", packet.source, network.name(vpc));
        return end(Blocker::new(Reason::IgwNoPublicAssociation, message).key(id).dropped());
    }
    let whose = Whose::OutwardOnly(cx.network.subnet_of(vpc, packet.source));
    public_access::check(cx, vpc, whose, Way::Out, steps)?;
    let device = Translator::EgressOnly(id);
    if cx.remembered.is_some() && restore(cx.sessions(), device, packet).is_none() {
        let message = format!(
            "{} did not open this connection: the internet did, and only what it opens passes",
            network.name(vpc),
        );
        cx.block(steps, Blocker::new(Reason::EgressOnlyInbound, message).key(id))?;
    }
    memory.sessions.push(Session { device, original: packet, translated: packet });
    let words = "the packet leaves untranslated, and the gateway remembers the connection";
    cx.tell(steps, || Step::passed(words).facts(&["NAT-14", "MTU-06"]).key(id).mtu(MTU));
    go(Move::to(Stop::Internet, packet))
}

/// Takes a packet from the internet into the VPC, if it answers one that left here.
pub(super) fn into(
    cx: Cx<'_>,
    id: EgressOnlyInternetGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let packet = arrival.packet;
    if restore(cx.sessions(), Translator::EgressOnly(id), packet).is_none() {
        let message = format!(
            "{} brings replies in only, and {} answers nothing that left by it",
            network.name(id),
            packet.source
        );
        cx.block(steps, Blocker::new(Reason::EgressOnlyInbound, message).key(id))?;
    } else {
        let words = "the packet answers one that left here";
        cx.tell(steps, || Step::passed(words).facts(&["NAT-14"]).key(id).mtu(MTU));
    }
    let vpc = network.model.egress_only_internet_gateways[id].vpc;
    let whose = Whose::OutwardOnly(cx.network.subnet_of(vpc, packet.destination));
    public_access::check(cx, vpc, whose, Way::In, steps)?;
    vpc::deliver(cx, vpc, None, arrival, steps)
}
