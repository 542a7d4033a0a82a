//! Local gateways in both modes, outward and inward (PKT-S4 and PKT-I3).

use super::{
    eligible,
    gateway_route::{self, From},
};
use crate::{
    addr::Packet,
    bgp::{Session, SessionDown, different_vlans},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Reason, Resident, Sender, Step, Stop, What,
        state::{end, go},
    },
    model::{
        AssociationState, LocalGatewayId, LocalGatewayRouteTableId, LocalGatewayRouteTarget, Mode,
        NetworkInterfaceId, SubnetId, VifGroupId, VifGroupState, VifId,
    },
};

/// Takes a packet from a subnet into a local gateway.
pub(super) fn out(
    cx: Cx<'_>,
    id: LocalGatewayId,
    (subnet, sender): (SubnetId, Sender),
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let outpost = network.model.local_gateways[id].outpost;
    network.whole([id.into(), outpost.into()])?;
    if arrival.packet.is_ipv6() {
        let message = format!("{} does not carry IPv6", network.name(id));
        let blocker = Blocker::new(Reason::Ipv6Unsupported, message).facts(&["LGW-20", "FF-25"]);
        return end(blocker.key(id).dropped());
    }
    own_outpost(cx, id, subnet, steps)?;
    let table = forwarding_table(cx, id, subnet, steps)?;
    let interface = eligible_sender(cx, id, sender, steps)?;
    let packet = match network.model.local_gateway_route_tables[table].mode {
        Some(Mode::DirectVpcRouting) => {
            let words = "direct VPC routing: the private address is kept";
            cx.tell(steps, || Step::passed(words).facts(&["DVR-01"]).key(table));
            arrival.packet
        }
        Some(Mode::Coip) => translate_source(cx, table, interface, arrival.packet, steps)?,
        None => return end(mode_unknown(cx, table)),
    };
    gateway_route::follow(cx, table, Arrival { packet, ..arrival }, From::Subnet(subnet), steps)
}

/// Takes a packet from a virtual interface into its local gateway.
pub(super) fn into(cx: Cx<'_>, vif: VifId, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let network = cx.network;
    let group = network.model.vifs[vif].group;
    let id = network.model.vif_groups[group].local_gateway;
    let outpost = network.model.local_gateways[id].outpost;
    network.whole([vif.into(), group.into(), id.into(), outpost.into()])?;
    in_service(cx, vif, steps)?;
    let Some((table, state)) = network.table_of_group(group) else {
        let message = format!("{} is associated with no route table", network.name(group));
        return end(Blocker::new(Reason::LgwTableInactive, message).key(group).dropped());
    };
    if state != AssociationState::Associated {
        cx.block(steps, not_associated(cx, table, group, state))?;
    }
    network.whole([table.into()])?;
    if arrival.packet.is_ipv6() {
        let message = format!("{} does not carry IPv6", network.name(id));
        return end(Blocker::new(Reason::Ipv6Unsupported, message).key(id).dropped());
    }
    if network.model.local_gateway_route_tables[table].mode.is_none() {
        return end(mode_unknown(cx, table));
    }
    gateway_route::follow(cx, table, arrival, From::Outside, steps)
}

/// Ends a path over a virtual interface that carries no traffic, whatever a static route of the
/// customer says (fact VIF-07), or that is in another VLAN than the device (fact VIF-04). A session that
/// is down for another reason stops announcements only.
fn in_service(cx: Cx<'_>, vif: VifId, steps: &mut Vec<Step>) -> Onward<()> {
    if let Some(why) = different_vlans(&cx.network.model, vif) {
        let message = format!("{} carries nothing: {}", cx.network.name(vif), why.words());
        let help = "Use the VLAN of the virtual interface on the customer device, too.";
        let blocker = Blocker::new(Reason::ComponentNotReady, message).help(help);
        return cx.block(steps, blocker.facts(&["VIF-01", "VIF-04"]).key(vif));
    }
    let Session::Down(why) = cx.network.bgp.session(vif) else { return Onward::Continue(()) };
    let (SessionDown::VifNotAvailable(_) | SessionDown::GroupNotAvailable(_)) = why else {
        return Onward::Continue(());
    };
    let message = format!("{} carries no traffic: {}", cx.network.name(vif), why.words());
    let help = "Bring the virtual interface into service, or correct the customer's route.";
    let blocker = Blocker::new(Reason::ComponentNotReady, message).help(help).facts(&["VIF-07"]);
    cx.block(steps, blocker.key(vif))
}

/// Ends a path of a subnet that does not stand on the Outpost of the local gateway.
fn own_outpost(
    cx: Cx<'_>,
    id: LocalGatewayId,
    subnet: SubnetId,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let outpost = network.model.local_gateways[id].outpost;
    match network.model.subnets[subnet].outpost() {
        Some(own) if own == outpost => {
            let words = "it is the local gateway of the subnet's own Outpost";
            cx.tell(steps, || Step::passed(words).facts(&["LGW-17"]).key(id).key(subnet));
            Onward::Continue(())
        }
        Some(own) => {
            let message = format!(
                "{} stands on {}, but the route names {} of {}",
                network.name(subnet),
                network.name(own),
                network.name(id),
                network.name(outpost),
            );
            let help = match network.model.outposts[own].local_gateway {
                Some(right) => format!("Name {} in the route instead.", network.short(right)),
                None => Reason::LgwForeign.page().fix.to_owned(),
            };
            end(Blocker::new(Reason::LgwForeign, message).help(help).key(id).key(subnet).dropped())
        }
        None => {
            let message = format!(
                "{} is in the Region, and only subnets of {} can use {}",
                network.name(subnet),
                network.name(outpost),
                network.name(id),
            );
            let blocker = Blocker::new(Reason::LgwSubnetNotOnOutpost, message);
            end(blocker.key(id).key(subnet).dropped())
        }
    }
}

/// Returns the table that forwards for the subnet's VPC (facts LGW-05 and LGW-30).
fn forwarding_table(
    cx: Cx<'_>,
    id: LocalGatewayId,
    subnet: SubnetId,
    steps: &mut Vec<Step>,
) -> Onward<LocalGatewayRouteTableId> {
    let network = cx.network;
    let vpc = network.model.subnets[subnet].vpc;
    let Some((table, state)) = network.gateway_table(id, vpc) else {
        let message = format!(
            "{} is associated with no route table of {}",
            network.name(vpc),
            network.name(id),
        );
        return end(Blocker::new(Reason::LgwVpcNotAssociated, message).key(vpc).key(id).dropped());
    };
    network.whole([table.into()])?;
    if state != AssociationState::Associated {
        let what = format!("its association with {} is {}", network.name(vpc), state.word());
        cx.block(steps, inactive(cx, table, &what))?;
    }
    let Some(association) = network.model.local_gateway_route_tables[table].vif_group else {
        let message = format!("{} has no VIF group", network.name(table));
        return end(Blocker::new(Reason::LgwNoVifGroup, message).key(table).dropped());
    };
    let group = association.group;
    network.whole([group.into()])?;
    if association.state != AssociationState::Associated {
        cx.block(steps, not_associated(cx, table, group, association.state))?;
    }
    if network.model.vif_groups[group].state != VifGroupState::Available {
        let word = network.model.vif_groups[group].state.word();
        cx.block(steps, inactive(cx, table, &format!("{} is {word}", network.name(group))))?;
    }
    let target = LocalGatewayRouteTarget::VifGroup(group);
    let routes = &network.model.local_gateway_route_tables[table].routes;
    if !routes.iter().any(|route| route.target == target) {
        let what = format!("it has no route to {}", network.name(group));
        cx.block(steps, inactive(cx, table, &what))?;
    }
    let words = "the VPC and the VIF group are associated, and a route leads to the VIF group";
    cx.tell(steps, || Step::passed(words).facts(&["LGW-05", "LGW-30"]).key(table));
    Onward::Continue(table)
}

/// Says why a table does not forward.
fn inactive(cx: Cx<'_>, table: LocalGatewayRouteTableId, what: &str) -> Blocker {
    let message = format!("{} does not forward: {what}", cx.network.name(table));
    Blocker::new(Reason::LgwTableInactive, message).key(table)
}

/// Says that the association of a table with its VIF group is not in force, in the same words for both
/// directions.
fn not_associated(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    group: VifGroupId,
    state: AssociationState,
) -> Blocker {
    let group = cx.network.name(group);
    inactive(cx, table, &format!("its association with {group} is {}", state.word()))
}

/// Returns the interface that sends, if it may use the local gateway.
fn eligible_sender(
    cx: Cx<'_>,
    id: LocalGatewayId,
    sender: Sender,
    steps: &mut Vec<Step>,
) -> Onward<NetworkInterfaceId> {
    let resident = match sender {
        Sender::Interface(interface) => Resident::Interface(interface),
        Sender::NatGateway(gateway) => Resident::NatGateway(gateway),
        Sender::Endpoint(endpoint) => {
            let message =
                format!("{} is not an instance on the Outpost", cx.network.name(endpoint));
            return end(Blocker::new(Reason::LgwEniNotEligible, message).key(id).dropped());
        }
        Sender::RegionalNatGateway(_) => {
            unreachable!("invariant: a regional NAT gateway sends to the internet only")
        }
        Sender::Attachment(attachment) => {
            let message = format!(
                "{} hands the packet over, and is not attached to an instance on this Outpost",
                cx.network.name(attachment),
            );
            let blocker = Blocker::new(Reason::LgwEniNotEligible, message).facts(&["LGW-18"]);
            return end(blocker.key(attachment).key(id).dropped());
        }
    };
    eligible::may_use(cx, id, resident, steps)
}

/// Rewrites the source to the sender's customer-owned address (facts COIP-04 and COIP-07).
fn translate_source(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    interface: NetworkInterfaceId,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<Packet> {
    let network = cx.network;
    let found = &network.model.network_interfaces[interface];
    if !found.addresses.contains(&packet.source) {
        let message = format!(
            "{} forwards a packet from {} into a table in CoIP mode",
            network.name(interface),
            packet.source
        );
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["UNK-17"]);
        return end(blocker.key(interface).unknown());
    }
    let coip = found.coip.filter(|_| found.primary() == Some(packet.source));
    let of_table = |coip: &std::net::IpAddr| network.model.coip_pool_of(table, *coip).is_some();
    let Some(coip) = coip.filter(of_table) else {
        let message = format!(
            "{} is in CoIP mode, and {} has no customer-owned address of its pools",
            network.name(table),
            network.name(interface),
        );
        return end(Blocker::new(Reason::CoipNotAllocated, message).key(interface).dropped());
    };
    let what = What::SourceTranslated { from: packet.source, to: coip };
    steps.push(Step::new(what).facts(&["COIP-04"]).key(interface).key(table));
    Onward::Continue(Packet { source: coip, ..packet })
}

pub(super) fn mode_unknown(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
) -> crate::forwarding::Outcome {
    let message = format!("the input does not say the mode of {}", cx.network.name(table));
    Blocker::new(Reason::UnmodelledState, message).facts(&["LGW-33"]).key(table).unknown()
}

/// Hands a packet to a subnet on this Outpost.
pub(super) fn to_subnet(
    gateway: LocalGatewayId,
    subnet: SubnetId,
    to: Option<NetworkInterfaceId>,
    packet: Packet,
) -> Onward {
    use crate::forwarding::Arriving;
    let from_gateway = Some(gateway);
    let arriving = Arriving { from_gateway, to, ..Arriving::into(subnet) };
    go(Move::to(Stop::Arrive(arriving), packet))
}
