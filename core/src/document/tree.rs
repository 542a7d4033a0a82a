//! The spanned tree: what a YAML or JSON text says, with the place of every part.
//!
//! The tree may lie: it holds what the user wrote, not what makes sense. Keys keep their order and
//! their duplicates.

use crate::text::{FileId, Span};

/// One text as a tree, with its comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The text that it came from.
    pub file: FileId,
    /// The top of the tree; [`Value::Broken`] when nothing could be read.
    pub root: Node,
    /// Every comment, in the order of the text.
    pub comments: Vec<Comment>,
}

/// One comment, without its `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The comment with its mark.
    pub span: Span,
    /// The words, trimmed.
    pub text: String,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The whole value; for a mapping or list, from its first to its last part.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A single word, number or text.
    Scalar {
        /// The text after unquoting.
        text: String,
        /// Whether it stood in quotes (then it is text and never `true` or a number).
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the text, duplicates included.
    Map(Vec<Entry>),
    /// Something that could not be read; a diagnostic says so already.
    Broken,
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key after unquoting.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Returns the text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) | Value::Broken => None,
        }
    }

    /// Returns the entries of a mapping; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Broken => &[],
        }
    }

    /// Returns the first value of a key in a mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// Returns the word for this form of value, for messages: `a list`, `a mapping`, …
    #[must_use]
    pub fn form(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Broken => "something unreadable",
        }
    }
}
