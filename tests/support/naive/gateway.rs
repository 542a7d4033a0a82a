//! The internet: the internet gateway outward (E) and inward, the egress-only internet gateway (Q), and
//! who is meant by an address out there (F).

use std::net::IpAddr;

use outpath_core::model::{
    EgressOnlyInternetGatewayId, InternetGatewayId, NatConnectivity, NetworkInterfaceId,
    PublicPool, RegionalNatGateway, RouteTableId, RouteTarget, VpcId,
};

use super::{
    Place,
    endpoint::Public,
    filter::Way,
    vpc::Sender,
    walk::{At, Next, Rules, Session, Step, Stop, Walk, dropped, unknown},
};

impl Rules<'_> {
    /// E.
    pub(super) fn internet_gateway_out(
        self,
        walk: &mut Walk,
        id: InternetGatewayId,
        sender: Sender,
    ) -> Step {
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        self.enter(walk, id)?;
        let six = walk.packet.is_ipv6();
        if local(walk.packet.destination) {
            return dropped("igw-private-dst");
        }
        let source = walk.packet.source;
        let gateway = &self.model.internet_gateways[id];
        let mut pools = gateway.public_pools.iter().flat_map(|pool| &pool.prefixes);
        let regional = matches!(sender, Sender::Regional(_));
        let whose = gateway.vpc;
        let mut of_pools = gateway.public_pools.iter().flat_map(|pool| &pool.prefixes);
        let public = if regional {
            Public::OutOnly(None)
        } else if of_pools.any(|prefix| prefix.contains(source)) {
            Public::Pool
        } else {
            self.public_at(whose, source)
        };
        self.public_access(walk, whose, public, Way::Out)?;
        self.not_redirected(walk, id, sender)?;
        if six && (local(source) || !self.model.vpc_contains(whose, source)) {
            return dropped("igw-no-public-association");
        }
        if !six && !regional && !pools.any(|prefix| prefix.contains(source)) {
            let Some(public) = self.public_of(gateway.vpc, source)? else {
                return dropped("igw-no-public-association");
            };
            walk.packet.source = public;
            walk.translations += 1;
        }
        walk.limit(1500);
        walk.left = walk.left.map(|(outpost, _)| (outpost, true));
        Ok(Next::Go(At::Internet))
    }

    /// Ends the path of a packet whose answers the gateway route table would send to an appliance that did
    /// not send it (fact RT-54).
    fn not_redirected(
        self,
        walk: &Walk,
        id: InternetGatewayId,
        sender: Sender,
    ) -> Result<(), Stop> {
        let Some(table) = self.model.internet_gateways[id].edge_route_table else { return Ok(()) };
        let Ok(winner) = self.choose(table, walk.packet.source) else { return Ok(()) };
        let appliance = match winner.target {
            RouteTarget::NetworkInterface(id) => Some(id),
            RouteTarget::Instance(id) => self.model.instances[id].interfaces.first().copied(),
            RouteTarget::VpcEndpoint(id) => {
                let same = matches!(sender, Sender::Inspection(other, _) if other == id);
                return if same { Ok(()) } else { dropped("edge-asymmetry") };
            }
            _ => None,
        };
        let Some(appliance) = appliance else { return Ok(()) };
        let instance = |id: NetworkInterfaceId| self.model.network_interfaces[id].instance;
        let same = match sender {
            Sender::Interface(id) => {
                id == appliance || instance(id).is_some() && instance(id) == instance(appliance)
            }
            Sender::Nat(_) | Sender::Regional(_) | Sender::Transit(_) | Sender::Inspection(..) => {
                false
            }
        };
        if same { Ok(()) } else { dropped("edge-asymmetry") }
    }

    /// What came in by an internet gateway goes where its gateway route table says (facts RT-50 to RT-53).
    fn enter_vpc(self, walk: &mut Walk, id: InternetGatewayId) -> Step {
        let gateway = &self.model.internet_gateways[id];
        let Some(table) = gateway.edge_route_table else {
            return self.deliver(walk, gateway.vpc, None, false);
        };
        self.consult(&[table.into()])?;
        let winner = self.choose(table, walk.packet.destination)?;
        self.usable(gateway.vpc, winner)?;
        let appliance = match winner.target {
            RouteTarget::NetworkInterface(id) => id,
            RouteTarget::Instance(id) => match self.model.instances[id].interfaces.first() {
                Some(first) => *first,
                None => return dropped("route-blackhole"),
            },
            RouteTarget::Local => return self.deliver(walk, gateway.vpc, None, false),
            RouteTarget::VpcEndpoint(id) => return self.endpoint(walk, id, None),
            _ => return unknown("unsupported-object"),
        };
        if self.model.network_interfaces[appliance].public_address.is_none() {
            return dropped("edge-appliance-no-public-ip");
        }
        self.hand_to(walk, appliance, None)
    }

    /// A public pool comes in untranslated, by a table of its own (fact RT-56).
    fn enter_by_pool(self, walk: &mut Walk, vpc: VpcId, table: RouteTableId) -> Step {
        self.internet_gateway_in(walk, vpc, Public::Pool)?;
        self.consult(&[table.into()])?;
        let winner = match self.choose(table, walk.packet.destination) {
            Err(Stop(_, "no-route")) => return dropped("igw-dst-not-in-vpc"),
            other => other?,
        };
        self.usable(vpc, winner)?;
        match winner.target {
            RouteTarget::NetworkInterface(id) => self.hand_to(walk, id, None),
            RouteTarget::Instance(id) => match self.model.instances[id].interfaces.first() {
                Some(first) => self.hand_to(walk, *first, None),
                None => dropped("route-blackhole"),
            },
            _ => dropped("igw-dst-not-in-vpc"),
        }
    }

    /// Q, outward: IPv6 only, and the answers are let in (fact NAT-14).
    pub(super) fn egress_only_out(self, walk: &mut Walk, id: EgressOnlyInternetGatewayId) -> Step {
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        self.enter(walk, id)?;
        if walk.packet.destination.is_ipv4() {
            return dropped("protocol-unsupported");
        }
        if nowhere(walk.packet.destination) {
            return dropped("igw-private-dst");
        }
        let vpc = self.model.egress_only_internet_gateways[id].vpc;
        if nowhere(walk.packet.source) || !self.model.vpc_contains(vpc, walk.packet.source) {
            return dropped("igw-no-public-association");
        }
        let Public::Own(subnet) = self.public_at(vpc, walk.packet.source) else {
            return unknown("unmodelled-state");
        };
        self.public_access(walk, vpc, Public::OutOnly(subnet), Way::Out)?;
        if walk.back && walk.session(id.into()).is_none() {
            return dropped("egress-only-inbound");
        }
        let (original, translated) = (walk.packet, walk.packet);
        walk.sessions.push(Session { by: id.into(), original, translated, guest: None });
        walk.limit(1500);
        walk.left = walk.left.map(|(outpost, _)| (outpost, true));
        Ok(Next::Go(At::Internet))
    }

    /// IPv6 from the internet into a VPC: an answer by the gateway that it left by, and what the internet
    /// opens by the internet gateway (fact TOP-45).
    fn ipv6_in(self, walk: &mut Walk, vpc: VpcId) -> Step {
        let (open, closed) = (
            self.model.vpcs[vpc].internet_gateway,
            self.model.vpcs[vpc].egress_only_internet_gateway,
        );
        match closed {
            Some(id) if walk.session(id.into()).is_some() => {
                self.consult(&[vpc.into()])?;
                self.enter(walk, id)?;
                let Public::Own(subnet) = self.public_at(vpc, walk.packet.destination) else {
                    return unknown("unmodelled-state");
                };
                self.public_access(walk, vpc, Public::OutOnly(subnet), Way::In)?;
                walk.limit(1500);
                walk.left = walk.left.map(|(outpost, _)| (outpost, true));
                walk.outpost = None;
                self.deliver(walk, vpc, None, false)
            }
            Some(id) if open.is_none() => {
                self.enter(walk, id)?;
                dropped("egress-only-inbound")
            }
            Some(_) | None => {
                let public = self.public_at(vpc, walk.packet.destination);
                let id = self.internet_gateway_in(walk, vpc, public)?;
                self.enter_vpc(walk, id)
            }
        }
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
        for (id, nat) in self.nat_gateways() {
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
        let mut gateways = self.nat_gateways();
        let public = NatConnectivity::Public(to);
        if let Some((id, nat)) = gateways.find(|(_, nat)| nat.connectivity == public) {
            self.consult(&[id.into()])?;
            let public = Public::OutOnly(Some(nat.subnet));
            let vpc = self.model.subnets[nat.subnet].vpc;
            let gateway = self.internet_gateway_in(walk, vpc, public)?;
            walk.packet.destination = nat.address;
            walk.translations += 1;
            return self.enter_vpc(walk, gateway);
        }
        let mut regional = self.model.regional_nat_gateways.iter();
        let has = |nat: &RegionalNatGateway| nat.zones.values().flatten().any(|own| *own == to);
        if let Some((id, nat)) = regional.find(|(_, nat)| has(nat)) {
            self.consult(&[id.into()])?;
            self.internet_gateway_in(walk, nat.vpc, Public::OutOnly(None))?;
            return Ok(Next::Go(At::RegionalReceives(id)));
        }
        for gateway in self.model.internet_gateways.values() {
            let covers = |pool: &&PublicPool| pool.prefixes.iter().any(|p| p.contains(to));
            if let Some(pool) = gateway.public_pools.iter().find(covers) {
                return self.enter_by_pool(walk, gateway.vpc, pool.route_table);
            }
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
        if let Some(list) = self.service_at(to) {
            self.consult(&[list.into()])?;
            return Ok(Next::Delivered(Place::Service(list)));
        }
        if nowhere(to) {
            return dropped("not-routable-on-internet");
        }
        let mut vpcs = self.model.vpcs.iter().filter(|_| to.is_ipv6());
        if let Some((vpc, _)) = vpcs.find(|(_, vpc)| vpc.prefixes.iter().any(|p| p.contains(to))) {
            return self.ipv6_in(walk, vpc);
        }
        if self.declared(to) { unknown("left-model") } else { Ok(Next::Delivered(Place::Internet)) }
    }

    fn to_public_interface(self, walk: &mut Walk, id: NetworkInterfaceId) -> Step {
        self.consult(&[id.into()])?;
        let interface = &self.model.network_interfaces[id];
        let vpc = self.model.subnets[interface.subnet].vpc;
        let public = Public::Own(Some(interface.subnet));
        let gateway = self.internet_gateway_in(walk, vpc, public)?;
        let Some(private) = interface.primary() else { return dropped("no-such-host") };
        walk.packet.destination = private;
        walk.translations += 1;
        self.enter_vpc(walk, gateway)
    }

    /// Passes the internet gateway of a VPC inward.
    fn internet_gateway_in(
        self,
        walk: &mut Walk,
        vpc: VpcId,
        public: Public,
    ) -> Result<InternetGatewayId, Stop> {
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
        self.public_access(walk, vpc, public, Way::In)?;
        walk.limit(1500);
        walk.left = walk.left.map(|(outpost, _)| (outpost, true));
        walk.outpost = None;
        Ok(id)
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
}

/// Returns whether no host of the internet can have an address.
fn nowhere(address: IpAddr) -> bool {
    let special = match address {
        IpAddr::V4(four) => {
            let first = four.octets()[0];
            four.is_link_local() || first == 0 || first == 127 || first >= 224
        }
        IpAddr::V6(six) => six.octets()[0] >> 5 != 1,
    };
    special || local(address)
}

/// Returns whether an address is one of a private network.
pub(super) fn local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => match four.octets() {
            [10, ..] | [192, 168, ..] => true,
            [172, second, ..] => second / 16 == 1,
            [100, second, ..] => second / 64 == 1,
            _ => false,
        },
        IpAddr::V6(six) => six.octets()[0] >> 1 == 0x7e,
    }
}
