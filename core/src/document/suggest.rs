//! "Did you mean": the nearest of some names.

use std::{cell::Cell, fmt::Display};

/// How many names one run may look at, so that a thousand errors in a large file stay cheap.
const BUDGET: usize = 2_000_000;

/// Looks for near names, until the budget is spent.
pub(super) struct Suggest {
    left: Cell<usize>,
}

impl Default for Suggest {
    fn default() -> Self {
        Self { left: Cell::new(BUDGET) }
    }
}

impl Suggest {
    /// Returns the nearest name, if one is near enough to be meant; the first of equals.
    pub(super) fn nearest<'a>(
        &self,
        word: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let limit = 1 + word.chars().count() / 4;
        let mut best: Option<(usize, &str)> = None;
        for name in names {
            self.left.set(self.left.get().checked_sub(1)?);
            if name.len().abs_diff(word.len()) > limit {
                continue;
            }
            let distance = strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase());
            if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name)
    }
}

/// How many things a message lists at most.
const LISTED: usize = 16;

/// Returns things as `a`, `b` and `c`, each in backticks; of many only the first ones.
pub(super) fn listed<T: Display>(mut things: impl Iterator<Item = T>) -> String {
    let mut quoted: Vec<String> =
        things.by_ref().take(LISTED).map(|thing| format!("`{thing}`")).collect();
    if things.next().is_some() {
        quoted.push("others".to_owned());
    }
    match quoted.split_last() {
        None => "nothing".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
