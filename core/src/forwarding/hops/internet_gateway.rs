//! Internet gateways: 1:1 translation and its checks (facts NAT-01 to NAT-03).

use std::net::IpAddr;

use super::vpc;
use crate::{
    addr::{Packet, is_private, is_shared_space},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, PublicOwner, Reason, Resident, Step, Stop, What,
        state::{end, go},
    },
    model::{InternetGatewayId, NatConnectivity, VpcId},
};

/// The largest packet through an internet gateway (fact MTU-06).
const MTU: u32 = 1500;

/// Takes a packet out to the internet.
pub(super) fn out(
    cx: Cx<'_>,
    id: InternetGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let packet = arrival.packet;
    if not_public(packet.destination) {
        let message = format!("{} does not forward to {}", network.name(id), packet.destination);
        return end(Blocker::new(Reason::IgwPrivateDst, message).key(id).dropped());
    }
    if packet.is_ipv6() {
        steps.push(Step::passed("IPv6 passes untranslated").facts(&["NAT-01"]).key(id).mtu(MTU));
        return go(Move::to(Stop::Internet, packet));
    }
    let vpc = network.model.internet_gateways[id].vpc;
    let Some(public) = public_address(cx, vpc, packet.source) else {
        let message = format!("{} has no public address for {}", network.name(id), packet.source);
        return end(Blocker::new(Reason::IgwNoPublicAssociation, message).key(id).dropped());
    };
    let translated = What::SourceTranslated { from: packet.source, to: public };
    steps.push(Step::new(translated).facts(&["NAT-01", "NAT-03", "MTU-06"]).key(id).mtu(MTU));
    go(Move::to(Stop::Internet, Packet { source: public, ..packet }))
}

/// Takes a packet from the internet into the VPC.
pub(super) fn into(
    cx: Cx<'_>,
    id: InternetGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let gateway = &network.model.internet_gateways[id];
    let packet = arrival.packet;
    if !gateway.attached {
        let message = format!("{} is not attached to its VPC", network.name(id));
        cx.block(steps, Blocker::new(Reason::AttachmentNotReady, message).key(id))?;
    }
    if not_public(packet.source) {
        let message =
            format!("{} does not accept packets from {}", network.name(id), packet.source);
        return end(Blocker::new(Reason::IgwPrivateSrc, message).key(id).dropped());
    }
    if packet.is_ipv6() {
        steps.push(Step::passed("IPv6 passes untranslated").facts(&["NAT-01"]).key(id).mtu(MTU));
        return vpc::deliver(cx, gateway.vpc, None, arrival, steps);
    }
    let private = match network.public_owner(packet.destination) {
        Some(PublicOwner::Interface(owner)) => network.model.network_interfaces[owner].primary(),
        Some(PublicOwner::NatGateway(owner)) => Some(network.model.nat_gateways[owner].address),
        Some(PublicOwner::Router(_)) | None => None,
    };
    let private = private.expect("invariant: the internet hands over only what the VPC owns");
    let what = What::DestinationTranslated { from: packet.destination, to: private };
    steps.push(Step::new(what).facts(&["NAT-01", "NAT-03", "MTU-06"]).key(id).mtu(MTU));
    let packet = Packet { destination: private, ..packet };
    let arrival = Arrival { packet, ..arrival };
    vpc::deliver(cx, gateway.vpc, None, arrival, steps)
}

/// Returns the public address that belongs to a private one of a VPC.
///
/// A CoIP is no public address here, whatever its range (rulebook RA-04).
fn public_address(cx: Cx<'_>, vpc: VpcId, source: IpAddr) -> Option<IpAddr> {
    let network = cx.network;
    let subnet = network.subnet_of(vpc, source)?;
    match network.resident(subnet, source)? {
        Resident::Interface(id) => {
            let interface = &network.model.network_interfaces[id];
            interface.public_address.filter(|_| interface.primary() == Some(source))
        }
        Resident::NatGateway(id) => match network.model.nat_gateways[id].connectivity {
            NatConnectivity::Public(public) => Some(public),
            NatConnectivity::Private => None,
        },
    }
}

/// Returns whether an internet gateway refuses an address (fact NAT-03).
fn not_public(address: IpAddr) -> bool {
    is_private(address) || is_shared_space(address)
}
