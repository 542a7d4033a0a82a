//! The internet: it knows who answers to which public address.

use super::public_interface;
use crate::{
    addr::{Packet, PortRange, Protocol, is_global},
    forwarding::{
        Arrival, Blocker, Cx, Memory, Move, Onward, Outcome, PublicOwner, Reason, Step, Stop,
        Translator, What,
        session::restore,
        state::{end, go},
    },
    model::{RouterId, VpcId},
};

/// Takes a packet through the internet.
pub(super) fn forward(
    cx: Cx<'_>,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &Memory,
) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    let destination = packet.destination;
    let links = public_interface::answering(network, packet);
    if !links.is_empty() {
        let words =
            "the Region sends it over the public virtual interface that announces its destination";
        cx.tell(steps, || Step::passed(words).facts(&["SL-03", "TOP-35"]));
        let moves = links.into_iter().map(|link| Move::to(Stop::LinkOut(link), packet));
        return Onward::Continue(moves.collect());
    }
    match network.public_owner(destination) {
        Some(PublicOwner::RegionalNatGateway(id)) => {
            gateway(cx, network.model.regional_nat_gateways[id].vpc, arrival)
        }
        Some(PublicOwner::Interface(id)) => {
            let subnet = network.model.network_interfaces[id].subnet;
            gateway(cx, network.model.subnets[subnet].vpc, arrival)
        }
        Some(PublicOwner::NatGateway(id)) => {
            let subnet = network.model.nat_gateways[id].subnet;
            gateway(cx, network.model.subnets[subnet].vpc, arrival)
        }
        Some(PublicOwner::Router(id)) => {
            // Edge routers may share an address: the one that translated gets the reply.
            let Some(translator) = translating_router(cx, packet) else {
                let message = format!(
                    "nothing behind {} opened a connection that {} answers",
                    network.name(id),
                    packet.source
                );
                return end(Blocker::new(Reason::NatNoSession, message).key(id).dropped());
            };
            let words = "the internet returns the packet to the router that translated its address";
            cx.tell(steps, || Step::passed(words).facts(&["TOP-05"]).key(translator));
            go(Move { on_premises: true, ..Move::to(Stop::Router(translator), packet) })
        }
        None => match network.public_vpc(destination) {
            Some(vpc) => gateway(cx, vpc, arrival),
            None => match network.public_routers(destination) {
                [] => nobody(cx, packet, steps, memory),
                routers => to_routers(cx, routers, packet, steps),
            },
        },
    }
}

/// Hands a packet to the routers that the internet knows for its destination, without those that are down
/// if there are others (fact TOP-97).
fn to_routers(cx: Cx<'_>, routers: &[RouterId], packet: Packet, steps: &mut Vec<Step>) -> Onward {
    let (working, down): (Vec<RouterId>, Vec<RouterId>) =
        routers.iter().partition(|router| cx.network.model.router_is_up(**router));
    let left = match (working.is_empty(), down.is_empty()) {
        (true, _) => down,
        (false, true) => working,
        (false, false) => {
            let words = "the internet has noticed which router is down";
            cx.tell(steps, || Step::passed(words).facts(&["TOP-97"]));
            working
        }
    };
    let moves = left
        .into_iter()
        .map(|router| Move { on_premises: true, ..Move::to(Stop::Router(router), packet) });
    Onward::Continue(moves.collect())
}

/// Returns the router that has a session for a reply.
fn translating_router(cx: Cx<'_>, reply: Packet) -> Option<RouterId> {
    cx.sessions().iter().find_map(|session| match session.device {
        Translator::Router(id) => restore(cx.sessions(), session.device, reply).map(|_| id),
        Translator::NatGateway(_)
        | Translator::RegionalNatGateway(_)
        | Translator::EgressOnly(_)
        | Translator::Endpoint(_)
        | Translator::Instance(_) => None,
    })
}

/// Hands a packet to the gateway in front of a VPC. An egress-only one takes the replies of what
/// left by it, and the rest only where there is no other (facts NAT-14 and TOP-45).
fn gateway(cx: Cx<'_>, vpc: VpcId, arrival: Arrival) -> Onward {
    let network = cx.network;
    network.whole([vpc.into()])?;
    let packet = arrival.packet;
    let egress_only = network.model.vpcs[vpc].egress_only_internet_gateway;
    let egress_only = egress_only.filter(|_| packet.is_ipv6());
    let answers = |id| restore(cx.sessions(), Translator::EgressOnly(id), packet).is_some();
    let both_ways = network.model.vpcs[vpc].internet_gateway;
    if let Some(id) = egress_only.filter(|id| both_ways.is_none() || answers(*id)) {
        return go(Move::to(Stop::EgressOnlyIn(id), packet));
    }
    let Some(gateway) = both_ways else {
        let message = format!(
            "{} belongs to {}, which has no internet gateway",
            arrival.packet.destination,
            network.name(vpc),
        );
        return end(Blocker::new(Reason::AttachmentNotReady, message).key(vpc).dropped());
    };
    go(Move::to(Stop::InternetGatewayIn(gateway), arrival.packet))
}

/// Decides about an address that no public mapping of the inputs has.
fn nobody(cx: Cx<'_>, packet: Packet, steps: &mut Vec<Step>, memory: &Memory) -> Onward {
    if !is_global(packet.destination) {
        let message = format!("the internet has no route to {}", packet.destination);
        return end(Blocker::new(Reason::NotRoutableOnInternet, message).dropped());
    }
    cx.network.whole([])?;
    if cx.network.is_anchor(packet.destination) {
        let expected = of_service_link(cx, packet, memory);
        let fact = if expected { "SL-03" } else { "TOP-81" };
        cx.tell(steps, || Step::new(What::Delivered).facts(&[fact]));
        return end(Outcome::Delivered);
    }
    if let Some(list) = cx.network.service_at(packet.destination) {
        return go(Move::to(Stop::ServiceReceive(list, None), packet));
    }
    let destination = packet.destination;
    if cx.network.declares(destination) {
        let message = format!(
            "the input has {destination} in a prefix of its own, but does not say whether the internet reaches it"
        );
        return end(Blocker::new(Reason::LeftModel, message).unknown());
    }
    cx.tell(steps, || Step::new(What::Delivered).facts(&["TOP-03"]));
    end(Outcome::Delivered)
}

/// Returns whether a packet is one that a service link sends to this anchor of it (fact SL-07), however
/// often it was translated since.
fn of_service_link(cx: Cx<'_>, packet: Packet, memory: &Memory) -> bool {
    let https = PortRange { first: 443, last: 443 };
    let asks = matches!(packet.protocol, Protocol::Tcp | Protocol::Udp)
        && packet.destination_ports == Some(https);
    let source = memory.sessions.iter().rev().fold(packet.source, |source, session| {
        if session.translated.source == source { session.original.source } else { source }
    });
    let outposts = cx.network.model.outposts.values();
    asks && outposts.map(|outpost| &outpost.service_link).any(|link| {
        link.anchors.contains(&packet.destination)
            && link.blocks.iter().any(|block| block.contains(source))
    })
}
