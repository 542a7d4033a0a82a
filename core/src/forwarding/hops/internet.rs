//! The internet: it knows who answers to which public address.

use crate::{
    addr::{Packet, is_global},
    bgp::link_down,
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Outcome, PublicOwner, Reason, Step, Stop, Translator,
        What,
        session::restore,
        state::{end, go},
    },
    model::{DirectConnectEnd, Link, RouterId, VpcId},
};

/// Takes a packet through the internet.
pub(super) fn forward(cx: Cx<'_>, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    let destination = packet.destination;
    let links = over_direct_connect(cx, packet);
    if !links.is_empty() {
        let words =
            "the Region sends it over the public virtual interface that announces its destination";
        steps.push(Step::passed(words).facts(&["SL-03", "TOP-35"]));
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
            steps.push(Step::passed(words).facts(&["TOP-05"]).key(translator));
            go(Move { on_premises: true, ..Move::to(Stop::Router(translator), packet) })
        }
        None => match network.public_vpc(destination) {
            Some(vpc) => gateway(cx, vpc, arrival),
            None => match network.public_routers(destination) {
                [] => nobody(cx, packet, steps),
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
            steps.push(Step::passed(words).facts(&["TOP-97"]));
            working
        }
    };
    let moves = left
        .into_iter()
        .map(|router| Move { on_premises: true, ..Move::to(Stop::Router(router), packet) });
    Onward::Continue(moves.collect())
}

/// Returns the public virtual interfaces over which an anchor answers: those with the longest prefix
/// that the customer announces for the destination (facts SL-03 and TOP-35).
fn over_direct_connect(cx: Cx<'_>, packet: Packet) -> Vec<Link> {
    let network = cx.network;
    let model = &network.model;
    if !network.is_anchor(packet.source) {
        return Vec::new();
    }
    let links = model.direct_connect_interfaces.iter();
    let links = links.filter(|(_, interface)| interface.end == DirectConnectEnd::Public);
    let links = links.map(|(id, _)| Link::DirectConnect(id));
    let up = links.filter(|link| link_down(model, *link).is_none());
    let offers = up.filter_map(|link| {
        let heard = network.bgp.heard().longest(model, link, packet.destination)?;
        Some((heard.prefix.length(), link))
    });
    let offers: Vec<(u8, Link)> = offers.collect();
    let longest = offers.iter().map(|(length, _)| *length).max();
    let best = offers.into_iter().filter(|(length, _)| Some(*length) == longest);
    best.map(|(_, link)| link).collect()
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
fn nobody(cx: Cx<'_>, packet: Packet, steps: &mut Vec<Step>) -> Onward {
    if !is_global(packet.destination) {
        let message = format!("the internet has no route to {}", packet.destination);
        return end(Blocker::new(Reason::NotRoutableOnInternet, message).dropped());
    }
    cx.network.whole([])?;
    if cx.network.is_anchor(packet.destination) {
        steps.push(Step::new(What::Delivered).facts(&["SL-03"]));
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
    steps.push(Step::new(What::Delivered).facts(&["TOP-03"]));
    end(Outcome::Delivered)
}
