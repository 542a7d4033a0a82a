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
