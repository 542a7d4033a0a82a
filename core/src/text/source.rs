//! Named texts and their lines.

use std::{cmp::Reverse, collections::BTreeMap, fmt};

use super::{FileId, Span};

/// One text with the name that the user knows it by.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name to print, such as the path given on the command line.
    pub name: String,
    /// The text itself, valid UTF-8.
    pub text: String,
    line_starts: Vec<u32>,
    /// What ranges of the text are about, by start and end: an outer one before those inside it.
    addresses: BTreeMap<(u32, Reverse<u32>), String>,
}

impl Source {
    fn new(name: &str, text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(starts.map(|(at, _)| offset(at + 1))).collect();
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            line_starts,
            addresses: BTreeMap::new(),
        }
    }

    /// Returns the line (from 1) and column in characters (from 1) of a byte offset.
    ///
    /// An offset past the end is the end; one inside a character is that character.
    #[must_use]
    pub fn line_column(&self, at: u32) -> (u32, u32) {
        let at = at.min(offset(self.text.len()));
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_start(line);
        let column = self
            .text
            .get(start as usize..)
            .unwrap_or_default()
            .char_indices()
            .take_while(|(index, _)| offset(*index) + start < at)
            .count();
        (offset(line), offset(column) + 1)
    }

    /// Returns the text of a line (from 1) without its line end; empty when there is none.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let start = self.line_start(line as usize) as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().trim_end_matches('\r')
    }

    fn line_start(&self, line: usize) -> u32 {
        let index = line.saturating_sub(1);
        self.line_starts.get(index).copied().unwrap_or_else(|| offset(self.text.len()))
    }
}

/// Byte offsets are 32 bits wide: larger inputs are refused before they get here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where a span stands, in lines and columns that count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The name of the source.
    pub file: String,
    /// The line of the first character.
    pub line: u32,
    /// The column of the first character, in characters.
    pub column: u32,
    /// The line of the last character.
    pub end_line: u32,
    /// The column after the last character, in characters.
    pub end_column: u32,
    /// What stands there, if a program wrote the text; see [`Sources::set_address`].
    pub address: Option<String>,
}

impl fmt::Display for Position {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.address {
            Some(address) => write!(out, "{}: {address}", self.file),
            None => write!(out, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// All texts of one run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        self.all.push(Source::new(name, text));
        FileId(offset(self.all.len() - 1))
    }

    /// Returns the source of an id, if it is one of these.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.all.get(file.0 as usize)
    }

    /// Returns all sources in the order of loading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.all.iter().enumerate().map(|(index, source)| (FileId(offset(index)), source))
    }

    /// Returns the text of a span; empty if there is none.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let whole = self.get(span.file).map_or("", |source| &source.text);
        whole.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Returns the lines and columns of a span; an unknown file gives an empty name and line 1.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        let Some(source) = self.get(span.file) else {
            return Position {
                file: String::new(),
                line: 1,
                column: 1,
                end_line: 1,
                end_column: 1,
                address: None,
            };
        };
        let (line, column) = source.line_column(span.start);
        let (end_line, end_column) = source.line_column(span.end);
        let address = self.address(span).map(str::to_owned);
        Position { file: source.name.clone(), line, column, end_line, end_column, address }
    }

    /// Says what a part of a text is about that a program wrote and nobody reads by lines, such as
    /// `describe-route-tables rtb-0abc`. Parts may lie in each other, not across.
    pub fn set_address(&mut self, part: Span, address: impl Into<String>) {
        if let Some(source) = self.all.get_mut(part.file.0 as usize) {
            source.addresses.insert((part.start, Reverse(part.end)), address.into());
        }
    }

    /// Returns what the innermost such part around a span is about.
    #[must_use]
    pub fn address(&self, span: Span) -> Option<&str> {
        let before = ..=(span.start, Reverse(span.end));
        let mut parts = self.get(span.file)?.addresses.range(before).rev();
        let (_, address) = parts.find(|((_, Reverse(end)), _)| *end >= span.end)?;
        Some(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "ä: ö\r\nb: 1");
        let at = |start, end| {
            let place = sources.position(Span::new(file, start, end));
            (place.line, place.column, place.end_line, place.end_column)
        };
        assert_eq!(at(0, 2), (1, 1, 1, 2));
        assert_eq!(at(4, 6), (1, 4, 1, 5));
        assert_eq!(at(8, 9), (2, 1, 2, 2));
        assert_eq!(at(99, 99), (2, 5, 2, 5));
        assert_eq!(sources.get(file).map(|source| source.line(1)), Some("ä: ö"));
    }

    #[test]
    fn the_innermost_part_around_a_place_gives_its_address() {
        let mut sources = Sources::default();
        let file = sources.add("a.json", "0123456789");
        let span = |start, end| Span::new(file, start, end);
        for (part, address) in [
            (span(4, 6), "inner"),
            (span(0, 9), "outer"),
            (span(4, 8), "middle"),
            (span(1, 2), "before"),
        ] {
            sources.set_address(part, address);
        }
        let at = |start, end| sources.address(span(start, end));
        assert_eq!(at(4, 6), Some("inner"));
        assert_eq!(at(5, 5), Some("inner"));
        assert_eq!(at(5, 7), Some("middle"));
        assert_eq!(at(4, 8), Some("middle"));
        assert_eq!(at(8, 9), Some("outer"));
        assert_eq!(at(2, 3), Some("outer"));
        assert_eq!(at(8, 10), None);
        assert_eq!(sources.position(span(4, 5)).to_string(), "a.json: inner");
        assert_eq!(sources.position(span(9, 10)).to_string(), "a.json:1:10");
    }
}
