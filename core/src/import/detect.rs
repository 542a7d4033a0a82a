//! What a document is.

use crate::document::Document;

/// Returns whether a document is anything but a topology file.
#[must_use]
pub fn is_foreign(document: &Document) -> bool {
    let _ = document;
    false
}
