//! The largest packet of each kind of link.

use super::{Pair, pair};
use crate::{
    joined::{HYBRID, TRANSIT},
    stems::{RACK, REGION, edited},
};

fn region() -> String {
    REGION.to_owned()
}

fn rack() -> String {
    RACK.to_owned()
}

fn transit() -> String {
    TRANSIT.to_owned()
}

fn hybrid() -> String {
    HYBRID.to_owned()
}

/// Two peered VPCs in different Regions.
fn between_regions() -> String {
    edited(region(), &[("  b:\n    cidrs:", "  b:\n    region: eu-west-1\n    cidrs:")])
}

const FITS: [&str; 2] = ["mtu-exceeded", "delivered, delivered"];

/// A packet that does not fit, and one that is a byte shorter.
const fn limit(
    rule: &'static str,
    stem: fn() -> String,
    flow: &'static str,
    fails_flow: &'static str,
) -> Pair {
    Pair { fails_flow, ..pair(rule, stem, flow, FITS) }
}

pub(super) const PAIRS: &[Pair] = &[
    limit("MTU-01", region, "app -> far tcp/443 --size 9002", "app -> far tcp/443 --size 9001"),
    limit(
        "MTU-02",
        between_regions,
        "app -> far tcp/443 --size 8501",
        "app -> far tcp/443 --size 8500",
    ),
    Pair {
        both: &[
            ("public_ip: 203.0.113.5", "private: true"),
            ("10.9.0.0/16: peering_connection.ab, ", ""),
            ("{ 0.0.0.0/0: igw }", "{ 10.9.0.0/16: peering_connection.ab }"),
        ],
        ..limit(
            "MTU-05",
            region,
            "app -> far tcp/443 --size 8501",
            "app -> far tcp/443 --size 8500",
        )
    },
    limit(
        "MTU-06",
        region,
        "web -> internet tcp/443 --size 1501",
        "web -> internet tcp/443 --size 1500",
    ),
    // The tunnel of a VPN connection is smaller than its attachment, so that decides nothing.
    Pair {
        fails_flow: "x -> y tcp/443",
        cites: &["MTU-04"],
        ..pair(
            "MTU-04",
            transit,
            "x -> db tcp/443",
            ["delivered, delivered", "delivered, delivered"],
        )
    },
    // Jumbo frames are set for a virtual interface, or not.
    Pair {
        fails: &[("mtu: 9001 }", "mtu: 1500 }")],
        ..pair(
            "MTU-11",
            hybrid,
            "y -> log tcp/443",
            [
                "delivered 9001: y > b.app > b.vgw > dxgw > port.dx > c.s > c.log",
                "delivered 1500: y > b.app > b.vgw > dxgw > port.dx > c.s > c.log",
            ],
        )
    },
    limit("MTU-03", transit, "x -> y tcp/443 --size 8501", "x -> y tcp/443 --size 8500"),
    Pair {
        ways: ["pmtud-blocked", "delivered, delivered"],
        ..limit("MTU-07", hybrid, "x -> db tcp/443 --size 1447", "x -> db tcp/443 --size 1446")
    },
    limit("MTU-08", hybrid, "y -> log tcp/443 --size 9002", "y -> log tcp/443 --size 9001"),
    limit("MTU-09", rack, "web -> app tcp/443 --size 1301", "web -> app tcp/443 --size 1300"),
    limit("MTU-10", rack, "web -> db tcp/443 --size 1501", "web -> db tcp/443 --size 1500"),
    // Inside one Outpost nothing is stated (UNK-11), so nothing is refused.
    Pair {
        fails_flow: "web -> app tcp/443 --size 9000",
        ..pair(
            "UNK-11",
            rack,
            "web -> two tcp/443 --size 9000",
            ["delivered, delivered", "mtu-exceeded"],
        )
    },
    // What may be fragmented arrives in fragments; TCP may not.
    Pair {
        fails_flow: "web -> db tcp/443 --size 4000",
        ..pair(
            "TOP-11",
            rack,
            "web -> db udp/443 --size 4000",
            ["delivered, delivered", "mtu-exceeded"],
        )
    },
];
