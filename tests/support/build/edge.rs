//! Outposts and their local gateways.

use outpath_core::{
    addr::{Asn, Prefix},
    model::{
        AssociationState, CoipPool, CoipPoolId, Destination, Generation, LocalGateway,
        LocalGatewayId, LocalGatewayRouteTable, LocalGatewayRouteTableId, LocalGatewayRouteTarget,
        Mode, Outpost, OutpostForm, OutpostId, Route, RouteOrigin, RouterId, ServiceLink,
        SessionState, Vif, VifGroup, VifGroupAssociation, VifGroupId, VifGroupState, VifId,
        VifState, VpcAssociation, VpcId,
    },
};

use super::{Build, named, prefix};

impl Build {
    /// Adds a first-generation rack in us-west-2 with a local gateway.
    pub fn outpost(&mut self, name: &str) -> (OutpostId, LocalGatewayId) {
        let region = self.region("us-west-2");
        let zone = self.zone(region, "usw2-az1");
        let id = self.model.outposts.push(Outpost {
            identity: named(name),
            form: OutpostForm::Rack,
            generation: Generation::First,
            zone,
            account: None,
            site: None,
            backup_of: Vec::new(),
            service_link: ServiceLink {
                connectivity: None,
                blocks: Vec::new(),
                anchors: Vec::new(),
                up: true,
                resolver: None,
            },
            local_gateway: None,
        });
        let identity = named(format!("{name}.lgw"));
        let gateway = self.model.local_gateways.push(LocalGateway { identity, outpost: id });
        self.model.outposts[id].local_gateway = Some(gateway);
        (id, gateway)
    }

    /// Adds an available VIF group of AS 64512.
    pub fn vif_group(&mut self, gateway: LocalGatewayId, short: &str) -> VifGroupId {
        self.model.vif_groups.push(VifGroup {
            identity: named(format!(
                "{}.{short}",
                self.model.local_gateways[gateway].identity.name
            )),
            local_gateway: gateway,
            asn: Some(Asn(64_512)),
            state: VifGroupState::Available,
            vifs: Vec::new(),
        })
    }

    /// Adds an available virtual interface with its own address, such as `172.31.0.1/30`.
    pub fn vif(
        &mut self,
        group: VifGroupId,
        short: &str,
        local: &str,
        router: Option<RouterId>,
    ) -> VifId {
        let id = self.model.vifs.push(Vif {
            identity: named(format!("{}.{short}", self.model.vif_groups[group].identity.name)),
            group,
            lag: short.to_owned(),
            vlan: Some(101),
            local: local.parse().expect("invariant: tests write correct addresses"),
            peer_address: None,
            peer_asn: None,
            router,
            state: VifState::Available,
            session: SessionState::Up,
            maintenance: false,
        });
        self.model.vif_groups[group].vifs.push(id);
        id
    }

    /// Adds a local gateway route table that is associated with a VIF group.
    pub fn gateway_table(
        &mut self,
        gateway: LocalGatewayId,
        short: &str,
        mode: Mode,
        group: VifGroupId,
    ) -> LocalGatewayRouteTableId {
        let state = AssociationState::Associated;
        self.model.local_gateway_route_tables.push(LocalGatewayRouteTable {
            identity: named(format!(
                "{}.{short}",
                self.model.local_gateways[gateway].identity.name
            )),
            local_gateway: gateway,
            mode: Some(mode),
            declared_state: None,
            vif_group: Some(VifGroupAssociation { group, state }),
            vpcs: Vec::new(),
            coip_pools: Vec::new(),
            routes: Vec::new(),
            shared_with: Vec::new(),
        })
    }

    /// Associates a VPC with a local gateway route table.
    pub fn associate(&mut self, table: LocalGatewayRouteTableId, vpc: VpcId) {
        let state = AssociationState::Associated;
        self.model.local_gateway_route_tables[table].vpcs.push(VpcAssociation { vpc, state });
    }

    /// Adds a static local gateway route.
    pub fn gateway_route(
        &mut self,
        table: LocalGatewayRouteTableId,
        to: &str,
        target: LocalGatewayRouteTarget,
    ) {
        self.add_gateway_route(table, Destination::Prefix(prefix(to)), target);
    }

    /// Adds a static local gateway route to any destination.
    pub fn add_gateway_route(
        &mut self,
        table: LocalGatewayRouteTableId,
        destination: Destination,
        target: LocalGatewayRouteTarget,
    ) {
        let (origin, declared_state) = (RouteOrigin::Static, None);
        let route = Route { destination, target, origin, declared_state };
        self.model.local_gateway_route_tables[table].routes.push(route);
    }

    /// Adds a CoIP pool.
    pub fn coip_pool(
        &mut self,
        table: LocalGatewayRouteTableId,
        short: &str,
        prefixes: Vec<Prefix>,
    ) -> CoipPoolId {
        let tables = &mut self.model.local_gateway_route_tables;
        let identity = named(format!("{}.{short}", tables[table].identity.name));
        let pool = CoipPool { identity, table, prefixes, shared_with: Vec::new() };
        let id = self.model.coip_pools.push(pool);
        tables[table].coip_pools.push(id);
        id
    }
}
