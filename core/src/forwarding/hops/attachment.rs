//! Attachments of transit gateways, into the transit gateway and out of it (facts TGW-01 to TGW-10).

use super::vpc;
use crate::{
    forwarding::{
        Arrival, Arriving, Associated, Blocker, Cx, Entered, Guest, Location, Memory, Move, Note,
        Onward, Reason, Sender, Step, Stop, Translator, Way,
        filter::network_acl,
        state::{end, go},
    },
    model::{
        AttachmentResource, Link, Referencing, SubnetId, TransitGatewayAttachment,
        TransitGatewayAttachmentId, VpcId, ZoneId,
    },
};

/// The largest packet through a transit gateway (fact MTU-03).
const MTU: u32 = 8500;

/// The largest packet through the attachment of a VPN connection (fact MTU-04).
const VPN_MTU: u32 = 1500;

/// Takes a packet from a subnet into the attachment of its VPC (facts TGW-06 and TGW-09).
pub(super) fn enter(
    cx: Cx<'_>,
    id: TransitGatewayAttachmentId,
    from: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &Memory,
) -> Onward {
    let network = cx.network;
    let attachment = in_service(cx, id, steps)?;
    carries(cx, id, arrival, steps)?;
    let zone = network.model.zone_of(from);
    let interface = interface_in_zone(cx, (id, attachment), from, zone, steps)?;
    if let Some(interface) = interface {
        network.whole([interface.into()])?;
        reaches(cx, interface, from)?;
        on_outpost(cx, interface, steps);
        // Also where it is the sender's own subnet, unlike a packet between neighbors there.
        network_acl(cx, interface, Way::In, arrival.packet, steps)?;
    }
    advise_appliance_mode(cx, (id, attachment), memory, steps);
    let entered = Entered { by: id, zone };
    go(Move::to(Stop::TransitGateway(attachment.transit_gateway, entered), arrival.packet))
}

/// Takes a packet from something other than a VPC into its attachment.
pub(super) fn enter_from_outside(
    cx: Cx<'_>,
    id: TransitGatewayAttachmentId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let attachment = in_service(cx, id, steps)?;
    size(cx, (id, attachment), steps);
    let entered = Entered { by: id, zone: None };
    go(Move::to(Stop::TransitGateway(attachment.transit_gateway, entered), arrival.packet))
}

/// Takes a packet out of a transit gateway by an attachment.
pub(super) fn leave(
    cx: Cx<'_>,
    id: TransitGatewayAttachmentId,
    entered: Entered,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let attachment = in_service(cx, id, steps)?;
    let packet = arrival.packet;
    match &attachment.resource {
        AttachmentResource::Vpc { vpc, subnets } => {
            carries(cx, id, arrival, steps)?;
            into_vpc(cx, (id, attachment), (*vpc, subnets), entered, arrival, steps)
        }
        AttachmentResource::Vpn(vpn) => {
            size(cx, (id, attachment), steps);
            go(Move::to(Stop::LinkOut(Link::Vpn(*vpn)), packet))
        }
        AttachmentResource::DirectConnectGateway { gateway, .. } => {
            size(cx, (id, attachment), steps);
            go(Move::to(Stop::DirectConnectOut(*gateway, Associated::Attachment(id)), packet))
        }
        AttachmentResource::Peering(Some(peer)) => {
            size(cx, (id, attachment), steps);
            go(Move::to(Stop::AttachmentFrom(*peer), packet))
        }
        AttachmentResource::Peering(None)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => {
            let message =
                format!("what lies behind {} is not described or not judged", network.name(id));
            end(Blocker::new(Reason::LeftModel, message).key(id).unknown())
        }
    }
}

/// Takes a packet into a VPC by the interface of an attachment in one of its subnets (fact TGW-07).
pub(super) fn into_subnet(
    cx: Cx<'_>,
    id: TransitGatewayAttachmentId,
    interface: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    network.whole([interface.into()])?;
    affinity(cx, id, interface, steps)?;
    memory.transit.insert(network.model.subnets[interface].vpc, Guest { by: id, straight: true });
    if zones_matter(cx, id) {
        memory.entered.push((id, interface));
    }
    on_outpost(cx, interface, steps);
    let from_region = Arrival { location: Location::Region, ..arrival };
    let across = vpc::crossing(cx, from_region, interface, steps)?;
    let found = &network.model.subnets[interface];
    let destination = arrival.packet.destination;
    let to = if found.prefixes.iter().any(|prefix| prefix.contains(destination)) {
        let words = "the destination is in the attachment's own subnet: no network ACL is asked";
        cx.tell(steps, || Step::passed(words).facts(&["TGW-07", "RT-07"]).key(interface));
        Stop::Arrive(Arriving { same_subnet: true, ..Arriving::into(interface) })
    } else {
        Stop::Route(interface, Sender::Attachment(id))
    };
    go(Move::to(to, arrival.packet).across(across))
}

/// Returns whether it matters by which zone a packet enters: to appliance mode, or to an appliance.
fn zones_matter(cx: Cx<'_>, id: TransitGatewayAttachmentId) -> bool {
    let model = &cx.network.model;
    let attachment = &model.transit_gateway_attachments[id];
    let AttachmentResource::Vpc { vpc, subnets } = &attachment.resource else { return false };
    subnets.len() > 1 && (attachment.appliance_mode || cx.network.has_appliance(*vpc))
}

/// Returns an attachment that can be used.
fn in_service<'n>(
    cx: Cx<'n>,
    id: TransitGatewayAttachmentId,
    steps: &mut Vec<Step>,
) -> Onward<&'n TransitGatewayAttachment> {
    let network = cx.network;
    let attachment = &network.model.transit_gateway_attachments[id];
    network.whole([id.into(), attachment.transit_gateway.into()])?;
    if !attachment.state.forwards() {
        let message = format!("{} is {}", network.name(id), attachment.state.word());
        let blocker = Blocker::new(Reason::AttachmentNotReady, message).facts(&["TGW-01"]);
        cx.block(steps, blocker.key(id))?;
    }
    Onward::Continue(attachment)
}

/// Refuses IPv6 where it is not turned on (fact TGW-09).
fn carries(
    cx: Cx<'_>,
    id: TransitGatewayAttachmentId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let attachment = &cx.network.model.transit_gateway_attachments[id];
    if arrival.packet.is_ipv6() && !attachment.ipv6 {
        let message = format!("IPv6 is not turned on for {}", cx.network.name(id));
        let help = "Turn IPv6 support on for the attachment, or use IPv4.";
        let blocker = Blocker::new(Reason::Ipv6Unsupported, message).help(help);
        return cx.block(steps, blocker.facts(&["TGW-09"]).key(id));
    }
    Onward::Continue(())
}

/// Returns the subnet that holds the attachment's interface in the sender's zone (fact TGW-06).
fn interface_in_zone(
    cx: Cx<'_>,
    (id, attachment): (TransitGatewayAttachmentId, &TransitGatewayAttachment),
    from: SubnetId,
    zone: Option<ZoneId>,
    steps: &mut Vec<Step>,
) -> Onward<Option<SubnetId>> {
    let network = cx.network;
    let subnets = subnets(attachment);
    let in_zone = |one: &&SubnetId| zone.is_some() && network.model.zone_of(**one) == zone;
    let own = subnets.iter().find(|one| **one == from);
    if let Some(interface) = own.or_else(|| subnets.iter().find(in_zone)) {
        let words = "the attachment has an interface in the zone of the subnet";
        let outpost = network.model.subnets[from].outpost().is_some();
        let facts: &[_] =
            if outpost { &["TGW-06", "IV-05", "MTU-03"] } else { &["TGW-06", "MTU-03"] };
        cx.tell(steps, || Step::passed(words).facts(facts).key(id).key(*interface).mtu(MTU));
        return Onward::Continue(Some(*interface));
    }
    let unplaced = subnets.iter().find(|one| network.model.zone_of(**one).is_none());
    if let Some(unplaced) = zone.map_or(Some(&from), |_| unplaced) {
        let message = format!(
            "the input does not say which zone {} lies in, so nobody knows whether {} serves it",
            network.name(*unplaced),
            network.name(id),
        );
        let blocker = Blocker::new(Reason::LeftModel, message).facts(&["TGW-06"]);
        let help = "Add `zone` to the subnet.";
        return end(blocker.help(help).key(*unplaced).unknown());
    }
    let place = zone.map_or_else(String::new, |zone| network.name(zone));
    if zone.is_some_and(|zone| network.model.zones[zone].has_parent()) && !subnets.is_empty() {
        let message = format!(
            "{} lies in {place}, and the input does not say which zone is its parent, so nobody knows whether {} serves it",
            network.name(from),
            network.name(id),
        );
        let blocker = Blocker::new(Reason::LeftModel, message).facts(&["TGW-17"]).key(from);
        let help = "To go on from here, write the parent zone as `zone` of the subnet.";
        return end(blocker.help(help).key(id).unknown());
    }
    let message = format!(
        "{} lies in {place}, and {} has no subnet there",
        network.name(from),
        network.name(id),
    );
    let blocker = Blocker::new(Reason::TgwAzNotAttached, message).key(id).key(from);
    cx.block(steps, blocker)?;
    Onward::Continue(None)
}

fn subnets(attachment: &TransitGatewayAttachment) -> &[SubnetId] {
    match &attachment.resource {
        AttachmentResource::Vpc { subnets, .. } => subnets,
        AttachmentResource::Vpn(_)
        | AttachmentResource::DirectConnectGateway { .. }
        | AttachmentResource::Peering(_)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => &[],
    }
}

/// Says how large a packet may be on an attachment of something other than a VPC.
fn size(
    cx: Cx<'_>,
    (id, attachment): (TransitGatewayAttachmentId, &TransitGatewayAttachment),
    steps: &mut Vec<Step>,
) {
    let (mtu, fact) = match attachment.resource {
        AttachmentResource::Vpn(_) => (VPN_MTU, "MTU-04"),
        AttachmentResource::Vpc { .. }
        | AttachmentResource::DirectConnectGateway { .. }
        | AttachmentResource::Peering(_)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => (MTU, "MTU-03"),
    };
    cx.tell(steps, || {
        Step::passed("the attachment is in service").facts(&["TGW-01", fact]).key(id).mtu(mtu)
    });
}

/// Chooses the subnets by which a packet may enter a VPC (facts TGW-06, TGW-08 and TOP-50).
fn into_vpc(
    cx: Cx<'_>,
    (id, attachment): (TransitGatewayAttachmentId, &TransitGatewayAttachment),
    (vpc, subnets): (VpcId, &[SubnetId]),
    entered: Entered,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([vpc.into()])?;
    let pinned = || {
        let entered = cx.remembered.map(|memory| memory.entered.as_slice()).unwrap_or_default();
        entered.iter().find(|(by, _)| *by == id).map(|(_, subnet)| *subnet)
    };
    let in_zone = || {
        let same = |one: &&SubnetId| {
            entered.zone.is_some() && network.model.zone_of(**one) == entered.zone
        };
        subnets.iter().find(same).copied()
    };
    let (chosen, words, facts): (Option<SubnetId>, _, &[&'static str]) = match subnets {
        [only] => (Some(*only), "the attachment has one subnet", &["TGW-07"]),
        _several if attachment.appliance_mode => {
            (pinned(), "appliance mode keeps the flow to one zone", &["TGW-08"])
        }
        _several => match in_zone() {
            Some(same) => (Some(same), "the zone of the sender decides", &["TGW-08"]),
            None => (None, "no subnet of it lies in a zone of the sender", &["TGW-06"]),
        },
    };
    cx.tell(steps, || Step::passed(words).facts(facts).facts(&["MTU-03"]).key(id).mtu(MTU));
    if arrival.left.is_some() {
        let words =
            "the packet left an Outpost for the transit gateway, which stands in the Region";
        cx.tell(steps, || Step::passed(words).facts(&["IV-04"]).key(attachment.transit_gateway));
    }
    let keeps = network.model.referencing(entered.by, id) == Referencing::On;
    if keeps {
        let words = "security groups may refer to each other across the transit gateway";
        cx.tell(steps, || Step::passed(words).facts(&["TGW-11"]).key(attachment.transit_gateway));
    }
    if subnets.is_empty() {
        let message = format!("the input does not say which subnets {} has", network.name(id));
        let help = "Add `subnets` to the attachment.";
        return end(Blocker::new(Reason::LeftModel, message).help(help).key(id).unknown());
    }
    let several: Vec<SubnetId> = chosen.map_or_else(|| subnets.to_vec(), |one| vec![one]);
    if let [_, _, ..] = several.as_slice() {
        let words = "it may enter by any subnet of the attachment; each is followed";
        cx.tell(steps, || Step::passed(words).facts(&["TOP-50"]).key(id));
    }
    let moves = several.into_iter().map(|subnet| {
        let one = Move::to(Stop::AttachmentInto(id, subnet), arrival.packet);
        if keeps { one } else { one.anonymous() }
    });
    Onward::Continue(moves.collect())
}

/// Stops a reply that enters by another zone than the packet that it answers, where an appliance of
/// the VPC keeps state (fact TGW-08).
fn affinity(
    cx: Cx<'_>,
    id: TransitGatewayAttachmentId,
    interface: SubnetId,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let model = &network.model;
    let Some(memory) = cx.remembered else { return Onward::Continue(()) };
    let mut entered = memory.entered.iter().filter(|(by, _)| *by == id).map(|(_, subnet)| *subnet);
    let Some(before) = entered.next().filter(|before| *before != interface) else {
        return Onward::Continue(());
    };
    let AttachmentResource::Vpc { vpc, .. } = model.transit_gateway_attachments[id].resource else {
        return Onward::Continue(());
    };
    let Some(appliance) = stateful_appliance(cx, memory, vpc) else {
        return Onward::Continue(());
    };
    let message = format!(
        "the reply enters by {}, but {} saw the packet come by {}",
        network.name(interface),
        network.name(appliance),
        network.name(before),
    );
    let blocker = Blocker::new(Reason::TgwAzAffinity, message).key(id).key(interface);
    cx.block(steps, blocker)
}

/// Returns an appliance of a VPC that remembers the flow.
fn stateful_appliance(cx: Cx<'_>, memory: &Memory, vpc: VpcId) -> Option<crate::model::InstanceId> {
    let model = &cx.network.model;
    memory.sessions.iter().find_map(|session| {
        let Translator::Instance(id) = session.device else { return None };
        let instance = &model.instances[id];
        let here = instance
            .interfaces
            .first()
            .is_some_and(|first| model.subnets[model.network_interfaces[*first].subnet].vpc == vpc);
        let keeps = instance.forwards.as_ref().is_some_and(crate::model::Appliance::keeps_state);
        (here && keeps).then_some(id)
    })
}

/// Notes where a flow passes an appliance behind an attachment without appliance mode (TGW-08).
fn advise_appliance_mode(
    cx: Cx<'_>,
    (id, attachment): (TransitGatewayAttachmentId, &TransitGatewayAttachment),
    memory: &Memory,
    steps: &mut Vec<Step>,
) {
    let AttachmentResource::Vpc { vpc, subnets } = &attachment.resource else { return };
    if attachment.appliance_mode || subnets.len() < 2 {
        return;
    }
    if let Some(appliance) = stateful_appliance(cx, memory, *vpc) {
        let text = format!(
            "{} keeps state behind {}, whose zones may see half of a flow each without appliance mode",
            cx.network.name(appliance),
            cx.network.name(id),
        );
        let note = Step::note(Note::TgwApplianceModeAdvised, text).facts(&["TGW-08"]);
        cx.tell(steps, || note.key(id).key(appliance));
    }
}

/// Ends a path to an interface of an attachment on an Outpost that the sender is not on: whether such a one
/// serves others is not known (fact UNK-14).
fn reaches(cx: Cx<'_>, interface: SubnetId, from: SubnetId) -> Onward<()> {
    let network = cx.network;
    let place = |id: SubnetId| network.model.subnets[id].outpost();
    if place(interface).is_none() || place(interface) == place(from) {
        return Onward::Continue(());
    }
    let message = format!(
        "the attachment's interface for the zone is in {}, on an Outpost that {} is not on",
        network.name(interface),
        network.name(from),
    );
    let help = "Attach a subnet in the Region in the same zone.";
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["UNK-14", "IV-19"]);
    end(blocker.help(help).key(interface).unknown())
}

/// Says that AWS does not document attachments in subnets of Outposts (facts UNK-14 and TGW-13).
fn on_outpost(cx: Cx<'_>, interface: SubnetId, steps: &mut Vec<Step>) {
    if cx.network.model.subnets[interface].outpost().is_some() {
        let words = "the attachment's subnet is on an Outpost, and is taken to work there";
        cx.tell(steps, || Step::passed(words).facts(&["UNK-14"]).key(interface));
    }
}
