//! A local gateway, outward (H) and inward (K).

use std::net::IpAddr;

use outpath_core::model::{
    AssociationState, LocalGatewayId, LocalGatewayRouteTableId, LocalGatewayRouteTarget, Mode,
    NetworkInterfaceId, OutpostId, Service, SubnetId, VifGroupId, VifGroupState, VifId, VifState,
    VpcId,
};

use super::{
    filter::Way,
    vpc::Sender,
    walk::{At, Next, Rules, Step, Stop, Walk, dropped, unknown},
};

/// Where a local gateway route table sends a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Static(LocalGatewayRouteTarget),
    /// The subnet that a propagated route stands for (fact LGR-08).
    Subnet(SubnetId),
    /// A CoIP block (fact LGR-07).
    Pool,
}

/// One route that covers the destination: its length, its rank and its target.
type Candidate = (u8, u8, Target);

/// The ranks of equally long routes (fact LGR-05).
const STATIC_CIDR: u8 = 0;
const STATIC_LIST: u8 = 1;
const PROPAGATED: u8 = 2;

impl Rules<'_> {
    /// H.
    pub(super) fn outward(self, walk: &mut Walk, id: LocalGatewayId, sender: Sender) -> Step {
        self.enter(walk, id)?;
        walk.anonymous = true;
        if walk.packet.is_ipv6() {
            return dropped("ipv6-unsupported");
        }
        let outpost = self.model.local_gateways[id].outpost;
        let Some(subnet) = self.subnet_of(sender) else {
            return dropped("lgw-subnet-not-on-outpost");
        };
        let subnet = &self.model.subnets[subnet];
        match subnet.outpost() {
            None => return dropped("lgw-subnet-not-on-outpost"),
            Some(other) if other != outpost => return dropped("lgw-foreign"),
            Some(_) => {}
        }
        let table = self.table_of_vpc(id, subnet.vpc)?;
        self.forwards(table)?;
        let Sender::Interface(interface) = sender else { return dropped("lgw-eni-not-eligible") };
        if !self.eligible(interface, table)? {
            return dropped("lgw-eni-not-eligible");
        }
        match self.model.local_gateway_route_tables[table].mode {
            None => return unknown("unmodelled-state"),
            Some(Mode::DirectVpcRouting) => {}
            Some(Mode::Coip) => self.to_coip(walk, table, interface)?,
        }
        self.look_up(walk, table, Some(subnet.vpc))
    }

    /// K.
    pub(super) fn inward(self, walk: &mut Walk, id: VifId) -> Step {
        self.enter(walk, id)?;
        let vif = &self.model.vifs[id];
        let gateway = self.model.vif_groups[vif.group].local_gateway;
        self.enter(walk, gateway)?;
        self.consult(&[vif.group.into()])?;
        walk.left = None;
        walk.anonymous = true;
        walk.outpost = Some(self.model.local_gateways[gateway].outpost);
        let group = &self.model.vif_groups[vif.group];
        let in_service =
            vif.state == VifState::Available && group.state == VifGroupState::Available;
        if !in_service || super::uplink::other_vlan(self.model, vif) {
            return dropped("component-not-ready");
        }
        let mut tables = self.model.local_gateway_route_tables.iter();
        let found = tables.find(|(_, table)| {
            table.vif_group.is_some_and(|association| {
                association.group == vif.group && association.state == AssociationState::Associated
            })
        });
        let Some((table, _)) = found else { return dropped("lgw-table-inactive") };
        self.consult(&[table.into()])?;
        if walk.packet.is_ipv6() {
            return dropped("ipv6-unsupported");
        }
        if self.model.local_gateway_route_tables[table].mode.is_none() {
            return unknown("unmodelled-state");
        }
        self.look_up(walk, table, None)
    }

    /// Finds the route table that a VPC uses at a local gateway; an associated one if there is any.
    fn table_of_vpc(
        self,
        gateway: LocalGatewayId,
        vpc: VpcId,
    ) -> Result<LocalGatewayRouteTableId, Stop> {
        let mut named = None;
        for (id, table) in self.model.local_gateway_route_tables.iter() {
            for association in table.vpcs.iter().filter(|association| association.vpc == vpc) {
                if table.local_gateway == gateway {
                    if association.state == AssociationState::Associated {
                        self.consult(&[id.into()])?;
                        return Ok(id);
                    }
                    named = named.or(Some(id));
                }
            }
        }
        match named {
            Some(id) => {
                self.consult(&[id.into()])?;
                dropped("lgw-table-inactive")
            }
            None => dropped("lgw-vpc-not-associated"),
        }
    }

    /// Ends the path unless the table has what fact LGW-05 asks for beside the VPC.
    fn forwards(self, id: LocalGatewayRouteTableId) -> Result<(), Stop> {
        let table = &self.model.local_gateway_route_tables[id];
        let Some(association) = table.vif_group else { return dropped("lgw-no-vif-group") };
        self.consult(&[association.group.into()])?;
        let group = &self.model.vif_groups[association.group];
        let target = LocalGatewayRouteTarget::VifGroup(association.group);
        if association.state != AssociationState::Associated
            || group.state != VifGroupState::Available
            || !table.routes.iter().any(|route| route.target == target)
        {
            return dropped("lgw-table-inactive");
        }
        Ok(())
    }

    /// Returns whether an interface may use a table: it is attached to an instance of the Outpost
    /// (fact LGW-17), or it belongs to a service for which that makes no difference.
    fn eligible(
        self,
        id: NetworkInterfaceId,
        table: LocalGatewayRouteTableId,
    ) -> Result<bool, Stop> {
        let outpost = self.outpost_of(table);
        let interface = &self.model.network_interfaces[id];
        if interface.requester_managed && interface.instance.is_none() {
            let here = self.model.subnets[interface.subnet].outpost() == Some(outpost);
            let mode = self.model.local_gateway_route_tables[table].mode;
            let never = matches!(
                interface.service,
                // LGW-18 and SVC-07
                Some(
                    Service::InterfaceEndpoint
                        | Service::NetworkLoadBalancer
                        | Service::ClassicLoadBalancer
                )
            );
            if here && mode.is_none() && !never {
                return unknown("unmodelled-state");
            }
            let own = |address| self.model.coip_pool_of(table, address).is_some();
            let coip = interface.coip.is_some_and(own);
            return Ok(here
                && match interface.service {
                    _ if never => false,
                    // COIP-15
                    Some(Service::Rds) => mode == Some(Mode::Coip) && coip,
                    // COIP-17 and DVR-18
                    Some(Service::S3Outposts) => mode != Some(Mode::Coip) || coip,
                    // COIP-19 and UNK-07
                    Some(Service::LoadBalancer) => mode != Some(Mode::Coip) || coip,
                    // COIP-18 and TOP-31
                    Some(Service::ElastiCache) => mode != Some(Mode::Coip),
                    // DVR-06 and DVR-18
                    Some(
                        Service::Other
                        | Service::InterfaceEndpoint
                        | Service::NetworkLoadBalancer
                        | Service::ClassicLoadBalancer,
                    )
                    | None => match mode {
                        Some(Mode::Coip) => coip,
                        Some(Mode::DirectVpcRouting) | None => interface.instance_attached,
                    },
                });
        }
        let Some(instance) = self.model.network_interfaces[id].instance else { return Ok(false) };
        self.consult(&[instance.into()])?;
        let Some(primary) = self.model.instances[instance].interfaces.first() else {
            return Ok(false);
        };
        let subnet = self.model.network_interfaces[*primary].subnet;
        Ok(self.model.subnets[subnet].outpost() == Some(outpost))
    }

    /// Gives the packet its customer-owned source (fact COIP-04).
    fn to_coip(
        self,
        walk: &mut Walk,
        table: LocalGatewayRouteTableId,
        sender: NetworkInterfaceId,
    ) -> Result<(), Stop> {
        let interface = &self.model.network_interfaces[sender];
        if !interface.addresses.contains(&walk.packet.source) {
            return unknown("unmodelled-state");
        }
        self.pools_known(table)?;
        match interface.coip {
            Some(coip)
                if interface.primary() == Some(walk.packet.source)
                    && self.model.coip_pool_of(table, coip).is_some() =>
            {
                walk.packet.source = coip;
                walk.translations += 1;
                Ok(())
            }
            Some(_) | None => dropped("coip-not-allocated"),
        }
    }

    fn pools_known(self, table: LocalGatewayRouteTableId) -> Result<(), Stop> {
        let pools = &self.model.local_gateway_route_tables[table].coip_pools;
        pools.iter().try_for_each(|pool| self.consult(&[(*pool).into()]))
    }

    /// Looks the destination up; `hairpin` is the VPC that the packet comes from, if it comes from this side.
    fn look_up(
        self,
        walk: &mut Walk,
        id: LocalGatewayRouteTableId,
        hairpin: Option<VpcId>,
    ) -> Step {
        let mut found = self.routes_to(walk, id)?;
        walk.limit(1500);
        let lists: Vec<Target> =
            found.iter().filter(|(_, r, _)| *r == STATIC_LIST).map(|(_, _, t)| *t).collect();
        let longest = found.iter().map(|(length, ..)| *length).max();
        found.retain(|(length, ..)| Some(*length) == longest);
        let Some(rank) = found.iter().map(|(_, rank, _)| *rank).min() else {
            return dropped("lgw-no-route");
        };
        let best: Vec<Target> =
            found.iter().filter(|(_, r, _)| *r == rank).map(|(_, _, target)| *target).collect();
        let Some(winner) = best.first().copied() else { return dropped("lgw-no-route") };
        if rank == STATIC_LIST && lists.iter().any(|other| *other != winner) {
            return unknown("ambiguous-prefix-lists");
        }
        let propagated = found.iter().find(|(_, rank, _)| *rank == PROPAGATED);
        let propagated = propagated.map(|(_, _, target)| *target);
        match winner {
            Target::Static(LocalGatewayRouteTarget::VifGroup(group)) => {
                self.out_by(walk, id, group)
            }
            Target::Static(LocalGatewayRouteTarget::NetworkInterface(interface)) => {
                self.consult(&[interface.into()])?;
                if let Some(instance) = self.model.network_interfaces[interface].instance {
                    self.consult(&[instance.into()])?;
                }
                match propagated {
                    _ if self.runs(interface) => {
                        if hairpin.is_none() && self.unannounced(id, walk.packet.destination) {
                            return dropped("lgw-no-route");
                        }
                        self.by_static_route(walk, id, interface)
                    }
                    Some(Target::Subnet(subnet)) if self.assumes("UNK-19", "fall-back") => {
                        self.to_subnet(walk, id, subnet, hairpin)
                    }
                    Some(Target::Pool) if self.assumes("UNK-19", "fall-back") => {
                        self.restore_coip(walk, id, hairpin)
                    }
                    Some(_) | None => dropped("lgw-route-blackhole"),
                }
            }
            Target::Subnet(subnet) => self.to_subnet(walk, id, subnet, hairpin),
            Target::Pool => self.restore_coip(walk, id, hairpin),
        }
    }

    fn routes_to(self, walk: &Walk, id: LocalGatewayRouteTableId) -> Result<Vec<Candidate>, Stop> {
        let to = walk.packet.destination;
        let table = &self.model.local_gateway_route_tables[id];
        let mut found = Vec::new();
        for route in &table.routes {
            let (prefixes, list) = self.expand(route.destination)?;
            let rank = if list { STATIC_LIST } else { STATIC_CIDR };
            for prefix in prefixes.into_iter().filter(|prefix| prefix.contains(to)) {
                found.push((prefix.length(), rank, Target::Static(route.target)));
            }
        }
        if table.mode == Some(Mode::Coip) {
            self.pools_known(id)?;
        }
        for (prefix, subnet) in super::uplink::propagated(self.model, id) {
            if prefix.contains(to) {
                let target = subnet.map_or(Target::Pool, Target::Subnet);
                found.push((prefix.length(), PROPAGATED, target));
            }
        }
        Ok(found)
    }

    fn out_by(self, walk: &mut Walk, id: LocalGatewayRouteTableId, group: VifGroupId) -> Step {
        let table = &self.model.local_gateway_route_tables[id];
        if table.vif_group.is_none_or(|association| association.group != group) {
            return dropped("lgw-no-vif-group");
        }
        self.uplinks(walk, id, group)
    }

    /// Returns whether the user assumes that a packet which the customer sends to an address that was never
    /// announced is lost (fact UNK-20).
    fn unannounced(self, table: LocalGatewayRouteTableId, to: IpAddr) -> bool {
        let announced = super::uplink::announced(self.model, table);
        self.assumes("UNK-20", "deny") && !announced.iter().any(|prefix| prefix.contains(to))
    }

    /// A static route to an interface: no translation (facts LGR-12 to LGR-14).
    fn by_static_route(
        self,
        walk: &Walk,
        table: LocalGatewayRouteTableId,
        id: NetworkInterfaceId,
    ) -> Step {
        let subnet = self.model.network_interfaces[id].subnet;
        self.consult(&[subnet.into()])?;
        if !self.here(table, subnet) || !self.eligible(id, table)? {
            return dropped("lgw-eni-not-eligible");
        }
        self.network_acl(walk, subnet, Way::In)?;
        Ok(Next::Go(At::Interface(id)))
    }

    fn to_subnet(
        self,
        walk: &Walk,
        table: LocalGatewayRouteTableId,
        subnet: SubnetId,
        hairpin: Option<VpcId>,
    ) -> Step {
        if hairpin.is_some() && self.assumes("UNK-03", "deny") {
            return dropped("lgw-no-route");
        }
        self.consult(&[subnet.into()])?;
        let Some(id) = self.model.interface_with(subnet, walk.packet.destination) else {
            let nat = self
                .model
                .nat_gateways
                .values()
                .any(|nat| nat.subnet == subnet && nat.address == walk.packet.destination);
            // A NAT gateway is no instance (fact LGW-17).
            return dropped(if nat { "lgw-eni-not-eligible" } else { "no-such-host" });
        };
        self.consult(&[id.into()])?;
        if !self.eligible(id, table)? {
            return dropped("lgw-eni-not-eligible");
        }
        self.network_acl(walk, subnet, Way::In)?;
        Ok(Next::Go(At::Interface(id)))
    }

    /// Gives the packet its private destination back (fact COIP-04).
    fn restore_coip(
        self,
        walk: &mut Walk,
        table: LocalGatewayRouteTableId,
        hairpin: Option<VpcId>,
    ) -> Step {
        let coip = Some(walk.packet.destination);
        // Clients in the VPC use the address of such a service, too (COIP-15 and COIP-17).
        let inside = |coip: Option<IpAddr>, of: &[Option<Service>]| {
            self.model.network_interfaces.values().any(|interface| {
                interface.coip == coip
                    && (of.is_empty() || of.contains(&interface.service))
                    && Some(self.model.subnets[interface.subnet].vpc) == hairpin
            })
        };
        let such = [Some(Service::Rds), Some(Service::S3Outposts)];
        let service =
            inside(coip, &such) || inside(coip, &[]) && inside(Some(walk.packet.source), &such);
        if hairpin.is_some() && !service && self.assumes("UNK-03", "deny") {
            return dropped("lgw-no-route");
        }
        let mut interfaces = self.model.network_interfaces.iter();
        let found = interfaces.find(|(_, i)| i.coip == coip && self.here(table, i.subnet));
        let Some((id, interface)) = found else { return dropped("coip-unknown-dst") };
        self.consult(&[id.into(), interface.subnet.into()])?;
        let Some(private) = interface.primary() else { return dropped("coip-unknown-dst") };
        walk.packet.destination = private;
        walk.translations += 1;
        if !self.eligible(id, table)? {
            return dropped("lgw-eni-not-eligible");
        }
        self.network_acl(walk, interface.subnet, Way::In)?;
        Ok(Next::Go(At::Interface(id)))
    }

    fn outpost_of(self, table: LocalGatewayRouteTableId) -> OutpostId {
        let gateway = self.model.local_gateway_route_tables[table].local_gateway;
        self.model.local_gateways[gateway].outpost
    }

    /// Returns whether a subnet is on the Outpost of a table, in a VPC that is associated with it.
    fn here(self, table: LocalGatewayRouteTableId, subnet: SubnetId) -> bool {
        let associations = &self.model.local_gateway_route_tables[table].vpcs;
        let subnet = &self.model.subnets[subnet];
        subnet.outpost() == Some(self.outpost_of(table))
            && associations.iter().any(|association| {
                association.vpc == subnet.vpc && association.state == AssociationState::Associated
            })
    }
}
