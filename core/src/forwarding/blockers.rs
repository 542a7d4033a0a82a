//! Everything that stands in the way of a flow, not only the first thing.
//!
//! The flow is followed once more on its *intended* way: where a check stops the packet and it is
//! clear where it would go, the blocker is noted and the packet goes on.

use super::{
    Block, Cx, Intent, Network, Path, What,
    round_trip::{name_as_reply, replies, there},
};

/// Returns every blocker on the intended way there and back, each once, in the order of the way; what
/// stands in both is listed for the way there.
pub(super) fn all(network: &Network, intent: &Intent) -> Vec<Block> {
    // What fits is told by the steps, what stands in the way is noted in any case.
    let cx = Cx { intended: true, evidence: intent.size.is_some(), ..Cx::there(network) };
    let walks = there(cx, intent);
    let mut found = Vec::new();
    for walk in &walks {
        of_path(&walk.path, false, &mut found);
    }
    for reply in replies(cx, intent, &walks) {
        for path in &reply.paths {
            of_path(path, true, &mut found);
        }
    }
    found
}

fn of_path(path: &Path, back: bool, found: &mut Vec<Block>) {
    let mut add = |node, blocker: &super::Blocker| {
        let mut block = Block { back, node, blocker: blocker.clone() };
        if back {
            name_as_reply(&mut block.blocker);
        }
        // What stands in both ways is one thing to change.
        let known = |other: &Block| (other.node, &other.blocker) == (block.node, &block.blocker);
        if !found.iter().any(known) {
            found.push(block);
        }
    };
    for hop in &path.hops {
        for step in &hop.steps {
            if let What::Blocked(blocker) = &step.what {
                add(hop.node, blocker);
            }
        }
    }
    if let (Some(blocker), Some(hop)) = (path.outcome.blocker(), path.hops.last()) {
        add(hop.node, blocker);
    }
}
