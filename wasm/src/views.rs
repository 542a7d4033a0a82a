//! Answers that only a page needs, as it reads them.

use outpath_core::analysis::{self, Noted, Piece, Tried};
use serde::Serialize;

use crate::utf16::{Range, Texts, to_units};

/// A question that cannot be understood.
#[derive(Debug, Serialize)]
pub(crate) struct Failed {
    pub(crate) error: String,
}

/// What became of opening texts.
#[derive(Debug, Serialize)]
pub(crate) struct Opened<'a> {
    /// Whether they have no errors.
    pub(crate) valid: bool,
    pub(crate) changes: Vec<Tried>,
    pub(crate) files: Vec<&'a str>,
    /// Whether the module that also imports has to be asked instead.
    pub(crate) lacks_import: bool,
}

/// A text printed canonically.
#[derive(Debug, Serialize)]
pub(crate) struct Formatted {
    pub(crate) text: String,
}

/// A finding as an editor shows it.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    code: &'static str,
    severity: &'static str,
    message: String,
    because: String,
    help: Vec<String>,
    place: Option<Range>,
    label: String,
    related: Vec<Related>,
    fix: Option<Fix>,
    subject: String,
    facts: Vec<&'static str>,
    accepted: bool,
}

#[derive(Debug, Serialize)]
struct Related {
    place: Range,
    text: String,
}

#[derive(Debug, Serialize)]
struct Fix {
    title: String,
    file: String,
    edits: Vec<Edit>,
}

/// A piece of text in place of another.
#[derive(Debug, Serialize)]
pub(crate) struct Edit {
    from: usize,
    to: usize,
    insert: String,
}

/// What may be typed at a place.
#[derive(Debug, Serialize)]
pub(crate) struct Completion {
    from: usize,
    to: usize,
    options: Vec<Offer>,
}

#[derive(Debug, Serialize)]
struct Offer {
    label: String,
    detail: String,
    doc: String,
    insert: String,
    kind: &'static str,
}

/// Returns what may be typed in a text, with its place in UTF-16.
pub(crate) fn completion(text: &str, found: analysis::Completion) -> Completion {
    let analysis::Completion { start, end, options } = found;
    let offer = |one: analysis::Offer| {
        let analysis::Offer { label, detail, doc, insert, kind } = one;
        Offer { label, detail, doc, insert, kind: kind.word() }
    };
    let options = options.into_iter().map(offer).collect();
    Completion { from: to_units(text, start), to: to_units(text, end), options }
}

/// What a word means.
#[derive(Debug, Serialize)]
pub(crate) struct Hover {
    from: usize,
    to: usize,
    title: String,
    markdown: String,
}

/// Returns what a word of a text means, with its place in UTF-16.
pub(crate) fn hover(text: &str, found: analysis::Hover) -> Hover {
    let analysis::Hover { start, end, title, markdown } = found;
    Hover { from: to_units(text, start), to: to_units(text, end), title, markdown }
}

/// A trial as a change of a text.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    file: String,
    edits: Vec<Edit>,
}

/// Why there is no such change.
#[derive(Debug, Serialize)]
pub(crate) struct Refused {
    pub(crate) why: String,
}

/// Returns a change of a text with its places in UTF-16.
pub(crate) fn written(texts: &Texts<'_>, written: analysis::Written) -> Written {
    let edits = written.pieces.into_iter().map(|piece| edit(texts, piece)).collect();
    Written { file: written.file, edits }
}

/// Returns a finding with its places in UTF-16.
pub(crate) fn problem(texts: &Texts<'_>, noted: Noted) -> Problem {
    let related = noted.related.into_iter();
    Problem {
        code: noted.code,
        severity: noted.severity.word(),
        message: noted.message,
        because: noted.because,
        help: noted.help,
        place: noted.place.map(|place| texts.range(place)),
        label: noted.label,
        related: related.map(|(place, text)| Related { place: texts.range(place), text }).collect(),
        fix: noted.fix.and_then(|(title, pieces)| fix(texts, title, pieces)),
        subject: noted.subject,
        facts: noted.facts,
        accepted: noted.accepted,
    }
}

fn fix(texts: &Texts<'_>, title: String, pieces: Vec<Piece>) -> Option<Fix> {
    let file = pieces.first()?.place.file.clone();
    Some(Fix { title, file, edits: pieces.into_iter().map(|piece| edit(texts, piece)).collect() })
}

/// Returns a piece of text with its place in UTF-16.
pub(crate) fn edit(texts: &Texts<'_>, piece: Piece) -> Edit {
    let (from, to) = texts.exact(&piece.place);
    Edit { from, to, insert: piece.text }
}
