//! Mistakes at transit gateways, VPN connections and Direct Connect, made once in a clean topology.

use super::{Case, lowered, shown, try_cases_of};

const CLEAN: &str = include_str!("../joined.yaml");

pub(super) const CASES: &[Case] = &[(
    "OP9450",
    "shop.vgw",
    "type: transit, gateway: hub",
    "type: transit, gateway: shop.vgw",
    "type: private, gateway: shop.vgw",
)];

#[test]
fn the_clean_file_is_clean() {
    assert_eq!(shown(CLEAN, &lowered(CLEAN)), Vec::<String>::new());
}

#[test]
fn mistakes_of_joining_are_found() {
    try_cases_of(CLEAN, CASES);
}
