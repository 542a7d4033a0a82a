//! What stands in the way of a flow, in order.

use super::assumptions;
use crate::{
    forwarding::{Block, Trace},
    graph::Node,
};

/// Returns everything that would have to change for a flow to pass, each once: there and then back.
///
/// The intended way tells most of it. What ended a path that the intended way does not take follows.
pub(super) fn of(trace: &Trace) -> Vec<Block> {
    let mut found = trace.blockers.clone();
    let there = trace.forward.iter().map(|path| (false, path));
    let back = trace.replies.iter().flat_map(|reply| &reply.paths).map(|path| (true, path));
    for (back, path) in there.chain(back) {
        let Some((hop, blocker)) = assumptions::end(path) else { continue };
        let known = |other: &Block| other.node == hop.node && other.blocker == *blocker;
        if !found.iter().any(known) {
            found.push(Block { back, node: hop.node, blocker: blocker.clone() });
        }
    }
    // The order of the way: what was found last may stand on the way there.
    found.sort_by_key(|block| block.back);
    found
}

/// Returns the same with those in one that ask for the same at several nodes, as where paths share
/// the load: one of them, and the nodes of all.
pub(super) fn alike(trace: &Trace) -> Vec<(Block, Vec<Node>)> {
    let mut found: Vec<(Block, Vec<Node>)> = Vec::new();
    for block in of(trace) {
        let same = |other: &Block| {
            (other.back, other.blocker.reason) == (block.back, block.blocker.reason)
                && (&other.blocker.help, &other.blocker.facts)
                    == (&block.blocker.help, &block.blocker.facts)
                && ended_a_path(trace, other) == ended_a_path(trace, &block)
        };
        match found.iter_mut().find(|(other, _)| same(other)) {
            Some((_, nodes)) => {
                if !nodes.contains(&block.node) {
                    nodes.push(block.node);
                }
            }
            None => {
                let node = block.node;
                found.push((block, vec![node]));
            }
        }
    }
    found
}

/// Returns whether a blocker ended a path, so that its message stands there already.
pub(super) fn ended_a_path(trace: &Trace, block: &Block) -> bool {
    trace
        .paths()
        .filter_map(assumptions::end)
        .any(|(hop, blocker)| hop.node == block.node && *blocker == block.blocker)
}
