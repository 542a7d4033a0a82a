//! No rule calls a sound network wrong, and every error-level rule finds its own mutations.

use std::collections::BTreeSet;

use outpath_core::{diagnostic::Severity, rules::ALL};
use outpath_tests::mutate::{Run, mutations, run};

/// The networks of this test; `cargo xtask soak` looks at ten times as many.
const NETWORKS: u64 = 3000;

#[test]
fn every_error_level_rule_has_a_mutation() {
    let errors = ALL.iter().filter(|rule| rule.code.severity == Severity::Error);
    let errors: BTreeSet<&str> = errors.map(|rule| rule.code.id).collect();
    let mutated: BTreeSet<&str> = mutations().iter().map(|one| one.code).collect();
    let lacking: Vec<_> = errors.difference(&mutated).collect();
    assert!(lacking.is_empty(), "write a mutation in tests/support/mutate for {lacking:?}");
    let beyond: Vec<_> = mutated.difference(&errors).collect();
    assert!(beyond.is_empty(), "mutations of what is no error-level rule: {beyond:?}");
}

#[test]
fn sound_networks_are_clean_and_mutations_are_found() {
    let fired = run(Run { seed: 20_261_126, networks: NETWORKS, threads: None });
    let fired = fired.unwrap_or_else(|why| panic!("{why}"));
    assert!(fired.networks >= NETWORKS);
    for one in mutations() {
        let times = fired.mutations.get(one.code).copied().unwrap_or_default();
        assert!(times >= 20, "{} was mutated {times} times", one.code);
    }
}
