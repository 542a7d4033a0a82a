//! Forms of the answer of `check` that other programs show.
//!
//! Each is made of the JSON answer of the core, so that it can say no more and no less, and of the
//! names of the inputs: those programs want files named from the top of the repository.

mod finding;
mod github;
mod gitlab;
mod junit;
mod markdown;
mod names;
mod sarif;

pub(crate) use github::github;
pub(crate) use gitlab::gitlab;
pub(crate) use junit::junit;
pub(crate) use markdown::markdown;
pub(crate) use names::Names;
pub(crate) use sarif::sarif;
