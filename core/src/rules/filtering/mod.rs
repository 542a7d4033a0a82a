//! Security groups and network ACLs.

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::GROUP_REFERENCE, include_str!("op7001_group_reference_without_effect.md")),
];
