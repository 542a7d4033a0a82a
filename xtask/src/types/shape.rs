//! What a struct looks like to whoever reads its JSON.

/// An object of JSON.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) name: String,
    /// The file of the struct.
    pub(super) file: &'static str,
    pub(super) docs: String,
    /// The objects whose fields it has too.
    pub(super) also: Vec<String>,
    pub(super) fields: Vec<Field>,
}

/// A field of an object.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) docs: String,
    /// Whether it can be left out.
    pub(super) optional: bool,
    pub(super) form: Form,
}

/// What a value can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// `string`, `number`, the name of an object, or a text of TypeScript.
    Plain(String),
    OrNull(Box<Form>),
    List(Box<Form>),
    Tuple(Vec<Form>),
}

impl Shape {
    /// Returns the fields as `Object.field`.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| format!("{}.{}", self.name, field.key))
    }
}

impl Form {
    pub(super) fn plain(word: impl Into<String>) -> Self {
        Self::Plain(word.into())
    }

    /// Returns the same with another meaning of its texts; nothing if it is no text.
    pub(super) fn meant(&self, meant: &str) -> Option<Self> {
        match self {
            Self::Plain(word) if word == "string" => Some(Self::plain(meant)),
            Self::Plain(_) | Self::Tuple(_) => None,
            Self::OrNull(inner) => Some(Self::OrNull(Box::new(inner.meant(meant)?))),
            Self::List(inner) => Some(Self::List(Box::new(inner.meant(meant)?))),
        }
    }
}
