//! The whole: every object, and the lookups that everybody needs.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{
    Account, AccountId, Arena, CoipPool, CoipPoolId, DirectConnectConnection,
    DirectConnectConnectionId, DirectConnectGateway, DirectConnectGatewayId,
    DirectConnectInterface, DirectConnectInterfaceId, EgressOnlyInternetGateway,
    EgressOnlyInternetGatewayId, Group, GroupId, Host, HostId, Identity, Instance, InstanceId,
    InternetGateway, InternetGatewayId, LocalGateway, LocalGatewayId, LocalGatewayRouteTable,
    LocalGatewayRouteTableId, NatGateway, NatGatewayId, NetworkAcl, NetworkAclId, NetworkInterface,
    NetworkInterfaceId, NextHop, ObjectId, Outpost, OutpostId, PeeringConnection,
    PeeringConnectionId, PrefixList, PrefixListId, Region, RegionId, RegionalNatGateway,
    RegionalNatGatewayId, RouteMap, RouteMapId, RouteTable, RouteTableId, Router, RouterId,
    SecurityGroup, SecurityGroupId, Segment, SegmentId, ServiceLinkVif, ServiceLinkVifId, Site,
    SiteId, Subnet, SubnetId, TransitGateway, TransitGatewayAttachment, TransitGatewayAttachmentId,
    TransitGatewayId, TransitGatewayRouteTable, TransitGatewayRouteTableId, Unmodelled,
    UnmodelledId, Vif, VifGroup, VifGroupId, VifId, VirtualPrivateGateway, VirtualPrivateGatewayId,
    Vpc, VpcEndpoint, VpcEndpointId, VpcId, VpnConnection, VpnConnectionId, Zone, ZoneId,
};

/// Everything that the inputs say, checked and linked by ids.
///
/// Objects of one kind stand in the order of their names, so that the order of a file never shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    /// The Regions.
    pub regions: Arena<RegionId, Region>,
    /// The Availability Zones.
    pub zones: Arena<ZoneId, Zone>,
    /// The accounts.
    pub accounts: Arena<AccountId, Account>,
    /// The VPCs.
    pub vpcs: Arena<VpcId, Vpc>,
    /// The subnets.
    pub subnets: Arena<SubnetId, Subnet>,
    /// The route tables of VPCs.
    pub route_tables: Arena<RouteTableId, RouteTable>,
    /// The internet gateways.
    pub internet_gateways: Arena<InternetGatewayId, InternetGateway>,
    /// The NAT gateways.
    pub nat_gateways: Arena<NatGatewayId, NatGateway>,
    /// The regional NAT gateways.
    pub regional_nat_gateways: Arena<RegionalNatGatewayId, RegionalNatGateway>,
    /// The egress-only internet gateways.
    pub egress_only_internet_gateways:
        Arena<EgressOnlyInternetGatewayId, EgressOnlyInternetGateway>,
    /// The VPC endpoints.
    pub vpc_endpoints: Arena<VpcEndpointId, VpcEndpoint>,
    /// The VPC peering connections.
    pub peering_connections: Arena<PeeringConnectionId, PeeringConnection>,
    /// The prefix lists.
    pub prefix_lists: Arena<PrefixListId, PrefixList>,
    /// The security groups.
    pub security_groups: Arena<SecurityGroupId, SecurityGroup>,
    /// The network ACLs.
    pub network_acls: Arena<NetworkAclId, NetworkAcl>,
    /// The network interfaces.
    pub network_interfaces: Arena<NetworkInterfaceId, NetworkInterface>,
    /// The instances.
    pub instances: Arena<InstanceId, Instance>,
    /// The Outposts.
    pub outposts: Arena<OutpostId, Outpost>,
    /// The local gateways.
    pub local_gateways: Arena<LocalGatewayId, LocalGateway>,
    /// The local gateway route tables.
    pub local_gateway_route_tables: Arena<LocalGatewayRouteTableId, LocalGatewayRouteTable>,
    /// The VIF groups.
    pub vif_groups: Arena<VifGroupId, VifGroup>,
    /// The virtual interfaces of service links.
    pub service_link_vifs: Arena<ServiceLinkVifId, ServiceLinkVif>,
    /// The virtual interfaces of local gateways.
    pub vifs: Arena<VifId, Vif>,
    /// The CoIP pools.
    pub coip_pools: Arena<CoipPoolId, CoipPool>,
    /// The customer's sites.
    pub sites: Arena<SiteId, Site>,
    /// The customer's routers.
    pub routers: Arena<RouterId, Router>,
    /// The route maps.
    pub route_maps: Arena<RouteMapId, RouteMap>,
    /// The LAN segments.
    pub segments: Arena<SegmentId, Segment>,
    /// The customer's hosts.
    pub hosts: Arena<HostId, Host>,
    /// The transit gateways.
    pub transit_gateways: Arena<TransitGatewayId, TransitGateway>,
    /// The attachments of transit gateways.
    pub transit_gateway_attachments: Arena<TransitGatewayAttachmentId, TransitGatewayAttachment>,
    /// The transit gateway route tables.
    pub transit_gateway_route_tables: Arena<TransitGatewayRouteTableId, TransitGatewayRouteTable>,
    /// The virtual private gateways.
    pub virtual_private_gateways: Arena<VirtualPrivateGatewayId, VirtualPrivateGateway>,
    /// The VPN connections.
    pub vpn_connections: Arena<VpnConnectionId, VpnConnection>,
    /// The Direct Connect connections.
    pub direct_connect_connections: Arena<DirectConnectConnectionId, DirectConnectConnection>,
    /// The virtual interfaces of Direct Connect.
    pub direct_connect_interfaces: Arena<DirectConnectInterfaceId, DirectConnectInterface>,
    /// The Direct Connect gateways.
    pub direct_connect_gateways: Arena<DirectConnectGatewayId, DirectConnectGateway>,
    /// The groups.
    pub groups: Arena<GroupId, Group>,
    /// Objects that are read but not judged.
    pub unmodelled: Arena<UnmodelledId, Unmodelled>,
    /// What the user assumes where AWS documents nothing: fact id to value.
    pub assume: BTreeMap<String, String>,
    /// Objects with an error in the input. A path that consults one is unknown.
    pub incomplete: BTreeSet<ObjectId>,
}

impl Model {
    /// Returns the identity of an object; the topology itself has an empty one.
    #[must_use]
    pub fn identity(&self, object: ObjectId) -> &Identity {
        const NONE: &Identity =
            &Identity { name: String::new(), aws_id: None, tags: BTreeMap::new() };
        match object {
            ObjectId::Topology => NONE,
            ObjectId::Region(id) => &self.regions[id].identity,
            ObjectId::Zone(id) => &self.zones[id].identity,
            ObjectId::Account(id) => &self.accounts[id].identity,
            ObjectId::Vpc(id) => &self.vpcs[id].identity,
            ObjectId::Subnet(id) => &self.subnets[id].identity,
            ObjectId::RouteTable(id) => &self.route_tables[id].identity,
            ObjectId::InternetGateway(id) => &self.internet_gateways[id].identity,
            ObjectId::NatGateway(id) => &self.nat_gateways[id].identity,
            ObjectId::RegionalNatGateway(id) => &self.regional_nat_gateways[id].identity,
            ObjectId::EgressOnlyInternetGateway(id) => {
                &self.egress_only_internet_gateways[id].identity
            }
            ObjectId::VpcEndpoint(id) => &self.vpc_endpoints[id].identity,
            ObjectId::PeeringConnection(id) => &self.peering_connections[id].identity,
            ObjectId::PrefixList(id) => &self.prefix_lists[id].identity,
            ObjectId::SecurityGroup(id) => &self.security_groups[id].identity,
            ObjectId::NetworkAcl(id) => &self.network_acls[id].identity,
            ObjectId::NetworkInterface(id) => &self.network_interfaces[id].identity,
            ObjectId::Instance(id) => &self.instances[id].identity,
            ObjectId::Outpost(id) => &self.outposts[id].identity,
            ObjectId::LocalGateway(id) => &self.local_gateways[id].identity,
            ObjectId::LocalGatewayRouteTable(id) => &self.local_gateway_route_tables[id].identity,
            ObjectId::VifGroup(id) => &self.vif_groups[id].identity,
            ObjectId::Vif(id) => &self.vifs[id].identity,
            ObjectId::ServiceLinkVif(id) => &self.service_link_vifs[id].identity,
            ObjectId::CoipPool(id) => &self.coip_pools[id].identity,
            ObjectId::Site(id) => &self.sites[id].identity,
            ObjectId::Router(id) => &self.routers[id].identity,
            ObjectId::RouteMap(id) => &self.route_maps[id].identity,
            ObjectId::Segment(id) => &self.segments[id].identity,
            ObjectId::Host(id) => &self.hosts[id].identity,
            ObjectId::TransitGateway(id) => &self.transit_gateways[id].identity,
            ObjectId::TransitGatewayAttachment(id) => {
                &self.transit_gateway_attachments[id].identity
            }
            ObjectId::TransitGatewayRouteTable(id) => {
                &self.transit_gateway_route_tables[id].identity
            }
            ObjectId::VirtualPrivateGateway(id) => &self.virtual_private_gateways[id].identity,
            ObjectId::VpnConnection(id) => &self.vpn_connections[id].identity,
            ObjectId::DirectConnectConnection(id) => &self.direct_connect_connections[id].identity,
            ObjectId::DirectConnectInterface(id) => &self.direct_connect_interfaces[id].identity,
            ObjectId::DirectConnectGateway(id) => &self.direct_connect_gateways[id].identity,
            ObjectId::Group(id) => &self.groups[id].identity,
            ObjectId::Unmodelled(id) => &self.unmodelled[id].identity,
        }
    }

    /// Returns the noun of an object, told apart further where it is not judged.
    #[must_use]
    pub fn noun(&self, object: ObjectId) -> &'static str {
        match object {
            ObjectId::Unmodelled(id) => self.unmodelled[id].kind.noun(),
            other => other.noun(),
        }
    }

    /// Returns every object, kind by kind, in the order of names.
    pub fn objects(&self) -> impl Iterator<Item = ObjectId> + '_ {
        fn of<I: super::Id + Into<ObjectId>, T>(
            arena: &Arena<I, T>,
        ) -> impl Iterator<Item = ObjectId> {
            arena.ids().map(Into::into).collect::<Vec<_>>().into_iter()
        }
        of(&self.regions)
            .chain(of(&self.zones))
            .chain(of(&self.accounts))
            .chain(of(&self.vpcs))
            .chain(of(&self.subnets))
            .chain(of(&self.route_tables))
            .chain(of(&self.internet_gateways))
            .chain(of(&self.nat_gateways))
            .chain(of(&self.regional_nat_gateways))
            .chain(of(&self.egress_only_internet_gateways))
            .chain(of(&self.vpc_endpoints))
            .chain(of(&self.peering_connections))
            .chain(of(&self.prefix_lists))
            .chain(of(&self.security_groups))
            .chain(of(&self.network_acls))
            .chain(of(&self.network_interfaces))
            .chain(of(&self.instances))
            .chain(of(&self.outposts))
            .chain(of(&self.local_gateways))
            .chain(of(&self.local_gateway_route_tables))
            .chain(of(&self.vif_groups))
            .chain(of(&self.vifs))
            .chain(of(&self.service_link_vifs))
            .chain(of(&self.coip_pools))
            .chain(of(&self.sites))
            .chain(of(&self.routers))
            .chain(of(&self.route_maps))
            .chain(of(&self.segments))
            .chain(of(&self.hosts))
            .chain(of(&self.transit_gateways))
            .chain(of(&self.transit_gateway_attachments))
            .chain(of(&self.transit_gateway_route_tables))
            .chain(of(&self.virtual_private_gateways))
            .chain(of(&self.vpn_connections))
            .chain(of(&self.direct_connect_connections))
            .chain(of(&self.direct_connect_interfaces))
            .chain(of(&self.direct_connect_gateways))
            .chain(of(&self.groups))
            .chain(of(&self.unmodelled))
    }

    /// Returns the subnet of a VPC that holds an address.
    #[must_use]
    pub fn subnet_of(&self, vpc: VpcId, address: IpAddr) -> Option<SubnetId> {
        let mut subnets = self.subnets.iter().filter(|(_, subnet)| subnet.vpc == vpc);
        let holds = |subnet: &Subnet| subnet.prefixes.iter().any(|prefix| prefix.contains(address));
        subnets.find(|(_, subnet)| holds(subnet)).map(|(id, _)| id)
    }

    /// Returns the interface in a subnet that has a private address.
    #[must_use]
    pub fn interface_with(&self, subnet: SubnetId, address: IpAddr) -> Option<NetworkInterfaceId> {
        let mut all = self.network_interfaces.iter();
        all.find(|(_, interface)| {
            interface.subnet == subnet && interface.addresses.contains(&address)
        })
        .map(|(id, _)| id)
    }

    /// Returns the CoIP pool of a local gateway route table that holds an address.
    #[must_use]
    pub fn coip_pool_of(
        &self,
        table: LocalGatewayRouteTableId,
        address: IpAddr,
    ) -> Option<CoipPoolId> {
        let pools = &self.local_gateway_route_tables[table].coip_pools;
        let holds = |pool: &&CoipPoolId| {
            self.coip_pools[**pool].prefixes.iter().any(|prefix| prefix.contains(address))
        };
        pools.iter().find(holds).copied()
    }

    /// Returns the zone that a subnet lies in, that of its Outpost included, if the files say.
    #[must_use]
    pub fn zone_of(&self, subnet: SubnetId) -> Option<ZoneId> {
        match self.subnets[subnet].place {
            super::Place::Region(zone) => zone,
            super::Place::Outpost(outpost) => Some(self.outposts[outpost].zone),
        }
    }

    /// Returns whether an address lies in a CIDR of a VPC.
    #[must_use]
    pub fn vpc_contains(&self, vpc: VpcId, address: IpAddr) -> bool {
        self.vpcs[vpc].prefixes.iter().any(|prefix| prefix.contains(address))
    }

    /// Returns whether the device that a router is, or is a VRF of, is up.
    #[must_use]
    pub fn router_is_up(&self, router: RouterId) -> bool {
        self.routers[self.routers[router].vrf_of.unwrap_or(router)].up
    }

    /// Returns whether an interface of a router can send and receive.
    #[must_use]
    pub fn interface_is_up(&self, router: RouterId, interface: &super::RouterInterface) -> bool {
        self.router_is_up(router) && self.segments[interface.segment].up
    }

    /// Returns whether a static route of a router is in force: the segment to its next hop is up.
    #[must_use]
    pub fn is_in_force(&self, router: RouterId, route: &super::RouterRoute) -> bool {
        let own = &self.routers[router].interfaces;
        if own.iter().all(|one| self.segments[one.segment].up) {
            return true;
        }
        let ways: Vec<SegmentId> = match route.next_hop {
            NextHop::Address(address) => {
                let toward = own.iter().filter(|one| one.address.prefix.contains(address));
                toward.map(|one| one.segment).collect()
            }
            NextHop::Router(next) if !self.one_device(router, next) => {
                let there = &self.routers[next].interfaces;
                let shared =
                    own.iter().filter(|one| there.iter().any(|t| t.segment == one.segment));
                shared.map(|one| one.segment).collect()
            }
            NextHop::Router(_) | NextHop::Vpn(_) | NextHop::Internet | NextHop::Discard => {
                Vec::new()
            }
        };
        ways.is_empty() || ways.into_iter().any(|segment| self.segments[segment].up)
    }

    /// Returns whether two routers are VRFs of one device, or it and one of them.
    #[must_use]
    pub fn one_device(&self, one: RouterId, other: RouterId) -> bool {
        let device = |id: RouterId| self.routers[id].vrf_of.unwrap_or(id);
        device(one) == device(other)
    }
}
