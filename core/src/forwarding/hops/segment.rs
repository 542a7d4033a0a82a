//! Hosts and LAN segments of the customer.

use crate::{
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Outcome, Reason, Step, Stop, What,
        state::{end, go},
    },
    graph::Node,
    model::{HostId, InstanceState, Key, RouterId, SegmentId},
};

/// Lets a declared host send.
pub(super) fn host_sends(
    cx: Cx<'_>,
    id: HostId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    cx.network.whole([id.into()])?;
    let host = &cx.network.model.hosts[id];
    local_interface(cx, id, steps)?;
    leave(cx, host.segment, &host.next_hops, Key::field(id, "next_hop"), arrival, steps)
}

/// Says what does not apply to the local network interface of an instance, and ends a path at one
/// whose instance is stopped (facts FF-07 and FF-09).
fn local_interface(cx: Cx<'_>, id: HostId, steps: &mut Vec<Step>) -> Onward<()> {
    let network = cx.network;
    let Some(instance) = network.model.hosts[id].instance else { return Onward::Continue(()) };
    network.whole([instance.into()])?;
    if network.model.instances[instance].state == InstanceState::Stopped {
        let message = format!("{} is stopped", network.name(instance));
        let blocker = Blocker::new(Reason::ComponentNotReady, message).facts(&[]);
        cx.block(steps, blocker.help("Start the instance.").key(instance))?;
    }
    let words = "a local network interface: no filter and no route table of the VPC applies";
    cx.tell(steps, || Step::passed(words).facts(&["FF-09", "TOP-33"]).key(id));
    Onward::Continue(())
}

/// Lets an undeclared host on a segment send.
pub(super) fn sends(cx: Cx<'_>, id: SegmentId, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    cx.tell(steps, || {
        Step::passed("the sender is not declared; it is taken to exist").facts(&["TOP-02"])
    });
    leave(cx, id, &[], Key::field(id, "next_hop"), arrival, steps)
}

/// Leaves a segment: directly, or by the next hops that are stated.
fn leave(
    cx: Cx<'_>,
    segment: SegmentId,
    own: &[RouterId],
    key: Key,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    is_up(cx, segment, steps)?;
    let found = &network.model.segments[segment];
    let packet = arrival.packet;
    if found.prefix.contains(packet.destination) {
        cx.tell(steps, || Step::passed("the destination is on the same segment").key(segment));
        return on_segment(cx, segment, arrival);
    }
    let on_link: Vec<RouterId> = routers_on(cx, segment);
    let next_hops = match (own, found.next_hops.as_slice(), on_link.as_slice()) {
        ([], [], [only]) => vec![*only],
        ([], [], _) => {
            let message = format!(
                "the input does not say which of {} routers on {} takes packets from {}",
                on_link.len(),
                network.name(segment),
                packet.source,
            );
            let help = "Add `next_hop` to the segment or to the host.";
            return end(Blocker::new(Reason::LeftModel, message).help(help).key(segment).unknown());
        }
        ([], stated, _) | (stated, _, _) => stated.to_vec(),
    };
    let (working, down): (Vec<RouterId>, Vec<RouterId>) =
        next_hops.into_iter().partition(|router| network.model.router_is_up(*router));
    let words = "the sender hands it to its next hop";
    let (next_hops, step) = match (working.is_empty(), down.is_empty()) {
        (true, _) => (down, Step::passed(words)),
        (false, true) => (working, Step::passed(words)),
        (false, false) => {
            let words = "the sender hands it to a next hop that is not down";
            (working, Step::passed(words).facts(&["TOP-97"]))
        }
    };
    cx.tell(steps, || step.key(key));
    let moves = next_hops.into_iter().map(|router| Move::to(Stop::Router(router), packet));
    Onward::Continue(moves.collect())
}

/// Ends a path at a segment that is down.
fn is_up(cx: Cx<'_>, segment: SegmentId, steps: &mut Vec<Step>) -> Onward<()> {
    let network = cx.network;
    network.whole([segment.into()])?;
    if network.model.segments[segment].up {
        return Onward::Continue(());
    }
    let message = format!("{} is down", network.name(segment));
    cx.block(steps, Blocker::new(Reason::SegmentDown, message).key(segment))
}

fn routers_on(cx: Cx<'_>, segment: SegmentId) -> Vec<RouterId> {
    let neighbors = cx.network.graph.neighbors(Node::Segment(segment)).iter();
    neighbors
        .filter_map(|(node, _)| if let Node::Router(id) = node { Some(*id) } else { None })
        .collect()
}

/// Delivers on a segment: to the host, router or undeclared station with the destination.
pub(super) fn on_segment(cx: Cx<'_>, segment: SegmentId, arrival: Arrival) -> Onward {
    let network = cx.network;
    network.whole([segment.into()])?;
    let destination = arrival.packet.destination;
    match network.station(segment, destination) {
        Some(Node::Host(id)) => return go(Move::to(Stop::HostReceive(id), arrival.packet)),
        Some(Node::Router(id)) => return go(Move::to(Stop::Router(id), arrival.packet)),
        Some(_) | None => {}
    }
    if network.is_local_gateway(destination) {
        let message =
            format!("{destination} is an address of a local gateway, which answers nobody");
        return end(Blocker::new(Reason::NoSuchHost, message).key(segment).dropped());
    }
    go(Move::to(Stop::SegmentReceive(segment), arrival.packet))
}

/// Delivers to a declared host.
pub(super) fn host_receives(cx: Cx<'_>, id: HostId, steps: &mut Vec<Step>) -> Onward {
    cx.network.whole([id.into()])?;
    is_up(cx, cx.network.model.hosts[id].segment, steps)?;
    local_interface(cx, id, steps)?;
    cx.tell(steps, || Step::new(What::Delivered).key(id));
    end(Outcome::Delivered)
}

/// Delivers to an address on a segment that the files do not declare (fact TOP-02).
pub(super) fn receives(cx: Cx<'_>, id: SegmentId, steps: &mut Vec<Step>) -> Onward {
    is_up(cx, id, steps)?;
    cx.tell(steps, || Step::new(What::Delivered).facts(&["TOP-02"]).key(id));
    end(Outcome::Delivered)
}
