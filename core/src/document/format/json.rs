//! A tree as JSON, with comments.

use super::WIDEST;
use super::comments::Comments;
use super::scalar;
use crate::document::tree::{Comment, Document, Entry, Node, Value};

/// Prints a document as JSON.
pub(super) fn print(document: &Document, source: &str) -> String {
    let mut printer = Printer {
        out: String::new(),
        comments: Comments::new(&document.comments, source),
        fresh: true,
    };
    let root = &document.root;
    let part =
        Part { name: String::new(), start: root.span.start, node: root, indent: 0, comma: "" };
    printer.part(&part);
    while let Some(comment) = printer.comments.before(u32::MAX) {
        printer.own_line(comment, 0);
    }
    printer.out
}

struct Printer<'a> {
    out: String,
    comments: Comments<'a>,
    fresh: bool,
}

/// One value with its name and comma.
struct Part<'a> {
    name: String,
    start: u32,
    node: &'a Node,
    indent: usize,
    comma: &'static str,
}

impl Printer<'_> {
    fn part(&mut self, part: &Part<'_>) {
        let node = part.node;
        let room =
            WIDEST.saturating_sub(part.indent + part.name.chars().count() + part.comma.len());
        let one_line = || node.flow && !self.comments.any_inside(node.span);
        let text = match &node.value {
            Value::Map(entries) if !entries.is_empty() => {
                one_line().then(|| flow(node, room)).flatten()
            }
            Value::List(items) if !items.is_empty() => {
                one_line().then(|| flow(node, room)).flatten()
            }
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Map(_) | Value::Broken => {
                flow(node, usize::MAX)
            }
        };
        match text {
            Some(text) => self.line(part, &text),
            None => self.block(part),
        }
    }

    fn line(&mut self, part: &Part<'_>, text: &str) {
        let end = part.node.span.end;
        let mut beside: Option<&Comment> = None;
        while let Some(comment) = self.comments.before(end).or_else(|| self.comments.beside(end)) {
            if let Some(earlier) = beside.replace(comment) {
                self.own_line(earlier, part.indent);
            }
        }
        if let Some(comment) = beside.take_if(|comment| !comment.trailing) {
            self.own_line(comment, part.indent);
        }
        self.gap(self.comments.blank_before(part.start));
        self.indent(part.indent);
        self.out.push_str(&part.name);
        self.out.push_str(text);
        self.out.push_str(part.comma);
        self.end(beside);
    }

    fn block(&mut self, part: &Part<'_>) {
        let node = part.node;
        while let Some(comment) = self.comments.before(node.span.start) {
            self.own_line(comment, part.indent);
        }
        self.gap(self.comments.blank_before(part.start));
        self.indent(part.indent);
        self.out.push_str(&part.name);
        let map = matches!(node.value, Value::Map(_));
        self.out.push(if map { '{' } else { '[' });
        let parts = parts(node, part.indent + 2);
        let first = parts.first().map_or(node.span.end, |first| first.start);
        let beside =
            self.comments.next_if(|comment| comment.trailing && comment.span.start < first);
        self.end(beside);
        self.fresh = true;
        for part in parts {
            self.part(&part);
        }
        // The last byte of the value is its closing bracket.
        while let Some(comment) = self.comments.before(node.span.end) {
            self.own_line(comment, part.indent + 2);
        }
        self.fresh = false;
        self.indent(part.indent);
        self.out.push(if map { '}' } else { ']' });
        self.out.push_str(part.comma);
        let mut beside: Option<&Comment> = None;
        while let Some(comment) = self.comments.beside(node.span.end) {
            if let Some(earlier) = beside.replace(comment) {
                self.end(Some(earlier));
                self.indent(part.indent);
            }
        }
        self.end(beside);
    }

    fn own_line(&mut self, comment: &Comment, indent: usize) {
        let blank = !comment.trailing && self.comments.blank_before(comment.span.start);
        self.gap(blank);
        self.indent(indent);
        self.out.push_str(self.comments.source_of(comment));
        self.out.push('\n');
    }

    fn gap(&mut self, wanted: bool) {
        if wanted && !self.fresh {
            self.out.push('\n');
        }
        self.fresh = false;
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn end(&mut self, beside: Option<&Comment>) {
        if let Some(comment) = beside {
            self.out.push_str("  ");
            self.out.push_str(self.comments.source_of(comment));
        }
        self.out.push('\n');
    }
}

fn parts(node: &Node, indent: usize) -> Vec<Part<'_>> {
    let comma = |index: usize, count: usize| if index + 1 < count { "," } else { "" };
    match &node.value {
        Value::Map(entries) => {
            let numbered = entries.iter().enumerate();
            let part =
                numbered.map(|(index, entry)| named(entry, indent, comma(index, entries.len())));
            part.collect()
        }
        Value::List(items) => {
            let numbered = items.iter().enumerate();
            let part =
                numbered.map(|(index, item)| unnamed(item, indent, comma(index, items.len())));
            part.collect()
        }
        Value::Null | Value::Scalar { .. } | Value::Broken => Vec::new(),
    }
}

fn named<'a>(entry: &'a Entry, indent: usize, comma: &'static str) -> Part<'a> {
    Part {
        name: format!("{}: ", scalar::in_json_quotes(&entry.key)),
        start: entry.key_span.start,
        node: &entry.value,
        indent,
        comma,
    }
}

fn unnamed<'a>(item: &'a Node, indent: usize, comma: &'static str) -> Part<'a> {
    Part { name: String::new(), start: item.span.start, node: item, indent, comma }
}

/// Returns a value on one line, if it takes at most `room` characters.
fn flow(node: &Node, room: usize) -> Option<String> {
    let mut out = String::new();
    let mut used = 0;
    let mut push = |text: &str| {
        out.push_str(text);
        used += text.chars().count();
        (used <= room).then(|| room - used)
    };
    match &node.value {
        Value::Null | Value::Broken => push("null")?,
        Value::Scalar { text, quoted } if *quoted || !scalar::is_json_word(text) => {
            push(&scalar::in_json_quotes(text))?
        }
        Value::Scalar { text, .. } => push(text)?,
        Value::List(items) => {
            let mut left = push("[")?;
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    left = push(", ")?;
                }
                left = push(&flow(item, left)?)?;
            }
            push("]")?
        }
        Value::Map(entries) if entries.is_empty() => push("{}")?,
        Value::Map(entries) => {
            push("{ ")?;
            for (index, entry) in entries.iter().enumerate() {
                if index > 0 {
                    push(", ")?;
                }
                push(&scalar::in_json_quotes(&entry.key))?;
                let left = push(": ")?;
                push(&flow(&entry.value, left)?)?;
            }
            push(" }")?
        }
    };
    Some(out)
}
