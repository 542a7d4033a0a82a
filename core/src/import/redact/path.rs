//! The names of files and folders, which say the account, the Region, and what a file answers.

use super::{
    members::member,
    words::{Words, is_plain},
};
use crate::import::calls::{CALLS, pascal};

/// Names of folders in layouts that are known.
const FOLDERS: &[&str] = &["accounts", "aws_configs"];
/// The ends of file names that stay.
const ENDS: &[&str] = &[".json", ".yaml", ".yml"];

/// Returns what stands for a path.
pub(super) fn rewrite(path: &str, words: &mut Words) -> String {
    let parts: Vec<String> = path.split('/').map(|part| one(part, words)).collect();
    parts.join("/")
}

fn one(part: &str, words: &mut Words) -> String {
    let end = ENDS.iter().find(|end| part.ends_with(**end)).copied().unwrap_or("");
    let stem = part.strip_suffix(end).unwrap_or(part);
    let (operation, id) = stem.split_once("--").map_or((stem, None), |(one, id)| (one, Some(id)));
    let id = id.map(|id| format!("--{}", words.text(id))).unwrap_or_default();
    let first = if stays(operation) { operation.to_owned() } else { words.text(operation) };
    format!("{first}{id}{end}")
}

/// Returns whether a name is one of a layout, of a call, or of a Region.
fn stays(name: &str) -> bool {
    FOLDERS.contains(&name) || is_call(name) || member(name).known || is_region(name)
}

/// Returns whether a text is the name of a call, as the CLI or the API spells it.
pub(super) fn is_call(text: &str) -> bool {
    CALLS.iter().any(|call| call.operation == text || pascal(call.operation) == text)
}

fn is_region(name: &str) -> bool {
    let words: Vec<&str> = name.split('-').collect();
    let (number, letters) = words.split_last().unwrap_or((&"", &[]));
    let lower = |word: &&str| {
        (2..=9).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    is_plain(name)
        && matches!(letters.len(), 2 | 3)
        && letters.iter().all(lower)
        && letters.first().is_some_and(|first| first.len() <= 3)
        && number.len() == 1
        && number.bytes().all(|byte| byte.is_ascii_digit())
}
