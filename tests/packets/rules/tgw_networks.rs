//! The networks that the pairs about transit gateways start from.

use crate::{
    joined::{INSPECTED, PEERED, TRANSIT},
    stems::edited,
};

pub(super) fn transit() -> String {
    TRANSIT.to_owned()
}

pub(crate) fn inspected() -> String {
    INSPECTED.to_owned()
}

pub(super) fn peered() -> String {
    PEERED.to_owned()
}

/// A second VPN connection to the same site, by another router.
pub(super) fn two_ways() -> String {
    edited(
        transit(),
        &[
            (
                "      wan: { vpn: wan, association: main, propagate_to: main }\n",
                "      wan: { vpn: wan, association: main, propagate_to: main }\n      \
                 alt: { vpn: alt, association: main, propagate_to: main }\n",
            ),
            (
                "{ wan: { customer_gateway: c.r } }",
                "{ wan: { customer_gateway: c.r }, alt: { customer_gateway: c.q } }",
            ),
            (
                "    routers: { r: {",
                "    routers:\n      q: { interfaces: { lan: 172.16.0.2/24 }, announce: [172.16.0.0/24] }\n      r: {",
            ),
            ("announce: [172.16.0.0/24] } }\n    hosts", "announce: [172.16.0.0/24] }\n    hosts"),
            ("lan: { cidr: 172.16.0.0/24 }", "lan: { cidr: 172.16.0.0/24, next_hop: r }"),
        ],
    )
}

/// IPv6 in both VPCs.
pub(super) fn six() -> String {
    edited(
        transit(),
        &[
            ("cidrs: [10.1.0.0/16]", "cidrs: [10.1.0.0/16, \"2001:db8:1::/56\"]"),
            ("cidrs: [10.2.0.0/16]", "cidrs: [10.2.0.0/16, \"2001:db8:2::/56\"]"),
            ("cidr: 10.1.1.0/24,", "cidr: 10.1.1.0/24, ipv6_cidr: \"2001:db8:1::/64\","),
            ("cidr: 10.2.1.0/24,", "cidr: 10.2.1.0/24, ipv6_cidr: \"2001:db8:2::/64\","),
            ("ip: 10.1.1.10", "ip: 10.1.1.10, ipv6: \"2001:db8:1::10\""),
            ("ip: 10.2.1.10", "ip: 10.2.1.10, ipv6: \"2001:db8:2::10\""),
            (
                "app: { routes: { 10.0.0.0/8: transit_gateway.core, 172.16.0.0/12: transit_gateway.core } }\n  b:",
                "app: { routes: { \"::/0\": transit_gateway.core } }\n  b:",
            ),
            (
                "app: { routes: { 10.0.0.0/8: transit_gateway.core, 172.16.0.0/12: transit_gateway.core } }\n      edge",
                "app: { routes: { \"::/0\": transit_gateway.core } }\n      edge",
            ),
            ("a: { vpc: a,", "a: { ipv6: true, vpc: a,"),
        ],
    )
}

/// A third VPC that has the addresses of `b`.
pub(super) fn overlapping() -> String {
    edited(
        transit(),
        &[
            (
                "transit_gateways:\n",
                "  c:\n    cidrs: [10.2.0.0/16]\n    subnets: { edge: { cidr: 10.2.9.0/24, zone: usw2-az1 } }\ntransit_gateways:\n",
            ),
            (
                "      b: { vpc: b,",
                "      c: { vpc: c, subnets: [edge], created: \"2026-02-02\", association: main, propagate_to: main }\n      b: { vpc: b,",
            ),
        ],
    )
}

/// Security groups that refer to each other.
pub(crate) fn grouped() -> String {
    edited(
        transit(),
        &[
            ("cidrs: [10.1.0.0/16]", "cidrs: [10.1.0.0/16]\n    security_groups: { app: {} }"),
            (
                "cidrs: [10.2.0.0/16]",
                "cidrs: [10.2.0.0/16]\n    security_groups: { db: { inbound: [tcp/443 from security_group.a.app] } }",
            ),
            ("ip: 10.1.1.10", "ip: 10.1.1.10, security_groups: [app]"),
            ("ip: 10.2.1.10", "ip: 10.2.1.10, security_groups: [db]"),
        ],
    )
}

/// The subnets of VPC `a` stand on an Outpost, but for the one of the attachment.
pub(super) fn on_outpost() -> String {
    edited(
        transit(),
        &[
            ("cidr: 10.1.1.0/24, zone: usw2-az1", "cidr: 10.1.1.0/24, outpost: p"),
            ("instances:\n", "outposts: { p: { zone: usw2-az1 } }\ninstances:\n"),
        ],
    )
}

/// VPC `b` has a NAT gateway that VPC `a` uses, too.
pub(super) fn by_nat() -> String {
    edited(
        transit(),
        &[
            (
                "10.0.0.0/8: transit_gateway.core, 172.16.0.0/12: transit_gateway.core } }\n  b:",
                "0.0.0.0/0: transit_gateway.core } }\n  b:",
            ),
            (
                "cidrs: [10.2.0.0/16]",
                "cidrs: [10.2.0.0/16]\n    internet_gateway: true\n    nat_gateways: { n: { subnet: public, ip: 10.2.8.5, public_ip: 203.0.113.5 } }",
            ),
            (
                "      edge: { cidr: 10.2.9.0/24",
                "      public: { cidr: 10.2.8.0/24, zone: usw2-az1, route_table: public }\n      edge: { cidr: 10.2.9.0/24",
            ),
            (
                "      edge: {}",
                "      public: { routes: { 0.0.0.0/0: igw } }\n      edge: { routes: { 0.0.0.0/0: nat_gateway.n } }",
            ),
            ("main: {}", "main: { routes: { 0.0.0.0/0: attachment.b } }"),
        ],
    )
}
