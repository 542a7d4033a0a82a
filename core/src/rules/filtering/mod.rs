//! Security groups and network ACLs.

mod op7002_empty_network_acl;
mod op7003_network_acl_stops_replies;
mod op7004_network_acl_rule_never_asked;
mod op7005_redundant_security_group_rule;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::GROUP_REFERENCE, page!("op7001_group_reference_without_effect.md")),
    &op7002_empty_network_acl::RULE,
    &op7003_network_acl_stops_replies::RULE,
    &op7004_network_acl_rule_never_asked::RULE,
    &op7005_redundant_security_group_rule::RULE,
];
