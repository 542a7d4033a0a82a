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
    // Both sides need one,
    Pair {
        by_reply: true,
        fails: &[(
            "far: { routes: { 10.0.1.0/24: lgw } }",
            "far: { routes: { 192.0.2.0/24: lgw } }",
        )],
        ..pair(
            "RT-42",
            two_outposts,
            "web -> app tcp/443",
            [
                "delivered 1500: app > a.far > q.lgw > q.lgw.main.v > c.s > c.r > p.lgw > a.rack > web",
                "outpost-peer-route-missing: app > a.far",
            ],
        )
    },
    // in direct VPC routing,
    Pair {
        fails: &[(
            "local: 172.31.0.1/30, peer: c.r } } } }\n      route_tables: { t: { ",
            "local: 172.31.0.1/30, peer: c.r } } } }\n      route_tables: { t: { mode: coip, coip_pools: { x: [10.1.0.0/26] }, ",
        )],
        ..pair(
            "RT-42",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "unmodelled-state: web > a.rack"],
        )
    },
    // the customer's network between them,
    Pair {
        fails: &[("routes: { 10.0.2.0/24: s }", "routes: { 10.0.2.0/24: discard }")],
        ..pair(
            "RT-42",
            two_outposts,
            "web -> app tcp/443",
            [ACROSS, "route-blackhole: web > a.rack > p.lgw > p.lgw.main.v > c.r"],
        )
    },
    // and security groups that name addresses.
    Pair {
        both: &[
            (
                "    route_tables:\n      rack",
                "    security_groups: { g: { inbound: [any from 10.0.1.0/24] } }\n    route_tables:\n      rack",
            ),
            ("ip: 10.0.1.10", "ip: 10.0.1.10, security_groups: [g]"),
            ("ip: 10.0.2.10", "ip: 10.0.2.10, security_groups: [g]"),
        ],
        fails: &[("any from 10.0.1.0/24", "any from security_group.g")],
        ..pair(
            "RT-42",
            two_outposts,
            "web -> app tcp/443",
            [
                ACROSS,
                "sg-ref-lost: web > a.rack > p.lgw > p.lgw.main.v > c.r > c.s > q.lgw > a.far > app",
            ],
        )
    },
    // Without such routes there is no way through the Region from one Outpost to another.
    Pair {
        both: &[
            ("rack: { routes: { 10.0.2.0/24: lgw } }", "rack: {}"),
            ("far: { routes: { 10.0.1.0/24: lgw } }", "far: {}"),
        ],
        fails: &[("outpost: q, route_table: far", "outpost: p, route_table: far")],
        ..pair(
            "RT-43",
            two_outposts,
            "web -> app tcp/443",
            [
                "outpost-region-hairpin-blocked: web > a.rack",
                "delivered -: web > a.rack > a.far > app",
            ],
        )
    },
    // A local gateway route to an interface works while its instance runs.
    Pair {
        both: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 172.16.0.0/28: network_interface.two",
        )],
        holds: &[("ip: 10.0.1.11", "ip: 10.0.1.11, state: stopped")],
        fails: &[("ip: 10.0.1.11", "ip: 10.0.1.11, source_dest_check: false")],
        ..pair(
            "RT-33",
            rack,
            "web -> db tcp/443",
            [
                "lgw-route-blackhole: web > a.rack > p.lgw",
                "unsupported-object: web > a.rack > p.lgw > a.rack > two",
            ],
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
    // A service's interface counts where it is attached to an instance,
    Pair {
        both: SERVICE,
        holds: &[("service: other", "service: other, instance_attached: true")],
        ..pair("DVR-18", rack, "db -> extra tcp/443", [IN_EXTRA, NOT_ELIGIBLE])
    },
    // and not otherwise in direct VPC routing,
    Pair {
        both: SERVICE,
        holds: &[("service: other", "service: rds")],
        fails: &[("service: other", "service: s3-outposts")],
        ..pair("DVR-06", rack, "db -> extra tcp/443", [NOT_ELIGIBLE, IN_EXTRA])
    },
    Pair {
        both: SERVICE,
        holds: &[("service: other", "service: interface-endpoint, instance_attached: true")],
        fails: &[("service: other", "service: alb, instance_attached: true")],
        ..pair("LGW-18", rack, "db -> extra tcp/443", [NOT_ELIGIBLE, IN_EXTRA])
    },
    // but an endpoint is there for the VPC itself.
    Pair {
        both: SERVICE,
        holds: &[("service: other", "service: interface-endpoint")],
        fails: &[
            ("service: other", "service: interface-endpoint"),
            ("two: { subnet: a.rack", "two: { subnet: a.region"),
            ("ip: 10.0.1.11", "ip: 10.0.2.11"),
        ],
        ..pair(
            "LGW-18",
            rack,
            "two -> extra tcp/443",
            [
                "delivered -: two > a.rack > extra",
                "delivered 1300: two > a.region > p.service-link > a.rack > extra",
            ],
        )
    },
    // In CoIP mode the customer-owned address decides.
    Pair {
        both: &[IN_COIP_MODE, SERVICE[0]],
        holds: &[("service: other", "service: rds, coip: 10.1.0.12")],
        fails: &[("service: other", "service: interface-endpoint, coip: 10.1.0.12")],
        ..pair(
            "COIP-15",
            rack,
            "db -> extra tcp/443",
            [
                "delivered 1500: c.db > c.r > p.lgw (destination 10.1.0.12 = 10.0.1.12) > a.rack > extra",
                "lgw-eni-not-eligible: c.db > c.r > p.lgw (destination 10.1.0.12 = 10.0.1.12) > a.rack",
            ],
        )
    },
    Pair {
        both: &[IN_COIP_MODE, SERVICE[0]],
        holds: &[("service: other", "service: elasticache, coip: 10.1.0.12")],
        fails: &[("service: other", "service: alb, coip: 10.1.0.12")],
        ..pair(
            "COIP-18",
            rack,
            "db -> extra tcp/443",
            [
                "lgw-eni-not-eligible: c.db > c.r > p.lgw (destination 10.1.0.12 = 10.0.1.12) > a.rack",
                "delivered 1500: c.db > c.r > p.lgw (destination 10.1.0.12 = 10.0.1.12) > a.rack > extra",
            ],
        )
    },
    // Clients in the VPC use it, too, where the service asks for that, whatever is assumed of others.
    Pair {
        both: &[IN_COIP_MODE, SERVICE[0], FROM_TWO, TO_POOL, DENIED],
        holds: &[("service: other", "service: s3-outposts, coip: 10.1.0.12")],
        fails: &[("service: other", "service: alb, coip: 10.1.0.12")],
        ..pair(
            "COIP-17",
            rack,
            "two -> extra tcp/443",
            [
                "delivered 1500: two > a.rack > p.lgw (source 10.0.1.11 = 10.1.0.11) (destination 10.1.0.12 = 10.0.1.12) > a.rack > extra",
                "delivered -: two > a.rack > extra",
            ],
        )
    },
    // and the service answers the same way.
    Pair {
        by_reply: true,
        both: &[IN_COIP_MODE, SERVICE[0], FROM_TWO, TO_POOL],
        holds: &[("service: other", "service: rds, coip: 10.1.0.12"), DENIED],
        fails: &[("service: other", "service: alb, coip: 10.1.0.12")],
        ..pair(
            "COIP-15",
            rack,
            "two -> extra tcp/443",
            [
                "delivered 1500: extra > a.rack > p.lgw (source 10.0.1.12 = 10.1.0.12) (destination 10.1.0.11 = 10.0.1.11) > a.rack > two",
                "delivered -: extra > a.rack > two",
            ],
        )
    },
    Pair {
        both: &[IN_COIP_MODE, SERVICE[0], FROM_TWO, TO_POOL],
        holds: &[("service: other", "service: alb, coip: 10.1.0.12")],
        fails: &[("service: other", "service: alb, coip: 10.1.0.12"), DENIED],
        ..pair(
            "COIP-19",
            rack,
            "two -> 10.1.0.12 tcp/443",
            [
                "delivered 1500: two > a.rack > p.lgw (source 10.0.1.11 = 10.1.0.11) (destination 10.1.0.12 = 10.0.1.12) > a.rack > extra",
                "lgw-no-route: two > a.rack > p.lgw (source 10.0.1.11 = 10.1.0.11)",
            ],
        )
    },
    // A static route to an interface skips the translation.
    Pair {
        both: &[IN_COIP_MODE, ("ip: 10.0.1.11", "ip: 10.0.1.11, coip: 10.1.0.11")],
        holds: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.1.0.11/32: network_interface.two",
        )],
        ..pair(
            "COIP-09",
            rack,
            "db -> two tcp/443",
            [
                "src-dst-check: c.db > c.r > p.lgw > a.rack > two",
                "delivered 1500: c.db > c.r > p.lgw (destination 10.1.0.11 = 10.0.1.11) > a.rack > two",
            ],
        )
    },
    // A local network interface meets no filter of the VPC,
    Pair {
        both: &[
            (
                "  a:\n    cidrs: [10.0.0.0/16]\n",
                "  a:\n    cidrs: [10.0.0.0/16]\n    security_groups: { none: { inbound: [], outbound: [] } }\n",
            ),
            ("ip: 10.0.5.10", "ip: 10.0.5.10, security_groups: [none]"),
        ],
        fails: &[("segment: c.line, ip: 192.168.59.10", "segment: c.other, ip: 192.168.60.10")],
        ..pair(
            "FF-09",
            server,
            "cam -> plc tcp/443",
            ["delivered -: cam.lni > c.plc", "sg-empty: cam"],
        )
    },
    // nor its tables: what is not on the segment takes the VPC.
    Pair {
        fails: &[("ip: 192.168.59.77", "ip: 192.168.60.77, segment: other")],
        ..pair(
            "FF-09",
            server,
            "cam -> plc tcp/443",
            ["delivered -: cam.lni > c.plc", "no-route: cam > a.edge"],
        )
    },
    // Domains are isolated: only the customer's network joins them.
    Pair {
        fails: &[("routes: { 10.20.1.0/24: ot }", "routes: {}")],
        ..pair(
            "RD-04",
            two_domains,
            "web -> kay tcp/443",
            [
                "delivered 1500: web > it.rack > p.lgw (source 10.10.1.10 = 100.64.10.10) > p.lgw.it.v1 > c.r.it > c.r.ot > p.lgw > ot.rack > kay",
                "no-route: web > it.rack > p.lgw (source 10.10.1.10 = 100.64.10.10) > p.lgw.it.v1 > c.r.it",
            ],
        )
    },
    Pair {
        fails: &[
            ("routes: { 0.0.0.0/0: vif_group.ot }", "routes: {}"),
            ("routes: { 100.64.10.0/24: lgw }", "routes: { 100.64.0.0/16: lgw }"),
        ],
        ..pair(
            "RD-03",
            two_domains,
            "kay -> 100.64.10.10 tcp/443",
            [
                "delivered 1500: kay > ot.rack > p.lgw > p.lgw.ot.v1 > c.r.ot > c.r.it > p.lgw (destination 100.64.10.10 = 10.10.1.10) > it.rack > web",
                "lgw-table-inactive: kay > ot.rack > p.lgw",
            ],
        )
    },
    // Both VPCs in one table: the local gateway itself joins them, customer-owned address included.
    Pair {
        fails: &[("vpcs: [shop, other]", "vpcs: [shop]"), (", coip: 10.1.0.3", "")],
        ..pair(
            "IV-08",
            one_domain,
            "web -> 10.1.0.3 tcp/443",
            [
                "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) (destination 10.1.0.3 = 10.20.1.10) > other.kim > kim",
                "coip-unknown-dst: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2)",
            ],
        )
    },
];

fn two_domains() -> String {
    include_str!("../files/two-domains.yaml").to_owned()
}

fn one_domain() -> String {
    include_str!("../files/by-gateway-customer-owned.yaml").to_owned()
}

fn server() -> String {
    SERVER.to_owned()
}

/// An instance on an Outposts server, with a local network interface.
const SERVER: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    subnets: { edge: { cidr: 10.0.5.0/24, outpost: s, lni_device_index: 1 } }
outposts: { s: { form: server, zone: usw2-az1 } }
on_premises:
  c:
    segments: { line: { cidr: 192.168.59.0/24 }, other: { cidr: 192.168.60.0/24 } }
    hosts: { plc: { ip: 192.168.59.77 } }
instances:
  cam: { subnet: a.edge, ip: 10.0.5.10, lni: { segment: c.line, ip: 192.168.59.10 } }
";

const SERVICE: &[(&str, &str)] = &[(
    "instances:\n",
    "network_interfaces:\n  extra: { subnet: a.rack, ip: 10.0.1.12, service: other }\ninstances:\n",
)];
const IN_COIP_MODE: (&str, &str) =
    ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }");
const FROM_TWO: (&str, &str) = ("ip: 10.0.1.11", "ip: 10.0.1.11, coip: 10.1.0.11");
const TO_POOL: (&str, &str) = ("172.16.0.0/16: lgw", "172.16.0.0/16: lgw, 10.1.0.0/26: lgw");
const DENIED: (&str, &str) = ("on_premises:\n", "assume: { UNK-03: deny }\non_premises:\n");
const IN_EXTRA: &str = "delivered 1500: c.db > c.r > p.lgw > a.rack > extra";
const NOT_ELIGIBLE: &str = "lgw-eni-not-eligible: c.db > c.r > p.lgw > a.rack";
const OUT: &str = "delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db";
pub(super) const ACROSS: &str =
    "delivered 1500: web > a.rack > p.lgw > p.lgw.main.v > c.r > c.s > q.lgw > a.far > app";

fn rack() -> String {
    RACK.to_owned()
}

/// One VPC on two Outposts in direct VPC routing, each behind a device of its own.
pub(super) fn two_outposts() -> String {
    include_str!("two-outposts.yaml").to_owned()
}
