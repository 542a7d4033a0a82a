//! What each reference architecture still does while no Outpost has a service link.
//!
//! `disconnected.txt` of a folder lists its expectations with what becomes of them, above the words
//! that a person wrote first.

use std::fs;

use outpath_core::{
    document,
    expect::{Judgement, judge},
    forwarding::{Network, Trace},
    model::Model,
    query::{Demand, Expectation, parse_expectation},
    scenario::{Change, apply},
};
use outpath_tests::files::Folder;

use crate::{holds, reference_folders};

const FIRST: &str = "With every service link down:";

#[test]
fn what_goes_on_without_service_links_is_as_written() {
    for folder in reference_folders() {
        let file = folder.join("disconnected.txt");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lowered = document::open(&Folder(folder), &["topology.yaml"]).lower();
        let network = Network::build(disconnected(lowered.model));
        let fates = lowered.expectations.iter().map(|line| fate(&network, &line.value));
        let rest = text.strip_prefix(FIRST).map_or("", |rest| rest.trim_start_matches('\n'));
        holds(&file, FIRST, rest, &fates.collect::<String>());
    }
}

/// Says in a line what becomes of an expectation; what must not arrive is not of interest.
pub(crate) fn fate(network: &Network, line: &str) -> String {
    let expectation = parse_expectation(line).unwrap();
    let demand = match &expectation {
        Expectation::Flow(expected) if expected.guarantees.survives.is_empty() => expected.demand,
        // What fails on top of this is another question, and so is what BGP tells.
        Expectation::Flow(_) | Expectation::Routes(_) => return String::new(),
    };
    match (demand, judge(network, &expectation)) {
        (Demand::NeverReaches, Judgement::Holds) => String::new(),
        (Demand::Reaches, Judgement::Holds) => format!("goes on  {line}\n"),
        (Demand::Reaches, Judgement::Refuted(evidence)) => {
            format!("is lost  {line}  ({})\n", why(&evidence.trace))
        }
        (Demand::Reaches, Judgement::Undecided(evidence)) => {
            format!("is open  {line}  ({})\n", why(&evidence.trace))
        }
        (_, judgement) => panic!("{line}: {judgement:?}"),
    }
}

fn why(trace: &Trace) -> &'static str {
    let there = trace.forward.iter();
    let all = there.chain(trace.replies.iter().flat_map(|reply| &reply.paths));
    let mut ids = all.map(|path| path.outcome.id()).filter(|id| *id != "delivered");
    ids.next().unwrap_or("arrives otherwise")
}

fn disconnected(mut model: Model) -> Model {
    for outpost in model.outposts.ids() {
        model = apply(&model, &Change::ServiceLink { outpost, up: false }).0;
    }
    model
}
