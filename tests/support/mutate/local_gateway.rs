//! Mutations of local gateways: their tables, associations, routes and virtual interfaces.

use serde_json::{Value, json};

use super::{
    Draft, Mutation,
    draft::{Rack, group, table, vpc},
    mutation,
};

#[rustfmt::skip] // One mutation, one line.
pub(super) const MUTATIONS: &[Mutation] = &[
    mutation("OP3001", association_taken_away).with(&["OP3015"]),
    mutation("OP3002", gateway_route_in_main_table),
    mutation("OP3003", gateway_route_in_public_table),
    mutation("OP3004", second_table_for_a_vpc),
    mutation("OP3005", second_table_for_a_group),
    mutation("OP3006", eleven_domains),
    mutation("OP3007", server_with_a_gateway),
    mutation("OP3008", local_interface_on_a_rack),
    mutation("OP3010", list_of_both_families),
    mutation("OP3011", one_link_twice),
    mutation("OP3012", peer_on_another_link),
    mutation("OP3013", table_without_its_route),
    mutation("OP3013", table_without_its_group),
    mutation("OP3015", interface_in_the_region),
    mutation("OP3015", interface_of_a_service),
    mutation("OP3016", a_route_for_each_host),
    mutation("OP3021", appliance_of_two_accounts),
    mutation("OP3021", appliance_of_two_zones),
    mutation("OP3023", two_interfaces_on_one_lag),
    mutation("OP3023", new_racks_with_too_few_links),
];

fn lgw(rack: &Rack) -> Value {
    json!(format!("{}.lgw", rack.outpost))
}

fn association_taken_away(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.remove(&table(&rack, &["vpcs", &rack.vpc]))?;
    for instance in d.keys(&["instances"]) {
        if *d.get(&["instances", &instance, "subnet"]) == rack.full_subnet() {
            d.remove(&["instances", &instance, "coip"]);
        }
    }
    Some(())
}

fn gateway_route_in_main_table(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    // The main table serves no subnet of the Region; that would be the other mistake.
    let own = json!({ "routes": d.get(&vpc(&rack, &["route_tables", "main", "routes"])) });
    d.put(&vpc(&rack, &["route_tables", "app"]), own);
    d.put(&vpc(&rack, &["subnets", "app", "route_table"]), json!("app"));
    d.put(&vpc(&rack, &["route_tables", "main", "routes", "192.168.0.0/16"]), lgw(&rack));
    Some(())
}

fn gateway_route_in_public_table(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&vpc(&rack, &["route_tables", "public", "routes", "192.168.0.0/16"]), lgw(&rack));
    Some(())
}

/// Adds a routing domain with a VIF group of as many virtual interfaces as a number says.
fn domain(d: &mut Draft, rack: &Rack, name: &str, number: usize, links: usize) {
    let vifs = (0..links).map(|link| {
        let local = format!("172.30.{number}.{}/30", 4 * link + 1);
        let vif = json!({ "vlan": 200 + number, "lag": format!("lag-{link}"), "local": local });
        (format!("ond-{link}"), vif)
    });
    let vifs: Value = vifs.collect::<serde_json::Map<_, _>>().into();
    let gateway = ["outposts", rack.outpost.as_str(), "local_gateway"];
    let groups = [&gateway[..], &["vif_groups", name]].concat();
    d.put(&groups, json!({ "asn": 64512, "vifs": vifs }));
    let tables = [&gateway[..], &["route_tables", name]].concat();
    let routes = json!({ "0.0.0.0/0": format!("vif_group.{name}") });
    d.put(&tables, json!({ "vif_group": name, "routes": routes }));
}

fn second_table_for_a_vpc(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    domain(d, &rack, "second", 0, 2);
    let tables = ["outposts", &rack.outpost, "local_gateway", "route_tables", "second", "vpcs"];
    d.put(&tables, json!([rack.vpc]));
    Some(())
}

fn second_table_for_a_group(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let second = json!({ "vif_group": "main" });
    d.put(&["outposts", &rack.outpost, "local_gateway", "route_tables", "second"], second);
    Some(())
}

fn eleven_domains(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&["outposts", &rack.outpost, "generation"], json!(2));
    for number in 0..11 {
        domain(d, &rack, &format!("further-{number}"), number, 4);
    }
    let vifs = group(&rack, &["vifs"]);
    for link in d.get(&vifs).as_object()?.len()..4 {
        let local = format!("172.30.99.{}/30", 4 * link + 1);
        d.put(&[&vifs[..], &[&format!("more-{link}")]].concat(), json!({ "local": local }));
    }
    Some(())
}

fn server_with_a_gateway(d: &mut Draft) -> Option<()> {
    let server =
        json!({ "form": "server", "zone": "usw2-az1", "region": "us-west-2", "local_gateway": {} });
    d.put(&["outposts", "closet"], server);
    Some(())
}

fn local_interface_on_a_rack(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let subnet = if d.once_in(2) { "app" } else { &rack.subnet };
    d.put(&vpc(&rack, &["subnets", subnet, "lni_device_index"]), json!(1));
    Some(())
}

fn list_of_both_families(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let list = json!({ "entries": ["192.168.0.0/16", "2001:db8:100::/48"] });
    d.put(&["prefix_lists", "sites"], list);
    d.put(&vpc(&rack, &["route_tables", &rack.subnet, "routes", "prefix_list.sites"]), lgw(&rack));
    Some(())
}

fn one_link_twice(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let vifs = group(&rack, &["vifs"]);
    let local = d.get(&[&vifs[..], &["ond-0", "local"]].concat()).clone();
    d.put(&[&vifs[..], &["again"]].concat(), json!({ "vlan": 300, "local": local }));
    Some(())
}

fn peer_on_another_link(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&group(&rack, &["vifs", "ond-0", "peer_ip"]), json!("172.29.0.2"));
    Some(())
}

fn table_without_its_route(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.remove(&table(&rack, &["routes"]))?;
    Some(())
}

fn table_without_its_group(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.remove(&table(&rack, &["routes"]))?;
    d.remove(&table(&rack, &["vif_group"]))?;
    Some(())
}

fn interface_in_the_region(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("direct-vpc-routing")?;
    let target = json!(format!("network_interface.{}-app-0", rack.vpc));
    d.put(&table(&rack, &["routes", &rack.address("0/24")]), target);
    Some(())
}

fn interface_of_a_service(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("direct-vpc-routing")?;
    let (subnet, ip) = (rack.full_subnet(), rack.address("50"));
    let balancer = json!({ "subnet": subnet, "ip": ip, "service": "alb" });
    d.put(&["network_interfaces", "balancer"], balancer);
    let target = json!("network_interface.balancer");
    d.put(&table(&rack, &["routes", "192.168.0.0/16"]), target);
    Some(())
}

/// Adds an instance that forwards to a subnet on an Outpost.
fn appliance(d: &mut Draft, rack: &Rack) -> Value {
    let (subnet, ip) = (rack.full_subnet(), rack.address("60"));
    let plain = json!({ "subnet": subnet, "ip": ip, "source_dest_check": false, "forwards": true });
    d.put(&["instances", "fw"], plain);
    json!("network_interface.fw")
}

fn a_route_for_each_host(d: &mut Draft) -> Option<()> {
    let rack = d.rack_in("direct-vpc-routing")?;
    let target = appliance(d, &rack);
    for host in 100..201 {
        let destination = rack.address(&format!("{host}/32"));
        d.put(&table(&rack, &["routes", &destination]), target.clone());
    }
    Some(())
}

/// Gives an appliance an interface in another subnet.
fn second_leg(d: &mut Draft, subnet: &str, ip: &str) {
    let leg = json!({ "subnet": subnet, "ip": ip, "source_dest_check": false });
    d.put(&["instances", "fw", "interfaces", "leg"], leg);
    let routes = json!({ "192.168.0.0/16": "leg", "0.0.0.0/0": "primary" });
    d.put(&["instances", "fw", "forwards"], json!({ "routes": routes }));
}

fn appliance_of_two_accounts(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    appliance(d, &rack);
    d.put(&["accounts", "research"], json!({ "id": "444455556666" }));
    d.put(&["accounts", "plant"], json!({ "id": "111122223333" }));
    d.put(&vpc(&rack, &["account"]), json!("plant"));
    let subnets = json!({ "line": { "cidr": "10.90.3.0/24", "outpost": rack.outpost } });
    let lab = json!({ "region": "us-west-2", "account": "research", "cidrs": ["10.90.0.0/16"], "subnets": subnets });
    d.put(&["vpcs", "lab"], lab);
    second_leg(d, "lab.line", "10.90.3.60");
    Some(())
}

fn appliance_of_two_zones(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    appliance(d, &rack);
    let cidr = format!("10.{}.77.0/24", rack.v);
    d.put(&vpc(&rack, &["subnets", "far"]), json!({ "cidr": cidr, "zone": "usw2-az3" }));
    second_leg(d, &format!("{}.far", rack.vpc), &format!("10.{}.77.60", rack.v));
    Some(())
}

fn two_interfaces_on_one_lag(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    let vif = json!({ "vlan": 300, "local": "172.30.0.1/30", "lag": "ond-0" });
    d.put(&group(&rack, &["vifs", "second"]), vif);
    Some(())
}

fn new_racks_with_too_few_links(d: &mut Draft) -> Option<()> {
    let rack = d.rack();
    d.put(&["outposts", &rack.outpost, "generation"], json!(2));
    Some(())
}
