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
