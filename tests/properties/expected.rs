//! Expectations beside what follows from their parts: an end that is several beside each of them, and what
//! must survive a failure beside the network that has failed.

use outpath_core::{
    expect::{Judgement, judge},
    forwarding::Network,
    model::Model,
    query::{Expectation, parse_expectation},
    scenario::{Group, apply, possible, understand},
};
use outpath_tests::generate::working_estate;
use proptest::prelude::*;

fn read(line: &str) -> Expectation {
    parse_expectation(line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// Returns a word for a judgement; one that refutes is told before one that does not know.
fn word(judgement: &Judgement) -> u8 {
    match judgement {
        Judgement::Refuted(_) => 0,
        Judgement::Undecided(_) => 1,
        Judgement::Holds => 2,
        Judgement::TooMany | Judgement::NoEndpoint(_) | Judgement::Told(_) => 3,
    }
}

/// Returns names of interfaces, each with that of its subnet.
fn interfaces(model: &Model) -> Vec<(String, String)> {
    let named = model.network_interfaces.values().map(|one| {
        let subnet = &model.subnets[one.subnet].identity.name;
        (format!("{:?}", one.identity.name), format!("{subnet:?}"))
    });
    named.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn what_holds_for_a_subnet_holds_for_each_of_it(
        model in working_estate(),
        pick in any::<(prop::sample::Index, prop::sample::Index)>(),
        arrow in prop_oneof![Just("->"), Just("-x->")],
    ) {
        let all = interfaces(&model);
        if all.is_empty() {
            return Ok(());
        }
        let ((_, subnet), (other, _)) = (pick.0.get(&all), pick.1.get(&all));
        let network = Network::build(Model::clone(&model));
        let line = |end: &str| read(&format!("{end} {arrow} {other} tcp/443"));
        let whole = judge(&network, &line(subnet));
        let within = all.iter().filter(|(name, of)| of == subnet && name != other);
        let each = within.map(|(name, _)| word(&judge(&network, &line(name))));
        // A packet of something to itself is none.
        prop_assert_eq!(word(&whole), each.min().unwrap_or(3), "{:?}", whole);
    }

    #[test]
    fn what_survives_a_failure_holds_after_it(
        model in working_estate(),
        pick in any::<(prop::sample::Index, prop::sample::Index)>(),
        arrow in prop_oneof![Just("->"), Just("-x->")],
    ) {
        let all = interfaces(&model);
        if all.is_empty() {
            return Ok(());
        }
        let ((source, _), (other, _)) = (pick.0.get(&all), pick.1.get(&all));
        if source == other {
            return Ok(());
        }
        let network = Network::build(Model::clone(&model));
        let plain = format!("{source} {arrow} {other} tcp/443");
        let before = word(&judge(&network, &read(&plain)));
        let mut worst = before;
        for one in possible(&network.model).into_iter().filter(|one| one.group == Group::Routers) {
            let Some(name) = one.trial.to_string().strip_prefix("fail ").map(str::to_owned) else {
                continue;
            };
            let change = understand(&network.model, &one.trial).expect("invariant: it is offered");
            let after = Network::build(apply(&network.model, &change).0);
            let after = word(&judge(&after, &read(&plain)));
            worst = worst.min(after);
            let survives = word(&judge(&network, &read(&format!("{plain} survives {name}"))));
            // What does not hold before is not asked about after.
            let expected = if before == 2 { after } else { before };
            prop_assert_eq!(survives, expected, "{} survives {}", plain, name);
        }
        let any = word(&judge(&network, &read(&format!("{plain} survives any single failure"))));
        prop_assert!(any <= worst, "{}: {} {}", plain, any, worst);
    }
}
