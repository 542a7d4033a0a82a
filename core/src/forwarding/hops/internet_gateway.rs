//! Internet gateways: 1:1 translation and its checks (facts NAT-01 to NAT-03).

use std::net::IpAddr;

use super::{
    edge,
    public_access::{self, Whose},
    subnet, table,
};
use crate::{
    addr::{Packet, is_private, is_shared_space},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, PublicOwner, Reason, Resident, Sender, Step, Stop, Way,
        What,
        state::{end, go},
    },
    model::{InternetGatewayId, NatConnectivity, PublicPool, VpcId},
};

/// The largest packet through an internet gateway (fact MTU-06).
const MTU: u32 = 1500;

/// Takes a packet out to the internet.
pub(super) fn out(
    cx: Cx<'_>,
    (id, sender): (InternetGatewayId, Sender),
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
    let gateway = &network.model.internet_gateways[id];
    if let Some(whose) = whose(cx, id, packet.source) {
        public_access::check(cx, gateway.vpc, whose, Way::Out, steps)?;
    }
    edge::leave(cx, gateway.edge_route_table, sender, packet.source, steps)?;
    if let Some(words) = untranslated(cx, id, sender, packet.source) {
        cx.tell(steps, || words.key(id).mtu(MTU));
        return go(Move::to(Stop::Internet, packet));
    }
    let Some(public) = public_address(cx, gateway.vpc, packet.source) else {
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
    if let Some(whose) = whose(cx, id, packet.destination) {
        public_access::check(cx, gateway.vpc, whose, Way::In, steps)?;
    }
    if packet.is_ipv6() {
        let passed = Step::passed("IPv6 passes untranslated").facts(&["NAT-01", "MTU-06"]);
        cx.tell(steps, || passed.key(id).mtu(MTU));
        return edge::enter(cx, (gateway.vpc, gateway.edge_route_table), true, arrival, steps);
    }
    if let Some(pool) = pool_of(cx, id, packet.destination) {
        return into_pool(cx, id, pool, arrival, steps);
    }
    let private = match network.public_owner(packet.destination) {
        Some(PublicOwner::RegionalNatGateway(owner)) => {
            let passed = Step::passed("the address is one of a regional NAT gateway");
            cx.tell(steps, || passed.facts(&["TOP-44", "MTU-06"]).key(owner).mtu(MTU));
            return go(Move::to(Stop::RegionalNatBack(owner), packet));
        }
        Some(PublicOwner::Interface(owner)) => network.model.network_interfaces[owner].primary(),
        Some(PublicOwner::NatGateway(owner)) => Some(network.model.nat_gateways[owner].address),
        Some(PublicOwner::Router(_)) | None => None,
    };
    let private = private.expect("invariant: the internet hands over only what the VPC owns");
    let what = What::DestinationTranslated { from: packet.destination, to: private };
    steps.push(Step::new(what).facts(&["NAT-01", "NAT-03", "MTU-06"]).key(id).mtu(MTU));
    let packet = Packet { destination: private, ..packet };
    let arrival = Arrival { packet, ..arrival };
    edge::enter(cx, (gateway.vpc, gateway.edge_route_table), true, arrival, steps)
}

/// Returns whose an address is, as it stands in the VPC or on the internet (facts NAT-13, TOP-49).
fn whose(cx: Cx<'_>, id: InternetGatewayId, address: IpAddr) -> Option<Whose> {
    let network = cx.network;
    let model = &network.model;
    if pool_of(cx, id, address).is_some() {
        return Some(Whose::Pool);
    }
    let resident = match network.public_owner(address) {
        Some(PublicOwner::RegionalNatGateway(_)) => return Some(Whose::OutwardOnly(None)),
        Some(PublicOwner::Interface(owner)) => Some(Resident::Interface(owner)),
        Some(PublicOwner::NatGateway(owner)) => Some(Resident::NatGateway(owner)),
        Some(PublicOwner::Router(_)) | None => {
            let subnet = network.subnet_of(model.internet_gateways[id].vpc, address)?;
            network.resident(subnet, address)
        }
    };
    Some(match resident? {
        Resident::Interface(owner) => Whose::Own(model.network_interfaces[owner].subnet),
        Resident::NatGateway(owner) => Whose::OutwardOnly(Some(model.nat_gateways[owner].subnet)),
    })
}

/// Returns the public pool of a gateway that holds an address (fact RT-56).
fn pool_of(cx: Cx<'_>, id: InternetGatewayId, address: IpAddr) -> Option<&PublicPool> {
    let mut pools = cx.network.model.internet_gateways[id].public_pools.iter();
    pools.find(|pool| pool.prefixes.iter().any(|prefix| prefix.contains(address)))
}

/// Takes a packet for a public pool to the interface that the pool's table names (fact RT-56).
fn into_pool(
    cx: Cx<'_>,
    id: InternetGatewayId,
    pool: &PublicPool,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let destination = arrival.packet.destination;
    let mut found = Vec::new();
    let written = match table::select(cx, pool.route_table, destination, &mut found) {
        Onward::Continue(winner) => table::written(cx, winner),
        Onward::Break(_) => None,
    };
    let interface = written.and_then(|(route, key)| {
        edge::appliance(cx, route.target).map(|interface| (interface, route.target, key))
    });
    network.whole([pool.route_table.into()])?;
    let Some((interface, target, key)) = interface else {
        let message = format!(
            "{} has no route that leads {destination} of pool `{}` to an interface",
            network.name(pool.route_table),
            pool.name,
        );
        return end(Blocker::new(Reason::IgwDstNotInVpc, message).key(id).dropped());
    };
    steps.append(&mut found);
    subnet::usable(cx, target, key, steps)?;
    let words = "an address of a public pool is not translated";
    cx.tell(steps, || Step::passed(words).facts(&["RT-56", "MTU-06"]).key(key).mtu(MTU));
    subnet::to_interface(cx, interface, None, arrival, steps)
}

/// Returns the step of a packet that needs no translation, if it is one.
fn untranslated(cx: Cx<'_>, id: InternetGatewayId, sender: Sender, source: IpAddr) -> Option<Step> {
    let network = cx.network;
    let vpc = network.model.internet_gateways[id].vpc;
    let of_vpc = || !not_public(source) && network.model.vpc_contains(vpc, source);
    if source.is_ipv6() && of_vpc() {
        return Some(Step::passed("IPv6 passes untranslated").facts(&["NAT-01", "MTU-06"]));
    }
    if let Sender::RegionalNatGateway(_) = sender {
        let passed = Step::passed("the NAT gateway has translated to its own public address");
        return Some(passed.facts(&["TOP-44", "MTU-06"]));
    }
    pool_of(cx, id, source)?;
    Some(Step::passed("an address of a public pool is not translated").facts(&["RT-56", "MTU-06"]))
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
