//! Inside a VPC: an interface sends (A), its route table decides (B), the fabric delivers (C), another
//! VPC is handed the packet (D), an interface receives (M).

use std::net::{IpAddr, Ipv4Addr};

use outpath_core::{
    addr::Prefix,
    model::{
        Appliance, Destination, InstanceId, InstanceState, NatGatewayId, NatGatewayState,
        NetworkInterfaceId, ObjectId, OutpostId, PeeringConnectionId, PeeringState, RouteOrigin,
        RouteState, RouteTableId, RouteTarget, SubnetId, VpcId,
    },
};

use super::{
    Place,
    filter::Way,
    walk::{At, Next, Rules, Step, Stop, Walk, dropped, unknown},
};

/// Who hands a packet to the router of a VPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Interface(NetworkInterfaceId),
    Nat(NatGatewayId),
}

/// One route that covers the destination.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    length: u8,
    rank: u8,
    target: RouteTarget,
    declared: Option<RouteState>,
}

/// The rank of a static route whose destination is a prefix list (fact RT-21).
const PREFIX_LIST: u8 = 1;

impl Rules<'_> {
    /// A.
    pub(super) fn interface_sends(self, walk: &mut Walk, id: NetworkInterfaceId) -> Step {
        self.enter(walk, id)?;
        self.ready(id)?;
        self.not_aws_itself(id, walk.packet.destination)?;
        self.security_groups(walk, id, Way::Out)?;
        let interface = &self.model.network_interfaces[id];
        if interface.source_dest_check && !interface.addresses.contains(&walk.packet.source) {
            return dropped("src-dst-check");
        }
        self.consult(&[interface.subnet.into()])?;
        let subnet = &self.model.subnets[interface.subnet];
        walk.outpost = subnet.outpost();
        if subnet.prefixes.iter().any(|prefix| prefix.contains(walk.packet.destination)) {
            return self.in_subnet(walk, interface.subnet);
        }
        self.network_acl(walk, interface.subnet, Way::Out)?;
        self.route(walk, Sender::Interface(id))
    }

    /// AWS answers inside a VPC at some addresses itself; that is not modelled (fact SG-12).
    fn not_aws_itself(self, id: NetworkInterfaceId, to: IpAddr) -> Result<(), Stop> {
        let vpc = self.model.subnets[self.model.network_interfaces[id].subnet].vpc;
        let third = |prefix: &Prefix| !prefix.is_ipv6() && prefix.nth(2) == Some(to);
        let resolver = self.model.vpcs[vpc].prefixes.iter().any(third);
        let service = match to {
            IpAddr::V4(to) => match to.octets() {
                [169, 254, 169, last] => matches!(last, 123 | 250 | 251 | 253 | 254),
                other => other == [169, 254, 170, 2],
            },
            IpAddr::V6(to) => to.to_string().starts_with("fd00:ec2:"),
        };
        if resolver || service { unknown("unsupported-object") } else { Ok(()) }
    }

    /// M.
    pub(super) fn interface_receives(self, walk: &mut Walk, id: NetworkInterfaceId) -> Step {
        self.enter(walk, id)?;
        self.ready(id)?;
        self.security_groups(walk, id, Way::In)?;
        let interface = &self.model.network_interfaces[id];
        let to = walk.packet.destination;
        let own = interface.addresses.contains(&to);
        if !own && interface.source_dest_check {
            return dropped("src-dst-check");
        }
        let instance = interface.instance;
        let appliance =
            instance.and_then(|id| self.model.instances[id].forwards.as_ref().map(|how| (id, how)));
        // What is translated is not for the instance itself, whoever has the address.
        let passes = |id: InstanceId, how: &Appliance| {
            !own || walk.session(id.into()).is_some()
                || how.destination_nat.iter().any(|rule| rule.from == to)
        };
        match appliance {
            Some((instance, how)) if passes(instance, how) => self.forwarded(walk, instance, how),
            Some(_) | None if own => Ok(Next::Delivered(Place::Interface(id))),
            Some(_) | None => unknown("unsupported-object"),
        }
    }

    fn ready(self, id: NetworkInterfaceId) -> Result<(), Stop> {
        let interface = &self.model.network_interfaces[id];
        if let Some(instance) = interface.instance {
            self.consult(&[instance.into()])?;
        }
        let service = interface.instance.is_none() && interface.requester_managed;
        if !service && !self.runs(id) {
            return dropped("component-not-ready");
        }
        Ok(())
    }

    /// Returns whether an interface is attached to an instance that runs.
    pub(super) fn runs(self, id: NetworkInterfaceId) -> bool {
        let instance = self.model.network_interfaces[id].instance;
        instance.is_some_and(|id| self.model.instances[id].state == InstanceState::Running)
    }

    pub(super) fn subnet_of(self, sender: Sender) -> SubnetId {
        match sender {
            Sender::Interface(id) => self.model.network_interfaces[id].subnet,
            Sender::Nat(id) => self.model.nat_gateways[id].subnet,
        }
    }

    /// B.
    pub(super) fn route(self, walk: &mut Walk, sender: Sender) -> Step {
        let subnet = &self.model.subnets[self.subnet_of(sender)];
        let vpc = subnet.vpc;
        self.consult(&[vpc.into(), subnet.route_table.into()])?;
        let winner = self.choose(subnet.route_table, walk.packet.destination)?;
        self.usable(winner)?;
        match winner.target {
            RouteTarget::Local => self.deliver(walk, vpc, Some(self.subnet_of(sender)), false),
            RouteTarget::InternetGateway(id) => self.internet_gateway_out(walk, id),
            RouteTarget::NatGateway(id) => self.nat_gateway(walk, id, sender),
            RouteTarget::LocalGateway(id) => {
                self.inside(walk, id, self.subnet_of(sender), winner.length)?;
                self.outward(walk, id, sender)
            }
            RouteTarget::PeeringConnection(id) => self.peering(walk, id, sender),
            RouteTarget::NetworkInterface(id) => self.to_interface(walk, id, sender),
            RouteTarget::Instance(id) => match self.model.instances[id].interfaces.first() {
                Some(first) => self.to_interface(walk, *first, sender),
                None => dropped("route-blackhole"),
            },
            RouteTarget::EgressOnlyInternetGateway(_)
            | RouteTarget::RegionalNatGateway(_)
            | RouteTarget::VpcEndpoint(_)
            | RouteTarget::TransitGateway(_)
            | RouteTarget::VirtualPrivateGateway(_)
            | RouteTarget::Unmodelled(_) => unknown("unsupported-object"),
        }
    }

    fn choose(self, table: RouteTableId, to: IpAddr) -> Result<Candidate, Stop> {
        let mut found = self.candidates(table, to)?;
        let lists: Vec<Candidate> =
            found.iter().filter(|candidate| candidate.rank == PREFIX_LIST).copied().collect();
        let longest = found.iter().map(|candidate| candidate.length).max();
        found.retain(|candidate| Some(candidate.length) == longest);
        let best = found.iter().map(|candidate| candidate.rank).min();
        found.retain(|candidate| Some(candidate.rank) == best);
        let Some(first) = found.first().copied() else { return dropped("no-route") };
        if first.rank == PREFIX_LIST && lists.iter().any(|other| other.target != first.target) {
            return unknown("ambiguous-prefix-lists");
        }
        Ok(first)
    }

    fn candidates(self, table: RouteTableId, to: IpAddr) -> Result<Vec<Candidate>, Stop> {
        let table = &self.model.route_tables[table];
        let locals: Vec<Prefix> = self.model.vpcs[table.vpc].prefixes.clone();
        let mut found = Vec::new();
        for route in &table.routes {
            let (prefixes, list) = self.expand(route.destination)?;
            for prefix in prefixes {
                let inside = locals.iter().any(|local| local.contains(to) && local.covers(prefix));
                let rank = match route.origin {
                    RouteOrigin::Static if list => PREFIX_LIST,
                    RouteOrigin::Static => 0,
                    RouteOrigin::DirectConnect | RouteOrigin::VpnStatic | RouteOrigin::VpnBgp
                        if inside =>
                    {
                        continue;
                    }
                    RouteOrigin::DirectConnect => 2,
                    RouteOrigin::VpnStatic => 3,
                    RouteOrigin::VpnBgp => 4,
                    RouteOrigin::RouteServer => 5,
                };
                let (target, declared) = (route.target, route.declared_state);
                found.push((prefix, Candidate { length: prefix.length(), rank, target, declared }));
            }
        }
        let replaced: Vec<Prefix> =
            found.iter().filter(|(_, route)| route.rank == 0).map(|(prefix, _)| *prefix).collect();
        for local in locals.into_iter().filter(|local| !replaced.contains(local)) {
            let (target, declared) = (RouteTarget::Local, None);
            found.push((local, Candidate { length: local.length(), rank: 0, target, declared }));
        }
        found.retain(|(prefix, _)| prefix.contains(to) && !kept_by_aws(*prefix, to));
        Ok(found.into_iter().map(|(_, candidate)| candidate).collect())
    }

    /// Returns the prefixes of a destination, and whether they come from a prefix list. A list that
    /// is not known whole might hold any prefix.
    pub(super) fn expand(self, destination: Destination) -> Result<(Vec<Prefix>, bool), Stop> {
        match destination {
            Destination::Prefix(prefix) => Ok((vec![prefix], false)),
            Destination::PrefixList(id) => {
                self.consult(&[id.into()])?;
                Ok((self.model.prefix_lists[id].prefixes.clone(), true))
            }
        }
    }

    /// Derives the state of the winner (facts RT-30 and RT-34).
    fn usable(self, winner: Candidate) -> Result<(), Stop> {
        let blackhole = winner.declared == Some(RouteState::Blackhole);
        match winner.target {
            RouteTarget::Local
            | RouteTarget::LocalGateway(_)
            | RouteTarget::EgressOnlyInternetGateway(_)
            | RouteTarget::RegionalNatGateway(_)
            | RouteTarget::VpcEndpoint(_)
            | RouteTarget::TransitGateway(_)
            | RouteTarget::VirtualPrivateGateway(_) => {}
            RouteTarget::InternetGateway(id) => {
                self.consult(&[id.into()])?;
                if !self.model.internet_gateways[id].attached {
                    return dropped("route-blackhole");
                }
            }
            RouteTarget::NatGateway(id) => {
                self.consult(&[id.into()])?;
                match self.model.nat_gateways[id].state {
                    NatGatewayState::Available => {}
                    NatGatewayState::Pending | NatGatewayState::Failed => {
                        return dropped("component-not-ready");
                    }
                    NatGatewayState::Deleting | NatGatewayState::Deleted => {
                        return dropped("route-blackhole");
                    }
                }
            }
            RouteTarget::PeeringConnection(id) => self.peering_usable(id)?,
            RouteTarget::NetworkInterface(id) => self.interface_usable(id)?,
            RouteTarget::Instance(id) => {
                self.consult(&[id.into()])?;
                if let Some(first) = self.model.instances[id].interfaces.first() {
                    self.interface_usable(*first)?;
                }
            }
            RouteTarget::Unmodelled(_) if blackhole => return dropped("route-blackhole"),
            RouteTarget::Unmodelled(_) => return unknown("unsupported-object"),
        }
        if blackhole { unknown("unmodelled-state") } else { Ok(()) }
    }

    fn interface_usable(self, id: NetworkInterfaceId) -> Result<(), Stop> {
        self.consult(&[id.into()])?;
        if let Some(instance) = self.model.network_interfaces[id].instance {
            self.consult(&[instance.into()])?;
        }
        let interface = &self.model.network_interfaces[id];
        let service = interface.requester_managed && interface.instance.is_none();
        if service || self.runs(id) { Ok(()) } else { dropped("route-blackhole") }
    }

    fn peering_usable(self, id: PeeringConnectionId) -> Result<(), Stop> {
        self.consult(&[id.into()])?;
        match self.model.peering_connections[id].state {
            PeeringState::Active => Ok(()),
            PeeringState::InitiatingRequest
            | PeeringState::PendingAcceptance
            | PeeringState::Provisioning => dropped("component-not-ready"),
            PeeringState::Failed
            | PeeringState::Expired
            | PeeringState::Rejected
            | PeeringState::Deleting
            | PeeringState::Deleted => dropped("route-blackhole"),
        }
    }

    /// The target of a route is an interface: the fabric carries the packet to it, whatever its
    /// destination.
    fn to_interface(self, walk: &mut Walk, id: NetworkInterfaceId, sender: Sender) -> Step {
        let subnet = self.model.network_interfaces[id].subnet;
        self.arrive(walk, subnet, Some(self.subnet_of(sender)))?;
        Ok(Next::Go(At::Interface(id)))
    }

    /// D.
    fn peering(self, walk: &mut Walk, id: PeeringConnectionId, sender: Sender) -> Step {
        self.enter(walk, id)?;
        let from = self.subnet_of(sender);
        let here = self.model.subnets[from].vpc;
        let Some(there) = self.model.peering_connections[id].other(here) else {
            return dropped("route-blackhole");
        };
        self.consult(&[there.into()])?;
        let prefixes = &self.model.vpcs[there].prefixes;
        if !prefixes.iter().any(|prefix| prefix.contains(walk.packet.destination)) {
            return dropped("pcx-address-not-in-peer");
        }
        let own = &self.model.vpcs[here].prefixes;
        if !own.iter().any(|prefix| prefix.contains(walk.packet.source)) {
            return dropped("pcx-address-not-in-peer");
        }
        let regions = (self.model.vpcs[here].region, self.model.vpcs[there].region);
        self.deliver(walk, there, Some(from), regions.0 != regions.1)
    }

    /// C. Between Regions, the packet always passes the Region.
    pub(super) fn deliver(
        self,
        walk: &mut Walk,
        vpc: VpcId,
        from: Option<SubnetId>,
        between_regions: bool,
    ) -> Step {
        self.consult(&[vpc.into()])?;
        let holds = |prefix: &Prefix| prefix.contains(walk.packet.destination);
        let mut subnets = self.model.subnets.iter();
        let found = subnets.find(|(_, d)| d.vpc == vpc && d.prefixes.iter().any(holds));
        let Some((subnet, _)) = found else { return dropped("no-such-subnet") };
        if between_regions {
            self.cross(walk, None)?;
            walk.limit(8500);
        }
        self.arrive(walk, subnet, from)?;
        self.in_subnet(walk, subnet)
    }

    /// Carries the packet to the place of a subnet and past its network ACL.
    pub(super) fn arrive(
        self,
        walk: &mut Walk,
        subnet: SubnetId,
        from: Option<SubnetId>,
    ) -> Result<(), Stop> {
        self.consult(&[subnet.into()])?;
        self.cross(walk, self.model.subnets[subnet].outpost())?;
        if from == Some(subnet) { Ok(()) } else { self.network_acl(walk, subnet, Way::In) }
    }

    /// Finds who has the destination in a subnet.
    pub(super) fn in_subnet(self, walk: &Walk, subnet: SubnetId) -> Step {
        let to = walk.packet.destination;
        let mut interfaces = self.model.network_interfaces.iter();
        if let Some((id, _)) =
            interfaces.find(|(_, i)| i.subnet == subnet && i.addresses.contains(&to))
        {
            return Ok(Next::Go(At::Interface(id)));
        }
        let mut gateways = self.model.nat_gateways.iter();
        match gateways.find(|(_, nat)| nat.subnet == subnet && nat.address == to) {
            Some((id, _)) => Ok(Next::Go(At::NatReceives(id))),
            None => dropped("no-such-host"),
        }
    }

    /// Moves the packet between the Region and an Outpost.
    pub(super) fn cross(self, walk: &mut Walk, to: Option<OutpostId>) -> Result<(), Stop> {
        match (walk.outpost, to) {
            (None, None) => walk.limit(9001),
            (Some(from), Some(to)) if from == to => {}
            (Some(_), Some(_)) => return dropped("outpost-region-hairpin-blocked"),
            (Some(from), None) => {
                self.service_link(walk, from)?;
                walk.left = Some((from, false));
            }
            (None, Some(to)) => {
                match walk.left {
                    Some((from, true)) if from != to => return unknown("unmodelled-state"),
                    Some((from, false)) if from != to => {
                        return dropped("outpost-region-hairpin-blocked");
                    }
                    Some(_) | None => {}
                }
                self.service_link(walk, to)?;
            }
        }
        walk.outpost = to;
        Ok(())
    }

    fn service_link(self, walk: &mut Walk, id: OutpostId) -> Result<(), Stop> {
        let outpost = &self.model.outposts[id];
        self.visit(walk, format!("service-link {}", outpost.identity.name))?;
        self.consult(&[ObjectId::Outpost(id)])?;
        if walk.packet.is_ipv6() {
            return dropped("ipv6-unsupported");
        }
        if !outpost.service_link.up {
            return dropped("service-link-down");
        }
        walk.limit(1300);
        Ok(())
    }
}

/// Returns whether a route is larger than the range that AWS keeps for itself, which such a route
/// never forwards (fact RT-14).
fn kept_by_aws(prefix: Prefix, to: IpAddr) -> bool {
    let kept = Prefix::holding(Ipv4Addr::new(169, 254, 168, 0).into(), 22);
    kept.is_some_and(|kept| kept.contains(to) && prefix.length() < kept.length())
}
