//! The one canonical way to print a tree.
//!
//! This room turns a tree back into text: two spaces for every level, quotes only where needed,
//! every comment where it stood, keys in their order. What stood in brackets stays on one line if
//! it fits. It never changes what the tree says, and printing twice prints the same.

mod comments;
mod flow;
mod json;
pub(super) mod scalar;
mod yaml;

use super::tree::{Document, Syntax};

/// Prints a document in the canonical way; `source_text` is the text that it was read from.
///
/// The source text tells where comments and empty lines stood; it may be empty for a tree that was
/// never a text. A tree with [`super::Value::Broken`] parts does not print as what it was.
#[must_use]
pub fn format(document: &Document, source_text: &str) -> String {
    match document.syntax {
        Syntax::Yaml => yaml::print(document, source_text),
        Syntax::Json => json::print(document, source_text),
    }
}

/// The widest line that holds brackets with something in them, in characters.
const WIDEST: usize = 100;
