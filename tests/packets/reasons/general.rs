//! What is neither a filter nor of one family of components.

use super::{Case, Direction, case, rack, region};
use crate::stems::{Edits, devices, edited};

pub(super) const CASES: &[Case] = &[
    case("subnet-not-advertised", rack, "db -> web tcp/443", &[("172.16.0.0/16: lgw", "")]),
    Case {
        both: &[
            (
                "outposts:\n",
                "outposts:\n  q:\n    zone: usw2-az2\n    local_gateway:\n      vif_groups: { main: { asn: 64513, vifs: { ond: { local: \
                 172.31.0.5/30, peer: c.r } } } }\n      route_tables: { t: { vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: \
                 vif_group.main } } }\n",
            ),
            (
                "region: { cidr: 10.0.2.0/24 }",
                "far: { cidr: 10.0.2.0/24, outpost: q, route_table: far }",
            ),
            ("a.region", "a.far"),
            ("172.16.0.0/16: lgw", "10.0.2.0/24: lgw"),
            ("ond: 172.31.0.2/30,", "ond: 172.31.0.2/30, far: 172.31.0.6/30,"),
            ("announce: [172.16.0.0/24]", "announce: [10.0.1.0/24, 10.0.2.0/24]"),
            (
                "    route_tables:\n      rack:",
                "    route_tables:\n      far: { routes: { 10.0.1.0/24: lgw } }\n      rack:",
            ),
        ],
        direction: Direction::Back,
        ..case(
            "outpost-peer-route-missing",
            rack,
            "web -> app tcp/443",
            &[("{ 10.0.1.0/24: lgw }", "{ 10.0.9.0/24: lgw }")],
        )
    },
    case(
        "component-not-ready",
        region,
        "web -> app tcp/443",
        &[("ip: 10.0.2.10", "ip: 10.0.2.10, state: stopped")],
    ),
    case(
        "attachment-not-ready",
        region,
        "internet -> web tcp/443",
        &[("internet_gateway: true", "internet_gateway: { attached: false }")],
    ),
    case(
        "route-blackhole",
        region,
        "app -> internet tcp/443",
        &[("203.0.113.5", "203.0.113.5, state: deleted")],
    ),
    Case {
        bad: &[],
        good: &[("ip: 10.0.1.10", "ip: 10.0.1.10, source_dest_check: false")],
        twin: "unsupported-object",
        ..case("src-dst-check", with_appliance, "app -> far tcp/443", &[])
    },
    case(
        "no-route",
        region,
        "far -> app tcp/443",
        &[("10.0.0.0/16: peering_connection.ab", "10.1.0.0/16: peering_connection.ab")],
    ),
    Case {
        good: &[(
            "    subnets:\n      public",
            "    subnets:\n      new: { cidr: 10.0.3.0/24 }\n      public",
        )],
        twin: "no-such-host",
        ..case("no-such-subnet", region, "app -> 10.0.3.10 tcp/443", &[])
    },
    case("no-such-host", region, "web -> 10.0.2.10 tcp/443", &[("ip: 10.0.2.10", "ip: 10.0.2.11")]),
    Case {
        good: &[("public: { routes: {", "public: { routes: { 10.9.0.0/16: peering_connection.ab,")],
        ..case("igw-private-dst", region, "web -> far tcp/443", &[])
    },
    Case {
        twin_flow: "internet(9.9.9.9) -> web tcp/443",
        ..case("igw-private-src", region, "internet(10.2.0.1) -> web tcp/443", &[])
    },
    case(
        "igw-no-public-association",
        region,
        "web -> internet tcp/443",
        &[(", public_ip: 198.51.100.7", "")],
    ),
    Case {
        good: &[
            ("public_ip: 203.0.113.5", "public_ip: 203.0.113.6"),
            ("public_ip: 198.51.100.7", "public_ip: 203.0.113.5"),
        ],
        ..case("nat-no-session", region, "internet -> 203.0.113.5 tcp/443", &[])
    },
    Case {
        twin_flow: "app -> internet udp/443",
        ..case("protocol-unsupported", region, "app -> internet proto/47", &[])
    },
    case(
        "pcx-address-not-in-peer",
        region,
        "app -> internet tcp/443",
        &[("0.0.0.0/0: nat_gateway.n", "0.0.0.0/0: peering_connection.ab")],
    ),
    Case {
        both: &[("outposts:\n", "outposts:\n  q: { zone: usw2-az1, local_gateway: {} }\n")],
        ..case(
            "lgw-foreign",
            rack,
            "web -> db tcp/443",
            &[("172.16.0.0/16: lgw", "172.16.0.0/16: q.lgw")],
        )
    },
    case("lgw-vpc-not-associated", rack, "web -> db tcp/443", &[("vpcs: [a]", "vpcs: []")]),
    case("lgw-no-vif-group", rack, "web -> db tcp/443", &[("vif_group: main, ", "")]),
    case(
        "lgw-table-inactive",
        rack,
        "web -> db tcp/443",
        &[("vif_group: main,", "vif_group: { group: main, state: associating },")],
    ),
    case(
        "lgw-no-route",
        rack,
        "web -> db tcp/443",
        &[("0.0.0.0/0: vif_group.main", "192.168.0.0/16: vif_group.main")],
    ),
    Case {
        both: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.11/32: network_interface.two",
        )],
        ..case(
            "lgw-route-blackhole",
            rack,
            "db -> two tcp/443",
            &[("ip: 10.0.1.11", "ip: 10.0.1.11, state: stopped")],
        )
    },
    Case {
        bad: &[(
            "instances:\n",
            "network_interfaces:\n  extra: { subnet: a.rack, ip: 10.0.1.12, requester_managed: true }\ninstances:\n",
        )],
        good: &[("instances:\n", "instances:\n  extra: { subnet: a.rack, ip: 10.0.1.12 }\n")],
        ..case("lgw-eni-not-eligible", rack, "db -> extra tcp/443", &[])
    },
    Case {
        good: &[("ip: 10.0.1.10", "ip: 10.0.1.10, coip: 10.1.0.2")],
        ..case("coip-not-allocated", in_coip_mode, "web -> db tcp/443", &[])
    },
    Case {
        good: &[("ip: 10.0.1.10", "ip: 10.0.1.10, coip: 10.1.0.2")],
        ..case("coip-unknown-dst", in_coip_mode, "db -> 10.1.0.2 tcp/443", &[])
    },
    case(
        "router-down",
        rack,
        "db -> web tcp/443",
        &[("{ interfaces: { ond:", "{ state: down, interfaces: { ond:")],
    ),
    case(
        "segment-down",
        rack,
        "db -> web tcp/443",
        &[("lan: { cidr: 172.16.0.0/24 }", "lan: { cidr: 172.16.0.0/24, state: down }")],
    ),
    case(
        "bgp-session-down",
        rack,
        "web -> db tcp/443",
        &[("peer: c.r", "peer: c.r, session: down")],
    ),
    Case {
        both: &[
            (
                "rack: { cidr: 10.0.1.0/24, outpost: p, route_table: rack }",
                "rack: { cidr: 10.0.1.0/24, outpost: p, route_table: rack }\n      fw: { cidr: 10.0.3.0/24, outpost: p, route_table: fw }",
            ),
            (
                "route_tables:\n      rack: { routes: { 172.16.0.0/16: lgw } }",
                "route_tables:\n      rack: { routes: { 172.16.0.0/16: lgw } }\n      fw: { routes: { 172.16.0.0/16: lgw, 192.0.2.0/24: lgw } }",
            ),
            ("ip: 10.0.1.11", "ip: 10.0.3.11, source_dest_check: false, forwards: true"),
            ("two: { subnet: a.rack", "two: { subnet: a.fw"),
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 192.0.2.0/24: network_interface.two",
            ),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 192.0.2.0/24: 172.31.0.1 }",
            ),
        ],
        bad: &[],
        good: &[(", 192.0.2.0/24: lgw }", " }")],
        twin: "no-route",
        ..case("lgw-eni-route-loop", rack, "db -> 192.0.2.7 tcp/443", &[])
    },
    case(
        "prefix-not-received",
        rack,
        "web -> db tcp/443",
        &[("announce: [172.16.0.0/24]", "announce: [172.17.0.0/24]")],
    ),
    Case {
        both: &[("outposts:\n", "outposts:\n  q: { zone: usw2-az1 }\n")],
        ..case(
            "outpost-region-hairpin-blocked",
            rack,
            "web -> app tcp/443",
            &[("region: { cidr: 10.0.2.0/24", "region: { cidr: 10.0.2.0/24, outpost: q")],
        )
    },
    case(
        "service-link-down",
        rack,
        "web -> app tcp/443",
        &[("zone: usw2-az1", "zone: usw2-az1\n    service_link: { state: down }")],
    ),
    Case {
        both: &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16, 2001:db8::/56]"),
            ("cidr: 10.0.1.0/24", "cidr: 10.0.1.0/24, ipv6_cidr: 2001:db8:0:1::/64"),
            ("cidr: 10.0.2.0/24", "cidr: 10.0.2.0/24, ipv6_cidr: 2001:db8:0:2::/64"),
            ("ip: 10.0.1.10", "ip: 10.0.1.10, ipv6: 2001:db8:0:1::10"),
            ("ip: 10.0.2.10", "ip: 10.0.2.10, ipv6: 2001:db8:0:2::10"),
        ],
        good: &[("region: { cidr: 10.0.2.0/24", "region: { cidr: 10.0.2.0/24, outpost: p")],
        ..case("ipv6-unsupported", rack, "web -> 2001:db8:0:2::10 tcp/443", &[])
    },
    Case {
        good: &[(
            "routes: { 0.0.0.0/0: internet }",
            "routes: { 0.0.0.0/0: internet }, source_nat: [{ to: 203.0.113.9 }]",
        )],
        ..case("not-routable-on-internet", to_internet, "web -> internet tcp/443", &[])
    },
    Case {
        bad: &[("lan: 172.16.0.1/24", "lan: 172.16.0.1/24, lab: 10.0.1.1/24")],
        good: &[("lan: 172.16.0.1/24", "lan: 172.16.0.1/24, lab: 10.0.9.1/24")],
        ..case("wrong-destination", rack, "db -> web tcp/443", &[])
    },
    Case {
        direction: Direction::Back,
        both: &[
            (
                "vpcs:\n",
                "vpcs:\n  c: { cidrs: [10.0.0.0/16], subnets: { s: { cidr: 10.0.2.0/24 } } }\n",
            ),
            ("peering_connections: { ab:", "peering_connections: { cb: { vpcs: [c, b] }, ab:"),
            ("instances:\n", "instances:\n  same: { subnet: c.s, ip: 10.0.2.10 }\n"),
        ],
        ..case(
            "return-wrong-vpc",
            region,
            "app -> far tcp/443",
            &[("10.0.0.0/16: peering_connection.ab", "10.0.0.0/16: peering_connection.cb")],
        )
    },
    Case {
        direction: Direction::Back,
        both: &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16]\n    internet_gateway: true"),
            ("ip: 10.0.1.10", "ip: 10.0.1.10, public_ip: 198.51.100.7"),
            (
                "routes: { 0.0.0.0/0: internet }",
                "routes: { 0.0.0.0/0: internet }, source_nat: [{ to: 203.0.113.9 }]",
            ),
        ],
        good: &[("0.0.0.0/0: lgw", "0.0.0.0/0: igw")],
        ..case("return-source-mismatch", to_internet, "internet -> web tcp/443", &[])
    },
    case(
        "loop",
        region,
        "app -> internet tcp/443",
        &[("public: { routes: { 0.0.0.0/0: igw", "public: { routes: { 0.0.0.0/0: nat_gateway.n")],
    ),
    case(
        "unsupported-object",
        region,
        "web -> internet tcp/443",
        &[("0.0.0.0/0: igw", "0.0.0.0/0: core_network.wan")],
    ),
    case(
        "unknown-object",
        region,
        "web -> app tcp/443",
        &[("cidr: 10.0.2.0/24", "cidr: 10.0.2.0/24, color: red")],
    ),
    case("left-model", rack, "web -> db tcp/443", &[(", peer: c.r", "")]),
    case(
        "unmodelled-state",
        rack,
        "web -> db tcp/443",
        &[("mode: direct-vpc-routing", "mode: unknown")],
    ),
    Case {
        both: &[
            (
                "10.9.0.0/16: peering_connection.ab,",
                "prefix_list.x: peering_connection.ab, prefix_list.y: nat_gateway.n,",
            ),
            (
                "peering_connections:",
                "prefix_lists:\n  x: { entries: [10.9.0.0/16] }\n  y: { entries: [192.0.2.0/24] }\npeering_connections:",
            ),
        ],
        ..case(
            "ambiguous-prefix-lists",
            region,
            "app -> far tcp/443",
            &[("entries: [192.0.2.0/24]", "entries: [10.9.0.0/16]")],
        )
    },
    Case {
        twin: "loop",
        good: &[
            ("peer: c.r2", "peer: c.r2, session: down"),
            ("peer: c.r3", "peer: c.r3, session: down"),
            ("peer: c.r4", "peer: c.r4, session: down"),
            ("peer: c.r5", "peer: c.r5, session: down"),
            ("peer: c.r6", "peer: c.r6, session: down"),
        ],
        ..case("too-many-paths", seven_devices, "web -> 10.7.0.1 tcp/443", &[])
    },
];

/// The peer VPC is behind an instance that somebody took for a router.
fn with_appliance() -> String {
    edited(region(), &[("10.9.0.0/16: peering_connection.ab,", "10.9.0.0/16: instance.web,")])
}

fn in_coip_mode() -> String {
    let edits: Edits =
        &[("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }")];
    edited(rack(), edits)
}

/// The rack's way to the internet is the campus.
fn to_internet() -> String {
    let edits: Edits = &[
        ("172.16.0.0/16: lgw", "0.0.0.0/0: lgw"),
        ("announce: [172.16.0.0/24]", "announce: [0.0.0.0/0], routes: { 0.0.0.0/0: internet }"),
    ];
    edited(rack(), edits)
}

fn seven_devices() -> String {
    devices(7)
}
