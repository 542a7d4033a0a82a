//! Every rule, in the order of the codes.

use super::{Check, Rule, addressing, coip, local_gateway, resilience, routing, service_link};
use crate::diagnostic::{Code, code};

/// Every rule, in the order of the codes.
pub const ALL: &[&Rule] = &[
    &judged(
        code::OVERLAPPING_ASSOCIATIONS,
        include_str!("addressing/op1001_overlapping_associations.md"),
    ),
    &addressing::op1002_subnet_overlaps_site_range::RULE,
    &addressing::op1003_site_range_inside_vpc::RULE,
    &addressing::op1004_overlaps_service_link::RULE,
    &judged(code::SPECIFIC_ROUTE, include_str!("routing/op2001_slice_of_a_subnet.md")),
    &judged(
        code::LOCAL_GATEWAY_ROUTE_INSIDE,
        include_str!("routing/op2002_local_gateway_route_inside_vpc.md"),
    ),
    &judged(code::NAT_ON_OUTPOST, include_str!("routing/op2003_nat_gateway_on_outpost.md")),
    &judged(
        code::LOAD_BALANCER_ON_OUTPOST,
        include_str!("routing/op2004_load_balancer_on_outpost.md"),
    ),
    &routing::op2005_missing_mirror_route::RULE,
    &routing::op2006_peering_between_outposts::RULE,
    &routing::op2007_transit_gateway_within_an_outpost::RULE,
    &routing::op2008_ambiguous_prefix_lists::RULE,
    &routing::op2009_gateway_endpoint_before_local_gateway::RULE,
    &routing::op2010_private_source_to_the_internet::RULE,
    &local_gateway::op3001_route_to_unassociated_gateway::RULE,
    &judged(
        code::LOCAL_GATEWAY_ROUTE_IN_MAIN,
        include_str!("local_gateway/op3002_local_gateway_route_in_main_table.md"),
    ),
    &judged(
        code::LOCAL_GATEWAY_ROUTE_SHARED,
        include_str!("local_gateway/op3003_local_gateway_route_in_shared_table.md"),
    ),
    &judged(
        code::TWO_ASSOCIATIONS,
        include_str!("local_gateway/op3004_two_associations_on_one_outpost.md"),
    ),
    &judged(
        code::GROUP_IN_TWO_TABLES,
        include_str!("local_gateway/op3005_vif_group_in_two_tables.md"),
    ),
    &local_gateway::op3006_too_many_routing_domains::RULE,
    &judged(
        code::LOCAL_GATEWAY_ON_SERVER,
        include_str!("local_gateway/op3007_local_gateway_on_server.md"),
    ),
    &judged(
        code::LNI_ELSEWHERE,
        include_str!("local_gateway/op3008_local_network_interface_elsewhere.md"),
    ),
    &judged(
        code::IPV6_TO_LOCAL_GATEWAY,
        include_str!("local_gateway/op3009_ipv6_to_local_gateway.md"),
    ),
    &judged(
        code::IPV6_LIST_TO_LOCAL_GATEWAY,
        include_str!("local_gateway/op3010_ipv6_list_to_local_gateway.md"),
    ),
    &judged(
        code::VIF_OVERLAP,
        include_str!("local_gateway/op3011_overlapping_virtual_interfaces.md"),
    ),
    &judged(code::PEER_OFF_LINK, include_str!("local_gateway/op3012_peer_off_link.md")),
    &local_gateway::op3013_table_without_way_out::RULE,
    &local_gateway::op3014_foreign_local_gateway::RULE,
    &local_gateway::op3015_unusable_interface_target::RULE,
    &local_gateway::op3016_too_many_interface_routes::RULE,
    &local_gateway::op3017_dropping_interface_target::RULE,
    &local_gateway::op3018_appliance_beside_its_hosts::RULE,
    &local_gateway::op3019_one_way_inspection::RULE,
    &local_gateway::op3020_forwarding_interface_with_check::RULE,
    &local_gateway::op3021_interfaces_across_accounts::RULE,
    &local_gateway::op3022_inspection_loop::RULE,
    &local_gateway::op3023_incomplete_vif_group::RULE,
    &judged(code::POOL_ON_DIRECT_TABLE, include_str!("coip/op4001_coip_pool_on_direct_table.md")),
    &judged(code::COIP_OUTSIDE_POOLS, include_str!("coip/op4002_coip_outside_pools.md")),
    &judged(code::COIP_TWICE, include_str!("coip/op4003_coip_given_twice.md")),
    &judged(code::COIP_IN_REGION, include_str!("coip/op4004_coip_in_region.md")),
    &judged(code::COIP_BLOCK_TOO_SMALL, include_str!("coip/op4005_coip_block_too_small.md")),
    &judged(code::COIP_OVERLAPS_VPC, include_str!("coip/op4006_coip_overlaps_vpc.md")),
    &coip::op4007_coip_pool_in_use_at_site::RULE,
    &coip::op4008_instance_without_coip::RULE,
    &coip::op4009_coip_without_way_back::RULE,
    &coip::op4010_private_address_of_coip_instance::RULE,
    &service_link::op5001_service_link_without_anchors::RULE,
    &service_link::op5002_unfit_anchor_vpc::RULE,
    &service_link::op5003_vlan_of_the_service_link::RULE,
    &service_link::op5004_many_prefixes_to_the_anchors::RULE,
    &judged(code::OUTPOST_ASN, include_str!("bgp/op6001_public_outpost_asn.md")),
    &judged(
        code::GROUP_REFERENCE,
        include_str!("filtering/op7001_group_reference_without_effect.md"),
    ),
    &resilience::op8001_single_uplink::RULE,
];

/// Returns a rule that is judged while the model is made.
const fn judged(code: &'static Code, docs: &'static str) -> Rule {
    Rule { code, docs, check: Check::Judged }
}
