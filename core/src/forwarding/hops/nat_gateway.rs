//! NAT gateways: many sources behind one address (facts NAT-05 to NAT-10).

use super::{nat, table, vpc};
use crate::{
    addr::Packet,
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Guest, Memory, Move, Onward, Reason, Sender, Step, Stop,
        Translator, Way,
        filter::network_acl,
        state::{end, go},
    },
    model::{AttachmentResource, NatGatewayId, RouteTarget, SubnetId, TransitGatewayAttachmentId},
    routing::{Choice, TableRef},
};

/// Translates a packet from the inside and sends it on by the table of the gateway's own subnet.
pub(super) fn out(
    cx: Cx<'_>,
    id: NatGatewayId,
    from: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let gateway = &network.model.nat_gateways[id];
    network.whole([id.into(), gateway.subnet.into()])?;
    if from != gateway.subnet {
        network_acl(cx, gateway.subnet, Way::In, arrival.packet, steps)?;
    }
    let vpc = network.model.subnets[gateway.subnet].vpc;
    nat::serves(cx, id.into(), vpc, arrival.packet.source, memory)?;
    if let Some(guest) = memory.transit.get(&vpc).copied() {
        memory.guests.insert(id, guest);
    }
    let device = (Translator::NatGateway(id), id.into());
    let to = (arrival.packet, gateway.address);
    on_outpost(cx, id, steps);
    let translated = nat::translate(cx, device, to, steps, memory)?;
    let own = &network.model.subnets[gateway.subnet];
    if own.prefixes.iter().any(|prefix| prefix.contains(translated.destination)) {
        let arriving = Arriving { same_subnet: true, ..Arriving::into(gateway.subnet) };
        return go(Move::to(Stop::Arrive(arriving), translated));
    }
    go(Move::to(Stop::Route(gateway.subnet, Sender::NatGateway(id)), translated))
}

/// Says what is taken for granted where a NAT gateway stands on an Outpost (fact SVC-04).
fn on_outpost(cx: Cx<'_>, id: NatGatewayId, steps: &mut Vec<Step>) {
    let model = &cx.network.model;
    if model.subnets[model.nat_gateways[id].subnet].outpost().is_some() {
        let words = "it stands on an Outpost, and is taken to work there as in the Region";
        cx.tell(steps, || Step::passed(words).facts(&["SVC-04", "TOP-30"]).key(id));
    }
}

/// Takes a reply back to whoever opened the connection, whatever the tables say (fact NAT-09).
pub(super) fn back(
    cx: Cx<'_>,
    id: NatGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let gateway = &network.model.nat_gateways[id];
    network.whole([id.into(), gateway.subnet.into()])?;
    let device = (Translator::NatGateway(id), id.into());
    let restored = nat::restored(cx, device, arrival.packet, steps)?;
    on_outpost(cx, id, steps);
    let vpc = network.model.subnets[gateway.subnet].vpc;
    if network.model.vpc_contains(vpc, restored.destination) {
        return go(Move::to(Stop::NatReturn(gateway.subnet, None), restored));
    }
    let guest = cx.remembered.and_then(|memory| memory.guests.get(&id).copied());
    if led_beyond(cx, id, (restored, guest), steps)? {
        return go(Move::to(Stop::Route(gateway.subnet, Sender::NatGateway(id)), restored));
    }
    let by = way_in(cx, id, guest)?;
    go(Move::to(Stop::NatReturn(gateway.subnet, Some(by)), restored))
}

/// Returns whether a route of the gateway's subnet leads back to a sender beyond a transit gateway (fact
/// TOP-55). One that leads elsewhere contradicts the rule that none is needed (fact NAT-09).
fn led_beyond(
    cx: Cx<'_>,
    id: NatGatewayId,
    (restored, guest): (Packet, Option<Guest>),
    steps: &mut Vec<Step>,
) -> Onward<bool> {
    let network = cx.network;
    let subnet = network.model.nat_gateways[id].subnet;
    let table = network.model.subnets[subnet].route_table;
    network.whole([table.into()])?;
    let at = TableRef::Vpc(table);
    let winner = match network.tables.choose(&network.model, at, restored.destination) {
        Choice::Nothing => return Onward::Continue(false),
        // The lookup itself says why.
        Choice::Ambiguous(_) => return Onward::Continue(true),
        Choice::Routes(routes) => routes.first().copied(),
    };
    let written = winner.and_then(|winner| table::written(cx, winner));
    if !written.is_some_and(|(route, _)| leads_back(cx, route.target, guest)) {
        let message = format!(
            "{} has a route for {} that does not lead back to the transit gateway that the sender is behind, \
             and whether a reply follows it is not known",
            network.name(table),
            restored.destination,
        );
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-09", "TOP-55"]);
        let help = "Add a route back to the transit gateway.";
        return end(blocker.help(help).key(table).unknown());
    }
    let words = "the sender is beyond the VPC: the table of the gateway's subnet leads back";
    cx.tell(steps, || Step::passed(words).facts(&["NAT-08", "TOP-55"]).key(subnet));
    Onward::Continue(true)
}

/// Returns whether a target leads back to a sender beyond a transit gateway, or to an appliance.
fn leads_back(cx: Cx<'_>, target: RouteTarget, guest: Option<Guest>) -> bool {
    let model = &cx.network.model;
    match target {
        RouteTarget::TransitGateway(gateway) => guest.is_some_and(|guest| {
            model.transit_gateway_attachments[guest.by].transit_gateway == gateway
        }),
        RouteTarget::VpcEndpoint(endpoint) => model.vpc_endpoints[endpoint].inspects_in().is_some(),
        RouteTarget::NetworkInterface(_) | RouteTarget::Instance(_) => true,
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => false,
    }
}

/// Hands a reply that is translated back on to the VPC, or beyond it by an attachment. This is a stop of
/// its own, as a filter may part the packet, and then has to judge its parts as they are now.
pub(super) fn hand_back(
    cx: Cx<'_>,
    (id, beyond): (SubnetId, Option<TransitGatewayAttachmentId>),
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let subnet = &cx.network.model.subnets[id];
    let destination = arrival.packet.destination;
    if let Some(by) = beyond {
        let words =
            "no route leads back to the sender, and none is needed: it is returned as it came";
        let step = Step::passed(words).facts(&["NAT-08", "NAT-09", "TOP-55"]);
        cx.tell(steps, || step.key(subnet.route_table).key(by));
        network_acl(cx, id, Way::Out, arrival.packet, steps)?;
        memory.returned = beyond;
        let move_on = Move::to(Stop::AttachmentIn(by, id), arrival.packet);
        return go(move_on.across(subnet.outpost()));
    }
    if !subnet.prefixes.iter().any(|prefix| prefix.contains(destination)) {
        network_acl(cx, id, Way::Out, arrival.packet, steps)?;
    }
    vpc::deliver(cx, subnet.vpc, Some(id), arrival, steps)
}

/// Returns the attachment by which a sender beyond the VPC came straight to a gateway, if it has an interface
/// in the gateway's zone (facts NAT-09 and TOP-55).
fn way_in(
    cx: Cx<'_>,
    id: NatGatewayId,
    guest: Option<Guest>,
) -> Onward<TransitGatewayAttachmentId> {
    let model = &cx.network.model;
    let subnet = model.nat_gateways[id].subnet;
    let zone = model.zone_of(subnet);
    let near = |one: &SubnetId| *one == subnet || zone.is_some() && model.zone_of(*one) == zone;
    let why = match guest {
        Some(guest) if !guest.straight => {
            "what the packet passed between may have to pass its reply"
        }
        Some(guest) if placed_in(cx, guest.by).iter().any(near) => {
            return Onward::Continue(guest.by);
        }
        Some(_) | None => "it is not known by which interface of an attachment",
    };
    let message = format!(
        "{} has a reply for a sender beyond {} and no route to it, and {why}",
        cx.network.name(id),
        cx.network.name(model.subnets[subnet].vpc),
    );
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-09", "TOP-55"]);
    let help = "Add a route back to the sender to the table of the NAT gateway's subnet.";
    end(blocker.help(help).key(id).unknown())
}

/// Lists the subnets that an attachment of a VPC has interfaces in.
fn placed_in(cx: Cx<'_>, id: TransitGatewayAttachmentId) -> &[SubnetId] {
    match &cx.network.model.transit_gateway_attachments[id].resource {
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
