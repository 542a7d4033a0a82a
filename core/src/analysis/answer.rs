//! What comes back from every question.

use crate::{
    diagnostic::Diagnostic,
    report::{Role, Text, diagnostics},
    text::Sources,
};

/// What an answer means for whoever gates on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// All is well.
    Clean,
    /// There is something to look at.
    Findings,
    /// The question or the input cannot be understood.
    Invalid,
}

/// An answer in every form that the core gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    status: Status,
    text: Text,
    concise: Text,
    json: String,
    /// The answer as Markdown, where it has a form of its own there.
    markdown: Option<String>,
    /// The answer with all findings, if there are more than are shown.
    whole: Option<Box<Self>>,
}

impl Answer {
    /// Returns an answer of these parts.
    pub(super) fn new(status: Status, text: Text, concise: Text, json: String) -> Self {
        Self {
            status,
            text: text.visible(),
            concise: concise.visible(),
            json,
            markdown: None,
            whole: None,
        }
    }

    /// Returns the same with a form of its own in Markdown.
    pub(super) fn with_markdown(self, markdown: String) -> Self {
        let markdown = markdown.replace(|one: char| one.is_control() && one != '\n', "\u{fffd}");
        Self { markdown: Some(markdown), ..self }
    }

    /// Returns the same, beside the answer with all findings.
    pub(super) fn with_whole(self, whole: Self) -> Self {
        Self { whole: Some(Box::new(whole)), ..self }
    }

    /// Returns the answer with all findings, for a file: only where nobody has decided how many are
    /// shown is there more in it.
    #[must_use]
    pub fn whole(&self) -> &Self {
        self.whole.as_deref().unwrap_or(self)
    }

    /// Returns an answer that says only what is wrong.
    pub(super) fn invalid(sources: &Sources, problems: &[Diagnostic]) -> Self {
        let mut text = diagnostics::human(sources, problems);
        text.line(Role::Bad, diagnostics::count(problems));
        let json = diagnostics::invalid(sources, problems);
        Self::new(Status::Invalid, text, diagnostics::concise(sources, problems), json)
    }

    /// Returns what the answer means.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Returns the answer for people.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Returns the answer in as few lines as possible.
    #[must_use]
    pub fn concise(&self) -> &Text {
        &self.concise
    }

    /// Returns the answer as Markdown, where it is more than a list of findings.
    #[must_use]
    pub fn markdown(&self) -> Option<&str> {
        self.markdown.as_deref()
    }

    /// Returns the answer as JSON, with a line end.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }
}
