//! What an answer rests on beyond what AWS documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts,
    forwarding::{Blocker, Hop, Network, Path, Step, Trace, What},
};

/// One thing that an answer takes for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// The fact, such as `UNK-03`.
    pub fact: &'static str,
    /// The fact in words, with the objects that it was applied to where that matters.
    pub text: String,
    /// The value of the setting, if the fact is one.
    pub value: Option<String>,
    /// Whether the value is the default.
    pub default: Option<bool>,
}

/// Returns every fact of a trace that is inferred or not documented, each once, in order.
#[must_use]
pub(super) fn of(network: &Network, trace: &Trace) -> Vec<Assumption> {
    let mut found: BTreeMap<&'static str, Assumption> = BTreeMap::new();
    let mut unfiltered: Vec<String> = Vec::new();
    for fact in trace.facts() {
        add(&mut found, fact);
    }
    for step in trace.paths().flat_map(|path| &path.hops).flat_map(|hop| &hop.steps) {
        of_step(network, step, &mut found, &mut unfiltered);
    }
    if let Some(assumption) = found.get_mut("TOP-01") {
        assumption.text = format!("{} Here: {}.", assumption.text, unfiltered.join(", "));
    }
    found.into_values().collect()
}

/// Returns those of some facts that are inferred or not documented, in order.
pub(super) fn among(cited: &BTreeSet<&'static str>) -> Vec<&'static str> {
    let assumed = |id: &&&str| facts::fact(id).is_some_and(|fact| fact.mark.is_assumption());
    cited.iter().filter(assumed).copied().collect()
}

/// Says what AWS does not document and answers take for granted, if they take anything.
pub(super) fn rests_on(facts: &[&str]) -> Option<String> {
    let words = || {
        let facts = facts.join(", ");
        format!(
            "Taken for granted where AWS documents nothing: {facts} (`outpath explain` says what, a trace says where)."
        )
    };
    (!facts.is_empty()).then(words)
}

/// Returns what ended a path short of delivery, with the hop where it happened.
pub(super) fn end(path: &Path) -> Option<(&Hop, &Blocker)> {
    Some((path.hops.last()?, path.outcome.blocker()?))
}

fn of_step(
    network: &Network,
    step: &Step,
    found: &mut BTreeMap<&'static str, Assumption>,
    unfiltered: &mut Vec<String>,
) {
    match &step.what {
        What::Assumed { fact, value, default } => {
            if let Some(assumption) = found.get_mut(fact) {
                assumption.value = Some(value.clone());
                assumption.default = Some(*default);
            }
        }
        What::NoFilters(object) => {
            let name = network.model.identity(*object).name.clone();
            if !unfiltered.contains(&name) {
                unfiltered.push(name);
            }
        }
        What::Routed { .. }
        | What::Passed(_)
        | What::SourceTranslated { .. }
        | What::DestinationTranslated { .. }
        | What::Uplinks { .. }
        | What::Allowed { .. }
        | What::Narrowed { .. }
        | What::Blocked(_)
        | What::Noted { .. }
        | What::Fragmented { .. }
        | What::Delivered => {}
    }
}

fn add(found: &mut BTreeMap<&'static str, Assumption>, id: &'static str) {
    let Some(fact) = facts::fact(id).filter(|fact| fact.mark.is_assumption()) else { return };
    let text = fact.text.to_owned();
    found.entry(id).or_insert(Assumption { fact: fact.id, text, value: None, default: None });
}
