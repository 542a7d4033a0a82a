//! The topology file: text to tree, tree to model, tree to canonical text.

mod tree;

pub use tree::{Comment, Document, Entry, Node, Value};
