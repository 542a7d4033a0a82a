//! Network ACLs.

use super::{Pair, edits};
use crate::stems::{REGION, edited};

/// Two subnets of one VPC; the private one has an ACL with rules for one service and its replies.
fn guarded() -> String {
    edited(
        REGION.to_owned(),
        &[
            ("cidr: 10.0.2.0/24,", "cidr: 10.0.2.0/24, network_acl: n,"),
            (
                "    nat_gateways: {",
                "    network_acls:\n      n:\n        inbound: { 100: allow tcp/443 from 10.0.1.0/24 }\n        \
                 outbound: { 100: allow tcp/1024-65535 to 10.0.1.0/24 }\n    nat_gateways: {",
            ),
        ],
    )
}

const IN: &str = "inbound: { 100: allow tcp/443 from 10.0.1.0/24 }";
const OUT: &str = "outbound: { 100: allow tcp/1024-65535 to 10.0.1.0/24 }";

pub(super) const PAIRS: &[Pair] = &[
    edits(
        "ACL-01",
        guarded,
        "web -> app tcp/80",
        &[],
        &[(", network_acl: n,", ",")],
        ["nacl-deny-in", "delivered, delivered"],
    ),
    edits(
        "ACL-01",
        guarded,
        "web -> app tcp/443",
        &[(IN, "inbound: {}")],
        &[],
        ["nacl-deny-in", "delivered, delivered"],
    ),
    edits(
        "ACL-02",
        guarded,
        "web -> app tcp/443",
        &[(IN, "inbound: { 100: allow tcp/443 from 10.0.1.0/24, 90: deny tcp from 10.0.0.0/8 }")],
        &[(IN, "inbound: { 100: allow tcp/443 from 10.0.1.0/24, 110: deny tcp from 10.0.0.0/8 }")],
        ["nacl-deny-in", "delivered, delivered"],
    ),
    edits(
        "ACL-03",
        guarded,
        "web -> app tcp/443",
        &[(OUT, "outbound: { 100: allow tcp/443 to 10.0.1.0/24 }")],
        &[],
        ["delivered, return-nacl-deny", "delivered, delivered"],
    ),
    edits(
        "ACL-03",
        guarded,
        "web -> app tcp/443",
        &[(OUT, "outbound: { 100: allow tcp/32768-61000 to 10.0.1.0/24 }")],
        &[],
        ["delivered, delivered+return-nacl-deny", "delivered, delivered"],
    ),
    Pair {
        both: &[("  far: {", "  near: { subnet: a.private, ip: 10.0.2.11 }\n  far: {")],
        fails_flow: "web -> app tcp/22",
        ..edits(
            "ACL-04",
            guarded,
            "near -> app tcp/22",
            &[],
            &[],
            ["delivered, delivered", "nacl-deny-in"],
        )
    },
    Pair {
        both: &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16, 2001:db8::/56]"),
            ("cidr: 10.0.1.0/24,", "cidr: 10.0.1.0/24, ipv6_cidr: 2001:db8:0:1::/64,"),
            ("cidr: 10.0.2.0/24,", "cidr: 10.0.2.0/24, ipv6_cidr: 2001:db8:0:2::/64,"),
            ("ip: 10.0.1.10,", "ip: 10.0.1.10, ipv6: 2001:db8:0:1::10,"),
            ("ip: 10.0.2.10", "ip: 10.0.2.10, ipv6: 2001:db8:0:2::10"),
            (OUT, "outbound: { 100: allow any to ::/0 }"),
        ],
        ..edits(
            "ACL-05",
            guarded,
            "web -> 2001:db8:0:2::10 tcp/443",
            &[(IN, "inbound: { 100: allow any from 0.0.0.0/0 }")],
            &[(IN, "inbound: { 100: allow any from ::/0 }")],
            ["nacl-deny-in", "delivered, delivered"],
        )
    },
];
