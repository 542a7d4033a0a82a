//! Several documents as one: what a person wrote in several files, and what was imported.
//!
//! Things that are the same merge, field by field (`identity`, `merge`). Where two inputs contradict
//! each other the first one counts, and a diagnostic shows both places. Every part keeps the span of
//! the input that it came from, and a thing that several inputs describe keeps all its places.

mod identity;
mod merge;
mod same;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::{
    diagnostic::Diagnostic,
    text::{FileId, Span},
};

use super::{
    check,
    fields::{FIELDS, Form, Kind, Shape},
    tree::{Document, Entry, Node, Syntax, Value},
};

use merge::Merger;

/// The further places of things that several inputs describe, by the place that counts.
pub(super) type Elsewhere = BTreeMap<Span, Vec<Span>>;

/// What several documents say together.
#[derive(Debug, Default)]
pub(super) struct Composed {
    pub(super) document: Option<Document>,
    pub(super) elsewhere: Elsewhere,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Merges what people wrote with what was imported.
pub(super) fn compose(written: Vec<Document>, imported: Option<Document>) -> Composed {
    if written.len() + usize::from(imported.is_some()) <= 1 {
        let document = written.into_iter().next().or(imported);
        return Composed { document, ..Composed::default() };
    }
    let mut diagnostics = without_version(&written);
    let files = written.iter().map(|document| document.file).collect();
    let defaults = Defaults::new(&written, imported.as_ref());
    let all: Vec<Document> = written.into_iter().chain(imported).collect();
    let mut merger = Merger::new(&all, files);
    let Some(file) = all.first().map(|document| document.file) else {
        return Composed::default();
    };
    let roots = all.into_iter().map(|document| document.root).collect();
    let mut root = merger.root(roots);
    defaults.apply(&mut root, &merger.elsewhere);
    diagnostics.append(&mut merger.diagnostics);
    let document = Document { file, syntax: Syntax::Yaml, root, comments: Vec::new() };
    Composed { document: Some(document), elsewhere: merger.elsewhere, diagnostics }
}

/// Returns what is wrong with documents that do not say which version they are.
fn without_version(written: &[Document]) -> Vec<Diagnostic> {
    let (with, without): (Vec<&Document>, Vec<&Document>) =
        written.iter().partition(|document| document.root.get("outpath").is_some());
    // If nobody says it, form checking says so of the first one.
    let told = without.iter().skip(usize::from(with.is_empty()));
    told.flat_map(|document| check::missing_version(document)).collect()
}

/// The fields at the top of a file that hold for everything in that file.
pub(super) const DEFAULTS: [&str; 3] = ["region", "account", "block_public_access"];

/// Defaults on which the inputs do not agree, by input.
struct Defaults {
    /// By field: the value of each file, the first one, and that of what was imported.
    differ: Vec<(&'static str, BTreeMap<FileId, Entry>, Option<Entry>)>,
}

impl Defaults {
    fn new(written: &[Document], imported: Option<&Document>) -> Self {
        let given = |document: &Document, field: &str| {
            let entry = document.root.entries().iter().find(|entry| entry.key == field);
            entry.filter(|entry| entry.value.text().is_some()).cloned()
        };
        let mut differ = Vec::new();
        for field in DEFAULTS {
            let of = |document: &Document| Some((document.file, given(document, field)?));
            let by_file: BTreeMap<FileId, Entry> = written.iter().filter_map(of).collect();
            let of_import = imported.and_then(|document| given(document, field));
            let mut all = by_file.values().chain(&of_import).map(|entry| &entry.value);
            let first = all.next();
            if all.any(|other| first.is_some_and(|first| !first.says_same_as(other))) {
                differ.push((field, by_file, of_import));
            }
        }
        Self { differ }
    }

    /// Writes the default of its own file at each thing that gives none.
    fn apply(&self, root: &mut Node, elsewhere: &Elsewhere) {
        let Value::Map(sections) = &mut root.value else { return };
        for section in sections {
            let field = FIELDS.field(&section.key).map(|field| field.kind.form());
            let Some(Form::Map(Kind::Name, Kind::Object(shape))) = field else { continue };
            let Value::Map(things) = &mut section.value.value else { continue };
            for thing in things {
                self.complete(shape, thing, elsewhere);
            }
        }
    }

    fn complete(&self, shape: &Shape, thing: &mut Entry, elsewhere: &Elsewhere) {
        let own = super::record::entry_span(thing);
        let places = std::iter::once(own).chain(elsewhere.get(&own).into_iter().flatten().copied());
        let files: Vec<FileId> = places.map(|place| place.file).collect();
        let Value::Map(entries) = &mut thing.value.value else { return };
        for (field, by_file, imported) in &self.differ {
            let given = entries.iter().any(|entry| entry.key == *field);
            if given || shape.field(field).is_none() {
                continue;
            }
            let found = files.iter().find_map(|file| match by_file.get(file) {
                Some(entry) => Some(entry),
                None => imported.as_ref().filter(|entry| entry.key_span.file == *file),
            });
            entries.extend(found.cloned());
        }
    }
}
