//! Numbers the objects of a model in the order of their names.

use std::collections::BTreeSet;

use outpath_core::model::{
    AccountId, Arena, AttachmentResource, Destination, DirectConnectEnd, Id, Identity,
    LocalGatewayRouteTarget, Model, NextHop, ObjectId, Place, RouteTarget, SecurityPeer,
    TransitGatewayRouteTarget, VpcEndpointKind,
};

/// The new ids of one kind of object, by the old ones.
struct New<I>(Vec<I>);

impl<I: Id> New<I> {
    fn of(&self, old: I) -> I {
        self.0.get(old.index()).copied().expect("invariant: ids come from this model")
    }

    fn set(&self, id: &mut I) {
        *id = self.of(*id);
    }

    fn set_all(&self, ids: &mut [I]) {
        ids.iter_mut().for_each(|id| self.set(id));
    }

    fn set_sorted(&self, ids: &mut [I]) {
        self.set_all(ids);
        ids.sort_unstable();
    }
}

/// Sorts one arena, and returns where everything went.
fn sort<I: Id, T: Clone>(arena: &mut Arena<I, T>, name: impl Fn(&T) -> &Identity) -> New<I> {
    let mut order: Vec<(String, I)> =
        arena.iter().map(|(id, object)| (name(object).name.clone(), id)).collect();
    order.sort();
    let mut new = vec![I::from_index(0); order.len()];
    let mut sorted = Arena::default();
    for (_, old) in order {
        let id = sorted.push(arena[old].clone());
        if let Some(place) = new.get_mut(old.index()) {
            *place = id;
        }
    }
    *arena = sorted;
    New(new)
}

/// The new ids of every kind, as the fields of a model.
macro_rules! renumber {
    ($model:ident, $($arena:ident $variant:ident;)*) => {
        $(let $arena = sort(&mut $model.$arena, |object| &object.identity);)*
        let object = |id: ObjectId| match id {
            ObjectId::Topology => ObjectId::Topology,
            $(ObjectId::$variant(id) => ObjectId::$variant($arena.of(id)),)*
        };
        $model.incomplete = $model.incomplete.iter().map(|id| object(*id)).collect::<BTreeSet<_>>();
        for id in $model.groups.ids() {
            $model.groups[id].members.iter_mut().for_each(|member| *member = object(*member));
        }
    };
}

/// Returns the same model with its objects in the order of their names, and everything else whose
/// order means nothing sorted as well.
pub(super) fn by_name(model: Model) -> Model {
    let mut model = renumbered(model);
    for id in model.vpcs.ids() {
        model.vpcs[id].prefixes.sort_unstable();
    }
    for id in model.route_tables.ids() {
        let routes = &mut model.route_tables[id].routes;
        routes.sort_by_key(|route| (route.destination, route.target, route.origin));
    }
    for id in model.local_gateway_route_tables.ids() {
        let routes = &mut model.local_gateway_route_tables[id].routes;
        routes.sort_by_key(|route| (route.destination, route.target));
    }
    for id in model.transit_gateway_route_tables.ids() {
        let routes = &mut model.transit_gateway_route_tables[id].routes;
        routes.sort_by_key(|route| (route.destination, route.target));
    }
    for id in model.prefix_lists.ids() {
        model.prefix_lists[id].prefixes.sort_unstable();
    }
    for id in model.coip_pools.ids() {
        model.coip_pools[id].prefixes.sort_unstable();
    }
    for id in model.peering_connections.ids() {
        model.peering_connections[id].vpcs.sort_unstable();
    }
    for id in model.routers.ids() {
        let router = &mut model.routers[id];
        router.interfaces.sort_by(|one, other| one.name.cmp(&other.name));
        router.announce.sort_unstable();
        router.routes.sort_by_key(|route| (route.prefix, route.next_hop));
        router.source_nat.iter_mut().for_each(|rule| rule.from.sort_unstable());
    }
    model
}

/// Gives every object its number in the order of names, and every reference with it.
#[expect(clippy::too_many_lines, reason = "one line for every reference between objects")]
fn renumbered(mut model: Model) -> Model {
    renumber! { model,
        regions Region; zones Zone; accounts Account; vpcs Vpc; subnets Subnet;
        route_tables RouteTable; internet_gateways InternetGateway; nat_gateways NatGateway;
        regional_nat_gateways RegionalNatGateway;
        egress_only_internet_gateways EgressOnlyInternetGateway; vpc_endpoints VpcEndpoint;
        peering_connections PeeringConnection; prefix_lists PrefixList;
        security_groups SecurityGroup; network_acls NetworkAcl;
        network_interfaces NetworkInterface; instances Instance; outposts Outpost;
        local_gateways LocalGateway; local_gateway_route_tables LocalGatewayRouteTable;
        vif_groups VifGroup; vifs Vif; service_link_vifs ServiceLinkVif; coip_pools CoipPool; sites Site; routers Router;
        route_maps RouteMap;
        segments Segment; hosts Host; groups Group; unmodelled Unmodelled;
        transit_gateways TransitGateway; transit_gateway_attachments TransitGatewayAttachment;
        transit_gateway_route_tables TransitGatewayRouteTable;
        virtual_private_gateways VirtualPrivateGateway; vpn_connections VpnConnection;
        direct_connect_connections DirectConnectConnection;
        direct_connect_interfaces DirectConnectInterface;
        direct_connect_gateways DirectConnectGateway;
    }
    let account = |id: &mut Option<AccountId>| *id = id.map(|id| accounts.of(id));
    let destination = |to: &mut Destination| {
        if let Destination::PrefixList(id) = to {
            prefix_lists.set(id);
        }
    };
    for id in model.zones.ids() {
        regions.set(&mut model.zones[id].region);
    }
    for id in model.vpcs.ids() {
        let vpc = &mut model.vpcs[id];
        regions.set(&mut vpc.region);
        account(&mut vpc.account);
        route_tables.set(&mut vpc.main_route_table);
        vpc.internet_gateway = vpc.internet_gateway.map(|id| internet_gateways.of(id));
        vpc.egress_only_internet_gateway =
            vpc.egress_only_internet_gateway.map(|id| egress_only_internet_gateways.of(id));
        vpc.virtual_private_gateway =
            vpc.virtual_private_gateway.map(|id| virtual_private_gateways.of(id));
    }
    for id in model.subnets.ids() {
        let subnet = &mut model.subnets[id];
        vpcs.set(&mut subnet.vpc);
        route_tables.set(&mut subnet.route_table);
        subnet.place = match subnet.place {
            Place::Region(zone) => Place::Region(zone.map(|id| zones.of(id))),
            Place::Outpost(id) => Place::Outpost(outposts.of(id)),
        };
        subnet.network_acl = subnet.network_acl.map(|id| network_acls.of(id));
        subnet.coip_pool_on_launch = subnet.coip_pool_on_launch.map(|id| coip_pools.of(id));
    }
    for id in model.route_tables.ids() {
        let table = &mut model.route_tables[id];
        vpcs.set(&mut table.vpc);
        for route in &mut table.routes {
            destination(&mut route.destination);
            match &mut route.target {
                RouteTarget::Local => {}
                RouteTarget::InternetGateway(id) => internet_gateways.set(id),
                RouteTarget::NatGateway(id) => nat_gateways.set(id),
                RouteTarget::RegionalNatGateway(id) => regional_nat_gateways.set(id),
                RouteTarget::VpcEndpoint(id) => vpc_endpoints.set(id),
                RouteTarget::EgressOnlyInternetGateway(id) => {
                    egress_only_internet_gateways.set(id);
                }
                RouteTarget::LocalGateway(id) => local_gateways.set(id),
                RouteTarget::PeeringConnection(id) => peering_connections.set(id),
                RouteTarget::NetworkInterface(id) => network_interfaces.set(id),
                RouteTarget::Instance(id) => instances.set(id),
                RouteTarget::Unmodelled(id) => unmodelled.set(id),
                RouteTarget::TransitGateway(id) => transit_gateways.set(id),
                RouteTarget::VirtualPrivateGateway(id) => virtual_private_gateways.set(id),
            }
        }
    }
    for id in model.internet_gateways.ids() {
        let gateway = &mut model.internet_gateways[id];
        vpcs.set(&mut gateway.vpc);
        gateway.edge_route_table = gateway.edge_route_table.map(|id| route_tables.of(id));
        for pool in &mut gateway.public_pools {
            route_tables.set(&mut pool.route_table);
        }
    }
    for id in model.egress_only_internet_gateways.ids() {
        vpcs.set(&mut model.egress_only_internet_gateways[id].vpc);
    }
    for id in model.vpc_endpoints.ids() {
        let endpoint = &mut model.vpc_endpoints[id];
        vpcs.set(&mut endpoint.vpc);
        match &mut endpoint.kind {
            VpcEndpointKind::Gateway { prefix_list, .. } => prefix_lists.set(prefix_list),
            VpcEndpointKind::Interface { interfaces } => network_interfaces.set_sorted(interfaces),
            VpcEndpointKind::Inspection { subnet, .. } => subnets.set(subnet),
        }
    }
    for id in model.regional_nat_gateways.ids() {
        let gateway = &mut model.regional_nat_gateways[id];
        vpcs.set(&mut gateway.vpc);
        route_tables.set(&mut gateway.route_table);
        let old = std::mem::take(&mut gateway.zones);
        gateway.zones = old.into_iter().map(|(id, all)| (zones.of(id), all)).collect();
    }
    for id in model.nat_gateways.ids() {
        subnets.set(&mut model.nat_gateways[id].subnet);
    }
    for id in model.peering_connections.ids() {
        vpcs.set_all(&mut model.peering_connections[id].vpcs);
    }
    for id in model.security_groups.ids() {
        let group = &mut model.security_groups[id];
        vpcs.set(&mut group.vpc);
        vpcs.set_sorted(&mut group.further_vpcs);
        for rule in group.inbound.iter_mut().chain(&mut group.outbound) {
            match &mut rule.peer {
                SecurityPeer::Prefix(_) => {}
                SecurityPeer::PrefixList(id) => prefix_lists.set(id),
                SecurityPeer::SecurityGroup(id) => security_groups.set(id),
            }
        }
        group.inbound.sort();
        group.outbound.sort();
    }
    for id in model.network_acls.ids() {
        vpcs.set(&mut model.network_acls[id].vpc);
        model.network_acls[id].inbound.sort();
        model.network_acls[id].outbound.sort();
    }
    for id in model.network_interfaces.ids() {
        let interface = &mut model.network_interfaces[id];
        subnets.set(&mut interface.subnet);
        interface.instance = interface.instance.map(|id| instances.of(id));
        security_groups.set_sorted(&mut interface.security_groups);
    }
    for id in model.instances.ids() {
        network_interfaces.set_all(&mut model.instances[id].interfaces);
        if let Some(appliance) = &mut model.instances[id].forwards {
            appliance
                .routes
                .iter_mut()
                .for_each(|route| network_interfaces.set(&mut route.interface));
            appliance.routes.sort_unstable();
            appliance.destination_nat.sort_unstable();
        }
    }
    for id in model.outposts.ids() {
        let outpost = &mut model.outposts[id];
        zones.set(&mut outpost.zone);
        account(&mut outpost.account);
        outpost.site = outpost.site.map(|id| sites.of(id));
        outpost.local_gateway = outpost.local_gateway.map(|id| local_gateways.of(id));
    }
    for id in model.local_gateways.ids() {
        outposts.set(&mut model.local_gateways[id].outpost);
    }
    for id in model.vif_groups.ids() {
        local_gateways.set(&mut model.vif_groups[id].local_gateway);
        vifs.set_sorted(&mut model.vif_groups[id].vifs);
    }
    for id in model.service_link_vifs.ids() {
        outposts.set(&mut model.service_link_vifs[id].outpost);
        let router = &mut model.service_link_vifs[id].router;
        *router = router.map(|id| routers.of(id));
    }
    for id in model.vifs.ids() {
        vif_groups.set(&mut model.vifs[id].group);
        model.vifs[id].router = model.vifs[id].router.map(|id| routers.of(id));
    }
    for id in model.coip_pools.ids() {
        local_gateway_route_tables.set(&mut model.coip_pools[id].table);
        accounts.set_sorted(&mut model.coip_pools[id].shared_with);
    }
    for id in model.local_gateway_route_tables.ids() {
        let table = &mut model.local_gateway_route_tables[id];
        local_gateways.set(&mut table.local_gateway);
        if let Some(association) = &mut table.vif_group {
            vif_groups.set(&mut association.group);
        }
        table.vpcs.iter_mut().for_each(|association| vpcs.set(&mut association.vpc));
        table.vpcs.sort_by_key(|association| association.vpc);
        coip_pools.set_sorted(&mut table.coip_pools);
        accounts.set_sorted(&mut table.shared_with);
        for route in &mut table.routes {
            destination(&mut route.destination);
            match &mut route.target {
                LocalGatewayRouteTarget::VifGroup(id) => vif_groups.set(id),
                LocalGatewayRouteTarget::NetworkInterface(id) => network_interfaces.set(id),
            }
        }
    }
    for id in model.segments.ids() {
        sites.set(&mut model.segments[id].site);
        routers.set_sorted(&mut model.segments[id].next_hops);
    }
    for id in model.hosts.ids() {
        let host = &mut model.hosts[id];
        sites.set(&mut host.site);
        segments.set(&mut host.segment);
        routers.set_sorted(&mut host.next_hops);
        host.instance = host.instance.map(|id| instances.of(id));
    }
    for id in model.routers.ids() {
        let router = &mut model.routers[id];
        router.vrf_of = router.vrf_of.map(|id| routers.of(id));
        sites.set(&mut router.site);
        router.interfaces.iter_mut().for_each(|interface| segments.set(&mut interface.segment));
        for route in &mut router.routes {
            match &mut route.next_hop {
                NextHop::Router(id) => routers.set(id),
                NextHop::Vpn(id) => vpn_connections.set(id),
                NextHop::Address(_) | NextHop::Internet | NextHop::Discard => {}
            }
        }
    }
    for id in model.transit_gateways.ids() {
        regions.set(&mut model.transit_gateways[id].region);
        account(&mut model.transit_gateways[id].account);
    }
    for id in model.transit_gateway_attachments.ids() {
        let attachment = &mut model.transit_gateway_attachments[id];
        transit_gateways.set(&mut attachment.transit_gateway);
        attachment.route_table =
            attachment.route_table.map(|id| transit_gateway_route_tables.of(id));
        transit_gateway_route_tables.set_sorted(&mut attachment.propagates_to);
        match &mut attachment.resource {
            AttachmentResource::Vpc { vpc, subnets: own } => {
                vpcs.set(vpc);
                subnets.set_sorted(own);
            }
            AttachmentResource::Vpn(id) => vpn_connections.set(id),
            AttachmentResource::DirectConnectGateway { gateway, .. } => {
                direct_connect_gateways.set(gateway);
            }
            AttachmentResource::Peering(peer) => {
                *peer = peer.map(|id| transit_gateway_attachments.of(id));
            }
            AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator
            | AttachmentResource::NetworkFunction => {}
        }
    }
    for id in model.transit_gateway_route_tables.ids() {
        let table = &mut model.transit_gateway_route_tables[id];
        transit_gateways.set(&mut table.transit_gateway);
        for route in &mut table.routes {
            destination(&mut route.destination);
            match &mut route.target {
                TransitGatewayRouteTarget::Attachment(id) => transit_gateway_attachments.set(id),
                TransitGatewayRouteTarget::Blackhole => {}
            }
        }
    }
    for id in model.virtual_private_gateways.ids() {
        let gateway = &mut model.virtual_private_gateways[id];
        vpcs.set(&mut gateway.vpc);
        gateway.edge_route_table = gateway.edge_route_table.map(|id| route_tables.of(id));
    }
    for id in model.vpn_connections.ids() {
        let vpn = &mut model.vpn_connections[id];
        vpn.gateway = vpn.gateway.map(|id| virtual_private_gateways.of(id));
        vpn.router = vpn.router.map(|id| routers.of(id));
    }
    for id in model.direct_connect_interfaces.ids() {
        let interface = &mut model.direct_connect_interfaces[id];
        direct_connect_connections.set(&mut interface.connection);
        interface.router = interface.router.map(|id| routers.of(id));
        match &mut interface.end {
            DirectConnectEnd::VirtualPrivateGateway(id) => virtual_private_gateways.set(id),
            DirectConnectEnd::DirectConnectGateway(id) => direct_connect_gateways.set(id),
            DirectConnectEnd::Public => {}
        }
    }
    for id in model.direct_connect_gateways.ids() {
        let gateway = &mut model.direct_connect_gateways[id];
        gateway
            .associations
            .iter_mut()
            .for_each(|one| virtual_private_gateways.set(&mut one.gateway));
        gateway.associations.sort_by_key(|one| one.gateway);
    }
    model
}
