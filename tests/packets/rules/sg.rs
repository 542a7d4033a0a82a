//! Security groups.

use super::{Pair, edits};
use crate::stems::{RACK, REGION, edited};

/// Two instances of one VPC, each with a group of its own.
fn grouped() -> String {
    edited(
        REGION.to_owned(),
        &[
            (
                "    nat_gateways: {",
                "    security_groups:\n      web: { inbound: [tcp/443 from 10.0.0.0/8] }\n      \
                 app: { inbound: [tcp/443 from 10.0.1.0/24], outbound: [tcp/443 to 10.0.0.0/8] }\n      \
                 more: { inbound: [tcp/80 from 10.0.1.0/24], outbound: [] }\n    nat_gateways: {",
            ),
            ("public_ip: 198.51.100.7 }", "public_ip: 198.51.100.7, security_groups: [web] }"),
            ("ip: 10.0.2.10 }", "ip: 10.0.2.10, security_groups: [app] }"),
        ],
    )
}

/// Two VPCs on one Outpost, joined by its local gateway and by peering; groups name each other.
fn two_vpcs() -> String {
    edited(
        RACK.to_owned(),
        &[
            ("172.16.0.0/16: lgw", "172.16.0.0/16: lgw, 10.9.0.0/16: lgw"),
            ("vpcs: [a]", "vpcs: [a, b]"),
            (
                "outposts:\n",
                "    security_groups: { g: {} }\n  b:\n    cidrs: [10.9.0.0/16]\n    subnets: { s: { cidr: 10.9.1.0/24, outpost: p, \
                 route_table: s } }\n    route_tables: { s: { routes: { 10.0.0.0/16: lgw } } }\n    \
                 security_groups: { f: { inbound: [any from security_group.a.g] } }\n\
                 peering_connections: { ab: { vpcs: [a, b] } }\noutposts:\n",
            ),
            (
                "ip: 10.0.1.10 }",
                "ip: 10.0.1.10, security_groups: [g] }\n  far: { subnet: b.s, ip: 10.9.1.10, security_groups: [f] }",
            ),
        ],
    )
}

const WEB: &str = "web: { inbound: [tcp/443 from 10.0.0.0/8] }";
const APP: &str = "app: { inbound: [tcp/443 from 10.0.1.0/24], outbound: [tcp/443 to 10.0.0.0/8] }";
const MORE: &str = "more: { inbound: [tcp/80 from 10.0.1.0/24], outbound: [] }";
const BOTH: [&str; 2] = ["sg-deny-in", "delivered, delivered"];

pub(super) const PAIRS: &[Pair] = &[
    edits(
        "SG-01",
        grouped,
        "web -> app tcp/80",
        &[],
        &[("security_groups: [app]", "security_groups: [app, more]")],
        BOTH,
    ),
    edits(
        "SG-02",
        grouped,
        "web -> app tcp/443",
        &[(WEB, "web: { inbound: [tcp/443 from 10.0.0.0/8], outbound: [] }")],
        &[],
        ["sg-empty", "delivered, delivered"],
    ),
    edits(
        "SG-02",
        grouped,
        "web -> app tcp/443",
        &[(APP, "app: { outbound: [tcp/443 to 10.0.0.0/8] }")],
        &[],
        ["sg-empty", "delivered, delivered"],
    ),
    Pair {
        both: &[("ip: 10.0.2.10, security_groups: [app] }", "ip: 10.0.2.10 }")],
        ..edits(
            "SG-02",
            grouped,
            "web -> app tcp/443",
            &[(MORE, "default: { inbound: [any from security_group.default] }")],
            &[],
            BOTH,
        )
    },
    Pair {
        both: &[(
            "peering_connections: {",
            "prefix_lists: { l: { entries: [10.0.1.0/24] } }\npeering_connections: {",
        )],
        ..edits(
            "SG-03",
            grouped,
            "web -> app tcp/443",
            &[
                (APP, "app: { inbound: [tcp/443 from prefix_list.l] }"),
                ("entries: [10.0.1.0/24]", "entries: [10.0.3.0/24]"),
            ],
            &[(APP, "app: { inbound: [tcp/443 from prefix_list.l] }")],
            BOTH,
        )
    },
    edits(
        "SG-04",
        grouped,
        "web -> app tcp/443",
        &[(APP, "app: { inbound: [tcp/443 from security_group.more] }")],
        &[(APP, "app: { inbound: [tcp/443 from security_group.web] }")],
        BOTH,
    ),
    Pair {
        both: &[(APP, "app: { inbound: [any from security_group.b.f] }"), FAR, OF_FAR],
        ..edits(
            "SG-05",
            grouped,
            "far -> app tcp/443",
            &[("  b:\n    cidrs:", "  b:\n    region: eu-west-1\n    cidrs:")],
            &[],
            ["sg-ref-unknown-peer", "delivered, delivered"],
        )
    },
    // Once the peering is gone, a rule that names a group of the peer matches nothing.
    Pair {
        both: &[
            ("g: {}", "g: { outbound: [any to security_group.b.f] }"),
            ("any from security_group.a.g", "any from 10.0.0.0/16"),
        ],
        ..edits(
            "SG-06",
            two_vpcs,
            "web -> far tcp/443",
            &[("ab: { vpcs: [a, b] }", "ab: { vpcs: [a, b], state: deleted }")],
            &[],
            ["sg-ref-unknown-peer", "delivered, delivered"],
        )
    },
    edits(
        "SG-07",
        two_vpcs,
        "web -> far tcp/443",
        &[],
        &[
            (
                "172.16.0.0/16: lgw, 10.9.0.0/16: lgw",
                "172.16.0.0/16: lgw, 10.9.0.0/16: peering_connection.ab",
            ),
            ("10.0.0.0/16: lgw", "10.0.0.0/16: peering_connection.ab"),
        ],
        ["sg-ref-lost", "delivered, delivered"],
    ),
    edits(
        "SG-08",
        grouped,
        "web -> app tcp/443",
        &[(APP, "app: { inbound: [tcp/443 from 10.0.1.0/24], outbound: [] }")],
        &[(APP, "app: { inbound: [tcp/444 from 10.0.1.0/24], outbound: [] }")],
        ["delivered, delivered", "sg-deny-in"],
    ),
    Pair {
        cites: &["SG-09"],
        ..edits(
            "SG-09",
            grouped,
            "web -> app tcp/443",
            &[(APP, "app: { inbound: [tcp/443 from 0.0.0.0/0], outbound: [any to 0.0.0.0/0] }")],
            &[(
                APP,
                "app: { inbound: [tcp/443 from 0.0.0.0/0], outbound: [tcp/443 to 0.0.0.0/0] }",
            )],
            ["delivered, delivered", "delivered, delivered"],
        )
    },
    Pair {
        both: &[
            (WEB, "web: { inbound: [any from 0.0.0.0/0], outbound: [tcp to 0.0.0.0/0] }"),
            (
                "ip: 10.0.2.10, security_groups: [app] }",
                "ip: 10.0.2.10, public_ip: 198.51.100.8, security_groups: [web] }",
            ),
        ],
        cites: &["SG-10"],
        ..edits(
            "SG-10",
            grouped,
            "app -> internet tcp/443",
            &[],
            &[("0.0.0.0/0: nat_gateway.n", "0.0.0.0/0: igw")],
            ["delivered, delivered", "delivered, delivered"],
        )
    },
    Pair {
        both: &[
            (WEB, "web: { inbound: [any from 0.0.0.0/0], outbound: [tcp to 0.0.0.0/0] }"),
            (
                "instances:\n",
                "network_interfaces: { lb: { subnet: a.private, ip: 10.0.2.20, service: nlb, security_groups: [web] } }\ninstances:\n",
            ),
        ],
        cites: &["SG-10"],
        ..edits(
            "SG-10",
            grouped,
            "web -> lb tcp/443",
            &[],
            &[("service: nlb", "service: alb")],
            ["delivered, delivered", "delivered, delivered"],
        )
    },
    Pair {
        both: &[(APP, "app: { inbound: [any from 0.0.0.0/0], outbound: [any to 0.0.0.0/0] }")],
        cites: &["SG-11"],
        fails_flow: "web -> app tcp/47",
        ..edits(
            "SG-11",
            grouped,
            "web -> app proto/47",
            &[],
            &[],
            ["delivered, delivered", "delivered, delivered"],
        )
    },
    Pair {
        fails_flow: "web -> 10.0.0.4 tcp/53",
        ..edits(
            "SG-12",
            grouped,
            "web -> 10.0.0.2 tcp/53",
            &[],
            &[],
            ["unsupported-object", "no-such-subnet"],
        )
    },
    Pair {
        both: &[(APP, "app: { inbound: [icmp/8 from 10.0.1.0/24] }")],
        fails_flow: "web -> app icmp/13",
        ..edits(
            "SG-13",
            grouped,
            "web -> app icmp/echo",
            &[],
            &[],
            ["delivered, delivered", "sg-deny-in"],
        )
    },
    Pair {
        both: &[OF_FAR_IN_A, FAR],
        ..edits(
            "SG-14",
            grouped,
            "app -> far tcp/443",
            &[(MORE, "more: { inbound: [tcp/80 from 10.0.0.0/8], further_vpcs: [b] }")],
            &[(MORE, "more: { inbound: [tcp/443 from 10.0.0.0/8], further_vpcs: [b] }")],
            BOTH,
        )
    },
];

const FAR: (&str, &str) =
    ("peering_connections:", "    security_groups: { f: {} }\npeering_connections:");
const OF_FAR: (&str, &str) = ("ip: 10.9.1.10 }", "ip: 10.9.1.10, security_groups: [f] }");
const OF_FAR_IN_A: (&str, &str) = ("ip: 10.9.1.10 }", "ip: 10.9.1.10, security_groups: [a.more] }");
