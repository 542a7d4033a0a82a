//! Addresses and prefixes that must not meet.

pub(super) mod op1002_subnet_overlaps_site_range;
pub(super) mod op1003_site_range_inside_vpc;
pub(super) mod op1004_overlaps_service_link;
