//! Changes of a topology file as pieces of text: comments and layout stay as they are.

use std::collections::BTreeMap;

use super::{
    read::read,
    record::entry_span,
    tree::{Document, Entry, Node, Syntax, Value},
};
use crate::{
    diagnostic::{Change, Diagnostic, Edit},
    text::{FileId, Sources, Span},
};

/// Works out the pieces of text of every fix. A fix is dropped where the text does not lend itself to
/// it: in what a program wrote, in values that are used in several places, around comments.
pub fn settle(sources: &Sources, diagnostics: &mut [Diagnostic]) {
    let mut trees: BTreeMap<FileId, Document> = BTreeMap::new();
    for diagnostic in diagnostics {
        let Some(fix) = &mut diagnostic.fix else { continue };
        let file = fix.change.place().file;
        let tree = trees.entry(file).or_insert_with(|| read(sources, file).0);
        let text = sources.get(file).map_or("", |source| source.text.as_str());
        let ours = tree.root.get("outpath").is_some();
        let machine = sources.address(fix.change.place()).is_some();
        let editor = Editor { document: tree, text };
        match editor.edit(&fix.change).filter(|_| ours && !machine) {
            Some(edit) => fix.edits = vec![edit],
            None => diagnostic.fix = None,
        }
    }
}

/// Returns a text with pieces replaced that do not overlap.
#[must_use]
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let (mut made, mut at) = (String::new(), 0);
    for Edit { span, text: new } in sorted {
        made.push_str(text.get(at..span.start as usize).unwrap_or_default());
        made.push_str(new);
        at = span.end as usize;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}

/// One text with its tree.
pub(super) struct Editor<'a> {
    pub(super) document: &'a Document,
    pub(super) text: &'a str,
}

impl<'a> Editor<'a> {
    fn edit(&self, change: &Change) -> Option<Edit> {
        match change {
            Change::Write { place, text } => self.write(*place, text),
            Change::Remove { entry } => {
                let (parent, index) = find(&self.document.root, entry.start)?;
                self.remove(parent, index)
            }
            Change::Set { entry, path, value } => {
                let (parent, index) = find(&self.document.root, entry.start)?;
                self.set(parent.entries().get(index)?, path, value)
            }
        }
    }

    pub(super) fn part(&self, start: u32, end: u32) -> &'a str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn piece(&self, start: u32, end: u32, text: impl Into<String>) -> Edit {
        Edit { span: Span::new(self.document.file, start, end), text: text.into() }
    }

    pub(super) fn write(&self, place: Span, text: &str) -> Option<Edit> {
        let old = self.part(place.start, place.end);
        let quoted = old.len() > 1 && old.starts_with(['"', '\'']);
        let quotes = u32::from(quoted);
        let plain = old.bytes().all(|byte| byte.is_ascii_graphic());
        plain.then(|| self.piece(place.start + quotes, place.end - quotes, text))
    }

    pub(super) fn remove(&self, parent: &Node, index: usize) -> Option<Edit> {
        let entries = parent.entries();
        let entry = entry_span(entries.get(index)?);
        if self.is_below_comment(entry.start) {
            return None;
        }
        let (start, end) = if self.is_bracketed(parent) {
            match (
                index.checked_sub(1).and_then(|before| entries.get(before)),
                entries.get(index + 1),
            ) {
                (_, Some(after)) => (entry.start, after.key_span.start),
                (Some(before), None) => (entry_span(before).end, entry.end),
                (None, None) => return None,
            }
        } else {
            let (start, end) = (self.line_start(entry.start), self.line_end(entry.end));
            let alone = self.part(start, entry.start).trim().is_empty()
                && self.part(entry.end, end).trim().is_empty();
            let end = if self.part(end, end + 1) == "\n" { end + 1 } else { end };
            alone.then_some((start, end))?
        };
        let comments = &self.document.comments;
        let next = comments.partition_point(|one| one.span.end <= start);
        let within = comments.get(next).is_some_and(|one| one.span.start < end);
        (!within).then(|| self.piece(start, end, ""))
    }

    /// Returns whether a comment on the line above speaks of what begins here: it would be left to the
    /// next line.
    pub(super) fn is_below_comment(&self, start: u32) -> bool {
        let line = self.line_start(start);
        let begins = self.part(line, start).trim().is_empty();
        let above = self.text.get(..line as usize).unwrap_or_default().lines().next_back();
        begins && above.is_some_and(|above| above.trim_start().starts_with('#'))
    }

    pub(super) fn set(&self, entry: &Entry, path: &[String], value: &str) -> Option<Edit> {
        let (first, rest) = path.split_first()?;
        if entry.value.share.is_some() {
            return None;
        }
        match &entry.value.value {
            Value::Map(entries) => match entries.iter().find(|inner| inner.key == *first) {
                Some(inner) if rest.is_empty() => match &inner.value.value {
                    Value::Scalar { quoted: false, .. } if inner.value.share.is_none() => {
                        Some(self.piece(inner.value.span.start, inner.value.span.end, value))
                    }
                    Value::Scalar { .. } if !is_bare(value) && inner.value.share.is_none() => {
                        self.write(inner.value.span, value)
                    }
                    _other => None,
                },
                Some(inner) => self.set(inner, rest, value),
                None => self.add(&entry.value, &self.rendered(path, value)),
            },
            Value::Null if self.document.syntax == Syntax::Yaml => {
                let (from, to) = (entry.key_span.end, self.line_end(entry.key_span.end));
                let colon = self.part(from, to).trim_end().strip_prefix(':')?;
                let rest = colon.trim_start();
                (rest.is_empty() || rest.starts_with('#')).then(|| {
                    let words = format!(" {{ {} }}", self.rendered(path, value));
                    self.piece(from + 1, from + 1, words)
                })
            }
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Broken => None,
        }
    }

    /// Adds an entry at the end of a mapping, as its entries are written.
    fn add(&self, mapping: &Node, rendered: &str) -> Option<Edit> {
        let (first, last) = (mapping.entries().first(), mapping.entries().last());
        let (Some(first), Some(last)) = (first, last) else {
            let at = mapping.span.start + 1;
            let gap = if self.part(at, at + 1) == " " { "" } else { " " };
            return self
                .is_bracketed(mapping)
                .then(|| self.piece(at, at, format!(" {rendered}{gap}")));
        };
        let end = entry_span(last).end;
        if self.is_bracketed(mapping) {
            let gap = self.gap(first.key_span.start, end);
            return Some(self.piece(end, end, format!(",{gap}{rendered}")));
        }
        let rest = self.part(end, self.line_end(end));
        let folded = matches!(last.value.value, Value::Scalar { .. })
            && self.part(last.value.span.start, end).contains('\n');
        if folded || !(rest.trim().is_empty() || rest.trim_start().starts_with('#')) {
            return None;
        }
        let indent = (first.key_span.start - self.line_start(first.key_span.start)) as usize;
        let line_end = if rest.ends_with('\r') { "\r\n" } else { "\n" };
        let at = end + u32::try_from(rest.trim_end_matches('\r').len()).ok()?;
        Some(self.piece(at, at, format!("{line_end}{}{rendered}", " ".repeat(indent))))
    }

    /// Returns what stands between the parts in brackets: a space, or a line for each.
    pub(super) fn gap(&self, first: u32, end: u32) -> String {
        let line = self.line_start(first);
        let rest = self.part(end, self.line_end(end)).trim().trim_start_matches(',');
        let alone = self.part(line, first).trim().is_empty() && rest.is_empty();
        if alone { format!("\n{}", " ".repeat((first - line) as usize)) } else { " ".to_owned() }
    }

    fn rendered(&self, path: &[String], value: &str) -> String {
        let json = self.document.syntax == Syntax::Json;
        let quoted = |word: &str| if json { format!("\"{word}\"") } else { word.to_owned() };
        let value = if is_bare(value) { value.to_owned() } else { quoted(value) };
        let mut keys = path.iter().rev();
        let last = keys.next().map(|key| format!("{}: {value}", quoted(key))).unwrap_or_default();
        keys.fold(last, |inner, key| format!("{}: {{ {inner} }}", quoted(key)))
    }

    pub(super) fn is_bracketed(&self, node: &Node) -> bool {
        matches!(self.part(node.span.start, node.span.start + 1), "{" | "[")
    }

    pub(super) fn line_start(&self, at: u32) -> u32 {
        let before = self.part(0, at);
        u32::try_from(before.rfind('\n').map_or(0, |end| end + 1)).unwrap_or(at)
    }

    /// Returns the end of a line, before what ends it; a carriage return counts as part of the line.
    pub(super) fn line_end(&self, at: u32) -> u32 {
        let after = self.text.get(at as usize..).unwrap_or_default();
        let length = after.find('\n').unwrap_or(after.len());
        at + u32::try_from(length).unwrap_or_default()
    }
}

/// Returns whether a value is no word that JSON puts in quotes: a truth value, or a list.
fn is_bare(value: &str) -> bool {
    matches!(value, "true" | "false") || value.starts_with('[')
}

/// Returns the mapping of the entry that begins at a place, and its position there; nothing in what is
/// used in several places.
pub(super) fn find(node: &Node, start: u32) -> Option<(&Node, usize)> {
    if node.share.is_some() {
        return None;
    }
    match &node.value {
        Value::Null | Value::Scalar { .. } | Value::Broken => None,
        // Parts stand in the order of the text, so the place lies in the last one that begins before it.
        Value::List(items) => {
            let after = items.partition_point(|item| item.span.start <= start);
            find(items.get(after.checked_sub(1)?)?, start)
        }
        Value::Map(entries) => {
            let after = entries.partition_point(|entry| entry.key_span.start <= start);
            let index = after.checked_sub(1)?;
            let entry = entries.get(index)?;
            if entry.key_span.start == start {
                Some((node, index))
            } else {
                find(&entry.value, start)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Fix, code};

    /// Returns a text after a change, which begins where a mark stands.
    fn after(
        name: &str,
        text: &str,
        mark: &str,
        change: impl Fn(Span) -> Change,
    ) -> Option<String> {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        let start = u32::try_from(text.rfind(mark).unwrap()).unwrap();
        let place = Span::new(file, start, start + u32::try_from(mark.len()).unwrap());
        let mut found = Diagnostic::new(code::HOST_BITS, "", place);
        found.fix = Some(Fix::new("", change(place)));
        settle(&sources, std::slice::from_mut(&mut found));
        Some(edited(text, &found.fix?.edits))
    }

    fn set(path: &[&str], value: &str) -> impl Fn(Span) -> Change {
        let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
        let value = value.to_owned();
        move |entry| Change::Set { entry, path: path.clone(), value: value.clone() }
    }

    #[test]
    fn a_field_is_added_as_its_neighbors_are_written() {
        for (text, expected) in [
            ("a: { b: 1 } # c", "a: { b: 1, x: false } # c"),
            ("a: {}", "a: { x: false }"),
            ("a: { }", "a: { x: false }"),
            ("a:", "a: { x: false }"),
            ("a:\n  b: 1 # c\nd: 2\n", "a:\n  b: 1 # c\n  x: false\nd: 2\n"),
            ("a:\n  b:\n    c: [1]", "a:\n  b:\n    c: [1]\n  x: false"),
            ("a:\r\n  b: 1\r\n", "a:\r\n  b: 1\r\n  x: false\r\n"),
            ("a: { x: true } # c", "a: { x: false } # c"),
        ] {
            let [text, expected] = [text, expected].map(|text| format!("outpath: 1\n{text}"));
            assert_eq!(after("a.yaml", &text, "a:", set(&["x"], "false")), Some(expected));
        }
        let json = "{ \"outpath\": 1, \"a\": { \"r\": {} } }";
        let expected = "{ \"outpath\": 1, \"a\": { \"r\": { \"10.0.0.0/8\": \"lgw\" } } }";
        let change = set(&["r", "10.0.0.0/8"], "lgw");
        assert_eq!(after("a.json", json, "\"a\"", &change), Some(expected.to_owned()));
        let yaml = "outpath: 1\na:\n  b: 1\n";
        let expected = "outpath: 1\na:\n  b: 1\n  r: { 10.0.0.0/8: lgw }\n";
        assert_eq!(after("a.yaml", yaml, "a:", &change), Some(expected.to_owned()));
    }

    #[test]
    fn what_is_used_twice_or_not_ours_is_left() {
        let shared = "outpath: 1\na: &a { b: 1 }\nc: *a\n";
        assert_eq!(after("a.yaml", shared, "a: &a", set(&["x"], "false")), None);
        assert_eq!(after("a.yaml", "a: { b: 1 }\n", "a:", set(&["x"], "false")), None);
    }

    #[test]
    fn an_entry_goes_with_its_line_or_its_comma() {
        let remove = |entry| Change::Remove { entry };
        for (text, expected) in [
            ("a:\n  b: 1\n  x: 2\n  c: 3 # d\n", Some("a:\n  b: 1\n  c: 3 # d\n")),
            ("a: { b: 1, x: 2, c: 3 }", Some("a: { b: 1, c: 3 }")),
            ("a: { b: 1, x: 2 }", Some("a: { b: 1 }")),
            ("a:\n  b: 1\n  x: 2 # why\n", None),
            ("a:\n  b: 1\n  # why\n  x: 2\n  c: 3\n", None),
            ("a:\n  b: 1 # d\n  x: 2\n  # e\n  c: 3\n", Some("a:\n  b: 1 # d\n  # e\n  c: 3\n")),
            ("a: {\n  b: 1,\n  # why\n  x: 2\n}", None),
            ("a: { x: 2 }", None),
        ] {
            let expected = expected.map(|text| format!("outpath: 1\n{text}"));
            assert_eq!(after("a.yaml", &format!("outpath: 1\n{text}"), "x: 2", remove), expected);
        }
    }

    #[test]
    fn a_word_keeps_its_quotes() {
        let write = |place| Change::Write { place, text: "new".to_owned() };
        for (old, expected) in [("old", "new"), ("\"old\"", "\"new\""), ("'old'", "'new'")] {
            let text = format!("outpath: 1\na: {old} # why\n");
            let expected = format!("outpath: 1\na: {expected} # why\n");
            assert_eq!(after("a.yaml", &text, old, write), Some(expected));
        }
    }
}
