//! Whether two values mean the same, however they are written.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    fields::{FIELDS, Form, Kind, ROUTE_MAP_ENTRY, SOURCE_NAT, Shape},
    record, scalar,
    tree::{Document, Node, Value},
};

/// The full names of things by AWS id.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, BTreeSet<String>>);

impl Ids {
    pub(super) fn new(documents: &[Document]) -> Self {
        let mut ids = Self::default();
        for document in documents {
            ids.collect(&FIELDS, &document.root, "");
        }
        ids
    }

    fn collect(&mut self, shape: &'static Shape, node: &Node, path: &str) {
        if let Some(id) = node.get("id").and_then(Node::text).filter(|_| !path.is_empty()) {
            self.0.entry(id.to_owned()).or_default().insert(path.to_owned());
        }
        for entry in node.entries() {
            let Some(field) = shape.field(&entry.key) else { continue };
            let within = |name: &str| match (path, name) {
                ("", _) => name.to_owned(),
                (_, "") => path.to_owned(),
                _ => format!("{path}.{name}"),
            };
            if let Some(inner) = field.kind.shape() {
                self.collect(inner, &entry.value, &within(inner.segment.unwrap_or_default()));
            } else if let Form::Map(Kind::Name, value) = field.kind.form()
                && let Some(inner) = value.shape()
            {
                for thing in entry.value.entries() {
                    self.collect(inner, &thing.value, &within(&thing.key));
                }
            }
        }
    }

    /// Returns whether a text is the AWS id of what the other one names, short or in full.
    fn is_name_of(&self, id: &str, name: &str) -> bool {
        let fits = |full: &String| {
            let rest = full.strip_suffix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.0.get(id).is_some_and(|names| names.iter().any(fits))
    }

    /// Returns whether two values of a kind mean the same.
    pub(super) fn same(&self, kind: &Kind, one: &Node, other: &Node) -> bool {
        if one.says_same_as(other) {
            return true;
        }
        match (kind.form(), one.text(), other.text()) {
            (Form::List(item), _, _) if is_ordered(item) => {
                let (ones, others) = (record::items(one), record::items(other));
                let mut pairs = ones.iter().zip(others);
                ones.len() == others.len() && pairs.all(|(one, other)| self.same(item, one, other))
            }
            (Form::List(item) | Form::OneOrMany(item), _, _) => {
                let within = |node: &Node, all: &[Node]| {
                    all.iter().any(|other| self.same(item, node, other))
                };
                let (ones, others) = (record::items(one), record::items(other));
                ones.iter().all(|node| within(node, others))
                    && others.iter().all(|node| within(node, ones))
            }
            (_, Some(text), Some(other)) => self.same_text(kind, text, other),
            (_, _, _) => false,
        }
    }

    fn same_text(&self, kind: &Kind, one: &str, other: &str) -> bool {
        if let Kind::Bool = kind {
            return scalar::boolean(one).is_some()
                && scalar::boolean(one) == scalar::boolean(other);
        }
        if let (Kind::Address(family), false) = (kind, one == other) {
            let read = |text| scalar::address(text, *family).ok();
            return read(one).is_some() && read(one) == read(other);
        }
        one == other || self.is_name_of(one, other) || self.is_name_of(other, one)
    }
}

/// Returns whether the order of a list of such items means something.
fn is_ordered(item: &Kind) -> bool {
    match item {
        Kind::Object(shape) => *shape == &ROUTE_MAP_ENTRY || *shape == &SOURCE_NAT,
        _other => false,
    }
}

/// Returns whether a value says something that could be read.
pub(super) fn says_something(node: &Node) -> bool {
    !matches!(node.value, Value::Null | Value::Broken)
}
