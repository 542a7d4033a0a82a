//! Rules, each as a pair of topologies that differ only in the rule's condition.
//!
//! Both sides of a pair are the same text but for one edit, or two flows on one text, and their packets
//! fare differently. One file for each family of rules; the ids that stand nowhere here are listed in
//! `docs/not-modelled.md` with the reason.

mod acl;
pub(crate) mod appliance;
mod covered;
pub(crate) mod endpoint;
mod mtu;
pub(crate) mod nat;
mod outposts;
mod pcx;
mod rt;
mod service_link;
mod sg;
pub(crate) mod tgw;
mod tgw_networks;
mod uplink;
mod vgw;
mod vlg;

use std::collections::BTreeSet;

use outpath_core::forwarding::{Network, Path, Trace};

use crate::{
    stems::{Edits, edited},
    way::{back, read_text, there, trace},
};

/// One rule with the two texts that show it.
pub(crate) struct Pair {
    /// The id of the rule.
    pub(crate) rule: &'static str,
    /// The text that both come from.
    pub(crate) stem: fn() -> String,
    /// What both have in common beyond it.
    pub(crate) both: Edits,
    /// What makes the condition hold.
    pub(crate) holds: Edits,
    /// What stands there instead.
    pub(crate) fails: Edits,
    /// The flow that both are asked about.
    pub(crate) flow: &'static str,
    /// The flow of the second one, where the flow is the condition.
    pub(crate) fails_flow: &'static str,
    /// Whether the way back tells them apart, rather than the way there.
    pub(crate) by_reply: bool,
    /// What becomes of both: ways as in the path matrix, several joined by ` | `; or, where the way is
    /// not the point, `there` or `there, back`, each the outcomes joined by `+`.
    pub(crate) ways: [&'static str; 2],
    /// Facts that a step of the first cites and none of the second, for rules that change no outcome.
    pub(crate) cites: &'static [&'static str],
}

/// What most pairs are: told apart by the way there, with nothing in common beyond the stem.
pub(crate) const fn pair(
    rule: &'static str,
    stem: fn() -> String,
    flow: &'static str,
    ways: [&'static str; 2],
) -> Pair {
    let (both, holds, fails): (Edits, Edits, Edits) = (&[], &[], &[]);
    Pair {
        rule,
        stem,
        both,
        holds,
        fails,
        flow,
        fails_flow: flow,
        by_reply: false,
        ways,
        cites: &[],
    }
}

/// A pair with the edits of its two sides.
pub(crate) const fn edits(
    rule: &'static str,
    stem: fn() -> String,
    flow: &'static str,
    holds: Edits,
    fails: Edits,
    ways: [&'static str; 2],
) -> Pair {
    Pair { holds, fails, ..pair(rule, stem, flow, ways) }
}

pub(crate) fn pairs() -> impl Iterator<Item = &'static Pair> {
    let all = [
        acl::PAIRS,
        appliance::PAIRS,
        endpoint::PAIRS,
        mtu::PAIRS,
        nat::PAIRS,
        outposts::PAIRS,
        pcx::PAIRS,
        rt::PAIRS,
        service_link::PAIRS,
        sg::PAIRS,
        tgw::PAIRS,
        uplink::PAIRS,
        vgw::PAIRS,
        vlg::PAIRS,
    ];
    all.into_iter().flatten()
}

/// Returns what becomes of a flow, in the form of what is expected.
fn found(network: &Network, trace: &Trace, by_reply: bool, expected: &str) -> String {
    if !expected.contains(": ") {
        return outcomes(trace);
    }
    let found = if by_reply { back(network, trace) } else { there(network, trace) };
    found.join(" | ")
}

fn outcomes(trace: &Trace) -> String {
    fn ids<'a>(paths: impl Iterator<Item = &'a Path>) -> String {
        let ids: BTreeSet<&str> = paths.map(|path| path.outcome.id()).collect();
        ids.into_iter().collect::<Vec<_>>().join("+")
    }
    let there = ids(trace.forward.iter());
    match ids(trace.replies.iter().flat_map(|reply| &reply.paths)) {
        back if back.is_empty() => there,
        back => format!("{there}, {back}"),
    }
}

fn cited(trace: &Trace) -> BTreeSet<&'static str> {
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let hops = trace.forward.iter().chain(back).flat_map(|path| &path.hops);
    hops.flat_map(|hop| &hop.steps).flat_map(|step| step.facts.iter().copied()).collect()
}

#[test]
fn the_condition_of_each_rule_decides() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        let common = edited((pair.stem)(), pair.both);
        let texts = [pair.holds, pair.fails].map(|edits| edited(common.clone(), edits));
        assert!(texts[0] != texts[1] || pair.flow != pair.fails_flow, "{}", pair.rule);
        let same = pair.ways[0] == pair.ways[1];
        assert_eq!(same, !pair.cites.is_empty(), "{} decides something", pair.rule);
        let mut cites = Vec::new();
        let flows = [pair.flow, pair.fails_flow];
        for ((text, flow), expected) in texts.iter().zip(flows).zip(pair.ways) {
            let (model, errors) = read_text(text);
            assert!(errors.is_empty(), "{}: {errors:?}\n{text}", pair.rule);
            let network = Network::build(model);
            let trace = trace(&network, flow);
            let found = found(&network, &trace, pair.by_reply, expected);
            if found != expected {
                wrong.push(format!("{}: {flow}\n  {expected}\n  {found}\n{text}", pair.rule));
            }
            cites.push(cited(&trace));
        }
        for fact in pair.cites {
            assert!(cites[0].contains(fact), "{}: {fact} is not cited", pair.rule);
            assert!(!cites[1].contains(fact), "{}: {fact} is cited in both", pair.rule);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
