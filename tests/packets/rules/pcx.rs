//! VPC peering connections.

use super::{Pair, edits, pair};
use crate::stems::{REGION, edited};

fn region() -> String {
    REGION.to_owned()
}

/// A third VPC that is peered with the second.
fn in_a_row() -> String {
    edited(
        region(),
        &[
            (
                "peering_connections: { ab: { vpcs: [a, b] } }",
                "  c:\n    cidrs: [10.8.0.0/16]\n    subnets: { s: { cidr: 10.8.1.0/24, route_table: s } }\n    \
                 route_tables: { s: { routes: { 10.0.0.0/16: peering_connection.bc } } }\n\
                 peering_connections: { ab: { vpcs: [a, b] }, bc: { vpcs: [b, c] } }",
            ),
            ("10.9.0.0/16: peering_connection.ab,", "10.8.0.0/15: peering_connection.ab,"),
            ("instances:\n", "instances:\n  last: { subnet: c.s, ip: 10.8.1.10 }\n"),
        ],
    )
}

/// Two peers of one VPC with the same addresses.
fn two_peers() -> String {
    edited(
        region(),
        &[
            (
                "peering_connections: { ab: { vpcs: [a, b] } }",
                "  c:\n    cidrs: [10.9.0.0/16]\n    subnets: { s: { cidr: 10.9.1.0/24, route_table: s } }\n    \
                 route_tables: { s: { routes: { 10.0.0.0/16: peering_connection.ac } } }\n\
                 peering_connections: { ab: { vpcs: [a, b] }, ac: { vpcs: [a, c] } }",
            ),
            ("instances:\n", "instances:\n  twin: { subnet: c.s, ip: 10.9.1.10 }\n"),
        ],
    )
}

/// Security groups that refer to each other.
fn grouped() -> String {
    edited(
        region(),
        &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16]\n    security_groups: { app: {} }"),
            (
                "cidrs: [10.9.0.0/16]",
                "cidrs: [10.9.0.0/16]\n    security_groups: { far: { inbound: [tcp/443 from security_group.a.app] } }",
            ),
            ("ip: 10.0.2.10", "ip: 10.0.2.10, security_groups: [app]"),
            ("ip: 10.9.1.10", "ip: 10.9.1.10, security_groups: [far]"),
        ],
    )
}

const PEERED: &str = "delivered 9001: app > a.private > ab > b.s > far";

pub(super) const PAIRS: &[Pair] = &[
    // Only an active connection forwards.
    edits(
        "PCX-01",
        region,
        "app -> far tcp/443",
        &[],
        &[("vpcs: [a, b]", "vpcs: [a, b], state: pending-acceptance")],
        [PEERED, "component-not-ready: app > a.private"],
    ),
    // A peer's peer is no peer.
    edits(
        "PCX-03",
        in_a_row,
        "app -> last tcp/443",
        &[],
        &[
            ("bc: { vpcs: [b, c] }", "bc: { vpcs: [a, c] }"),
            ("10.8.0.0/15: peering_connection.ab,", "10.8.0.0/15: peering_connection.bc,"),
        ],
        [
            "pcx-address-not-in-peer: app > a.private > ab",
            "delivered 9001: app > a.private > bc > c.s > last",
        ],
    ),
    // The internet gateway of a peer cannot be used.
    edits(
        "PCX-04",
        region,
        "far -> internet tcp/443",
        &[("10.0.0.0/16: peering_connection.ab", "0.0.0.0/0: peering_connection.ab")],
        &[
            ("10.0.0.0/16: peering_connection.ab", "0.0.0.0/0: igw"),
            ("cidrs: [10.9.0.0/16]", "cidrs: [10.9.0.0/16]\n    internet_gateway: true"),
            ("ip: 10.9.1.10", "ip: 10.9.1.10, public_ip: 198.51.100.9"),
        ],
        [
            "pcx-address-not-in-peer: far > b.s > ab",
            "delivered 1500: far > b.s > b.igw (source 10.9.1.10 = 198.51.100.9) > internet",
        ],
    ),
    // Only what is for the peer crosses.
    Pair {
        both: &[("10.9.0.0/16: peering_connection.ab,", "10.8.0.0/15: peering_connection.ab,")],
        fails_flow: "app -> 10.8.1.10 tcp/443",
        ..pair(
            "PCX-05",
            region,
            "app -> far tcp/443",
            [PEERED, "pcx-address-not-in-peer: app > a.private > ab"],
        )
    },
    // A reply follows the table of who answers.
    edits(
        "PCX-06",
        two_peers,
        "far -> app tcp/443",
        &[("10.9.0.0/16: peering_connection.ab,", "10.9.0.0/16: peering_connection.ac,")],
        &[],
        ["delivered, return-wrong-vpc", "delivered, delivered"],
    ),
    // Between Regions packets are smaller,
    edits(
        "PCX-07",
        region,
        "app -> far tcp/443",
        &[],
        &[("  b:\n    cidrs:", "  b:\n    region: eu-west-1\n    cidrs:")],
        [PEERED, "delivered 8500: app > a.private > ab > b.s > far"],
    ),
    // and groups do not refer to each other.
    edits(
        "PCX-07",
        grouped,
        "app -> far tcp/443",
        &[],
        &[("  b:\n    cidrs:", "  b:\n    region: eu-west-1\n    cidrs:")],
        [PEERED, "sg-ref-unknown-peer: app > a.private > ab > b.s > far"],
    ),
];
