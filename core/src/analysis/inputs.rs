//! From the names of inputs to one topology: open, import, compose.

use super::Loader;
use crate::{
    document::{self, Document, Opened},
    import,
};

/// Reads inputs of every kind and what they include, as one tree for lowering.
#[must_use]
pub fn read(loader: &dyn Loader, inputs: &[&str]) -> Opened {
    read_known(loader, inputs).0
}

/// Reads inputs, and returns whether some of them are left out because this build lacks the feature `import`.
pub(super) fn read_known(loader: &dyn Loader, inputs: &[&str]) -> (Opened, bool) {
    let mut opened = document::open(loader, inputs);
    let documents = std::mem::take(&mut opened.documents);
    let (foreign, topologies): (Vec<Document>, Vec<Document>) =
        documents.into_iter().partition(import::is_foreign);
    let imported = import::import(&foreign, &mut opened.sources);
    opened.diagnostics.extend(imported.diagnostics);
    opened.documents = topologies;
    opened.compose(imported.document);
    (opened, !cfg!(feature = "import") && !foreign.is_empty())
}
