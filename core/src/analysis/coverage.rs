//! What the expectations that hold cover.

use super::Workspace;
use crate::{
    expect::{self, Thing},
    parallel,
    query::{Expectation, parse_expectation},
    report::{self, Coverage, Places},
};
use std::collections::BTreeSet;

/// Returns the coverage of expectations, given what became of each line.
pub(super) fn coverage(workspace: &Workspace, outcomes: &[&'static str]) -> Coverage {
    let network = &workspace.network;
    let lines = workspace.lowered.expectations.iter().zip(outcomes);
    let held = lines.filter(|(_, outcome)| **outcome == "holds");
    let held = held.filter_map(|(line, _)| parse_expectation(&line.value).ok());
    let held: Vec<Expectation> = held.filter(|one| one.flow().is_some()).collect();
    let consulted = parallel::map(&held, |one| expect::consulted(network, one));
    let consulted: BTreeSet<Thing> = consulted.into_iter().flatten().collect();
    let places = Places { sources: &workspace.sources, map: &workspace.lowered.source_map };
    report::coverage(network, &places, held.len(), &consulted)
}
