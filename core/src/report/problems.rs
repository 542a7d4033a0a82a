//! Diagnostics as text with the source underlined, in one line each, and as JSON.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Role, Text, text::plural};
use crate::{
    diagnostic::{Diagnostic, Edit, Fix, Label, Severity},
    facts,
    text::{Position, Sources, Span},
};

/// Returns diagnostics for people: headline, source line, reason and help.
#[must_use]
pub fn human<'a>(sources: &Sources, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Text {
    let mut text = Text::default();
    for diagnostic in diagnostics {
        one(&mut text, sources, diagnostic);
        text.push(Role::Plain, "\n");
    }
    text
}

/// Returns diagnostics one in a line, as compilers print them.
#[must_use]
pub fn concise<'a>(
    sources: &Sources,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> Text {
    let mut text = Text::default();
    for diagnostic in diagnostics {
        if let Some(label) = &diagnostic.primary {
            text.push(Role::Plain, format!("{}: ", sources.position(label.span)));
        }
        headline(&mut text, diagnostic);
    }
    text
}

/// Returns the count of each severity, in words.
#[must_use]
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    let counts = [
        (of(Severity::Error), "error"),
        (of(Severity::Warning), "warning"),
        (of(Severity::Note), "note"),
    ];
    let words: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| plural(*count, noun))
        .collect();
    if words.is_empty() { "no problems".to_owned() } else { words.join(", ") }
}

fn headline(text: &mut Text, diagnostic: &Diagnostic) {
    let role = match diagnostic.severity {
        Severity::Error => Role::Bad,
        Severity::Warning => Role::Warn,
        Severity::Note => Role::Dim,
    };
    text.push(role, format!("{}[{}]", diagnostic.severity.word(), diagnostic.code.id));
    text.push(Role::Plain, ": ");
    text.line(Role::Strong, diagnostic.message.clone());
}

fn one(text: &mut Text, sources: &Sources, diagnostic: &Diagnostic) {
    headline(text, diagnostic);
    let labels = diagnostic.primary.iter().map(|label| (label, '^'));
    let related = diagnostic.related.iter().map(|label| (label, '-'));
    for (label, mark) in labels.chain(related) {
        snippet(text, sources, label, mark);
    }
    if !diagnostic.because.is_empty() {
        text.line(Role::Plain, format!("  because: {}", diagnostic.because));
    }
    for help in &diagnostic.help {
        text.line(Role::Plain, format!("  help: {help}"));
    }
    if let Some(fix) = &diagnostic.fix {
        text.line(Role::Plain, format!("  fix: {} (`--fix` does it)", fix.title));
    }
    references_in_words(text, &diagnostic.facts);
}

/// Writes facts, and then where they were read, each source once.
fn references_in_words(text: &mut Text, ids: &[&'static str]) {
    let facts: Vec<&facts::Fact> = ids.iter().filter_map(|id| facts::fact(id)).collect();
    for fact in &facts {
        text.line(Role::Dim, format!("  {} ({}): {}", fact.id, fact.mark.words(), fact.text));
    }
    let mut seen: Vec<&str> = Vec::new();
    for source in facts.iter().flat_map(|fact| fact.sources) {
        let page = source.public_link().unwrap_or(source.key);
        if !seen.contains(&page) {
            seen.push(page);
            let link = source.public_link().map_or_else(String::new, |link| format!(": {link}"));
            text.line(Role::Dim, format!("  read in {} ({}){link}", source.title, source.date));
        }
    }
}

/// Longer lines are cut around the place.
const WIDEST: usize = 100;

/// Writes one source line with the place underlined; only what it is about, if a program wrote it.
fn snippet(text: &mut Text, sources: &Sources, label: &Label, mark: char) {
    let place = sources.position(label.span);
    if place.address.is_some() {
        let words = if label.text.is_empty() { "" } else { ": " };
        return text.line(Role::Dim, format!("  --> {place}{words}{}", label.text));
    }
    let line = sources.get(label.span.file).map_or("", |source| source.line(place.line));
    let number = place.line.to_string();
    let gutter = " ".repeat(number.len());
    text.line(Role::Dim, format!("{gutter}--> {place}"));
    let (before, marked, after) = around(line, &place);
    text.push(Role::Dim, format!("{number} | "));
    text.line(Role::Code, format!("{before}{marked}{after}"));
    text.push(Role::Dim, format!("{gutter} | "));
    let role = if mark == '^' { Role::Bad } else { Role::Dim };
    let under = mark.to_string().repeat(marked.width().max(1));
    text.push(role, format!("{}{under}", " ".repeat(before.width())));
    text.line(role, if label.text.is_empty() { String::new() } else { format!(" {}", label.text) });
}

/// Splits a line into what stands before, in and after a place; control characters become spaces.
fn around(line: &str, place: &Position) -> (String, String, String) {
    let characters: Vec<char> =
        line.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    let start = (place.column as usize - 1).min(characters.len());
    let end = if place.end_line == place.line { place.end_column as usize - 1 } else { usize::MAX };
    let end = end.clamp(start, characters.len());
    let from = if start > WIDEST { start - WIDEST / 2 } else { 0 };
    let marked_end = end.min(start + WIDEST);
    let to = characters.len().min(marked_end + WIDEST / 2);
    let part = |from: usize, to: usize| -> String {
        characters.get(from..to).unwrap_or_default().iter().collect()
    };
    let before = if from > 0 { format!("...{}", part(from, start)) } else { part(from, start) };
    let after = part(marked_end, to);
    let after = if to < characters.len() { format!("{after}...") } else { after };
    (before, part(start, marked_end), after)
}

/// One finding as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct FindingView {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: String,
    location: Option<LocationView>,
    /// What stands under the place.
    #[serde(skip_serializing_if = "str::is_empty")]
    label: String,
    subject: String,
    because: String,
    help: Vec<String>,
    related: Vec<RelatedView>,
    references: Vec<ReferenceView>,
    /// The same for the same problem, wherever it stands; empty for what `check` does not find.
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixView>,
    /// Whether it fails the run.
    fails: bool,
    /// Whether it says that an input cannot be understood.
    about_input: bool,
}

/// What comes back from a question or inputs that cannot be understood.
#[derive(Debug, Serialize)]
struct InvalidView {
    version: u32,
    outcome: &'static str,
    findings: Vec<FindingView>,
}

#[derive(Debug, Serialize)]
pub(super) struct LocationView {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl LocationView {
    /// Returns it as `FILE:LINE:COLUMN`.
    pub(super) fn short(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

#[derive(Debug, Serialize)]
struct FixView {
    title: String,
    edits: Vec<EditView>,
}

#[derive(Debug, Serialize)]
struct EditView {
    location: LocationView,
    /// What stands there instead.
    text: String,
}

#[derive(Debug, Serialize)]
struct RelatedView {
    location: LocationView,
    text: String,
}

#[derive(Debug, Serialize)]
struct ReferenceView {
    fact: &'static str,
    text: &'static str,
    mark: &'static str,
    sources: Vec<SourceView>,
}

#[derive(Debug, Serialize)]
struct SourceView {
    title: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'static str>,
    date: &'static str,
}

impl LocationView {
    /// Returns the file, line and column, or the address within the file.
    pub(super) fn shown(&self) -> String {
        match &self.address {
            Some(address) => format!("{}: {address}", self.file),
            None => format!("{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// Returns a place as programs read it.
pub(super) fn location(sources: &Sources, span: Span) -> LocationView {
    let place = sources.position(span);
    LocationView {
        file: place.file,
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        address: place.address,
    }
}

fn fix_view(sources: &Sources, fix: &Fix) -> FixView {
    let edit =
        |edit: &Edit| EditView { location: location(sources, edit.span), text: edit.text.clone() };
    FixView { title: fix.title.clone(), edits: fix.edits.iter().map(edit).collect() }
}

fn references(ids: &[&'static str]) -> Vec<ReferenceView> {
    let source = |source: &&facts::Source| SourceView {
        title: source.title,
        link: source.public_link(),
        date: source.date,
    };
    let view = |fact: &facts::Fact| ReferenceView {
        fact: fact.id,
        text: fact.text,
        mark: fact.mark.words(),
        sources: fact.sources.iter().map(source).collect(),
    };
    ids.iter().filter_map(|id| facts::fact(id)).map(view).collect()
}

/// Returns the answer that says only what is wrong, as JSON.
#[must_use]
pub fn invalid(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    super::to_json(&InvalidView {
        version: 1,
        outcome: "invalid",
        findings: views(sources, diagnostics, Some(Severity::Error)),
    })
}

/// Returns diagnostics as programs read them; the least severity that fails a run says which do.
pub(super) fn views<'a>(
    sources: &Sources,
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    fail_on: Option<Severity>,
) -> Vec<FindingView> {
    diagnostics.into_iter().map(|one| view(sources, one, fail_on)).collect()
}

/// Returns whether a diagnostic fails a run.
pub(super) fn fails(one: &Diagnostic, fail_on: Option<Severity>) -> bool {
    one.is_about_input() || fail_on.is_some_and(|least| one.severity >= least)
}

/// Returns a diagnostic as programs read it.
pub(super) fn view(sources: &Sources, one: &Diagnostic, fail_on: Option<Severity>) -> FindingView {
    let location = |label: &Label| location(sources, label.span);
    let related = one.related.iter();
    FindingView {
        code: one.code.id,
        name: one.code.name,
        severity: one.severity.word(),
        message: one.message.clone(),
        location: one.primary.as_ref().map(location),
        label: one.primary.as_ref().map_or_else(String::new, |label| label.text.clone()),
        subject: one.subject.clone(),
        because: one.because.clone(),
        help: one.help.clone(),
        related: related
            .map(|label| RelatedView { location: location(label), text: label.text.clone() })
            .collect(),
        references: references(&one.facts),
        fingerprint: one.fingerprint.clone(),
        fix: one.fix.as_ref().map(|fix| fix_view(sources, fix)),
        about_input: one.is_about_input(),
        fails: fails(one, fail_on),
    }
}
