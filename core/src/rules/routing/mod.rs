//! Routes of VPC route tables, and what stands where.

mod beaten;
mod op2005_missing_mirror_route;
mod op2006_peering_between_outposts;
mod op2007_transit_gateway_within_an_outpost;
mod op2008_ambiguous_prefix_lists;
mod op2009_gateway_endpoint_before_local_gateway;
mod op2010_private_source_to_the_internet;
mod op2011_fragmented_packets;
mod op2012_ipv6_route_from_outpost;
mod op2013_load_balancer_in_several_subnets;
mod op2015_blackhole_route;
mod op2016_transit_gateway_out_of_zone;
mod op2017_shadowed_route;
mod op2018_propagated_route_without_effect;
mod op2019_destination_outside_the_peer;
mod op2020_reply_to_the_wrong_vpc;
mod op2021_edge_route_asymmetry;
mod op2022_unused_object;
mod op2023_nat_gateway_without_way_out;
mod op2024_ipv6_over_an_ipv4_attachment;
mod op2025_routing_loop;
mod target;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::SPECIFIC_ROUTE, page!("op2001_slice_of_a_subnet.md")),
    &judged(code::LOCAL_GATEWAY_ROUTE_INSIDE, page!("op2002_local_gateway_route_inside_vpc.md")),
    &judged(code::NAT_ON_OUTPOST, page!("op2003_nat_gateway_on_outpost.md")),
    &judged(code::LOAD_BALANCER_ON_OUTPOST, page!("op2004_load_balancer_on_outpost.md")),
    &op2005_missing_mirror_route::RULE,
    &op2006_peering_between_outposts::RULE,
    &op2007_transit_gateway_within_an_outpost::RULE,
    &op2008_ambiguous_prefix_lists::RULE,
    &op2009_gateway_endpoint_before_local_gateway::RULE,
    &op2010_private_source_to_the_internet::RULE,
    &op2011_fragmented_packets::RULE,
    &op2012_ipv6_route_from_outpost::RULE,
    &op2013_load_balancer_in_several_subnets::RULE,
    &op2015_blackhole_route::RULE,
    &op2016_transit_gateway_out_of_zone::RULE,
    &op2017_shadowed_route::RULE,
    &op2018_propagated_route_without_effect::RULE,
    &op2019_destination_outside_the_peer::RULE,
    &op2020_reply_to_the_wrong_vpc::RULE,
    &op2021_edge_route_asymmetry::RULE,
    &op2022_unused_object::RULE,
    &op2023_nat_gateway_without_way_out::RULE,
    &op2024_ipv6_over_an_ipv4_attachment::RULE,
    &op2025_routing_loop::RULE,
    &judged(code::RESERVED_DESTINATION, page!("op2030_reserved_destination.md")),
    &judged(code::LOCAL_TARGET, page!("op2031_local_target_elsewhere.md")),
    &judged(code::DESTINATION_TWICE, page!("op2032_destination_twice.md")),
    &judged(code::SELF_PEERING, page!("op2033_peering_with_itself.md")),
    &judged(code::OUTPOST_IN_OTHER_REGION, page!("op2034_outpost_in_another_region.md")),
    &judged(code::GATEWAY_TABLE, page!("op2035_gateway_route_table.md")),
    &judged(code::TARGET_INSIDE, page!("op2036_target_inside_vpc.md")),
    &judged(code::INSTANCE_TARGET, page!("op2037_instance_with_several_interfaces.md")),
    &judged(code::IPV4_TO_EGRESS_ONLY, page!("op2038_ipv4_to_egress_only_gateway.md")),
    &judged(code::ENDPOINT_DESTINATION, page!("op2039_endpoint_route_without_its_list.md")),
    &judged(code::TWO_SUBNETS_IN_ZONE, page!("op2040_attachment_subnets_in_one_zone.md")),
    &judged(code::ATTACHMENT_IPV6_ONLY, page!("op2041_attachment_in_ipv6_only_subnet.md")),
    &judged(code::ATTACHMENT_ON_OUTPOST, page!("op2042_attachment_on_outpost.md")),
    &judged(code::PEERING_PROPAGATES, page!("op2043_peering_propagates.md")),
    &judged(code::ATTACHED_TWICE, page!("op2044_vpc_attached_twice.md")),
    &judged(code::ATTACHED_ELSEWHERE, page!("op2045_vpc_in_another_region.md")),
    &judged(code::PEERED_TWICE, page!("op2046_vpcs_peered_twice.md")),
    &judged(code::VPN_ENDS, page!("op2047_vpn_with_two_ends.md")),
    &judged(code::DIRECT_CONNECT_END, page!("op2048_direct_connect_end.md")),
    &judged(code::DIRECT_CONNECT_MIXED, page!("op2049_mixed_direct_connect_gateway.md")),
    &judged(code::DIRECT_CONNECT_ASSOCIATION, page!("op2050_direct_connect_association.md")),
    &judged(code::DIRECT_CONNECT_MTU, page!("op2051_direct_connect_mtu.md")),
];
