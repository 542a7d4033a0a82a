//! NAT gateways, in a subnet and regional (G).

use std::net::{IpAddr, Ipv4Addr};

use outpath_core::{
    addr::{Icmp, Packet, PortRange, Protocol},
    model::{
        NatGateway, NatGatewayId, NatGatewayState, ObjectId, Place as Where, RegionalNatGatewayId,
        RouteTarget, SubnetId, TransitGatewayAttachmentId, VpcId,
    },
};

use super::{
    filter::Way,
    vpc::Sender,
    walk::{At, Next, Rules, Session, Step, Stop, Walk, dropped, unknown},
};

impl<'m> Rules<'m> {
    /// Returns the NAT gateways, those last whose addresses something else may have by now.
    pub(super) fn nat_gateways(self) -> impl Iterator<Item = (NatGatewayId, &'m NatGateway)> {
        let gone = [NatGatewayState::Deleted, NatGatewayState::Failed];
        let all: Vec<_> = self.model.nat_gateways.iter().collect();
        let (last, first): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(_, nat)| gone.contains(&nat.state));
        first.into_iter().chain(last)
    }
}

impl Rules<'_> {
    /// Outward, up to the translation.
    pub(super) fn nat_gateway(self, walk: &mut Walk, id: NatGatewayId, from: Sender) -> Step {
        if from == Sender::Nat(id) {
            self.enter(walk, id)?;
            return dropped("loop");
        }
        let nat = &self.model.nat_gateways[id];
        let vpc = self.model.subnets[nat.subnet].vpc;
        self.consult(&[vpc.into()])?;
        self.arrive(walk, nat.subnet, self.subnet_of(from))?;
        self.enter(walk, id)?;
        self.serves(walk, vpc)?;
        walk.once(id.into())?;
        self.by_nat(walk, id.into(), nat.address)?;
        let guest = walk.guest.filter(|guest| guest.vpc == vpc);
        let passed = walk.passed.len() + walk.inspected.len();
        let guest = guest.map(|guest| (guest.by, guest.passed == passed));
        if let Some(session) = walk.sessions.last_mut() {
            session.guest = guest;
        }
        Ok(Next::Go(At::NatSends(id)))
    }

    /// Outward, after the translation.
    pub(super) fn nat_sends(self, walk: &mut Walk, id: NatGatewayId) -> Step {
        let subnet = self.model.nat_gateways[id].subnet;
        let prefixes = &self.model.subnets[subnet].prefixes;
        if prefixes.iter().any(|prefix| prefix.contains(walk.packet.destination)) {
            return self.in_subnet(walk, subnet);
        }
        self.network_acl(walk, subnet, Way::Out)?;
        self.route(walk, Sender::Nat(id))
    }

    /// The reply: to the original sender, whatever the route tables say (fact NAT-09).
    pub(super) fn nat_receives(self, walk: &mut Walk, id: NatGatewayId) -> Step {
        self.enter(walk, id)?;
        let session = self.answered(walk, id.into())?;
        let subnet = self.model.nat_gateways[id].subnet;
        let vpc = self.model.subnets[subnet].vpc;
        if !self.model.vpc_contains(vpc, walk.packet.destination) {
            return self.back_beyond(walk, id, session.guest);
        }
        self.network_acl_unless_inside(walk, subnet)?;
        self.deliver(walk, vpc, Some(subnet), false)
    }

    /// The reply to a sender beyond a transit gateway: by a route that leads there, and without one as the
    /// sender came (fact NAT-09). A route that leads elsewhere contradicts that.
    fn back_beyond(
        self,
        walk: &mut Walk,
        id: NatGatewayId,
        guest: Option<(TransitGatewayAttachmentId, bool)>,
    ) -> Step {
        let subnet = self.model.nat_gateways[id].subnet;
        let table = self.model.subnets[subnet].route_table;
        self.consult(&[table.into()])?;
        let there = match self.choose(table, walk.packet.destination) {
            Ok(winner) => Some(winner.target),
            Err(Stop(_, "no-route")) => None,
            Err(other) => return Err(other),
        };
        match there {
            Some(target) if self.leads_back(target, guest) => {
                self.network_acl(walk, subnet, Way::Out)?;
                self.route(walk, Sender::Nat(id))
            }
            Some(_) => unknown("unmodelled-state"),
            None => {
                // What an appliance between makes of it is not known.
                let Some((only, true)) = guest else { return unknown("unmodelled-state") };
                match self.subnet_in_zone(only, subnet) {
                    Ok(Some(by)) => {
                        self.network_acl(walk, subnet, Way::Out)?;
                        walk.returned = true;
                        if walk.outpost.is_some() {
                            self.cross(walk, None)?;
                        }
                        self.enter_transit(walk, only, by, subnet)
                    }
                    Ok(None) | Err(_) => unknown("unmodelled-state"),
                }
            }
        }
    }

    /// Returns whether a route leads to the transit gateway that a sender is behind, or to an appliance.
    fn leads_back(
        self,
        target: RouteTarget,
        guest: Option<(TransitGatewayAttachmentId, bool)>,
    ) -> bool {
        match target {
            RouteTarget::TransitGateway(id) => guest.is_some_and(|(by, _)| {
                self.model.transit_gateway_attachments[by].transit_gateway == id
            }),
            RouteTarget::VpcEndpoint(id) => self.model.vpc_endpoints[id].inspects_in().is_some(),
            RouteTarget::NetworkInterface(_) | RouteTarget::Instance(_) => true,
            _ => false,
        }
    }

    /// Outward through a regional one, which stands in no subnet (facts NAT-11 and TOP-44).
    pub(super) fn regional_nat(
        self,
        walk: &mut Walk,
        id: RegionalNatGatewayId,
        from: Sender,
    ) -> Step {
        let nat = &self.model.regional_nat_gateways[id];
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        self.enter(walk, id)?;
        self.serves(walk, nat.vpc)?;
        let zone = match self.subnet_of(from).map(|subnet| self.model.subnets[subnet].place) {
            Some(Where::Region(Some(zone))) => zone,
            Some(Where::Outpost(outpost)) => self.model.outposts[outpost].zone,
            Some(Where::Region(None)) | None => return unknown("left-model"),
        };
        let Some(address) = nat.zones.get(&zone).and_then(|addresses| addresses.first()) else {
            return dropped("nat-az-not-covered");
        };
        walk.once(id.into())?;
        self.by_nat(walk, id.into(), *address)?;
        Ok(Next::Go(At::RegionalSends(id)))
    }

    /// The reply through a regional one.
    pub(super) fn regional_receives(self, walk: &mut Walk, id: RegionalNatGatewayId) -> Step {
        self.enter(walk, id)?;
        self.answered(walk, id.into())?;
        let vpc = self.model.regional_nat_gateways[id].vpc;
        if !self.model.vpc_contains(vpc, walk.packet.destination) {
            return unknown("unmodelled-state");
        }
        self.deliver(walk, vpc, None, false)
    }

    /// Ends the path unless the source is in the VPC, or beyond a transit gateway (fact NAT-08).
    fn serves(self, walk: &Walk, vpc: VpcId) -> Result<(), Stop> {
        if self.model.vpc_contains(vpc, walk.packet.source)
            || walk.guest.is_some_and(|guest| guest.vpc == vpc)
        {
            Ok(())
        } else {
            dropped("nat-source-not-in-vpc")
        }
    }

    /// Translates the source of a protocol that a NAT gateway knows (fact NAT-07); an IPv6 packet becomes
    /// an IPv4 one (fact NAT-15).
    fn by_nat(self, walk: &mut Walk, by: ObjectId, source: IpAddr) -> Result<(), Stop> {
        match walk.packet.protocol {
            Protocol::Tcp | Protocol::Udp | Protocol::Icmp => {}
            Protocol::Other(_) => return dropped("protocol-unsupported"),
            Protocol::Any => return unknown("unmodelled-state"),
        }
        let original = walk.packet;
        let destination = match original.destination {
            IpAddr::V4(_) => original.destination,
            IpAddr::V6(six) => match six.segments() {
                [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
                    let [.., a, b, c, d] = six.octets();
                    IpAddr::V4(Ipv4Addr::new(a, b, c, d))
                }
                _ => return dropped("protocol-unsupported"),
            },
        };
        self.translate(walk, by, source, destination);
        walk.limit(8500);
        Ok(())
    }

    /// Finds the session that a reply belongs to, and undoes the translation.
    fn answered(self, walk: &mut Walk, by: ObjectId) -> Result<Session, Stop> {
        let Some(session) = walk.session(by) else { return dropped("nat-no-session") };
        walk.once(by)?;
        walk.anonymous = true;
        walk.restore(session);
        walk.limit(8500);
        Ok(session)
    }

    /// A packet that stays in its subnet meets no network ACL (fact ACL-04).
    fn network_acl_unless_inside(self, walk: &Walk, subnet: SubnetId) -> Result<(), Stop> {
        let mut prefixes = self.model.subnets[subnet].prefixes.iter();
        if prefixes.any(|prefix| prefix.contains(walk.packet.destination)) {
            return Ok(());
        }
        self.network_acl(walk, subnet, Way::Out)
    }

    /// Gives the packet other addresses and some source port, and remembers it.
    pub(super) fn translate(
        self,
        walk: &mut Walk,
        by: ObjectId,
        source: IpAddr,
        destination: IpAddr,
    ) {
        let original = walk.packet;
        walk.anonymous = true;
        walk.packet = Packet {
            source,
            destination,
            source_ports: original.source_ports.map(|_| PortRange { first: 1024, last: 65_535 }),
            icmp: message(original, destination),
            ..original
        };
        walk.sessions.push(Session { by, original, translated: walk.packet, guest: None });
        walk.translations +=
            u32::from(source != original.source) + u32::from(destination != original.destination);
    }
}

/// The message of a packet after its destination became another one: ICMP and ICMPv6 number echo
/// messages differently.
pub(super) fn message(packet: Packet, destination: IpAddr) -> Option<Icmp> {
    let of = |kind| Icmp { kind, code: 0 };
    packet.icmp.map(|icmp| match (packet.destination, destination, icmp.kind, icmp.code) {
        (IpAddr::V6(_), IpAddr::V4(_), 128, 0) => of(8),
        (IpAddr::V6(_), IpAddr::V4(_), 129, 0) => of(0),
        (IpAddr::V4(_), IpAddr::V6(_), 8, 0) => of(128),
        (IpAddr::V4(_), IpAddr::V6(_), 0, 0) => of(129),
        _ => icmp,
    })
}
