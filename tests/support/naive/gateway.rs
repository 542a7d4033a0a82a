//! Gateways in the Region and the internet behind them: the internet gateway outward (E), the
//! internet (F), NAT gateways (G).

use std::net::IpAddr;

use outpath_core::{
    addr::{PortRange, Protocol, is_private, is_shared_space},
    model::{
        InternetGatewayId, NatConnectivity, NatGatewayId, NetworkInterfaceId, ObjectId, SubnetId,
        VpcId,
    },
};

use super::{
    Place,
    filter::Way,
    vpc::Sender,
    walk::{At, Next, Rules, Session, Step, Stop, Walk, dropped, unknown},
};

impl Rules<'_> {
    /// E.
    pub(super) fn internet_gateway_out(self, walk: &mut Walk, id: InternetGatewayId) -> Step {
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        self.enter(walk, id)?;
        if walk.packet.destination.is_ipv4() {
            if local(walk.packet.destination) {
                return dropped("igw-private-dst");
            }
            let vpc = self.model.internet_gateways[id].vpc;
            let Some(public) = self.public_of(vpc, walk.packet.source)? else {
                return dropped("igw-no-public-association");
            };
            walk.packet.source = public;
            walk.translations += 1;
        }
        walk.limit(1500);
        walk.left = walk.left.map(|(outpost, _)| (outpost, true));
        Ok(Next::Go(At::Internet))
    }

    /// Returns the public address that an internet gateway gives a private one.
    fn public_of(self, vpc: VpcId, private: IpAddr) -> Result<Option<IpAddr>, Stop> {
        for (id, interface) in self.model.network_interfaces.iter() {
            let here = self.model.subnets[interface.subnet].vpc == vpc;
            if here && interface.primary() == Some(private) && interface.public_address.is_some() {
                self.consult(&[id.into()])?;
                return Ok(interface.public_address);
            }
        }
        for (id, nat) in self.model.nat_gateways.iter() {
            let here = self.model.subnets[nat.subnet].vpc == vpc;
            if let NatConnectivity::Public(public) = nat.connectivity
                && here
                && nat.address == private
            {
                self.consult(&[id.into()])?;
                return Ok(Some(public));
            }
        }
        Ok(None)
    }

    /// F.
    pub(super) fn internet(self, walk: &mut Walk) -> Step {
        self.visit(walk, "internet".to_owned())?;
        walk.anonymous = true;
        let to = walk.packet.destination;
        let mut interfaces = self.model.network_interfaces.iter();
        if let Some((id, _)) = interfaces.find(|(_, i)| i.public_address == Some(to)) {
            return self.to_public_interface(walk, id);
        }
        let mut gateways = self.model.nat_gateways.iter();
        let public = NatConnectivity::Public(to);
        if let Some((id, nat)) = gateways.find(|(_, nat)| nat.connectivity == public) {
            self.consult(&[id.into()])?;
            self.internet_gateway_in(walk, self.model.subnets[nat.subnet].vpc)?;
            walk.packet.destination = nat.address;
            walk.translations += 1;
            self.arrive(walk, nat.subnet, None)?;
            return Ok(Next::Go(At::NatReceives(id)));
        }
        let routers = self.model.routers.iter();
        let translators: Vec<_> =
            routers.filter(|(_, r)| r.source_nat.iter().any(|nat| nat.to == to)).collect();
        if let Some((id, _)) =
            translators.iter().find(|(id, _)| walk.session((*id).into()).is_some())
        {
            return Ok(Next::Go(At::RouterReply(*id)));
        }
        if !translators.is_empty() {
            return dropped("nat-no-session");
        }
        if nowhere(to) {
            return dropped("not-routable-on-internet");
        }
        let mut vpcs = self.model.vpcs.iter().filter(|_| to.is_ipv6());
        if let Some((vpc, _)) = vpcs.find(|(_, vpc)| vpc.prefixes.iter().any(|p| p.contains(to))) {
            self.internet_gateway_in(walk, vpc)?;
            return self.deliver(walk, vpc, None, false);
        }
        if self.declared(to) { unknown("left-model") } else { Ok(Next::Delivered(Place::Internet)) }
    }

    fn to_public_interface(self, walk: &mut Walk, id: NetworkInterfaceId) -> Step {
        self.consult(&[id.into()])?;
        let interface = &self.model.network_interfaces[id];
        let vpc = self.model.subnets[interface.subnet].vpc;
        self.internet_gateway_in(walk, vpc)?;
        let Some(private) = interface.primary() else { return dropped("no-such-host") };
        walk.packet.destination = private;
        walk.translations += 1;
        self.deliver(walk, vpc, None, false)
    }

    /// Passes the internet gateway of a VPC inward.
    fn internet_gateway_in(self, walk: &mut Walk, vpc: VpcId) -> Result<(), Stop> {
        self.consult(&[vpc.into()])?;
        let Some(id) = self.model.vpcs[vpc].internet_gateway else {
            return dropped("attachment-not-ready");
        };
        self.enter(walk, id)?;
        if !self.model.internet_gateways[id].attached {
            return dropped("attachment-not-ready");
        }
        if local(walk.packet.source) {
            return dropped("igw-private-src");
        }
        walk.limit(1500);
        walk.left = walk.left.map(|(outpost, _)| (outpost, true));
        walk.outpost = None;
        Ok(())
    }

    /// Returns whether the model declares an address, so that it cannot be just anywhere.
    fn declared(self, to: IpAddr) -> bool {
        let model = self.model;
        let pools = model.coip_pools.values().flat_map(|pool| &pool.prefixes);
        let segments = model.segments.values().map(|segment| &segment.prefix);
        let vpcs = model.vpcs.values().flat_map(|vpc| &vpc.prefixes);
        let announced = model.routers.values().flat_map(|router| &router.announce);
        let mut all = pools.chain(segments).chain(vpcs).chain(announced);
        all.any(|prefix| prefix.length() > 0 && prefix.contains(to))
    }

    /// G, outward: up to the translation.
    pub(super) fn nat_gateway(self, walk: &mut Walk, id: NatGatewayId, from: Sender) -> Step {
        if from == Sender::Nat(id) {
            self.enter(walk, id)?;
            return dropped("loop");
        }
        let nat = &self.model.nat_gateways[id];
        let vpc = self.model.subnets[nat.subnet].vpc;
        self.consult(&[vpc.into()])?;
        self.arrive(walk, nat.subnet, Some(self.subnet_of(from)))?;
        self.enter(walk, id)?;
        if !self.model.vpc_contains(vpc, walk.packet.source) {
            return dropped("nat-source-not-in-vpc");
        }
        match walk.packet.protocol {
            Protocol::Tcp | Protocol::Udp | Protocol::Icmp => {}
            Protocol::Other(_) => return dropped("protocol-unsupported"),
            Protocol::Any => return unknown("unmodelled-state"),
        }
        walk.once(id.into())?;
        self.translate(walk, id.into(), nat.address);
        walk.limit(8500);
        Ok(Next::Go(At::NatSends(id)))
    }

    /// G, outward: after the translation.
    pub(super) fn nat_sends(self, walk: &mut Walk, id: NatGatewayId) -> Step {
        let subnet = self.model.nat_gateways[id].subnet;
        let prefixes = &self.model.subnets[subnet].prefixes;
        if prefixes.iter().any(|prefix| prefix.contains(walk.packet.destination)) {
            return self.in_subnet(walk, subnet);
        }
        self.network_acl(walk, subnet, Way::Out)?;
        self.route(walk, Sender::Nat(id))
    }

    /// G, reply: to the original sender, whatever the route tables say (fact NAT-09).
    pub(super) fn nat_receives(self, walk: &mut Walk, id: NatGatewayId) -> Step {
        self.enter(walk, id)?;
        let Some(session) = walk.session(id.into()) else { return dropped("nat-no-session") };
        walk.once(id.into())?;
        walk.anonymous = true;
        walk.restore(session);
        walk.limit(8500);
        let subnet = self.model.nat_gateways[id].subnet;
        self.network_acl_unless_inside(walk, subnet)?;
        self.deliver(walk, self.model.subnets[subnet].vpc, Some(subnet), false)
    }

    /// A packet that stays in its subnet meets no network ACL (fact ACL-04).
    fn network_acl_unless_inside(self, walk: &Walk, subnet: SubnetId) -> Result<(), Stop> {
        let mut prefixes = self.model.subnets[subnet].prefixes.iter();
        if prefixes.any(|prefix| prefix.contains(walk.packet.destination)) {
            return Ok(());
        }
        self.network_acl(walk, subnet, Way::Out)
    }

    /// Gives the packet another source and remembers it.
    pub(super) fn translate(self, walk: &mut Walk, by: ObjectId, source: IpAddr) {
        let original = walk.packet;
        walk.anonymous = true;
        walk.packet.source = source;
        walk.packet.source_ports = original.source_ports.map(|_| PortRange::EPHEMERAL);
        walk.sessions.push(Session { by, original, translated: walk.packet });
        walk.translations += u32::from(source != original.source);
    }
}

/// Returns whether no host of the internet can have an address.
fn nowhere(address: IpAddr) -> bool {
    let special = match address {
        IpAddr::V4(four) => {
            let first = four.octets()[0];
            four.is_link_local() || first == 0 || first == 127 || first >= 224
        }
        IpAddr::V6(six) => !matches!(six.segments()[0], 0x2000..=0x3fff),
    };
    special || local(address)
}

/// Returns whether an address means nothing on the internet.
pub(super) fn local(address: IpAddr) -> bool {
    is_private(address) || is_shared_space(address)
}
