//! BGP sessions and what they announce.

mod domain;
mod op6002_destination_not_announced;
mod op6003_announced_beyond_routes;
mod op6004_sessions_told_differently;
mod op6005_longer_path_preferred;
mod op6006_idle_uplink;
mod op6022_same_number_by_default;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::OUTPOST_ASN, page!("op6001_public_outpost_asn.md")),
    &op6002_destination_not_announced::RULE,
    &op6003_announced_beyond_routes::RULE,
    &op6004_sessions_told_differently::RULE,
    &op6005_longer_path_preferred::RULE,
    &op6006_idle_uplink::RULE,
    &judged(code::DIRECT_CONNECT_ASN, page!("op6020_same_as_number.md")),
    &judged(code::REFLECTOR_CLIENT, page!("op6021_reflector_client_of_another_as.md")),
    &op6022_same_number_by_default::RULE,
];
