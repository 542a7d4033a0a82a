//! The engine agrees with the naive forwarder on every flow of every network.

use outpath_core::{
    forwarding::{self, Network, Outcome, Path, Trace},
    model::Model,
};
use outpath_tests::{
    compare::{agree, intent},
    generate::{estate, picks, working_estate},
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn on_wild_networks(model in estate(), picks in prop::collection::vec(picks(), 8)) {
        let model = Model { incomplete: std::collections::BTreeSet::new(), ..model };
        for pick in picks {
            agree(&model, &pick.on(&model)).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn on_working_networks(model in working_estate(), picks in prop::collection::vec(picks(), 8)) {
        for pick in picks {
            agree(&model, &pick.on(&model)).map_err(TestCaseError::fail)?;
        }
    }

    /// An object with an error makes answers unknown, never different.
    #[test]
    fn an_error_in_the_input_never_makes_another_answer(
        model in working_estate(),
        at in any::<prop::sample::Index>(),
        picks in picks(),
    ) {
        let flow = intent(&picks.on(&model));
        let whole = forwarding::trace(&Network::build(model.clone()), &flow);
        let objects: Vec<_> = model.objects().collect();
        let mut broken = model.clone();
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
