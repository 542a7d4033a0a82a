//! Delivery inside one VPC by its local route: PKT-S3.

use crate::{
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Location, Move, Onward, Reason, Step, Stop,
        state::{end, go},
    },
    model::{OutpostId, Place, SubnetId, VpcId},
};

/// Hands a packet to the subnet of a VPC that holds its destination.
///
/// `from` is the subnet that the packet comes from, if it comes from one of this VPC.
pub(super) fn deliver(
    cx: Cx<'_>,
    vpc: VpcId,
    from: Option<SubnetId>,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let destination = arrival.packet.destination;
    network.whole([vpc.into()])?;
    let Some(subnet) = network.subnet_of(vpc, destination) else {
        let message =
            format!("{destination} lies in {}, but in none of its subnets", network.name(vpc));
        return end(Blocker::new(Reason::NoSuchSubnet, message).key(vpc).dropped());
    };
    let across = crossing(cx, arrival.location, subnet, steps)?;
    let arriving = Arriving { same_subnet: from == Some(subnet), ..Arriving::into(subnet) };
    go(Move::to(Stop::Arrive(arriving), arrival.packet).across(across))
}

/// Returns the Outpost whose service link lies between a place and a subnet.
///
/// Two different Outposts never meet through the Region (facts SL-15 and RT-43).
pub(super) fn crossing(
    cx: Cx<'_>,
    location: Location,
    subnet: SubnetId,
    steps: &mut Vec<Step>,
) -> Onward<Option<OutpostId>> {
    let network = cx.network;
    network.whole([subnet.into()])?;
    match (location, network.model.subnets[subnet].place) {
        (Location::Region, Place::Region(_)) => {
            let step = Step::passed("it stands in the Region, too").facts(&["MTU-01"]);
            steps.push(step.key(subnet).mtu(9001));
            Onward::Continue(None)
        }
        (Location::Region, Place::Outpost(there)) => Onward::Continue(Some(there)),
        (Location::Outpost(here), Place::Region(_)) => Onward::Continue(Some(here)),
        (Location::Outpost(here), Place::Outpost(there)) if here == there => {
            let step = Step::passed("it stands on the same Outpost: the packet never leaves it");
            steps.push(step.facts(&["IV-13"]).key(here).key(subnet));
            Onward::Continue(None)
        }
        (Location::Outpost(here), Place::Outpost(there)) => {
            let message = format!(
                "from {} to {} on {} there is only the way through the Region, and AWS blocks it",
                network.name(here),
                network.name(subnet),
                network.name(there),
            );
            let blocker = Blocker::new(Reason::OutpostRegionHairpinBlocked, message);
            end(blocker.key(here).key(there).key(subnet).dropped())
        }
    }
}
