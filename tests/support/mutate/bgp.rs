//! Mutations of BGP sessions.

use serde_json::json;

use super::{Draft, Mutation, draft::group, mutation};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP6001", public_as_number),
    mutation("OP6021", provider_as_client),
];

fn public_as_number(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let asn = d.one(&[1_u32, 16_509, 64_511, 65_535, 4_199_999_999])?;
    d.put(&group(&rack, &["asn"]), json!(asn));
    Some(())
}

fn provider_as_client(d: &mut Draft) -> Option<()> {
    for (name, other, asn, host) in [("rr", "pe", 65_010, 1), ("pe", "rr", 65_020, 2)] {
        let neighbor =
            if name == "rr" { json!({ "route_reflector_client": true }) } else { json!({}) };
        let router = json!({
            "asn": asn, "interfaces": { "x": format!("192.168.77.{host}/24") },
            "bgp": { "neighbors": { other: neighbor } },
        });
        d.put(&["on_premises", "campus", "routers", name], router);
    }
    Some(())
}
