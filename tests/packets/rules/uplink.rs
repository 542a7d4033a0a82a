//! What crosses the virtual interfaces of a local gateway, and what it announces over them.

use super::{Pair, pair};
use crate::stems::RACK;

pub(super) const PAIRS: &[Pair] = &[
    // Nothing crosses between two VLANs, whether by BGP or by a static route.
    Pair {
        both: &[
            ("vifs: { ond: { local:", "vifs: { ond: { vlan: 101, local:"),
            (
                "announce: [172.16.0.0/24] }",
                "announce: [172.16.0.0/24], routes: { 10.0.1.0/24: 172.31.0.1 } }",
            ),
        ],
        holds: &[("ond: 172.31.0.2/30", "ond: { address: 172.31.0.2/30, vlan: 102 }")],
        fails: &[("ond: 172.31.0.2/30", "ond: { address: 172.31.0.2/30, vlan: 101 }")],
        ..pair(
            "VIF-04",
            rack,
            "db -> web tcp/443",
            [
                "component-not-ready: c.db > c.r > p.lgw",
                "delivered 1500: c.db > c.r > p.lgw > a.rack > web",
            ],
        )
    },
    // A session that is down for another reason stops announcements only.
    Pair {
        both: &[(
            "announce: [172.16.0.0/24] }",
            "announce: [172.16.0.0/24], routes: { 10.0.1.0/24: 172.31.0.1 } }",
        )],
        holds: &[
            ("vifs: { ond: { local:", "vifs: { ond: { vlan: 101, local:"),
            ("ond: 172.31.0.2/30", "ond: { address: 172.31.0.2/30, vlan: 102 }"),
        ],
        fails: &[("vifs: { ond: { local:", "vifs: { ond: { session: down, local:")],
        ..pair(
            "VIF-04",
            rack,
            "db -> web tcp/443",
            [
                "component-not-ready: c.db > c.r > p.lgw",
                "delivered 1500: c.db > c.r > p.lgw > a.rack > web",
            ],
        )
    },
    // The Region's subnets are not announced.
    Pair {
        fails: &[(
            "region: { cidr: 10.0.2.0/24 }",
            "region: { cidr: 10.0.2.0/24, outpost: p, route_table: rack }",
        )],
        ..pair(
            "DVR-03",
            rack,
            "db -> app tcp/443",
            ["no-route: c.db > c.r", "delivered 1500: c.db > c.r > p.lgw > a.region > app"],
        )
    },
    // Where a VPN leads to the VPC, too, the local gateway has the longer prefix for what it announces,
    Pair {
        holds: BY_VPN,
        cites: &["DVR-13"],
        ..pair("DVR-13", rack, "db -> web tcp/443", [IN_WEB, IN_WEB])
    },
    // unless it does not announce the subnet.
    Pair {
        both: BY_VPN,
        holds: &[("{ 172.16.0.0/16: lgw }", "{ 172.16.0.0/16: vgw }")],
        ..pair(
            "DVR-13",
            rack,
            "db -> web tcp/443",
            ["delivered 1300: c.db > c.r > wan > a.vgw > p.service-link > a.rack > web", IN_WEB],
        )
    },
];

const IN_WEB: &str = "delivered 1500: c.db > c.r > p.lgw > a.rack > web";
const BY_VPN: &[(&str, &str)] = &[
    ("    cidrs: [10.0.0.0/16]\n", "    cidrs: [10.0.0.0/16]\n    virtual_private_gateway: true\n"),
    (
        "outposts:\n",
        "vpn_connections: { wan: { gateway: a.vgw, customer_gateway: c.r } }\noutposts:\n",
    ),
];

fn rack() -> String {
    RACK.to_owned()
}
