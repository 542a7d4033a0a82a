//! Customer-owned addresses and their pools.

pub(super) mod op4007_coip_pool_in_use_at_site;
pub(super) mod op4008_instance_without_coip;
pub(super) mod op4009_coip_without_way_back;
pub(super) mod op4010_private_address_of_coip_instance;
