//! The parts of a tree that is not complete yet.

use super::builder::clip;
use super::tree::{Entry, Node, Value};
use crate::diagnostic::{Change, Diagnostic, Fix, code};
use crate::text::Span;

/// What is known of a value besides its place and content.
#[derive(Debug, Clone, Default)]
pub(super) struct Extra {
    /// Whether it stands in brackets.
    pub(super) flow: bool,
    /// The number and name under which it can be used again.
    pub(super) anchor: Option<(usize, Box<str>)>,
}

/// A list or mapping whose end has not been seen.
#[derive(Debug)]
pub(super) struct Frame {
    /// The bracket that opens it, or where its first part stands.
    pub(super) opener: Span,
    /// What is complete of it.
    pub(super) parts: Parts,
    /// How it was written.
    pub(super) extra: Extra,
    /// How many levels it spans so far, its own included.
    pub(super) height: usize,
}

/// The complete parts of a list or mapping.
#[derive(Debug)]
pub(super) enum Parts {
    /// The items of a list.
    List(Vec<Node>),
    /// The entries of a mapping and what it waits for.
    Map(Vec<Entry>, Key),
}

/// What a mapping waits for.
#[derive(Debug)]
pub(super) enum Key {
    /// The next key.
    Awaited,
    /// The value of this key.
    Read(String, Span),
    /// The value of a key that cannot be used; it is dropped.
    Unusable,
}

/// A value that can be used again.
#[derive(Debug)]
pub(super) struct Shared {
    /// The value.
    pub(super) node: Node,
    /// How many levels it spans.
    pub(super) height: usize,
    /// What a copy counts.
    pub(super) weight: usize,
    /// Whether its name is kept for printing.
    pub(super) named: bool,
}

/// Lists the keys of a mapping that stand in it already, up to a bound.
pub(super) fn duplicates(entries: &[Entry], most: usize) -> Vec<Diagnostic> {
    let mut order: Vec<&Entry> = entries.iter().collect();
    order.sort_by(|a, b| a.key.cmp(&b.key));
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut first: Option<&Entry> = None;
    for entry in order {
        match first {
            Some(other) if other.key == entry.key => {
                if found.len() < most {
                    found.push(duplicate(other, entry));
                }
            }
            Some(_) | None => first = Some(entry),
        }
    }
    found
}

fn duplicate(first: &Entry, second: &Entry) -> Diagnostic {
    let message = format!("`{}` stands twice in one mapping", clip(&second.key));
    let found = Diagnostic::new(code::DUPLICATE_KEY, message, second.key_span)
        .label("ignored")
        .related(first.key_span, "first given here")
        .help("Remove or rename one of the two.");
    if first.value.says_same_as(&second.value) {
        let change = Change::Remove { entry: second.key_span };
        return found.fix(Fix::new("remove the second one, which says the same", change));
    }
    found
}

/// Counts the values of a tree; a long text counts once for every 32 bytes.
pub(super) fn weight(node: &Node) -> usize {
    let own = match &node.value {
        Value::Null | Value::Broken => 0,
        Value::Scalar { text, .. } => text.len() / 32,
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Map(entries) => {
            let entry = |entry: &Entry| entry.key.len() / 32 + weight(&entry.value);
            entries.iter().map(entry).sum()
        }
    };
    own + 1
}
