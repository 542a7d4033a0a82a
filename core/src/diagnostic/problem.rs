//! One located problem.

use super::{Code, Fix};
use crate::text::Span;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a run by default.
    Note,
    /// Probably not what was meant.
    Warning,
    /// Refused by AWS as documented, unreadable, or provably unable to work.
    Error,
}

impl Severity {
    /// Returns the word that is printed: `error`, `warning` or `note`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place with a few words under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words; may be empty.
    pub text: String,
}

/// One problem: what, where, why, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, an entry of [`super::CODES`].
    pub code: &'static Code,
    /// How bad it is.
    pub severity: Severity,
    /// A lower-case fragment that names the thing and the problem.
    pub message: String,
    /// The place that is wrong, underlined. `None` only when no text was read at all.
    pub primary: Option<Label>,
    /// Places that explain it, such as the first of two definitions.
    pub related: Vec<Label>,
    /// Why it is wrong; may be empty.
    pub because: String,
    /// What to do about it, one sentence each.
    pub help: Vec<String>,
    /// Facts that it rests on, such as `VRT-04`.
    pub facts: Vec<&'static str>,
    /// The thing in the user's words, such as `subnet shop.rack`; empty when there is none.
    pub subject: String,
    /// Whether it is about that thing as a whole, and the place is only where it first shows.
    pub is_whole: bool,
    /// The name of that thing where it is defined, if a rule says so.
    pub head: Option<Span>,
    /// What it is, whatever lines and files it stands in; `check` gives it, else it is empty.
    pub fingerprint: String,
    /// What would remove it, if only one answer is right.
    pub fix: Option<Fix>,
    /// What was probably meant by the word at the primary place.
    pub meant: Option<String>,
}

impl Diagnostic {
    /// Returns a problem of the code's usual severity at a place.
    #[must_use]
    pub fn new(code: &'static Code, message: impl Into<String>, span: Span) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            primary: Some(Label { span, text: String::new() }),
            related: Vec::new(),
            because: String::new(),
            help: Vec::new(),
            facts: code.facts.to_vec(),
            subject: String::new(),
            is_whole: false,
            head: None,
            fingerprint: String::new(),
            fix: None,
            meant: None,
        }
    }

    /// Returns a problem that has no place, such as a file that cannot be read.
    #[must_use]
    pub fn unplaced(code: &'static Code, message: impl Into<String>) -> Self {
        let nowhere = Span::new(crate::text::FileId(0), 0, 0);
        Self { primary: None, ..Self::new(code, message, nowhere) }
    }

    /// Returns whether it says that an input cannot be understood: an error that is neither a rule nor
    /// an expectation, nor about what is accepted. It fails every run.
    #[must_use]
    pub fn is_about_input(&self) -> bool {
        let family = |family: &str| self.code.id.starts_with(family);
        self.severity == Severity::Error && family("OP9") && !family("OP95") && !family("OP962")
    }

    /// Puts words under the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.primary {
            primary.text = text.into();
        }
        self
    }

    /// Says under the primary place which word was probably meant there.
    #[must_use]
    pub fn did_you_mean(self, word: impl Into<String>) -> Self {
        let word = word.into();
        let found = self.label(format!("did you mean `{word}`?"));
        Self { meant: Some(word), ..found }
    }

    /// Adds a place that explains the problem.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        self.related.push(Label { span, text });
        self
    }

    /// Says why it is wrong.
    #[must_use]
    pub fn because(mut self, text: impl Into<String>) -> Self {
        self.because = text.into();
        self
    }

    /// Says what to do; may be called more than once.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Says what would remove it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Names the thing that the problem is about.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }
}
