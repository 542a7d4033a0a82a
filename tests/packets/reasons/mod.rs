//! Every reason on the smallest topology that produces it, beside its twin.
//!
//! A case edits one of three small texts. The twin differs in the deciding condition alone, and its
//! outcome is another one; mostly the packet arrives.

mod asked;
mod filter;
mod general;
mod joined;
mod vpc;

use std::collections::BTreeSet;

use outpath_core::forwarding::{Network, Outcome, Reason, Trace};

use crate::{
    stems::{Edits, RACK, REGION, edited},
    way::{read_text, trace},
};

/// One reason with the texts that produce it and do not.
struct Case {
    reason: &'static str,
    direction: Direction,
    stem: fn() -> String,
    /// What both texts have in common beyond the stem.
    both: Edits,
    /// What makes the outcome this one.
    bad: Edits,
    /// What stands there in the twin.
    good: Edits,
    flow: &'static str,
    /// The flow of the twin, if the flow is the deciding condition.
    twin_flow: &'static str,
    /// The first outcome of the twin in the same direction.
    twin: &'static str,
}

#[derive(Clone, Copy)]
enum Direction {
    There,
    Back,
}

/// What most cases are: the stem arrives, one edit stops it on the way there.
const fn case(reason: &'static str, stem: fn() -> String, flow: &'static str, bad: Edits) -> Case {
    let direction = Direction::There;
    Case {
        reason,
        direction,
        stem,
        both: &[],
        bad,
        good: &[],
        flow,
        twin_flow: flow,
        twin: "delivered",
    }
}

/// Reasons that no topology file and flow can produce today, and why.
const OUT_OF_REACH: &[(&str, &str)] = &[(
    "lgw-subnet-not-on-outpost",
    "OP3002 and OP3003 refuse such a table, and what rests on it is unknown; \
      PKT-28 in the matrix shows the reason without them",
)];

fn region() -> String {
    REGION.to_owned()
}

fn rack() -> String {
    RACK.to_owned()
}

fn cases() -> impl Iterator<Item = &'static Case> {
    asked::CASES
        .iter()
        .chain(filter::CASES)
        .chain(general::CASES)
        .chain(joined::CASES)
        .chain(vpc::CASES)
}

/// Returns every text and flow of the cases and of their twins.
pub(crate) fn asked_and_answered() -> Vec<(String, &'static str)> {
    let both = |case: &'static Case| {
        let common = edited((case.stem)(), case.both);
        let bad = edited(common.clone(), case.bad);
        [(bad, case.flow), (edited(common, case.good), case.twin_flow)]
    };
    cases().flat_map(both).collect()
}

/// Returns the outcomes of a direction, each once.
fn outcomes(trace: &Trace, direction: Direction) -> BTreeSet<&'static str> {
    let id = |outcome: &Outcome| outcome.id();
    match direction {
        Direction::There => trace.forward.iter().map(|path| id(&path.outcome)).collect(),
        Direction::Back => {
            let paths = trace.replies.iter().flat_map(|reply| &reply.paths);
            paths.map(|path| id(&path.outcome)).collect()
        }
    }
}

#[test]
fn every_reason_has_a_topology_and_a_twin_without_it() {
    for case in cases() {
        let common = edited((case.stem)(), case.both);
        let (bad, good) = (edited(common.clone(), case.bad), edited(common, case.good));
        assert!(bad != good || case.flow != case.twin_flow, "{}", case.reason);
        let ask = |text: &str, flow: &str| {
            let (model, errors) = read_text(text);
            let wrong = !errors.is_empty() && case.reason != "unknown-object";
            assert!(!wrong, "{}: {errors:?}\n{text}", case.reason);
            let trace = trace(&Network::build(model), flow);
            let blocked = trace.blockers.iter().any(|one| one.blocker.reason.id() == case.reason);
            (outcomes(&trace, case.direction), blocked)
        };
        // A reason ends a path, or stands in the way beside the one that does.
        let (found, blocked) = ask(&bad, case.flow);
        assert!(blocked || found.contains(case.reason), "{}: {found:?}\n{bad}", case.reason);
        let (twin, still) = ask(&good, case.twin_flow);
        assert!(found.contains(case.reason) || !still, "{}, twin\n{good}", case.reason);
        assert_eq!(twin, BTreeSet::from([case.twin]), "{}, twin\n{good}", case.reason);
    }
}

#[test]
fn no_reason_is_forgotten() {
    let listed = cases().map(|case| case.reason).chain(OUT_OF_REACH.iter().map(|one| one.0));
    let mut listed: Vec<&str> = listed.collect();
    let mut all: Vec<&str> = Reason::ALL.iter().map(|reason| reason.id()).collect();
    listed.sort_unstable();
    all.sort_unstable();
    assert_eq!(listed, all);
    assert!(OUT_OF_REACH.iter().all(|(_, why)| !why.is_empty()));
}
