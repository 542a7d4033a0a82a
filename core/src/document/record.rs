//! Typed access to one mapping of the tree, by the table of fields.
//!
//! What cannot be read is absent here: form checking has said so already. Asking for a field that
//! the table does not have is a mistake of ours, found in every debug build.

use std::{collections::BTreeSet, net::IpAddr};

use crate::{
    addr::{InterfaceAddress, Prefix},
    text::{Span, Spanned},
};

use super::{
    fields::{Family, Field, Kind, Shape},
    scalar,
    tree::{Entry, Node, Value},
};

/// One mapping, seen through its shape.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) shape: &'static Shape,
    pub(super) node: &'a Node,
}

#[cfg(test)]
thread_local! {
    /// Every field that lowering asked for, as `shape.field`.
    pub(super) static ASKED: std::cell::RefCell<BTreeSet<String>> = const { std::cell::RefCell::new(BTreeSet::new()) };
}

impl<'a> Record<'a> {
    pub(super) fn new(shape: &'static Shape, node: &'a Node) -> Self {
        Self { shape, node }
    }

    /// Returns a field with its key.
    pub(super) fn entry(self, name: &str) -> Option<&'a Entry> {
        let field = self.shape.field(name);
        debug_assert!(field.is_some(), "{} has no field {name}", self.shape.name);
        #[cfg(test)]
        ASKED.with_borrow_mut(|asked| asked.insert(format!("{}.{name}", self.shape.name)));
        self.node.entries().iter().find(|entry| entry.key == name)
    }

    /// Returns what a field says, unless it says nothing.
    pub(super) fn get(self, name: &str) -> Option<&'a Node> {
        let node = &self.entry(name)?.value;
        match &node.value {
            Value::Null | Value::Broken => None,
            Value::Scalar { .. } | Value::List(_) | Value::Map(_) => Some(node),
        }
    }

    /// Returns whether a field is written, if only as something that nobody could read or knows.
    pub(super) fn is_written(self, name: &str) -> bool {
        self.entry(name).is_some_and(|entry| !matches!(entry.value.value, Value::Null))
    }

    /// Returns a single value as it is written.
    pub(super) fn text(self, name: &str) -> Option<Spanned<&'a str>> {
        let node = self.get(name)?;
        Some(Spanned { value: node.text()?, span: node.span })
    }

    pub(super) fn flag(self, name: &str) -> Option<bool> {
        scalar::boolean(self.get(name)?.text()?)
    }

    pub(super) fn integer(self, name: &str) -> Option<u64> {
        let text = self.get(name)?.text()?;
        let Kind::Integer { min, max } = self.shape.field(name)?.kind else {
            return None;
        };
        scalar::integer(text, min, max).ok()
    }

    /// Returns one of the words that the field takes.
    pub(super) fn word(self, name: &str) -> Option<&'a str> {
        let text = self.get(name)?.text()?;
        let Kind::Word(words) = self.shape.field(name)?.kind else {
            return None;
        };
        words.iter().any(|(word, _)| *word == text).then_some(text)
    }

    pub(super) fn address(self, name: &str) -> Option<Spanned<IpAddr>> {
        let node = self.get(name)?;
        let Kind::Address(family) = self.shape.field(name)?.kind else {
            return None;
        };
        let value = scalar::address(node.text()?, family).ok()?;
        Some(Spanned { value, span: node.span })
    }

    pub(super) fn interface_address(self, name: &str) -> Option<Spanned<InterfaceAddress>> {
        interface_address(self.get(name)?)
    }

    /// Returns a prefix; host bits, an error already, are cleared.
    pub(super) fn prefix(self, name: &str) -> Option<Spanned<Prefix>> {
        prefix(self.get(name)?)
    }

    /// Returns the items of a list; a lone value is a list of one.
    pub(super) fn items(self, name: &str) -> &'a [Node] {
        self.get(name).map(items).unwrap_or_default()
    }

    /// Returns the prefixes of a list.
    pub(super) fn prefixes(self, name: &str) -> Vec<Spanned<Prefix>> {
        self.items(name).iter().filter_map(prefix).collect()
    }

    /// Returns the single values of a list.
    pub(super) fn texts(self, name: &str) -> Vec<Spanned<&'a str>> {
        self.items(name).iter().filter_map(spanned).collect()
    }

    /// Returns the entries of a mapping, without repeated keys.
    pub(super) fn entries(self, name: &str) -> Vec<&'a Entry> {
        self.get(name).map(unique).unwrap_or_default()
    }

    /// Returns the fields that the file sets here, each with the place of its value.
    pub(super) fn set_fields(self) -> impl Iterator<Item = (&'static Field, Span)> {
        let known = |entry: &&'a Entry| self.shape.field(&entry.key).map(|field| (field, *entry));
        let entries = self.node.entries().iter();
        entries
            .filter_map(move |entry| known(&entry))
            .map(|(field, entry)| (field, value_span(entry)))
    }
}

/// Returns the items of a list; a lone value is a list of one.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Scalar { .. } | Value::Map(_) => std::slice::from_ref(node),
        Value::Null | Value::Broken => &[],
    }
}

/// Returns the entries of a mapping, only the first of each key.
pub(super) fn unique(node: &Node) -> Vec<&Entry> {
    let mut seen = BTreeSet::new();
    node.entries().iter().filter(|entry| seen.insert(entry.key.as_str())).collect()
}

pub(super) fn spanned(node: &Node) -> Option<Spanned<&str>> {
    Some(Spanned { value: node.text()?, span: node.span })
}

pub(super) fn prefix(node: &Node) -> Option<Spanned<Prefix>> {
    let read = scalar::prefix(node.text()?, Family::Any).ok()?;
    Some(Spanned { value: read.prefix, span: node.span })
}

pub(super) fn interface_address(node: &Node) -> Option<Spanned<InterfaceAddress>> {
    let value = scalar::prefix(node.text()?, Family::Any).ok()?;
    Some(Spanned { value, span: node.span })
}

/// Returns the place of a whole `key: value`.
pub(super) fn entry_span(entry: &Entry) -> Span {
    let end = entry.value.span.end.max(entry.key_span.end);
    Span::new(entry.key_span.file, entry.key_span.start, end)
}

/// Returns the place of a value, or of its key where there is none.
pub(super) fn value_span(entry: &Entry) -> Span {
    match entry.value.value {
        Value::Null => entry.key_span,
        Value::Scalar { .. } | Value::List(_) | Value::Map(_) | Value::Broken => entry.value.span,
    }
}
