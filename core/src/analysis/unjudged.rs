//! That expectations were not judged, once nothing else says so.

use std::{collections::BTreeSet, slice};

use super::{Checking, Workspace, fingerprint};
use crate::{
    diagnostic::{Diagnostic, Severity, code},
    policy,
    report::plural,
    text::Spanned,
};

/// At most so many of the errors are shown.
const SHOWN: usize = 5;

/// Returns that lines of `expect` were not judged, if every error that hides them is accepted or left
/// out: a run must not pass for a proof that never took place. It counts as a broken expectation does.
pub(super) fn unjudged(
    workspace: &Workspace,
    checking: &Checking,
    lines: &[&Spanned<String>],
    left: &[Diagnostic],
) -> Option<Diagnostic> {
    let is_error = |one: &&Diagnostic| one.severity == Severity::Error;
    let hiding: Vec<&Diagnostic> = workspace.problems.iter().filter(is_error).collect();
    let codes: BTreeSet<&str> = hiding.iter().map(|one| one.code.id).collect();
    let (first, others) = lines.split_first()?;
    if left.iter().filter(is_error).any(|one| codes.contains(one.code.id)) {
        return None;
    }
    let mut broken = Diagnostic::new(code::REFUTED, "", first.span);
    if !policy::adjust(&mut broken, &checking.severity) || !checking.counts(&broken) {
        return None;
    }
    let were = if others.is_empty() { "was" } else { "were" };
    let message = format!("{} {were} not judged", plural(lines.len(), "expectation"));
    let why = "errors of the inputs leave parts of the topology out, and all of them are accepted, \
               not selected, or given another severity";
    let mut found = Diagnostic::new(code::NOT_JUDGED, message, first.span)
        .because(why)
        .help("Correct the errors, or move the expectations to a topology without them.");
    for place in hiding.iter().filter_map(|one| Some((one, one.primary.as_ref()?))).take(SHOWN) {
        let (one, label) = place;
        found = found.related(label.span, format!("{}: {}", one.code.id, one.message));
    }
    // However many there are, it is one thing.
    found.is_whole = true;
    found.severity = broken.severity;
    fingerprint::stamp(slice::from_mut(&mut found), &workspace.sources, None);
    Some(found)
}
