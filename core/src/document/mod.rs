//! The topology file: text to tree, tree to model, tree to canonical text.
//!
//! This room reads YAML and JSON into one spanned tree ([`read()`], [`read_bytes`]) and prints a
//! tree again in one canonical way ([`format()`]). Reading never fails: it returns what it could
//! read and says what it could not. It never holds what a topology *means*; that is
//! [`crate::model`], and nothing outside this room knows which parsers are used.
//!
//! ```
//! use outpath_core::document::{format, read_bytes};
//! use outpath_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! let (document, problems) = read_bytes(&mut sources, "plant.yaml", b"outpath:   1 # version\n");
//! assert!(problems.is_empty());
//! assert_eq!(document.root.get("outpath").and_then(|node| node.text()), Some("1"));
//! assert_eq!(format(&document, "outpath:   1 # version\n"), "outpath: 1  # version\n");
//! ```

mod builder;
mod fault;
mod format;
mod frame;
mod json;
mod place;
mod read;
mod repair;
#[cfg(test)]
mod tests;
mod tree;
mod yaml;

pub use format::format;
pub use read::{read, read_bytes};
pub use tree::{Comment, Document, Entry, Node, Share, Syntax, Value, is_special};
mod source_map;
pub use source_map::{Confidence, Origin, SourceMap};
