//! The topology file: text to tree, tree to model, tree to canonical text.

mod check;
mod fields;
mod judge;
mod lower;
mod record;
mod scalar;
mod source_map;
mod suggest;
mod tree;

pub use fields::{FIELDS, Family, Field, Kind, Noun, Shape};
pub use lower::{Lowered, lower};
pub use source_map::{Confidence, Origin, SourceMap};
pub use tree::{Comment, Document, Entry, Node, Value};
