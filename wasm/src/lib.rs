//! The browser module of Outpath.
//!
//! This package turns JavaScript's values into questions to [`outpath_core::analysis`] and hands
//! back the bytes of the answers, the same that the command line prints. It never reads a file or
//! a network: the page gives the texts.

mod files;

use outpath_core::analysis::{Answer, Checking, Date, Workspace};
use wasm_bindgen::prelude::wasm_bindgen;

use files::Files;

/// Returns what `outpath trace MAIN FLOW --format json` prints.
///
/// `files` is a JSON object of texts by name; `main` is the name of the one to start from.
#[wasm_bindgen]
#[must_use]
pub fn trace(files: &str, main: &str, flow: &str) -> String {
    let workspace = Workspace::open(&Files::new(files), &[main]);
    let answer = if workspace.has_errors() {
        workspace.problems()
    } else {
        workspace.trace(flow).unwrap_or_else(|wrong| wrong)
    };
    json(&answer)
}

/// Returns what `outpath check MAIN --format json` prints; the arguments are those of [`trace`], and
/// the day as `2027-03-31`, for what is accepted until a day: without one nothing expires.
#[wasm_bindgen]
#[must_use]
pub fn check(files: &str, main: &str, today: &str) -> String {
    let checking = Checking { today: Date::parse(today), ..Checking::default() };
    json(&Workspace::open(&Files::new(files), &[main]).check(&checking))
}

fn json(answer: &Answer) -> String {
    answer.json().to_owned()
}
