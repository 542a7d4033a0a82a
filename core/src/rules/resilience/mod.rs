//! What stops working when one thing fails, or when there is one more.

mod op8001_single_uplink;
mod op8002_needed_while_disconnected;
mod op8003_backup_in_one_zone;
mod op8010_quota_exceeded;
mod quota_rules;
mod quotas;

use super::Rule;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &op8001_single_uplink::RULE,
    &op8002_needed_while_disconnected::RULE,
    &op8003_backup_in_one_zone::RULE,
    &op8010_quota_exceeded::RULE,
];
