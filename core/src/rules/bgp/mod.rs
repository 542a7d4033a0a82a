//! BGP sessions and what they announce.

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &judged(code::OUTPOST_ASN, include_str!("op6001_public_outpost_asn.md")),
];
