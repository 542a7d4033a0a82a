//! Regional NAT gateways: in no subnet, zone by zone, with a route table of their own (fact NAT-11).

use std::net::IpAddr;

use super::{nat, subnet, table, vpc};
use crate::{
    forwarding::{
        Arrival, Blocker, Cx, Memory, Move, Onward, Reason, Sender, Step, Stop, Translator,
        state::{end, go},
    },
    model::{RegionalNatGatewayId, RouteTarget, SubnetId, ZoneId},
};

/// Translates a packet from a subnet to an address of the subnet's zone, and sends it on.
pub(super) fn out(
    cx: Cx<'_>,
    id: RegionalNatGatewayId,
    from: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let gateway = &network.model.regional_nat_gateways[id];
    nat::serves(cx, id.into(), gateway.vpc, arrival.packet.source, memory)?;
    let address = address(cx, id, zone(cx, id, from)?, steps)?;
    let device = (Translator::RegionalNatGateway(id), id.into());
    let packet = nat::translate(cx, device, (arrival.packet, address), steps, memory)?;
    let winner = table::select(cx, gateway.route_table, packet.destination, steps)?;
    let written = table::written(cx, winner);
    let Some((route, key)) = written.filter(|(route, _)| route.target != RouteTarget::Local) else {
        return beyond(cx, id, "into its own VPC");
    };
    if let Some(step) = steps.last_mut() {
        step.keys.push(key);
    }
    subnet::usable(cx, route.target, key, steps)?;
    subnet::declared(network, route.declared_state, route.target, key)?;
    let RouteTarget::InternetGateway(to) = route.target else {
        return beyond(cx, id, "anywhere but to the internet");
    };
    let sender = Sender::RegionalNatGateway(id);
    go(Move::to(Stop::InternetGatewayOut(to, sender), packet))
}

/// Takes a reply back to whoever opened the connection (fact NAT-09).
pub(super) fn back(
    cx: Cx<'_>,
    id: RegionalNatGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let device = (Translator::RegionalNatGateway(id), id.into());
    let packet = nat::restored(cx, device, arrival.packet, steps)?;
    let vpc = network.model.regional_nat_gateways[id].vpc;
    if !network.model.vpc_contains(vpc, packet.destination) {
        return beyond(cx, id, "back to a sender beyond its VPC");
    }
    vpc::deliver(cx, vpc, None, Arrival { packet, ..arrival }, steps)
}

/// Returns the zone of a subnet.
fn zone(cx: Cx<'_>, id: RegionalNatGatewayId, from: SubnetId) -> Onward<ZoneId> {
    let network = cx.network;
    let Some(zone) = network.model.zone_of(from) else {
        let message = format!(
            "the input does not say the zone of {}, and {} serves some zones only",
            network.name(from),
            network.name(id),
        );
        let blocker = Blocker::new(Reason::LeftModel, message).help("Add `zone:` to the subnet.");
        return end(blocker.facts(&["NAT-11"]).key(from).unknown());
    };
    Onward::Continue(zone)
}

/// Returns the address that the gateway has in a zone.
fn address(
    cx: Cx<'_>,
    id: RegionalNatGatewayId,
    zone: ZoneId,
    steps: &mut Vec<Step>,
) -> Onward<IpAddr> {
    let network = cx.network;
    let addresses = network.model.regional_nat_gateways[id].zones.get(&zone);
    let Some(address) = addresses.and_then(|all| all.first()).copied() else {
        let message = format!("{} has no address in {}", network.name(id), network.name(zone));
        return end(Blocker::new(Reason::NatAzNotCovered, message).key(id).key(zone).dropped());
    };
    let words = "it serves the zone of the sender";
    cx.tell(steps, || Step::passed(words).facts(&["NAT-11", "TOP-44"]).key(id).key(zone));
    Onward::Continue(address)
}

/// Ends a path on which nothing says which source address the other side sees.
fn beyond(cx: Cx<'_>, id: RegionalNatGatewayId, whither: &str) -> Onward {
    let message = format!(
        "{} sends {whither}, and AWS does not document the source address there",
        cx.network.name(id),
    );
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-11", "TOP-44"]);
    end(blocker.key(id).unknown())
}
