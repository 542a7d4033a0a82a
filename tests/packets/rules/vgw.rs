//! Virtual private gateways, VPN connections and Direct Connect gateways.

use super::{Pair, edits, pair};
use crate::{
    joined::{HYBRID, STACKED, TRANSIT},
    stems::edited,
};

fn hybrid() -> String {
    HYBRID.to_owned()
}

fn stacked() -> String {
    STACKED.to_owned()
}

/// VPC `a` has three ways to one site: two VPN connections and Direct Connect.
fn three_ways() -> String {
    edited(
        hybrid(),
        &[
            (
                "{ wan: { gateway: a.vgw, customer_gateway: c.r } }",
                "{ wan: { gateway: a.vgw, customer_gateway: c.r }, \
                 alt: { gateway: a.vgw, customer_gateway: c.q } }",
            ),
            ("type: private, gateway: dxgw", "type: private, gateway: a.vgw"),
            (
                "      s: { asn: 65002, interfaces: { wing: 172.17.0.1/24 }, announce: [172.17.0.0/24] }",
                "      s: { interfaces: { lan: 172.16.0.3/24 }, announce: [172.16.0.0/24] }\n      \
                 q: { interfaces: { lan: 172.16.0.2/24 }, announce: [172.16.0.0/24] }",
            ),
            (", log: { ip: 172.17.0.10 }", ""),
            (", wing: { cidr: 172.17.0.0/24 }", ""),
        ],
    )
}

/// The same without Direct Connect.
fn two_tunnels() -> String {
    edited(three_ways(), &[("mtu: 9001 }", "mtu: 9001, session: down }")])
}

/// Two virtual interfaces lead to one site.
fn two_ports() -> String {
    edited(
        three_ways(),
        &[
            (
                "{ virtual_interfaces: { dx:",
                "{ virtual_interfaces: { up: { type: private, gateway: a.vgw, peer: c.q }, dx:",
            ),
            (", alt: { gateway: a.vgw, customer_gateway: c.q }", ""),
        ],
    )
}

/// Both VPCs are behind the Direct Connect gateway, and the customer announces a wider range.
fn shared() -> String {
    edited(
        hybrid(),
        &[
            (
                "associations: { b.vgw: [10.2.0.0/16] }",
                "associations: { a.vgw: [10.1.0.0/16], b.vgw: [10.2.0.0/16] }",
            ),
            ("announce: [172.17.0.0/24]", "announce: [10.0.0.0/8]"),
        ],
    )
}

/// A transit gateway behind the Direct Connect gateway.
fn transit() -> String {
    edited(
        TRANSIT.to_owned(),
        &[
            (
                "      wan: { vpn: wan, association: main, propagate_to: main }",
                "      dx: { direct_connect_gateway: dxgw, allowed_prefixes: [10.1.0.0/16], association: main, propagate_to: main }",
            ),
            (
                "vpn_connections: { wan: { customer_gateway: c.r } }",
                "direct_connect_gateways: { dxgw: {} }\ndirect_connect: { port: { virtual_interfaces: { up: { type: transit, gateway: dxgw, peer: c.r, mtu: 8500 } } } }",
            ),
        ],
    )
}

const BY_R: &str = "delivered 1446: x > a.app > a.vgw > wan > c.r > c.db";
const BY_Q: &str = "delivered 1446: x > a.app > a.vgw > alt > c.q > c.db";
const BY_S: &str = "delivered 9001: x > a.app > a.vgw > port.dx > c.s > c.db";
const BY_UP: &str = "delivered 1500: x > a.app > a.vgw > port.up > c.q > c.db";

pub(super) const PAIRS: &[Pair] = &[
    // Among healthy paths the longest prefix wins,
    edits(
        "VGW-01",
        three_ways,
        "x -> db tcp/443",
        &[(
            "gateway: a.vgw, customer_gateway: c.r",
            "announce: [172.16.0.0/25], gateway: a.vgw, customer_gateway: c.r",
        )],
        &[(
            "gateway: a.vgw, customer_gateway: c.r",
            "announce: [172.16.0.128/25], gateway: a.vgw, customer_gateway: c.r",
        )],
        [BY_R, BY_S],
    ),
    // then Direct Connect,
    edits(
        "VGW-01",
        three_ways,
        "x -> db tcp/443",
        &[],
        &[
            ("mtu: 9001 }", "mtu: 9001, state: down }"),
            ("customer_gateway: c.q", "prepend: 1, customer_gateway: c.q"),
        ],
        [BY_S, BY_R],
    ),
    // then static VPN routes,
    edits(
        "VGW-01",
        two_tunnels,
        "x -> db tcp/443",
        &[(
            "gateway: a.vgw, customer_gateway: c.q",
            "routing: static, routes: [172.16.0.0/24], gateway: a.vgw, customer_gateway: c.q",
        )],
        &[(
            "gateway: a.vgw, customer_gateway: c.q",
            "routing: static, routes: [172.16.0.0/16], gateway: a.vgw, customer_gateway: c.q",
        )],
        [BY_Q, BY_R],
    ),
    // then the shorter AS path,
    edits(
        "VGW-01",
        two_tunnels,
        "x -> db tcp/443",
        &[("customer_gateway: c.q", "prepend: 1, med: 1, customer_gateway: c.q")],
        &[("customer_gateway: c.r", "prepend: 1, med: 1, customer_gateway: c.r")],
        [BY_R, BY_Q],
    ),
    // then the lower multi-exit discriminator.
    edits(
        "VGW-01",
        two_tunnels,
        "x -> db tcp/443",
        &[("customer_gateway: c.r", "med: 1, customer_gateway: c.r")],
        &[("customer_gateway: c.q", "med: 1, customer_gateway: c.q")],
        [BY_R, BY_Q],
    ),
    // A path is healthy while one of its tunnels is up.
    edits(
        "VGW-01",
        two_tunnels,
        "x -> db tcp/443",
        &[("customer_gateway: c.q", "med: 1, tunnels: [down, up], customer_gateway: c.q")],
        &[("customer_gateway: c.q", "med: 1, tunnels: [down, down], customer_gateway: c.q")],
        [BY_Q, BY_R],
    ),
    // What the gateway does not know it drops.
    edits(
        "VGW-02",
        hybrid,
        "x -> db tcp/443",
        &[("app: { propagate: true } }\n  b:", "app: { routes: { 0.0.0.0/0: vgw } } }\n  b:")],
        &[
            ("app: { propagate: true } }\n  b:", "app: { routes: { 0.0.0.0/0: vgw } } }\n  b:"),
            ("announce: [172.16.0.0/24]", "announce: [172.16.0.128/25]"),
        ],
        [BY_R, "no-route: x > a.app > a.vgw"],
    ),
    // It takes packets of its own VPC only,
    Pair {
        fails_flow: "y -> db tcp/443",
        ..pair(
            "VGW-03",
            stacked,
            "x -> db tcp/443",
            [BY_R, "vgw-source-not-in-vpc: y > b.app > core.b > core > core.a > a.app > a.vgw"],
        )
    },
    // and hands over to interfaces of it only.
    Pair {
        fails_flow: "db -> 10.1.1.11 tcp/443",
        ..pair(
            "VGW-03",
            hybrid,
            "db -> x tcp/443",
            [
                "delivered 1446: c.db > c.r > wan > a.vgw > a.app > x",
                "vgw-dst-not-eni: c.db > c.r > wan > a.vgw",
            ],
        )
    },
    // It propagates into the tables that say so,
    edits(
        "VGW-04",
        hybrid,
        "x -> db tcp/443",
        &[],
        &[("app: { propagate: true } }\n  b:", "app: {} }\n  b:")],
        [BY_R, "no-route: x > a.app"],
    ),
    // and nothing of a VPN connection that is down.
    edits(
        "VGW-04",
        hybrid,
        "x -> db tcp/443",
        &[("gateway: a.vgw,", "routing: static, routes: [172.16.0.0/24], gateway: a.vgw,")],
        &[(
            "gateway: a.vgw,",
            "tunnels: [down, down], routing: static, routes: [172.16.0.0/24], gateway: a.vgw,",
        )],
        [BY_R, "no-route: x > a.app"],
    ),
    // The community of the customer decides among virtual interfaces.
    edits(
        "VGW-05",
        two_ports,
        "x -> db tcp/443",
        &[("peer: c.q", "prepend: 3, local_preference: high, peer: c.q")],
        &[("peer: c.q", "local_preference: low, peer: c.q")],
        [BY_UP, BY_S],
    ),
    // From one site to another there is a way that is not judged.
    edits(
        "VGW-06",
        hybrid,
        "db -> log tcp/443",
        &[("type: private, gateway: dxgw", "type: private, gateway: a.vgw")],
        &[],
        ["unmodelled-state: c.db > c.r > wan > a.vgw", "no-route: c.db > c.r"],
    ),
    // A VPN connection carries IPv4 only.
    Pair {
        both: &[
            ("cidrs: [10.1.0.0/16]", "cidrs: [10.1.0.0/16, \"2001:db8:1::/56\"]"),
            ("cidr: 10.1.1.0/24,", "cidr: 10.1.1.0/24, ipv6_cidr: \"2001:db8:1::/64\","),
            ("ip: 10.1.1.10", "ip: 10.1.1.10, ipv6: \"2001:db8:1::10\""),
            ("cidr: 172.17.0.0/24", "cidr: \"2001:db8:c::/64\""),
            ("wing: 172.17.0.1/24", "wing: \"2001:db8:c::1/64\""),
            ("announce: [172.17.0.0/24]", "announce: [\"2001:db8:c::/64\"]"),
            ("ip: 172.17.0.10", "ip: \"2001:db8:c::10\""),
        ],
        holds: &[("customer_gateway: c.r", "customer_gateway: c.s")],
        fails: &[("type: private, gateway: dxgw", "type: private, gateway: a.vgw")],
        ..pair(
            "VGW-07",
            hybrid,
            "x -> log tcp/443",
            [
                "ipv6-unsupported: x > a.app > a.vgw > wan",
                "delivered 9001: x > a.app > a.vgw > port.dx > c.s > c.log",
            ],
        )
    },
    // The customer learns the VPC.
    edits(
        "VGW-08",
        hybrid,
        "db -> x tcp/443",
        &[],
        &[(
            "cidrs: [10.1.0.0/16]\n    virtual_private_gateway: true",
            "cidrs: [10.1.0.0/16]\n    virtual_private_gateway: { attached: false }",
        )],
        ["delivered 1446: c.db > c.r > wan > a.vgw > a.app > x", "no-route: c.db > c.r"],
    ),
    // whatever it announces itself over the link; only what the gateway has from it comes back refused.
    edits(
        "VGW-08",
        hybrid,
        "db -> x tcp/443",
        &[("announce: [172.16.0.0/24]", "announce: [172.16.0.0/24, 10.1.0.0/16]")],
        &[
            ("announce: [172.16.0.0/24]", "announce: [172.16.0.0/24, 10.1.0.0/16]"),
            (
                "cidrs: [10.1.0.0/16]\n    virtual_private_gateway: true",
                "cidrs: [10.1.0.0/16]\n    virtual_private_gateway: { attached: false }",
            ),
        ],
        ["delivered 1446: c.db > c.r > wan > a.vgw > a.app > x", "no-route: c.db > c.r"],
    ),
    // What AWS keeps for itself is not forwarded by a propagated route either.
    Pair {
        both: &[("announce: [172.16.0.0/24]", "announce: [172.16.0.0/24, 0.0.0.0/0]")],
        fails_flow: "x -> 169.254.1.7 tcp/443",
        ..pair(
            "RT-14",
            hybrid,
            "x -> 169.254.169.7 tcp/443",
            ["no-route: x > a.app", "no-route: x > a.app > a.vgw > wan > c.r"],
        )
    },
    // The allowed prefixes are a filter for a VPC,
    edits(
        "DXG-01",
        hybrid,
        "log -> y tcp/443",
        &[("b.vgw: [10.2.0.0/16]", "b.vgw: [10.0.0.0/8]")],
        &[("b.vgw: [10.2.0.0/16]", "b.vgw: [10.2.1.0/24]")],
        [
            "delivered 9001: c.log > c.s > port.dx > dxgw > b.vgw > b.app > y",
            "no-route: c.log > c.s",
        ],
    ),
    // and what is announced for a transit gateway.
    edits(
        "DXG-02",
        transit,
        "db -> y tcp/443",
        &[("[10.1.0.0/16], association", "[10.2.1.0/24], association")],
        &[],
        [
            "delivered 8500: c.db > c.r > port.up > dxgw > core.dx > core > core.b > b.edge > b.app > y",
            "no-route: c.db > c.r",
        ],
    ),
    // There is no way from VPC to VPC through the customer's network,
    edits(
        "DXG-03",
        shared,
        "x -> y tcp/443",
        &[("announce: [10.0.0.0/8]", "announce: [10.0.0.0/8, 10.2.1.0/24]")],
        &[],
        [
            "dxgw-no-transit: x > a.app > a.vgw > dxgw > port.dx > c.s > port.dx > dxgw",
            "delivered 9001: x > a.app > a.vgw > dxgw > b.vgw > b.app > y",
        ],
    ),
    // unless the customer announces a wider range.
    edits(
        "DXG-04",
        shared,
        "x -> y tcp/443",
        &[],
        &[("announce: [10.0.0.0/8]", "announce: [172.17.0.0/24]")],
        ["delivered 9001: x > a.app > a.vgw > dxgw > b.vgw > b.app > y", "no-route: x > a.app"],
    ),
    edits(
        "DXG-09",
        two_ports,
        "x -> db tcp/443",
        &[("peer: c.q", "prepend: 1, peer: c.q")],
        &[],
        [
            BY_S,
            "delivered 9001: x > a.app > a.vgw > port.dx > c.s > c.db | \
             delivered 1500: x > a.app > a.vgw > port.up > c.q > c.db",
        ],
    ),
];
