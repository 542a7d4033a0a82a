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
        Key, NatGatewayState, ObjectId, PeeringState, Route, RouteState, RouteTableId, RouteTarget,
        SubnetId, UnmodelledKind, VpcEndpointState, VpcId,
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
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
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
    let vpc = network.model.subnets[subnet].vpc;
    if attached(network, vpc, route.target, key)? {
        declared(network, route.declared_state, route.target, key)?;
    }
    if let Some(step) = steps.last_mut() {
        step.keys.push(key);
    }
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
            let attachment = network.attachment_of(id, vpc);
            let attachment = attachment.expect("invariant: the VPC was found to be attached");
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

/// Returns whether what joins a VPC with the target of a route is in service, which the route's own state
/// then has to agree with (fact RT-34).
fn attached(network: &Network, vpc: VpcId, target: RouteTarget, key: Key) -> Onward<bool> {
    let RouteTarget::TransitGateway(id) = target else { return Onward::Continue(true) };
    let Some(attachment) = network.attachment_of(id, vpc) else {
        let (gateway, vpc) = (network.name(id), network.name(vpc));
        let message = format!("the route leads to {gateway}, and {vpc} is not attached to it");
        return end(Blocker::new(Reason::RouteBlackhole, message).key(key).dropped());
    };
    Onward::Continue(network.model.transit_gateway_attachments[attachment].state.forwards())
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
    let across = vpc::crossing(cx, arrival, gateway.subnet, steps)?;
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
        (Some(subnet), _) => vpc::crossing(cx, arrival, subnet, steps)?,
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
    let across = vpc::crossing(cx, arrival, subnet, steps)?;
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
    let Some(object) = object(target) else { return Onward::Continue(()) };
    network.whole([object])?;
    let found = trouble(network, target);
    let Some((reason, word)) = found else { return Onward::Continue(()) };
    let message = format!("the route leads to {} is {word}", network.name(object));
    let blocker = Blocker::new(reason, message);
    let facts: &[&'static str] = match target {
        RouteTarget::NatGateway(_) | RouteTarget::RegionalNatGateway(_) => &["NAT-12"],
        RouteTarget::PeeringConnection(_) => &["PCX-01"],
        RouteTarget::Local
        | RouteTarget::LocalGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::Unmodelled(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::InternetGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_) => &[],
    };
    let not_ready = reason == Reason::ComponentNotReady;
    let blocker = if not_ready { blocker.facts(facts) } else { blocker };
    cx.block(steps, blocker.key(key))
}

/// Returns why the target of a route cannot be used, if it cannot (facts RT-30 and RT-34).
fn trouble(network: &Network, target: RouteTarget) -> Option<(Reason, &'static str)> {
    let model = &network.model;
    let unless = |fine: bool, word| (!fine).then_some((Reason::RouteBlackhole, word));
    match target {
        RouteTarget::Local
        | RouteTarget::LocalGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::Unmodelled(_) => None,
        RouteTarget::VirtualPrivateGateway(id) => {
            unless(model.virtual_private_gateways[id].attached, "not attached")
        }
        RouteTarget::InternetGateway(id) => {
            unless(model.internet_gateways[id].attached, "not attached")
        }
        RouteTarget::NatGateway(id) => {
            let state = model.nat_gateways[id].state;
            nat_problem(state).map(|reason| (reason, state.word()))
        }
        RouteTarget::RegionalNatGateway(id) => {
            let state = model.regional_nat_gateways[id].state;
            nat_problem(state).map(|reason| (reason, state.word()))
        }
        RouteTarget::VpcEndpoint(id) => {
            let state = model.vpc_endpoints[id].state;
            endpoint_problem(state).map(|reason| (reason, state.word()))
        }
        RouteTarget::PeeringConnection(id) => {
            let state = model.peering_connections[id].state;
            peering_problem(state).map(|reason| (reason, state.word()))
        }
        RouteTarget::NetworkInterface(id) => unless(interface_runs(network, id), "not in service"),
        RouteTarget::Instance(id) => {
            let first = model.instances[id].interfaces.first();
            unless(first.is_some_and(|first| interface_runs(network, *first)), "not running")
        }
    }
}

impl Network {
    /// Returns why a route of a VPC's table drops what it matches, whatever that is, if it does (fact
    /// RT-30).
    #[must_use]
    pub fn dead_end(&self, vpc: VpcId, route: &Route) -> Option<(Reason, String)> {
        if let Some((reason, word)) = trouble(self, route.target) {
            return Some((reason, word.to_owned()));
        }
        match route.target {
            RouteTarget::TransitGateway(id) => {
                let Some(attachment) = self.attachment_of(id, vpc) else {
                    return Some((Reason::RouteBlackhole, "not attached to the VPC".to_owned()));
                };
                let state = self.model.transit_gateway_attachments[attachment].state;
                let word = format!("its attachment to the VPC: {}", state.word());
                (!state.forwards()).then_some((Reason::ComponentNotReady, word))
            }
            RouteTarget::Unmodelled(id)
                if self.model.unmodelled[id].kind == UnmodelledKind::Deleted
                    || route.declared_state == Some(RouteState::Blackhole) =>
            {
                Some((Reason::RouteBlackhole, "gone".to_owned()))
            }
            RouteTarget::Local
            | RouteTarget::InternetGateway(_)
            | RouteTarget::EgressOnlyInternetGateway(_)
            | RouteTarget::NatGateway(_)
            | RouteTarget::RegionalNatGateway(_)
            | RouteTarget::LocalGateway(_)
            | RouteTarget::VpcEndpoint(_)
            | RouteTarget::PeeringConnection(_)
            | RouteTarget::NetworkInterface(_)
            | RouteTarget::Instance(_)
            | RouteTarget::VirtualPrivateGateway(_)
            | RouteTarget::Unmodelled(_) => None,
        }
    }
}

/// Returns the object whose state decides whether a route can be used.
fn object(target: RouteTarget) -> Option<ObjectId> {
    Some(match target {
        RouteTarget::Local
        | RouteTarget::LocalGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::Unmodelled(_) => return None,
        RouteTarget::TransitGateway(id) => id.into(),
        RouteTarget::VirtualPrivateGateway(id) => id.into(),
        RouteTarget::InternetGateway(id) => id.into(),
        RouteTarget::NatGateway(id) => id.into(),
        RouteTarget::RegionalNatGateway(id) => id.into(),
        RouteTarget::VpcEndpoint(id) => id.into(),
        RouteTarget::PeeringConnection(id) => id.into(),
        RouteTarget::NetworkInterface(id) => id.into(),
        RouteTarget::Instance(id) => id.into(),
    })
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
    let blackhole = state == Some(RouteState::Blackhole);
    if let RouteTarget::Unmodelled(id) = target
        && (blackhole || network.model.unmodelled[id].kind == UnmodelledKind::Deleted)
    {
        let message = format!("the route to {} is a blackhole", network.name(id));
        return end(Blocker::new(Reason::RouteBlackhole, message).key(key).dropped());
    }
    if !blackhole {
        return Onward::Continue(());
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
        network.anchor_has_interface(destination)?;
        let message = format!("nobody in {} has {destination}", network.name(subnet));
        return end(Blocker::new(Reason::NoSuchHost, message).key(subnet).dropped());
    };
    if let Some(gateway) = arriving.from_gateway {
        super::eligible::may_use(cx, gateway, resident, steps)?;
        network_acl(cx, subnet, Way::In, arrival.packet, steps)?;
    }
    if arriving.to.is_none() {
        cx.tell(steps, || Step::passed("the subnet holds the destination").key(subnet));
    }
    match resident {
        Resident::Interface(id) => go(Move::to(Stop::Receive(id), arrival.packet)),
        Resident::NatGateway(id) => go(Move::to(Stop::NatBack(id), arrival.packet)),
    }
}
