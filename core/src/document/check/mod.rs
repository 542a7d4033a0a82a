//! Form checking: whether a tree has the form that the table of fields asks for.
//!
//! It finds every unknown key, wrong form, missing field and unreadable value of a file in one walk.
//! It knows nothing of what names refer to, nor of two fields at once: lowering does.

mod value;

pub(super) use value::{expected, problem, takes, with_article};

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Diagnostic, code},
    facts::SETTINGS,
    text::Span,
};

use super::{
    fields::{FIELDS, Field, Kind, Shape},
    record,
    suggest::{Suggest, listed},
    tree::{Document, Entry, Node, Share, Value},
};

/// A problem of form, and the place whose object suffers from it.
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    pub(super) at: Span,
}

/// Returns every problem of form in a document.
pub(super) fn check(document: &Document, suggest: &Suggest) -> Vec<Finding> {
    let mut checker = Checker::new(suggest);
    if !matches!(document.root.value, Value::Broken | Value::Null) {
        checker.object(&FIELDS, &document.root, document.root.span);
    }
    checker.found
}

/// Returns what is wrong with a document that does not say its version.
pub(super) fn missing_version(document: &Document) -> Vec<Diagnostic> {
    let suggest = Suggest::default();
    let mut checker = Checker::new(&suggest);
    if matches!(document.root.value, Value::Map(_)) {
        checker.missing(&FIELDS, &document.root, document.root.span);
    }
    checker.found.into_iter().map(|finding| finding.diagnostic).collect()
}

/// One walk over one document.
struct Checker<'a> {
    suggest: &'a Suggest,
    /// The names on the way down, for the subjects of messages.
    path: Vec<&'a str>,
    nouns: Vec<&'static str>,
    /// The place of the outermost alias on the way down: what is wrong inside is wrong there.
    alias: Option<Span>,
    /// The key of the value that is looked at; a list's items have none.
    key: Option<Span>,
    /// What was said already: a shared value is read once for each use.
    seen: BTreeSet<(Span, String)>,
    found: Vec<Finding>,
}

impl<'a> Checker<'a> {
    fn new(suggest: &'a Suggest) -> Self {
        Self {
            suggest,
            path: Vec::new(),
            nouns: Vec::new(),
            alias: None,
            key: None,
            seen: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        let Some(primary) = &diagnostic.primary else { return };
        let at = self.alias.unwrap_or(primary.span);
        let first = self.seen.insert((primary.span, diagnostic.message.clone()));
        if first || self.alias.is_some() {
            let subject = self.subject();
            self.found.push(Finding { diagnostic: diagnostic.subject(subject), at });
        }
    }

    fn subject(&self) -> String {
        let noun = self.nouns.last().copied().unwrap_or_default();
        if self.path.is_empty() { String::new() } else { format!("{noun} {}", self.path.join(".")) }
    }

    /// Checks a value against what may stand there.
    fn value(&mut self, kind: &'static Kind, node: &'a Node, place: Span) {
        let outer = self.alias;
        if matches!(node.share, Some(Share::Used(_))) {
            self.alias = outer.or(Some(node.span));
        }
        self.plain_value(kind, node, place);
        self.alias = outer;
    }

    fn plain_value(&mut self, kind: &'static Kind, node: &'a Node, place: Span) {
        match (kind, &node.value) {
            (_, Value::Broken)
            | (
                Kind::List(_) | Kind::OneOrMany(_) | Kind::Map { .. } | Kind::Object(_),
                Value::Null,
            ) => {
                if let Kind::Object(shape) = kind {
                    self.missing(shape, node, place);
                }
            }
            (Kind::List(item) | Kind::OneOrMany(item), Value::List(items)) => {
                for node in items {
                    self.key = None;
                    self.value(item, node, node.span);
                }
            }
            (Kind::OneOrMany(item), Value::Scalar { .. } | Value::Map(_)) => {
                self.value(item, node, place);
            }
            (Kind::Map { key, value }, Value::Map(_)) => self.map(key, value, node),
            (Kind::Object(shape), Value::Map(_)) => self.object(shape, node, place),
            (Kind::Either(kinds), _) => match kinds.iter().find(|kind| value::takes(kind, node)) {
                Some(kind) => self.plain_value(kind, node, place),
                None => self.wrong_form(kind, node, place),
            },
            (
                Kind::List(_) | Kind::Map { .. } | Kind::Object(_),
                Value::Scalar { .. } | Value::List(_) | Value::Map(_),
            ) => self.wrong_form(kind, node, place),
            (_, Value::Scalar { text, quoted }) => self.scalar(kind, text, *quoted, node.span),
            (_, Value::Null | Value::List(_) | Value::Map(_)) => {
                self.wrong_form(kind, node, place);
            }
        }
    }

    fn wrong_form(&mut self, kind: &Kind, node: &Node, place: Span) {
        let expected = expected(kind);
        let message = format!("{} stands where {expected} is expected", node.form());
        self.report(
            Diagnostic::new(code::WRONG_TYPE, message, place).label(format!("expected {expected}")),
        );
    }

    fn scalar(&mut self, kind: &'static Kind, text: &str, quoted: bool, span: Span) {
        if let Some(found) = value::problem(kind, text, quoted, span, self.suggest) {
            self.report(found);
        }
    }

    fn map(&mut self, key: &'static Kind, value: &'static Kind, node: &'a Node) {
        for entry in record::unique(node) {
            self.scalar(key, &entry.key, true, entry.key_span);
            let named = matches!(key, Kind::Name);
            if named {
                self.path.push(&entry.key);
            }
            self.setting(key, entry);
            self.key = Some(entry.key_span);
            self.value(value, &entry.value, record::value_span(entry));
            if named {
                self.path.pop();
            }
        }
    }

    /// Checks the value of a setting, which only its key can tell.
    fn setting(&mut self, key: &Kind, entry: &Entry) {
        let setting = SETTINGS.iter().find(|setting| setting.fact == entry.key);
        let (Kind::Setting, Some(setting), Some(text)) = (key, setting, entry.value.text()) else {
            return;
        };
        if setting.meaning(text).is_none() {
            let message = format!("`{text}` is not a value of setting `{}`", setting.fact);
            let found = Diagnostic::new(code::BAD_VALUE, message, entry.value.span);
            let means =
                setting.values.iter().map(|(value, meaning)| format!("`{value}`: {meaning}"));
            self.report(found.help(format!("It takes {}.", means.collect::<Vec<_>>().join("; "))));
        }
    }

    fn object(&mut self, shape: &'static Shape, node: &'a Node, place: Span) {
        let key = self.key;
        self.nouns.push(shape.name);
        self.path.extend(shape.segment);
        if let Value::Map(entries) = &node.value {
            let mut seen = BTreeSet::new();
            for entry in entries.iter().filter(|entry| seen.insert(entry.key.as_str())) {
                match shape.field(&entry.key) {
                    Some(field) => self.field(field, entry),
                    None => self.unknown_key(shape, entry),
                }
            }
            self.key = key;
            self.missing(shape, node, place);
        } else {
            let message = format!("{} stands where a mapping is expected", node.form());
            self.report(
                Diagnostic::new(code::WRONG_TYPE, message, place).label("expected a mapping"),
            );
        }
        if shape.segment.is_some() {
            self.path.pop();
        }
        self.nouns.pop();
    }

    fn field(&mut self, field: &'static Field, entry: &'a Entry) {
        self.key = Some(entry.key_span);
        self.value(&field.kind, &entry.value, record::value_span(entry));
    }

    fn unknown_key(&mut self, shape: &'static Shape, entry: &Entry) {
        let message = format!("{} has no field `{}`", with_article(shape.name), entry.key);
        let names = || shape.fields.iter().map(|field| field.name);
        let mut found = Diagnostic::new(code::UNKNOWN_KEY, message, entry.key_span);
        if let Some(near) = self.suggest.nearest(&entry.key, names()) {
            found = found.did_you_mean(near);
        }
        self.report(found.help(format!("Allowed here: {}.", listed(names()))));
    }

    fn missing(&mut self, shape: &'static Shape, node: &Node, place: Span) {
        self.nouns.push(shape.name);
        for field in shape.fields.iter().filter(|field| field.required) {
            if node.get(field.name).is_some() {
                continue;
            }
            let code = match field.kind == Kind::Version {
                true => code::UNSUPPORTED_VERSION,
                false => code::MISSING_FIELD,
            };
            let message = format!("{} lacks `{}`", with_article(shape.name), field.name);
            let found = Diagnostic::new(code, message, self.key.unwrap_or_else(|| head(place)));
            let mut found = found.because(field.doc).help(value::how_to_give(field));
            if let Some(id) = self.path.last().filter(|name| is_aws_id(name)) {
                let add =
                    format!("`{id}` is an AWS id: add the input that describes it, or correct it.");
                found = found.help(add);
            }
            self.report(found);
        }
        self.nouns.pop();
    }
}

/// Returns whether a name has the form of an AWS id, such as `vpc-0abc1234` or `eni-0123456789abcdef0`.
fn is_aws_id(name: &str) -> bool {
    let Some((kind, number)) = name.rsplit_once('-') else { return false };
    let fits = kind.starts_with(|first: char| first.is_ascii_lowercase())
        && number.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    fits && [8, 17].contains(&number.len())
}

/// Returns the first byte of a place: nothing longer is wrong when something is missing.
fn head(place: Span) -> Span {
    place.part(0, 1)
}
