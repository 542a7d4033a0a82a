//! Reasons at transit gateways, virtual private gateways and Direct Connect gateways.

use super::{Case, Direction, case};
use crate::joined::{HYBRID, INSPECTED, STACKED, TRANSIT};

fn transit() -> String {
    TRANSIT.to_owned()
}

fn hybrid() -> String {
    HYBRID.to_owned()
}

fn inspected() -> String {
    INSPECTED.to_owned()
}

fn stacked() -> String {
    STACKED.to_owned()
}

pub(super) const CASES: &[Case] = &[
    case(
        "tgw-no-association",
        transit,
        "x -> y tcp/443",
        &[("a: { vpc: a, subnets: [edge], association: main,", "a: { vpc: a, subnets: [edge],")],
    ),
    case(
        "tgw-no-route",
        transit,
        "x -> y tcp/443",
        &[(
            "b: { vpc: b, subnets: [edge], association: main, propagate_to: main }",
            "b: { vpc: b, subnets: [edge], association: main }",
        )],
    ),
    case(
        "tgw-route-blackhole",
        transit,
        "x -> y tcp/443",
        &[("main: {}", "main: { routes: { 10.2.0.0/16: blackhole } }")],
    ),
    Case {
        good: &[(
            "edge: { cidr: 10.1.9.0/24, zone: usw2-az1 }",
            "edge: { cidr: 10.1.9.0/24, zone: usw2-az2 }",
        )],
        ..case("tgw-az-not-attached", transit, "z -> y tcp/443", &[])
    },
    Case {
        good: &[("appliance_mode: false", "appliance_mode: true")],
        direction: Direction::Back,
        ..case("tgw-az-affinity", inspected, "x -> w tcp/443", &[])
    },
    case(
        "unknown-tgw-routes",
        transit,
        "x -> y tcp/443",
        &[("main: {}", "main: { known: false }")],
    ),
    case(
        "vpn-down",
        transit,
        "x -> db tcp/443",
        // A static route stays while BGP is down.
        &[
            ("main: {}", "main: { routes: { 172.16.0.0/24: attachment.wan } }"),
            ("{ customer_gateway: c.r }", "{ customer_gateway: c.r, tunnels: [down, down] }"),
        ],
    ),
    Case {
        twin_flow: "x -> db tcp/443",
        ..case("vgw-source-not-in-vpc", stacked, "y -> db tcp/443", &[])
    },
    Case {
        twin_flow: "db -> 10.1.1.10 tcp/443",
        ..case("vgw-dst-not-eni", hybrid, "db -> 10.1.1.11 tcp/443", &[])
    },
    Case {
        both: &[(
            "associations: { b.vgw: [10.2.0.0/16] }",
            "associations: { a.vgw: [10.1.0.0/16], b.vgw: [10.2.0.0/16] }",
        )],
        // The customer takes a part of VPC `b` for its own, and sends it back.
        bad: &[("announce: [172.17.0.0/24]", "announce: [10.2.1.0/24]")],
        good: &[("announce: [172.17.0.0/24]", "announce: [10.0.0.0/8]")],
        ..case("dxgw-no-transit", hybrid, "x -> y tcp/443", &[])
    },
];
