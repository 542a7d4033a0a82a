//! Answers as text and as JSON: the same bytes on every platform.
//!
//! This room turns results into words. It never computes results, never colors (texts carry roles
//! that the rims color), and knows no terminal and no browser.

mod assumptions;
mod bgp;
mod blockers;
mod check;
mod coverage;
mod diff;
mod links;
mod matrix;
mod notes;
mod problems;
mod resilience;
mod routes;
mod text;
mod trace_json;
mod trace_text;
mod words;

use serde::Serialize;

pub use assumptions::Assumption;
pub use bgp::{Spread, spread};
pub use check::{Checked, Expected};
pub use coverage::{Coverage, coverage};
pub use diff::{Change, Diff, Sides, Turned, diff};
pub use matrix::{Matrix, matrix};
pub use resilience::{Resilience, resilience};
pub use routes::{Routes, routes};
pub use text::{Role, Text, plural};

use crate::{
    document::SourceMap,
    model::{Field, Key},
    text::{Position, Sources},
};

/// Diagnostics in words.
pub mod diagnostics {
    pub use super::problems::{concise, count, human, invalid};
}

/// Traces in words.
pub mod traces {
    pub use super::{
        trace_json::json,
        trace_text::{concise, human},
    };
}

/// Finds the place in the inputs that says something about a part of the model.
#[derive(Debug, Clone, Copy)]
pub struct Places<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The origins of keys.
    pub map: &'a SourceMap,
}

impl Places<'_> {
    /// Returns the first place of a key, else of its whole object.
    #[must_use]
    pub fn of(&self, key: Key) -> Option<Position> {
        let whole = Key { field: Field::Whole, ..key };
        let span = self.map.span(key).or_else(|| self.map.span(whole))?;
        Some(self.sources.position(span))
    }
}

/// Returns a value as pretty JSON with a line end.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value).expect("invariant: answers have text keys");
    json.push('\n');
    json
}
