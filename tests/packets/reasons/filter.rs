//! Security groups, network ACLs, and replies.

use super::{Case, Direction, case, rack, region};
use crate::stems::{Edits, edited};

pub(super) const CASES: &[Case] = &[
    Case {
        twin_flow: "web -> app tcp/443 --size 1300",
        ..case("mtu-exceeded", rack, "web -> app tcp/443 --size 1301", &[])
    },
    Case {
        twin: "mtu-exceeded",
        both: &[
            ("rack: { cidr: 10.0.1.0/24,", "rack: { cidr: 10.0.1.0/24, network_acl: n,"),
            (
                "    route_tables:\n      rack:",
                "    network_acls:\n      n:\n        inbound: { 100: allow tcp from 0.0.0.0/0, 200: allow any from 10.0.0.0/8 }\n        \
                 outbound: { 100: allow any to 0.0.0.0/0 }\n    route_tables:\n      rack:",
            ),
        ],
        ..case(
            "pmtud-blocked",
            rack,
            "web -> app tcp/443 --size 1400",
            &[(", 200: allow any from 10.0.0.0/8", "")],
        )
    },
    case("sg-deny-in", grouped, "web -> app tcp/443", &[("tcp/443 from", "tcp/80 from")]),
    case("sg-deny-out", grouped, "web -> app tcp/443", &[("any to", "udp to")]),
    case("sg-empty", grouped, "web -> app tcp/443", &[("[any to 0.0.0.0/0]", "[]")]),
    case(
        "sg-ref-lost",
        behind_gateway,
        "web -> far tcp/443",
        &[("any from 10.0.0.0/8", "any from security_group.a.g")],
    ),
    Case {
        both: &[
            ("peering_connections:", "    security_groups: { f: {} }\npeering_connections:"),
            ("ip: 10.9.1.10 }", "ip: 10.9.1.10, security_groups: [f] }"),
            ("tcp/443 from 10.0.0.0/8", "any from security_group.b.f"),
        ],
        ..case(
            "sg-ref-unknown-peer",
            grouped,
            "far -> app tcp/443",
            &[("  b:\n    cidrs:", "  b:\n    region: eu-west-1\n    cidrs:")],
        )
    },
    case("nacl-deny-in", filtered, "web -> app tcp/443", &[("allow any from", "allow udp from")]),
    case("nacl-deny-out", filtered, "app -> web tcp/443", &[("allow any to", "allow udp to")]),
    Case {
        direction: Direction::Back,
        ..case(
            "return-nacl-deny",
            filtered,
            "web -> app tcp/443",
            &[("allow any to", "allow tcp/443 to")],
        )
    },
    Case {
        direction: Direction::Back,
        ..case(
            "return-no-route",
            region,
            "app -> far tcp/443",
            &[("10.0.0.0/16: peering_connection.ab", "10.1.0.0/16: peering_connection.ab")],
        )
    },
];

/// Two instances with security groups.
fn grouped() -> String {
    let edits: Edits = &[
        (
            "    nat_gateways: {",
            "    security_groups:\n      web: { outbound: [any to 0.0.0.0/0] }\n      \
             app: { inbound: [tcp/443 from 10.0.0.0/8] }\n    nat_gateways: {",
        ),
        ("public_ip: 198.51.100.7 }", "public_ip: 198.51.100.7, security_groups: [web] }"),
        ("ip: 10.0.2.10 }", "ip: 10.0.2.10, security_groups: [app] }"),
    ];
    edited(region(), edits)
}

/// A subnet with a network ACL.
fn filtered() -> String {
    let edits: Edits = &[
        ("cidr: 10.0.2.0/24,", "cidr: 10.0.2.0/24, network_acl: n,"),
        (
            "    nat_gateways: {",
            "    network_acls:\n      n:\n        inbound: { 100: allow any from 0.0.0.0/0 }\n        \
             outbound: { 100: allow any to 0.0.0.0/0 }\n    nat_gateways: {",
        ),
    ];
    edited(region(), edits)
}

/// Two VPCs on one Outpost, joined by its local gateway; the groups of the far one filter.
fn behind_gateway() -> String {
    let edits: Edits = &[
        ("172.16.0.0/16: lgw", "172.16.0.0/16: lgw, 10.9.0.0/16: lgw"),
        ("vpcs: [a]", "vpcs: [a, b]"),
        (
            "outposts:\n",
            "    security_groups: { g: {} }\n  b:\n    cidrs: [10.9.0.0/16]\n    subnets: { s: { cidr: 10.9.1.0/24, \
             outpost: p, route_table: s } }\n    route_tables: { s: { routes: { 10.0.0.0/16: lgw } } }\n    \
             security_groups: { f: { inbound: [any from 10.0.0.0/8] } }\n\
             peering_connections: { ab: { vpcs: [a, b] } }\noutposts:\n",
        ),
        (
            "ip: 10.0.1.10 }",
            "ip: 10.0.1.10, security_groups: [g] }\n  \
             far: { subnet: b.s, ip: 10.9.1.10, security_groups: [f] }",
        ),
    ];
    edited(rack(), edits)
}
