//! VPC route tables: which one is asked, what it holds, which route wins.

use super::{
    Pair, edits,
    outposts::{ACROSS, two_outposts},
    pair,
};
use crate::stems::{RACK, REGION};

pub(super) const PAIRS: &[Pair] = &[
    // A subnet without a table of its own uses the main one.
    Pair {
        holds: &[("cidr: 10.0.1.0/24, route_table: public", "cidr: 10.0.1.0/24")],
        ..pair("RT-01", region, "web -> internet tcp/443", ["no-route: web > a.public", OUT])
    },
    // It uses one table, and a table may serve many subnets.
    Pair {
        holds: &[(
            "cidr: 10.0.1.0/24, route_table: public",
            "cidr: 10.0.1.0/24, route_table: private",
        )],
        ..pair(
            "RT-02",
            region,
            "web -> far tcp/443",
            [
                "delivered 9001: web > a.public > ab > b.s > far",
                "igw-private-dst: web > a.public > a.igw",
            ],
        )
    },
    // Another table may take the main role.
    Pair {
        both: &[("cidr: 10.0.1.0/24, route_table: public", "cidr: 10.0.1.0/24")],
        holds: &[("public: { routes: {", "public: { main: true, routes: {")],
        ..pair("RT-03", region, "web -> internet tcp/443", [OUT, "no-route: web > a.public"])
    },
    // Host bits of a destination are cleared.
    Pair {
        holds: &[("10.9.0.0/16: peering", "10.9.77.1/16: peering")],
        fails: &[("10.9.0.0/16: peering", "10.9.77.1/32: peering")],
        ..pair("RT-06", region, "app -> far tcp/443", [PEERED, BY_NAT])
    },
    // Neighbors need no table: a route for their own subnet is not asked.
    Pair {
        both: &[
            (
                "private: { routes: {",
                "private: { routes: { 10.0.2.0/24: nat_gateway.n, 10.0.3.0/24: nat_gateway.n,",
            ),
            (
                "subnets:\n      public",
                "subnets:\n      other: { cidr: 10.0.3.0/24 }\n      public",
            ),
        ],
        holds: &[("app: { subnet", "mate: { subnet: a.private, ip: 10.0.2.11 }\n  app: { subnet")],
        fails: &[("app: { subnet", "mate: { subnet: a.other, ip: 10.0.3.11 }\n  app: { subnet")],
        ..pair(
            "RT-07",
            region,
            "app -> mate tcp/443",
            [
                "delivered -: app > a.private > mate",
                "delivered 8500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > a.other > mate",
            ],
        )
    },
    // Every table has a local route for every block of the VPC.
    Pair {
        both: &[("app: { subnet", "new: { subnet: a.new, ip: 10.77.1.10 }\n  app: { subnet")],
        holds: &[
            ("[10.0.0.0/16]", "[10.0.0.0/16, 10.77.0.0/16]"),
            ("subnets:\n      public", "subnets:\n      new: { cidr: 10.77.1.0/24 }\n      public"),
        ],
        fails: &[
            (
                "vpcs:\n",
                "vpcs:\n  c: { cidrs: [10.77.0.0/16], subnets: { new: { cidr: 10.77.1.0/24 } } }\n",
            ),
            ("subnet: a.new", "subnet: c.new"),
        ],
        ..pair(
            "RT-10",
            region,
            "app -> new tcp/443",
            ["delivered 9001: app > a.private > a.new > new", BY_NAT],
        )
    },
    // No route, however wide, forwards what AWS keeps for itself.
    Pair {
        fails_flow: "app -> 169.254.172.1 tcp/443",
        ..pair(
            "RT-14",
            region,
            "app -> 169.254.168.1 tcp/443",
            [
                "no-route: app > a.private",
                "not-routable-on-internet: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > a.igw (source 10.0.1.5 = 203.0.113.5) > internet",
            ],
        )
    },
    // The longest prefix wins, whatever its kind.
    Pair {
        both: &[("10.9.0.0/16: peering_connection.ab", "10.9.1.0/24: peering_connection.ab")],
        holds: &[("0.0.0.0/0: nat_gateway.n", "10.9.0.0/16: nat_gateway.n")],
        fails: &[("0.0.0.0/0: nat_gateway.n", "10.9.1.0/25: nat_gateway.n")],
        ..pair("RT-20", region, "app -> far tcp/443", [PEERED, BY_NAT])
    },
    // Of one prefix, a static route wins over a propagated one.
    Pair {
        both: &[(
            "0.0.0.0/0: nat_gateway.n",
            "10.9.0.1/16: { target: nat_gateway.n, origin: vpn-bgp }",
        )],
        fails: &[("10.9.0.0/16: peering_connection.ab", "10.8.0.0/16: peering_connection.ab")],
        ..pair("RT-21", region, "app -> far tcp/443", [PEERED, BY_NAT])
    },
    // A propagated route inside the local route never wins.
    Pair {
        holds: &[(
            "0.0.0.0/0: nat_gateway.n",
            "10.0.1.0/24: { target: peering_connection.ab, origin: vpn-bgp }",
        )],
        fails: &[("0.0.0.0/0: nat_gateway.n", "10.0.1.0/24: nat_gateway.n")],
        ..pair(
            "RT-22",
            region,
            "app -> web tcp/443",
            [
                LOCAL,
                "delivered 8500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > web",
            ],
        )
    },
    // Overlapping prefix lists with different targets are ambiguous.
    Pair {
        both: &[
            ("10.9.0.0/16: peering_connection.ab", "prefix_list.x: peering_connection.ab"),
            ("0.0.0.0/0: nat_gateway.n", "prefix_list.y: nat_gateway.n"),
            (
                "peering_connections:",
                "prefix_lists: { x: { entries: [10.9.0.0/16] }, y: { entries: [10.9.0.0/17] } }\npeering_connections:",
            ),
        ],
        fails: &[("10.9.0.0/17", "10.9.128.0/17")],
        ..pair(
            "RT-23",
            region,
            "app -> far tcp/443",
            ["ambiguous-prefix-lists: app > a.private", PEERED],
        )
    },
    // The static route alone forwards: nothing is shared.
    Pair {
        both: &[(
            "0.0.0.0/0: nat_gateway.n",
            "10.9.0.1/16: { target: nat_gateway.n, origin: direct-connect }",
        )],
        fails: &[(
            "10.9.0.0/16: peering_connection.ab",
            "10.9.0.0/16: { target: peering_connection.ab, origin: vpn-static }",
        )],
        ..pair("RT-24", region, "app -> far tcp/443", [PEERED, BY_NAT])
    },
    Pair {
        both: &[(
            "0.0.0.0/0: nat_gateway.n",
            "10.9.0.1/16: { target: nat_gateway.n, origin: vpn-static }",
        )],
        fails: &[(
            "10.9.0.0/16: peering_connection.ab",
            "10.9.0.0/16: { target: peering_connection.ab, origin: vpn-bgp }",
        )],
        ..pair("RT-25", region, "app -> far tcp/443", [PEERED, BY_NAT])
    },
    // A route from Route Server counts as a propagated one.
    Pair {
        both: &[(
            "0.0.0.0/0: nat_gateway.n",
            "10.9.0.1/16: { target: nat_gateway.n, origin: route-server }",
        )],
        fails: &[("10.9.0.0/16: peering_connection.ab", "10.8.0.0/16: peering_connection.ab")],
        ..pair("RT-28", region, "app -> far tcp/443", [PEERED, BY_NAT])
    },
    // A blackhole matches and drops: the shorter route does not take over.
    Pair {
        both: &[
            ("private: { routes: {", "private: { routes: { 8.8.8.0/24: nat_gateway.old,"),
            (
                "nat_gateways: {",
                "nat_gateways: { old: { subnet: public, ip: 10.0.1.6, public_ip: 203.0.113.6, state: deleted },",
            ),
        ],
        fails: &[("8.8.8.0/24", "9.9.9.0/24")],
        ..pair(
            "RT-30",
            region,
            "app -> internet tcp/443",
            ["route-blackhole: app > a.private", APP_OUT],
        )
    },
    Pair {
        holds: &[("203.0.113.5", "203.0.113.5, state: deleted")],
        ..pair(
            "RT-31",
            region,
            "app -> internet tcp/443",
            ["route-blackhole: app > a.private", APP_OUT],
        )
    },
    // A local gateway route to an interface works while its instance runs.
    Pair {
        both: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.11/32: network_interface.two",
        )],
        fails: &[("ip: 10.0.1.11", "ip: 10.0.1.11, state: stopped")],
        ..pair(
            "RT-33",
            rack,
            "db -> two tcp/443",
            [
                "delivered 1500: c.db > c.r > p.lgw > a.rack > two",
                "lgw-route-blackhole: c.db > c.r > p.lgw",
            ],
        )
    },
    // Between two Outposts of one VPC the customer's network has to route,
    edits(
        "RT-42",
        two_outposts,
        "web -> app tcp/443",
        &[],
        &[("routes: { 10.0.2.0/24: s }", "routes: { 10.0.3.0/24: s }")],
        [ACROSS, "no-route: web > a.rack > p.lgw > p.lgw.main.v > c.r"],
    ),
    // and without the routes there the Region is no way out.
    edits(
        "RT-43",
        two_outposts,
        "web -> app tcp/443",
        &[
            ("rack: { routes: { 10.0.2.0/24: lgw", "rack: { routes: { 192.0.2.0/24: lgw"),
            ("far: { routes: { 10.0.1.0/24: lgw", "far: { routes: { 192.0.2.0/24: lgw"),
        ],
        &[],
        ["outpost-region-hairpin-blocked: web > a.rack", ACROSS],
    ),
    // A state that the target belies is believed by nobody.
    Pair {
        holds: &[(
            "0.0.0.0/0: nat_gateway.n",
            "0.0.0.0/0: { target: nat_gateway.n, state: blackhole }",
        )],
        fails: &[(
            "0.0.0.0/0: nat_gateway.n",
            "0.0.0.0/0: { target: nat_gateway.n, state: active }",
        )],
        ..pair(
            "RT-34",
            region,
            "app -> internet tcp/443",
            ["unmodelled-state: app > a.private", APP_OUT],
        )
    },
    // A route for a whole subnet may lead away from it,
    Pair {
        holds: &[("private: { routes: {", "private: { routes: { 10.0.1.0/24: nat_gateway.n,")],
        ..pair(
            "RT-41",
            region,
            "app -> web tcp/443",
            [
                "delivered 8500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > web",
                LOCAL,
            ],
        )
    },
    // and the local route itself may have another target.
    Pair {
        holds: &[("private: { routes: {", "private: { routes: { 10.0.0.0/16: nat_gateway.n,")],
        fails: &[("private: { routes: {", "private: { routes: { 10.0.0.0/16: local,")],
        ..pair(
            "RT-44",
            region,
            "app -> web tcp/443",
            [
                "delivered 8500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > web",
                LOCAL,
            ],
        )
    },
];

const OUT: &str =
    "delivered 1500: web > a.public > a.igw (source 10.0.1.10 = 198.51.100.7) > internet";
const APP_OUT: &str = "delivered 1500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > \
                       a.public > a.igw (source 10.0.1.5 = 203.0.113.5) > internet";
const LOCAL: &str = "delivered 9001: app > a.private > a.public > web";
const PEERED: &str = "delivered 9001: app > a.private > ab > b.s > far";
const BY_NAT: &str = "igw-private-dst: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > \
                      a.public > a.igw";

fn rack() -> String {
    RACK.to_owned()
}

fn region() -> String {
    REGION.to_owned()
}
