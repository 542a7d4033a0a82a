//! Networks of VPCs that transit gateways and private links join, with few other troubles than those.

use proptest::{bool::weighted, collection::vec, option, prelude::*};

use super::{
    Pick,
    endpoint::endpoints,
    filters::filters,
    gateways::gateways,
    private::private,
    raise::raise,
    spec::{
        CloudSpec, EdgeSpec, HostSpec, InstanceSpec, OutpostSpec, PortSpec, PremisesSpec,
        RouteSpec, RouterSpec, SegmentSpec, Spec, SubnetSpec, To, VpcSpec,
    },
    transit::transit,
    wild::{doubts, instance, nat, peering, route, router_route},
};
use crate::print::Printed;

/// A network in which it is mostly the joints that decide.
pub fn joined_estate() -> impl Strategy<Value = Printed> {
    let quiet = prop_oneof![3 => filters_none(), 1 => filters()];
    let whole =
        (cloud(), quiet, gateways(), premises(), transit(), private(), endpoints(), doubts());
    whole.prop_map(|(cloud, filters, gateways, premises, transit, private, endpoints, doubts)| {
        let edge = EdgeSpec {
            groups: Vec::new(),
            gateway_tables: Vec::new(),
            gateway_routes: Vec::new(),
            vifs: Vec::new(),
        };
        let spec =
            Spec { cloud, filters, gateways, edge, premises, transit, private, endpoints, doubts };
        Printed(raise(&spec))
    })
}

fn filters_none() -> impl Strategy<Value = super::filters::FilterSpec> {
    Just(super::filters::FilterSpec::default())
}

prop_compose! {
    fn cloud()(
        vpcs in vec(vpc(), 2..=3),
        outposts in vec(Just(OutpostSpec { second_generation: false, server: false, link_down: false }), 1),
        tables in vec(any::<Pick>(), 0..=2),
        subnets in vec(subnet(), 3..=7),
        nat_gateways in vec(nat(), 0..=1),
        peerings in vec(peering(), 0..=1),
        instances in vec(plain_instance(), 3..=7),
        routes in vec(route(), 0..=5),
    ) -> CloudSpec {
        CloudSpec {
            vpcs, outposts, tables, subnets, nat_gateways, peerings,
            prefix_lists: vec![vec![0, 1]], instances, interfaces: Vec::new(), routes: plain(routes),
        }
    }
}

fn plain(routes: Vec<RouteSpec>) -> Vec<RouteSpec> {
    routes.into_iter().map(|route| RouteSpec { blackhole: false, ..route }).collect()
}

prop_compose! {
    fn vpc()(overlaps in weighted(0.05), second_prefix in weighted(0.1), internet_gateway in option::weighted(0.6, Just(true))) -> VpcSpec {
        VpcSpec { overlaps, second_prefix, other_region: false, internet_gateway }
    }
}

prop_compose! {
    fn subnet()(
        vpc in any::<Pick>(),
        rack in weighted(0.2),
        table in any::<Pick>(),
        ipv6 in weighted(0.3),
    ) -> SubnetSpec {
        SubnetSpec { vpc, place: Pick::from(rack), table, clashes: false, ipv6, acl: None }
    }
}

prop_compose! {
    fn plain_instance()(one in instance(), subnet in any::<Pick>()) -> InstanceSpec {
        let port = PortSpec { subnet, ..one.port };
        InstanceSpec { port, stopped: false, forwards: one.forwards }
    }
}

prop_compose! {
    fn premises()(
        count in 1..=3_u8,
        own in vec(vec(super::wild::to(), 0..=1), 3),
        router_routes in vec(router_route(), 0..=2),
        next_hop in any::<Pick>(),
    ) -> PremisesSpec {
        let routers = own.into_iter().take(usize::from(count)).map(|mut announce| {
            // What is on the LAN is what the others need.
            announce.push(To::Lan);
            RouterSpec { site: 0, segments: vec![0], announce, translates: None, firewall: false }
        });
        PremisesSpec {
            second_site: false,
            segments: vec![SegmentSpec { site: 0, next_hops: vec![next_hop] }],
            routers: routers.collect(),
            router_routes,
            hosts: vec![HostSpec { segment: 0, next_hops: Vec::new() }],
        }
    }
}
