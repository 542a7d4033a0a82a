//! The exit codes: an interface that scripts rely on, stable since 0.1.0.

use outpath_core::analysis::Status;

/// All is well: no finding, or the flow is reachable there and back.
pub const CLEAN: u8 = 0;
/// There are findings, or the flow is anything but reachable.
pub const FINDINGS: u8 = 1;
/// The arguments or the input cannot be understood, an output cannot be written, or a bug.
pub const FAILED: u8 = 2;
/// There is no input where one was named.
pub const NO_INPUT: u8 = 3;

/// Returns the exit code of an answer.
pub(crate) fn of(status: Status) -> u8 {
    match status {
        Status::Clean => CLEAN,
        Status::Findings => FINDINGS,
        Status::Invalid => FAILED,
    }
}
