//! The remarks of a trace, collected from its steps.

use crate::{
    forwarding::{Note, Path, Trace, What},
    graph::Node,
};

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    /// The kind.
    pub(super) note: Note,
    /// Whether it is about the way back.
    pub(super) back: bool,
    /// Where it was made.
    pub(super) node: Node,
    /// The remark in words.
    pub(super) text: String,
    /// The facts that it rests on.
    pub(super) facts: Vec<&'static str>,
}

/// Returns every remark of a trace, each once, in the order of the way there and back. What both
/// ways say in the same words is said once.
pub(super) fn of(trace: &Trace) -> Vec<Remark> {
    let mut found: Vec<Remark> = Vec::new();
    let there = trace.forward.iter().map(|path| (false, path));
    let back = trace.replies.iter().flat_map(|reply| &reply.paths).map(|path| (true, path));
    for (back, path) in there.chain(back) {
        of_path(back, path, &mut found);
    }
    found
}

fn of_path(back: bool, path: &Path, found: &mut Vec<Remark>) {
    for hop in &path.hops {
        for step in &hop.steps {
            let What::Noted { note, text } = &step.what else { continue };
            if !found.iter().any(|other| (other.note, &other.text) == (*note, text)) {
                let (facts, text) = (step.facts.clone(), text.clone());
                found.push(Remark { note: *note, back, node: hop.node, text, facts });
            }
        }
    }
}
