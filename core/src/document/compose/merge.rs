//! The merging of trees, by the table of fields.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        check::takes,
        fields::{FIELDS, Field, Form, Kind, Shape},
        record::{entry_span, items},
        scalar,
        tree::{Document, Entry, Node, Value},
    },
    text::FileId,
};

use super::{
    DEFAULTS, Elsewhere,
    identity::{Candidate, groups},
    same::{Ids, says_something},
};

/// A whole file.
static WHOLE: Kind = Kind::Object(&FIELDS);

/// One merging of several trees.
pub(super) struct Merger {
    ids: Ids,
    /// The files that people wrote.
    written: BTreeSet<FileId>,
    pub(super) elsewhere: Elsewhere,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The names on the way down, and the noun of the innermost one.
    path: Vec<String>,
    noun: &'static str,
    /// The keys on the way down since the innermost name.
    keys: Vec<String>,
}

impl Merger {
    pub(super) fn new(documents: &[Document], written: BTreeSet<FileId>) -> Self {
        Self {
            ids: Ids::new(documents),
            written,
            elsewhere: Elsewhere::new(),
            diagnostics: Vec::new(),
            path: Vec::new(),
            noun: FIELDS.name,
            keys: Vec::new(),
        }
    }

    /// Merges whole files.
    pub(super) fn root(&mut self, roots: Vec<Node>) -> Node {
        self.value(&WHOLE, roots)
    }

    /// Merges what inputs say in one place. What says nothing gives way to what says something.
    fn value(&mut self, kind: &'static Kind, nodes: Vec<Node>) -> Node {
        let (mut nodes, silent): (Vec<Node>, Vec<Node>) =
            nodes.into_iter().partition(says_something);
        if nodes.len() <= 1 {
            let broken = |node: &Node| matches!(node.value, Value::Broken);
            let silent = || silent.iter().find(|node| broken(node)).or(silent.first()).cloned();
            return nodes.pop().or_else(silent).unwrap_or_else(nothing);
        }
        let maps = nodes.iter().all(|node| matches!(node.value, Value::Map(_)));
        match kind.form() {
            Form::Object(shape) if maps => self.object(shape, nodes),
            Form::Map(key, value) if maps => self.map(matches!(key, Kind::Name), value, nodes),
            Form::Either(kinds) => {
                without_yes(&mut nodes);
                let fits = |kind: &&Kind| nodes.iter().all(|node| takes(kind, node));
                match kinds.iter().find(fits) {
                    Some(fitting) => self.value(fitting, nodes),
                    None => self.agree(kind, nodes),
                }
            }
            Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Map(..) | Form::Object(_) => {
                self.agree(kind, nodes)
            }
        }
    }

    /// Returns the first value, and reports those that mean something else.
    fn agree(&mut self, kind: &Kind, nodes: Vec<Node>) -> Node {
        let mut nodes = nodes.into_iter();
        let first = nodes.next().unwrap_or_else(nothing);
        for other in nodes {
            if !self.ids.same(kind, &first, &other) {
                self.conflict(&first, &other);
            }
        }
        first
    }

    fn object(&mut self, shape: &'static Shape, nodes: Vec<Node>) -> Node {
        let mut order: Vec<Vec<Entry>> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let span = nodes.first().map_or_else(|| nothing().span, |node| node.span);
        for entry in nodes.into_iter().flat_map(parts) {
            let at = *known.entry(entry.key.clone()).or_insert(order.len());
            match order.get_mut(at) {
                Some(entries) => entries.push(entry),
                None => order.push(vec![entry]),
            }
        }
        let merged = order.into_iter().filter_map(|entries| self.field(shape, entries)).collect();
        Node::new(span, Value::Map(merged))
    }

    /// Merges what inputs say about one field.
    fn field(&mut self, shape: &'static Shape, mut entries: Vec<Entry>) -> Option<Entry> {
        let first = entries.first()?;
        let default = shape == &FIELDS && DEFAULTS.contains(&first.key.as_str());
        if entries.len() == 1 || default {
            return Some(entries.swap_remove(0));
        }
        let field = shape.field(&first.key);
        self.keys.push(first.key.clone());
        let segment = field.and_then(|field| field.kind.shape()?.segment);
        let (noun, keys) = (self.noun, std::mem::take(&mut self.keys));
        match segment {
            Some(segment) => self.path.push(segment.to_owned()),
            None => self.keys.clone_from(&keys),
        }
        let merged = match field {
            Some(field) if field.adds_up => add_up(entries),
            Some(Field { kind, .. }) => self.entry(kind, entries),
            None => self.entry(&Kind::Text, entries),
        };
        if segment.is_some() {
            self.path.pop();
        }
        (self.noun, self.keys) = (noun, keys);
        self.keys.pop();
        merged
    }

    /// Merges entries whose key is one; the first one has the name.
    fn entry(&mut self, kind: &'static Kind, entries: Vec<Entry>) -> Option<Entry> {
        let mut places = entries.iter().map(entry_span);
        let place = places.next()?;
        let others: Vec<_> = places.collect();
        let maps = entries.iter().all(|entry| !matches!(entry.value.value, Value::Scalar { .. }));
        if maps && !others.is_empty() {
            self.elsewhere.entry(place).or_default().extend(others);
        }
        let mut entries = entries.into_iter();
        let head = entries.next()?;
        let span = head.value.span;
        let values = std::iter::once(head.value).chain(entries.map(|entry| entry.value)).collect();
        let mut value = self.value(kind, values);
        if maps {
            // The place of a thing is that of the input that gives its name.
            value.span = span;
        }
        Some(Entry { key: head.key, key_span: head.key_span, value })
    }

    /// Merges mappings with free keys; the keys of things may be names or AWS ids.
    fn map(&mut self, named: bool, value: &'static Kind, nodes: Vec<Node>) -> Node {
        let span = nodes.first().map_or_else(|| nothing().span, |node| node.span);
        let inputs = nodes.into_iter().enumerate();
        let candidates = inputs.flat_map(|(input, node)| {
            parts(node).into_iter().map(move |entry| Candidate { input, entry })
        });
        let groups = if named { groups(candidates.collect()) } else { by_key(candidates) };
        let mut merged = Vec::new();
        for mut group in groups {
            if named {
                self.head_first(&mut group);
            }
            let Some(head) = group.first() else { continue };
            let key = head.entry.key.clone();
            let entries: Vec<Entry> = group.into_iter().map(|one| one.entry).collect();
            let (noun, keys) = (self.noun, self.keys.clone());
            // What has no shape, such as a route map, is told by the thing that it stands in.
            let shape = value.shape().filter(|_| named);
            match shape {
                Some(shape) => {
                    self.path.push(key);
                    self.noun = shape.name;
                    self.keys.clear();
                }
                None => self.keys.push(key),
            }
            merged.extend(self.entry(value, entries));
            if shape.is_some() {
                self.path.pop();
            }
            (self.noun, self.keys) = (noun, keys);
        }
        Node::new(span, Value::Map(merged))
    }

    /// Moves the entry that gives a thing its name to the front: a name before an AWS id, and one
    /// that a person wrote before one that was imported.
    fn head_first(&mut self, group: &mut [Candidate]) {
        let ids: BTreeSet<String> =
            group.iter().filter_map(Candidate::id).map(str::to_owned).collect();
        let written = |one: &Candidate| self.written.contains(&one.entry.key_span.file);
        let rank = |one: &Candidate| {
            let worth = match &one.entry.key {
                key if scalar::name(key).is_err() => 2,
                key if ids.contains(key) => 1,
                _name => 0,
            };
            (worth, !written(one))
        };
        group.sort_by_key(rank);
        let mut names = group.iter().filter(|one| rank(one) == (0, false));
        if let Some(first) = names.next()
            && let Some(other) = names.find(|other| other.entry.key != first.entry.key)
        {
            let (one, two) = (&first.entry.key, &other.entry.key);
            let message = format!("one thing has two names, `{one}` and `{two}`");
            let found = Diagnostic::new(code::CONFLICTING_INPUTS, message, other.entry.key_span)
                .related(first.entry.key_span, format!("`{one}` here"))
                .because("Both give the same AWS id.")
                .help("Use one name, or the AWS id itself, in all inputs.");
            self.diagnostics.push(found);
        }
    }

    fn conflict(&mut self, first: &Node, other: &Node) {
        let field = self.keys.join(": ");
        let thing = self.path.join(".");
        let of =
            if thing.is_empty() { String::new() } else { format!(" of {} `{thing}`", self.noun) };
        let message = match (first.text(), other.text()) {
            (Some(one), Some(two)) => {
                format!("`{field}`{of} is `{two}` here and `{one}` in another input")
            }
            (_, _) => format!("`{field}`{of} is not here what it is in another input"),
        };
        let found = Diagnostic::new(code::CONFLICTING_INPUTS, message, other.span)
            .related(first.span, "the other input")
            .because(
                "Several inputs are one topology, so what they say about one thing must agree.",
            )
            .help("Remove it from one of the two, or correct it.");
        let subject =
            if thing.is_empty() { String::new() } else { format!("{} {thing}", self.noun) };
        self.diagnostics.push(found.subject(subject));
    }
}

/// Returns the entries of a mapping, only the first of each key.
fn parts(node: Node) -> Vec<Entry> {
    let Value::Map(mut entries) = node.value else { return Vec::new() };
    let mut seen = BTreeSet::new();
    entries.retain(|entry| seen.insert(entry.key.clone()));
    entries
}

/// Sorts entries by their keys, in the order in which these come.
fn by_key(candidates: impl Iterator<Item = Candidate>) -> Vec<Vec<Candidate>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    for candidate in candidates {
        let at = *known.entry(candidate.entry.key.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    groups
}

/// Drops each `true` beside a mapping that says the same and more.
fn without_yes(nodes: &mut Vec<Node>) {
    let map = |node: &Node| matches!(node.value, Value::Map(_));
    let yes = |node: &Node| node.text().and_then(scalar::boolean) == Some(true);
    if nodes.iter().any(map) && nodes.iter().all(|node| map(node) || yes(node)) {
        nodes.retain(map);
    }
}

/// Joins lists.
fn add_up(entries: Vec<Entry>) -> Option<Entry> {
    let all = entries.iter().flat_map(|entry| items(&entry.value)).cloned().collect();
    let head = entries.into_iter().next()?;
    let value = Node::new(head.value.span, Value::List(all));
    Some(Entry { value, ..head })
}

fn nothing() -> Node {
    Node::new(crate::text::Span::new(FileId(0), 0, 0), Value::Null)
}
