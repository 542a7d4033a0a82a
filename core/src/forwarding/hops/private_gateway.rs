//! Virtual private gateways (facts VGW-01 to VGW-08).

use super::edge;
use crate::{
    bgp::{LinkDown, link_down},
    forwarding::{
        Arrival, Associated, Blocker, Cx, Move, Onward, Reason, Step, Stop, What, state::end,
    },
    model::{DirectConnectEnd, Link, VirtualPrivateGatewayId},
    routing::{Candidate, Choice, Rank, RouteRef, TableRef},
};

/// Takes a packet from the VPC toward the customer.
pub(super) fn out(
    cx: Cx<'_>,
    id: VirtualPrivateGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let vpc = network.model.virtual_private_gateways[id].vpc;
    network.whole([id.into(), vpc.into()])?;
    let packet = arrival.packet;
    if !network.is_resident(vpc, packet.source) {
        let message = format!(
            "{} takes packets from interfaces of {} only, not from {}",
            network.name(id),
            network.name(vpc),
            packet.source,
        );
        let blocker = Blocker::new(Reason::VgwSourceNotInVpc, message).key(id);
        cx.block(steps, blocker)?;
    }
    let destination = packet.destination;
    let table = TableRef::VirtualPrivateGateway(id);
    let (choice, selection) = cx.look_up(table, destination);
    super::settled(cx, id, &choice, destination)?;
    if let Some(selection) = selection {
        let facts: &[_] = match &choice {
            Choice::Routes(routes) => match routes.as_slice() {
                [first, _, ..] if first.rank != Rank::DirectConnect => &["VGW-01", "TOP-51"],
                _routes => &["VGW-01"],
            },
            Choice::Nothing | Choice::Ambiguous(_) => &["VGW-02"],
        };
        let routed = Step::new(What::Routed { table, destination, selection });
        steps.push(routed.facts(facts).key(id));
    }
    let Choice::Routes(routes) = choice else { return nothing(cx, id, arrival) };
    let moves = routes.into_iter().map(|route| Move::to(next(id, route), packet));
    Onward::Continue(moves.collect())
}

/// Ends a path for which a virtual private gateway knows no prefix (fact VGW-02).
fn nothing(cx: Cx<'_>, id: VirtualPrivateGatewayId, arrival: Arrival) -> Onward {
    let network = cx.network;
    let destination = arrival.packet.destination;
    let knowledge = network.bgp.interconnect().private_gateway(id);
    if let Some(link) = knowledge.uncertain.first() {
        let message =
            format!("the input does not say what is announced over {}", network.name(*link));
        let help = "Name the router at the customer's end, or add `announce`.";
        return end(Blocker::new(Reason::LeftModel, message).help(help).key(*link).unknown());
    }
    let message = format!("{} knows no prefix for {destination}", network.name(id));
    let blocker = Blocker::new(Reason::NoRoute, message).facts(&["VGW-02"]).key(id);
    let help = match down(cx, id) {
        Some((link, why)) => format!("Bring {} up: {}.", network.name(link), why.words()),
        None => "Announce the prefix by BGP, or add it to the static routes of the VPN connection."
            .to_owned(),
    };
    end(blocker.help(help).dropped())
}

/// Returns a link of a virtual private gateway that is down, and why.
fn down(cx: Cx<'_>, id: VirtualPrivateGatewayId) -> Option<(Link, LinkDown)> {
    let model = &cx.network.model;
    let vpns = model.vpn_connections.iter().filter(|(_, vpn)| vpn.gateway == Some(id));
    let end = DirectConnectEnd::VirtualPrivateGateway(id);
    let interfaces = model.direct_connect_interfaces.iter().filter(|(_, one)| one.end == end);
    let links = vpns.map(|(vpn, _)| Link::Vpn(vpn));
    let mut links = links.chain(interfaces.map(|(one, _)| Link::DirectConnect(one)));
    links.find_map(|link| Some((link, link_down(model, link)?)))
}

fn next(id: VirtualPrivateGatewayId, route: Candidate) -> Stop {
    match route.route {
        RouteRef::Link(link) => Stop::LinkOut(link),
        RouteRef::DirectConnectGateway(gateway) => {
            Stop::DirectConnectOut(gateway, Associated::VirtualPrivateGateway(id))
        }
        RouteRef::Local(_)
        | RouteRef::Vpc(..)
        | RouteRef::LocalGateway(..)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::RouterStatic(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_) => {
            unreachable!("invariant: a virtual private gateway knows links and gateways")
        }
    }
}

/// Takes a packet from the customer into the VPC (fact VGW-03).
pub(super) fn into(
    cx: Cx<'_>,
    id: VirtualPrivateGatewayId,
    from: Option<Link>,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let gateway = &network.model.virtual_private_gateways[id];
    network.whole([id.into(), gateway.vpc.into()])?;
    if !gateway.attached {
        let message = format!("{} is not attached to its VPC", network.name(id));
        let blocker = Blocker::new(Reason::AttachmentNotReady, message).facts(&["RT-30"]);
        cx.block(steps, blocker.key(id))?;
    }
    let destination = arrival.packet.destination;
    if !network.is_resident(gateway.vpc, destination) {
        let inside = network.model.vpc_contains(gateway.vpc, destination);
        if let (Some(from), false) = (from, inside) {
            other_site(cx, id, from, arrival)?;
        }
        if inside {
            network.anchor_has_interface(destination)?;
        }
        let message = format!(
            "{destination} is the address of no interface of {}",
            network.name(gateway.vpc),
        );
        return end(Blocker::new(Reason::VgwDstNotEni, message).key(id).dropped());
    }
    cx.tell(steps, || {
        Step::passed("the destination is an interface of the VPC").facts(&["VGW-03"]).key(id)
    });
    edge::enter(cx, (gateway.vpc, gateway.edge_route_table), false, arrival, steps)
}

/// Ends a path from one site of the customer to another through a gateway (fact VGW-06).
fn other_site(cx: Cx<'_>, id: VirtualPrivateGatewayId, from: Link, arrival: Arrival) -> Onward<()> {
    let network = cx.network;
    let table = TableRef::VirtualPrivateGateway(id);
    let choice = network.tables.choose(&network.model, table, arrival.packet.destination);
    let Choice::Routes(routes) = choice else { return Onward::Continue(()) };
    let other = |one: &Candidate| matches!(one.route, RouteRef::Link(link) if link != from);
    if routes.iter().any(other) {
        let message = format!("{} would hand the packet on to another site", network.name(id));
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["VGW-06"]);
        return end(blocker.key(id).unknown());
    }
    Onward::Continue(())
}
