//! VPC peering connections (facts PCX-04, PCX-05 and IV-01 to IV-03).

use super::vpc;
use crate::{
    forwarding::{Arrival, Blocker, Cx, Onward, Reason, Step, state::end},
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
    let passed = Step::passed("the destination lies in the VPC at the other end");
    steps.push(passed.facts(&["PCX-05"]).key(id));
    let before = steps.len();
    let onward = vpc::deliver(cx, to, None, arrival, steps)?;
    let inside_outpost = onward.iter().all(|one| one.across.is_none())
        && steps.iter().skip(before).all(|step| step.mtu.is_none());
    if let Some(step) = steps.get_mut(before - 1) {
        if inside_outpost {
            step.facts.push("IV-01");
        } else {
            step.mtu = Some(mtu(cx, id));
            step.facts.push("PCX-07");
        }
    }
    Onward::Continue(onward)
}

/// Returns the largest packet over a peering connection, in one Region or between two (PCX-07).
fn mtu(cx: Cx<'_>, id: PeeringConnectionId) -> u32 {
    let model = &cx.network.model;
    let [one, other] = model.peering_connections[id].vpcs;
    if model.vpcs[one].region == model.vpcs[other].region { 9001 } else { 8500 }
}
