//! What is drawn is met: packets pass every kind of node in random networks.

use std::collections::BTreeMap;

use outpath_tests::{
    generate::{Picks, estate, joined_estate, picks, working_estate},
    naive::{Class, round_trip},
};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// The endings of the names of nodes that delivered packets have to have passed.
const PASSED: &[&str] =
    &["igw", "eigw", "lgw", "core", "tgw0", "tgw1", "vgw", "vpn0", "dxgw", "vif0", "e0", "p0"];

#[test]
fn delivered_packets_pass_every_kind_of_gateway() {
    let mut met: BTreeMap<String, u32> = BTreeMap::new();
    for kind in 0..3 {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[kind; 32]);
        let config = Config { failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, rng);
        for _ in 0..400 {
            let model = match kind {
                0 => estate().new_tree(&mut runner).unwrap().current().0,
                1 => working_estate().new_tree(&mut runner).unwrap().current().0,
                _ => joined_estate().new_tree(&mut runner).unwrap().current().0,
            };
            let asked: Vec<Picks> = vec(picks(), 16).new_tree(&mut runner).unwrap().current();
            for flow in asked.iter().map(|picks| picks.on(&model)) {
                let trip = round_trip(&model, &flow);
                let back = trip.replies.iter().flat_map(|(_, paths)| paths);
                let paths = trip.forward.iter().chain(back);
                let paths = paths.filter(|path| path.class == Class::Delivered);
                for name in paths.flat_map(|path| &path.places) {
                    let name = name.rsplit('.').next().unwrap_or(name);
                    *met.entry(name.to_owned()).or_default() += 1;
                }
            }
        }
    }
    let missing: Vec<_> = PASSED.iter().filter(|name| !met.contains_key(**name)).collect();
    assert!(missing.is_empty(), "never passed: {missing:?} of {met:?}");
}
