//! The service link and its anchors.

mod lag;
mod op5001_service_link_without_anchors;
mod op5002_unfit_anchor_vpc;
mod op5003_vlan_of_the_service_link;
mod op5004_many_prefixes_to_the_anchors;
mod op5005_service_link_through_two_firewalls;
mod op5006_service_link_lag_twice;
mod op5007_prefix_of_the_service_link;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &op5001_service_link_without_anchors::RULE,
    &op5002_unfit_anchor_vpc::RULE,
    &op5003_vlan_of_the_service_link::RULE,
    &op5004_many_prefixes_to_the_anchors::RULE,
    &op5005_service_link_through_two_firewalls::RULE,
    &op5006_service_link_lag_twice::RULE,
    &op5007_prefix_of_the_service_link::RULE,
    &judged(code::SERVICE_LINK_OF_SERVER, page!("op5020_service_link_of_server.md")),
];
