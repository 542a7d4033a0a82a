//! Reasons that lie in the question: nodes to pass or to avoid, fields of the header.

use super::{Case, case, rack, region};

pub(super) const CASES: &[Case] = &[
    Case {
        both: &[
            ("10.9.0.0/16: peering_connection.ab, 0.0.0.0/0: nat_gateway.n", ""),
            ("10.0.0.0/16: peering_connection.ab", ""),
        ],
        twin: "no-route",
        ..case(
            "vpcs-not-connected",
            region,
            "app -> far tcp/443",
            &[("peering_connections: { ab: { vpcs: [a, b] } }\n", "")],
        )
    },
    Case {
        twin_flow: "app -> far tcp/443 via ab via a.private",
        ..case("waypoint-not-on-path", region, "app -> far tcp/443 via ab via a.n", &[])
    },
    Case {
        twin_flow: "app -> internet tcp/443 not via ab",
        ..case("waypoint-excluded", region, "app -> internet tcp/443 not via a.n", &[])
    },
    Case {
        twin_flow: "web -> app tcp/443 leaving source-port=5000-6000",
        ..case(
            "header-filter-at-source",
            region,
            "web -> app tcp/443 leaving source-port=80-90",
            &[],
        )
    },
    Case {
        twin_flow: "web -> app tcp/443 arriving destination-port=400-500",
        ..case(
            "header-filter-at-destination",
            region,
            "web -> app tcp/443 arriving destination-port=444",
            &[],
        )
    },
    Case {
        both: &[
            ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }"),
            ("ip: 10.0.1.10 }", "ip: 10.0.1.10, coip: 10.1.0.1 }"),
        ],
        twin_flow: "web -> db tcp/443 arriving source=10.1.0.0/26",
        ..case("header-impossible", rack, "web -> db tcp/443 arriving source=10.0.1.10", &[])
    },
    Case {
        twin_flow: "web -> internet tcp/443 arriving source=198.51.100.0/24",
        ..case(
            "igw-expects-public-address",
            region,
            "web -> internet tcp/443 arriving source=10.0.1.0/24",
            &[],
        )
    },
];
