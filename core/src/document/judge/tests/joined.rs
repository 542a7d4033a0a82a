//! Mistakes at transit gateways, VPN connections and Direct Connect, made once in a clean topology.

use super::{Case, lowered, shown, try_cases_of};

const CLEAN: &str = include_str!("../joined.yaml");

pub(super) const CASES: &[Case] = &[
    (
        "OP2048",
        "shop.vgw",
        "type: transit, gateway: hub",
        "type: transit, gateway: shop.vgw",
        "type: private, gateway: shop.vgw",
    ),
    ("OP2040", "c", "subnets: [a, b]", "subnets: [a, b, c]", "subnets: [a, c]"),
    ("OP2041", "six", "subnets: [a, b]", "subnets: [a, six]", "subnets: [a]"),
    ("OP2042", "rack", "subnets: [a, b]", "subnets: [a, rack]", "subnets: [a]"),
    (
        "OP2043",
        "main",
        "peer: { peer: other.peer, association: main }",
        "peer: { peer: other.peer, association: main, propagate_to: main }",
        "peer: { peer: other.peer }",
    ),
    (
        "OP2049",
        "hub",
        "hub: { asn: 64512 }",
        "hub: { asn: 64512, associations: { lab.vgw: [10.0.0.0/8] } }",
        "hub: { asn: 64513 }",
    ),
    (
        "OP2044",
        "shop",
        "      wan: { vpn",
        "      again: { vpc: shop, association: main }\n      wan: { vpn",
        "      again: { vpc: shop, association: main, state: deleted }\n      wan: { vpn",
    ),
    (
        "OP9458",
        "core.peer",
        "    attachments: { peer: { peer: core.peer } }",
        "    attachments: { peer: { peer: third.x } }\n  third:\n    attachments: { x: { peer: core.peer } }",
        "    attachments: { peer: { peer: core.peer } }\n  third:\n    attachments: { x: { kind: peering } }",
    ),
    (
        "OP9458",
        "other.peer",
        "peer: { peer: core.peer }",
        "peer: { kind: peering }",
        "peer: { peer: core.peer }",
    ),
    (
        "OP9458",
        "core.peer",
        "    attachments: { peer: { peer: core.peer } }",
        "    attachments: { peer: { peer: core.peer } }\n  third:\n    attachments: { x: { peer: core.peer, state: pending } }",
        "    attachments: { peer: { peer: core.peer } }\n  third:\n    attachments: { x: { peer: core.peer, state: deleted } }",
    ),
    (
        "OP9458",
        "third.x",
        "    attachments: { peer: { peer: core.peer } }",
        "    attachments: { peer: { peer: core.peer }, y: { peer: third.x } }\n  third:\n    attachments: { x: { kind: peering } }",
        "    attachments: { peer: { peer: core.peer }, y: { peer: third.x } }\n  third:\n    attachments: { x: { kind: peering, state: rejected } }",
    ),
    (
        "OP2045",
        "lab",
        "  lab:\n    cidrs",
        "  lab:\n    region: eu-west-1\n    cidrs",
        "  lab:\n    region: us-west-2\n    cidrs",
    ),
    (
        "OP2047",
        "wan",
        "wan: { customer_gateway: campus.edge }",
        "wan: { gateway: shop.vgw, customer_gateway: campus.edge }",
        "wan: { customer_gateway: campus.edge, routing: bgp }",
    ),
    (
        "OP2047",
        "wan",
        "      dx: {",
        "      again: { vpn: wan, association: main }\n      dx: {",
        "      again: { vpn: wan, association: main, state: deleted }\n      dx: {",
    ),
    (
        "OP2047",
        "old",
        "    attachments: { peer: { peer: core.peer } }\nvpn_connections:\n",
        "    attachments: { peer: { peer: core.peer }, old: { vpn: old } }\nvpn_connections:\n  old: { gateway: lab.vgw, customer_gateway: campus.edge, state: pending }\n",
        "    attachments: { peer: { peer: core.peer }, old: { vpn: old } }\nvpn_connections:\n  old: { gateway: lab.vgw, customer_gateway: campus.edge, state: deleted }\n",
    ),
    (
        "OP2046",
        "[lab, shop]",
        "vpn_connections:\n",
        "peering_connections: { a: { vpcs: [shop, lab] }, b: { vpcs: [lab, shop] } }\nvpn_connections:\n",
        "peering_connections: { a: { vpcs: [shop, lab], state: expired }, b: { vpcs: [lab, shop] } }\nvpn_connections:\n",
    ),
    (
        "OP2050",
        "shop.vgw: [10.0.0.0/16]",
        "    cidrs: [10.1.0.0/16]",
        "    cidrs: [10.1.0.0/16, 10.0.128.0/17]",
        "    cidrs: [10.1.0.0/16, 10.2.0.0/16]",
    ),
    (
        "OP2050",
        "shop.vgw: [10.0.0.0/16]",
        "  hub: { asn: 64512 }",
        "  cells: { associations: { shop.vgw: [10.0.0.0/8] } }\n  hub: { asn: 64512 }",
        "  cells: { associations: { } }\n  hub: { asn: 64512 }",
    ),
    (
        "OP2050",
        "shop.vgw: [10.0.0.0/16]",
        "virtual_private_gateway: true\n    security_groups: { g: {} }\n",
        "virtual_private_gateway: { attached: false }\n    security_groups: { g: {} }\n",
        "virtual_private_gateway: { attached: true }\n    security_groups: { g: {} }\n",
    ),
    ("OP2051", "9001", "mtu: 8500", "mtu: 9001", "mtu: 1500"),
    ("OP2051", "9000", "mtu: 9001", "mtu: 9000", "mtu: 8500"),
    (
        "OP2051",
        "8500",
        "      in: {",
        "      out: { type: public, peer: campus.edge, mtu: 8500 }\n      in: {",
        "      out: { type: public, peer: campus.edge, mtu: 1500 }\n      in: {",
    ),
    // Groups: over a transit gateway that does not keep them, of a VPC on an Outpost, and outward.
    (
        "OP7001",
        "any from security_group.lab.g",
        "    subnets: { a: { cidr: 10.1.1.0/24, zone: usw2-az1 } }",
        "    security_groups: { g: {} }\n    subnets: { a: { cidr: 10.1.1.0/24, zone: usw2-az1 } }\n  far: { cidrs: [10.5.0.0/16], security_groups: { h: { inbound: [any from security_group.lab.g] } } }",
        "    security_groups: { g: {} }\n    subnets: { a: { cidr: 10.1.1.0/24, zone: usw2-az1 } }\n  far: { cidrs: [10.5.0.0/16], security_groups: { h: { inbound: [any from 10.1.0.0/16] } } }",
    ),
    (
        "OP7001",
        "any from security_group.shop.g",
        "    subnets: { a: { cidr: 10.1.1.0/24, zone: usw2-az1 } }",
        "    security_groups: { h: { inbound: [any from security_group.shop.g] } }\n    subnets: { a: { cidr: 10.1.1.0/24, zone: usw2-az1 } }",
        "    security_groups: { h: { inbound: [any from security_group.h] } }\n    subnets: { a: { cidr: 10.1.1.0/24, zone: usw2-az1 } }",
    ),
    ("OP6020", "hub", "hub: { asn: 64512 }", "hub: { asn: 64514 }", "hub: { asn: 64515 }"),
];

/// VPC `shop` names a group of VPC `far`.
const GROUPS: &str = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    subnets: { s: { cidr: 10.0.1.0/24, zone: usw2-az1 } }
    security_groups: { g: { inbound: [any from security_group.far.h] } }
    route_tables: { main: {} }
  far:
    cidrs: [10.5.0.0/16]
    subnets: { s: { cidr: 10.5.1.0/24, zone: usw2-az1 } }
    security_groups: { h: {} }
outposts: { one: { zone: usw2-az1 }, two: { zone: usw2-az1 } }
";

const PEERED: &str = "peering_connections: { p: { vpcs: [shop, far] } }\n";

const ATTACHED: &str = "transit_gateways:
  core:
    security_group_referencing: true
    attachments: { a: { vpc: shop, subnets: [s] }, b: { vpc: far, subnets: [s] } }
";

/// Returns the facts of the only reference without effect, if there is one.
fn facts_of_reference(text: &str) -> Option<Vec<&'static str>> {
    let found = lowered(text);
    let mut hits = found.diagnostics.iter().filter(|one| one.code.id == "OP7001");
    let hit = hits.next().map(|hit| hit.facts.clone());
    assert!(hits.next().is_none(), "{:#?}", shown(text, &found));
    hit
}

#[test]
fn a_group_reference_without_effect_rests_on_its_own_fact_only() {
    let file = |joint: &str| format!("{GROUPS}{joint}");
    let far = |place: &str| GROUPS.replace("cidr: 10.5.1.0/24, zone: usw2-az1", place);
    let abroad =
        far("cidr: 10.5.1.0/24, zone: euw1-az1").replace("  far:", "  far:\n    region: eu-west-1");
    let rack = far("cidr: 10.5.1.0/24, outpost: one");
    let off = ATTACHED.replace("referencing: true", "referencing: false");
    let cases: [(String, &[&str]); 7] = [
        (file(""), &["SG-05"]),
        (file(&PEERED.replace("[shop, far]", "[shop, far], state: deleted")), &["SG-06"]),
        (
            file(&PEERED.replace("[shop, far]", "[shop, far], state: pending-acceptance")),
            &["SG-05"],
        ),
        (format!("{abroad}{PEERED}"), &["SG-05"]),
        (file(&off), &["TGW-11"]),
        (format!("{rack}{ATTACHED}"), &["TGW-11", "IV-06"]),
        (
            file(ATTACHED).replace("inbound: [any from", "inbound: [], outbound: [any to"),
            &["SG-05"],
        ),
    ];
    for (text, facts) in cases {
        assert_eq!(facts_of_reference(&text).as_deref(), Some(facts), "{text}");
    }
    assert_eq!(facts_of_reference(&file(ATTACHED)), None);
    assert_eq!(facts_of_reference(&file(PEERED)), None);
    // Peered VPCs on two Outposts are not two Outposts of one VPC.
    let racks = format!("{rack}{PEERED}")
        .replace("cidr: 10.0.1.0/24, zone: usw2-az1", "cidr: 10.0.1.0/24, outpost: two");
    let members = "network_interfaces: { x: { subnet: shop.s, ip: 10.0.1.10, security_groups: [g] }, y: { subnet: far.s, ip: 10.5.1.10, security_groups: [h] } }\n";
    assert_eq!(facts_of_reference(&format!("{racks}{members}")), None);
}

#[test]
fn a_group_behind_a_transit_gateway_that_is_not_described_may_match() {
    let beyond =
        GROUPS.replace("main: {}", "main: { routes: { 10.5.0.0/16: transit_gateway.tgw-0123 } }");
    assert_eq!(facts_of_reference(&beyond), None);
    let outward = beyond.replace("inbound: [any from", "inbound: [], outbound: [any to");
    assert_eq!(facts_of_reference(&outward).as_deref(), Some(["SG-05"].as_slice()));
    let gone = ATTACHED.replace("a: { vpc: shop,", "a: { vpc: shop, state: deleted,");
    assert_eq!(
        facts_of_reference(&format!("{GROUPS}{gone}")).as_deref(),
        Some(["SG-05"].as_slice())
    );
}

#[test]
fn the_clean_file_is_clean() {
    assert_eq!(shown(CLEAN, &lowered(CLEAN)), Vec::<String>::new());
}

#[test]
fn mistakes_of_joining_are_found() {
    try_cases_of(CLEAN, CASES);
}
