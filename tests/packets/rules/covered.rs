//! Every rule of the VPC has a pair, or says why not.

use std::{collections::BTreeSet, fs};

use outpath_core::facts;
use outpath_tests::files::root;

use super::pairs;

/// The families of `docs/not-modelled.md`.
const FAMILIES: [&str; 10] = ["RT", "NAT", "PCX", "TGW", "VGW", "VLG", "SG", "ACL", "MTU", "SL"];

fn of_families(id: &str) -> bool {
    id.split_once('-').is_some_and(|(family, _)| FAMILIES.contains(&family))
}

#[test]
fn every_rule_has_a_pair_or_a_reason_why_not() {
    let page = fs::read_to_string(root().join("docs/not-modelled.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let excused: BTreeSet<&str> =
        rows.filter(|(id, _)| of_families(id)).map(|(id, _)| id).collect();
    let shown: BTreeSet<&str> =
        pairs().map(|pair| pair.rule).filter(|id| of_families(id)).collect();
    let all: BTreeSet<&str> =
        facts::all().map(|fact| fact.id).filter(|id| of_families(id)).collect();
    let both: Vec<_> = shown.intersection(&excused).collect();
    assert!(both.is_empty(), "shown, and excused: {both:?}");
    let listed: BTreeSet<&str> = shown.union(&excused).copied().collect();
    let missing: Vec<_> = all.difference(&listed).collect();
    assert!(missing.is_empty(), "neither shown nor excused: {missing:?}");
    let unknown: Vec<_> = listed.difference(&all).collect();
    assert!(unknown.is_empty(), "no such fact: {unknown:?}");
}
