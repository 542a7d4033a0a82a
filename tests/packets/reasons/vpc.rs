//! What is in the way inside a VPC, and between it and the internet.

use super::{Case, Direction, case, region};
use crate::{
    rules::{
        appliance::{firewall, pool},
        endpoint::{endpoints, on_premises_by_endpoint},
        nat::{on_premises_by_nat, regional, six_only},
    },
    stems::{Edits, edited},
};

pub(super) const CASES: &[Case] = &[
    Case {
        bad: &[],
        good: &[("forwards: true", "forwards: { source_nat: true }")],
        ..case("nat-source-not-in-vpc", on_premises_by_nat, "db -> 192.0.2.1 tcp/443", &[])
    },
    case(
        "nat-az-not-covered",
        regional,
        "app -> internet tcp/443",
        &[("usw2-az2: 203.0.113.6", "usw2-az3: 203.0.113.6")],
    ),
    case(
        "edge-appliance-no-public-ip",
        firewall,
        "internet -> web tcp/443",
        &[(", public_ip: 198.51.100.9", "")],
    ),
    case(
        "edge-asymmetry",
        firewall,
        "web -> internet tcp/443",
        &[("web: { routes: { 0.0.0.0/0: instance.fw } }", "web: { routes: { 0.0.0.0/0: igw } }")],
    ),
    Case {
        good: &[("    egress_only", "    internet_gateway: true\n    egress_only")],
        ..case(
            "egress-only-inbound",
            six_only,
            "internet(2600::1) -> 2001:db8:0:2::10 tcp/443",
            &[],
        )
    },
    case(
        "igw-dst-not-in-vpc",
        pool,
        "internet -> 192.0.2.1 tcp/443",
        &[("192.0.2.0/24: instance.fw", "192.0.2.128/25: instance.fw")],
    ),
    case(
        "vpc-bpa",
        region,
        "web -> internet tcp/443",
        &[("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n")],
    ),
    case(
        "vpce-source-not-in-list",
        endpoints,
        "app -> 52.218.0.1 tcp/443",
        &[
            ("prefix_list.s3: vpc_endpoint.s3", "52.0.0.0/8: vpc_endpoint.s3"),
            ("[52.218.0.0/17]", "[52.216.0.0/17]"),
        ],
    ),
    Case {
        twin_flow: "app -> a.api tcp/443",
        ..case("vpce-cannot-initiate", endpoints, "a.api -> app tcp/443", &[])
    },
    Case {
        good: &[("forwards: true", "forwards: { source_nat: true }")],
        ..case("spoofed-source", on_premises_by_endpoint, "db -> 52.218.0.1 tcp/443", &[])
    },
    case(
        "no-next-hop",
        endpoints,
        "app -> internet tcp/443",
        &[(
            "app: { routes: { prefix_list.s3: vpc_endpoint.s3, 0.0.0.0/0: vpc_endpoint.gwlb",
            "app: { routes: { 0.0.0.0/0: vpc_endpoint.api",
        )],
    ),
    Case {
        direction: Direction::Back,
        bad: &[("forwards: true", "forwards: { stateful: true }")],
        ..case("return-asymmetric", through_firewall, "app -> web tcp/443", &[])
    },
];

/// What the private subnet sends to the public one passes a firewall; replies do not.
fn through_firewall() -> String {
    let edits: Edits = &[
        ("private: { routes: {", "private: { routes: { 10.0.1.0/24: instance.fw,"),
        (
            "    subnets:\n      public",
            "    subnets:\n      fw: { cidr: 10.0.3.0/24 }\n      public",
        ),
        (
            "instances:\n",
            "instances:\n  fw: { subnet: a.fw, ip: 10.0.3.10, source_dest_check: false, forwards: true }\n",
        ),
    ];
    edited(region(), edits)
}
