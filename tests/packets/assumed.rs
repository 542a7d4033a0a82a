//! What an answer lists as assumed, told apart by one edit.

use std::collections::BTreeSet;

use outpath_core::analysis::Workspace;
use outpath_tests::files::OneText;

use crate::stems::{Edits, RACK, REGION, edited};

/// A fact that the answer lists after the one edit and not after the other.
struct Assumed {
    fact: &'static str,
    stem: &'static str,
    both: Edits,
    rests: Edits,
    does_not: Edits,
    flow: &'static str,
}

const COIP: (&str, &str) =
    ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }");
const EXTRA: (&str, &str) = (
    "instances:\n",
    "network_interfaces:\n  extra: { subnet: a.rack, ip: 10.0.1.12, service: other }\ninstances:\n",
);
const WITH_COIP: (&str, &str) = ("ip: 10.0.1.10", "ip: 10.0.1.10, coip: 10.1.0.2");
const ASSUMED: &[Assumed] = &[
    // A route that serves this traffic makes the subnet announced; another one is taken to do so.
    Assumed {
        fact: "DVR-05",
        stem: RACK,
        both: &[],
        rests: &[("172.16.0.0/16: lgw", "172.17.0.0/16: lgw")],
        does_not: &[],
        flow: "db -> web tcp/443",
    },
    Assumed {
        fact: "UNK-09",
        stem: RACK,
        both: &[],
        rests: &[("172.16.0.0/16: lgw", "172.16.0.10/32: lgw")],
        does_not: &[("172.16.0.0/16: lgw", "172.16.0.10/31: lgw")],
        flow: "db -> web tcp/443",
    },
    // The token of DVR-16 rests on both.
    Assumed {
        fact: "UNK-09",
        stem: RACK,
        both: &[],
        rests: &[("172.16.0.0/16: lgw", "192.0.2.1/32: lgw")],
        does_not: &[("172.16.0.0/16: lgw", "192.0.2.0/24: lgw")],
        flow: "db -> web tcp/443",
    },
    Assumed {
        fact: "UNK-09",
        stem: RACK,
        both: &[],
        rests: &[("0.0.0.0/0: vif_group.main", "10.0.1.11/32: network_interface.two")],
        does_not: &[],
        flow: "db -> web tcp/443",
    },
    Assumed {
        fact: "COIP-08",
        stem: RACK,
        both: &[COIP, WITH_COIP],
        rests: &[("172.16.0.0/16: lgw", "")],
        does_not: &[],
        flow: "db -> 10.1.0.2 tcp/443",
    },
    // Between two VPCs, and inside one.
    Assumed {
        fact: "IV-07",
        stem: include_str!("files/by-gateway-customer-owned.yaml"),
        both: &[],
        rests: &[],
        does_not: &[("subnet: other.kim, ip: 10.20.1.10", "subnet: shop.rack, ip: 10.0.3.10")],
        flow: "web -> 10.1.0.3 tcp/443",
    },
    Assumed {
        fact: "TOP-36",
        stem: include_str!("files/by-gateway-customer-owned.yaml"),
        both: &[],
        rests: &[("subnet: other.kim, ip: 10.20.1.10", "subnet: shop.rack, ip: 10.0.3.10")],
        does_not: &[],
        flow: "web -> 10.1.0.3 tcp/443",
    },
    // How a second-generation block is announced, and what a public virtual interface is taken to tell.
    Assumed {
        fact: "UNK-10",
        stem: include_str!("files/service-link-public.yaml"),
        both: &[],
        rests: &[("zone: usw2-az1", "zone: usw2-az1\n    generation: 2")],
        does_not: &[],
        flow: "plant-1.service-link -> plant-1.anchor tcp/443",
    },
    Assumed {
        fact: "TOP-35",
        stem: include_str!("files/service-link-by-direct-connect.yaml"),
        both: &[],
        rests: &[],
        does_not: &[("type: public, peer", "state: down, type: public, peer")],
        flow: "plant-1.service-link -> plant-1.anchor tcp/443",
    },
    // An anchor of another Outpost.
    Assumed {
        fact: "TOP-81",
        stem: include_str!("files/service-link-public.yaml"),
        both: &[(
            "outposts:\n",
            "outposts:\n  plant-2: { zone: usw2-az1, service_link: { anchors: 198.51.100.201 } }\n",
        )],
        rests: &[],
        does_not: &[("anchors: 198.51.100.200", "anchors: [198.51.100.200, 198.51.100.201]")],
        flow: "plant-1.service-link -> 198.51.100.201 tcp/443",
    },
    // A way of the service link that the file does not tell to the end.
    Assumed {
        fact: "TOP-34",
        stem: include_str!("files/service-link-public.yaml"),
        both: &[],
        rests: &[("peer: campus.cnd.link", "peer_ip: 10.200.0.2")],
        does_not: &[],
        flow: "web -> app tcp/443",
    },
    // What is taken for granted of a load balancer and of a cache.
    Assumed {
        fact: "UNK-07",
        stem: RACK,
        both: &[EXTRA],
        rests: &[("service: other", "service: alb")],
        does_not: &[("service: other", "service: s3-outposts")],
        flow: "db -> extra tcp/443",
    },
    Assumed {
        fact: "TOP-31",
        stem: RACK,
        both: &[EXTRA],
        rests: &[("service: other", "service: elasticache")],
        does_not: &[("service: other", "service: s3-outposts")],
        flow: "db -> extra tcp/443",
    },
    // A rule that names the group of the destination, over the local gateway and within the Region.
    Assumed {
        fact: "TOP-60",
        stem: RACK,
        both: &[
            ("ip: 10.0.1.10 }", "ip: 10.0.1.10, security_groups: [g] }"),
            ("ip: 10.0.2.10 }", "ip: 10.0.2.10, security_groups: [g] }"),
            (
                "outposts:\n",
                "    security_groups: { g: { inbound: [any from 10.0.0.0/16], outbound: [any to security_group.g] } }\noutposts:\n  q:\n    zone: usw2-az2\n    local_gateway:\n      vif_groups: { main: { asn: 64513, vifs: { v: { local: 172.31.1.1/30, peer: c.s } } } }\n      route_tables: { t: { mode: direct-vpc-routing, vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: vif_group.main } } }\n",
            ),
            (
                "region: { cidr: 10.0.2.0/24 }",
                "region: { cidr: 10.0.2.0/24, outpost: q, route_table: far }",
            ),
            (
                "    routers:\n",
                "    routers:\n      s: { interfaces: { ond: 172.31.1.2/30, lan: 172.16.0.2/24 }, announce: [172.16.0.0/24, 10.0.1.0/24], routes: { 10.0.1.0/24: r } }\n",
            ),
            (
                "announce: [172.16.0.0/24] }",
                "announce: [172.16.0.0/24, 10.0.2.0/24], routes: { 10.0.2.0/24: s } }",
            ),
            (
                "rack: { routes: { 172.16.0.0/16: lgw } }",
                "rack: { routes: { 10.0.2.0/24: lgw } }\n      far: { routes: { 10.0.1.0/24: lgw } }",
            ),
        ],
        rests: &[],
        does_not: &[("any to security_group.g", "any to 10.0.2.0/24")],
        flow: "web -> app tcp/443",
    },
    Assumed {
        fact: "TOP-30",
        stem: REGION,
        both: &[("vpcs:\n", "outposts: { p: { zone: usw2-az1 } }\nvpcs:\n")],
        rests: &[("public: { cidr: 10.0.1.0/24", "public: { cidr: 10.0.1.0/24, outpost: p")],
        does_not: &[("private: { cidr: 10.0.2.0/24", "private: { cidr: 10.0.2.0/24, outpost: p")],
        flow: "app -> internet tcp/443",
    },
];

fn assumptions(text: &str, flow: &str) -> BTreeSet<String> {
    let workspace = Workspace::open(&OneText(text), &["topology.yaml"]);
    assert!(!workspace.has_errors(), "{}", workspace.problems().text());
    let answer = workspace.trace(flow).unwrap_or_else(|wrong| panic!("{}", wrong.text()));
    let json: serde_json::Value = serde_json::from_str(answer.json()).expect("an answer is JSON");
    let listed = json["assumptions"].as_array().expect("an answer lists assumptions");
    listed.iter().filter_map(|one| one["fact"].as_str()).map(str::to_owned).collect()
}

#[test]
fn an_answer_lists_what_it_rests_on_and_nothing_else() {
    for one in ASSUMED {
        let common = edited(one.stem.to_owned(), one.both);
        let rests = edited(common.clone(), one.rests);
        let does_not = edited(common, one.does_not);
        let found = assumptions(&rests, one.flow);
        assert!(found.contains(one.fact), "{}: {found:?}\n{rests}", one.fact);
        let found = assumptions(&does_not, one.flow);
        assert!(!found.contains(one.fact), "{}: {found:?}\n{does_not}", one.fact);
    }
}
