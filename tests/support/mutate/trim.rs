//! What makes a network that works richer without making it wrong.

use serde_json::json;

use super::{
    Draft,
    draft::{table, vpc},
};

/// Adds some of the trimmings, by choice.
pub fn trim(d: &mut Draft) {
    let all: [fn(&mut Draft); 7] =
        [accounts, public_link, private_link, server, six, s3, inspection];
    for add in all {
        if d.once_in(3) {
            add(d);
        }
    }
}

/// Everything belongs to one account.
fn accounts(d: &mut Draft) {
    d.put(&["accounts", "plant"], json!({ "id": "111122223333" }));
    d.put(&["account"], json!("plant"));
}

/// A service link over public addresses.
fn public_link(d: &mut Draft) {
    let outpost = d.rack().outpost;
    if d.get(&["outposts", &outpost, "service_link"]).is_null() {
        let link = json!({ "connectivity": "public", "block": "192.0.2.0/26" });
        d.put(&["outposts", &outpost, "service_link"], link);
    }
}

/// A service link of the first Outpost over Direct Connect, to anchors in a VPC of their own.
pub(super) fn private_link(d: &mut Draft) {
    let vif = json!({
        "vlan": 11, "local": "172.31.9.1/30", "peer": "campus.cnd-0-0.link",
        "peer_ip": "172.31.9.2", "peer_asn": 65010,
    });
    let link = json!({
        "connectivity": "private", "block": "10.240.0.0/26",
        "anchors": ["10.243.0.10", "10.243.0.11"], "vifs": { "ond-0": vif },
    });
    d.put(&["outposts", "o0", "service_link"], link);
    let inbound = json!([
        "icmp from 10.240.0.0/26",
        "tcp/443 from 10.240.0.0/26",
        "udp/443 from 10.240.0.0/26"
    ]);
    let anchors = json!({
        "region": "us-west-2", "cidrs": ["10.243.0.0/16"], "virtual_private_gateway": true,
        "subnets": { "anchors": { "cidr": "10.243.0.0/24", "zone": "usw2-az1", "route_table": "anchors" } },
        "route_tables": { "main": {}, "anchors": { "propagate": true } },
        "security_groups": { "anchors": { "inbound": inbound } },
    });
    d.put(&["vpcs", "anchors"], anchors);
    for number in [10, 11] {
        let anchor = json!({
            "subnet": "anchors.anchors", "ip": format!("10.243.0.{number}"), "service": "other",
            "security_groups": ["anchors"],
        });
        d.put(&["network_interfaces", &format!("anchor-{number}")], anchor);
    }
    let port = json!({
        "type": "private", "gateway": "anchors.vgw", "peer": "campus.cnd-0-0.link",
        "announce": ["10.240.0.0/26"],
    });
    d.put(&["direct_connect", "port-1", "virtual_interfaces", "anchors"], port);
    let vrf = json!({
        "interfaces": { "ond": { "address": "172.31.9.2/30", "vlan": 11 } },
        "announce": ["10.243.0.0/16"],
    });
    d.put(&["on_premises", "campus", "routers", "cnd-0-0", "vrfs", "link"], vrf);
}

/// A server with an instance on the LAN.
fn server(d: &mut Draft) {
    let closet =
        json!({ "form": "server", "zone": "usw2-az1", "region": "us-west-2", "site": "campus" });
    d.put(&["outposts", "closet"], closet);
    let rack = d.rack();
    let cidr = format!("10.{}.200.0/24", rack.v);
    let subnet = json!({ "cidr": cidr, "outpost": "closet", "lni_device_index": 1 });
    d.put(&vpc(&rack, &["subnets", "closet"]), subnet);
    let lni = json!({ "segment": "campus.lan", "ip": "172.16.0.200" });
    let (subnet, ip) = (format!("{}.closet", rack.vpc), format!("10.{}.200.10", rack.v));
    d.put(&["instances", "till"], json!({ "subnet": subnet, "ip": ip, "lni": lni }));
}

/// A VPC with IPv6 in the Region.
fn six(d: &mut Draft) {
    let rack = d.rack();
    let block = format!("2001:db8:{}00::/56", rack.v + 1);
    d.push(&vpc(&rack, &["cidrs"]), json!(block));
    let cidr = block.replace("/56", "/64");
    d.put(&vpc(&rack, &["subnets", "app", "ipv6_cidr"]), json!(cidr));
    d.put(&vpc(&rack, &["egress_only_internet_gateway"]), json!(true));
    d.put(&vpc(&rack, &["route_tables", "main", "routes", "::/0"]), json!("eigw"));
    let ip = cidr.replace("/64", "10");
    d.put(&["instances", &format!("{}-app-0", rack.vpc), "ipv6"], json!(ip));
}

/// A gateway endpoint.
fn s3(d: &mut Draft) {
    let rack = d.rack();
    d.put(&["prefix_lists", "s3"], json!({ "entries": ["198.51.100.128/25"] }));
    let endpoint = json!({ "type": "gateway", "service": "s3", "prefix_list": "s3" });
    d.put(&vpc(&rack, &["vpc_endpoints", "s3"]), endpoint);
    let routes = vpc(&rack, &["route_tables", "main", "routes", "prefix_list.s3"]);
    d.put(&routes, json!("vpc_endpoint.s3"));
}

/// An appliance that inspects what comes from the site for one subnet, and what it answers.
fn inspection(d: &mut Draft) {
    let Some(rack) = d.rack_in("direct-vpc-routing") else { return };
    let cidr = format!("10.{}.{}.0/24", rack.v, 20 + rack.o);
    let routes = json!({ "172.16.0.0/12": format!("{}.lgw", rack.outpost) });
    d.put(&vpc(&rack, &["route_tables", "guard"]), json!({ "routes": routes }));
    let subnet = json!({ "cidr": cidr, "outpost": rack.outpost, "route_table": "guard" });
    d.put(&vpc(&rack, &["subnets", "guard"]), subnet);
    let guard = json!({
        "subnet": format!("{}.guard", rack.vpc), "ip": cidr.replace("0/24", "10"),
        "source_dest_check": false, "forwards": { "stateful": true },
    });
    d.put(&["instances", "guard"], guard);
    let target = json!("network_interface.guard");
    let routes = vpc(&rack, &["route_tables", &rack.subnet, "routes", "172.16.0.0/12"]);
    d.put(&routes, target.clone());
    d.put(&table(&rack, &["routes", &rack.address("0/24")]), target);
    // The subnet is announced all the same.
    let lgw = json!(format!("{}.lgw", rack.outpost));
    d.put(&vpc(&rack, &["route_tables", &rack.subnet, "routes", "192.0.2.1/32"]), lgw);
}
