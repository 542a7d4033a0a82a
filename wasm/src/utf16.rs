//! From bytes to the units of UTF-16 that JavaScript counts in, and back.

use std::collections::BTreeMap;

use outpath_core::analysis::{Place, Workspace};
use serde::Serialize;

/// A place in one of the texts; it is never empty where the text is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Range {
    file: String,
    from: usize,
    to: usize,
    line: u32,
    column: u32,
}

/// The open texts with the places of their lines.
#[derive(Debug)]
pub(crate) struct Texts<'a> {
    texts: BTreeMap<&'a str, Text<'a>>,
}

#[derive(Debug)]
struct Text<'a> {
    text: &'a str,
    /// Where each line starts, in bytes and in UTF-16.
    lines: Vec<(usize, usize)>,
}

impl<'a> Texts<'a> {
    /// Looks at the texts of a workspace.
    pub(crate) fn new(inputs: &'a Workspace) -> Self {
        let files = inputs.files().into_iter();
        let read = |file| Some((file, Text::new(inputs.text(file)?)));
        Self { texts: files.filter_map(read).collect() }
    }

    /// Returns a place, widened to one character if it is empty.
    pub(crate) fn range(&self, place: Place) -> Range {
        let (from, to) = self.exact(&place);
        let to = match self.texts.get(place.file.as_str()) {
            Some(text) if from == to => to + text.step(place.end),
            Some(_) | None => to,
        };
        // At the end of a text there is only what stands before it.
        let from = if from == to { from.saturating_sub(1) } else { from };
        let Place { file, line, column, .. } = place;
        Range { file, from, to, line, column }
    }

    /// Returns a place as it is.
    pub(crate) fn exact(&self, place: &Place) -> (usize, usize) {
        let text = self.texts.get(place.file.as_str());
        let at = |byte| text.map_or(0, |text| text.to_utf16(byte));
        (at(place.start), at(place.end))
    }
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let (mut byte, mut unit) = (0, 0);
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            lines.push((byte, unit));
            byte += line.len();
            unit += units(line);
        }
        lines.push((byte, unit));
        Self { text, lines }
    }

    fn to_utf16(&self, byte: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= byte);
        let (start, unit) =
            line.checked_sub(1).and_then(|at| self.lines.get(at)).copied().unwrap_or_default();
        unit + units(self.text.get(start..byte).unwrap_or_default())
    }

    /// Returns the width of the character at a place; none at the end.
    fn step(&self, byte: usize) -> usize {
        let after = self.text.get(byte..).unwrap_or_default();
        after.chars().next().map_or(0, char::len_utf16)
    }
}

/// Returns the byte of a place in UTF-16; one inside a character is that of its start, one past the end
/// is the end.
pub(crate) fn to_byte(text: &str, unit: usize) -> usize {
    let mut passed = 0;
    for (byte, one) in text.char_indices() {
        passed += one.len_utf16();
        if passed > unit {
            return byte;
        }
    }
    text.len()
}

/// Returns the place of a byte in UTF-16.
pub(crate) fn to_units(text: &str, byte: usize) -> usize {
    units(text.get(..byte).unwrap_or(text))
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_units_and_units_bytes() {
        let text = "a: ä\nb: \u{1f600}x\n";
        let read = Text::new(text);
        let mut unit = 0;
        for (byte, one) in text.char_indices() {
            assert_eq!(read.to_utf16(byte), unit, "{one:?}");
            assert_eq!(to_byte(text, unit), byte, "{one:?}");
            unit += one.len_utf16();
        }
        assert_eq!(read.to_utf16(text.len()), unit);
        assert_eq!(to_byte(text, unit), text.len());
        assert_eq!(to_byte(text, 99), text.len());
        // The second half of a pair belongs to the character that it is a half of.
        assert_eq!(to_byte("\u{1f600}x", 1), 0);
    }

    #[test]
    fn no_place_is_empty() {
        let place = |start, end| Place { file: "a".to_owned(), start, end, line: 1, column: 1 };
        let texts = Texts { texts: BTreeMap::from([("a", Text::new("x\u{1f600}"))]) };
        let range = |start, end| {
            let range = texts.range(place(start, end));
            (range.from, range.to)
        };
        assert_eq!(range(0, 1), (0, 1));
        assert_eq!(range(1, 1), (1, 3));
        assert_eq!(range(5, 5), (2, 3));
        let empty = Texts { texts: BTreeMap::from([("a", Text::new(""))]) };
        assert_eq!(empty.exact(&place(0, 0)), (0, 0));
    }
}
