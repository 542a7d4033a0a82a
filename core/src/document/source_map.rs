//! Where each part of the model was said.

use std::{collections::BTreeMap, ops::Range};

use super::lower::names::head;
use crate::{
    model::{Field, Key, ObjectId},
    text::Span,
};

/// One place that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A place in a text.
    Text(Span),
    /// A resource of an imported file.
    Resource {
        /// The name of the file.
        input: String,
        /// The address within it, such as `aws_subnet.rack`.
        address: String,
    },
}

/// How sure a part of the model is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The inputs say it.
    Exact,
    /// The inputs do not say it; a default holds.
    Assumed,
    /// The inputs say several things.
    Ambiguous,
}

/// The origins of each key of a model, and how sure it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// Sorted by key; the origins of one key keep the order of reading.
    origins: Vec<(Key, Origin)>,
    /// Only what is not exact.
    doubts: BTreeMap<Key, Confidence>,
    /// Fields whose items stand in a file of their own, one item a line.
    rows: BTreeMap<(ObjectId, &'static str), Rows>,
}

/// The lines of a file that give the last items of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rows {
    /// The position of the first of these items.
    pub(super) first: usize,
    /// The line of each, in the order of the items.
    pub(super) spans: Vec<Span>,
}

impl SourceMap {
    /// Returns a map of these origins.
    #[must_use]
    pub fn new(mut origins: Vec<(Key, Origin)>, doubts: BTreeMap<Key, Confidence>) -> Self {
        origins.sort_by_key(|(key, _)| *key);
        Self { origins, doubts, rows: BTreeMap::new() }
    }

    /// Adds fields whose items stand in files of their own.
    pub(super) fn with_rows(mut self, rows: BTreeMap<(ObjectId, &'static str), Rows>) -> Self {
        self.rows = rows;
        self
    }

    /// Returns every place that says something about a key, the first one first.
    pub fn origins(&self, key: impl Into<Key>) -> impl Iterator<Item = Origin> {
        let key = key.into();
        let found = self.origins.get(self.range(key)).unwrap_or_default().iter();
        found.map(|(_, origin)| origin.clone()).chain(self.row(key).map(Origin::Text))
    }

    /// Returns the line of a file that gives an item.
    fn row(&self, key: Key) -> Option<Span> {
        let Field::Item(field, index) = key.field else { return None };
        let rows = self.rows.get(&(key.object, field))?;
        rows.spans.get((index as usize).checked_sub(rows.first)?).copied()
    }

    /// Returns the first place in a text that says something about a key.
    #[must_use]
    pub fn span(&self, key: impl Into<Key>) -> Option<Span> {
        self.origins(key).find_map(|origin| match origin {
            Origin::Text(span) => Some(span),
            Origin::Resource { .. } => None,
        })
    }

    /// Returns the name of an object where it is defined, given its full name.
    #[must_use]
    pub fn head(&self, object: ObjectId, name: &str) -> Option<Span> {
        self.span(object).map(|whole| head(whole, name))
    }

    /// Returns how sure a key is. What no input says is assumed.
    #[must_use]
    pub fn confidence(&self, key: impl Into<Key>) -> Confidence {
        let key = key.into();
        let said = !self.range(key).is_empty() || self.row(key).is_some();
        let plain = if said { Confidence::Exact } else { Confidence::Assumed };
        self.doubts.get(&key).copied().unwrap_or(plain)
    }

    /// Returns every key with an origin, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Origin)> {
        self.origins.iter().map(|(key, origin)| (*key, origin))
    }

    fn range(&self, key: Key) -> Range<usize> {
        let start = self.origins.partition_point(|(other, _)| *other < key);
        let rest = self.origins.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|(other, _)| *other == key)
    }
}
