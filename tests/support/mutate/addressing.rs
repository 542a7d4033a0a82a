//! Mutations of addresses and prefixes.

use serde_json::json;

use super::{
    Draft, Mutation,
    draft::{table, vpc},
    mutation,
};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP1001", twin_of_a_vpc),
    mutation("OP1002", lan_with_the_range_of_a_subnet),
    mutation("OP1004", service_link_in_a_subnet),
    mutation("OP1005", s3_endpoint_in_the_region),
    mutation("OP1005", s3_endpoint_beside_shared_addresses),
    mutation("OP1020", tiny_subnet),
    mutation("OP1020", huge_vpc),
    mutation("OP1021", subnet_of_another_range),
    mutation("OP1022", subnet_within_another),
    mutation("OP1023", block_within_another),
    mutation("OP1024", address_of_another_subnet),
    mutation("OP1025", address_that_aws_keeps),
    mutation("OP1026", address_of_a_neighbor),
    mutation("OP1027", public_address_of_a_gateway),
    mutation("OP1028", peer_with_the_same_range),
];

fn twin_of_a_vpc(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let cidr = format!("10.{}.{}.0/24", rack.v, 128 + d.below(100));
    d.put(&["vpcs", "twin"], json!({ "region": "us-west-2", "cidrs": [cidr] }));
    d.put(&table(&rack, &["vpcs", "twin"]), json!({}));
    Some(())
}

fn lan_with_the_range_of_a_subnet(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("direct-vpc-routing")?;
    let cidr = rack.address(["0/24", "0/25", "128/26"][d.below(3)]);
    d.put(&["on_premises", "campus", "segments", "again"], json!({ "cidr": cidr }));
    Some(())
}

fn service_link_in_a_subnet(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let coip = *d.get(&table(&rack, &["mode"])) == "coip";
    let block = if coip { format!("10.200.{}.0/26", rack.o) } else { rack.address("64/26") };
    let link = json!({ "connectivity": "public", "block": block });
    d.put(&["outposts", &rack.outpost, "service_link"], link);
    Some(())
}

fn s3_endpoint_in_the_region(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let (subnet, ip) = (format!("{}.app", rack.vpc), format!("10.{}.1.50", rack.v));
    let endpoint = json!({ "subnet": subnet, "ip": ip, "service": "s3-outposts" });
    d.put(&["network_interfaces", "bucket"], endpoint);
    Some(())
}

fn s3_endpoint_beside_shared_addresses(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.push(&vpc(&rack, &["cidrs"]), json!(format!("100.{}.0.0/16", 64 + rack.v)));
    let (subnet, ip) = (rack.full_subnet(), rack.address("50"));
    let endpoint = json!({ "subnet": subnet, "ip": ip, "service": "s3-outposts" });
    d.put(&["network_interfaces", "bucket"], endpoint);
    Some(())
}

fn tiny_subnet(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let cidr = format!("10.{}.222.0/{}", rack.v, 29 + d.below(3));
    d.put(&vpc(&rack, &["subnets", "tiny"]), json!({ "cidr": cidr }));
    Some(())
}

fn huge_vpc(d: &mut Draft) -> Option<()> {
    d.put(&["vpcs", "huge"], json!({ "region": "us-west-2", "cidrs": ["100.64.0.0/10"] }));
    Some(())
}

fn subnet_of_another_range(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let mut subnet = json!({ "cidr": "10.90.3.0/24" });
    if d.once_in(2) {
        subnet["outpost"] = json!(rack.outpost);
    }
    d.put(&vpc(&rack, &["subnets", "line"]), subnet);
    Some(())
}

fn subnet_within_another(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let cidr =
        if d.once_in(2) { rack.address("192/26") } else { format!("10.{}.1.128/25", rack.v) };
    d.put(&vpc(&rack, &["subnets", "within"]), json!({ "cidr": cidr }));
    Some(())
}

fn block_within_another(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let cidr = format!("10.{}.128.0/{}", rack.v, 17 + d.below(8));
    d.push(&vpc(&rack, &["cidrs"]), json!(cidr));
    Some(())
}

fn address_of_another_subnet(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let instance = format!("{}-app-0", rack.vpc);
    d.put(&["instances", &instance, "ip"], json!(rack.address("99")));
    Some(())
}

fn address_that_aws_keeps(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let host = d.one(&["0", "1", "2", "3", "255"])?;
    let instance = format!("{}-{}-0", rack.vpc, rack.subnet);
    d.put(&["instances", &instance, "ip"], json!(rack.address(host)));
    Some(())
}

fn address_of_a_neighbor(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let twin = json!({ "subnet": rack.full_subnet(), "ip": rack.address("10") });
    d.put(&["instances", "twin"], twin);
    Some(())
}

fn public_address_of_a_gateway(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let public = d.get(&vpc(&rack, &["nat_gateways", "nat", "public_ip"])).clone();
    d.put(&["instances", &format!("{}-app-0", rack.vpc), "public_ip"], public);
    Some(())
}

fn peer_with_the_same_range(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let cidrs = json!(["10.90.0.0/16", format!("10.{}.64.0/20", rack.v)]);
    d.put(&["vpcs", "lab"], json!({ "region": "us-west-2", "cidrs": cidrs }));
    d.put(&["peering_connections", "lab"], json!({ "vpcs": [rack.vpc, "lab"] }));
    Some(())
}
