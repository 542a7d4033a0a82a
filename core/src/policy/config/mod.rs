//! `outpath.toml`: what a project decides once for every run.
//!
//! One table of keys ([`keys`]) drives reading, the JSON Schema and the suggestions.

mod keys;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod version;

use super::{Date, FailOn, Level};
use crate::{
    diagnostic::Diagnostic,
    rules::Limits,
    text::{FileId, Span},
};

pub(crate) use schema::{reference, schema};

/// What a configuration says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The least severity that fails a run.
    pub fail_on: Option<FailOn>,
    /// The findings that count; all if there are none.
    pub select: Vec<String>,
    /// The findings that do not count.
    pub ignore: Vec<String>,
    /// Other severities than the usual ones, by selector.
    pub severity: Vec<(String, Level)>,
    /// How many findings are shown.
    pub most: Option<usize>,
    /// What an account was granted beyond AWS's default quotas.
    pub limits: Limits,
    /// What is accepted, until a day.
    pub waivers: Vec<Waiver>,
    /// The file with the findings that were there before.
    pub baseline: Option<String>,
}

/// A finding that somebody accepts until a day, in the configuration: for inputs without comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// A code, a name, or a family.
    pub rule: String,
    /// A pattern of the subjects.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it counts.
    pub expires: Date,
    /// Where it is written.
    pub span: Span,
}

impl Config {
    /// Reads the text of a configuration for a version of this program.
    ///
    /// # Errors
    /// Returns everything that is wrong with it. A configuration for other versions is wrong for that
    /// alone: what it says is not looked at.
    pub fn read(file: FileId, text: &str, version: &str) -> Result<Self, Vec<Diagnostic>> {
        read::read(file, text, version)
    }
}
