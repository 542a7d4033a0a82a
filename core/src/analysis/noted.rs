//! What `check` finds, as an editor shows it: places in bytes, corrections as pieces of text.

use super::{Checking, Workspace, check};
use crate::{
    diagnostic::{Change, Diagnostic, Fix, Severity},
    document,
    text::Span,
};

/// A place in one of the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the text.
    pub file: String,
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A piece of text in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What goes.
    pub place: Place,
    /// What comes.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Its code.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The headline.
    pub message: String,
    /// Why; may be empty.
    pub because: String,
    /// What to do.
    pub help: Vec<String>,
    /// Where it is.
    pub place: Option<Place>,
    /// What there is to say of that place; may be empty.
    pub label: String,
    /// Other places that have to do with it.
    pub related: Vec<(Place, String)>,
    /// What corrects it: a title, and pieces of text.
    pub fix: Option<(String, Vec<Piece>)>,
    /// What it is about.
    pub subject: String,
    /// The facts that it rests on.
    pub facts: Vec<&'static str>,
    /// Whether somebody has accepted it.
    pub accepted: bool,
}

impl Workspace {
    /// Returns what `check` finds, with what somebody has accepted last.
    #[must_use]
    pub fn noted(&self, checking: &Checking) -> Vec<Noted> {
        let mut seen = check::look(self, checking, self.baseline.as_ref());
        seen.findings.iter_mut().for_each(offer);
        document::settle(&self.sources, &mut seen.findings);
        let open = seen.findings.iter().map(|one| self.note(one, false));
        let accepted = seen.accepted.iter().map(|one| self.note(&one.finding, true));
        open.chain(accepted).collect()
    }

    /// Returns a text that was read, by its name.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&str> {
        let mut sources = self.sources.iter().map(|(_, source)| source);
        sources.find(|source| source.name == file).map(|source| source.text.as_str())
    }

    /// Returns the names of the texts that were read, in the order of reading.
    #[must_use]
    pub fn files(&self) -> Vec<&str> {
        self.sources.iter().map(|(_, source)| source.name.as_str()).collect()
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let position = self.sources.position(span);
        Place {
            file: position.file,
            start: span.start as usize,
            end: span.end as usize,
            line: position.line,
            column: position.column,
        }
    }

    fn note(&self, one: &Diagnostic, accepted: bool) -> Noted {
        let pieces = |edits: &[crate::diagnostic::Edit]| {
            let piece = |edit: &crate::diagnostic::Edit| Piece {
                place: self.place(edit.span),
                text: edit.text.clone(),
            };
            edits.iter().map(piece).collect()
        };
        Noted {
            code: one.code.id,
            severity: one.severity,
            message: one.message.clone(),
            because: one.because.clone(),
            help: one.help.clone(),
            place: one.primary.as_ref().map(|label| self.place(label.span)),
            label: one.primary.as_ref().map_or_else(String::new, |label| label.text.clone()),
            related: one
                .related
                .iter()
                .map(|label| (self.place(label.span), label.text.clone()))
                .collect(),
            fix: one.fix.as_ref().map(|fix| (fix.title.clone(), pieces(&fix.edits))),
            subject: one.subject.clone(),
            facts: one.facts.clone(),
            accepted,
        }
    }
}

/// Offers the word that was probably meant. Only a person can say whether it was, so `--fix` never writes it.
fn offer(one: &mut Diagnostic) {
    if let (None, Some(meant), Some(label)) = (&one.fix, &one.meant, &one.primary) {
        let change = Change::Write { place: label.span, text: meant.clone() };
        one.fix = Some(Fix::new(format!("write `{meant}`"), change));
    }
}
