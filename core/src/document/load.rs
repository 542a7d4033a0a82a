//! Files and the files that they include.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, code},
    text::{FileId, Sources, Span, Spanned},
};

use super::{
    compose::{Elsewhere, compose},
    fields::{FIELDS, ROUTER, ROUTES_FROM, SITE, VRF},
    lower::{Lowered, lower_with},
    read::{add_text, read_bytes},
    record::{Record, spanned},
    tree::{Comment, Document, UNKNOWN, Value},
};

/// How many files may include each other in a row.
const DEPTH: usize = 16;

/// How many files one run reads.
const FILES: usize = 4_096;

/// Gives the content of files; the command line and the browser each have one.
pub trait Loader {
    /// Returns a file by its name, which is relative to the file that names it, if one does.
    ///
    /// # Errors
    ///
    /// A sentence that says why the file cannot be had.
    fn load(&self, name: &str, from: Option<&str>) -> Result<Loaded, String>;
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Its full name: the same for each way of naming it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Files and what they include, read.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The texts.
    pub sources: Sources,
    /// The trees: a file before those that it includes.
    pub documents: Vec<Document>,
    /// What is wrong with loading and reading them.
    pub diagnostics: Vec<Diagnostic>,
    /// The comments that speak to this program.
    pub comments: Vec<Comment>,
    /// The files of routes by the place of their name, or why they cannot be had.
    routes: BTreeMap<Span, Result<FileId, String>>,
    /// Where else composed things are described.
    elsewhere: Elsewhere,
}

/// What is known of documents beside their trees, as lowering sees it.
#[derive(Clone, Copy, Default)]
pub(super) struct Known<'a> {
    pub(super) sources: Option<&'a Sources>,
    routes: Option<&'a BTreeMap<Span, Result<FileId, String>>>,
    /// Where else things are described, by their places.
    pub(super) elsewhere: Option<&'a Elsewhere>,
}

impl Known<'_> {
    /// Returns the file whose name stands at a place.
    pub(super) fn file(&self, name: Span) -> Option<FileId> {
        self.routes?.get(&name)?.as_ref().ok().copied()
    }

    /// Returns whether a program wrote the text at a place, and its objects are known by address.
    pub(super) fn is_addressed(&self, place: Span) -> bool {
        self.sources.is_some_and(|sources| sources.address(place).is_some())
    }

    /// Returns whether what cannot be read at a place hides no more than the value there: a program
    /// wrote the text, or the text says that nobody knows the value.
    pub(super) fn hides_a_value_only(&self, place: Span) -> bool {
        let said = self.sources.and_then(|sources| {
            sources.get(place.file)?.text.get(place.start as usize..place.end as usize)
        });
        self.is_addressed(place) || said == Some(UNKNOWN)
    }

    /// Returns why there is no such file.
    pub(super) fn refused(&self, name: Span) -> &str {
        match self.routes.and_then(|routes| routes.get(&name)) {
            Some(Err(why)) => why,
            Some(Ok(_)) | None => "Nobody loaded the files that this one names.",
        }
    }
}

impl Opened {
    /// Merges the documents, and what was imported from others, into one. Things that are the same
    /// merge; where inputs contradict each other, diagnostics show both places.
    pub fn compose(&mut self, imported: Option<Document>) {
        let comments = self.documents.iter().flat_map(|document| &document.comments);
        let to_us = |one: &&Comment| one.text.starts_with("outpath:");
        self.comments = comments.filter(to_us).cloned().collect();
        let composed = compose(std::mem::take(&mut self.documents), imported);
        self.documents.extend(composed.document);
        self.diagnostics.extend(composed.diagnostics);
        self.elsewhere = composed.elsewhere;
    }

    /// Lowers the documents. What could not be loaded or read leaves the model incomplete.
    #[must_use]
    pub fn lower(&self) -> Lowered {
        let known = Known {
            sources: Some(&self.sources),
            routes: Some(&self.routes),
            elsewhere: Some(&self.elsewhere),
        };
        lower_with(&self.documents, &self.diagnostics, known)
    }
}

/// Loads and reads files and everything that they include, each file once.
#[must_use]
pub fn open(loader: &dyn Loader, names: &[&str]) -> Opened {
    let mut opening = Opening {
        loader,
        opened: Opened::default(),
        seen: BTreeSet::new(),
        tables: BTreeMap::new(),
    };
    for name in names {
        opening.open(name, None, 0);
    }
    opening.opened
}

struct Opening<'a> {
    loader: &'a dyn Loader,
    opened: Opened,
    /// The full names of files that are read, or being read.
    seen: BTreeSet<String>,
    /// The files of routes that are read, by full name.
    tables: BTreeMap<String, Result<FileId, String>>,
}

impl Opening<'_> {
    fn open(&mut self, name: &str, from: Option<(&str, Span)>, depth: usize) {
        let file = match self.loader.load(name, from.map(|(name, _)| name)) {
            Ok(file) => file,
            Err(why) => return self.refuse(name, from, &why),
        };
        if self.seen.contains(&file.name) {
            return;
        }
        if depth > DEPTH {
            return self.refuse(
                name,
                from,
                &format!("files include each other more than {DEPTH} deep"),
            );
        }
        if self.seen.len() >= FILES {
            return self.refuse(name, from, &format!("more than {FILES} files are read"));
        }
        self.seen.insert(file.name.clone());
        let (document, diagnostics) = read_bytes(&mut self.opened.sources, &file.name, &file.bytes);
        let includes = includes(&document);
        for table in route_files(&document) {
            let found = self.route_file(&table.value, &file.name);
            self.opened.routes.insert(table.span, found);
        }
        self.opened.documents.push(document);
        self.opened.diagnostics.extend(diagnostics);
        for include in includes {
            self.open(&include.value, Some((&file.name, include.span)), depth + 1);
        }
    }

    /// Reads a file of routes, each once.
    fn route_file(&mut self, name: &str, from: &str) -> Result<FileId, String> {
        let file = self.loader.load(name, Some(from))?;
        if let Some(known) = self.tables.get(&file.name) {
            return known.clone();
        }
        if self.tables.len() >= FILES {
            return Err(format!("More than {FILES} files of routes are named."));
        }
        let read = add_text(&mut self.opened.sources, &file.name, &file.bytes);
        self.tables.insert(file.name, read.clone());
        read
    }

    fn refuse(&mut self, name: &str, from: Option<(&str, Span)>, why: &str) {
        let found = match from {
            Some((_, span)) => {
                let message = format!("`{name}` cannot be included");
                Diagnostic::new(code::INCLUDE, message, span)
            }
            None => Diagnostic::unplaced(code::UNREADABLE, format!("`{name}` cannot be read")),
        };
        self.opened.diagnostics.push(found.because(why));
    }
}

/// Returns the names of the files that a document includes.
fn includes(document: &Document) -> Vec<Spanned<String>> {
    let texts = Record::new(&FIELDS, &document.root).texts("include").into_iter();
    texts.map(|text| Spanned { value: text.value.to_owned(), span: text.span }).collect()
}

/// Returns the names of the files of routes that a document names.
fn route_files(document: &Document) -> Vec<Spanned<String>> {
    let sites = Record::new(&FIELDS, &document.root).entries("on_premises").into_iter();
    let sites = sites.map(|site| Record::new(&SITE, &site.value));
    let routers = sites.flat_map(|site| site.entries("routers"));
    let tables = routers.flat_map(|router| {
        let router = Record::new(&ROUTER, &router.value);
        let vrfs = router.entries("vrfs").into_iter();
        std::iter::once(router).chain(vrfs.map(|vrf| Record::new(&VRF, &vrf.value)))
    });
    let named = tables.filter_map(|table| {
        let node = table.get("routes_from")?;
        let text = match node.value {
            Value::Map(_) => Record::new(&ROUTES_FROM, node).text("file")?,
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Broken => spanned(node)?,
        };
        Some(Spanned { value: text.value.to_owned(), span: text.span })
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Severity, model::ObjectId, text::FileId};
    use std::collections::BTreeMap;

    struct Memory(BTreeMap<String, String>);

    impl Loader for Memory {
        fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
            let text = self.0.get(name).ok_or_else(|| "there is no such file".to_owned())?;
            Ok(Loaded { name: name.to_owned(), bytes: text.clone().into_bytes() })
        }
    }

    fn memory(files: &[(&str, &str)]) -> Memory {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Memory(files.collect())
    }

    #[test]
    fn included_files_merge_and_cycles_load_once() {
        let loader = memory(&[
            (
                "a.yaml",
                "outpath: 1\nregion: r\ninclude: [b.yaml]\nvpcs: {x: {cidrs: [10.0.0.0/16]}}\n",
            ),
            ("b.yaml", "outpath: 1\ninclude: [a.yaml]\nvpcs: {y: {cidrs: [10.1.0.0/16]}}\n"),
        ]);
        let mut opened = open(&loader, &["a.yaml"]);
        assert_eq!(opened.documents.len(), 2);
        opened.compose(None);
        let lowered = opened.lower();
        assert_eq!(lowered.diagnostics, []);
        assert_eq!(lowered.model.vpcs.len(), 2);
        let turned = open(&loader, &["b.yaml", "a.yaml"]).lower();
        assert_eq!(turned.model, lowered.model);
    }

    #[test]
    fn a_missing_file_is_shown_at_its_line_and_leaves_the_topology_incomplete() {
        let loader = memory(&[("a.yaml", "outpath: 1\ninclude: [gone.yaml]\n")]);
        let opened = open(&loader, &["a.yaml"]);
        let [found] = opened.diagnostics.as_slice() else { panic!("one problem") };
        assert_eq!((found.code.id, found.severity), ("OP9106", Severity::Error));
        let span = found.primary.as_ref().map(|label| label.span);
        assert_eq!(span, Some(Span::new(FileId(0), 21, 30)));
        assert!(opened.lower().model.incomplete.contains(&ObjectId::Topology));
    }

    #[test]
    fn a_file_that_is_not_there_has_no_place() {
        let opened = open(&memory(&[]), &["a.yaml"]);
        assert_eq!(opened.diagnostics.first().map(|found| found.code.id), Some("OP9001"));
        assert!(opened.diagnostics.iter().all(|found| found.primary.is_none()));
    }

    #[test]
    fn a_long_chain_ends() {
        let link =
            |at: usize| (format!("{at}.yaml"), format!("outpath: 1\ninclude: [{}.yaml]\n", at + 1));
        let opened = open(&Memory((0..100).map(link).collect()), &["0.yaml"]);
        assert_eq!(opened.diagnostics.len(), 1);
        assert_eq!(opened.documents.len(), DEPTH + 1);
    }
}
