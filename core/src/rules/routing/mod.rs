//! Routes of VPC route tables, and what stands where.

pub(super) mod op2005_missing_mirror_route;
pub(super) mod op2006_peering_between_outposts;
pub(super) mod op2007_transit_gateway_within_an_outpost;
pub(super) mod op2008_ambiguous_prefix_lists;
pub(super) mod op2009_gateway_endpoint_before_local_gateway;
pub(super) mod op2010_private_source_to_the_internet;
