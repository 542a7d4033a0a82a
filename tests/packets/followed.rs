//! Rules about routes that show in the way of a packet only: eligibility, translation, black holes.

use outpath_core::forwarding::Network;

use crate::{
    stems::{Edits, RACK, edited},
    way::{read_text, there, trace},
};

/// A rule, a change of the one-Outpost text, a flow, and its way.
struct Followed {
    rule: &'static str,
    edits: Edits,
    flow: &'static str,
    there: &'static str,
}

const TO_UNANNOUNCED: &str = "0.0.0.0/0: vif_group.main, 192.0.2.50/32: network_interface.two";
const BY_STATIC_ROUTE: &str = "announce: [172.16.0.0/24], routes: { 192.0.2.50/32: 172.31.0.1 }";
const TO_TWO: &str = "0.0.0.0/0: vif_group.main, 10.0.1.0/24: network_interface.two";
const STOPPED: &str = "ip: 10.0.1.11, state: stopped";

const FOLLOWED: &[Followed] = &[
    Followed {
        // A peering connection carries nothing that an appliance brings from elsewhere.
        rule: "IV-18",
        edits: &[
            ("ip: 10.0.1.11", "ip: 10.0.1.11, source_dest_check: false, forwards: true"),
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 10.9.1.0/24: network_interface.two",
            ),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.9.1.0/24: 172.31.0.1 }",
            ),
            ("172.16.0.0/16: lgw", "172.16.0.0/16: lgw, 10.9.0.0/16: peering_connection.ab"),
            (
                "outposts:\n",
                "  b:\n    cidrs: [10.9.0.0/16]\n    subnets: { s: { cidr: 10.9.1.0/24, outpost: p } }\n    \
                 route_tables: { main: { routes: { 0.0.0.0/0: peering_connection.ab } } }\n\
                 peering_connections: { ab: { vpcs: [a, b] } }\noutposts:\n",
            ),
            ("instances:\n", "instances:\n  far: { subnet: b.s, ip: 10.9.1.10 }\n"),
        ],
        flow: "db -> far tcp/443",
        there: "pcx-address-not-in-peer: c.db > c.r > p.lgw > a.rack > two > a.rack > ab",
    },
    Followed {
        // Nor does a virtual interface that is not in service carry what a static route sends over it.
        rule: "VIF-07",
        edits: &[
            ("peer: c.r }", "peer: c.r, state: pending }"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.0.1.0/24: 172.31.0.1 }",
            ),
        ],
        flow: "db -> web tcp/443",
        there: "component-not-ready: c.db > c.r > p.lgw",
    },
    Followed {
        rule: "VIF-07",
        edits: &[
            ("peer: c.r }", "peer: c.r, session: down }"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.0.1.0/24: 172.31.0.1 }",
            ),
        ],
        flow: "db -> web tcp/443",
        there: "delivered 1500: c.db > c.r > p.lgw > a.rack > web",
    },
    Followed {
        // The internet has no hosts at addresses that mean something else.
        rule: "TOP-04",
        edits: &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16]\n    internet_gateway: true"),
            ("172.16.0.0/16: lgw", "0.0.0.0/0: igw"),
            ("ip: 10.0.1.10", "ip: 10.0.1.10, public_ip: 203.0.113.10"),
        ],
        flow: "web -> 224.0.0.1 udp/443",
        there: "not-routable-on-internet: web > a.rack > p.service-link > a.igw (source 10.0.1.10 = 203.0.113.10) > internet",
    },
    Followed {
        rule: "VRT-12",
        edits: &[
            ("outposts:\n", "outposts:\n  q: { zone: usw2-az2, local_gateway: {} }\n"),
            ("region: { cidr: 10.0.2.0/24 }", "far: { cidr: 10.0.2.0/24, outpost: q }"),
            ("a.region", "a.far"),
            ("172.16.0.0/16: lgw", "10.0.2.0/24: q.lgw"),
        ],
        flow: "web -> app tcp/443",
        there: "lgw-foreign: web > a.rack > q.lgw",
    },
    Followed {
        rule: "VRT-14",
        edits: &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16, 2001:db8::/56]"),
            ("cidr: 10.0.1.0/24", "cidr: 10.0.1.0/24, ipv6_cidr: 2001:db8:0:1::/64"),
            ("172.16.0.0/16: lgw", "\"::/0\": lgw"),
            ("ip: 10.0.1.10", "ip: 10.0.1.10, ipv6: 2001:db8:0:1::10"),
        ],
        flow: "web -> 2001:db9::1 tcp/443",
        there: "ipv6-unsupported: web > a.rack > p.lgw",
    },
    Followed {
        rule: "VRT-17",
        edits: &[
            ("172.16.0.0/16: lgw", "10.9.0.0/16: peering_connection.ab"),
            (
                "outposts:\n",
                "  b:\n    cidrs: [10.9.0.0/16]\n    subnets: { s: { cidr: 10.9.1.0/24 } }\n    \
                 route_tables: { main: { routes: { 10.0.0.0/16: peering_connection.ab } } }\n\
                 peering_connections: { ab: { vpcs: [a, b] } }\noutposts:\n",
            ),
            ("instances:\n", "instances:\n  far: { subnet: b.s, ip: 10.9.1.10 }\n"),
        ],
        flow: "web -> far tcp/443",
        there: "delivered 1300: web > a.rack > ab > p.service-link > b.s > far",
    },
    Followed {
        rule: "VRT-19",
        edits: &[("172.16.0.0/16: lgw", "0.0.0.0/0: lgw")],
        flow: "web -> app tcp/443",
        there: "delivered 1300: web > a.rack > p.service-link > a.region > app",
    },
    Followed {
        rule: "LGR-09",
        edits: &[("0.0.0.0/0: vif_group.main", "172.16.0.0/16: network_interface.two")],
        flow: "web -> db tcp/443",
        there: "lgw-table-inactive: web > a.rack > p.lgw",
    },
    Followed {
        rule: "LGR-09",
        edits: &[("0.0.0.0/0: vif_group.main", "172.16.0.0/24: vif_group.main")],
        flow: "web -> db tcp/443",
        there: "delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db",
    },
    Followed {
        rule: "LGR-10",
        edits: &[
            ("0.0.0.0/0: vif_group.main", "172.16.0.0/24: vif_group.main"),
            ("announce: [172.16.0.0/24]", "announce: [0.0.0.0/0]"),
        ],
        flow: "web -> db tcp/443",
        there: "delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db",
    },
    Followed {
        rule: "LGR-10",
        edits: &[
            ("0.0.0.0/0: vif_group.main", "172.16.0.0/24: vif_group.main"),
            ("announce: [172.16.0.0/24]", "announce: [0.0.0.0/0]"),
        ],
        flow: "web -> 172.16.1.1 tcp/443",
        there: "lgw-no-route: web > a.rack > p.lgw",
    },
    Followed {
        rule: "LGR-11",
        edits: &[("announce: [172.16.0.0/24]", "announce: []")],
        flow: "web -> db tcp/443",
        there: "prefix-not-received: web > a.rack > p.lgw",
    },
    Followed {
        rule: "LGR-12",
        edits: &[
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 10.0.2.10/32: network_interface.app",
            ),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.0.2.0/24: 172.31.0.1 }",
            ),
        ],
        flow: "db -> app tcp/443",
        there: "lgw-eni-not-eligible: c.db > c.r > p.lgw",
    },
    Followed {
        rule: "LGR-13",
        edits: &[("0.0.0.0/0: vif_group.main", TO_TWO), ("ip: 10.0.1.11", STOPPED)],
        flow: "db -> web tcp/443",
        there: "lgw-route-blackhole: c.db > c.r > p.lgw",
    },
    Followed {
        // An address that was never announced arrives all the same, unless the user says otherwise.
        rule: "LGR-16",
        edits: &[
            ("0.0.0.0/0: vif_group.main", TO_UNANNOUNCED),
            ("announce: [172.16.0.0/24]", BY_STATIC_ROUTE),
        ],
        flow: "db -> 192.0.2.50 tcp/443",
        there: "src-dst-check: c.db > c.r > p.lgw > a.rack > two",
    },
    Followed {
        rule: "LGR-16",
        edits: &[
            ("0.0.0.0/0: vif_group.main", TO_UNANNOUNCED),
            ("announce: [172.16.0.0/24]", BY_STATIC_ROUTE),
            ("instances:\n", "assume: { UNK-20: deny }\ninstances:\n"),
        ],
        flow: "db -> 192.0.2.50 tcp/443",
        there: "lgw-no-route: c.db > c.r > p.lgw",
    },
    Followed {
        // UNK-19 says what else may happen, and the user decides.
        rule: "LGR-13",
        edits: &[
            ("0.0.0.0/0: vif_group.main", TO_TWO),
            ("ip: 10.0.1.11", STOPPED),
            ("instances:\n", "assume: { UNK-19: fall-back }\ninstances:\n"),
        ],
        flow: "db -> web tcp/443",
        there: "delivered 1500: c.db > c.r > p.lgw > a.rack > web",
    },
    Followed {
        rule: "LGR-13",
        edits: &[
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 10.0.1.11/32: network_interface.two",
            ),
            ("  two: { subnet: a.rack, ip: 10.0.1.11 }\n", ""),
            (
                "instances:\n",
                "network_interfaces: { two: { subnet: a.rack, ip: 10.0.1.11 } }\ninstances:\n",
            ),
        ],
        flow: "db -> two tcp/443",
        there: "lgw-route-blackhole: c.db > c.r > p.lgw",
    },
    Followed {
        // The address is the interface's own customer-owned one, and stays as it is (PKT-27).
        rule: "LGR-14",
        edits: &[
            ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }"),
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 10.1.0.9/32: network_interface.two",
            ),
            ("ip: 10.0.1.11", "ip: 10.0.1.11, coip: 10.1.0.9, source_dest_check: false"),
        ],
        flow: "db -> 10.1.0.9 tcp/443",
        there: "unsupported-object: c.db > c.r > p.lgw > a.rack > two",
    },
    Followed {
        rule: "LGR-14",
        edits: &[
            ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }"),
            ("ip: 10.0.1.11", "ip: 10.0.1.11, coip: 10.1.0.9, source_dest_check: false"),
        ],
        flow: "db -> 10.1.0.9 tcp/443",
        there: "delivered 1500: c.db > c.r > p.lgw (destination 10.1.0.9 = 10.0.1.11) > a.rack > two",
    },
    Followed {
        rule: "LGR-15",
        edits: &[("0.0.0.0/0: vif_group.main", TO_TWO)],
        flow: "db -> web tcp/443",
        there: "src-dst-check: c.db > c.r > p.lgw > a.rack > two",
    },
    Followed {
        // With the check off it is the appliance's software that decides, which is not judged yet.
        rule: "LGR-15",
        edits: &[
            ("0.0.0.0/0: vif_group.main", TO_TWO),
            ("ip: 10.0.1.11", "ip: 10.0.1.11, source_dest_check: false"),
        ],
        flow: "db -> web tcp/443",
        there: "unsupported-object: c.db > c.r > p.lgw > a.rack > two",
    },
];

/// Returns the rules that have a way here.
pub(crate) fn rules() -> impl Iterator<Item = &'static str> {
    FOLLOWED.iter().map(|one| one.rule)
}

#[test]
fn packets_follow_routes_as_the_rules_say() {
    for one in FOLLOWED {
        let text = edited(RACK.to_owned(), one.edits);
        let (model, errors) = read_text(&text);
        assert!(errors.is_empty(), "{}: {errors:?}\n{text}", one.rule);
        let network = Network::build(model);
        let found = there(&network, &trace(&network, one.flow));
        assert_eq!(found, [one.there], "{}\n{text}", one.rule);
    }
}
