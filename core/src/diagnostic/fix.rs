//! What would remove a problem, where only one answer is right.

use crate::text::Span;

/// A change of the texts that removes a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a request: "write `10.0.0.0/24`".
    pub title: String,
    /// What is to become different.
    pub change: Change,
    /// The same as pieces of text; empty until somebody has looked at how the text is written.
    pub edits: Vec<Edit>,
}

/// What is to become different in a topology file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A word is written otherwise, in the same quotes.
    Write {
        /// Where it stands.
        place: Span,
        /// The new word.
        text: String,
    },
    /// An entry of a mapping is taken out.
    Remove {
        /// Its key and value.
        entry: Span,
    },
    /// A field gets a value; what is missing on the way to it is added.
    Set {
        /// The entry that has the field, from its key on.
        entry: Span,
        /// The keys that lead from there to the value.
        path: Vec<String>,
        /// The value, a single word.
        value: String,
    },
}

impl Change {
    /// Returns the place that it begins with.
    #[must_use]
    pub fn place(&self) -> Span {
        match self {
            Self::Write { place, .. } => *place,
            Self::Remove { entry } | Self::Set { entry, .. } => *entry,
        }
    }
}

/// A piece of text in place of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only added.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Fix {
    /// Returns a fix whose pieces of text are not known yet.
    #[must_use]
    pub fn new(title: impl Into<String>, change: Change) -> Self {
        Self { title: title.into(), change, edits: Vec::new() }
    }
}
