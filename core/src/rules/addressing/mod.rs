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
    &judged(code::OVERLAPPING_ASSOCIATIONS, include_str!("op1001_overlapping_associations.md")),
    &op1002_subnet_overlaps_site_range::RULE,
    &op1003_site_range_inside_vpc::RULE,
    &op1004_overlaps_service_link::RULE,
    &op1005_unusable_s3_endpoint::RULE,
];
