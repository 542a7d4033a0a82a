//! Reading answers of AWS, and building the tree that they become.
//!
//! AWS leaves out what it has no value for, and grows members every month: what is absent, null or of
//! another form than expected reads as absent.

use crate::{
    document::{Entry, Node, Value, is_special},
    text::{Span, Spanned},
};

/// A part of an answer of AWS.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) node: &'a Node,
}

impl<'a> Part<'a> {
    pub(super) fn new(node: &'a Node) -> Self {
        Self { node }
    }

    pub(super) fn span(self) -> Span {
        self.node.span
    }

    pub(super) fn is_mapping(self) -> bool {
        matches!(self.node.value, Value::Map(_))
    }

    /// Returns a member, unless it is absent or null.
    pub(super) fn get(self, key: &str) -> Option<Part<'a>> {
        let node = self.node.get(key)?;
        match node.value {
            Value::Null | Value::Broken => None,
            Value::Scalar { .. } | Value::List(_) | Value::Map(_) => Some(Part { node }),
        }
    }

    /// Returns a member of a member.
    pub(super) fn within(self, outer: &str, inner: &str) -> Option<Spanned<&'a str>> {
        self.get(outer)?.text(inner)
    }

    /// Returns a member that is a text or a number.
    pub(super) fn text(self, key: &str) -> Option<Spanned<&'a str>> {
        let node = self.get(key)?.node;
        let value = node.text().filter(|text| !text.is_empty())?;
        Some(Spanned { value, span: node.span })
    }

    /// Returns the text of a member, empty where there is none.
    pub(super) fn word(self, key: &str) -> &'a str {
        self.text(key).map_or("", |text| text.value)
    }

    pub(super) fn flag(self, key: &str) -> Option<bool> {
        match self.word(key) {
            "true" | "True" => Some(true),
            "false" | "False" => Some(false),
            _other => None,
        }
    }

    pub(super) fn number(self, key: &str) -> Option<i64> {
        self.word(key).parse().ok()
    }

    /// Returns the items of a list.
    pub(super) fn parts(self, key: &str) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let items = self.get(key).map_or(&[][..], |part| match &part.node.value {
            Value::List(items) => items,
            Value::Map(_) | Value::Null | Value::Scalar { .. } | Value::Broken => &[],
        });
        items.iter().map(Part::new)
    }

    /// Returns the single values of a list.
    pub(super) fn texts(self, key: &str) -> impl Iterator<Item = Spanned<&'a str>> + use<'a> {
        self.parts(key).filter_map(|part| {
            let value = part.node.text().filter(|text| !text.is_empty())?;
            Some(Spanned { value, span: part.span() })
        })
    }
}

/// Returns a text that reads back as text.
pub(super) fn text(span: Span, text: impl Into<String>) -> Node {
    let text = text.into();
    let quoted = is_special(&text);
    Node::new(span, Value::Scalar { text, quoted })
}

/// Returns a value of AWS as it is.
pub(super) fn same(said: Spanned<&str>) -> Node {
    text(said.span, said.value)
}

/// Returns a plain word: a number, `true`, `false`.
pub(super) fn plain(span: Span, word: impl ToString) -> Node {
    Node::new(span, Value::Scalar { text: word.to_string(), quoted: false })
}

pub(super) fn list(span: Span, items: Vec<Node>) -> Node {
    Node { flow: true, ..Node::new(span, Value::List(items)) }
}

pub(super) fn map(span: Span, entries: Vec<Entry>) -> Node {
    Node::new(span, Value::Map(entries))
}

pub(super) fn entry(key: impl Into<String>, key_span: Span, value: Node) -> Entry {
    Entry { key: key.into(), key_span, value }
}

/// Returns what stands where nobody knows: the thing around it is incomplete.
pub(super) fn broken(span: Span) -> Node {
    Node::new(span, Value::Broken)
}
