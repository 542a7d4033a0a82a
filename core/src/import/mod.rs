//! Foreign files as topology trees: what the AWS CLI prints.
//!
//! This room turns what other programs print into one tree in the form of the topology file, each
//! part with the place that it came from: nobody can tell it from a file that a person wrote, but
//! [`Sources::address`] can. It knows the calls of AWS by one table, [`CALLS`]: the collector, the
//! policy that it needs, the documentation and the importer are walks over it. It leaves judging to
//! the lowering, never holds what a packet does, and never fails: what is not understood is said once
//! and left out, and what is missing is [`Value::Broken`](crate::document::Value::Broken), so that
//! paths that depend on it are unknown.
//!
//! ```
//! use outpath_core::import::call;
//!
//! let call = call("search-local-gateway-routes").expect("a call of the table");
//! assert_eq!(call.key, "Routes");
//! assert_eq!(call.action(), "ec2:SearchLocalGatewayRoutes");
//! ```

mod aws;
mod calls;
pub mod collector;
mod detect;
pub mod redact;

pub use aws::reference;
pub use calls::{CALLS, Call, Per, call, calls_of, pascal};
pub use detect::is_foreign;

use crate::{
    diagnostic::{Diagnostic, code},
    document::Document,
    text::Sources,
};

/// What foreign files say.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// One tree in the form of the topology file; none if the files give nothing.
    pub document: Option<Document>,
    /// What is wrong with them, not understood, or missing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Imports every foreign document of a run together; see [`is_foreign`].
///
/// The sources learn what each part of the texts is about. Without the feature `import` it only says that
/// they are left out.
#[must_use]
pub fn import(foreign: &[Document], sources: &mut Sources) -> Imported {
    if !cfg!(feature = "import") {
        return left_out(foreign);
    }
    let named = foreign.iter().map(|document| {
        let name = sources.get(document.file).map(|source| source.name.clone());
        (name.unwrap_or_default(), document)
    });
    let named: Vec<(String, &Document)> = named.collect();
    let inputs: Vec<aws::Input<'_>> =
        named.iter().map(|(name, document)| aws::Input { name, document }).collect();
    let found = aws::import(&inputs);
    for (span, address) in found.addresses {
        sources.set_address(span, address);
    }
    Imported { document: found.document, diagnostics: found.diagnostics }
}

fn left_out(foreign: &[Document]) -> Imported {
    let problem = |document: &Document| {
        let start = document.root.span.part(0, 1);
        Diagnostic::new(code::SNAPSHOT_SHAPE, "this build reads topology files only", start)
    };
    Imported { document: None, diagnostics: foreign.iter().map(problem).collect() }
}
