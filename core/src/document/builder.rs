//! Builds the tree from the parts that a parser reports, within fixed limits.
//!
//! Both notations come through here, so that they agree on what a tree is. The builder keeps its
//! own stack: hostile nesting costs an error, never the stack of the thread.

use super::fault::Found;
use super::frame::{self, Extra, Frame, Key, Parts, Shared};
use super::tree::{Comment, Document, Entry, Node, Share, Syntax, Value};
use crate::diagnostic::{Diagnostic, code};
use crate::text::{FileId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How deeply lists and mappings may nest.
pub(super) const DEPTH: usize = 64;
/// How many values and comments one text may hold.
pub(super) const NODES: usize = 2_000_000;
/// How many values may be copies of others; long texts count more than once.
pub(super) const COPIES: usize = 500_000;
/// How many problems of form are listed for one text.
const LISTED: usize = 100;

/// The tree under construction.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    file: FileId,
    text: &'a str,
    frames: Vec<Frame>,
    root: Option<Node>,
    comments: Vec<Comment>,
    shared: BTreeMap<usize, Shared>,
    hidden: &'a BTreeSet<u32>,
    nodes: usize,
    copies: usize,
    /// Whether a limit was reached: nothing more is to be read.
    pub(super) full: bool,
    /// What was found wrong with the form of the tree.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    /// Starts a tree for a text; values of the keys at `hidden` are broken.
    pub(super) fn new(file: FileId, text: &'a str, hidden: &'a BTreeSet<u32>) -> Self {
        Self {
            file,
            text,
            frames: Vec::new(),
            root: None,
            comments: Vec::new(),
            shared: BTreeMap::new(),
            hidden,
            nodes: 0,
            copies: 0,
            full: false,
            diagnostics: Vec::new(),
        }
    }

    /// Returns the place of a range of bytes.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let offset = |at: usize| u32::try_from(self.boundary(at)).unwrap_or(u32::MAX);
        Span::new(self.file, offset(start), offset(end))
    }

    /// Returns the start of the character that a byte belongs to.
    ///
    /// A part that was painted over may have been cut in the middle of what was a character.
    pub(super) fn boundary(&self, at: usize) -> usize {
        let near = (at.saturating_sub(3)..=at).rev();
        near.into_iter().find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.text.len())
    }

    /// Returns what stands at a place.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        let range = span.start as usize..span.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// Puts a fault of this text into words.
    pub(super) fn describe(&self, found: Found) -> Diagnostic {
        found.diagnostic(self.file, self.text)
    }

    /// Records a problem of form, up to a bound.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < LISTED {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Opens a list.
    pub(super) fn open_list(&mut self, opener: Span, extra: Extra) {
        self.open(opener, extra, Parts::List(Vec::new()));
    }

    /// Opens a mapping.
    pub(super) fn open_map(&mut self, opener: Span, extra: Extra) {
        self.open(opener, extra, Parts::Map(Vec::new(), Key::Awaited));
    }

    /// Stops reading because the text nests too deeply.
    pub(super) fn refuse_depth(&mut self, place: Span) {
        self.refuse(place, format!("the text nests deeper than {DEPTH} levels"));
    }

    fn open(&mut self, opener: Span, extra: Extra, parts: Parts) {
        if self.frames.len() >= DEPTH {
            self.refuse_depth(opener);
            return;
        }
        self.frames.push(Frame { opener, parts, extra, height: 1 });
    }

    /// Says whether the innermost list or mapping is to be printed on one line if it fits.
    pub(super) fn set_flow(&mut self, flow: bool) {
        if let Some(frame) = self.frames.last_mut() {
            frame.extra.flow = flow;
        }
    }

    /// Closes the innermost list or mapping; `end` is its closing bracket, if it has one.
    pub(super) fn close(&mut self, end: Option<u32>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let (value, last) = match frame.parts {
            Parts::List(items) => {
                let last = items.last().map(|item| item.span.end);
                (Value::List(items), last)
            }
            Parts::Map(mut entries, key) => {
                if let Key::Read(key, key_span) = key {
                    let place = Span::new(self.file, key_span.end, key_span.end);
                    entries.push(Entry { key, key_span, value: Node::new(place, Value::Broken) });
                }
                for duplicate in frame::duplicates(&entries, LISTED) {
                    self.report(duplicate);
                }
                let last = entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end));
                (Value::Map(entries), last)
            }
        };
        let end = end.or(last).unwrap_or(frame.opener.end);
        let mut node = Node::new(Span::new(self.file, frame.opener.start, end), value);
        node.flow = frame.extra.flow;
        self.put(node, frame.extra.anchor, frame.height);
    }

    /// Adds nothing, where a value could stand.
    pub(super) fn null(&mut self, span: Span, extra: Extra) {
        self.put(Node::new(span, Value::Null), extra.anchor, 0);
    }

    /// Adds something that cannot be read; the caller says why.
    pub(super) fn broken(&mut self, span: Span) {
        self.put(Node::new(span, Value::Broken), None, 0);
    }

    /// Adds a word, number or text.
    pub(super) fn scalar(&mut self, span: Span, text: String, quoted: bool, extra: Extra) {
        self.put(Node::new(span, Value::Scalar { text, quoted }), extra.anchor, 0);
    }

    /// Returns whether the next value is a key of a mapping.
    pub(super) fn awaits_key(&self) -> bool {
        let parts = self.frames.last().map(|frame| &frame.parts);
        matches!(parts, Some(Parts::Map(_, Key::Awaited)))
    }

    /// Returns whether the innermost open thing is a mapping.
    pub(super) fn in_map(&self) -> bool {
        let parts = self.frames.last().map(|frame| &frame.parts);
        matches!(parts, Some(Parts::Map(..)))
    }

    /// Makes the key that was awaited one whose value is dropped.
    pub(super) fn drop_key(&mut self) {
        if let Some(Parts::Map(_, key)) = self.frames.last_mut().map(|frame| &mut frame.parts) {
            *key = Key::Unusable;
        }
    }

    /// Adds a comment; `words` is what stands between its marks.
    pub(super) fn comment(&mut self, span: Span, words: &str) {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let line = before.trim_end_matches([' ', '\t']);
        self.comments.push(Comment {
            span,
            text: words.trim().to_owned(),
            trailing: !(line.is_empty() || line.ends_with(['\n', '\r', '\u{feff}'])),
        });
        self.count(span);
    }

    /// Adds a copy of the value with this number; `false` when that value is not complete.
    pub(super) fn copy(&mut self, span: Span, id: usize, name: &str) -> bool {
        let Some(shared) = self.shared.get(&id) else {
            return false;
        };
        self.copies += shared.weight;
        let (height, named) = (shared.height, shared.named);
        if self.copies > COPIES {
            self.refuse(span, format!("`*{name}` repeats more than this program reads"));
        } else if self.frames.len() + height > DEPTH {
            self.refuse(span, format!("`*{name}` nests deeper than {DEPTH} levels"));
        } else {
            let mut node = shared.node.clone();
            node.span = span;
            node.share = named.then(|| Share::Used(name.into()));
            self.nodes += shared.weight;
            self.put(node, None, height);
        }
        true
    }

    fn put(&mut self, mut node: Node, anchor: Option<(usize, Box<str>)>, height: usize) {
        self.count(node.span);
        let is_key = self.awaits_key();
        if let Some((id, name)) = anchor {
            if !is_key {
                node.share = Some(Share::Defined(name));
            }
            self.share(&node, id, height, !is_key);
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        frame.height = frame.height.max(height + 1);
        let (entries, key) = match &mut frame.parts {
            Parts::List(items) => {
                items.push(node);
                return;
            }
            Parts::Map(entries, key) => (entries, key),
        };
        match std::mem::replace(key, Key::Awaited) {
            Key::Awaited => self.put_key(node),
            Key::Unusable => {}
            Key::Read(name, key_span) => {
                if self.hidden.contains(&key_span.start) && matches!(node.value, Value::Null) {
                    node.value = Value::Broken;
                }
                entries.push(Entry { key: name, key_span, value: node });
            }
        }
    }

    fn put_key(&mut self, node: Node) {
        let read = match node.value {
            Value::Scalar { text, .. } => Key::Read(text, node.span),
            Value::Null => Key::Read("null".to_owned(), node.span),
            Value::Broken => Key::Unusable,
            Value::List(_) | Value::Map(_) => {
                let what = Diagnostic::new(
                    code::WRONG_TYPE,
                    "a whole list or mapping stands as a name",
                    node.span,
                )
                .because("what stands before a `:` is a single word, number or text")
                .help("Put it in quotes if the brackets belong to the text.");
                self.report(what);
                Key::Unusable
            }
        };
        if let Some(Parts::Map(_, key)) = self.frames.last_mut().map(|frame| &mut frame.parts) {
            *key = read;
        }
    }

    fn share(&mut self, node: &Node, id: usize, height: usize, named: bool) {
        let weight = frame::weight(node);
        self.copies += weight;
        if self.copies > COPIES {
            self.refuse(
                node.span,
                "the values to be used again are larger than this program reads".to_owned(),
            );
            return;
        }
        let shared = Shared { node: node.clone(), height, weight, named };
        self.shared.insert(id, shared);
    }

    fn count(&mut self, span: Span) {
        self.nodes += 1;
        if self.nodes > NODES && !self.full {
            self.refuse(span, format!("the text holds more than {NODES} values"));
        }
    }

    fn refuse(&mut self, span: Span, message: String) {
        if !self.full {
            self.diagnostics.push(
                Diagnostic::new(code::TOO_LARGE, message, span)
                    .because("no topology comes near this limit, which keeps hostile files from exhausting memory")
                    .label("reading stopped here"),
            );
        }
        self.full = true;
    }

    /// Returns the key whose value is being read in the innermost block mapping, if that is where
    /// reading stands.
    pub(super) fn pending_key(&self) -> Option<Span> {
        let frame = self.frames.iter().rev().find(|frame| !frame.extra.flow)?;
        match &frame.parts {
            Parts::Map(_, Key::Read(_, span)) => Some(*span),
            Parts::Map(_, Key::Awaited | Key::Unusable) | Parts::List(_) => None,
        }
    }

    /// Returns the last complete entry of the innermost mapping.
    pub(super) fn last_entry(&self) -> Option<&Entry> {
        match &self.frames.last()?.parts {
            Parts::Map(entries, Key::Awaited) => entries.last(),
            Parts::Map(_, Key::Read(..) | Key::Unusable) | Parts::List(_) => None,
        }
    }

    /// Returns the place of a single value that is all there is.
    pub(super) fn only_scalar(&self) -> Option<Span> {
        let root = self.root.as_ref().filter(|_| self.frames.is_empty())?;
        matches!(root.value, Value::Scalar { .. }).then_some(root.span)
    }

    /// Returns the opening bracket of the innermost bracketed list or mapping that is still open.
    pub(super) fn open_bracket(&self) -> Option<Span> {
        let frame = self.frames.last()?;
        frame.extra.flow.then_some(frame.opener)
    }

    /// Closes what is open and returns the tree with its problems.
    pub(super) fn finish(mut self, syntax: Syntax) -> (Document, Vec<Diagnostic>) {
        while !self.frames.is_empty() {
            self.close(None);
        }
        let empty = self.is_empty();
        let nothing = Node::new(self.span(0, 0), Value::Broken);
        let document = Document {
            file: self.file,
            syntax,
            root: self.root.filter(|_| !empty).unwrap_or(nothing),
            comments: self.comments,
        };
        (document, self.diagnostics)
    }

    /// Returns whether no value has been seen at all.
    pub(super) fn is_empty(&self) -> bool {
        self.frames.is_empty()
            && self.root.as_ref().is_none_or(|root| {
                matches!(root.value, Value::Null) && root.span.start == root.span.end
            })
    }
}

/// Shortens a name for a message.
pub(super) fn clip(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
