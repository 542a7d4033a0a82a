//! Routes of VPC route tables, and what stands where.

mod op2005_missing_mirror_route;
mod op2006_peering_between_outposts;
mod op2007_transit_gateway_within_an_outpost;
mod op2008_ambiguous_prefix_lists;
mod op2009_gateway_endpoint_before_local_gateway;
mod op2010_private_source_to_the_internet;

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
];
