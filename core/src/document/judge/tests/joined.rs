//! Mistakes at transit gateways, VPN connections and Direct Connect, made once in a clean topology.

use super::{Case, lowered, shown, try_cases_of};

const CLEAN: &str = include_str!("../joined.yaml");

pub(super) const CASES: &[Case] = &[
    (
        "OP9450",
        "shop.vgw",
        "type: transit, gateway: hub",
        "type: transit, gateway: shop.vgw",
        "type: private, gateway: shop.vgw",
    ),
    ("OP9451", "c", "subnets: [a, b]", "subnets: [a, b, c]", "subnets: [a, c]"),
    ("OP9452", "six", "subnets: [a, b]", "subnets: [a, six]", "subnets: [a]"),
    ("OP9453", "rack", "subnets: [a, b]", "subnets: [a, rack]", "subnets: [a]"),
    (
        "OP9454",
        "main",
        "peer: { peer: other.peer, association: main }",
        "peer: { peer: other.peer, association: main, propagate_to: main }",
        "peer: { peer: other.peer }",
    ),
    (
        "OP9455",
        "hub",
        "hub: { asn: 64512 }",
        "hub: { asn: 64512, associations: { lab.vgw: [10.0.0.0/8] } }",
        "hub: { asn: 64513 }",
    ),
    (
        "OP9457",
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
        "OP9459",
        "lab",
        "  lab:\n    cidrs",
        "  lab:\n    region: eu-west-1\n    cidrs",
        "  lab:\n    region: us-west-2\n    cidrs",
    ),
    (
        "OP9460",
        "wan",
        "wan: { customer_gateway: campus.edge }",
        "wan: { gateway: shop.vgw, customer_gateway: campus.edge }",
        "wan: { customer_gateway: campus.edge, routing: bgp }",
    ),
    (
        "OP9461",
        "[lab, shop]",
        "vpn_connections:\n",
        "peering_connections: { a: { vpcs: [shop, lab] }, b: { vpcs: [lab, shop] } }\nvpn_connections:\n",
        "peering_connections: { a: { vpcs: [shop, lab], state: expired }, b: { vpcs: [lab, shop] } }\nvpn_connections:\n",
    ),
    (
        "OP9462",
        "shop.vgw: [10.0.0.0/16]",
        "    cidrs: [10.1.0.0/16]",
        "    cidrs: [10.1.0.0/16, 10.0.128.0/17]",
        "    cidrs: [10.1.0.0/16, 10.2.0.0/16]",
    ),
    (
        "OP9462",
        "shop.vgw: [10.0.0.0/16]",
        "  hub: { asn: 64512 }",
        "  cells: { associations: { shop.vgw: [10.0.0.0/8] } }\n  hub: { asn: 64512 }",
        "  cells: { associations: { } }\n  hub: { asn: 64512 }",
    ),
    (
        "OP9462",
        "shop.vgw: [10.0.0.0/16]",
        "virtual_private_gateway: true\n    security_groups: { g: {} }\n",
        "virtual_private_gateway: { attached: false }\n    security_groups: { g: {} }\n",
        "virtual_private_gateway: { attached: true }\n    security_groups: { g: {} }\n",
    ),
    ("OP9463", "9001", "mtu: 8500", "mtu: 9001", "mtu: 1500"),
    ("OP9463", "9000", "mtu: 9001", "mtu: 9000", "mtu: 8500"),
    (
        "OP9463",
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
    ("OP9456", "hub", "hub: { asn: 64512 }", "hub: { asn: 64514 }", "hub: { asn: 64515 }"),
];

#[test]
fn the_clean_file_is_clean() {
    assert_eq!(shown(CLEAN, &lowered(CLEAN)), Vec::<String>::new());
}

#[test]
fn mistakes_of_joining_are_found() {
    try_cases_of(CLEAN, CASES);
}
