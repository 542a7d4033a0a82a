//! How bad findings are to a project.

use super::selector;
use crate::diagnostic::{Diagnostic, Severity};

/// The least severity that fails a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailOn {
    /// A note, a warning or an error.
    Note,
    /// A warning or an error.
    Warning,
    /// An error.
    #[default]
    Error,
    /// Nothing; inputs that cannot be understood fail all the same.
    Never,
}

impl FailOn {
    /// Returns the least severity that fails the run, if any does.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }

    /// Returns what a word of the configuration means.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "note" => Some(Self::Note),
            "warning" => Some(Self::Warning),
            "error" => Some(Self::Error),
            "never" => Some(Self::Never),
            _unknown => None,
        }
    }
}

/// How bad a finding is to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is not looked for.
    Off,
    /// It has this severity.
    Is(Severity),
}

impl Level {
    /// Returns what a word of the configuration means.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "off" => Some(Self::Off),
            "note" => Some(Self::Is(Severity::Note)),
            "warning" => Some(Self::Is(Severity::Warning)),
            "error" => Some(Self::Is(Severity::Error)),
            _unknown => None,
        }
    }
}

/// Gives a finding the severity that it has in a project, and returns whether it counts there; the
/// narrowest selector decides. That inputs cannot be understood stays an error.
pub fn adjust(finding: &mut Diagnostic, levels: &[(String, Level)]) -> bool {
    let meant = levels.iter().filter(|(selector, _)| selector::picks(selector, finding.code));
    // A name is as narrow as the code that it stands for.
    let width = |selector: &str| selector.len().min(finding.code.id.len());
    let narrowest = meant.max_by_key(|(selector, _)| {
        let is_name = selector.eq_ignore_ascii_case(finding.code.name);
        if is_name { finding.code.id.len() } else { width(selector) }
    });
    match narrowest {
        Some((_, level)) if !selector::is_about_input(finding.code) => match level {
            Level::Off => return false,
            Level::Is(severity) => finding.severity = *severity,
        },
        Some(_) | None => {}
    }
    true
}
