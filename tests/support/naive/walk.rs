//! The state of a packet on its way, and the loop that drives it.

use outpath_core::{
    addr::{Icmp, Packet, PortRange},
    model::{
        DirectConnectGatewayId, InstanceId, Link, Model, NatGatewayId, NetworkInterfaceId, NextHop,
        ObjectId, OutpostId, RegionalNatGatewayId, RouterId, SubnetId, TransitGatewayAttachmentId,
        VifId, VirtualPrivateGatewayId, VpcEndpointId, VpcId, ZoneId,
    },
};

use super::{Class, NaivePath, Place, filter::classes, nat::message, vpc::Sender};

/// More ends than this are not listed.
const MOST_PATHS: usize = 4096;

/// A translation that a later packet may have to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Session {
    /// The NAT gateway or router that made it.
    pub(super) by: ObjectId,
    /// The packet before.
    pub(super) original: Packet,
    /// The packet after.
    pub(super) translated: Packet,
    /// The attachment of a transit gateway by which the packet came into the VPC where it was translated, if
    /// by one, and whether straight from there.
    pub(super) guest: Option<(TransitGatewayAttachmentId, bool)>,
}

/// How a packet came into a VPC by a transit gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guest {
    pub(super) vpc: VpcId,
    pub(super) by: TransitGatewayAttachmentId,
    /// How many appliances and endpoints it had passed by then.
    pub(super) passed: usize,
}

/// A flow that the security groups of an interface let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tracked {
    pub(super) interface: NetworkInterfaceId,
    pub(super) packet: Packet,
    /// Whether its reply passes without a rule.
    pub(super) tracked: bool,
}

/// The subnet by which a packet came out of a transit gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pin {
    pub(super) attachment: TransitGatewayAttachmentId,
    pub(super) subnet: SubnetId,
    pub(super) packet: Packet,
}

/// What was seen on the way there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Before<'a> {
    pub(super) sessions: &'a [Session],
    pub(super) flows: &'a [Tracked],
    pub(super) pins: &'a [Pin],
}

/// A packet on its way.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub(super) packet: Packet,
    pub(super) share: (u128, u128),
    pub(super) mtu: Option<u32>,
    pub(super) places: Vec<String>,
    pub(super) translations: u32,
    /// The Outpost that the packet is on; `None` is the Region.
    pub(super) outpost: Option<OutpostId>,
    /// The Outpost whose service link was last crossed toward the Region, and whether an internet
    /// gateway was crossed since.
    pub(super) left: Option<(OutpostId, bool)>,
    pub(super) sessions: Vec<Session>,
    /// How many of the sessions were there before the packet started; only those are answered.
    remembered: usize,
    pub(super) flows: Vec<Tracked>,
    /// How many of the flows were there before the packet started.
    remembered_flows: usize,
    pub(super) pins: Vec<Pin>,
    /// How many of the pins were there before the packet started.
    remembered_pins: usize,
    /// The VPC that the packet came into by a transit gateway.
    pub(super) guest: Option<Guest>,
    /// Whether a NAT gateway gave the packet back to a transit gateway without a route.
    pub(super) returned: bool,
    /// Whether the packet lost what it had to do with security groups (facts SG-07 and RT-57).
    pub(super) anonymous: bool,
    /// Whether this is the way back.
    pub(super) back: bool,
    /// The instances that forwarded the packet.
    pub(super) passed: Vec<InstanceId>,
    /// The endpoints that inspected it.
    pub(super) inspected: Vec<VpcEndpointId>,
    seen: Vec<(ObjectId, Packet)>,
}

/// Why a path ends before delivery.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop(pub(super) Class, pub(super) &'static str);

/// Where a packet is handed to next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Sent by its source.
    Start(Place),
    /// Received by an interface (M).
    Interface(NetworkInterfaceId),
    /// Sent on by an instance that forwards (A).
    Forwards(NetworkInterfaceId),
    /// Received by a transit gateway from an attachment, and out of which zone (R).
    Transit(TransitGatewayAttachmentId, Option<ZoneId>),
    /// Received by an attachment of a transit gateway from something other than a VPC (R).
    TransitIn(TransitGatewayAttachmentId),
    /// Sent to the customer over a link, or to a Direct Connect gateway that chooses one, perhaps from a
    /// virtual private gateway (T, U).
    LinkOut(Link),
    DirectConnectOut(DirectConnectGatewayId, bool),
    /// Received from the customer over a link (T).
    LinkIn(Link),
    /// Received by a virtual private gateway over a link (S).
    PrivateIn(VirtualPrivateGatewayId, Option<Link>),
    /// Sent by a transit gateway, from one attachment by another into a subnet (R).
    LeavesTransit(TransitGatewayAttachmentId, TransitGatewayAttachmentId, SubnetId),
    /// Sent on by a NAT gateway, already translated (G).
    NatSends(NatGatewayId),
    /// Received by a NAT gateway (G, reply).
    NatReceives(NatGatewayId),
    /// Sent on by a regional NAT gateway, already translated (G).
    RegionalSends(RegionalNatGatewayId),
    /// Received by a regional NAT gateway (G, reply).
    RegionalReceives(RegionalNatGatewayId),
    /// Received by a router, perhaps over a virtual interface (J).
    Router(RouterId, Option<VifId>),
    /// Received by a router as the answer to what it translated (J).
    RouterReply(RouterId),
    /// Sent by a router to the next hop of a static route (J).
    NextHop(RouterId, NextHop),
    /// Received by a local gateway over a virtual interface (K).
    Vif(VifId),
    /// Sent on by an endpoint that inspects (V).
    Inspected(VpcEndpointId),
    /// On the internet (F).
    Internet,
}

/// What a step decides.
#[derive(Debug)]
pub(super) enum Next {
    /// The packet is there.
    Delivered(Place),
    /// One way on.
    Go(At),
    /// Several ways on, with equal shares.
    Share(Vec<At>),
}

/// A decision, or the end of the path.
pub(super) type Step = Result<Next, Stop>;

/// Ends a path with a drop.
pub(super) fn dropped<T>(reason: &'static str) -> Result<T, Stop> {
    Err(Stop(Class::Dropped, reason))
}

/// Ends a path with no answer.
pub(super) fn unknown<T>(reason: &'static str) -> Result<T, Stop> {
    Err(Stop(Class::Unknown, reason))
}

impl Walk {
    /// Notes an MTU that was met.
    pub(super) fn limit(&mut self, mtu: u32) {
        self.mtu = Some(self.mtu.map_or(mtu, |least| least.min(mtu)));
    }

    /// Ends the path if this node saw this very packet before. Whatever translates the source in a circle
    /// may choose another port each time; it is a circle all the same.
    pub(super) fn once(&mut self, node: ObjectId) -> Result<(), Stop> {
        let packet = Packet { source_ports: None, ..self.packet };
        if self.seen.contains(&(node, packet)) {
            return dropped("loop");
        }
        self.seen.push((node, packet));
        Ok(())
    }

    /// Finds the latest session of a translator that this packet answers.
    pub(super) fn session(&self, by: ObjectId) -> Option<Session> {
        let answers =
            |session: &&Session| session.by == by && answers(self.packet, session.translated);
        self.sessions.iter().take(self.remembered).rev().find(answers).copied()
    }

    /// Lists the sessions of the way there.
    pub(super) fn remembered_sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().take(self.remembered)
    }

    /// Lists the flows of the way there.
    pub(super) fn remembered_flows(&self) -> impl Iterator<Item = &Tracked> {
        self.flows.iter().take(self.remembered_flows)
    }

    /// Returns the subnet by which the packet that this one answers came out of an attachment.
    pub(super) fn pinned(&self, id: TransitGatewayAttachmentId) -> Option<SubnetId> {
        let pins = self.pins.iter().take(self.remembered_pins);
        let mut pins = pins.filter(|pin| pin.attachment == id);
        pins.find(|pin| answers(self.packet, pin.packet)).map(|pin| pin.subnet)
    }

    /// Gives the packet back the addresses that a session hides. Whatever translates the source
    /// translates its port too, so that the port of the reply says nothing about that of the client.
    pub(super) fn restore(&mut self, session: Session) {
        let Session { original, translated, .. } = session;
        self.packet.icmp = message(self.packet, original.source);
        if original.source != translated.source {
            self.packet.destination = original.source;
            self.packet.destination_ports = original.source_ports;
            self.translations += 1;
        }
        if original.destination != translated.destination {
            self.packet.source = original.destination;
            self.translations += 1;
        }
    }

    fn end(&self, class: Class, reason: &'static str, end: Option<Place>) -> NaivePath {
        let Self { share, packet, mtu, places, translations, .. } = self.clone();
        NaivePath { share, class, reason, end, packet, mtu, places, translations }
    }
}

/// Returns whether a packet, with all the ports that it stands for, answers one that was sent.
pub(super) fn answers(reply: Packet, sent: Packet) -> bool {
    let within = |inner: Option<PortRange>, outer: Option<PortRange>| match (inner, outer) {
        (Some(inner), Some(outer)) => outer.first <= inner.first && inner.last <= outer.last,
        (None, None) => true,
        (None, Some(_)) | (Some(_), None) => false,
    };
    let message = sent.icmp.map(|sent| match (sent.kind, sent.code) {
        (8, 0) => Icmp { kind: 0, code: 0 },
        (128, 0) => Icmp { kind: 129, code: 0 },
        (kind, code) => Icmp { kind, code },
    });
    reply.source == sent.destination
        && reply.destination == sent.source
        && reply.protocol == sent.protocol
        && reply.icmp == message
        && within(reply.source_ports, sent.destination_ports)
        && within(reply.destination_ports, sent.source_ports)
}

/// The rules, applied to one model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'m> {
    pub(super) model: &'m Model,
}

impl Rules<'_> {
    /// Follows a packet to all its ends; each comes with the state that it ended in. A reply knows what was
    /// seen on the way there.
    pub(super) fn follow(
        self,
        source: Place,
        packet: Packet,
        before: Option<Before<'_>>,
    ) -> Vec<(NaivePath, Walk)> {
        let Before { sessions, flows, pins } = before.unwrap_or_default();
        let start = Walk {
            packet,
            share: (1, 1),
            mtu: None,
            places: Vec::new(),
            translations: 0,
            outpost: None,
            left: None,
            sessions: sessions.to_vec(),
            remembered: sessions.len(),
            flows: flows.to_vec(),
            remembered_flows: flows.len(),
            pins: pins.to_vec(),
            remembered_pins: pins.len(),
            guest: None,
            returned: false,
            anonymous: false,
            back: before.is_some(),
            passed: Vec::new(),
            inspected: Vec::new(),
            seen: Vec::new(),
        };
        let mut ends = Vec::new();
        let mut open = Vec::new();
        let _ = self.cut(At::Start(source), start.clone(), &mut open);
        while let Some((at, mut walk)) = open.pop() {
            let ways = match self.step(at, &mut walk) {
                Err(Stop(class, reason)) => {
                    ends.push((walk.end(class, reason, None), walk));
                    continue;
                }
                Ok(Next::Delivered(place)) => {
                    ends.push((walk.end(Class::Delivered, "delivered", Some(place)), walk));
                    continue;
                }
                Ok(Next::Go(at)) => vec![at],
                Ok(Next::Share(ways)) => ways,
            };
            let share = part(walk.share, (1, ways.len() as u128));
            walk.share = share.unwrap_or_default();
            let mut cut = |at| self.cut(at, walk.clone(), &mut open);
            let fits = ways.into_iter().rev().all(|at| cut(at).is_some());
            if share.is_none() || !fits || ends.len() + open.len() >= MOST_PATHS {
                return vec![(start.end(Class::Unknown, "too-many-paths", None), start)];
            }
        }
        ends
    }

    /// Cuts a packet so that every filter judges each part as a whole. One that has just been translated is
    /// remembered as it is now.
    fn cut(self, at: At, walk: Walk, open: &mut Vec<(At, Walk)>) -> Option<()> {
        for (packet, some) in classes(self.model, walk.packet) {
            let mut one = walk.clone();
            one.share = part(walk.share, some)?;
            one.packet = packet;
            for session in one.sessions.iter_mut().skip(one.remembered) {
                if session.translated == walk.packet {
                    session.translated = packet;
                }
            }
            for pin in one.pins.iter_mut().skip(one.remembered_pins) {
                if pin.packet == walk.packet {
                    pin.packet = packet;
                }
            }
            open.push((at, one));
        }
        Some(())
    }

    fn step(self, at: At, walk: &mut Walk) -> Step {
        match at {
            At::Start(Place::Interface(id)) => self.interface_sends(walk, id),
            At::Start(Place::Host(id)) => self.host_sends(walk, id),
            At::Start(Place::Segment(id)) => self.segment_sends(walk, id),
            At::Start(Place::Router(id)) => self.router(walk, id, None),
            At::Start(Place::Service(list)) => self.service_sends(walk, list),
            At::Inspected(id) => self.inspected(walk, id),
            At::Start(Place::Internet) | At::Internet => self.internet(walk),
            At::Interface(id) => self.interface_receives(walk, id),
            At::Forwards(id) => self.interface_sends(walk, id),
            At::Transit(id, zone) => self.transit(walk, id, zone),
            At::LeavesTransit(via, id, subnet) => self.leaves_transit(walk, (via, id), subnet),
            At::TransitIn(id) => self.transit_from_outside(walk, id),
            At::LinkOut(link) => self.link_out(walk, link),
            At::DirectConnectOut(id, private) => self.direct_connect_out(walk, id, private),
            At::LinkIn(link) => self.link_in(walk, link),
            At::PrivateIn(id, link) => self.private_in(walk, id, link),
            At::NatSends(id) => self.nat_sends(walk, id),
            At::RegionalSends(id) => self.route(walk, Sender::Regional(id)),
            At::RegionalReceives(id) => self.regional_receives(walk, id),
            At::NatReceives(id) => self.nat_receives(walk, id),
            At::Router(id, via) => self.router(walk, id, via),
            At::RouterReply(id) => self.router_reply(walk, id),
            At::NextHop(id, hop) => self.next_hop(walk, id, hop),
            At::Vif(id) => self.inward(walk, id),
        }
    }

    /// Notes a node on the way; it counts as consulted.
    pub(super) fn enter(self, walk: &mut Walk, node: impl Into<ObjectId>) -> Result<(), Stop> {
        let node = node.into();
        self.visit(walk, self.model.identity(node).name.clone())?;
        self.consult(&[node])
    }

    /// Notes a place by name. What could not be read may stand behind any but the first.
    pub(super) fn visit(self, walk: &mut Walk, name: String) -> Result<(), Stop> {
        walk.places.push(name);
        let first = walk.places.len() == 1;
        if first { Ok(()) } else { self.consult(&[ObjectId::Topology]) }
    }

    /// Ends the path if one of these objects is not known whole.
    pub(super) fn consult(self, objects: &[ObjectId]) -> Result<(), Stop> {
        if objects.iter().any(|object| self.model.incomplete.contains(object)) {
            return unknown("unknown-object");
        }
        Ok(())
    }

    /// Returns what the user assumes about a fact.
    pub(super) fn assumes(self, fact: &str, value: &str) -> bool {
        self.model.assume.get(fact).is_some_and(|assumed| assumed == value)
    }
}

/// Returns some parts of a share, in lowest terms; `None` if the numbers grow too large.
fn part(share: (u128, u128), (some, all): (u128, u128)) -> Option<(u128, u128)> {
    let (part, whole) = (share.0.checked_mul(some)?, share.1.checked_mul(all)?);
    let (mut a, mut b) = (part, whole);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some((part / a, whole / a))
}
