//! A tree as YAML.

use super::WIDEST;
use super::comments::Comments;
use super::flow::{flow, with_name};
use super::scalar::{self, Spot};
use crate::document::tree::{Comment, Document, Entry, Node, Share, Value};

/// Prints a document as YAML.
pub(super) fn print(document: &Document, source: &str) -> String {
    let mut printer = Printer {
        out: String::new(),
        comments: Comments::new(&document.comments, source),
        fresh: true,
        inline: false,
    };
    printer.root(&document.root);
    printer.out
}

struct Printer<'a> {
    out: String,
    comments: Comments<'a>,
    /// Whether nothing was printed yet at this level, where an empty line would look lost.
    fresh: bool,
    /// Whether the line is begun already, with the `- ` of an item.
    inline: bool,
}

/// Where the parts of a list or mapping are printed, and what comes after it in the source.
#[derive(Debug, Clone, Copy)]
struct Level {
    indent: usize,
    /// The least column of a comment that belongs to the parts rather than to what follows.
    column: usize,
    /// Where the next thing starts.
    limit: u32,
}

impl<'a> Printer<'a> {
    fn root(&mut self, root: &Node) {
        let level = Level { indent: 0, column: 0, limit: u32::MAX };
        match &root.value {
            Value::Map(entries) if !entries.is_empty() => {
                let block: Vec<bool> = entries
                    .iter()
                    .map(|entry| self.is_block(&entry.value, entry_prefix(entry, 0)))
                    .collect();
                for (index, entry) in entries.iter().enumerate() {
                    let near = [index.checked_sub(1), Some(index)];
                    let section =
                        index > 0 && near.iter().flatten().any(|at| block.get(*at) == Some(&true));
                    self.entry(
                        entry,
                        Level { limit: next_start(entries, index, u32::MAX), ..level },
                        section,
                    );
                }
            }
            Value::List(items) if !items.is_empty() => self.items(items, level),
            Value::Null | Value::List(_) | Value::Map(_) | Value::Scalar { .. } | Value::Broken => {
                // Nothing can use the whole again.
                let plain = Node { share: None, ..root.clone() };
                let text = flow(&plain, usize::MAX, Spot::Value).unwrap_or_default();
                self.line(root.span.start, root.span.end, 0, false, &text);
            }
        }
        while let Some(comment) = self.comments.before(u32::MAX) {
            self.own_line(comment, 0, false);
        }
    }

    fn map(&mut self, entries: &[Entry], level: Level) {
        for (index, entry) in entries.iter().enumerate() {
            let limit = next_start(entries, index, level.limit);
            self.entry(entry, Level { limit, ..level }, false);
        }
    }

    fn items(&mut self, items: &[Node], level: Level) {
        for (index, item) in items.iter().enumerate() {
            let next = items.get(index + 1).map(|next| self.comments.dash(next));
            self.item(item, Level { limit: next.unwrap_or(level.limit), ..level });
        }
    }

    fn entry(&mut self, entry: &Entry, level: Level, section: bool) {
        let name = format!("{}:", scalar::name(&entry.key, Spot::Name));
        let start = entry.key_span.start;
        if self.is_block(&entry.value, self.width(level.indent) + name.chars().count() + 1) {
            let wanted = self.leading(start, level.indent, section);
            self.gap(wanted || self.comments.blank_before(start));
            self.begin(level.indent);
            self.out.push_str(&name);
            self.anchor(&entry.value);
            self.below(&entry.value, level, None);
        } else {
            let text = self.inline_value(&entry.value, level.indent);
            let text = if text.is_empty() { name } else { format!("{name} {text}") };
            self.line(
                start,
                entry.value.span.end.max(entry.key_span.end),
                level.indent,
                section,
                &text,
            );
        }
    }

    fn item(&mut self, item: &Node, level: Level) {
        let dash = self.comments.dash(item);
        if !self.is_block(item, self.width(level.indent) + 2) {
            let text = self.inline_value(item, level.indent);
            let text = if text.is_empty() { "- null".to_owned() } else { format!("- {text}") };
            self.line(dash, item.span.end, level.indent, false, &text);
            return;
        }
        self.leading(dash, level.indent, false);
        self.gap(self.comments.blank_before(dash));
        self.begin(level.indent);
        self.out.push('-');
        self.anchor(item);
        let first = self.first_start(item);
        let crowded = self.comments.peek().is_some_and(|comment| comment.span.start < first);
        let mut behind = None;
        if item.flow && !crowded {
            behind = self.comments.behind(item.span.end);
        }
        if crowded || behind.is_some() || matches!(item.share, Some(Share::Defined(_))) {
            self.below(item, level, behind);
        } else {
            self.out.push(' ');
            self.inline = true;
            self.children(item, level);
        }
    }

    /// Ends the line of a name or dash and prints the parts below it.
    fn below(&mut self, node: &Node, level: Level, behind: Option<&Comment>) {
        let first = self.first_start(node);
        let mut beside = behind.or_else(|| {
            self.comments.next_if(|comment| comment.trailing && comment.span.start < first)
        });
        if beside.is_none() && node.flow {
            beside = self.comments.behind(node.span.end);
        }
        self.end(beside);
        self.children(node, level);
    }

    fn children(&mut self, node: &Node, level: Level) {
        self.fresh = true;
        let column =
            if node.flow { 0 } else { self.comments.column(node.span.start).max(level.column) };
        let inner = Level { indent: level.indent + 2, column: column + 1, limit: level.limit };
        match &node.value {
            Value::Map(entries) => self.map(entries, inner),
            Value::List(items) => self.items(items, inner),
            Value::Null | Value::Scalar { .. } | Value::Broken => {}
        }
        let (flow, end) = (node.flow, node.span.end);
        loop {
            let peeked = self.comments.peek().map(|comment| comment.span.start);
            let Some(start) = peeked.filter(|start| *start < level.limit) else {
                break;
            };
            let inside = if flow { start < end } else { self.comments.column(start) >= column };
            let Some(comment) = self.comments.next_if(|_| inside) else {
                break;
            };
            self.own_line(comment, inner.indent, false);
        }
        self.fresh = false;
    }

    /// Prints one line with the comments that stand before it, in it and beside it.
    fn line(&mut self, start: u32, end: u32, indent: usize, section: bool, text: &str) {
        let mut wanted = self.leading(start, indent, section);
        wanted |= self.comments.blank_before(start);
        let mut beside: Option<&Comment> = None;
        while let Some(comment) = self.comments.before(end).or_else(|| self.comments.beside(end)) {
            if let Some(earlier) = beside.replace(comment) {
                self.own_line(earlier, indent, std::mem::take(&mut wanted));
            }
        }
        if let Some(comment) = beside.take_if(|comment| !comment.trailing) {
            self.own_line(comment, indent, std::mem::take(&mut wanted));
        }
        self.gap(wanted);
        self.begin(indent);
        // A block of text has its comment on the line of its mark.
        let (first, block) = text.split_once('\n').map_or((text, None), |(a, b)| (a, Some(b)));
        self.out.push_str(first);
        self.end(beside);
        if let Some(block) = block {
            self.out.push_str(block);
            self.out.push('\n');
        }
    }

    /// Prints the comments before `start`; returns whether an empty line is still due.
    fn leading(&mut self, start: u32, indent: usize, section: bool) -> bool {
        let mut due = section;
        while let Some(comment) = self.comments.before(start) {
            self.own_line(comment, indent, std::mem::take(&mut due));
        }
        due
    }

    fn own_line(&mut self, comment: &Comment, indent: usize, section: bool) {
        let blank = !comment.trailing && self.comments.blank_before(comment.span.start);
        self.gap(section || blank);
        self.begin(indent);
        self.out.push_str(self.comments.source_of(comment));
        self.out.push('\n');
    }

    fn gap(&mut self, wanted: bool) {
        if wanted && !self.fresh && !self.inline {
            self.out.push('\n');
        }
        self.fresh = false;
    }

    fn begin(&mut self, indent: usize) {
        if !std::mem::take(&mut self.inline) {
            self.out.extend(std::iter::repeat_n(' ', indent));
        }
    }

    fn end(&mut self, beside: Option<&Comment>) {
        if let Some(comment) = beside {
            self.out.push_str("  ");
            self.out.push_str(self.comments.source_of(comment));
        }
        self.out.push('\n');
    }

    /// Returns where the first part of a list or mapping starts.
    fn first_start(&self, node: &Node) -> u32 {
        let first = match &node.value {
            Value::Map(entries) => entries.first().map(|entry| entry.key_span.start),
            Value::List(items) if node.flow => items.first().map(|item| item.span.start),
            Value::List(items) => items.first().map(|item| self.comments.dash(item)),
            Value::Null | Value::Scalar { .. } | Value::Broken => None,
        };
        first.unwrap_or(node.span.start)
    }

    fn anchor(&mut self, node: &Node) {
        if let Some(Share::Defined(name)) = &node.share {
            self.out.push_str(" &");
            self.out.push_str(name);
        }
    }

    /// Returns the column at which the next line of this level goes on.
    fn width(&self, indent: usize) -> usize {
        if self.inline {
            let start = self.out.rfind('\n').map_or(0, |end| end + 1);
            self.out.get(start..).unwrap_or_default().chars().count()
        } else {
            indent
        }
    }

    /// Returns whether a value takes lines of its own, after `used` characters on its line.
    fn is_block(&self, node: &Node, used: usize) -> bool {
        let full = match &node.value {
            Value::Map(entries) => !entries.is_empty(),
            Value::List(items) => !items.is_empty(),
            Value::Null | Value::Scalar { .. } | Value::Broken => false,
        };
        let copied = matches!(node.share, Some(Share::Used(_)));
        let one_line = || {
            let room = WIDEST.saturating_sub(used);
            node.flow
                && !self.comments.any_inside(node.span)
                && flow(node, room, Spot::Value).is_some()
        };
        full && !copied && !one_line()
    }

    fn inline_value(&self, node: &Node, indent: usize) -> String {
        if let Value::Scalar { text, .. } = &node.value
            && !matches!(node.share, Some(Share::Used(_)))
            && let Some((mark, lines)) = scalar::block(text)
        {
            let mut out = with_name(node, mark);
            for line in lines {
                out.push('\n');
                if !line.is_empty() {
                    out.extend(std::iter::repeat_n(' ', indent + 2));
                    out.push_str(line);
                }
            }
            return out;
        }
        if matches!(node.value, Value::Null) && node.share.is_none() {
            return String::new();
        }
        flow(node, usize::MAX, Spot::Value).unwrap_or_default()
    }
}

fn entry_prefix(entry: &Entry, indent: usize) -> usize {
    indent + scalar::name(&entry.key, Spot::Name).chars().count() + 2
}

fn next_start(entries: &[Entry], index: usize, limit: u32) -> u32 {
    entries.get(index + 1).map_or(limit, |next| next.key_span.start)
}
