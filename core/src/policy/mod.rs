//! Which findings count: what a project has decided, and what it has accepted.
//!
//! A finding is accepted by a comment where it stands ([`sift()`]), by a waiver of the configuration
//! ([`Config`]), or because a baseline holds it ([`Baseline`]). Each says why and until when, and each
//! that has expired or accepts nothing is a finding of its own. That inputs cannot be understood is
//! never accepted. This room knows no clock: whoever asks says what day it is ([`Date`]).

mod baseline;
mod config;
mod date;
mod glob;
mod level;
mod selector;
mod sift;
mod suppression;
#[cfg(test)]
mod tests;

pub use baseline::{Baseline, is_baseline, write};
pub use config::{Config, Waiver};
pub(crate) use config::{reference, schema};
pub use date::Date;
pub use level::{FailOn, Level, adjust};
pub use selector::{codes, nearest, picks, verify};
pub use sift::{Acceptance, Accepted, Accepting, Sifted, sift};
