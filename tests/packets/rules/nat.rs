//! Internet gateways, NAT gateways and IPv6.

use super::{Pair, pair};
use crate::stems::{RACK, REGION, edited};

pub(super) const PAIRS: &[Pair] = &[
    // An internet gateway translates for interfaces with a public address,
    Pair {
        fails: &[(", public_ip: 198.51.100.7", "")],
        ..pair(
            "NAT-01",
            region,
            "web -> internet tcp/443",
            [OUT, "igw-no-public-association: web > a.public > a.igw"],
        )
    },
    // while it is attached,
    Pair {
        fails: &[("internet_gateway: true", "internet_gateway: { attached: false }")],
        ..pair(
            "NAT-02",
            region,
            "web -> internet tcp/443",
            [OUT, "route-blackhole: web > a.public"],
        )
    },
    // and not toward private addresses.
    Pair {
        holds: &[(
            "public: { routes: {",
            "public: { routes: { 10.9.0.0/16: peering_connection.ab,",
        )],
        ..pair(
            "NAT-03",
            region,
            "web -> far tcp/443",
            [
                "delivered 9001: web > a.public > ab > b.s > far",
                "igw-private-dst: web > a.public > a.igw",
            ],
        )
    },
    // A public address of the own VPC is reached through the internet gateway, out and in.
    Pair {
        both: &[(
            "app: { subnet",
            "mate: { subnet: a.public, ip: 10.0.1.11, public_ip: 198.51.100.8 }\n  app: { subnet",
        )],
        fails: &[("public_ip: 198.51.100.8", "public_ip: 198.51.100.6")],
        ..pair(
            "NAT-04",
            region,
            "web -> 198.51.100.8 tcp/443",
            [
                "delivered 1500: web > a.public > a.igw (source 10.0.1.10 = 198.51.100.7) > internet > a.igw (destination 198.51.100.8 = 10.0.1.11) > a.public > mate",
                OUT,
            ],
        )
    },
    // A NAT gateway shows its private address, the internet gateway its public one.
    Pair {
        both: &[("app: { subnet", "far2: { subnet: b.s, ip: 10.9.1.11 }\n  app: { subnet")],
        holds: &[
            ("private: { routes: { 10.9.0.0/16: peering_connection.ab, ", "private: { routes: { "),
            ("public: { routes: {", "public: { routes: { 10.9.0.0/16: peering_connection.ab,"),
        ],
        ..pair(
            "NAT-05",
            region,
            "app -> far tcp/443",
            [
                "delivered 8500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > ab > b.s > far",
                "delivered 9001: app > a.private > ab > b.s > far",
            ],
        )
    },
    // A private one has no way to the internet.
    Pair {
        holds: &[("public_ip: 203.0.113.5", "private: true")],
        ..pair(
            "NAT-06",
            region,
            "app -> internet tcp/443",
            [
                "igw-no-public-association: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > a.igw",
                APP_OUT,
            ],
        )
    },
    // It takes no connections from outside.
    Pair {
        fails: &[
            ("public_ip: 203.0.113.5", "public_ip: 203.0.113.6"),
            ("198.51.100.7", "203.0.113.5"),
        ],
        ..pair(
            "NAT-07",
            region,
            "internet -> 203.0.113.5 tcp/443",
            [
                "nat-no-session: internet > a.igw (destination 203.0.113.5 = 10.0.1.5) > a.public > a.n",
                "delivered 1500: internet > a.igw (destination 203.0.113.5 = 10.0.1.10) > a.public > web",
            ],
        )
    },
    // It serves its own VPC only.
    Pair {
        fails: &[("forwards: true", "forwards: { source_nat: true }")],
        ..pair(
            "NAT-08",
            on_premises_by_nat,
            "c.db -> 192.0.2.1 tcp/443",
            [
                "nat-source-not-in-vpc: c.db > c.r > p.lgw > a.rack > two > a.rack > p.service-link > a.n",
                "delivered 1300: c.db > c.r > p.lgw > a.rack > two (source 172.16.0.10 = 10.0.1.11) > a.rack > p.service-link > a.n (source 10.0.1.11 = 10.0.2.5) > a.region > a.igw (source 10.0.2.5 = 203.0.113.5) > internet",
            ],
        )
    },
    // Its replies need no route to the sender.
    Pair {
        by_reply: true,
        both: &[("10.0.0.0/16: peering_connection.ab", "10.0.1.0/24: peering_connection.ab")],
        holds: &[
            ("private: { routes: { 10.9.0.0/16: peering_connection.ab, ", "private: { routes: { "),
            ("public: { routes: {", "public: { routes: { 10.9.0.0/16: peering_connection.ab,"),
        ],
        ..pair(
            "NAT-09",
            region,
            "app -> far tcp/443",
            [
                "delivered 8500: far > b.s > ab > a.public > a.n (destination 10.0.1.5 = 10.0.2.10) > a.public > a.private > app",
                "return-no-route: far > b.s",
            ],
        )
    },
    // What is deleted has left its addresses to others.
    Pair {
        both: &[(
            "nat_gateways: {",
            "nat_gateways: { gone: { subnet: public, ip: 10.0.1.5, public_ip: 203.0.113.5, state: deleted },",
        )],
        fails: &[
            ("203.0.113.5, state: deleted", "203.0.113.5"),
            ("203.0.113.5 } }", "203.0.113.5, state: deleted } }"),
        ],
        ..pair(
            "NAT-12",
            region,
            "app -> internet tcp/443",
            ["delivered, delivered", "route-blackhole"],
        )
    },
    // It cannot serve its own subnet.
    Pair {
        holds: &[("n: { subnet: public, ip: 10.0.1.5", "n: { subnet: private, ip: 10.0.2.5")],
        ..pair(
            "NAT-10",
            region,
            "app -> internet tcp/443",
            [
                "loop: app > a.private > a.n (source 10.0.2.10 = 10.0.2.5) > a.private > a.n > a.private",
                APP_OUT,
            ],
        )
    },
    // A regional one serves zone by zone.
    Pair {
        fails: &[("usw2-az2: 203.0.113.6", "usw2-az3: 203.0.113.6")],
        ..pair(
            "NAT-11",
            regional,
            "app -> internet tcp/443",
            [
                "delivered 1500: app > a.two > a.n (source 10.0.2.10 = 203.0.113.6) > a.igw > internet",
                "nat-az-not-covered: app > a.two > a.n",
            ],
        )
    },
    // It has a table of its own,
    Pair {
        fails: &[("nat: { routes: { 0.0.0.0/0: igw } }", "nat: { routes: { 192.0.2.0/24: igw } }")],
        ..pair(
            "NAT-11",
            regional,
            "app -> internet tcp/443",
            [
                "delivered 1500: app > a.two > a.n (source 10.0.2.10 = 203.0.113.6) > a.igw > internet",
                "no-route: app > a.two > a.n (source 10.0.2.10 = 203.0.113.6)",
            ],
        )
    },
    // and brings the reply back.
    Pair {
        by_reply: true,
        fails: &[(
            "usw2-az1: 203.0.113.5, usw2-az2: 203.0.113.6",
            "usw2-az1: 203.0.113.6, usw2-az2: 203.0.113.5",
        )],
        ..pair(
            "NAT-11",
            regional,
            "app -> internet tcp/443",
            [
                "delivered 1500: internet > a.igw > a.n (destination 203.0.113.6 = 10.0.2.10) > a.two > app",
                "delivered 1500: internet > a.igw > a.n (destination 203.0.113.5 = 10.0.2.10) > a.two > app",
            ],
        )
    },
    // Only an available one forwards.
    Pair {
        holds: &[("203.0.113.5", "203.0.113.5, state: pending")],
        ..pair(
            "NAT-12",
            region,
            "app -> internet tcp/443",
            ["component-not-ready: app > a.private", APP_OUT],
        )
    },
    // An egress-only internet gateway lets nobody in,
    Pair {
        fails: &[("    egress_only", "    internet_gateway: true\n    egress_only")],
        ..pair(
            "NAT-14",
            six_only,
            "internet(2600::1) -> 2001:db8:0:2::10 tcp/443",
            [
                "egress-only-inbound: internet > a.eigw",
                "delivered 1500: internet > a.igw > a.six > six",
            ],
        )
    },
    // nor the reply of whoever came in elsewhere out,
    Pair {
        by_reply: true,
        both: &[("    egress_only", "    internet_gateway: true\n    egress_only")],
        fails: &[("\"::/0\": eigw", "\"::/0\": igw")],
        ..pair(
            "NAT-14",
            six_only,
            "internet(2600::1) -> 2001:db8:0:2::10 tcp/443",
            [
                "egress-only-inbound: six > a.six > a.eigw",
                "delivered 1500: six > a.six > a.igw > internet",
            ],
        )
    },
    // but replies to what left by it.
    Pair {
        by_reply: true,
        both: &[("    egress_only", "    internet_gateway: true\n    egress_only")],
        fails: &[("\"::/0\": eigw", "\"::/0\": igw")],
        ..pair(
            "NAT-14",
            six_only,
            "six -> internet(2600::1) tcp/443",
            [
                "delivered 1500: internet > a.eigw > a.six > six",
                "delivered 1500: internet > a.igw > a.six > six",
            ],
        )
    },
    // IPv6 has routes of its own.
    Pair {
        holds: &[
            ("\"::/0\": eigw", "0.0.0.0/0: igw"),
            ("    egress_only", "    internet_gateway: true\n    egress_only"),
        ],
        ..pair(
            "RT-05",
            six_only,
            "six -> internet(2600::1) tcp/443",
            ["no-route: six > a.six", "delivered 1500: six > a.six > a.eigw > internet"],
        )
    },
    // NAT64 leads from IPv6 to IPv4 and back.
    Pair {
        fails: &[("\"64:ff9b::/96\": nat_gateway.n", "\"2600::/16\": nat_gateway.n")],
        ..pair(
            "NAT-15",
            sixty_four,
            "six -> 64:ff9b::808:808 tcp/443",
            [
                "delivered 1500: six > a.six > a.n (source 2001:db8:0:2::10 = 10.0.1.5) (destination 64:ff9b::808:808 = 8.8.8.8) > a.public > a.igw (source 10.0.1.5 = 203.0.113.5) > internet",
                "no-route: six > a.six",
            ],
        )
    },
    Pair {
        by_reply: true,
        fails: &[("203.0.113.5", "203.0.113.6")],
        ..pair(
            "NAT-15",
            sixty_four,
            "six -> 64:ff9b::808:808 tcp/443",
            [
                "delivered 1500: internet > a.igw (destination 203.0.113.5 = 10.0.1.5) > a.public > a.n (source 8.8.8.8 = 64:ff9b::808:808) (destination 10.0.1.5 = 2001:db8:0:2::10) > a.public > a.six > six",
                "delivered 1500: internet > a.igw (destination 203.0.113.6 = 10.0.1.5) > a.public > a.n (source 8.8.8.8 = 64:ff9b::808:808) (destination 10.0.1.5 = 2001:db8:0:2::10) > a.public > a.six > six",
            ],
        )
    },
    // Over the service link and the local gateway no IPv6 passes.
    Pair {
        holds: &[
            (
                "six: { cidr: 10.0.2.0/24, ipv6_cidr: \"2001:db8:0:2::/64\"",
                "six: { cidr: 10.0.2.0/24, ipv6_cidr: \"2001:db8:0:2::/64\", outpost: p",
            ),
            ("vpcs:\n", "outposts: { p: { zone: usw2-az1 } }\nvpcs:\n"),
        ],
        ..pair(
            "FF-25",
            six_only,
            "six -> internet(2600::1) tcp/443",
            [
                "ipv6-unsupported: six > a.six > p.service-link",
                "delivered 1500: six > a.six > a.eigw > internet",
            ],
        )
    },
];

const OUT: &str =
    "delivered 1500: web > a.public > a.igw (source 10.0.1.10 = 198.51.100.7) > internet";
const APP_OUT: &str = "delivered 1500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > \
                       a.public > a.igw (source 10.0.1.5 = 203.0.113.5) > internet";

fn region() -> String {
    REGION.to_owned()
}

/// What the campus sends to the internet by way of the Outpost meets an appliance, then a NAT gateway.
pub(crate) fn on_premises_by_nat() -> String {
    edited(
        RACK.to_owned(),
        &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16]\n    internet_gateway: true"),
            (
                "      region: { cidr: 10.0.2.0/24 }",
                "      region: { cidr: 10.0.2.0/24, route_table: out }",
            ),
            (
                "rack: { routes: { 172.16.0.0/16: lgw } }",
                "rack: { routes: { 172.16.0.0/16: lgw, 192.0.2.0/24: nat_gateway.n } }\n      out: { routes: { 0.0.0.0/0: igw } }\n    nat_gateways: { n: { subnet: region, ip: 10.0.2.5, public_ip: 203.0.113.5 } }",
            ),
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 192.0.2.0/24: network_interface.two",
            ),
            ("ip: 10.0.1.11", "ip: 10.0.1.11, source_dest_check: false, forwards: true"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 192.0.2.0/24: 172.31.0.1 }",
            ),
        ],
    )
}

pub(crate) fn regional() -> String {
    REGIONAL.to_owned()
}

const REGIONAL: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    subnets:
      one: { cidr: 10.0.1.0/24, zone: usw2-az1, route_table: out }
      two: { cidr: 10.0.2.0/24, zone: usw2-az2, route_table: out }
    route_tables:
      out: { routes: { 0.0.0.0/0: nat_gateway.n } }
      nat: { routes: { 0.0.0.0/0: igw } }
    nat_gateways:
      n: { zones: { usw2-az1: 203.0.113.5, usw2-az2: 203.0.113.6 }, route_table: nat }
instances: { app: { subnet: a.two, ip: 10.0.2.10 } }
";

pub(crate) fn six_only() -> String {
    SIX.to_owned()
}

const SIX: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16, \"2001:db8::/56\"]
    egress_only_internet_gateway: true
    subnets:
      six: { cidr: 10.0.2.0/24, ipv6_cidr: \"2001:db8:0:2::/64\", route_table: six }
    route_tables: { six: { routes: { \"::/0\": eigw } } }
instances: { six: { subnet: a.six, ipv6: \"2001:db8:0:2::10\" } }
";

/// A host with IPv6 only, and a NAT gateway that translates for it.
fn sixty_four() -> String {
    edited(
        six_only(),
        &[
            ("    egress_only_internet_gateway: true\n", "    internet_gateway: true\n"),
            (
                "six: { routes: { \"::/0\": eigw } }",
                "six: { routes: { \"64:ff9b::/96\": nat_gateway.n } }, public: { routes: { 0.0.0.0/0: igw } }",
            ),
            (
                "    subnets:\n",
                "    nat_gateways: { n: { subnet: public, ip: 10.0.1.5, public_ip: 203.0.113.5 } }\n    subnets:\n      public: { cidr: 10.0.1.0/24, route_table: public }\n",
            ),
        ],
    )
}
