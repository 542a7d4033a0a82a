//! VPC peering connections (facts PCX-04, PCX-05 and IV-01 to IV-03).

use super::vpc;
use crate::{
    forwarding::{Arrival, Blocker, Cx, Location, Onward, Reason, Step, state::end},
    model::{PeeringConnectionId, VpcId},
};

/// Takes a packet over a peering connection into the VPC at its other end.
pub(super) fn cross(
    cx: Cx<'_>,
    id: PeeringConnectionId,
    to: VpcId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into(), to.into()])?;
    let destination = arrival.packet.destination;
    if !network.model.vpc_contains(to, destination) {
        let message = format!(
            "{} carries packets for {} only, and {destination} is not in it",
            network.name(id),
            network.name(to),
        );
        return end(Blocker::new(Reason::PcxAddressNotInPeer, message).key(id).dropped());
    }
    own_source(cx, id, to, arrival, steps)?;
    let passed = Step::passed("the destination lies in the VPC at the other end");
    let at = steps.len();
    cx.tell(steps, || passed.facts(&["PCX-05"]).key(id));
    let onward = vpc::deliver(cx, to, None, arrival, steps)?;
    let over_service_link = onward.iter().any(|one| one.across.is_some());
    let inside_outpost = !over_service_link && matches!(arrival.location, Location::Outpost(_));
    if let Some(step) = steps.get_mut(at) {
        step.mtu = (!inside_outpost).then(|| mtu(cx, id));
        step.facts.push(if inside_outpost { "IV-01" } else { "PCX-07" });
        step.facts.extend(over_service_link.then_some("IV-02"));
    }
    Onward::Continue(onward)
}

/// Ends a path of a packet that only passes through the VPC on this side: a peer has no use of its
/// internet gateway, NAT gateway, VPN or transit gateway (facts PCX-03 and PCX-04), and an appliance
/// cannot bring it what comes from elsewhere (fact IV-18).
fn own_source(
    cx: Cx<'_>,
    id: PeeringConnectionId,
    to: VpcId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let from = network.model.peering_connections[id].other(to);
    let from = from.expect("invariant: the packet goes to one of the two");
    let source = arrival.packet.source;
    if network.model.vpc_contains(from, source) {
        return Onward::Continue(());
    }
    let message = format!(
        "{} carries packets from {} only, and {source} is not in it",
        network.name(id),
        network.name(from),
    );
    let facts = ["PCX-03", "PCX-04", "IV-18"];
    let blocker = Blocker::new(Reason::PcxAddressNotInPeer, message).facts(&facts);
    cx.block(steps, blocker.key(id))
}

/// Returns the largest packet over a peering connection, in one Region or between two (PCX-07).
fn mtu(cx: Cx<'_>, id: PeeringConnectionId) -> u32 {
    let model = &cx.network.model;
    let [one, other] = model.peering_connections[id].vpcs;
    if model.vpcs[one].region == model.vpcs[other].region { 9001 } else { 8500 }
}
