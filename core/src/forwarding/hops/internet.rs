//! The internet: it knows who answers to which public address.

use std::net::IpAddr;

use crate::{
    addr::{Packet, is_private, is_shared_space},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Outcome, PublicOwner, Reason, Step, Stop, Translator,
        What,
        session::restore,
        state::{end, go},
    },
    model::{RouterId, VpcId},
};

/// Takes a packet through the internet.
pub(super) fn forward(cx: Cx<'_>, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    let destination = packet.destination;
    match network.public_owner(destination) {
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
        None => match vpc_of(cx, destination) {
            Some(vpc) => gateway(cx, vpc, arrival),
            None => nobody(cx, destination, steps),
        },
    }
}

/// Returns the VPC that has a global IPv6 address: its interfaces need no other one (fact NAT-01).
fn vpc_of(cx: Cx<'_>, destination: IpAddr) -> Option<VpcId> {
    if !destination.is_ipv6() || is_private(destination) {
        return None;
    }
    let model = &cx.network.model;
    model.vpcs.ids().find(|id| model.vpc_contains(*id, destination))
}

/// Returns the router that has a session for a reply.
fn translating_router(cx: Cx<'_>, reply: Packet) -> Option<RouterId> {
    cx.sessions().iter().find_map(|session| match session.device {
        Translator::Router(id) => restore(cx.sessions(), session.device, reply).map(|_| id),
        Translator::NatGateway(_) | Translator::Instance(_) => None,
    })
}

/// Hands a packet to the internet gateway of a VPC.
fn gateway(cx: Cx<'_>, vpc: VpcId, arrival: Arrival) -> Onward {
    let network = cx.network;
    network.whole([vpc.into()])?;
    let Some(gateway) = network.model.vpcs[vpc].internet_gateway else {
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
fn nobody(cx: Cx<'_>, destination: IpAddr, steps: &mut Vec<Step>) -> Onward {
    if is_private(destination) || is_shared_space(destination) {
        let message = format!("the internet has no route to {destination}");
        return end(Blocker::new(Reason::NotRoutableOnInternet, message).dropped());
    }
    cx.network.whole([])?;
    if cx.network.declares(destination) {
        let message = format!(
            "the input has {destination} in a prefix of its own, but does not say whether the internet reaches it"
        );
        return end(Blocker::new(Reason::LeftModel, message).unknown());
    }
    steps.push(Step::new(What::Delivered).facts(&["TOP-03"]));
    end(Outcome::Delivered)
}
