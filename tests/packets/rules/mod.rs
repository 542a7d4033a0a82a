//! Rules, each as a pair of topologies that differ only in the rule's condition.
//!
//! Both sides of a pair are the same text but for one edit, and their packets end differently. A way
//! is one line as in the path matrix; several ways are joined by ` | `.

mod outposts;

use outpath_core::forwarding::{Network, Trace};

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
    /// Whether the way back tells them apart, rather than the way there.
    pub(crate) by_reply: bool,
    /// The ways where the condition holds, and where it does not.
    pub(crate) ways: [&'static str; 2],
}

/// What most pairs are: told apart by the way there, with nothing in common beyond the stem.
pub(crate) const fn pair(
    rule: &'static str,
    stem: fn() -> String,
    flow: &'static str,
    ways: [&'static str; 2],
) -> Pair {
    Pair { rule, stem, both: &[], holds: &[], fails: &[], flow, by_reply: false, ways }
}

fn pairs() -> impl Iterator<Item = &'static Pair> {
    outposts::PAIRS.iter()
}

/// Returns the ways of a trace in one direction, in one line.
fn ways(network: &Network, trace: &Trace, by_reply: bool) -> String {
    let found = if by_reply { back(network, trace) } else { there(network, trace) };
    found.join(" | ")
}

#[test]
fn the_condition_of_each_rule_decides() {
    for pair in pairs() {
        let common = edited((pair.stem)(), pair.both);
        let texts = [pair.holds, pair.fails].map(|edits| edited(common.clone(), edits));
        assert_ne!(texts[0], texts[1], "{}", pair.rule);
        assert_ne!(pair.ways[0], pair.ways[1], "{}", pair.rule);
        for (text, expected) in texts.iter().zip(pair.ways) {
            let (model, errors) = read_text(text);
            assert!(errors.is_empty(), "{}: {errors:?}\n{text}", pair.rule);
            let network = Network::build(model);
            let found = ways(&network, &trace(&network, pair.flow), pair.by_reply);
            assert_eq!(found, expected, "{}\n{text}", pair.rule);
        }
    }
}
