//! What stops working when one thing fails, or when there is one more.

mod op8001_single_uplink;
mod op8010_quota_exceeded;
mod quota_rules;
mod quotas;

use super::Rule;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &op8001_single_uplink::RULE,
    &op8010_quota_exceeded::RULE,
];
