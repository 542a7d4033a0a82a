//! Mutations of the service link and its anchors.

use serde_json::json;

use super::{Draft, Mutation, mutation, trim::private_link};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP5001", anchors_that_admit_tcp_only),
    mutation("OP5001", link_without_its_network),
];

fn anchors_that_admit_tcp_only(d: &mut Draft) -> Option<()> {
    private_link(d);
    let rules = json!(["icmp from 10.240.0.0/26", "tcp/443 from 10.240.0.0/26"]);
    d.put(&["vpcs", "anchors", "security_groups", "anchors", "inbound"], rules);
    Some(())
}

fn link_without_its_network(d: &mut Draft) -> Option<()> {
    private_link(d);
    let vrfs = d.place(&["on_premises", "campus", "routers", "cnd-0-0", "vrfs", "link"]);
    vrfs.as_object_mut()?.remove("announce");
    Some(())
}
