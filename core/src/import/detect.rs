//! What a document is.

use crate::document::{Document, FIELDS, Syntax, Value};

use super::aws;

/// Returns whether a document is anything but a topology file.
///
/// What looks like nothing that is known counts as a topology file if it is YAML, which nobody but a
/// person writes, and as foreign if it is JSON.
#[must_use]
pub fn is_foreign(document: &Document) -> bool {
    let root = &document.root;
    let json = document.syntax == Syntax::Json;
    match &root.value {
        Value::Map(entries) if entries.is_empty() => json,
        Value::Map(entries) => {
            let ours = |key: &str| FIELDS.field(key).is_some();
            let version = root.get("outpath").is_some();
            !version && (aws::knows(root) || json && !entries.iter().any(|one| ours(&one.key)))
        }
        Value::List(items) => json || items.iter().any(aws::is_item),
        Value::Scalar { text, .. } => aws::is_text_output(text),
        Value::Null | Value::Broken => false,
    }
}
