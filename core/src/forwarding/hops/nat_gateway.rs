//! NAT gateways: many sources behind one address (facts NAT-05 to NAT-10).

use super::{nat, vpc};
use crate::{
    forwarding::{
        Arrival, Arriving, Cx, Memory, Move, Onward, Sender, Step, Stop, Translator, Way,
        filter::network_acl, state::go,
    },
    model::{NatGatewayId, SubnetId},
};

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
    let vpc = network.model.subnets[gateway.subnet].vpc;
    nat::serves(cx, id.into(), vpc, arrival.packet.source, memory)?;
    let device = (Translator::NatGateway(id), id.into());
    let to = (arrival.packet, gateway.address);
    on_outpost(cx, id, steps);
    let translated = nat::translate(cx, device, to, steps, memory)?;
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
    let device = (Translator::NatGateway(id), id.into());
    let restored = nat::restored(cx, device, arrival.packet, steps)?;
    on_outpost(cx, id, steps);
    let vpc = network.model.subnets[gateway.subnet].vpc;
    if !network.model.vpc_contains(vpc, restored.destination) {
        let words = "the sender is beyond the VPC: the table of the gateway's subnet leads back";
        steps.push(Step::passed(words).facts(&["NAT-08", "TOP-55"]).key(gateway.subnet));
        return go(Move::to(Stop::Route(gateway.subnet, Sender::NatGateway(id)), restored));
    }
    go(Move::to(Stop::NatReturn(gateway.subnet), restored))
}

/// Hands a reply that is translated back on to the VPC. This is a stop of its own, as a filter may part
/// the packet, and then has to judge its parts as they are now.
pub(super) fn hand_back(
    cx: Cx<'_>,
    id: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let subnet = &cx.network.model.subnets[id];
    let destination = arrival.packet.destination;
    if !subnet.prefixes.iter().any(|prefix| prefix.contains(destination)) {
        network_acl(cx, id, Way::Out, arrival.packet, steps)?;
    }
    vpc::deliver(cx, subnet.vpc, Some(id), arrival, steps)
}
