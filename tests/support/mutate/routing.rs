//! Mutations of routes, and of what stands where.

use serde_json::json;

use super::{
    Draft, Mutation,
    draft::{table, vpc},
    mutation,
};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP2004", load_balancer_on_an_outpost),
    mutation("OP2005", way_there_without_way_back),
    mutation("OP2013", load_balancer_in_two_subnets),
    mutation("OP2030", route_to_what_aws_keeps),
    mutation("OP2031", local_route_to_elsewhere),
    mutation("OP2032", two_routes_to_one_destination),
    mutation("OP2034", outpost_of_another_region),
    mutation("OP2035", main_table_for_a_gateway),
    mutation("OP2035", gateway_route_to_half_a_subnet),
    mutation("OP2036", gateway_between_two_subnets),
    mutation("OP2037", instance_with_two_interfaces),
    mutation("OP2038", ipv4_out_by_an_egress_only_gateway),
];

fn load_balancer_on_an_outpost(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let (subnet, ip) = (rack.full_subnet(), rack.address("50"));
    let service = if d.once_in(2) { "nlb" } else { "clb" };
    let balancer = json!({ "subnet": subnet, "ip": ip, "service": service });
    d.put(&["network_interfaces", "balancer"], balancer);
    Some(())
}

fn way_there_without_way_back(d: &mut Draft) -> Option<()> {
    let direct = |d: &Draft, rack: &_| *d.get(&table(rack, &["mode"])) == "direct-vpc-routing";
    let here = d.rack_in("direct-vpc-routing")?;
    let mut others = d.racks();
    others.retain(|one| one.vpc == here.vpc && one.o != here.o && direct(d, one));
    let there = d.one(&others)?;
    let lgw = format!("{}.lgw", here.outpost);
    d.put(
        &vpc(&here, &["route_tables", &here.subnet, "routes", &there.address("0/24")]),
        json!(lgw),
    );
    d.remove(&vpc(&there, &["route_tables", &there.subnet, "routes", &here.address("0/24")]));
    Some(())
}

fn load_balancer_in_two_subnets(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let region = (format!("{}.app", rack.vpc), format!("10.{}.1.50", rack.v));
    for (number, (subnet, ip)) in
        [(rack.full_subnet(), rack.address("50")), region].into_iter().enumerate()
    {
        let node =
            json!({ "subnet": subnet, "ip": ip, "service": "alb", "load_balancer": "front" });
        d.put(&["network_interfaces", &format!("front-{number}")], node);
    }
    Some(())
}

fn route_to_what_aws_keeps(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let kept = d.one(&["169.254.169.123/32", "169.254.168.0/22", "169.254.169.0/24"])?;
    let lgw = json!(format!("{}.lgw", rack.outpost));
    d.put(&vpc(&rack, &["route_tables", &rack.subnet, "routes", kept]), lgw);
    Some(())
}

fn local_route_to_elsewhere(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let table = if d.once_in(2) { "main" } else { &rack.subnet };
    d.put(&vpc(&rack, &["route_tables", table, "routes", "198.18.0.0/15"]), json!("local"));
    Some(())
}

fn two_routes_to_one_destination(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&vpc(&rack, &["route_tables", "public", "routes", "0.0.0.1/0"]), json!("igw"));
    Some(())
}

fn outpost_of_another_region(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&["outposts", "munich"], json!({ "zone": "euc1-az1", "region": "eu-central-1" }));
    let cidr = format!("10.{}.79.0/24", rack.v);
    d.put(&vpc(&rack, &["subnets", "munich"]), json!({ "cidr": cidr, "outpost": "munich" }));
    Some(())
}

fn main_table_for_a_gateway(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    // The main table has routes that no gateway table can have: that is the same mistake.
    d.put(&vpc(&rack, &["internet_gateway"]), json!({ "edge_route_table": "main" }));
    Some(())
}

fn gateway_route_to_half_a_subnet(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&vpc(&rack, &["internet_gateway"]), json!({ "edge_route_table": "edge" }));
    let destination = format!("10.{}.1.0/25", rack.v);
    let target = json!(format!("network_interface.{}-app-0", rack.vpc));
    d.put(&vpc(&rack, &["route_tables", "edge", "routes", &destination]), target);
    Some(())
}

fn gateway_between_two_subnets(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let destination = format!("10.{}.1.0/24", rack.v);
    d.put(&vpc(&rack, &["route_tables", &rack.subnet, "routes", &destination]), json!("igw"));
    Some(())
}

fn instance_with_two_interfaces(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let (subnet, host) =
        (format!("{}.app", rack.vpc), |last: u8| format!("10.{}.1.{last}", rack.v));
    let inner = json!({ "subnet": subnet, "ip": host(81), "source_dest_check": false });
    let nat = json!({
        "subnet": subnet, "ip": host(80), "source_dest_check": false,
        "forwards": { "routes": { "0.0.0.0/0": "primary" } }, "interfaces": { "inner": inner },
    });
    d.put(&["instances", "nat"], nat);
    let target = json!("instance.nat");
    d.put(&vpc(&rack, &["route_tables", "public", "routes", "198.18.0.0/15"]), target);
    Some(())
}

fn ipv4_out_by_an_egress_only_gateway(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&vpc(&rack, &["egress_only_internet_gateway"]), json!(true));
    d.put(&vpc(&rack, &["route_tables", "main", "routes", "198.18.0.0/15"]), json!("eigw"));
    Some(())
}
