//! From the names of inputs to one topology: open, import, compose.

use super::Loader;
use crate::{
    document::{self, Document, Opened},
    import,
};

/// Reads inputs of every kind and what they include, as one tree for lowering.
#[must_use]
pub fn read(loader: &dyn Loader, inputs: &[&str]) -> Opened {
    let mut opened = document::open(loader, inputs);
    let documents = std::mem::take(&mut opened.documents);
    let (foreign, topologies): (Vec<Document>, Vec<Document>) =
        documents.into_iter().partition(import::is_foreign);
    let imported = import::import(&foreign, &mut opened.sources);
    opened.diagnostics.extend(imported.diagnostics);
    opened.documents = topologies;
    opened.compose(imported.document);
    opened
}
