//! One file for each kind of stop.
//!
//! Every stop has the same form: it looks at the packet and at its own node, adds steps, and says
//! which stops come next or how the path ends. It never looks two stops ahead.

mod announcement;
mod appliance;
mod attachment;
mod between_outposts;
mod direct_connect;
mod edge;
mod egress_only;
mod eligible;
mod endpoint;
mod gateway_route;
mod interface;
mod internet;
mod internet_gateway;
mod link;
mod local_gateway;
mod nat;
mod nat_gateway;
mod peering;
mod private_gateway;
mod public_access;
mod public_interface;
mod regional_nat;
mod router;
mod segment;
pub(super) mod service_link;
mod subnet;
mod table;
mod transit_gateway;
mod uplink;
mod vpc;

use std::net::IpAddr;

use super::{Arrival, Blocker, Cx, Memory, Onward, Outcome, Reason, Step, Stop, state::end};
use crate::{addr::Prefix, model::ObjectId, routing::Choice};

/// Lets a stop decide.
pub(super) fn decide(
    cx: Cx<'_>,
    stop: Stop,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    match stop {
        Stop::Send(id) => interface::send(cx, id, arrival, steps, memory),
        Stop::Route(subnet, sender) => subnet::route(cx, subnet, sender, arrival, steps),
        Stop::Arrive(arriving) => subnet::arrive(cx, arriving, arrival, steps),
        Stop::Receive(id) => interface::receive(cx, id, arrival, steps, memory),
        Stop::InternetGatewayOut(id, sender) => {
            internet_gateway::out(cx, (id, sender), arrival, steps)
        }
        Stop::InternetGatewayIn(id) => internet_gateway::into(cx, id, arrival, steps),
        Stop::NatOut(id, from) => nat_gateway::out(cx, id, from, arrival, steps, memory),
        Stop::NatBack(id) => nat_gateway::back(cx, id, arrival, steps),
        Stop::RegionalNatOut(id, from) => regional_nat::out(cx, id, from, arrival, steps, memory),
        Stop::RegionalNatBack(id) => regional_nat::back(cx, id, arrival, steps),
        Stop::EgressOnlyOut(id) => egress_only::out(cx, id, arrival, steps, memory),
        Stop::EgressOnlyIn(id) => egress_only::into(cx, id, arrival, steps),
        Stop::NatReturn(subnet, beyond) => {
            nat_gateway::hand_back(cx, (subnet, beyond), arrival, steps, memory)
        }
        Stop::Endpoint(id, from) => endpoint::enter(cx, (id, from), arrival, steps, memory),
        Stop::EndpointBack(id) => endpoint::back(cx, id, arrival, steps),
        Stop::ServiceReceive(list, _) => endpoint::service_receives(cx, list, steps),
        Stop::ServiceSend(_, via) => endpoint::service_sends(via, arrival),
        Stop::Peering(id, vpc) => peering::cross(cx, id, vpc, arrival, steps),
        Stop::LocalGatewayOut(id, subnet, sender) => {
            local_gateway::out(cx, id, (subnet, sender), arrival, steps)
        }
        Stop::LocalGatewayIn(vif) => local_gateway::into(cx, vif, arrival, steps),
        Stop::VifOut(vif) => uplink::leave(cx, vif, arrival, steps),
        Stop::AttachmentIn(id, from) => attachment::enter(cx, id, from, arrival, steps, memory),
        Stop::AttachmentFrom(id) => attachment::enter_from_outside(cx, id, arrival, steps),
        Stop::TransitGateway(id, entered) => {
            transit_gateway::forward(cx, id, entered, arrival, steps, memory)
        }
        Stop::AttachmentOut(id, entered) => attachment::leave(cx, id, entered, arrival, steps),
        Stop::AttachmentInto(id, subnet) => {
            attachment::into_subnet(cx, id, subnet, arrival, steps, memory)
        }
        Stop::PrivateGatewayOut(id, _) => private_gateway::out(cx, id, arrival, steps),
        Stop::PrivateGatewayIn(id, from) => private_gateway::into(cx, id, from, arrival, steps),
        Stop::LinkOut(link) => link::out(cx, link, arrival, steps),
        Stop::LinkIn(link) => link::into(cx, link, arrival, steps),
        Stop::DirectConnectOut(id, from) => direct_connect::out(cx, id, from, arrival, steps),
        Stop::DirectConnectIn(id) => direct_connect::into(cx, id, arrival, steps),
        Stop::HostSend(id) => segment::host_sends(cx, id, arrival, steps),
        Stop::SegmentSend(id) => segment::sends(cx, id, arrival, steps),
        Stop::HostReceive(id) => segment::host_receives(cx, id, steps),
        Stop::SegmentReceive(id) => segment::receives(cx, id, steps),
        Stop::Router(id) => router::forward(cx, id, arrival, steps, memory),
        Stop::ServiceLinkSend(id) => service_link::send(cx, id, arrival, steps),
        Stop::ServiceLinkReceive(id) => service_link::receive(cx, id, arrival, steps),
        Stop::Internet => internet::forward(cx, arrival, steps, memory),
    }
}

/// Ends a path at a table that BGP fills, if nobody can say what that comes to for the destination.
///
/// A route that is longer, or of a kind that wins over all that BGP tells, decides in any case.
fn settled(
    cx: Cx<'_>,
    at: impl Into<ObjectId>,
    choice: &Choice,
    destination: IpAddr,
) -> Onward<()> {
    let Some(prefix) = cx.network.bgp.customer().unstable_for(destination) else {
        return Onward::Continue(());
    };
    let decided = match choice {
        Choice::Nothing => false,
        Choice::Routes(routes) | Choice::Ambiguous(routes) => routes.iter().all(|route| {
            let longer = route.prefix.length() > prefix.length();
            longer || (route.prefix == prefix && route.rank.beats_bgp())
        }),
    };
    if decided { Onward::Continue(()) } else { end(unstable(cx, at, prefix)) }
}

/// Says that nobody knows what becomes of a prefix somewhere, as BGP does not settle on one state
/// (fact TOP-95).
fn unstable(cx: Cx<'_>, at: impl Into<ObjectId>, prefix: Prefix) -> Outcome {
    let at = at.into();
    let name = cx.network.name(at);
    let message = format!(
        "what {name} makes of {prefix} depends on the order in which routers speak, or never settles",
    );
    let help = format!(
        "Look at the policies toward this prefix: `outpath routes FILE {prefix}` shows what each router is \
         told.",
    );
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["TOP-95"]);
    blocker.help(help).key(at).unknown()
}
