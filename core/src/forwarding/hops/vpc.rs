//! Delivery inside one VPC by its local route: PKT-S3.

use std::ops::ControlFlow;

use crate::{
    forwarding::{
        Arrival, Arriving, Blocker, Cx, End, Location, Move, Onward, Outcome, Reason, Step, Stop,
        state::{end, go},
    },
    model::{Destination, OutpostId, Place, RouteTarget, SubnetId, VpcId},
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
        network.anchor_has_interface(destination)?;
        let message =
            format!("{destination} lies in {}, but in none of its subnets", network.name(vpc));
        return end(Blocker::new(Reason::NoSuchSubnet, message).key(vpc).dropped());
    };
    let across = match crossing(cx, arrival, subnet, steps) {
        ControlFlow::Continue(across) => across,
        ControlFlow::Break(End::Outcome(outcome)) => {
            return end(one_sided(cx, from, subnet, outcome));
        }
        ControlFlow::Break(End::Split(parts)) => return ControlFlow::Break(End::Split(parts)),
    };
    let arriving = Arriving { same_subnet: from == Some(subnet), ..Arriving::into(subnet) };
    go(Move::to(Stop::Arrive(arriving), arrival.packet).across(across))
}

/// Returns the Outpost whose service link lies between a place and a subnet.
///
/// Two different Outposts never meet through the Region (facts SL-15 and RT-43), and in IPv6 not at
/// all (fact FF-25).
pub(super) fn crossing(
    cx: Cx<'_>,
    arrival: Arrival,
    subnet: SubnetId,
    steps: &mut Vec<Step>,
) -> Onward<Option<OutpostId>> {
    let network = cx.network;
    network.whole([subnet.into()])?;
    match (arrival.location, network.model.subnets[subnet].place) {
        (Location::Region, Place::Region(_)) => {
            cx.tell(steps, || {
                let step = Step::passed("it stands in the Region, too").facts(&["MTU-01"]);
                step.key(subnet).mtu(9001)
            });
            Onward::Continue(None)
        }
        (Location::Region, Place::Outpost(there)) => Onward::Continue(Some(there)),
        (Location::Outpost(here), Place::Region(_)) => Onward::Continue(Some(here)),
        (Location::Outpost(here), Place::Outpost(there)) if here == there => {
            let words = "it stands on the same Outpost: the packet never leaves it";
            cx.tell(steps, || Step::passed(words).facts(&["IV-13"]).key(here).key(subnet));
            Onward::Continue(None)
        }
        (Location::Outpost(here), Place::Outpost(there)) if arrival.packet.is_ipv6() => {
            let message = format!(
                "IPv6 stays on {}, and {} is on {}",
                network.name(here),
                network.name(subnet),
                network.name(there),
            );
            let blocker = Blocker::new(Reason::Ipv6Unsupported, message);
            end(blocker.key(here).key(there).key(subnet).dropped())
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

/// Names the route that is missing where only the other side of two Outposts has its route
/// (facts RT-42 and VRT-10).
fn one_sided(cx: Cx<'_>, from: Option<SubnetId>, to: SubnetId, outcome: Outcome) -> Outcome {
    let model = &cx.network.model;
    let (Some(from), Outcome::Dropped(blocker)) = (from, &outcome) else { return outcome };
    if blocker.reason != Reason::OutpostRegionHairpinBlocked {
        return outcome;
    }
    let own = &model.subnets[from].prefixes;
    let gateway = model.subnets[to].outpost().and_then(|there| model.outposts[there].local_gateway);
    let mut routes = model.route_tables[model.subnets[to].route_table].routes.iter();
    let mirrored = routes.any(|route| {
        let for_us =
            matches!(route.destination, Destination::Prefix(prefix) if own.contains(&prefix));
        for_us && gateway.is_some_and(|id| route.target == RouteTarget::LocalGateway(id))
    });
    if !mirrored {
        return outcome;
    }
    let table = model.subnets[from].route_table;
    let other: Vec<String> = model.subnets[to].prefixes.iter().map(ToString::to_string).collect();
    let message = format!(
        "{} has a route for {} to its own local gateway, but {} has none for {}",
        cx.network.name(model.subnets[to].route_table),
        cx.network.name(from),
        cx.network.name(table),
        other.join(", "),
    );
    Blocker::new(Reason::OutpostPeerRouteMissing, message).key(table).key(to).dropped()
}
