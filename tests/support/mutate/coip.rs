//! Mutations of customer-owned addresses and their pools.

use serde_json::json;

use super::{
    Draft, Mutation,
    draft::{Rack, table},
    mutation,
};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP4001", pool_on_a_direct_table),
    mutation("OP4002", address_of_no_pool),
    mutation("OP4003", address_of_two_instances),
    mutation("OP4004", address_in_the_region),
    mutation("OP4005", small_block),
    mutation("OP4011", standby_beside_its_primary),
];

/// Returns an instance of a rack.
fn instance(rack: &Rack) -> String {
    format!("{}-{}-0", rack.vpc, rack.subnet)
}

fn pool_on_a_direct_table(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("direct-vpc-routing")?;
    d.put(&table(&rack, &["coip_pools"]), json!({ "pool": ["10.201.0.0/26"] }));
    Some(())
}

fn address_of_no_pool(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let address = format!("10.200.{}.{}", rack.o, 64 + d.below(100));
    d.put(&["instances", &instance(&rack), "coip"], json!(address));
    Some(())
}

fn address_of_two_instances(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("coip")?;
    let address = d.get(&["instances", &instance(&rack), "coip"]).clone();
    let (subnet, ip) = (rack.full_subnet(), rack.address("70"));
    let twin = json!({ "subnet": subnet, "ip": ip, "coip": address });
    d.put(&["instances", "twin"], twin);
    Some(())
}

fn address_in_the_region(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("coip")?;
    let address = format!("10.200.{}.62", rack.o);
    d.put(&["instances", &format!("{}-app-0", rack.vpc), "coip"], json!(address));
    Some(())
}

fn small_block(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("coip")?;
    let length = 27 + d.below(4);
    let block = json!([format!("10.201.0.0/{length}")]);
    d.put(&table(&rack, &["coip_pools", "small"]), block);
    Some(())
}

fn standby_beside_its_primary(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let database =
        |host| json!({ "subnet": rack.full_subnet(), "ip": rack.address(host), "service": "rds" });
    let (primary, mut standby) = (database("50"), database("51"));
    standby["standby_of"] = json!("primary");
    d.put(&["network_interfaces", "primary"], primary);
    d.put(&["network_interfaces", "standby"], standby);
    Some(())
}
