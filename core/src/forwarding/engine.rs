//! The loop: enter a stop, let it decide, move on, until the path ends.

use std::net::IpAddr;

use super::{
    Arrival, Blocker, End, Hop, Left, Location, Memory, Move, Network, Onward, Outcome, Part, Path,
    Reason, Session, Share, Step, Stop, What,
    hops::{self, service_link},
    state::end,
};
use crate::{
    addr::Packet,
    graph::Node,
    model::{Place, VifId},
    routing::{Choice, Selection, TableRef},
};

/// Most ways have no more stops than this.
const USUAL_HOPS: usize = 8;

/// More paths than this are not followed; what is left of the flow is then unknown.
const MOST_PATHS: usize = 4096;

/// What every stop may look at: the network, and what devices remember of the way there.
#[derive(Debug, Clone, Copy)]
pub struct Cx<'n> {
    /// The network.
    pub network: &'n Network,
    /// What devices remember from the way there; `None` on the way there.
    pub remembered: Option<&'n Memory>,
    /// Whether the packet goes on where a check has stopped it and it is clear where it would go.
    pub intended: bool,
    /// Whether somebody reads the steps. Decisions are the same without.
    pub evidence: bool,
}

impl<'n> Cx<'n> {
    /// Returns what the stops of a way there may look at; its steps are made.
    #[must_use]
    pub fn there(network: &'n Network) -> Self {
        Self { network, remembered: None, intended: false, evidence: true }
    }

    /// Notes a step, if somebody reads it. Translations are always noted: they say how a packet leaves.
    pub fn tell(self, steps: &mut Vec<Step>, step: impl FnOnce() -> Step) {
        if self.evidence {
            steps.push(step());
        }
    }

    /// Asks a table about a destination: what it chooses, and the whole answer if somebody reads it.
    pub(super) fn look_up(
        self,
        table: TableRef,
        destination: IpAddr,
    ) -> (Choice, Option<Selection>) {
        let Network { model, tables, .. } = self.network;
        if self.evidence {
            let selection = tables.select(model, table, destination);
            (selection.choice.clone(), Some(selection))
        } else {
            (tables.choose(model, table, destination), None)
        }
    }

    /// Returns the sessions that translating devices remember from the way there.
    #[must_use]
    pub fn sessions(self) -> &'n [Session] {
        self.remembered.map_or(&[], |memory| &memory.sessions)
    }

    /// Ends a path at a check beyond which it is clear where the packet would go.
    ///
    /// On the intended way the blocker is noted as a step instead, and the packet goes on.
    pub fn block(self, steps: &mut Vec<Step>, blocker: Blocker) -> Onward<()> {
        if self.intended {
            steps.push(Step::new(What::Blocked(blocker)));
            Onward::Continue(())
        } else {
            end(blocker.dropped())
        }
    }
}

/// A path with what it left behind in translating devices.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub(super) path: Path,
    pub(super) end: Stop,
    pub(super) arrival: Arrival,
    pub(super) memory: Memory,
    /// The virtual interfaces that it came in over: on that side they are no hops of their own.
    pub(super) over: Vec<VifId>,
}

/// A path under way.
#[derive(Debug, Clone)]
struct Going {
    stop: Stop,
    arrival: Arrival,
    share: Share,
    hops: Vec<Hop>,
    seen: Vec<(Stop, Arrival)>,
    memory: Memory,
}

/// Follows a packet from a stop along every way it can take.
pub(super) fn walk(cx: Cx<'_>, start: Stop, arrival: Arrival) -> Vec<Walk> {
    let mut next = Some(Going {
        stop: start,
        arrival,
        share: Share::WHOLE,
        hops: Vec::with_capacity(USUAL_HOPS),
        seen: Vec::with_capacity(USUAL_HOPS),
        memory: Memory::default(),
    });
    let mut under_way = Vec::new();
    let mut ended = Vec::new();
    while let Some(mut going) = next {
        // A path that goes on by one way is not put back: it is large.
        let became = loop {
            if ended.len() + under_way.len() >= MOST_PATHS {
                break Became::TooMany;
            }
            match advance(cx, &mut going, &mut under_way, &mut ended) {
                Became::Further => {}
                other @ (Became::Ended(_) | Became::Others | Became::TooMany) => break other,
            }
        };
        match became {
            Became::Ended(outcome) => ended.push(finish(going, outcome)),
            Became::TooMany => ended.push(give_up(cx, going)),
            Became::Others | Became::Further => {}
        }
        next = under_way.pop();
    }
    ended
}

/// What became of a path at a stop.
enum Became {
    /// It is one stop further.
    Further,
    /// It ends.
    Ended(Outcome),
    /// Others are under way in its place, or none.
    Others,
    /// It is one of too many.
    TooMany,
}

/// Takes one path one stop further.
fn advance(
    cx: Cx<'_>,
    going: &mut Going,
    under_way: &mut Vec<Going>,
    ended: &mut Vec<Walk>,
) -> Became {
    if let Some(side) = side(cx.network, going.stop) {
        going.arrival.location = side;
    }
    let here = (going.stop, going.arrival);
    let node = node(cx, going.stop);
    if let Some(before) = going.seen.iter().position(|seen| *seen == here) {
        let message =
            format!("the packet comes back to `{}` unchanged", cx.network.node_name(node));
        let circle = going.seen.get(before..).unwrap_or_default();
        let reason =
            if circle.iter().any(by_eni_route) { Reason::LgwEniRouteLoop } else { Reason::Loop };
        let outcome = Blocker::new(reason, message).dropped();
        push(&mut going.hops, hop(node, &going.arrival, Vec::new()));
        return Became::Ended(outcome);
    }
    going.seen.push(here);
    let mut steps = Vec::new();
    let before = going.memory.mark();
    let onward = hops::decide(cx, going.stop, going.arrival, &mut steps, &mut going.memory);
    match onward {
        Onward::Break(End::Split(parts)) => {
            // The stop decides again, about each part.
            going.memory.restore(before);
            split(cx, going, parts, under_way, ended);
            Became::Others
        }
        Onward::Break(End::Outcome(outcome)) => {
            let mut last = hop(node, &going.arrival, steps);
            last.packet_out = rewritten(last.packet_in, &last.steps);
            push(&mut going.hops, last);
            Became::Ended(outcome)
        }
        Onward::Continue(moves) => {
            let Some(share) = going.share.split(moves.len()) else { return Became::TooMany };
            push(&mut going.hops, hop(node, &going.arrival, steps));
            going.share = share;
            // The stack is last in, first out: the first way is followed first.
            let mut moves = moves.into_iter();
            let first = moves.next();
            for one in moves.rev() {
                leave(cx, going.clone(), one, under_way, ended);
            }
            match first.map(|first| take(cx, going, first)) {
                None => Became::Others,
                Some(Onward::Continue(())) => Became::Further,
                Some(Onward::Break(End::Outcome(outcome))) => Became::Ended(outcome),
                Some(Onward::Break(End::Split(_))) => unreachable!("{NO_SPLIT}"),
            }
        }
    }
}

/// Why nothing splits a packet between two stops.
const NO_SPLIT: &str = "invariant: nothing between two stops looks at ports";

/// Sends a path on by one way.
fn leave(
    cx: Cx<'_>,
    mut going: Going,
    one: Move,
    under_way: &mut Vec<Going>,
    ended: &mut Vec<Walk>,
) {
    match take(cx, &mut going, one) {
        Onward::Continue(()) => under_way.push(going),
        Onward::Break(End::Outcome(outcome)) => ended.push(finish(going, outcome)),
        Onward::Break(End::Split(_)) => unreachable!("{NO_SPLIT}"),
    }
}

/// Returns whether a local gateway route handed a packet to an interface here (fact PKT-44).
fn by_eni_route((stop, _): &(Stop, Arrival)) -> bool {
    matches!(stop, Stop::Arrive(arriving) if arriving.from_gateway.is_some() && arriving.to.is_some())
}

/// Lets a stop decide again about each part of a packet's ports.
fn split(
    cx: Cx<'_>,
    going: &Going,
    parts: Vec<Part>,
    under_way: &mut Vec<Going>,
    ended: &mut Vec<Walk>,
) {
    let node = node(cx, going.stop);
    for part in parts.into_iter().rev() {
        let Some(share) = going.share.part(part.weight) else {
            ended.push(give_up(cx, going.clone()));
            continue;
        };
        let mut next = Going { share, ..going.clone() };
        let what = What::Narrowed { source: part.source, destination: part.destination };
        let mut narrowed = hop(node, &going.arrival, vec![Step::new(what)]);
        narrowed.packet_out = part.packet;
        push(&mut next.hops, narrowed);
        next.arrival.packet = part.packet;
        under_way.push(next);
    }
}

/// Leaves a stop by one way, over the service link where that lies between.
fn take(cx: Cx<'_>, going: &mut Going, one: Move) -> Onward<()> {
    if let Some(hop) = going.hops.last_mut() {
        hop.packet_out = one.packet;
        hop.steps.extend(one.steps);
    }
    if let Some(outcome) = one.ends {
        return end(*outcome);
    }
    let here = node(cx, going.stop);
    if (one.anonymous || hides_groups(here)) && going.arrival.anonymous_since.is_none() {
        going.arrival.anonymous_since = Some(here);
    }
    going.arrival.packet = one.packet;
    if let Some(outpost) = one.across {
        let mut steps = Vec::new();
        let crossed = service_link::cross(cx, outpost, &mut going.arrival, &mut steps);
        push(&mut going.hops, hop(Node::ServiceLink(outpost), &going.arrival, steps));
        crossed?;
    }
    if one.on_premises {
        going.arrival.left = None;
    }
    if let (Stop::InternetGatewayOut(..), Some(left)) = (one.to, going.arrival.left) {
        going.arrival.left = Some(Left { through_internet_gateway: true, ..left });
    }
    going.stop = one.to;
    Onward::Continue(())
}

fn hop(node: Node, arrival: &Arrival, steps: Vec<Step>) -> Hop {
    Hop { node, packet_in: arrival.packet, packet_out: arrival.packet, steps }
}

/// Returns a packet after the translations of a hop, for a path that ends there.
fn rewritten(packet: Packet, steps: &[Step]) -> Packet {
    steps.iter().fold(packet, |packet, step| match step.what {
        What::SourceTranslated { to, .. } => Packet { source: to, ..packet },
        What::DestinationTranslated { to, .. } => Packet { destination: to, ..packet },
        What::Passed(_)
        | What::Routed { .. }
        | What::Uplinks { .. }
        | What::NoFilters(_)
        | What::Allowed { .. }
        | What::Assumed { .. }
        | What::Narrowed { .. }
        | What::Blocked(_)
        | What::Noted { .. }
        | What::Fragmented { .. }
        | What::Delivered => packet,
    })
}

/// Adds a hop; two stops in a row at one node are one hop.
fn push(hops: &mut Vec<Hop>, hop: Hop) {
    match hops.last_mut() {
        Some(last) if last.node == hop.node => {
            last.packet_out = hop.packet_out;
            last.steps.extend(hop.steps);
        }
        Some(_) | None => hops.push(hop),
    }
}

fn finish(going: Going, outcome: Outcome) -> Walk {
    let steps = going.hops.iter().flat_map(|hop| &hop.steps);
    let mtu = steps.filter_map(|step| step.mtu).min();
    let path = Path { share: going.share, outcome, hops: going.hops, mtu };
    let over = going.seen.iter().filter_map(|(stop, _)| {
        if let Stop::LocalGatewayIn(vif) = stop { Some(*vif) } else { None }
    });
    let over = over.collect();
    Walk { path, end: going.stop, arrival: going.arrival, memory: going.memory, over }
}

fn give_up(cx: Cx<'_>, mut going: Going) -> Walk {
    let message =
        format!("shared load, or filters that part the ports, make more than {MOST_PATHS} paths");
    let node = node(cx, going.stop);
    push(&mut going.hops, hop(node, &going.arrival, Vec::new()));
    finish(going, Blocker::new(Reason::TooManyPaths, message).unknown())
}

/// Returns the side of the service link that a stop stands on; the customer's stops have none.
fn side(network: &Network, stop: Stop) -> Option<Location> {
    let model = &network.model;
    let of_subnet = |subnet| match model.subnets[subnet].place {
        Place::Region(_) => Location::Region,
        Place::Outpost(outpost) => Location::Outpost(outpost),
    };
    match stop {
        Stop::Send(id) | Stop::Receive(id) => Some(of_subnet(model.network_interfaces[id].subnet)),
        Stop::Route(subnet, _) | Stop::NatReturn(subnet, _) => Some(of_subnet(subnet)),
        Stop::Arrive(arriving) => Some(of_subnet(arriving.subnet)),
        Stop::NatOut(id, _) | Stop::NatBack(id) => Some(of_subnet(model.nat_gateways[id].subnet)),
        Stop::InternetGatewayOut(..)
        | Stop::InternetGatewayIn(_)
        | Stop::RegionalNatOut(..)
        | Stop::RegionalNatBack(_)
        | Stop::EgressOnlyOut(_)
        | Stop::EgressOnlyIn(_)
        | Stop::EndpointBack(_)
        | Stop::ServiceReceive(..)
        | Stop::ServiceSend(..)
        | Stop::Internet => Some(Location::Region),
        Stop::Endpoint(id, _) => {
            let subnet = model.vpc_endpoints[id].inspects_in();
            Some(subnet.map_or(Location::Region, of_subnet))
        }
        Stop::LocalGatewayOut(id, _, _) => {
            Some(Location::Outpost(model.local_gateways[id].outpost))
        }
        Stop::LocalGatewayIn(vif) | Stop::VifOut(vif) => {
            let gateway = model.vif_groups[model.vifs[vif].group].local_gateway;
            Some(Location::Outpost(model.local_gateways[gateway].outpost))
        }
        Stop::AttachmentIn(..)
        | Stop::AttachmentFrom(_)
        | Stop::TransitGateway(..)
        | Stop::AttachmentOut(..)
        | Stop::AttachmentInto(..)
        | Stop::PrivateGatewayOut(..)
        | Stop::PrivateGatewayIn(..)
        | Stop::LinkOut(_)
        | Stop::LinkIn(_)
        | Stop::DirectConnectOut(..)
        | Stop::DirectConnectIn(_) => Some(Location::Region),
        Stop::Peering(..)
        | Stop::HostSend(_)
        | Stop::SegmentSend(_)
        | Stop::HostReceive(_)
        | Stop::SegmentReceive(_)
        | Stop::Router(_)
        | Stop::ServiceLinkSend(_)
        | Stop::ServiceLinkReceive(_) => None,
    }
}

/// Returns whether a packet that leaves a node shows its security groups no more (fact SG-07).
fn hides_groups(node: Node) -> bool {
    match node {
        Node::LocalGateway(_)
        | Node::NatGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::InternetGateway(_)
        | Node::Internet
        | Node::AwsService(_)
        | Node::Vif(_)
        | Node::ServiceLinkVif(_)
        | Node::VirtualPrivateGateway(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::DirectConnectGateway(_)
        | Node::Router(_)
        | Node::Segment(_)
        | Node::Host(_) => true,
        Node::NetworkInterface(_)
        | Node::Subnet(_)
        | Node::PeeringConnection(_)
        | Node::VpcEndpoint(_)
        // An attachment says itself whether groups are lost (fact TGW-11).
        | Node::TransitGateway(_)
        | Node::TransitGatewayAttachment(_)
        | Node::ServiceLink(_) => false,
    }
}

/// Returns the node that a stop is at.
pub(super) fn node(cx: Cx<'_>, stop: Stop) -> Node {
    let model = &cx.network.model;
    stop.node(|vif| model.vif_groups[model.vifs[vif].group].local_gateway)
}
