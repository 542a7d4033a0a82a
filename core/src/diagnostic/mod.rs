//! Something to say about a place in a text.
//!
//! This room holds problems as data: code, severity, headline, places, help. It never renders
//! them (that is [`crate::report`] and the command line) and never decides what is a problem.

mod catalog;
mod diagnostic;

pub use catalog::{CODES, Code, code};
pub use diagnostic::{Diagnostic, Label, Severity};
