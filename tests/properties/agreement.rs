//! The engine agrees with the naive forwarder on every flow of every network.

use outpath_core::{
    forwarding::{self, Network, Outcome, Path, Trace},
    model::Model,
};
use outpath_tests::{
    compare::intent,
    generate::{picks, working_estate},
    soak::{Soak, run},
};
use proptest::prelude::*;

/// The first hundred thousand flows of `cargo xtask soak`.
#[test]
fn a_hundred_thousand_flows_agree() {
    let soak = Soak { seed: 20_261_124, flows: 100_000, threads: None, all: false };
    match run(soak, &|_| {}) {
        Ok(tally) => assert!(tally.flows >= 100_000, "{tally:?}"),
        Err(differences) => panic!("{}", differences[0]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    /// An object with an error makes answers unknown, never different.
    #[test]
    fn an_error_in_the_input_never_makes_another_answer(
        model in working_estate(),
        at in any::<prop::sample::Index>(),
        picks in picks(),
    ) {
        let flow = intent(&picks.on(&model));
        let whole = forwarding::trace(&Network::build(Model::clone(&model)), &flow);
        let objects: Vec<_> = model.objects().collect();
        let mut broken = Model::clone(&model);
        broken.incomplete.insert(*at.get(&objects));
        let trace = forwarding::trace(&Network::build(broken), &flow);
        let ends = |trace: &Trace| -> Vec<&'static str> {
            let back = trace.replies.iter().flat_map(|reply| &reply.paths);
            trace.forward.iter().chain(back).map(|path| path.outcome.id()).collect()
        };
        let unknown = |path: &Path| matches!(path.outcome, Outcome::Unknown(_));
        let back = trace.replies.iter().flat_map(|reply| &reply.paths);
        let any_unknown = trace.forward.iter().chain(back).any(unknown);
        prop_assert!(any_unknown || ends(&trace) == ends(&whole), "{:?} {:?}", ends(&trace), ends(&whole));
    }
}
