//! The service link and its anchors.

pub(super) mod op5001_service_link_without_anchors;
pub(super) mod op5002_unfit_anchor_vpc;
pub(super) mod op5003_vlan_of_the_service_link;
pub(super) mod op5004_many_prefixes_to_the_anchors;
