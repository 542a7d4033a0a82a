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
