//! Appliances and the gateway route tables that lead to them.

use super::{Pair, edits, pair};
use crate::{
    joined::{HYBRID, TRANSIT},
    stems::edited,
};

pub(super) const PAIRS: &[Pair] = &[
    // What an appliance sends is decided by the table of the subnet that holds its interface.
    Pair {
        fails: &[("fw: { routes: { 0.0.0.0/0: igw } }", "fw: { routes: { 192.0.2.0/24: igw } }")],
        ..pair(
            "RT-08",
            firewall,
            "web -> internet tcp/443",
            [OUT, "no-route: web > a.web > a.fw > fw > a.fw"],
        )
    },
    // A table is associated with a subnet, or with a gateway.
    Pair {
        fails: &[("{ edge_route_table: edge }", "true")],
        ..pair("RT-04", firewall, "internet -> web tcp/443", [IN, STRAIGHT])
    },
    Pair {
        fails: &[("{ edge_route_table: edge }", "true")],
        ..pair("RT-50", firewall, "internet -> web tcp/443", [IN, STRAIGHT])
    },
    edits(
        "RT-50",
        by_vpn,
        "db -> x tcp/443",
        &[],
        &[("{ edge_route_table: in }", "true")],
        [
            "delivered 1446: c.db > c.r > wan > a.vgw > a.dmz > fw > a.dmz > a.app > x",
            "delivered 1446: c.db > c.r > wan > a.vgw > a.app > x",
        ],
    ),
    // It leads to an interface, or to `local`.
    Pair {
        fails: &[(
            "edge: { routes: { 10.0.1.0/24: instance.fw }",
            "edge: { routes: { 10.0.0.0/16: local }",
        )],
        ..pair("RT-51", firewall, "internet -> web tcp/443", [IN, STRAIGHT])
    },
    // Its destination is a whole subnet, or the whole VPC.
    Pair {
        holds: &[("edge: { routes: { 10.0.1.0/24", "edge: { routes: { 10.0.0.0/16")],
        fails: &[("edge: { routes: { 10.0.1.0/24", "edge: { routes: { 10.0.3.0/24")],
        ..pair("RT-52", firewall, "internet -> web tcp/443", [IN, STRAIGHT])
    },
    // The appliance runs, and has a public address.
    Pair {
        fails: &[("198.51.100.9", "198.51.100.9, state: stopped")],
        ..pair(
            "RT-53",
            firewall,
            "internet -> web tcp/443",
            [IN, "route-blackhole: internet > a.igw (destination 198.51.100.7 = 10.0.1.10)"],
        )
    },
    Pair {
        fails: &[(", public_ip: 198.51.100.9", "")],
        ..pair(
            "RT-53",
            firewall,
            "internet -> web tcp/443",
            [
                IN,
                "edge-appliance-no-public-ip: internet > a.igw (destination 198.51.100.7 = 10.0.1.10)",
            ],
        )
    },
    // What goes out passes it, too.
    Pair {
        fails: &[(
            "web: { routes: { 0.0.0.0/0: instance.fw } }",
            "web: { routes: { 0.0.0.0/0: igw } }",
        )],
        ..pair(
            "RT-54",
            firewall,
            "web -> internet tcp/443",
            [OUT, "edge-asymmetry: web > a.web > a.igw"],
        )
    },
    // Nothing that comes from a transit gateway is led astray.
    Pair {
        fails_flow: "internet -> y tcp/443",
        ..pair(
            "RT-55",
            behind_transit,
            "x -> y tcp/443",
            [
                "delivered 8500: x > a.app > core.a > core > core.b > b.edge > b.app > y",
                "delivered 1500: internet > b.igw (destination 198.51.100.7 = 10.2.1.10) > b.edge > fw > b.edge > b.app > y",
            ],
        )
    },
    // A public pool comes in untranslated, to the interface that its own table names,
    Pair {
        fails: &[("192.0.2.0/24: instance.fw", "192.0.2.128/25: instance.fw")],
        ..pair(
            "RT-56",
            pool,
            "internet -> 192.0.2.1 tcp/443",
            [
                "delivered 1500: internet > a.igw > a.fw > fw (destination 192.0.2.1 = 10.0.1.10) > a.fw > a.web > web",
                "igw-dst-not-in-vpc: internet > a.igw",
            ],
        )
    },
    // and goes out untranslated.
    Pair {
        by_reply: true,
        fails: &[(
            "web: { routes: { 0.0.0.0/0: instance.fw } }",
            "web: { routes: { 0.0.0.0/0: igw } }",
        )],
        ..pair(
            "RT-56",
            pool,
            "internet -> 192.0.2.1 tcp/443",
            [
                "delivered 1500: web > a.web > a.fw > fw (source 10.0.1.10 = 192.0.2.1) > a.fw > a.igw > internet",
                "return-source-mismatch: web > a.web > a.igw (source 10.0.1.10 = 198.51.100.7) > internet",
            ],
        )
    },
    // An appliance has its source/destination check off,
    Pair {
        fails: &[("source_dest_check: false", "source_dest_check: true")],
        ..pair(
            "RT-57",
            firewall,
            "web -> internet tcp/443",
            [OUT, "src-dst-check: web > a.web > a.fw > fw"],
        )
    },
    // and one that keeps state sees both directions.
    Pair {
        by_reply: true,
        both: &[
            ("forwards: true", "forwards: { stateful: true }"),
            ("app: { cidr: 10.0.2.0/24 }", "app: { cidr: 10.0.2.0/24, route_table: app }"),
            (
                "route_tables:\n",
                "route_tables:\n      app: { routes: { 10.0.1.0/24: instance.fw } }\n",
            ),
        ],
        holds: &[("web: { routes: {", "web: { routes: { 10.0.2.0/24: instance.fw,")],
        ..pair(
            "RT-57",
            firewall,
            "app -> web tcp/443",
            [
                "delivered 9001: web > a.web > a.fw > fw > a.fw > a.app > app",
                "return-asymmetric: web > a.web > a.app > app",
            ],
        )
    },
];

const IN: &str = "delivered 1500: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.fw > \
                  fw > a.fw > a.web > web";
const STRAIGHT: &str =
    "delivered 1500: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.web > web";
const OUT: &str = "delivered 1500: web > a.web > a.fw > fw > a.fw > a.igw \
                   (source 10.0.1.10 = 198.51.100.7) > internet";

/// A web server behind a firewall, in both directions.
pub(crate) fn firewall() -> String {
    FIREWALL.to_owned()
}

/// A transit gateway leads to a VPC that has a firewall behind its internet gateway.
fn behind_transit() -> String {
    edited(
        TRANSIT.to_owned(),
        &[
            (
                "cidrs: [10.2.0.0/16]",
                "cidrs: [10.2.0.0/16]\n    internet_gateway: { edge_route_table: gateway }",
            ),
            (
                "edge: {}",
                "edge: { routes: { 0.0.0.0/0: igw } }\n      gateway: { routes: { 10.2.1.0/24: instance.fw } }",
            ),
            (
                "y: { subnet: b.app, ip: 10.2.1.10 }",
                "y: { subnet: b.app, ip: 10.2.1.10, public_ip: 198.51.100.7 }\n  fw: { subnet: b.edge, ip: 10.2.9.10, public_ip: 198.51.100.9, source_dest_check: false, forwards: true }",
            ),
        ],
    )
}

/// The firewall takes the addresses of a public pool, and leads one to the web server.
pub(crate) fn pool() -> String {
    edited(
        firewall(),
        &[
            (
                "{ edge_route_table: edge }",
                "{ public_pools: { p: { cidrs: [192.0.2.0/24], route_table: pool } } }",
            ),
            (
                "edge: { routes: { 10.0.1.0/24: instance.fw }",
                "pool: { routes: { 192.0.2.0/24: instance.fw }",
            ),
            (
                "forwards: true",
                "forwards: { destination_nat: [{ from: 192.0.2.1, to: 10.0.1.10 }] }",
            ),
        ],
    )
}

/// What the VPN connection brings into VPC `a` passes a firewall.
fn by_vpn() -> String {
    edited(
        HYBRID.to_owned(),
        &[
            (
                "cidrs: [10.1.0.0/16]\n    virtual_private_gateway: true",
                "cidrs: [10.1.0.0/16]\n    virtual_private_gateway: { edge_route_table: in }",
            ),
            (
                "{ app: { cidr: 10.1.1.0/24, route_table: app } }\n    route_tables: {",
                "{ app: { cidr: 10.1.1.0/24, route_table: app }, dmz: { cidr: 10.1.5.0/24 } }\n    \
                 route_tables: { in: { routes: { 10.1.1.0/24: instance.fw } },",
            ),
            ("instances:\n", FW),
        ],
    )
}

const FW: &str = "instances:\n  fw: { subnet: a.dmz, ip: 10.1.5.10, public_ip: 198.51.100.9, \
                  source_dest_check: false, forwards: true }\n";

const FIREWALL: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    internet_gateway: { edge_route_table: edge }
    subnets:
      web: { cidr: 10.0.1.0/24, route_table: web }
      app: { cidr: 10.0.2.0/24 }
      fw: { cidr: 10.0.3.0/24, route_table: fw }
    route_tables:
      web: { routes: { 0.0.0.0/0: instance.fw } }
      fw: { routes: { 0.0.0.0/0: igw } }
      edge: { routes: { 10.0.1.0/24: instance.fw } }
instances:
  web: { subnet: a.web, ip: 10.0.1.10, public_ip: 198.51.100.7 }
  app: { subnet: a.app, ip: 10.0.2.10 }
  fw: { subnet: a.fw, ip: 10.0.3.10, public_ip: 198.51.100.9, source_dest_check: false, forwards: true }
";
