//! Customer-owned addresses and their pools.

mod op4007_coip_pool_in_use_at_site;
mod op4008_instance_without_coip;
mod op4009_coip_without_way_back;
mod op4010_private_address_of_coip_instance;
mod op4011_standby_without_coip;
mod op4012_standby_out_of_reach;
mod op4015_pool_not_shared;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::POOL_ON_DIRECT_TABLE, page!("op4001_coip_pool_on_direct_table.md")),
    &judged(code::COIP_OUTSIDE_POOLS, page!("op4002_coip_outside_pools.md")),
    &judged(code::COIP_TWICE, page!("op4003_coip_given_twice.md")),
    &judged(code::COIP_IN_REGION, page!("op4004_coip_in_region.md")),
    &judged(code::COIP_BLOCK_TOO_SMALL, page!("op4005_coip_block_too_small.md")),
    &judged(code::COIP_OVERLAPS_VPC, page!("op4006_coip_overlaps_vpc.md")),
    &op4007_coip_pool_in_use_at_site::RULE,
    &op4008_instance_without_coip::RULE,
    &op4009_coip_without_way_back::RULE,
    &op4010_private_address_of_coip_instance::RULE,
    &op4011_standby_without_coip::RULE,
    &op4012_standby_out_of_reach::RULE,
    &op4015_pool_not_shared::RULE,
];
