//! The lookup in a local gateway route table, and where its winner leads (PKT-S4c and PKT-I3).

use std::net::IpAddr;

use super::{local_gateway, subnet, uplink};
use crate::{
    addr::Packet,
    forwarding::{Arrival, Blocker, Cx, Onward, Reason, Step, What, state::end},
    model::{
        AssociationState, CoipPoolId, Key, LocalGatewayRouteTableId, LocalGatewayRouteTarget, Mode,
        NetworkInterfaceId, SubnetId,
    },
    routing::{Candidate, Choice, Rank, RouteRef, TableRef},
};

/// The largest packet between an Outpost and its local gateway (fact LGW-21).
const MTU: u32 = 1500;

/// Where a packet comes from into a local gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// A subnet on the Outpost.
    Subnet(SubnetId),
    /// The customer's side.
    Outside,
}

/// Looks the destination up and follows the winner.
pub(super) fn follow(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    arrival: Arrival,
    from: From,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let destination = arrival.packet.destination;
    let routes = &network.model.local_gateway_route_tables[table].routes;
    let mut lists = routes.iter().filter_map(|route| route.destination.list());
    lists.try_for_each(|list| network.whole([list.into()]))?;
    let at = TableRef::LocalGateway(table);
    let (choice, selection) = cx.look_up(at, destination);
    let winner = winner(cx, table, (destination, from), &choice)?;
    if let Some(selection) = selection {
        let routed = What::Routed { table: at, destination, selection };
        let step = Step::new(routed).facts(&["LGR-05", "LGW-21"]);
        steps.push(step.key(table).mtu(MTU));
    }
    match winner.route {
        RouteRef::LocalGateway(_, index) => written(cx, (table, index), arrival, from, steps),
        RouteRef::PropagatedSubnet(_) | RouteRef::PropagatedCoip(_) => {
            propagated(cx, table, winner, arrival, from, steps)
        }
        RouteRef::Local(_)
        | RouteRef::Vpc(..)
        | RouteRef::Connected(..)
        | RouteRef::RouterStatic(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => {
            unreachable!("invariant: a local gateway table holds static and propagated routes")
        }
    }
}

fn winner(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    (destination, from): (IpAddr, From),
    choice: &Choice,
) -> Onward<Candidate> {
    let network = cx.network;
    match choice {
        Choice::Routes(routes) => {
            let first = routes.first().copied();
            Onward::Continue(first.expect("invariant: a choice of routes is not empty"))
        }
        Choice::Nothing => {
            let message = format!("{} has no route for {destination}", network.name(table));
            let blocker = Blocker::new(Reason::LgwNoRoute, message).key(table);
            let blocker = match from {
                From::Subnet(_) => blocker,
                From::Outside => from_outside(cx, table, destination, blocker),
            };
            end(blocker.dropped())
        }
        Choice::Ambiguous(_) => {
            let message =
                format!("prefix lists of {} overlap at the destination", network.name(table));
            end(Blocker::new(Reason::AmbiguousPrefixLists, message).key(table).unknown())
        }
    }
}

/// Says what a packet from the customer's side would need (facts COIP-05, DVR-03, LGR-07 and LGR-08).
fn from_outside(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    destination: IpAddr,
    blocker: Blocker,
) -> Blocker {
    let model = &cx.network.model;
    let found = &model.local_gateway_route_tables[table];
    let private = found.vpcs.iter().any(|one| model.vpc_contains(one.vpc, destination));
    let mut subnets =
        found.vpcs.iter().filter_map(|one| cx.network.subnet_of(one.vpc, destination));
    if let Some(subnet) = subnets.find(|subnet| model.subnets[*subnet].outpost().is_none()) {
        let name = cx.network.name(subnet);
        let help = format!("Reach {name} by Direct Connect or VPN: it is in the Region.");
        return blocker.help(help).facts(&["DVR-03"]);
    }
    match found.mode {
        Some(Mode::Coip) if private => blocker
            .help("Send to the customer-owned address of the instance, not to its private one.")
            .facts(&["COIP-05"]),
        Some(Mode::Coip) => blocker
            .help("Send to an address of the table's CoIP pools, or correct the route that leads here.")
            .facts(&["LGR-07"]),
        Some(Mode::DirectVpcRouting) | None => blocker
            .help("Give the subnet of the destination a route to the local gateway, and associate its \
                   VPC with the table; or correct the route that leads here.")
            .facts(&["LGR-08"]),
    }
}

/// Follows a static route.
fn written(
    cx: Cx<'_>,
    (table, index): (LocalGatewayRouteTableId, u32),
    arrival: Arrival,
    from: From,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let found = &network.model.local_gateway_route_tables[table];
    let route = found.routes.get(index as usize);
    let route = route.expect("invariant: candidates name routes of their table");
    let key = Key::item(table, "routes", index as usize);
    if let Some(step) = steps.last_mut() {
        step.keys.push(key);
    }
    match route.target {
        LocalGatewayRouteTarget::VifGroup(group) => {
            if found.vif_group.is_none_or(|association| association.group != group) {
                let message = format!(
                    "the route leads to {}, which is not associated with {}",
                    network.name(group),
                    network.name(table),
                );
                return end(Blocker::new(Reason::LgwNoVifGroup, message).key(key).dropped());
            }
            uplink::choose(cx, (table, group), arrival, steps)
        }
        LocalGatewayRouteTarget::NetworkInterface(id) => {
            let attached = network.model.network_interfaces[id].instance.is_some();
            if !attached || !subnet::interface_runs(network, id) {
                let destination = arrival.packet.destination;
                if let Some(equal) = fall_back(cx, table, destination, steps) {
                    return propagated(cx, table, equal, arrival, from, steps);
                }
                let message = format!(
                    "the route leads to {}, which is not attached to a running instance",
                    network.name(id),
                );
                cx.block(steps, Blocker::new(Reason::LgwRouteBlackhole, message).key(key))?;
            }
            if from == From::Outside {
                never_announced(cx, table, arrival.packet, steps)?;
            }
            to_interface(cx, table, id, arrival.packet, steps)
        }
    }
}

/// Applies the setting of UNK-20: whether a destination arrives that was never announced.
fn never_announced(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let mut announced = cx.network.bgp.announced(table).iter();
    if announced.any(|one| one.prefix.contains(packet.destination)) {
        return Onward::Continue(());
    }
    let (value, step) = cx.network.setting("UNK-20");
    cx.tell(steps, || step);
    if value == "deny" {
        let message = format!(
            "{} never announced {}, and is assumed not to deliver it",
            cx.network.name(table),
            packet.destination,
        );
        let blocker = Blocker::new(Reason::LgwNoRoute, message).facts(&["UNK-20"]);
        return cx.block(steps, blocker.key(table));
    }
    Onward::Continue(())
}

/// Returns the propagated route that takes over from one whose interface is not in service, if the
/// setting of UNK-19 says so (fact LGR-13).
fn fall_back(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    destination: IpAddr,
    steps: &mut Vec<Step>,
) -> Option<Candidate> {
    let at = TableRef::LocalGateway(table);
    let selection = cx.network.tables.select(&cx.network.model, at, destination);
    let prefix = match &selection.choice {
        Choice::Routes(routes) => routes.first().map(|route| route.prefix),
        Choice::Nothing | Choice::Ambiguous(_) => None,
    };
    let losers = selection.losers.iter().map(|loser| loser.candidate);
    let mut equal = losers.filter(|one| Some(one.prefix) == prefix && one.rank == Rank::Propagated);
    let equal = equal.next()?;
    let (value, step) = cx.network.setting("UNK-19");
    cx.tell(steps, || step);
    (value == "fall-back").then_some(equal)
}

/// Delivers to the interface that a static route names, untranslated (facts LGR-12 and LGR-14).
fn to_interface(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    id: NetworkInterfaceId,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let model = &network.model;
    let gateway = model.local_gateway_route_tables[table].local_gateway;
    let outpost = model.local_gateways[gateway].outpost;
    let subnet = model.network_interfaces[id].subnet;
    network.whole([id.into(), subnet.into()])?;
    let vpc = model.subnets[subnet].vpc;
    let mut associations = model.local_gateway_route_tables[table].vpcs.iter();
    let associated =
        associations.any(|one| one.vpc == vpc && one.state == AssociationState::Associated);
    if model.subnets[subnet].outpost() != Some(outpost) || !associated {
        let message = format!(
            "{} is not in a subnet of {} whose VPC is associated with {}",
            network.name(id),
            network.name(outpost),
            network.name(table),
        );
        let blocker = Blocker::new(Reason::LgwEniNotEligible, message).facts(&["LGR-12"]);
        return end(blocker.key(id).dropped());
    }
    let words = "delivered to the interface with its address untouched";
    cx.tell(steps, || Step::passed(words).facts(&["LGR-14"]).key(id));
    local_gateway::to_subnet(gateway, subnet, Some(id), packet)
}

/// Follows a propagated route: into a subnet, or to the holder of a customer-owned address.
fn propagated(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    winner: Candidate,
    arrival: Arrival,
    from: From,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let gateway = network.model.local_gateway_route_tables[table].local_gateway;
    if let From::Subnet(subnet) = from {
        hairpin(cx, (table, subnet), winner, arrival.packet, steps)?;
    }
    match winner.route {
        RouteRef::PropagatedSubnet(subnet) => {
            network.whole([subnet.into()])?;
            local_gateway::to_subnet(gateway, subnet, None, arrival.packet)
        }
        RouteRef::PropagatedCoip(pool) => {
            let (subnet, packet) = translate_destination(cx, table, pool, arrival.packet, steps)?;
            local_gateway::to_subnet(gateway, subnet, None, packet)
        }
        RouteRef::Local(_)
        | RouteRef::Vpc(..)
        | RouteRef::LocalGateway(..)
        | RouteRef::Connected(..)
        | RouteRef::RouterStatic(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => {
            unreachable!("invariant: only propagated routes come here")
        }
    }
}

/// Applies the setting of UNK-03: whether a local gateway forwards between its own VPCs. That it
/// does so for clients of RDS and S3 in the VPC itself, AWS says (facts COIP-15 and COIP-17).
fn hairpin(
    cx: Cx<'_>,
    (table, from): (LocalGatewayRouteTableId, SubnetId),
    winner: Candidate,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let coip = matches!(winner.route, RouteRef::PropagatedCoip(_));
    if let Some(fact) = by_customer_owned_only(cx, from, packet).filter(|_| coip) {
        let words = "inside the VPC, too, the service is used by its customer-owned address";
        cx.tell(steps, || Step::passed(words).facts(&[fact]).key(table));
        return Onward::Continue(());
    }
    let (value, step) = network.setting("UNK-03");
    let facts: &[&'static str] = match (stays_in_vpc(cx, from, winner, packet), coip) {
        (true, true) => &["COIP-20", "TOP-36"],
        (true, false) => &["TOP-36"],
        (false, true) => &["IV-07", "IV-08"],
        (false, false) => &["IV-07"],
    };
    cx.tell(steps, || step.facts(facts));
    if value == "deny" {
        let message = format!(
            "{} would have to forward from the Outpost back into it, which is assumed not to work",
            network.name(table),
        );
        let blocker = Blocker::new(Reason::LgwNoRoute, message).facts(&["UNK-03"]);
        return cx.block(steps, blocker.key(table));
    }
    Onward::Continue(())
}

/// Returns whether what a propagated route leads to is in the VPC that a packet comes from.
fn stays_in_vpc(cx: Cx<'_>, from: SubnetId, winner: Candidate, packet: Packet) -> bool {
    let model = &cx.network.model;
    let own = |subnet: SubnetId| model.subnets[subnet].vpc == model.subnets[from].vpc;
    if let RouteRef::PropagatedSubnet(subnet) = winner.route {
        return own(subnet);
    }
    let mut owners = cx.network.coip_owners(packet.destination).iter();
    owners.any(|id| own(model.network_interfaces[*id].subnet))
}

/// Returns the fact that says so, where a packet stays in its VPC and one of its ends is a service
/// that even clients there reach by its customer-owned address. That goes for the service's replies,
/// too.
fn by_customer_owned_only(cx: Cx<'_>, from: SubnetId, packet: Packet) -> Option<&'static str> {
    let model = &cx.network.model;
    let in_vpc = |address| {
        let owners = cx.network.coip_owners(address).iter();
        owners
            .map(|id| &model.network_interfaces[*id])
            .find(|interface| model.subnets[interface.subnet].vpc == model.subnets[from].vpc)
    };
    let ends = [Some(in_vpc(packet.destination)?), in_vpc(packet.source)];
    ends.into_iter().flatten().find_map(|end| end.service?.by_customer_owned_address())
}

/// Rewrites a customer-owned destination to the private address behind it (fact COIP-04).
fn translate_destination(
    cx: Cx<'_>,
    table: LocalGatewayRouteTableId,
    pool: CoipPoolId,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<(SubnetId, Packet)> {
    let network = cx.network;
    let model = &network.model;
    network.whole([pool.into()])?;
    let gateway = model.local_gateway_route_tables[table].local_gateway;
    let outpost = model.local_gateways[gateway].outpost;
    let owners = network.coip_owners(packet.destination).iter().copied();
    let mut owners: Vec<(NetworkInterfaceId, AssociationState)> = owners
        .filter_map(|id| {
            let subnet = &model.subnets[model.network_interfaces[id].subnet];
            let here = subnet.outpost() == Some(outpost);
            let found = network.gateway_table(gateway, subnet.vpc).filter(|_| here);
            found.filter(|(found, _)| *found == table).map(|(_, state)| (id, state))
        })
        .collect();
    // One whose association is in force comes first; one that is being undone still tells why.
    owners.sort_by_key(|(_, state)| *state != AssociationState::Associated);
    let owner = owners.first().copied();
    let private = owner.and_then(|(id, _)| model.network_interfaces[id].primary());
    let (Some((owner, state)), Some(private)) = (owner, private) else {
        let message = format!(
            "{} lies in {}, but no interface on this Outpost has it",
            packet.destination,
            network.name(pool),
        );
        return end(Blocker::new(Reason::CoipUnknownDst, message).key(pool).dropped());
    };
    if state != AssociationState::Associated {
        let message = format!(
            "{} has {}, but the association of its VPC with {} is {}",
            network.name(owner),
            packet.destination,
            network.name(table),
            state.word(),
        );
        let blocker = Blocker::new(Reason::CoipUnknownDst, message).key(owner).key(table);
        let help = "Associate the VPC with the local gateway route table.";
        cx.block(steps, blocker.help(help))?;
    }
    let what = What::DestinationTranslated { from: packet.destination, to: private };
    steps.push(Step::new(what).facts(&["COIP-04"]).key(owner).key(pool));
    let subnet = model.network_interfaces[owner].subnet;
    Onward::Continue((subnet, Packet { destination: private, ..packet }))
}
