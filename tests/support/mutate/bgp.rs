//! Mutations of BGP sessions.

use serde_json::json;

use super::{Draft, Mutation, draft::group, mutation};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP6001", public_as_number),
];

fn public_as_number(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let asn = d.one(&[1_u32, 16_509, 64_511, 65_535, 4_199_999_999])?;
    d.put(&group(&rack, &["asn"]), json!(asn));
    Some(())
}
