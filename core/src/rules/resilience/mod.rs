//! What stops working when one thing fails.

mod op8001_single_uplink;

use super::Rule;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &op8001_single_uplink::RULE,
];
