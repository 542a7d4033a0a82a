//! Local gateways, as the pages about VPCs tell of them.

use super::{Pair, pair};
use crate::stems::RACK;

pub(super) const PAIRS: &[Pair] = &[
    // A table has one mode, direct VPC routing unless it says otherwise,
    Pair {
        holds: &[("{ mode: direct-vpc-routing, vif_group", "{ vif_group")],
        fails: &[("mode: direct-vpc-routing", "mode: coip")],
        ..pair(
            "VLG-01",
            rack,
            "web -> db tcp/443",
            [OUT, "coip-not-allocated: web > a.rack > p.lgw"],
        )
    },
    // and needs both associations.
    Pair {
        fails: &[(
            "vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: vif_group.main }",
            "vpcs: [a]",
        )],
        ..pair("VLG-01", rack, "web -> db tcp/443", [OUT, "lgw-no-vif-group: web > a.rack > p.lgw"])
    },
    Pair {
        fails: &[("vpcs: [a], ", "")],
        ..pair(
            "VLG-01",
            rack,
            "web -> db tcp/443",
            [OUT, "lgw-vpc-not-associated: web > a.rack > p.lgw"],
        )
    },
    // Direct VPC routing translates nothing,
    Pair { fails: COIP, ..pair("VLG-02", rack, "web -> db tcp/443", [OUT, OUT_TRANSLATED]) },
    // and announces a subnet only if its own table has a route to the local gateway.
    Pair {
        fails: &[("rack: { routes: { 172.16.0.0/16: lgw } }", "rack: {}")],
        ..pair("VLG-02", rack, "db -> web tcp/443", [IN, "subnet-not-advertised: c.db > c.r"])
    },
    // CoIP translates one to one, for those who have such an address.
    Pair {
        both: &[COIP[0]],
        holds: &[COIP[1]],
        ..pair(
            "VLG-03",
            rack,
            "web -> db tcp/443",
            [OUT_TRANSLATED, "coip-not-allocated: web > a.rack > p.lgw"],
        )
    },
    Pair {
        both: COIP,
        fails_flow: "db -> 10.0.1.10 tcp/443",
        ..pair(
            "VLG-03",
            rack,
            "db -> 10.1.0.2 tcp/443",
            [
                "delivered 1500: c.db > c.r > p.lgw (destination 10.1.0.2 = 10.0.1.10) > a.rack > web",
                "no-route: c.db > c.r",
            ],
        )
    },
    // The longest prefix wins, then static before propagated.
    Pair {
        holds: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.0.0/16: network_interface.two",
        )],
        fails: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.8/29: network_interface.two",
        )],
        ..pair("VLG-04", appliance, "db -> web tcp/443", [IN, IN_BY_TWO])
    },
    Pair {
        holds: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.0/24: network_interface.two",
        )],
        ..pair("VLG-04", appliance, "db -> web tcp/443", [IN_BY_TWO, IN])
    },
    // A route to an interface keeps the destination, customer-owned as it may be;
    Pair {
        both: COIP,
        holds: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.1.0.2/32: network_interface.two",
        )],
        ..pair(
            "VLG-05",
            appliance,
            "db -> 10.1.0.2 tcp/443",
            [
                "no-route: c.db > c.r > p.lgw > a.rack > two > a.rack",
                "delivered 1500: c.db > c.r > p.lgw (destination 10.1.0.2 = 10.0.1.10) > a.rack > web",
            ],
        )
    },
    // the interface is that of an instance on the Outpost,
    Pair {
        both: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.0/24: network_interface.two",
        )],
        fails: &[(
            "two: { subnet: a.rack, ip: 10.0.1.11",
            "two: { subnet: a.region, ip: 10.0.2.11",
        )],
        ..pair(
            "VLG-05",
            appliance,
            "db -> web tcp/443",
            [IN_BY_TWO, "lgw-eni-not-eligible: c.db > c.r > p.lgw"],
        )
    },
    // that runs,
    Pair {
        both: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.0/24: network_interface.two",
        )],
        fails: &[("ip: 10.0.1.11,", "ip: 10.0.1.11, state: stopped,")],
        ..pair(
            "VLG-05",
            appliance,
            "db -> web tcp/443",
            [IN_BY_TWO, "lgw-route-blackhole: c.db > c.r > p.lgw"],
        )
    },
    // with its source/destination check off.
    Pair {
        both: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.0/24: network_interface.two",
        )],
        fails: &[("source_dest_check: false", "source_dest_check: true")],
        ..pair(
            "VLG-05",
            appliance,
            "db -> web tcp/443",
            [IN_BY_TWO, "src-dst-check: c.db > c.r > p.lgw > a.rack > two"],
        )
    },
    // The interface of an endpoint is not reached over a local gateway,
    Pair {
        holds: &[(
            "instances:\n",
            "network_interfaces: { e: { subnet: a.rack, ip: 10.0.1.20, requester_managed: true } }\ninstances:\n",
        )],
        fails: &[("instances:\n", "instances:\n  e: { subnet: a.rack, ip: 10.0.1.20 }\n")],
        ..pair(
            "VLG-06",
            rack,
            "db -> e tcp/443",
            [
                "lgw-eni-not-eligible: c.db > c.r > p.lgw > a.rack",
                "delivered 1500: c.db > c.r > p.lgw > a.rack > e",
            ],
        )
    },
    // and one of an instance in the Region does not use it.
    Pair {
        holds: &[(
            "app: { subnet: a.region, ip: 10.0.2.10 }",
            "app: { subnet: a.region, ip: 10.0.2.10, interfaces: { e: { subnet: a.rack, ip: 10.0.1.20 } } }",
        )],
        fails: &[(
            "two: { subnet: a.rack, ip: 10.0.1.11 }",
            "two: { subnet: a.rack, ip: 10.0.1.11, interfaces: { e: { subnet: a.rack, ip: 10.0.1.20 } } }",
        )],
        ..pair(
            "VLG-06",
            rack,
            "10.0.1.20 -> db tcp/443",
            [
                "lgw-eni-not-eligible: app.e > a.rack > p.lgw",
                "delivered 1500: two.e > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db",
            ],
        )
    },
    // The destination may be a prefix list.
    Pair {
        both: &[
            ("on_premises:\n", "prefix_lists: { x: { entries: [172.16.0.0/24] } }\non_premises:\n"),
            ("0.0.0.0/0: vif_group.main", "prefix_list.x: vif_group.main"),
        ],
        fails: &[("entries: [172.16.0.0/24]", "entries: [172.17.0.0/24]")],
        ..pair("VLG-07", rack, "web -> db tcp/443", [OUT, "lgw-no-route: web > a.rack > p.lgw"])
    },
];

const OUT: &str = "delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db";
const OUT_TRANSLATED: &str = "delivered 1500: web > a.rack > p.lgw (source 10.0.1.10 = 10.1.0.2) > \
                              p.lgw.main.ond > c.r > c.db";
const IN: &str = "delivered 1500: c.db > c.r > p.lgw > a.rack > web";
const IN_BY_TWO: &str = "delivered 1500: c.db > c.r > p.lgw > a.rack > two > a.rack > web";

/// Makes a table translate, and gives `web` a customer-owned address.
const COIP: crate::stems::Edits = &[
    ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }"),
    ("ip: 10.0.1.10", "ip: 10.0.1.10, coip: 10.1.0.2"),
];

fn rack() -> String {
    RACK.to_owned()
}

/// The instance `two` forwards.
fn appliance() -> String {
    crate::stems::edited(
        rack(),
        &[("ip: 10.0.1.11", "ip: 10.0.1.11, source_dest_check: false, forwards: true")],
    )
}
