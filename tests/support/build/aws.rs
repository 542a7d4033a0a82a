//! VPCs and what stands in them.

use std::net::IpAddr;

use outpath_core::{
    addr::Prefix,
    model::{
        BlockPublicAccess, Destination, Id, Instance, InstanceId, InstanceState, InternetGateway,
        InternetGatewayId, Model, NatConnectivity, NatGateway, NatGatewayId, NatGatewayState,
        NetworkInterface, NetworkInterfaceId, OutpostId, PeeringConnection, PeeringConnectionId,
        PeeringState, Place, PrefixList, PrefixListId, Region, RegionId, Route, RouteOrigin,
        RouteTable, RouteTableId, RouteTarget, Subnet, SubnetId, Unmodelled, UnmodelledId,
        UnmodelledKind, Vpc, VpcId, Zone, ZoneId,
    },
};

use super::{named, order, prefix};

/// A model in the making.
#[derive(Debug, Clone, Default)]
pub struct Build {
    /// The model so far; its ids are those that the methods returned.
    pub model: Model,
}

impl Build {
    /// Returns the model, with objects in the order of their names.
    #[must_use]
    pub fn finish(self) -> Model {
        order::by_name(self.model)
    }

    /// Returns a Region, made if it is not there.
    pub fn region(&mut self, name: &str) -> RegionId {
        let found = self.model.regions.iter().find(|(_, region)| region.identity.name == name);
        match found {
            Some((id, _)) => id,
            None => self.model.regions.push(Region { identity: named(name) }),
        }
    }

    /// Returns an Availability Zone, made if it is not there.
    pub fn zone(&mut self, region: RegionId, name: &str) -> ZoneId {
        let found = self.model.zones.iter().find(|(_, zone)| zone.identity.name == name);
        match found {
            Some((id, _)) => id,
            None => self.model.zones.push(Zone { identity: named(name), region }),
        }
    }

    /// Adds a VPC of us-west-2 with an empty main route table.
    pub fn vpc(&mut self, name: &str, prefixes: &[&str]) -> VpcId {
        let region = self.region("us-west-2");
        let id = self.model.vpcs.push(Vpc {
            identity: named(name),
            region,
            account: None,
            prefixes: prefixes.iter().map(|text| prefix(text)).collect(),
            main_route_table: RouteTableId::from_index(self.model.route_tables.len()),
            internet_gateway: None,
            egress_only_internet_gateway: None,
            block_public_access: BlockPublicAccess::Off,
            public_access_exclusion: None,
            virtual_private_gateway: None,
        });
        let table = self.table(id, "main");
        self.model.route_tables[table].main = true;
        id
    }

    /// Adds a route table.
    pub fn table(&mut self, vpc: VpcId, short: &str) -> RouteTableId {
        let identity = named(format!("{}.{short}", self.model.vpcs[vpc].identity.name));
        self.model.route_tables.push(RouteTable {
            identity,
            vpc,
            main: false,
            routes: Vec::new(),
            propagates: false,
        })
    }

    /// Adds a subnet, in the Region unless an Outpost is given, with the main route table unless
    /// another is given.
    pub fn subnet(
        &mut self,
        vpc: VpcId,
        short: &str,
        cidr: &str,
        outpost: Option<OutpostId>,
        table: Option<RouteTableId>,
    ) -> SubnetId {
        let parent = &self.model.vpcs[vpc];
        self.model.subnets.push(Subnet {
            identity: named(format!("{}.{short}", parent.identity.name)),
            vpc,
            prefixes: vec![prefix(cidr)],
            place: outpost.map_or(Place::Region(None), Place::Outpost),
            route_table: table.unwrap_or(parent.main_route_table),
            explicit_route_table: table.is_some(),
            network_acl: None,
            public_access_exclusion: None,
            coip_pool_on_launch: None,
            lni_device_index: None,
        })
    }

    /// Adds a static route.
    pub fn route(&mut self, table: RouteTableId, to: &str, target: RouteTarget) {
        self.add_route(table, prefix(to), target);
    }

    /// Adds a static route to a prefix.
    pub fn add_route(&mut self, table: RouteTableId, to: Prefix, target: RouteTarget) {
        self.model.route_tables[table].routes.push(Route {
            destination: Destination::Prefix(to),
            target,
            origin: RouteOrigin::Static,
            declared_state: None,
        });
    }

    /// Adds an attached internet gateway.
    pub fn internet_gateway(&mut self, vpc: VpcId) -> InternetGatewayId {
        let identity = named(format!("{}.igw", self.model.vpcs[vpc].identity.name));
        let gateway = InternetGateway {
            identity,
            vpc,
            attached: true,
            edge_route_table: None,
            public_pools: Vec::new(),
        };
        let id = self.model.internet_gateways.push(gateway);
        self.model.vpcs[vpc].internet_gateway = Some(id);
        id
    }

    /// Adds an available NAT gateway, public if it has a public address.
    pub fn nat_gateway(
        &mut self,
        subnet: SubnetId,
        short: &str,
        address: IpAddr,
        public: Option<IpAddr>,
    ) -> NatGatewayId {
        let vpc = self.model.subnets[subnet].vpc;
        self.model.nat_gateways.push(NatGateway {
            identity: named(format!("{}.{short}", self.model.vpcs[vpc].identity.name)),
            subnet,
            address,
            connectivity: public.map_or(NatConnectivity::Private, NatConnectivity::Public),
            state: NatGatewayState::Available,
        })
    }

    /// Adds an active peering connection.
    pub fn peering(&mut self, name: &str, vpcs: [VpcId; 2]) -> PeeringConnectionId {
        let state = PeeringState::Active;
        self.model.peering_connections.push(PeeringConnection {
            identity: named(name),
            vpcs,
            state,
        })
    }

    /// Adds a prefix list.
    pub fn prefix_list(&mut self, name: &str, prefixes: Vec<Prefix>) -> PrefixListId {
        self.model.prefix_lists.push(PrefixList {
            identity: named(name),
            prefixes,
            service: None,
            max_entries: None,
        })
    }

    /// Returns an object that is not judged, made if it is not there.
    pub fn unmodelled(&mut self, kind: UnmodelledKind, name: &str) -> UnmodelledId {
        let same = |other: &Unmodelled| other.identity.name == name && other.kind == kind;
        let found = self.model.unmodelled.iter().find(|(_, other)| same(other)).map(|(id, _)| id);
        match found {
            Some(id) => id,
            None => self.model.unmodelled.push(Unmodelled { identity: named(name), kind }),
        }
    }

    /// Adds a running instance; its primary interface has its name.
    pub fn instance(&mut self, name: &str, subnet: SubnetId, address: IpAddr) -> InstanceId {
        let interface = self.interface(name, subnet, address);
        let id = self.model.instances.push(Instance {
            identity: named(name),
            state: InstanceState::Running,
            interfaces: vec![interface],
            forwards: None,
        });
        self.model.network_interfaces[interface].instance = Some(id);
        id
    }

    /// Returns the primary interface of an instance.
    #[must_use]
    pub fn primary(&self, instance: InstanceId) -> NetworkInterfaceId {
        let first = self.model.instances[instance].interfaces.first();
        first.copied().expect("invariant: an instance has an interface")
    }

    /// Adds a further interface to an instance.
    pub fn further(
        &mut self,
        instance: InstanceId,
        short: &str,
        subnet: SubnetId,
        address: IpAddr,
    ) -> NetworkInterfaceId {
        let name = format!("{}.{short}", self.model.instances[instance].identity.name);
        let id = self.interface(&name, subnet, address);
        self.model.network_interfaces[id].instance = Some(instance);
        self.model.instances[instance].interfaces.push(id);
        id
    }

    /// Adds an interface that nothing is attached to.
    pub fn interface(
        &mut self,
        name: &str,
        subnet: SubnetId,
        address: IpAddr,
    ) -> NetworkInterfaceId {
        self.model.network_interfaces.push(NetworkInterface {
            identity: named(name),
            subnet,
            addresses: vec![address],
            public_address: None,
            coip: None,
            instance: None,
            up: true,
            requester_managed: false,
            service: None,
            instance_attached: false,
            standby_of: None,
            load_balancer: None,
            source_dest_check: true,
            security_groups: Vec::new(),
        })
    }
}
