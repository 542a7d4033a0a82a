//! Local gateways, announcements, customer-owned addresses.

use super::{Pair, pair};
use crate::stems::RACK;

pub(super) const PAIRS: &[Pair] = &[
    // A route inside the VPC is documented for a whole subnet,
    Pair {
        fails: &[("10.0.2.0/24: lgw", "10.0.2.0/25: lgw")],
        ..pair(
            "RT-40",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "unmodelled-state: web > a.rack"],
        )
    },
    Pair {
        fails: &[("10.0.2.0/24: lgw", "10.0.2.0/25: lgw")],
        ..pair(
            "VRT-09",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "unmodelled-state: web > a.rack"],
        )
    },
    // and for one on another Outpost: not the same one,
    Pair {
        fails: &[
            (
                "far: { cidr: 10.0.2.0/24, outpost: q, route_table: far }",
                "far: { cidr: 10.0.2.0/24, outpost: p, route_table: far }",
            ),
            ("10.0.1.0/24: lgw", "10.0.1.0/24: p.lgw"),
        ],
        ..pair(
            "VRT-10",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "unmodelled-state: web > a.rack"],
        )
    },
    Pair {
        fails: &[("10.0.2.0/24: lgw", "192.0.2.0/24: lgw")],
        ..pair(
            "RT-41",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "outpost-peer-route-missing: web > a.rack"],
        )
    },
    // nor the Region.
    Pair {
        both: &[("172.16.0.0/16: lgw", "172.16.0.0/16: lgw, 10.0.2.0/24: lgw")],
        holds: &[
            ("region: { cidr: 10.0.2.0/24 }", "region: { cidr: 10.0.3.0/24 }"),
            ("ip: 10.0.2.10", "ip: 10.0.3.10"),
        ],
        ..pair(
            "VRT-19",
            rack,
            "web -> app tcp/443",
            [
                "delivered 1300: web > a.rack > p.service-link > a.region > app",
                "unmodelled-state: web > a.rack",
            ],
        )
    },
    // In CoIP mode there is no such route,
    Pair {
        fails: &[(
            "local: 172.31.0.1/30, peer: c.r } } } }\n      route_tables: { t: { ",
            "local: 172.31.0.1/30, peer: c.r } } } }\n      route_tables: { t: { mode: coip, coip_pools: { x: [10.1.0.0/26] }, ",
        )],
        ..pair(
            "COIP-14",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "unmodelled-state: web > a.rack"],
        )
    },
    // and direct VPC routing is needed at both ends.
    Pair {
        fails: &[(
            "local: 172.31.0.5/30, peer: c.s } } } }\n      route_tables: { t: { ",
            "local: 172.31.0.5/30, peer: c.s } } } }\n      route_tables: { t: { mode: coip, coip_pools: { x: [10.1.0.0/26] }, ",
        )],
        ..pair(
            "VRT-11",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "unmodelled-state: web > a.rack"],
        )
    },
    // The route names the local gateway of the sender's own Outpost.
    Pair {
        fails: &[("10.0.2.0/24: lgw", "10.0.2.0/24: q.lgw")],
        ..pair(
            "VRT-12",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "lgw-foreign: web > a.rack > q.lgw"],
        )
    },
    // An announcement counts up to the static route, a default always.
    Pair {
        both: &[("0.0.0.0/0: vif_group.main", "172.16.0.0/24: vif_group.main")],
        fails: &[("announce: [172.16.0.0/24]", "announce: [172.16.0.0/12]")],
        ..pair("LGR-10", rack, "web -> db tcp/443", [OUT, "unmodelled-state: web > a.rack > p.lgw"])
    },
    Pair {
        both: &[("0.0.0.0/0: vif_group.main", "172.16.0.0/24: vif_group.main")],
        holds: &[("announce: [172.16.0.0/24]", "announce: [0.0.0.0/0]")],
        fails: &[("announce: [172.16.0.0/24]", "announce: [0.0.0.0/1, 128.0.0.0/1]")],
        ..pair("LGR-10", rack, "web -> db tcp/443", [OUT, "unmodelled-state: web > a.rack > p.lgw"])
    },
    // A larger one beside a default is not used, and the default is.
    Pair {
        both: &[("announce: [172.16.0.0/24]", "announce: [0.0.0.0/0, 172.16.0.0/12]")],
        holds: &[("0.0.0.0/0: vif_group.main", "172.16.0.0/24: vif_group.main")],
        fails: &[("0.0.0.0/0: vif_group.main", "172.16.1.0/24: vif_group.main")],
        ..pair("LGR-10", rack, "web -> db tcp/443", [OUT, "lgw-no-route: web > a.rack > p.lgw"])
    },
];

const OUT: &str = "delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db";
const ACROSS: &str =
    "delivered 1500: web > a.rack > p.lgw > p.lgw.main.v > c.r > c.s > q.lgw > a.far > app";

fn rack() -> String {
    RACK.to_owned()
}

/// One VPC on two Outposts in direct VPC routing, each behind a device of its own.
fn two_outposts() -> String {
    TWO_OUTPOSTS.to_owned()
}

const TWO_OUTPOSTS: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    subnets:
      rack: { cidr: 10.0.1.0/24, outpost: p, route_table: rack }
      far: { cidr: 10.0.2.0/24, outpost: q, route_table: far }
    route_tables:
      rack: { routes: { 10.0.2.0/24: lgw } }
      far: { routes: { 10.0.1.0/24: lgw } }
outposts:
  p:
    zone: usw2-az1
    local_gateway:
      vif_groups: { main: { vifs: { v: { local: 172.31.0.1/30, peer: c.r } } } }
      route_tables: { t: { vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: vif_group.main } } }
  q:
    zone: usw2-az2
    local_gateway:
      vif_groups: { main: { vifs: { v: { local: 172.31.0.5/30, peer: c.s } } } }
      route_tables: { t: { vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: vif_group.main } } }
on_premises:
  c:
    routers:
      r:
        interfaces: { ond: 172.31.0.2/30, core: 172.16.9.1/30 }
        announce: [10.0.2.0/24]
        routes: { 10.0.2.0/24: s }
      s:
        interfaces: { ond: 172.31.0.6/30, core: 172.16.9.2/30 }
        announce: [10.0.1.0/24]
        routes: { 10.0.1.0/24: r }
instances:
  web: { subnet: a.rack, ip: 10.0.1.10 }
  app: { subnet: a.far, ip: 10.0.2.10 }
";
