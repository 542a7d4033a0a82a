//! Every rule, in the order of the codes: the families one after the other.

use super::{
    Rule, addressing, bgp, coip, filtering, local_gateway, resilience, routing, service_link,
};

/// The families, by the thousands of their codes.
const FAMILIES: &[&[&Rule]] = &[
    addressing::RULES,
    routing::RULES,
    local_gateway::RULES,
    coip::RULES,
    service_link::RULES,
    bgp::RULES,
    filtering::RULES,
    resilience::RULES,
];

/// Every rule, in the order of the codes.
pub const ALL: &[&Rule] = &joined::<{ count(FAMILIES) }>(FAMILIES);

const fn count(mut families: &[&[&Rule]]) -> usize {
    let mut count = 0;
    while let [first, rest @ ..] = families {
        count += first.len();
        families = rest;
    }
    count
}

#[expect(
    clippy::indexing_slicing,
    reason = "worked out while compiling, where it cannot fail late"
)]
const fn joined<const COUNT: usize>(
    mut families: &[&'static [&'static Rule]],
) -> [&'static Rule; COUNT] {
    let mut all = [FAMILIES[0][0]; COUNT];
    let mut at = 0;
    while let [first, rest @ ..] = families {
        let mut family = *first;
        while let [rule, others @ ..] = family {
            all[at] = rule;
            at += 1;
            family = others;
        }
        families = rest;
    }
    all
}
