//! Addresses and prefixes that must not meet.

mod op1002_subnet_overlaps_site_range;
mod op1003_site_range_inside_vpc;
mod op1004_overlaps_service_link;
mod op1005_unusable_s3_endpoint;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::OVERLAPPING_ASSOCIATIONS, page!("op1001_overlapping_associations.md")),
    &op1002_subnet_overlaps_site_range::RULE,
    &op1003_site_range_inside_vpc::RULE,
    &op1004_overlaps_service_link::RULE,
    &op1005_unusable_s3_endpoint::RULE,
    &judged(code::PREFIX_SIZE, page!("op1020_prefix_size.md")),
    &judged(code::SUBNET_OUTSIDE_VPC, page!("op1021_subnet_outside_vpc.md")),
    &judged(code::OVERLAPPING_SUBNETS, page!("op1022_overlapping_subnets.md")),
    &judged(code::OVERLAPPING_CIDRS, page!("op1023_overlapping_cidrs.md")),
    &judged(code::ADDRESS_OUTSIDE_SUBNET, page!("op1024_address_outside_subnet.md")),
    &judged(code::RESERVED_ADDRESS, page!("op1025_reserved_address.md")),
    &judged(code::ADDRESS_TWICE, page!("op1026_address_given_twice.md")),
    &judged(code::PUBLIC_ADDRESS_TWICE, page!("op1027_public_address_given_twice.md")),
    &judged(code::OVERLAPPING_PEERS, page!("op1028_overlapping_peers.md")),
];
