//! The verdict alone is that of the whole trace, and asking about many flows at once changes no answer.

use outpath_core::{
    forwarding::{self, Intent, Judged, Network},
    model::Model,
};
use outpath_tests::{
    compare::intent,
    generate::{Picks, estate, joined_estate, picks, working_estate},
};
use proptest::{collection::vec, prelude::*};

/// Each flow as it is drawn, and once more with packets of a size.
fn intents(model: &Model, picks: &[Picks]) -> Vec<Intent> {
    let plain = || picks.iter().map(|picks| intent(&picks.on(model)));
    plain().chain(plain().map(|intent| Intent { size: Some(8600), ..intent })).collect()
}

fn same(model: Model, picks: &[Picks]) {
    let network = Network::build(model);
    let intents = intents(&network.model, picks);
    let traces: Vec<_> = intents.iter().map(|one| forwarding::trace(&network, one)).collect();
    let told: Vec<Judged> = traces.iter().map(Judged::of).collect();
    let asked: Vec<Judged> = intents.iter().map(|one| forwarding::verdict(&network, one)).collect();
    assert_eq!(asked, told);
    assert_eq!(forwarding::verdict_all(&network, &intents), told);
    assert_eq!(forwarding::trace_all(&network, &intents), traces);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn verdicts_are_those_of_traces(picks in vec(picks(), 8), model in estate()) {
        same(model.0, &picks);
    }

    #[test]
    fn verdicts_are_those_of_traces_where_much_works(
        picks in vec(picks(), 8),
        model in working_estate(),
    ) {
        same(model.0, &picks);
    }

    #[test]
    fn verdicts_are_those_of_traces_between_vpcs(picks in vec(picks(), 8), model in joined_estate()) {
        same(model.0, &picks);
    }
}
