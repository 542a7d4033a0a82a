//! Inside a VPC: an interface sends (A), its route table decides (B), the fabric delivers (C), another
//! VPC is handed the packet (D), an interface receives (M).

use std::net::IpAddr;

use outpath_core::{
    addr::{Packet, Prefix},
    model::{
        Appliance, InstanceId, InstanceState, NatGatewayId, NetworkInterfaceId, ObjectId,
        OutpostId, PeeringConnectionId, RegionalNatGatewayId, RouteTarget, SubnetId, VpcEndpointId,
        VpcId,
    },
};

use super::{
    Class, Place,
    filter::Way,
    walk::{At, Next, Rules, Step, Stop, Walk, dropped, unknown},
};

/// Who hands a packet to the router of a VPC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    Interface(NetworkInterfaceId),
    Nat(NatGatewayId),
    Regional(RegionalNatGatewayId),
    /// The interface of a transit gateway attachment in a subnet.
    Transit(SubnetId),
    /// An endpoint that inspects, in a subnet.
    Inspection(VpcEndpointId, SubnetId),
}

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
            !own || walk.session(id.into()).is_some_and(|session| {
                let ends = |packet: Packet| (packet.source, packet.destination);
                ends(session.original) != ends(session.translated)
            }) || how.destination_nat.iter().any(|rule| rule.from == to)
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
        if !interface.up {
            return dropped("component-not-ready");
        }
        if let Some(endpoint) = self.endpoint_of(id) {
            return match self.endpoint_usable(endpoint) {
                Err(Stop(Class::Dropped, _)) => dropped("component-not-ready"),
                other => other,
            };
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

    /// Returns the subnet that a sender stands in; a regional NAT gateway has none.
    pub(super) fn subnet_of(self, sender: Sender) -> Option<SubnetId> {
        match sender {
            Sender::Interface(id) => Some(self.model.network_interfaces[id].subnet),
            Sender::Nat(id) => Some(self.model.nat_gateways[id].subnet),
            Sender::Transit(subnet) | Sender::Inspection(_, subnet) => Some(subnet),
            Sender::Regional(_) => None,
        }
    }

    /// B.
    pub(super) fn route(self, walk: &mut Walk, sender: Sender) -> Step {
        let from = self.subnet_of(sender);
        let (vpc, table) = match (sender, from) {
            (Sender::Regional(id), _) => {
                let nat = &self.model.regional_nat_gateways[id];
                (nat.vpc, nat.route_table)
            }
            (_, Some(subnet)) => {
                let subnet = &self.model.subnets[subnet];
                (subnet.vpc, subnet.route_table)
            }
            (_, None) => return dropped("no-route"),
        };
        self.consult(&[vpc.into(), table.into()])?;
        let winner = self.choose(table, walk.packet.destination)?;
        let out = matches!(winner.target, RouteTarget::InternetGateway(_));
        if from.is_none() && matches!(winner.target, RouteTarget::TransitGateway(_)) {
            return unknown("unmodelled-state");
        }
        match self.usable(vpc, winner) {
            // What a regional NAT gateway, which shows a public address, sends elsewhere is not said.
            Ok(()) | Err(Stop(Class::Unknown, _)) if from.is_none() && !out => {
                return unknown("unmodelled-state");
            }
            other => other?,
        }
        match winner.target {
            RouteTarget::InternetGateway(id) => self.internet_gateway_out(walk, id, sender),
            RouteTarget::Local => self.deliver(walk, vpc, from, false),
            RouteTarget::EgressOnlyInternetGateway(id) => self.egress_only_out(walk, id),
            RouteTarget::NatGateway(id) => self.nat_gateway(walk, id, sender),
            RouteTarget::RegionalNatGateway(id) => self.regional_nat(walk, id, sender),
            RouteTarget::LocalGateway(id) => {
                if let Some(from) = from {
                    self.inside(walk, id, from, winner.length)?;
                }
                self.outward(walk, id, sender)
            }
            RouteTarget::PeeringConnection(id) => self.peering(walk, id, vpc, from),
            RouteTarget::NetworkInterface(id) => self.hand_to(walk, id, from),
            RouteTarget::Instance(id) => match self.model.instances[id].interfaces.first() {
                Some(first) => self.hand_to(walk, *first, from),
                None => dropped("route-blackhole"),
            },
            RouteTarget::TransitGateway(id) => match from {
                Some(from) => self.to_transit(walk, id, vpc, from),
                None => unknown("unmodelled-state"),
            },
            RouteTarget::VirtualPrivateGateway(id) => self.private_out(walk, id),
            RouteTarget::VpcEndpoint(id) => self.endpoint(walk, id, from),
            RouteTarget::Unmodelled(_) => unknown("unsupported-object"),
        }
    }

    /// The target of a route is an interface: the fabric carries the packet to it, whatever its
    /// destination.
    pub(super) fn hand_to(
        self,
        walk: &mut Walk,
        id: NetworkInterfaceId,
        from: Option<SubnetId>,
    ) -> Step {
        let subnet = self.model.network_interfaces[id].subnet;
        self.arrive(walk, subnet, from)?;
        Ok(Next::Go(At::Interface(id)))
    }

    /// D.
    fn peering(
        self,
        walk: &mut Walk,
        id: PeeringConnectionId,
        here: VpcId,
        from: Option<SubnetId>,
    ) -> Step {
        self.enter(walk, id)?;
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
        self.deliver(walk, there, from, regions.0 != regions.1)
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
        let mut gateways = self.nat_gateways();
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
            (Some(_), Some(_)) if walk.packet.is_ipv6() => return dropped("ipv6-unsupported"),
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
