//! The topology file: text to tree, tree to model, tree to canonical text.
//!
//! This room reads YAML and JSON into one spanned tree ([`read()`], [`read_bytes`]), follows
//! `include` ([`open`]), lowers trees to the model ([`lower()`]) by one table of fields ([`FIELDS`])
//! and prints a tree again in one canonical way ([`format()`]). None of this fails: each returns what
//! it could make and says what it could not. For an editor it says what may be typed at a place
//! ([`complete()`]), what a word means ([`hover()`]) and what to edit so that an object says something
//! else ([`rewrite()`]). It never holds what a packet does, and nothing outside
//! this room knows which parsers are used.
//!
//! ```
//! use outpath_core::document::{format, lower, read_bytes};
//! use outpath_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! let text = "outpath:   1 # version\nregion: eu-west-1\nvpcs: {shop: {cidrs: [10.0.0.0/16]}}\n";
//! let (document, problems) = read_bytes(&mut sources, "plant.yaml", text.as_bytes());
//! assert!(problems.is_empty());
//! assert!(format(&document, text).starts_with("outpath: 1  # version\n"));
//!
//! let lowered = lower(&[document]);
//! assert!(lowered.diagnostics.is_empty());
//! assert_eq!(lowered.model.vpcs.len(), 1);
//! ```

mod builder;
mod check;
mod complete;
mod compose;
mod cursor;
mod edit;
mod expectations;
mod fault;
mod fields;
mod format;
mod frame;
mod hover;
mod json;
mod judge;
mod load;
mod lower;
mod outline;
mod place;
mod read;
mod record;
mod reference;
mod repair;
mod rewrite;
mod scalar;
mod schema;
mod source_map;
mod suggest;
#[cfg(test)]
mod tests;
mod tidy;
mod tree;
mod yaml;

pub use complete::{Completion, Offer, OfferKind, complete, notation, spelled};
pub use edit::{edited, settle};
pub use expectations::expectations;
pub use fields::{FIELDS, Family, Field, Form, Kind, Noun, Shape};
pub use format::format;
pub use hover::{Hover, hover};
pub use load::{Loaded, Loader, Opened, open};
pub use lower::{Lowered, lower};
pub use outline::Outline;
pub use read::{read, read_bytes};
pub use reference::reference;
pub use rewrite::{Rewrite, rewrite};
pub use scalar::is_name;
pub use schema::schema;
pub use source_map::{Confidence, Origin, SourceMap};
pub(crate) use tidy::tidy;
pub use tree::{Comment, Document, Entry, Node, Share, Syntax, Value, is_special};
