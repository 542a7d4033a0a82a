//! Mutations of the service link and its anchors.

use serde_json::json;

use super::{Draft, Mutation, mutation, trim::private_link};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP5001", anchors_that_admit_tcp_only),
    mutation("OP5001", link_without_its_network),
    mutation("OP5003", gateway_in_the_vlan_of_the_link),
    mutation("OP5007", gateway_in_the_subnet_of_the_link),
    mutation("OP5020", server_with_private_anchors),
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

/// Adds a virtual interface to the local gateway on the LAG of the service link.
fn beside_the_link(d: &mut Draft, vlan: usize, local: &str) {
    private_link(d);
    let lag = json!("lag-of-both");
    d.put(&["outposts", "o0", "service_link", "vifs", "ond-0", "lag"], lag.clone());
    let vifs = ["outposts", "o0", "local_gateway", "vif_groups", "main", "vifs", "beside"];
    d.put(&vifs, json!({ "vlan": vlan, "lag": lag, "local": local }));
}

fn gateway_in_the_vlan_of_the_link(d: &mut Draft) -> Option<()> {
    beside_the_link(d, 11, "172.31.8.1/30");
    Some(())
}

fn gateway_in_the_subnet_of_the_link(d: &mut Draft) -> Option<()> {
    let length = 29 + d.below(2);
    beside_the_link(d, 300, &format!("172.31.9.2/{length}"));
    Some(())
}

fn server_with_private_anchors(d: &mut Draft) -> Option<()> {
    let link = json!({ "connectivity": "private" });
    let server = json!({ "form": "server", "zone": "usw2-az1", "region": "us-west-2", "service_link": link });
    d.put(&["outposts", "store"], server);
    Some(())
}
