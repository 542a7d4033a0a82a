//! Mutations of what joins VPCs: peering, transit gateways, VPN and Direct Connect.

use serde_json::{Value, json};

use super::{
    Draft, Mutation,
    draft::{Rack, vpc},
    mutation,
};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP2033", peering_with_itself),
    mutation("OP2040", two_subnets_of_one_zone),
    mutation("OP2041", attachment_of_ipv6_only),
    mutation("OP2043", peering_that_propagates),
    mutation("OP2044", attached_twice),
    mutation("OP2045", attached_from_another_region),
    mutation("OP2046", peered_twice),
    mutation("OP2047", vpn_of_two_gateways),
    mutation("OP2048", transit_interface_at_a_vpc),
    mutation("OP2049", gateway_of_both_kinds),
    mutation("OP2050", detached_gateway),
    mutation("OP2051", packets_too_large),
    mutation("OP6020", one_number_for_two),
];

/// Adds a transit gateway with some attachments.
fn hub(d: &mut Draft, attachments: Value) {
    let hub = json!({
        "region": "us-west-2", "asn": 64_520, "attachments": attachments,
        "route_tables": { "main": {} },
    });
    d.put(&["transit_gateways", "edge"], hub);
}

fn attachment(vpc: &str, subnets: &[&str]) -> Value {
    json!({ "vpc": vpc, "subnets": subnets, "association": "main", "propagate_to": "main" })
}

/// Returns a VPC whose subnet `app` is known to lie in a zone.
fn spoke(d: &mut Draft) -> Rack {
    let rack = d.rack();
    d.put(&vpc(&rack, &["subnets", "app", "zone"]), json!("usw2-az1"));
    rack
}

fn lab(d: &mut Draft) {
    d.put(&["vpcs", "lab"], json!({ "region": "us-west-2", "cidrs": ["10.90.0.0/16"] }));
}

fn peering_with_itself(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&["peering_connections", "self"], json!({ "vpcs": [rack.vpc, rack.vpc] }));
    Some(())
}

fn peered_twice(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    lab(d);
    d.put(&["peering_connections", "one"], json!({ "vpcs": [rack.vpc, "lab"] }));
    d.put(&["peering_connections", "two"], json!({ "vpcs": ["lab", rack.vpc] }));
    Some(())
}

fn two_subnets_of_one_zone(d: &mut Draft) -> Option<()> {
    let rack = spoke(d);
    let twin = json!({ "cidr": format!("10.{}.78.0/24", rack.v), "zone": "usw2-az1" });
    d.put(&vpc(&rack, &["subnets", "twin"]), twin);
    hub(d, json!({ "vpc": attachment(&rack.vpc, &["app", "twin"]) }));
    Some(())
}

fn attachment_of_ipv6_only(d: &mut Draft) -> Option<()> {
    let rack = spoke(d);
    let block = format!("2001:db8:f{}00::/56", rack.v);
    d.push(&vpc(&rack, &["cidrs"]), json!(block));
    let six = json!({ "ipv6_cidr": block.replace("/56", "/64"), "zone": "usw2-az4" });
    d.put(&vpc(&rack, &["subnets", "only-six"]), six);
    hub(d, json!({ "vpc": attachment(&rack.vpc, &["app", "only-six"]) }));
    Some(())
}

fn peering_that_propagates(d: &mut Draft) -> Option<()> {
    hub(
        d,
        json!({ "north": { "peer": "north.edge", "association": "main", "propagate_to": "main" } }),
    );
    let back = json!({ "edge": { "peer": "edge.north" } });
    d.put(&["transit_gateways", "north"], json!({ "region": "us-east-1", "attachments": back }));
    Some(())
}

fn attached_twice(d: &mut Draft) -> Option<()> {
    let rack = spoke(d);
    let one = attachment(&rack.vpc, &["app"]);
    hub(d, json!({ "one": one, "two": one }));
    Some(())
}

fn attached_from_another_region(d: &mut Draft) -> Option<()> {
    let subnets = json!({ "app": { "cidr": "10.91.1.0/24", "zone": "euc1-az1" } });
    let far = json!({ "region": "eu-central-1", "cidrs": ["10.91.0.0/16"], "subnets": subnets });
    d.put(&["vpcs", "far"], far);
    hub(d, json!({ "far": attachment("far", &["app"]) }));
    Some(())
}

/// Gives a VPC a virtual private gateway, and returns its name.
fn private_gateway(d: &mut Draft) -> String {
    let rack = d.rack();
    d.put(&vpc(&rack, &["virtual_private_gateway"]), json!(true));
    format!("{}.vgw", rack.vpc)
}

fn vpn_of_two_gateways(d: &mut Draft) -> Option<()> {
    let gateway = private_gateway(d);
    let vpn = json!({ "gateway": gateway, "customer_gateway": "campus.cnd-0-0" });
    d.put(&["vpn_connections", "wan"], vpn);
    hub(d, json!({ "wan": { "vpn": "wan", "association": "main" } }));
    Some(())
}

/// Adds a virtual interface of Direct Connect.
fn interface(d: &mut Draft, kind: &str, gateway: &str, mtu: u32) {
    let interface =
        json!({ "type": kind, "gateway": gateway, "mtu": mtu, "peer": "campus.cnd-0-0" });
    d.put(&["direct_connect", "port-9", "virtual_interfaces", "core"], interface);
}

fn transit_interface_at_a_vpc(d: &mut Draft) -> Option<()> {
    let gateway = private_gateway(d);
    interface(d, "transit", &gateway, 1500);
    Some(())
}

fn direct_connect_attachment() -> Value {
    let prefixes = json!(["10.0.0.0/8"]);
    json!({ "direct_connect_gateway": "shared", "allowed_prefixes": prefixes, "association": "main" })
}

fn gateway_of_both_kinds(d: &mut Draft) -> Option<()> {
    let gateway = private_gateway(d);
    let associations = json!({ gateway: ["10.0.0.0/8"] });
    d.put(&["direct_connect_gateways", "shared"], json!({ "associations": associations }));
    hub(d, json!({ "dx": direct_connect_attachment() }));
    Some(())
}

fn detached_gateway(d: &mut Draft) -> Option<()> {
    let gateway = private_gateway(d);
    let name = gateway.trim_end_matches(".vgw");
    d.put(&["vpcs", name, "virtual_private_gateway"], json!({ "attached": false }));
    let associations = json!({ gateway: ["10.0.0.0/8"] });
    d.put(&["direct_connect_gateways", "shared"], json!({ "associations": associations }));
    Some(())
}

fn packets_too_large(d: &mut Draft) -> Option<()> {
    d.put(&["direct_connect_gateways", "shared"], json!({}));
    let mtu = d.one(&[1501, 9000, 9001])?;
    interface(d, "transit", "shared", mtu);
    Some(())
}

fn one_number_for_two(d: &mut Draft) -> Option<()> {
    d.put(&["direct_connect_gateways", "shared"], json!({ "asn": 64_520 }));
    hub(d, json!({ "dx": direct_connect_attachment() }));
    Some(())
}
