//! Finds the lines of a broken part, so that the rest of the text can be read without them.
//!
//! This works on lines and their indentation alone: it is used exactly when the grammar has given
//! up.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// A text of which broken parts are painted over with spaces; every offset stays as it was.
#[derive(Debug)]
pub(super) struct Repaired<'a> {
    /// The text without the broken parts.
    pub(super) text: Cow<'a, str>,
    /// The keys whose values were painted over.
    pub(super) keys: BTreeSet<u32>,
}

impl<'a> Repaired<'a> {
    /// Starts with the whole text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), keys: BTreeSet::new() }
    }

    /// Paints over the value of the key at `key`; `false` if there is nothing to paint over.
    pub(super) fn hide_value(&mut self, key: Range<usize>) -> bool {
        let end = entry_end(&self.text, key.start, true);
        let rest = self.text.get(key.end..end).unwrap_or_default();
        let Some(colon) = rest.find(':') else {
            return false;
        };
        let painted = self.paint(key.end + colon + 1..end);
        if painted {
            self.mark(key.start);
        }
        painted
    }

    /// Makes the value of the key at `start` broken if nothing is left of it.
    pub(super) fn mark(&mut self, start: usize) {
        self.keys.insert(u32::try_from(start).unwrap_or(u32::MAX));
    }

    /// Paints over the line of `at` and the deeper lines below it.
    pub(super) fn hide_line(&mut self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = self.text.get(start..).unwrap_or_default();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let end = entry_end(&self.text, start + indent, false);
        self.paint(start..end)
    }

    fn paint(&mut self, range: Range<usize>) -> bool {
        let Some(part) = self.text.get(range.clone()) else {
            return false;
        };
        if part.trim().is_empty() {
            return false;
        }
        let blank: String = part
            .bytes()
            .map(|byte| match byte {
                b'\n' => '\n',
                b'\r' => '\r',
                _ => ' ',
            })
            .collect();
        self.text.to_mut().replace_range(range, &blank);
        true
    }
}

/// Returns where the entry that starts at `start` ends: at the next line that is not deeper.
///
/// The items of a list may stand as deep as the key that they belong to (`with_items`).
pub(super) fn entry_end(text: &str, start: usize, with_items: bool) -> usize {
    let before = text.get(..start).unwrap_or_default();
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    let mut at = start;
    let rest = text.get(start..).unwrap_or_default();
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        let words = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - words.len();
        let skipped = words.trim().is_empty() || words.starts_with('#');
        let item = with_items && indent == column && is_item(words);
        let mark = indent == 0 && (line.starts_with("---") || line.starts_with("..."));
        if index > 0 && !skipped && (mark || indent <= column && !item) {
            return at;
        }
        at += line.len();
    }
    text.len()
}

fn is_item(words: &str) -> bool {
    words
        .strip_prefix('-')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_ends_at_the_next_line_that_is_not_deeper() {
        let text = "a:\n  b: 1\n\n# c\n    d: 2\ne: 3\n";
        assert_eq!(text.get(..entry_end(text, 0, true)), Some("a:\n  b: 1\n\n# c\n    d: 2\n"));
        assert_eq!(text.get(5..entry_end(text, 5, true)), Some("b: 1\n\n# c\n    d: 2\n"));
        let list = "a:\n- x\n- y\nb: 1\n";
        assert_eq!(list.get(..entry_end(list, 0, true)), Some("a:\n- x\n- y\n"));
        assert_eq!(list.get(3..entry_end(list, 3, false)), Some("- x\n"));
    }

    #[test]
    fn painting_keeps_every_offset() {
        let text = "a: \"ä\r\n  x\nb: 1\n";
        let mut repaired = Repaired::new(text);
        assert!(repaired.hide_value(0..1));
        assert_eq!(repaired.text, "a:    \r\n   \nb: 1\n");
        assert_eq!(repaired.text.len(), text.len());
        assert!(!repaired.hide_value(0..1));
        assert!(repaired.hide_line(14));
        assert!(!repaired.hide_line(14));
        assert_eq!(repaired.keys, BTreeSet::from([0]));
    }
}
