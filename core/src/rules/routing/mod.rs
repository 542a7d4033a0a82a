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
mod target;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::SPECIFIC_ROUTE, include_str!("op2001_slice_of_a_subnet.md")),
    &judged(code::LOCAL_GATEWAY_ROUTE_INSIDE, include_str!("op2002_local_gateway_route_inside_vpc.md")),
    &judged(code::NAT_ON_OUTPOST, include_str!("op2003_nat_gateway_on_outpost.md")),
    &judged(code::LOAD_BALANCER_ON_OUTPOST, include_str!("op2004_load_balancer_on_outpost.md")),
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
];
