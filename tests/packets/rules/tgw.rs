//! Transit gateways.

use super::{
    Pair, edits, pair,
    tgw_networks::{by_nat, on_outpost, overlapping, peered, six, transit, two_ways},
};

pub(crate) use super::tgw_networks::{grouped, inspected};

const JOINED: &str = "delivered 8500: x > a.app > core.a > core > core.b > b.edge > b.app > y";

pub(super) const PAIRS: &[Pair] = &[
    // What is attached decides what is known behind it.
    edits(
        "TGW-01",
        transit,
        "x -> db tcp/443",
        &[],
        &[("wan: { vpn: wan,", "wan: { kind: connect,")],
        [
            "delivered 1446: x > a.app > core.a > core > core.wan > wan > c.r > c.db",
            "unknown-tgw-routes: x > a.app > core.a > core",
        ],
    ),
    // Without an association an attachment receives, but what it sends is dropped.
    edits(
        "TGW-02",
        transit,
        "y -> x tcp/443",
        &[],
        &[("a: { vpc: a, subnets: [edge], association: main,", "a: { vpc: a, subnets: [edge],")],
        ["delivered, delivered", "delivered, tgw-no-association"],
    ),
    // The longest prefix wins,
    edits(
        "TGW-03",
        transit,
        "x -> y tcp/443",
        &[("main: {}", "main: { routes: { 10.0.0.0/8: blackhole } }")],
        &[("main: {}", "main: { routes: { 10.2.1.0/24: blackhole } }")],
        [JOINED, "tgw-route-blackhole: x > a.app > core.a > core"],
    ),
    // then a static route before a propagated one,
    edits(
        "TGW-03",
        transit,
        "x -> y tcp/443",
        &[("main: {}", "main: { routes: { 10.2.0.0/16: attachment.a } }")],
        &[("main: {}", "main: { routes: { 10.2.0.0/15: attachment.a } }")],
        ["no-route: x > a.app > core.a > core > core.a > a.edge", JOINED],
    ),
    // then a VPN over Direct Connect before one over the internet,
    edits(
        "TGW-03",
        two_ways,
        "x -> db tcp/443",
        &[("customer_gateway: c.r", "transport: direct-connect, customer_gateway: c.r")],
        &[("customer_gateway: c.q", "transport: direct-connect, customer_gateway: c.q")],
        [BY_R, BY_Q],
    ),
    // then the shorter AS path,
    edits(
        "TGW-03",
        two_ways,
        "x -> db tcp/443",
        &[("customer_gateway: c.q", "prepend: 1, med: 50, customer_gateway: c.q")],
        &[("customer_gateway: c.r", "prepend: 1, med: 50, customer_gateway: c.r")],
        [BY_R, BY_Q],
    ),
    // then the lower multi-exit discriminator.
    edits(
        "TGW-03",
        two_ways,
        "x -> db tcp/443",
        &[("customer_gateway: c.r", "med: 50, customer_gateway: c.r")],
        &[("customer_gateway: c.q", "med: 50, customer_gateway: c.q")],
        [BY_R, BY_Q],
    ),
    // A peering propagates nothing: static routes lead to it.
    edits(
        "TGW-04",
        peered,
        "x -> y tcp/443",
        &[],
        &[("near: { routes: { 10.2.0.0/16: attachment.peer } }", "near: {}")],
        [
            "delivered 8500: x > a.app > core.a > core > core.peer > other.peer > other > other.b > b.app > y",
            "tgw-no-route: x > a.app > core.a > core",
        ],
    ),
    // Equal VPN paths share the load.
    edits(
        "TGW-05",
        two_ways,
        "x -> db tcp/443",
        &[],
        &[("customer_gateway: c.q", "med: 200, customer_gateway: c.q")],
        [
            "delivered 1446: x > a.app > core.a > core > core.alt > alt > c.q > c.db | \
             delivered 1446: x > a.app > core.a > core > core.wan > wan > c.r > c.db",
            BY_R,
        ],
    ),
    // A zone without a subnet of the attachment cannot send,
    edits(
        "TGW-06",
        transit,
        "z -> y tcp/443",
        &[],
        &[(
            "far: { cidr: 10.1.2.0/24, zone: usw2-az2,",
            "far: { cidr: 10.1.2.0/24, zone: usw2-az1,",
        )],
        [
            "tgw-az-not-attached: z > a.far > core.a",
            "delivered 8500: z > a.far > core.a > core > core.b > b.edge > b.app > y",
        ],
    ),
    // but it is reached.
    Pair {
        fails_flow: "z -> y tcp/443",
        ..pair(
            "TGW-06",
            transit,
            "y -> z tcp/443",
            ["delivered, tgw-az-not-attached", "tgw-az-not-attached"],
        )
    },
    // A Local Zone sends by its parent, and no file says which zone that is.
    edits(
        "TGW-17",
        transit,
        "z -> y tcp/443",
        &[(
            "far: { cidr: 10.1.2.0/24, zone: usw2-az2,",
            "far: { cidr: 10.1.2.0/24, zone: usw2-lax1-az1,",
        )],
        &[],
        ["left-model: z > a.far > core.a", "tgw-az-not-attached: z > a.far > core.a"],
    ),
    // The table of the attachment's subnet decides in the VPC.
    edits(
        "TGW-07",
        transit,
        "x -> y tcp/443",
        &[
            ("edge: {}", "edge: { routes: { 10.2.1.0/24: instance.fw } }"),
            (
                "      edge: { cidr: 10.2.9.0/24",
                "      mid: { cidr: 10.2.5.0/24, zone: usw2-az1 }\n      edge: { cidr: 10.2.9.0/24",
            ),
            (
                "  y: {",
                "  fw: { subnet: b.mid, ip: 10.2.5.5, source_dest_check: false, forwards: true }\n  y: {",
            ),
        ],
        &[],
        [
            "delivered 8500: x > a.app > core.a > core > core.b > b.edge > b.mid > fw > b.mid > b.app > y",
            JOINED,
        ],
    ),
    // Without appliance mode the zone of the sender decides for each direction.
    edits(
        "TGW-08",
        inspected,
        "x -> w tcp/443",
        &[("appliance_mode: false", "appliance_mode: true")],
        &[],
        ["delivered, delivered", "delivered, tgw-az-affinity"],
    ),
    // IPv6 is off unless it is turned on.
    edits(
        "TGW-09",
        six,
        "x -> 2001:db8:2::10 tcp/443",
        &[("b: { vpc: b,", "b: { ipv6: true, vpc: b,")],
        &[("main: {}", "main: { routes: { \"2001:db8:2::/56\": attachment.b } }")],
        [JOINED, "ipv6-unsupported: x > a.app > core.a > core > core.b"],
    ),
    // Of two VPCs that overlap the one that was attached first is propagated,
    edits(
        "TGW-10",
        overlapping,
        "x -> y tcp/443",
        &[("b: { vpc: b,", "b: { created: \"2026-01-01\", vpc: b,")],
        &[("b: { vpc: b,", "b: { created: \"2026-03-03\", vpc: b,")],
        [JOINED, "no-such-subnet: x > a.app > core.a > core > core.c > c.edge"],
    ),
    // and nobody knows which that is where the input does not say.
    edits(
        "TGW-10",
        overlapping,
        "x -> y tcp/443",
        &[("b: { vpc: b,", "b: { created: \"2026-01-01\", vpc: b,")],
        &[],
        [JOINED, "unmodelled-state: x > a.app > core.a > core"],
    ),
    // Groups refer to each other where the transit gateway lets them.
    edits(
        "TGW-11",
        grouped,
        "x -> y tcp/443",
        &[("  core:\n", "  core:\n    security_group_referencing: true\n")],
        &[],
        [JOINED, "sg-ref-lost: x > a.app > core.a > core > core.b > b.edge > b.app > y"],
    ),
    // Nothing is said of attachments in subnets of Outposts.
    Pair {
        holds: &[("a: { vpc: a, subnets: [edge]", "a: { vpc: a, subnets: [app]")],
        cites: &["UNK-14"],
        ..pair(
            "TGW-13",
            on_outpost,
            "x -> y tcp/443",
            ["delivered, delivered", "delivered, delivered"],
        )
    },
    // A VPN connection learns what its associated table holds.
    edits(
        "TGW-14",
        transit,
        "db -> y tcp/443",
        &[],
        &[
            ("wan: { vpn: wan, association: main,", "wan: { vpn: wan, association: empty,"),
            ("main: {} }", "main: {}, empty: {} }"),
        ],
        [
            "delivered 1446: c.db > c.r > wan > core.wan > core > core.b > b.edge > b.app > y",
            "no-route: c.db > c.r",
        ],
    ),
    edits(
        "RT-32",
        transit,
        "x -> y tcp/443",
        &[("main: {}", "main: { routes: { 10.2.0.0/16: blackhole } }")],
        &[],
        ["tgw-route-blackhole: x > a.app > core.a > core", JOINED],
    ),
    // Two VPCs on one Outpost meet in the Region,
    edits(
        "IV-04",
        on_outpost,
        "x -> y tcp/443",
        &[("cidr: 10.2.1.0/24, zone: usw2-az1", "cidr: 10.2.1.0/24, outpost: p")],
        &[],
        [
            "delivered 1300: x > a.app > p.service-link > core.a > core > core.b > b.edge > p.service-link > b.app > y",
            "delivered 1300: x > a.app > p.service-link > core.a > core > core.b > b.edge > b.app > y",
        ],
    ),
    // two on two Outposts do not.
    edits(
        "IV-03",
        on_outpost,
        "x -> y tcp/443",
        &[
            ("cidr: 10.2.1.0/24, zone: usw2-az1", "cidr: 10.2.1.0/24, outpost: q"),
            ("p: { zone: usw2-az1 }", "p: { zone: usw2-az1 }, q: { zone: usw2-az1 }"),
        ],
        &[
            ("cidr: 10.2.1.0/24, zone: usw2-az1", "cidr: 10.2.1.0/24, outpost: p"),
            ("p: { zone: usw2-az1 }", "p: { zone: usw2-az1 }, q: { zone: usw2-az1 }"),
        ],
        [
            "outpost-region-hairpin-blocked: x > a.app > p.service-link > core.a > core > core.b > b.edge > q.service-link",
            "delivered 1300: x > a.app > p.service-link > core.a > core > core.b > b.edge > p.service-link > b.app > y",
        ],
    ),
    // The zone of an Outpost is that of its subnets.
    edits(
        "IV-05",
        on_outpost,
        "x -> y tcp/443",
        &[("p: { zone: usw2-az1 }", "p: { zone: usw2-az2 }")],
        &[],
        [
            "tgw-az-not-attached: x > a.app > p.service-link > core.a",
            "delivered 1300: x > a.app > p.service-link > core.a > core > core.b > b.edge > b.app > y",
        ],
    ),
    // Whom an interface of an attachment on an Outpost serves is not documented.
    edits(
        "UNK-14",
        transit,
        "x -> y tcp/443",
        &[
            (
                "edge: { cidr: 10.1.9.0/24, zone: usw2-az1 }",
                "edge: { cidr: 10.1.9.0/24, outpost: p }",
            ),
            ("instances:\n", "outposts: { p: { zone: usw2-az1 } }\ninstances:\n"),
        ],
        &[("instances:\n", "outposts: { p: { zone: usw2-az1 } }\ninstances:\n")],
        ["unmodelled-state: x > a.app > core.a", JOINED],
    ),
    // A route that is declared a blackhole may be one: nothing in service joins the VPC with its target.
    edits(
        "RT-34",
        transit,
        "x -> db tcp/443",
        &[
            ("172.16.0.0/12: transit_gateway.core } }\n  b", GONE),
            ("a: { vpc: a,", "a: { state: pending, vpc: a,"),
        ],
        &[("172.16.0.0/12: transit_gateway.core } }\n  b", GONE)],
        ["attachment-not-ready: x > a.app > core.a", "unmodelled-state: x > a.app"],
    ),
    edits(
        "RT-34",
        transit,
        "x -> db tcp/443",
        &[
            ("172.16.0.0/12: transit_gateway.core } }\n  b", GONE),
            ("a: { vpc: a, subnets: [edge]", "a: { kind: connect"),
        ],
        &[("172.16.0.0/12: transit_gateway.core } }\n  b", GONE)],
        ["route-blackhole: x > a.app", "unmodelled-state: x > a.app"],
    ),
    // A NAT gateway returns a reply as the sender came where no route leads back; one that leads elsewhere
    // contradicts that.
    edits(
        "NAT-09",
        by_nat,
        "x -> internet tcp/443",
        &[("public: { routes: { 0.0.0.0/0: igw } }", "public: { routes: { 8.0.0.0/8: igw } }")],
        &[],
        ["delivered, delivered", "delivered, unmodelled-state"],
    ),
    // It follows one that leads to the transit gateway.
    edits(
        "TOP-55",
        by_nat,
        "x -> internet tcp/443",
        &[(
            "public: { routes: { 0.0.0.0/0: igw } }",
            "public: { routes: { 0.0.0.0/0: igw, 10.0.0.0/8: transit_gateway.core } }",
        )],
        &[],
        ["delivered, delivered", "delivered, unmodelled-state"],
    ),
    // If it leads to another one than the sender's, that contradicts it, too,
    edits(
        "TOP-55",
        by_nat,
        "x -> internet tcp/443",
        &[(
            "public: { routes: { 0.0.0.0/0: igw } }",
            "public: { routes: { 0.0.0.0/0: igw, 10.0.0.0/8: transit_gateway.core } }",
        )],
        &[
            (
                "public: { routes: { 0.0.0.0/0: igw } }",
                "public: { routes: { 0.0.0.0/0: igw, 10.0.0.0/8: transit_gateway.other } }",
            ),
            (
                "transit_gateways:\n",
                "transit_gateways:\n  other:\n    attachments: { b: { vpc: b, subnets: [edge] } }\n    route_tables: { main: {} }\n",
            ),
        ],
        ["delivered, delivered", "delivered, unmodelled-state"],
    ),
    // while an attachment to another one makes no difference.
    edits(
        "TOP-55",
        by_nat,
        "x -> internet tcp/443",
        &[
            ("public: { routes: { 0.0.0.0/0: igw } }", "public: { routes: { 8.0.0.0/8: igw } }"),
            (
                "transit_gateways:\n",
                "transit_gateways:\n  other:\n    attachments: { b: { vpc: b, subnets: [edge] } }\n    route_tables: { main: {} }\n",
            ),
        ],
        &[(
            "transit_gateways:\n",
            "transit_gateways:\n  other:\n    attachments: { b: { vpc: b, subnets: [edge] } }\n    route_tables: { main: {} }\n",
        )],
        ["delivered, delivered", "delivered, unmodelled-state"],
    ),
    // Whether the transit gateway looks up a reply that comes back without a route is not known.
    edits(
        "TOP-55",
        by_nat,
        "x -> internet tcp/443",
        &[("public: { routes: { 0.0.0.0/0: igw } }", "public: { routes: { 8.0.0.0/8: igw } }")],
        &[
            ("public: { routes: { 0.0.0.0/0: igw } }", "public: { routes: { 8.0.0.0/8: igw } }"),
            (
                "main: { routes: { 0.0.0.0/0: attachment.b } }",
                "main: { routes: { 0.0.0.0/0: attachment.b } }, none: {}",
            ),
            (
                "b: { vpc: b, subnets: [edge], association: main",
                "b: { vpc: b, subnets: [edge], association: none",
            ),
        ],
        ["delivered, delivered", "delivered, unmodelled-state"],
    ),
    // What an appliance between makes of the reply is not known either.
    edits(
        "TOP-55",
        by_nat,
        "x -> internet tcp/443",
        &[("public: { routes: { 0.0.0.0/0: igw } }", "public: { routes: { 8.0.0.0/8: igw } }")],
        &[
            (
                "public: { routes: { 0.0.0.0/0: igw } }",
                "public: { routes: { 8.0.0.0/8: igw } }\n      wall: { routes: { 8.0.0.0/8: nat_gateway.n } }",
            ),
            (
                "edge: { routes: { 0.0.0.0/0: nat_gateway.n } }",
                "edge: { routes: { 0.0.0.0/0: vpc_endpoint.wall } }",
            ),
            (
                "      edge: { cidr: 10.2.9.0/24",
                "      wall: { cidr: 10.2.7.0/24, zone: usw2-az1, route_table: wall }\n      edge: { cidr: 10.2.9.0/24",
            ),
            (
                "    nat_gateways: { n:",
                "    vpc_endpoints: { wall: { type: network-firewall, subnet: wall, passes: true } }\n    nat_gateways: { n:",
            ),
        ],
        ["delivered, delivered", "delivered, unmodelled-state"],
    ),
    // Groups do not refer to those of VPCs with subnets on Outposts.
    edits(
        "IV-06",
        grouped,
        "x -> y tcp/443",
        &[
            ("  core:\n", "  core:\n    security_group_referencing: true\n"),
            ("cidr: 10.1.2.0/24, zone: usw2-az2", "cidr: 10.1.2.0/24, outpost: p"),
            ("instances:\n", "outposts: { p: { zone: usw2-az2 } }\ninstances:\n"),
        ],
        &[("  core:\n", "  core:\n    security_group_referencing: true\n")],
        ["sg-ref-lost: x > a.app > core.a > core > core.b > b.edge > b.app > y", JOINED],
    ),
];

/// A route to the transit gateway that is declared a blackhole.
const GONE: &str = "172.16.0.0/12: { target: transit_gateway.core, state: blackhole } } }\n  b";

const BY_R: &str = "delivered 1446: x > a.app > core.a > core > core.wan > wan > c.r > c.db";
const BY_Q: &str = "delivered 1446: x > a.app > core.a > core > core.alt > alt > c.q > c.db";
