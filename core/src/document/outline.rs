//! What part of a topology a place in the texts belongs to, in the words of the file.

use std::{borrow::Cow, cmp::Reverse};

use super::tree::{Document, Entry, Node, Value};
use crate::text::Span;

/// The entries of a tree by their places.
///
/// The path of a place is made of keys, and of what stands in lists, never of positions: it stays
/// the same when lines move, keys are sorted, and files are renamed or split.
#[derive(Debug, Default)]
pub struct Outline<'a> {
    parts: Vec<Part<'a>>,
    /// Sorted: an outer place before those inside it.
    places: Vec<Place>,
}

#[derive(Debug)]
struct Part<'a> {
    word: Cow<'a, str>,
    parent: Option<usize>,
}

#[derive(Debug)]
struct Place {
    span: Span,
    part: usize,
    /// The next place around this one.
    around: Option<usize>,
}

impl<'a> Outline<'a> {
    /// Returns the outline of a tree.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        let mut outline = Self::default();
        outline.read(&document.root, None);
        outline.nest();
        outline
    }

    /// Returns the keys that lead to the innermost part around a place; none if no part is.
    #[must_use]
    pub fn path(&self, place: Span) -> Option<Vec<&str>> {
        let order = |one: Span| (one.file, one.start, Reverse(one.end));
        let after = self.places.partition_point(|one| order(one.span) <= order(place));
        let mut at = after.checked_sub(1);
        let part = loop {
            let found = self.places.get(at?)?;
            if found.span.file == place.file && found.span.end >= place.end {
                break found.part;
            }
            at = found.around;
        };
        let mut words = Vec::new();
        let mut next = Some(part);
        while let Some(part) = next.and_then(|part| self.parts.get(part)) {
            words.push(&*part.word);
            next = part.parent;
        }
        words.reverse();
        Some(words)
    }

    fn read(&mut self, node: &'a Node, parent: Option<usize>) {
        match &node.value {
            Value::Null | Value::Scalar { .. } | Value::Broken => {}
            Value::List(items) => {
                for item in items {
                    let part = self.part(said(item), parent);
                    self.place(item.span, part);
                    self.read(item, Some(part));
                }
            }
            Value::Map(entries) => {
                for entry in entries {
                    let part = self.part(Cow::Borrowed(&entry.key), parent);
                    self.entry(entry, part);
                    self.read(&entry.value, Some(part));
                }
            }
        }
    }

    fn entry(&mut self, Entry { key_span, value, .. }: &Entry, part: usize) {
        if value.span.file == key_span.file && value.span.start >= key_span.end {
            self.place(Span { end: value.span.end, ..*key_span }, part);
        } else {
            self.place(*key_span, part);
            self.place(value.span, part);
        }
    }

    fn part(&mut self, word: Cow<'a, str>, parent: Option<usize>) -> usize {
        self.parts.push(Part { word, parent });
        self.parts.len() - 1
    }

    fn place(&mut self, span: Span, part: usize) {
        self.places.push(Place { span, part, around: None });
    }

    /// Sorts the places, and finds for each the one around it.
    fn nest(&mut self) {
        self.places.sort_by_key(|one| (one.span.file, one.span.start, Reverse(one.span.end)));
        let mut open: Vec<(usize, Span)> = Vec::new();
        for (at, place) in self.places.iter_mut().enumerate() {
            let span = place.span;
            let holds = |outer: &Span| outer.file == span.file && outer.end >= span.end;
            while open.pop_if(|(_, outer)| !holds(outer)).is_some() {}
            place.around = open.last().map(|(outer, _)| *outer);
            open.push((at, span));
        }
    }
}

/// Returns what a value says as one word; the order of keys does not show.
fn said(node: &Node) -> Cow<'_, str> {
    match &node.value {
        Value::Null | Value::Broken => Cow::Borrowed(""),
        Value::Scalar { text, .. } => Cow::Borrowed(text),
        Value::List(items) => {
            let items: Vec<Cow<'_, str>> = items.iter().map(said).collect();
            Cow::Owned(format!("[{}]", items.join(", ")))
        }
        Value::Map(entries) => {
            let mut entries: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}: {}", entry.key, said(&entry.value)))
                .collect();
            entries.sort_unstable();
            Cow::Owned(format!("{{{}}}", entries.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::read, text::Sources};

    fn path(text: &str, of: &str) -> Option<String> {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let (document, _) = read(&sources, file);
        let start = u32::try_from(text.find(of).unwrap()).unwrap();
        let place = Span::new(file, start, start + u32::try_from(of.len()).unwrap());
        Outline::new(&document).path(place).map(|words| words.join(" / "))
    }

    #[test]
    fn a_place_belongs_to_the_innermost_part_around_it() {
        let text = "vpcs:\n  shop:\n    cidrs: [10.0.0.0/16, 10.1.0.0/16]\n    \
                    routes:\n      0.0.0.0/0: igw # out\n  plant: {}\n";
        let at = |of| path(text, of).unwrap();
        assert_eq!(at("shop"), "vpcs / shop");
        assert_eq!(at("10.1.0.0"), "vpcs / shop / cidrs / 10.1.0.0/16");
        assert_eq!(at("[10.0.0.0/16, 10.1"), "vpcs / shop / cidrs");
        assert_eq!(at("0.0.0.0/0: igw"), "vpcs / shop / routes / 0.0.0.0/0");
        assert_eq!(at("igw"), "vpcs / shop / routes / 0.0.0.0/0");
        assert_eq!(at("igw # out\n  plant"), "vpcs");
    }

    #[test]
    fn items_are_known_by_what_they_say() {
        let text = "source_nat:\n  - { to: 10.1.0.0/16, from: [a, b] }\nexpect:\n  - web -> db\n";
        assert_eq!(
            path(text, "10.1").unwrap(),
            "source_nat / {from: [a, b], to: 10.1.0.0/16} / to"
        );
        assert_eq!(path(text, "db").unwrap(), "expect / web -> db");
    }

    #[test]
    fn what_is_no_part_has_no_path() {
        assert_eq!(path("# words\na: b\n", "words"), None);
        assert_eq!(path("just words\n", "words"), None);
    }
}
