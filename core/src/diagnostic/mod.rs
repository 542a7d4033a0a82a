//! Something to say about a place in a text.
//!
//! This room holds problems as data: code, severity, headline, places, help. It never renders
//! them (that is [`crate::report`] and the command line) and never decides what is a problem.

mod catalog;
mod fix;
mod problem;

pub use catalog::{CODES, Code, code};
pub use fix::{Change, Edit, Fix};
pub use problem::{Diagnostic, Label, Severity};
