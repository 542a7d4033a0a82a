//! How often a wild model says what.

use outpath_core::model::{
    AssociationState, Mode, NatGatewayState, PeeringState, RouteOrigin, Service, VifGroupState,
    VifState,
};
use proptest::{
    bool::weighted, collection::vec, option, prelude::*, sample::select, strategy::Union,
};

use super::{
    Pick,
    endpoint::endpoints,
    filters::filters,
    gateways::gateways,
    private::private,
    raise::raise,
    spec::{
        CloudSpec, Doubts, EdgeSpec, ForwardSpec, GatewayRouteSpec, GatewayTableSpec, GroupSpec,
        Hop, HostSpec, InstanceSpec, InterfaceSpec, Kind, NatSpec, OutpostSpec, PeeringSpec,
        PortSpec, PremisesSpec, RouteSpec, RouterRouteSpec, RouterSpec, SegmentSpec, Spec,
        SubnetSpec, To, VifSpec, VpcSpec,
    },
    transit::transit,
};
use crate::print::Printed;

/// Any network, mostly broken.
pub fn estate() -> impl Strategy<Value = Printed> {
    spec().prop_map(|spec| Printed(raise(&spec)))
}

fn spec() -> impl Strategy<Value = Spec> {
    let whole = (
        cloud(),
        filters(),
        gateways(),
        edge(),
        premises(),
        transit(),
        private(),
        endpoints(),
        doubts(),
    );
    whole.prop_map(
        |(cloud, filters, gateways, edge, premises, transit, private, endpoints, doubts)| Spec {
            cloud,
            filters,
            gateways,
            edge,
            premises,
            transit,
            private,
            endpoints,
            doubts,
        },
    )
}

prop_compose! {
    fn cloud()(
        vpcs in vec(vpc(), 1..=3),
        outposts in vec(outpost(), 1..=3),
        tables in vec(any::<Pick>(), 0..=5),
        subnets in vec(subnet(), 1..=8),
        nat_gateways in vec(nat(), 0..=2),
        peerings in vec(peering(), 0..=2),
        prefix_lists in vec(vec(0..=6_u8, 1..=3), 0..=3),
        instances in vec(instance(), 1..=8),
        interfaces in vec(interface(), 0..=3),
        routes in vec(route(), 0..=24),
    ) -> CloudSpec {
        CloudSpec {
            vpcs, outposts, tables, subnets, nat_gateways, peerings, prefix_lists, instances,
            interfaces, routes,
        }
    }
}

prop_compose! {
    fn edge()(
        groups in vec(group(), 1..=4),
        gateway_tables in vec(gateway_table(), 1..=4),
        gateway_routes in vec(gateway_route(), 0..=8),
        vifs in vec(vif(), 0..=8),
    ) -> EdgeSpec {
        EdgeSpec { groups, gateway_tables, gateway_routes, vifs }
    }
}

prop_compose! {
    fn premises()(
        second_site in weighted(0.3),
        segments in vec(segment(), 1..=3),
        routers in vec(router(), 0..=4),
        router_routes in vec(router_route(), 0..=8),
        hosts in vec((any::<Pick>(), vec(any::<Pick>(), 0..=1)), 0..=3),
    ) -> PremisesSpec {
        let hosts = hosts.into_iter();
        let hosts = hosts.map(|(segment, next_hops)| HostSpec { segment, next_hops }).collect();
        PremisesSpec { second_site, segments, routers, router_routes, hosts }
    }
}

prop_compose! {
    pub(super) fn doubts()(
        no_hairpin in weighted(0.1),
        fall_back in weighted(0.1),
        no_surprise in weighted(0.1),
        incomplete in option::weighted(0.05, any::<u16>()),
    ) -> Doubts {
        Doubts { no_hairpin, fall_back, no_surprise, incomplete }
    }
}

/// Mostly the first value, else one of the others.
pub(super) fn mostly<T: std::fmt::Debug + Clone + 'static>(
    usual: T,
    weight: u32,
    others: Vec<T>,
) -> impl Strategy<Value = T> {
    Union::new_weighted(vec![(weight, Just(usual).boxed()), (1, select(others).boxed())])
}

fn association() -> impl Strategy<Value = AssociationState> {
    use AssociationState::{Associated, Associating, Disassociated, Disassociating};
    mostly(Associated, 9, vec![Associating, Disassociating, Disassociated])
}

pub(super) fn to() -> impl Strategy<Value = To> {
    prop_oneof![
        4 => Just(To::Anywhere),
        9 => any::<Pick>().prop_map(To::Prefix),
        3 => any::<Pick>().prop_map(To::List),
        2 => Just(To::AnywhereIpv6),
    ]
}

prop_compose! {
    fn vpc()(
        overlaps in weighted(0.25),
        second_prefix in weighted(0.1),
        other_region in weighted(0.1),
        internet_gateway in option::weighted(0.6, weighted(0.9)),
    ) -> VpcSpec {
        VpcSpec { overlaps, second_prefix, other_region, internet_gateway }
    }
}

prop_compose! {
    fn outpost()(
        second_generation in any::<bool>(),
        server in weighted(0.2),
        link_down in weighted(0.15),
    ) -> OutpostSpec {
        OutpostSpec { second_generation, server, link_down }
    }
}

prop_compose! {
    fn subnet()(
        vpc in any::<Pick>(),
        place in any::<Pick>(),
        table in any::<Pick>(),
        clashes in weighted(0.05),
        ipv6 in weighted(0.25),
        acl in option::weighted(0.3, any::<Pick>()),
    ) -> SubnetSpec {
        SubnetSpec { vpc, place, table, clashes, ipv6, acl }
    }
}

prop_compose! {
    pub(super) fn nat()(
        subnet in any::<Pick>(),
        private in weighted(0.3),
        state in mostly(NatGatewayState::Available, 9, vec![
            NatGatewayState::Pending,
            NatGatewayState::Failed,
            NatGatewayState::Deleting,
            NatGatewayState::Deleted,
        ]),
    ) -> NatSpec {
        NatSpec { subnet, private, state }
    }
}

prop_compose! {
    pub(super) fn peering()(
        ends in any::<[Pick; 2]>(),
        state in mostly(PeeringState::Active, 6, vec![
            PeeringState::InitiatingRequest,
            PeeringState::Failed,
            PeeringState::PendingAcceptance,
            PeeringState::Expired,
            PeeringState::Rejected,
            PeeringState::Provisioning,
            PeeringState::Deleting,
            PeeringState::Deleted,
        ]),
    ) -> PeeringSpec {
        PeeringSpec { ends, state }
    }
}

prop_compose! {
    fn port()(
        subnet in any::<Pick>(),
        public in weighted(0.35),
        coip in option::weighted(0.7, any::<Pick>()),
        check_off in weighted(0.15),
        security_groups in prop_oneof![3 => vec(any::<Pick>(), 0..=0), 2 => vec(any::<Pick>(), 1..=2)],
    ) -> PortSpec {
        PortSpec { subnet, public, coip, check_off, security_groups }
    }
}

prop_compose! {
    pub(super) fn instance()(
        port in port(),
        stopped in weighted(0.05),
        forwards in option::weighted(0.25, forwards()),
    ) -> InstanceSpec {
        InstanceSpec { port, stopped, forwards }
    }
}

prop_compose! {
    fn forwards()(
        routes in vec((to(), any::<Pick>()), 0..=2),
        source_nat in weighted(0.3),
        stateful in weighted(0.3),
        destination_nat in option::weighted(0.3, any::<(Pick, Pick)>()),
        checked in weighted(0.1),
    ) -> ForwardSpec {
        ForwardSpec { routes, source_nat, stateful, destination_nat, checked }
    }
}

prop_compose! {
    fn interface()(
        port in port(),
        instance in option::weighted(0.6, any::<Pick>()),
        unmanaged in weighted(0.2),
        service in option::weighted(0.5, service()),
        attached in weighted(0.3),
    ) -> InterfaceSpec {
        InterfaceSpec { port, instance, unmanaged, service, attached }
    }
}

fn service() -> impl Strategy<Value = Service> {
    prop_oneof![
        Just(Service::Rds),
        Just(Service::S3Outposts),
        Just(Service::LoadBalancer),
        Just(Service::ElastiCache),
        Just(Service::InterfaceEndpoint),
        Just(Service::Other),
    ]
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        8 => Just(Kind::LocalGateway),
        4 => Just(Kind::InternetGateway),
        3 => Just(Kind::Nat),
        2 => Just(Kind::EgressOnly),
        4 => Just(Kind::Peering),
        3 => Just(Kind::Interface),
        6 => Just(Kind::Transit),
        4 => Just(Kind::Private),
        3 => Just(Kind::Inspection),
        2 => Just(Kind::Instance),
        1 => Just(Kind::Local),
        1 => Just(Kind::Unmodelled),
    ]
}

prop_compose! {
    pub(super) fn route()(
        table in any::<Pick>(),
        to in to(),
        kind in kind(),
        target in any::<Pick>(),
        origin in mostly(RouteOrigin::Static, 8, vec![
            RouteOrigin::DirectConnect,
            RouteOrigin::VpnStatic,
            RouteOrigin::VpnBgp,
            RouteOrigin::RouteServer,
        ]),
        blackhole in weighted(0.05),
    ) -> RouteSpec {
        RouteSpec { table, to, kind, target, origin, blackhole }
    }
}

prop_compose! {
    fn group()(
        gateway in any::<Pick>(),
        state in mostly(VifGroupState::Available, 9, vec![
            VifGroupState::Pending,
            VifGroupState::Incomplete,
            VifGroupState::Deleting,
            VifGroupState::Deleted,
        ]),
    ) -> GroupSpec {
        GroupSpec { gateway, state }
    }
}

prop_compose! {
    fn vif()(
        group in any::<Pick>(),
        router in option::weighted(0.93, any::<Pick>()),
        state in mostly(VifState::Available, 9, vec![
            VifState::Pending,
            VifState::Deleting,
            VifState::Deleted,
        ]),
        down in weighted(0.1),
        peer_address in option::weighted(0.3, weighted(0.9)),
        peer_asn in option::weighted(0.3, weighted(0.9)),
        vlan in option::weighted(0.3, weighted(0.9)),
    ) -> VifSpec {
        VifSpec { group, router, state, down, peer_address, peer_asn, vlan }
    }
}

prop_compose! {
    fn gateway_table()(
        gateway in any::<Pick>(),
        mode in prop_oneof![
            12 => Just(Some(Mode::DirectVpcRouting)),
            8 => Just(Some(Mode::Coip)),
            1 => Just(None),
        ],
        group in option::weighted(0.95, (any::<Pick>(), association())),
        vpcs in vec((any::<Pick>(), association()), 0..=2),
        few_vpcs in weighted(0.3),
        no_default in weighted(0.15),
    ) -> GatewayTableSpec {
        GatewayTableSpec { gateway, mode, group, vpcs, few_vpcs, no_default }
    }
}

prop_compose! {
    fn gateway_route()(
        table in any::<Pick>(),
        to in to(),
        interface in option::weighted(0.2, any::<Pick>()),
        group in any::<Pick>(),
    ) -> GatewayRouteSpec {
        GatewayRouteSpec { table, to, interface, group }
    }
}

prop_compose! {
    fn segment()(site in any::<Pick>(), next_hops in vec(any::<Pick>(), 0..=2)) -> SegmentSpec {
        SegmentSpec { site, next_hops }
    }
}

prop_compose! {
    fn router()(
        site in any::<Pick>(),
        segments in vec(any::<Pick>(), 1..=3),
        announce in vec(to(), 0..=3),
        translates in option::weighted(0.5, any::<(Pick, bool)>()),
        firewall in weighted(0.03),
    ) -> RouterSpec {
        RouterSpec { site, segments, announce, translates, firewall }
    }
}

prop_compose! {
    pub(super) fn router_route()(
        router in any::<Pick>(),
        to in to(),
        hop in prop_oneof![
            3 => Just(Hop::Internet),
            4 => Just(Hop::Address),
            2 => Just(Hop::Router),
            2 => Just(Hop::Vpn),
            1 => Just(Hop::Discard),
        ],
        pick in any::<Pick>(),
    ) -> RouterRouteSpec {
        RouterRouteSpec { router, to, hop, pick }
    }
}
