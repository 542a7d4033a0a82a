//! NAT gateways: many sources behind one address (facts NAT-05 to NAT-10).

use super::{nat, table, vpc};
use crate::{
    addr::Packet,
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Memory, Move, Onward, Reason, Sender, Step, Stop,
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
        steps.push(Step::passed(words).facts(&["SVC-04", "TOP-30"]).key(id));
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
    if !network.model.vpc_contains(vpc, restored.destination)
        && led_beyond(cx, id, restored, steps)?
    {
        return go(Move::to(Stop::Route(gateway.subnet, Sender::NatGateway(id)), restored));
    }
    go(Move::to(Stop::NatReturn(gateway.subnet), restored))
}

/// Returns whether a route of the gateway's subnet leads back to a sender beyond a transit gateway (fact
/// TOP-55). One that leads elsewhere contradicts the rule that none is needed (fact NAT-09).
fn led_beyond(
    cx: Cx<'_>,
    id: NatGatewayId,
    restored: Packet,
    steps: &mut Vec<Step>,
) -> Onward<bool> {
    let network = cx.network;
    let subnet = network.model.nat_gateways[id].subnet;
    let table = network.model.subnets[subnet].route_table;
    network.whole([table.into()])?;
    let at = TableRef::Vpc(table);
    let winner = match network.tables.select(&network.model, at, restored.destination).choice {
        Choice::Nothing => {
            let words =
                "no route leads back to the sender, and none is needed: it is returned as it came";
            steps.push(Step::passed(words).facts(&["NAT-08", "NAT-09"]).key(table));
            return Onward::Continue(false);
        }
        // The lookup itself says why.
        Choice::Ambiguous(_) => return Onward::Continue(true),
        Choice::Routes(routes) => routes.first().copied(),
    };
    let written = winner.and_then(|winner| table::written(cx, winner));
    let leads = written.is_some_and(|(route, _)| match route.target {
        RouteTarget::TransitGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_) => true,
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::Unmodelled(_) => false,
    });
    if !leads {
        let message = format!(
            "{} has a route for {} that does not lead back to the transit gateway, and whether a reply \
             follows it is not known",
            network.name(table),
            restored.destination,
        );
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-09", "TOP-55"]);
        let help = "Add a route back to the transit gateway.";
        return end(blocker.help(help).key(table).unknown());
    }
    let words = "the sender is beyond the VPC: the table of the gateway's subnet leads back";
    steps.push(Step::passed(words).facts(&["NAT-08", "TOP-55"]).key(subnet));
    Onward::Continue(true)
}

/// Hands a reply that is translated back on to the VPC. This is a stop of its own, as a filter may part
/// the packet, and then has to judge its parts as they are now.
pub(super) fn hand_back(
    cx: Cx<'_>,
    id: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let subnet = &cx.network.model.subnets[id];
    let destination = arrival.packet.destination;
    if !cx.network.model.vpc_contains(subnet.vpc, destination) {
        network_acl(cx, id, Way::Out, arrival.packet, steps)?;
        let by = way_in(cx, id)?;
        let move_on = Move::to(Stop::AttachmentIn(by, id), arrival.packet);
        return go(move_on.across(subnet.outpost()));
    }
    if !subnet.prefixes.iter().any(|prefix| prefix.contains(destination)) {
        network_acl(cx, id, Way::Out, arrival.packet, steps)?;
    }
    vpc::deliver(cx, subnet.vpc, Some(id), arrival, steps)
}

/// Returns the attachment by which a sender beyond the VPC of a subnet came: the only one, with an interface
/// in the zone (fact NAT-09).
fn way_in(cx: Cx<'_>, id: SubnetId) -> Onward<TransitGatewayAttachmentId> {
    let model = &cx.network.model;
    let (vpc, zone) = (model.subnets[id].vpc, model.zone_of(id));
    let attachments = model.transit_gateway_attachments.iter();
    let mut all = attachments.filter_map(|(attachment, one)| match &one.resource {
        AttachmentResource::Vpc { vpc: own, subnets } if *own == vpc => Some((attachment, subnets)),
        AttachmentResource::Vpc { .. }
        | AttachmentResource::Vpn(_)
        | AttachmentResource::DirectConnectGateway { .. }
        | AttachmentResource::Peering(_)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => None,
    });
    if let (Some((only, subnets)), None) = (all.next(), all.next())
        && subnets.iter().any(|one| *one == id || zone.is_some() && model.zone_of(*one) == zone)
    {
        return Onward::Continue(only);
    }
    let message = format!(
        "a reply returns to a sender beyond {}, and by which interface of which attachment is not known",
        cx.network.name(vpc),
    );
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-09"]);
    let help = "Add a route back to the transit gateway to the table of the NAT gateway's subnet.";
    end(blocker.help(help).key(id).unknown())
}
