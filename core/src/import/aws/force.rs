//! Whether what AWS lists is in force, by its state.
//!
//! AWS lists things for a while that have no effect yet, or none any more. A state that is in neither
//! of the two lists of its kind decides nothing: what has it is unknown.

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    text::Spanned,
};

use super::{draft::Draft, kind::Kind, vpcs::not_understood};

/// Whether something is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    On,
    Off,
    /// The state is not one that this program knows.
    Unknown,
}

/// The states of a kind of thing.
pub(super) struct States {
    /// Those in which it is in force, or has a state of its own in a topology.
    pub(super) on: &'static [&'static str],
    /// Those in which it has no effect.
    pub(super) off: &'static [&'static str],
}

/// The states of a CIDR block of a VPC or a subnet.
pub(super) const BLOCK: States = States {
    on: &["associated"],
    off: &["associating", "disassociating", "disassociated", "failing", "failed"],
};

/// Returns whether something is in force; says so if it is not, or if nobody can tell.
pub(super) fn force(
    draft: &mut Draft<'_>,
    state: Option<Spanned<&str>>,
    states: &States,
    what: impl Fn() -> String,
) -> Force {
    let Some(state) = state else { return Force::On };
    if states.on.contains(&state.value) {
        return Force::On;
    }
    if !states.off.contains(&state.value) {
        not_understood(draft, &format!("the state of {}", what()), state);
        return Force::Unknown;
    }
    let message = format!("{} is `{}` and left out", what(), state.value);
    draft.report(code::SNAPSHOT_STATE, message, state.span, |found| {
        let found = found.because(format!("Only what is `{}` counts.", states.on.join("` or `")));
        Diagnostic { severity: Severity::Note, ..found }
    });
    Force::Off
}

/// Returns whether an object is to be read. What nobody knows of one with an unknown state is marked
/// when everything is read.
pub(super) fn in_force(
    draft: &mut Draft<'_>,
    (kind, id): (Kind, Spanned<&str>),
    state: Option<Spanned<&str>>,
    states: &States,
) -> bool {
    let found = force(draft, state, states, || format!("{} `{}`", kind.info().noun, id.value));
    if found == Force::Unknown {
        draft.doubt(kind, id);
    }
    found != Force::Off
}
