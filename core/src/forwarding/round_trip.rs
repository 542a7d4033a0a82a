//! There and back: the reply starts where the packet arrived, by the far end's own tables.

use super::{
    Arrival, Blocker, Conditions, Cx, Location, Network, Outcome, Path, Reason, Reply, Step, Stop,
    Trace, Translator, Verdict, apart, blockers,
    engine::{self, Walk},
    remarks, size,
};
use crate::{
    addr::Packet,
    graph::Node,
    model::{Appliance, ObjectId, VpcEndpointKind},
};

/// One flow, with its endpoints resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The stop where it starts: one of the stops that send, or the internet.
    pub start: Stop,
    /// The packet as it leaves.
    pub packet: Packet,
    /// The object that it is meant for, if the flow names one rather than an address.
    pub destination: Option<Node>,
    /// What makes the flow impossible before it starts.
    pub refused: Option<Outcome>,
    /// Whether one address stands for a whole prefix or for the internet (fact TOP-06).
    pub sampled: bool,
    /// The size of its packets in bytes, both ways; `None` leaves it open and asks nothing of it.
    pub size: Option<u32>,
    /// What its ways must meet beyond arriving.
    pub conditions: Conditions,
}

/// Follows a flow there, and each packet that arrives back.
#[must_use]
pub fn trace(network: &Network, intent: &Intent) -> Trace {
    let cx = Cx::there(network);
    let source = engine::node(cx, intent.start);
    let mut walks = there(cx, intent);
    if intent.sampled {
        for hop in walks.iter_mut().filter_map(|walk| walk.path.hops.first_mut()) {
            let words = "one address stands for all that the flow names";
            hop.steps.insert(0, Step::passed(words).facts(&["TOP-06"]));
        }
    }
    let mut replies = replies(cx, intent, &walks);
    let mut forward: Vec<Path> = walks.into_iter().map(|walk| walk.path).collect();
    let back = replies.iter_mut().flat_map(|reply| &mut reply.paths);
    forward.iter_mut().chain(back).for_each(|path| remarks::remark(network, path));
    let verdict = Verdict::of(&forward, &replies);
    let blockers = match verdict {
        Verdict::Reachable => Vec::new(),
        Verdict::Unreachable | Verdict::OneWay | Verdict::Partial | Verdict::Unknown => {
            let apart = apart::block(network, source, intent.destination);
            apart.into_iter().chain(blockers::all(network, intent)).collect()
        }
    };
    let symmetric = symmetric(&forward, &replies);
    Trace {
        source,
        destination: intent.destination,
        packet: intent.packet,
        forward,
        replies,
        blockers,
        verdict,
        symmetric,
    }
}

/// Follows a flow there.
pub(super) fn there(cx: Cx<'_>, intent: &Intent) -> Vec<Walk> {
    let mut walks = match &intent.refused {
        None => engine::walk(cx, intent.start, start(intent.packet)),
        Some(outcome) => vec![refused(cx, intent, outcome.clone())],
    };
    for walk in &mut walks {
        at_destination(cx, walk, intent.destination);
        remarks::references(walk);
        if let Some(size) = intent.size {
            size::fit(cx, walk, size);
        }
        intent.conditions.header(&mut walk.path, walk.arrival.packet);
        intent.conditions.ways(&mut walk.path, &walk.over);
    }
    walks
}

fn start(packet: Packet) -> Arrival {
    Arrival { packet, location: Location::Region, left: None, anonymous_since: None }
}

fn refused(cx: Cx<'_>, intent: &Intent, outcome: Outcome) -> Walk {
    let mut walks = engine::walk(cx, intent.start, start(intent.packet));
    let mut walk = walks.swap_remove(0);
    walk.path.hops.truncate(1);
    walk.path.share = super::Share::WHOLE;
    walk.path.mtu = None;
    if let Some(hop) = walk.path.hops.first_mut() {
        hop.steps.clear();
        hop.packet_out = hop.packet_in;
    }
    walk.path.outcome = outcome;
    walk
}

/// Turns a delivery to something else than was meant into a drop.
fn at_destination(cx: Cx<'_>, walk: &mut Walk, meant: Option<Node>) {
    let here = engine::node(cx, walk.end);
    if let (Outcome::Delivered, Some(meant)) = (&walk.path.outcome, meant)
        && meant != here
    {
        let (here, meant) = (cx.network.node_name(here), cx.network.node_name(meant));
        let message = format!("the packet is delivered to `{here}`, but was meant for `{meant}`");
        walk.path.outcome = Blocker::new(Reason::WrongDestination, message).dropped();
    }
}

/// Follows the replies, once for each distinct packet that arrived at one end; what nothing answers
/// has none.
pub(super) fn replies(cx: Cx<'_>, intent: &Intent, walks: &[Walk]) -> Vec<Reply> {
    let mut groups: Vec<(&Walk, Vec<usize>)> = Vec::new();
    for (index, walk) in walks.iter().enumerate() {
        if walk.path.outcome != Outcome::Delivered || !walk.arrival.packet.has_reply() {
            continue;
        }
        let same = |other: &&Walk| {
            other.end == walk.end
                && other.arrival.packet == walk.arrival.packet
                && other.memory == walk.memory
        };
        match groups.iter_mut().find(|(other, _)| same(other)) {
            Some((_, answers)) => answers.push(index),
            None => groups.push((walk, vec![index])),
        }
    }
    let follow = |(walk, answers): (&Walk, Vec<usize>)| {
        let cx = Cx { remembered: Some(&walk.memory), ..cx };
        let back = engine::walk(cx, answering(walk.end), start(walk.arrival.packet.reply()));
        let fitted = back.into_iter().map(|mut back| {
            if let Some(size) = intent.size {
                size::fit(cx, &mut back, size);
            }
            remarks::references(&mut back);
            back
        });
        let paths = fitted.map(|back| judge(cx, intent, back)).collect();
        Reply { answers, paths }
    };
    groups.into_iter().map(follow).collect()
}

/// Returns the stop that sends the reply, for a stop that received.
fn answering(end: Stop) -> Stop {
    match end {
        Stop::Receive(id) | Stop::Send(id) => Stop::Send(id),
        Stop::HostReceive(id) | Stop::HostSend(id) => Stop::HostSend(id),
        Stop::SegmentReceive(id) | Stop::SegmentSend(id) => Stop::SegmentSend(id),
        Stop::Router(id) => Stop::Router(id),
        Stop::Internet => Stop::Internet,
        Stop::ServiceLinkReceive(id) | Stop::ServiceLinkSend(id) => Stop::ServiceLinkSend(id),
        Stop::ServiceReceive(list, via) | Stop::ServiceSend(list, via) => {
            Stop::ServiceSend(list, via)
        }
        Stop::Route(..)
        | Stop::Arrive(_)
        | Stop::InternetGatewayOut(..)
        | Stop::InternetGatewayIn(_)
        | Stop::NatOut(..)
        | Stop::NatBack(_)
        | Stop::RegionalNatOut(..)
        | Stop::RegionalNatBack(_)
        | Stop::EgressOnlyOut(_)
        | Stop::EgressOnlyIn(_)
        | Stop::NatReturn(..)
        | Stop::Endpoint(..)
        | Stop::EndpointBack(_)
        | Stop::Peering(..)
        | Stop::LocalGatewayOut(..)
        | Stop::LocalGatewayIn(_)
        | Stop::VifOut(_)
        | Stop::AttachmentIn(..)
        | Stop::AttachmentFrom(_)
        | Stop::TransitGateway(..)
        | Stop::AttachmentOut(..)
        | Stop::AttachmentInto(..)
        | Stop::PrivateGatewayOut(..)
        | Stop::PrivateGatewayIn(..)
        | Stop::LinkOut(_)
        | Stop::LinkIn(_)
        | Stop::DirectConnectOut(..)
        | Stop::DirectConnectIn(_) => unreachable!("invariant: nothing is delivered at {end:?}"),
    }
}

/// Decides whether a reply that was delivered is the one that the source waits for.
fn judge(cx: Cx<'_>, intent: &Intent, back: Walk) -> Path {
    let mut path = back.path;
    if path.outcome != Outcome::Delivered {
        if let Outcome::Dropped(blocker) = &mut path.outcome {
            name_as_reply(blocker);
        }
        return path;
    }
    let network = cx.network;
    let source = engine::node(cx, intent.start);
    let here = engine::node(cx, back.end);
    let arrived = back.arrival.packet;
    if here != source {
        let reason = match (vpc_of(network, source), vpc_of(network, here)) {
            (Some(one), Some(other)) if one != other => Reason::ReturnWrongVpc,
            (Some(_) | None, _) => Reason::WrongDestination,
        };
        let (here, source) = (network.node_name(here), network.node_name(source));
        let message = format!("the reply is delivered to `{here}`, not to `{source}`");
        path.outcome = Blocker::new(reason, message).dropped();
    } else if arrived.destination != intent.packet.source
        || arrived.source != intent.packet.destination
    {
        let message = format!(
            "the reply comes from {}, but the packet was sent to {}",
            arrived.source, intent.packet.destination,
        );
        path.outcome = Blocker::new(Reason::ReturnSourceMismatch, message).dropped();
    } else {
        appliances(cx, &mut path);
        intent.conditions.ways(&mut path, &back.over);
    }
    path
}

/// Looks for appliances that saw the packet but not its reply (facts RT-54 and TOP-42).
fn appliances(cx: Cx<'_>, path: &mut Path) {
    for session in cx.sessions() {
        let Some((object, nodes, keeps_state)) = passed(cx, session.device) else { continue };
        if nodes.iter().any(|own| path.nodes().any(|node| node == *own)) {
            continue;
        }
        if keeps_state {
            let name = cx.network.name(object);
            let message = format!("the reply does not pass {name}, which the packet passed");
            let blocker = Blocker::new(Reason::ReturnAsymmetric, message).key(object);
            path.outcome = blocker.dropped();
            return;
        }
        let words =
            "the reply does not pass the appliance that the packet passed; it keeps no state";
        let step = Step::passed(words).facts(&["TOP-42"]).key(object);
        if let Some(hop) = path.hops.last_mut() {
            hop.steps.push(step);
        }
    }
}

/// Returns an appliance that has a session: what it is, its nodes, and whether it keeps state.
fn passed(cx: Cx<'_>, device: Translator) -> Option<(ObjectId, Vec<Node>, bool)> {
    let model = &cx.network.model;
    match device {
        Translator::Instance(id) => {
            let found = &model.instances[id];
            let nodes = found.interfaces.iter().map(|id| Node::NetworkInterface(*id)).collect();
            let keeps_state = found.forwards.as_ref().is_some_and(Appliance::keeps_state);
            Some((id.into(), nodes, keeps_state))
        }
        Translator::Endpoint(id) => match model.vpc_endpoints[id].kind {
            VpcEndpointKind::Inspection { firewall, .. } => {
                Some((id.into(), vec![Node::VpcEndpoint(id)], firewall))
            }
            VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Interface { .. } => None,
        },
        Translator::NatGateway(_)
        | Translator::RegionalNatGateway(_)
        | Translator::EgressOnly(_)
        | Translator::Router(_) => None,
    }
}

/// Gives what stops a reply the reason that says so.
pub(super) fn name_as_reply(blocker: &mut Blocker) {
    if blocker.reason == Reason::NoRoute {
        blocker.reason = Reason::ReturnNoRoute;
    } else if matches!(blocker.reason, Reason::NaclDenyIn | Reason::NaclDenyOut) {
        blocker.reason = Reason::ReturnNaclDeny;
        blocker.facts.push("ACL-03");
        blocker.help = Reason::ReturnNaclDeny.page().fix.to_owned();
    }
}

fn vpc_of(network: &Network, node: Node) -> Option<ObjectId> {
    match node {
        Node::NetworkInterface(id) => {
            let subnet = network.model.network_interfaces[id].subnet;
            Some(network.model.subnets[subnet].vpc.into())
        }
        Node::NatGateway(id) => {
            let subnet = network.model.nat_gateways[id].subnet;
            Some(network.model.subnets[subnet].vpc.into())
        }
        Node::Subnet(_)
        | Node::InternetGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::VpcEndpoint(_)
        | Node::AwsService(_)
        | Node::PeeringConnection(_)
        | Node::ServiceLink(_)
        | Node::ServiceLinkVif(_)
        | Node::LocalGateway(_)
        | Node::Vif(_)
        | Node::TransitGateway(_)
        | Node::TransitGatewayAttachment(_)
        | Node::VirtualPrivateGateway(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::DirectConnectGateway(_)
        | Node::Router(_)
        | Node::Segment(_)
        | Node::Host(_)
        | Node::Internet => None,
    }
}

/// Returns whether every reply passes the same gateways as a path that it answers.
fn symmetric(forward: &[Path], replies: &[Reply]) -> Option<bool> {
    if replies.is_empty() {
        return None;
    }
    let gateways = |path: &Path| -> Vec<Node> {
        let mut found: Vec<Node> = path.nodes().filter(|node| is_gateway(*node)).collect();
        // A peering connection and a service link have no order of their own.
        found.sort_unstable();
        found
    };
    let mirrored = |reply: &Reply| {
        let there: Vec<Vec<Node>> =
            reply.answers.iter().filter_map(|at| forward.get(*at)).map(gateways).collect();
        reply.paths.iter().all(|path| {
            let back = gateways(path);
            there.contains(&back)
        })
    };
    Some(replies.iter().all(mirrored))
}

/// Returns whether a node is one where the sides of a path can differ in kind: another gateway,
/// another site. Routers and virtual interfaces that share the load do not count.
fn is_gateway(node: Node) -> bool {
    match node {
        Node::InternetGateway(_)
        | Node::NatGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::VpcEndpoint(_)
        | Node::PeeringConnection(_)
        | Node::ServiceLink(_)
        | Node::LocalGateway(_)
        | Node::TransitGateway(_)
        | Node::VirtualPrivateGateway(_)
        | Node::DirectConnectGateway(_)
        | Node::Internet => true,
        Node::NetworkInterface(_)
        | Node::Subnet(_)
        | Node::Vif(_)
        | Node::ServiceLinkVif(_)
        | Node::TransitGatewayAttachment(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::Router(_)
        | Node::Segment(_)
        | Node::AwsService(_)
        | Node::Host(_) => false,
    }
}
