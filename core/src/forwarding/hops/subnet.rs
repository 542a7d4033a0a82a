//! Subnets: the VPC router with the table in force, and entry from outside (PKT-S2 to PKT-S4).

use crate::{
    addr::Prefix,
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Location, Move, Network, Onward, Reason, Resident, Sender,
        Step, Stop, Way,
        filter::network_acl,
        hops::{between_outposts, table, vpc},
        state::{end, go},
    },
    model::{
        Key, NatGatewayState, PeeringState, RouteState, RouteTableId, RouteTarget, SubnetId,
        VpcEndpointState,
    },
    routing::RouteRef,
};

/// Decides by the route table in force for a subnet.
pub(super) fn route(
    cx: Cx<'_>,
    subnet: SubnetId,
    sender: Sender,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let found = &network.model.subnets[subnet];
    let table = found.route_table;
    network.whole([subnet.into(), found.vpc.into(), table.into()])?;
    network_acl(cx, subnet, Way::Out, arrival.packet, steps)?;
    let winner = table::select(cx, table, arrival.packet.destination, steps)?;
    match winner.route {
        RouteRef::Vpc(table, at) => {
            written(cx, (table, at, winner.prefix), (subnet, sender), arrival, steps)
        }
        RouteRef::VirtualPrivateGateway(id) => {
            let stop = Stop::PrivateGatewayOut(id, subnet);
            go(Move::to(stop, arrival.packet).across(to_region(arrival)))
        }
        RouteRef::Local(_) => vpc::deliver(cx, found.vpc, Some(subnet), arrival, steps),
        RouteRef::LocalGateway(..)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::RouterStatic(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => {
            unreachable!("invariant: a VPC table holds local and written routes only")
        }
    }
}

/// Follows a route that the files write.
fn written(
    cx: Cx<'_>,
    (table, at, prefix): (RouteTableId, u32, Prefix),
    (subnet, sender): (SubnetId, Sender),
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let route = network.model.route_tables[table].routes.get(at as usize);
    let route = route.expect("invariant: candidates name routes of their table");
    let key = Key::item(table, "routes", at as usize);
    usable(cx, route.target, key, steps)?;
    declared(network, route.declared_state, route.target, key)?;
    if let Some(step) = steps.last_mut() {
        step.keys.push(key);
    }
    let vpc = network.model.subnets[subnet].vpc;
    let packet = arrival.packet;
    match route.target {
        RouteTarget::Local => vpc::deliver(cx, vpc, Some(subnet), arrival, steps),
        RouteTarget::InternetGateway(id) => {
            go(Move::to(Stop::InternetGatewayOut(id, sender), packet).across(to_region(arrival)))
        }
        RouteTarget::EgressOnlyInternetGateway(id) => {
            go(Move::to(Stop::EgressOnlyOut(id), packet).across(to_region(arrival)))
        }
        RouteTarget::RegionalNatGateway(id) => {
            go(Move::to(Stop::RegionalNatOut(id, subnet), packet).across(to_region(arrival)))
        }
        RouteTarget::NatGateway(id) => nat(cx, id, subnet, arrival, steps),
        RouteTarget::VpcEndpoint(id) => to_endpoint(cx, id, Some(subnet), arrival, steps),
        RouteTarget::PeeringConnection(id) => {
            let peering = &network.model.peering_connections[id];
            let other = peering.other(vpc).expect("invariant: a route names a peering of its VPC");
            go(Move::to(Stop::Peering(id, other), packet))
        }
        RouteTarget::LocalGateway(id) => {
            between_outposts::documented(cx, id, subnet, prefix, steps)?;
            go(Move::to(Stop::LocalGatewayOut(id, subnet, sender), packet))
        }
        RouteTarget::NetworkInterface(id) => to_interface(cx, id, Some(subnet), arrival, steps),
        RouteTarget::Instance(id) => {
            let first = network.model.instances[id].interfaces.first();
            let first = first.expect("invariant: an instance has a primary interface");
            to_interface(cx, *first, Some(subnet), arrival, steps)
        }
        RouteTarget::TransitGateway(id) => {
            let Some(attachment) = network.attachment_of(id, vpc) else {
                let (gateway, vpc) = (network.name(id), network.name(vpc));
                let message =
                    format!("the route leads to {gateway}, and {vpc} is not attached to it");
                return end(Blocker::new(Reason::RouteBlackhole, message).key(key).dropped());
            };
            let stop = Stop::AttachmentIn(attachment, subnet);
            go(Move::to(stop, packet).across(to_region(arrival)))
        }
        RouteTarget::VirtualPrivateGateway(id) => {
            let stop = Stop::PrivateGatewayOut(id, subnet);
            go(Move::to(stop, packet).across(to_region(arrival)))
        }
        RouteTarget::Unmodelled(id) => {
            let message =
                format!("the route leads to {}, which is not judged yet", network.name(id));
            let blocker = Blocker::new(Reason::UnsupportedObject, message);
            end(blocker.key(id).key(key).unknown())
        }
    }
}

/// Returns the Outpost whose service link lies between a packet and the Region.
fn to_region(arrival: Arrival) -> Option<crate::model::OutpostId> {
    match arrival.location {
        Location::Region => None,
        Location::Outpost(outpost) => Some(outpost),
    }
}

/// Sends a packet to a NAT gateway, wherever its subnet stands.
fn nat(
    cx: Cx<'_>,
    id: crate::model::NatGatewayId,
    subnet: SubnetId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let gateway = &cx.network.model.nat_gateways[id];
    let across = vpc::crossing(cx, arrival.location, gateway.subnet, steps)?;
    go(Move::to(Stop::NatOut(id, subnet), arrival.packet).across(across))
}

/// Sends a packet to a VPC endpoint, wherever it stands.
pub(super) fn to_endpoint(
    cx: Cx<'_>,
    id: crate::model::VpcEndpointId,
    from: Option<SubnetId>,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let across = match (cx.network.model.vpc_endpoints[id].inspects_in(), arrival.location) {
        (Some(subnet), location) => vpc::crossing(cx, location, subnet, steps)?,
        (None, Location::Outpost(outpost)) => Some(outpost),
        (None, Location::Region) => None,
    };
    go(Move::to(Stop::Endpoint(id, from), arrival.packet).across(across))
}

/// Sends a packet to the interface that a route names, whatever its destination.
pub(super) fn to_interface(
    cx: Cx<'_>,
    id: crate::model::NetworkInterfaceId,
    from: Option<SubnetId>,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let subnet = cx.network.model.network_interfaces[id].subnet;
    let across = vpc::crossing(cx, arrival.location, subnet, steps)?;
    let same_subnet = Some(subnet) == from;
    let arriving = Arriving { to: Some(id), same_subnet, ..Arriving::into(subnet) };
    go(Move::to(Stop::Arrive(arriving), arrival.packet).across(across))
}

/// Ends a path whose route leads to something that cannot be used (facts RT-30 and RT-34).
pub(super) fn usable(
    cx: Cx<'_>,
    target: RouteTarget,
    key: Key,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let model = &network.model;
    let (reason, what) = match target {
        RouteTarget::Local
        | RouteTarget::LocalGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::Unmodelled(_) => {
            return Onward::Continue(());
        }
        RouteTarget::TransitGateway(id) => return network.whole([id.into()]),
        RouteTarget::VirtualPrivateGateway(id) => {
            network.whole([id.into()])?;
            if model.virtual_private_gateways[id].attached {
                return Onward::Continue(());
            }
            (Reason::RouteBlackhole, format!("{} is not attached", network.name(id)))
        }
        RouteTarget::InternetGateway(id) => {
            network.whole([id.into()])?;
            if model.internet_gateways[id].attached {
                return Onward::Continue(());
            }
            (Reason::RouteBlackhole, format!("{} is not attached", network.name(id)))
        }
        RouteTarget::NatGateway(id) => {
            network.whole([id.into()])?;
            let state = model.nat_gateways[id].state;
            match nat_problem(state) {
                None => return Onward::Continue(()),
                Some(reason) => (reason, format!("{} is {}", network.name(id), state.word())),
            }
        }
        RouteTarget::RegionalNatGateway(id) => {
            network.whole([id.into()])?;
            let state = model.regional_nat_gateways[id].state;
            match nat_problem(state) {
                None => return Onward::Continue(()),
                Some(reason) => (reason, format!("{} is {}", network.name(id), state.word())),
            }
        }
        RouteTarget::VpcEndpoint(id) => {
            network.whole([id.into()])?;
            let state = model.vpc_endpoints[id].state;
            match endpoint_problem(state) {
                None => return Onward::Continue(()),
                Some(reason) => (reason, format!("{} is {}", network.name(id), state.word())),
            }
        }
        RouteTarget::PeeringConnection(id) => {
            network.whole([id.into()])?;
            let state = model.peering_connections[id].state;
            match peering_problem(state) {
                None => return Onward::Continue(()),
                Some(reason) => (reason, format!("{} is {}", network.name(id), state.word())),
            }
        }
        RouteTarget::NetworkInterface(id) => {
            network.whole([id.into()])?;
            if interface_runs(network, id) {
                return Onward::Continue(());
            }
            (Reason::RouteBlackhole, format!("{} is not in service", network.name(id)))
        }
        RouteTarget::Instance(id) => {
            network.whole([id.into()])?;
            let first = model.instances[id].interfaces.first();
            if first.is_some_and(|first| interface_runs(network, *first)) {
                return Onward::Continue(());
            }
            (Reason::RouteBlackhole, format!("{} is not running", network.name(id)))
        }
    };
    let message = format!("the route leads to {what}");
    let blocker = Blocker::new(reason, message);
    let blocker = match (reason, target) {
        (Reason::ComponentNotReady, RouteTarget::NatGateway(_)) => blocker.facts(&["NAT-12"]),
        (Reason::ComponentNotReady, _) => blocker.facts(&["PCX-01"]),
        (_, _) => blocker,
    };
    cx.block(steps, blocker.key(key))
}

/// Returns whether an interface is attached to a running instance (fact LGR-13).
pub(super) fn interface_runs(network: &Network, id: crate::model::NetworkInterfaceId) -> bool {
    use crate::model::InstanceState;
    let interface = &network.model.network_interfaces[id];
    let running = |instance| network.model.instances[instance].state == InstanceState::Running;
    interface.instance.map_or(interface.requester_managed, running)
}

fn nat_problem(state: NatGatewayState) -> Option<Reason> {
    match state {
        NatGatewayState::Available => None,
        NatGatewayState::Pending | NatGatewayState::Failed => Some(Reason::ComponentNotReady),
        NatGatewayState::Deleting | NatGatewayState::Deleted => Some(Reason::RouteBlackhole),
    }
}

fn endpoint_problem(state: VpcEndpointState) -> Option<Reason> {
    match state {
        VpcEndpointState::Available => None,
        VpcEndpointState::PendingAcceptance
        | VpcEndpointState::Pending
        | VpcEndpointState::Rejected
        | VpcEndpointState::Failed => Some(Reason::ComponentNotReady),
        VpcEndpointState::Deleting | VpcEndpointState::Deleted => Some(Reason::RouteBlackhole),
    }
}

fn peering_problem(state: PeeringState) -> Option<Reason> {
    match state {
        PeeringState::Active => None,
        PeeringState::InitiatingRequest
        | PeeringState::PendingAcceptance
        | PeeringState::Provisioning => Some(Reason::ComponentNotReady),
        PeeringState::Failed
        | PeeringState::Expired
        | PeeringState::Rejected
        | PeeringState::Deleting
        | PeeringState::Deleted => Some(Reason::RouteBlackhole),
    }
}

/// Ends a path whose route is declared a blackhole.
pub(super) fn declared(
    network: &Network,
    state: Option<RouteState>,
    target: RouteTarget,
    key: Key,
) -> Onward<()> {
    if state != Some(RouteState::Blackhole) {
        return Onward::Continue(());
    }
    if let RouteTarget::Unmodelled(id) = target {
        let message = format!("the route to {} is a blackhole", network.name(id));
        return end(Blocker::new(Reason::RouteBlackhole, message).key(key).dropped());
    }
    let message = "the input declares the route a blackhole, but its target is in service";
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["RT-34"]);
    end(blocker.help("Correct the state of the route, or the target.").key(key).unknown())
}

/// Takes a packet into a subnet and to whoever has its destination.
pub(super) fn arrive(
    cx: Cx<'_>,
    arriving: Arriving,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let subnet = arriving.subnet;
    network.whole([subnet.into()])?;
    let destination = arrival.packet.destination;
    let resident = match arriving.to {
        Some(interface) => Some(Resident::Interface(interface)),
        None => network.resident(subnet, destination),
    };
    if arriving.from_gateway.is_none() && !arriving.same_subnet {
        network_acl(cx, subnet, Way::In, arrival.packet, steps)?;
    }
    let Some(resident) = resident else {
        let message = format!("nobody in {} has {destination}", network.name(subnet));
        return end(Blocker::new(Reason::NoSuchHost, message).key(subnet).dropped());
    };
    if let Some(gateway) = arriving.from_gateway {
        super::eligible::may_use(cx, gateway, resident, steps)?;
        network_acl(cx, subnet, Way::In, arrival.packet, steps)?;
    }
    if arriving.to.is_none() {
        steps.push(Step::passed("the subnet holds the destination").key(subnet));
    }
    match resident {
        Resident::Interface(id) => go(Move::to(Stop::Receive(id), arrival.packet)),
        Resident::NatGateway(id) => go(Move::to(Stop::NatBack(id), arrival.packet)),
    }
}
