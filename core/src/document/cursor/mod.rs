//! What stands around a place of a text that somebody is typing.
//!
//! The keys that lead to the place, and what its mapping has already, are found by lines, indentation
//! and brackets alone: the grammar gives up on half a word, this does not. A text of JSON is one of
//! YAML in brackets here.

mod block;
mod flow;
#[cfg(test)]
mod tests;

use std::ops::Range;

/// One step from a part of a tree to a part inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list.
    Item,
}

/// What may stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// A key of the mapping that the path leads to.
    Key,
    /// The single value that the path leads to.
    Value,
    /// Either of them: nothing says yet whether the path leads to a mapping or a single value.
    Open,
}

/// A key with its single value, or an item of a list, whose key is empty.
pub(super) type Said = (String, Option<String>);

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The steps from the top.
    pub(super) path: Vec<Step>,
    pub(super) slot: Slot,
    /// What the mappings and lists on the way hold, the outermost first.
    pub(super) around: Vec<Vec<Said>>,
    /// What the innermost of them holds, if the path leads to that one.
    pub(super) here: Vec<Said>,
    /// The word at the place, without quotes; empty if there is none.
    pub(super) word: Range<usize>,
    /// Whether the word stands in quotes.
    pub(super) quoted: bool,
    /// Whether the word is followed by a colon already, or a value preceded by one without a space.
    pub(super) colon: bool,
    /// The indentation of an entry here, unless the place lies between brackets.
    pub(super) indent: Option<usize>,
    /// Whether a list must begin here, or go on, by a dash.
    pub(super) dash: bool,
}

impl Cursor {
    /// Looks around a place; nothing if it lies in a comment, or where nothing can be made of it.
    pub(super) fn at(text: &str, place: usize) -> Option<Self> {
        let mut place = place.min(text.len());
        while !text.is_char_boundary(place) {
            place -= 1;
        }
        let mut scan =
            Scan { text, place, frames: Vec::new(), open: Vec::new(), seen: false, shot: None };
        scan.lines();
        let Scan { frames, shot, .. } = scan;
        let Shot { path, slot, open, here, word, quoted, colon, indent, dash } = shot?;
        let entries = |at: &usize| frames.get(*at).map(|frame| frame.entries.clone());
        let around = open.iter().filter_map(entries).collect();
        let here = here.as_ref().and_then(entries).unwrap_or_default();
        Some(Self { path, slot, around, here, word, quoted, colon, indent, dash })
    }

    /// Returns a place that no text has, for what belongs there.
    pub(super) fn of(path: Vec<Step>, slot: Slot) -> Self {
        Self {
            path,
            slot,
            around: Vec::new(),
            here: Vec::new(),
            word: 0..0,
            quoted: false,
            colon: false,
            indent: None,
            dash: false,
        }
    }

    /// Returns the key of a step from the top.
    pub(super) fn key(&self, at: usize) -> Option<&str> {
        match self.path.get(at)? {
            Step::Key(key) => Some(key),
            Step::Item => None,
        }
    }

    /// Returns the single value of a key in the innermost mapping around the place that has it.
    pub(super) fn sibling(&self, key: &str) -> Option<&str> {
        let of = |said: &'_ Vec<Said>| said.iter().position(|(other, _)| other == key);
        let innermost = self.around.iter().rev().chain([&self.here]);
        innermost.into_iter().find_map(|said| said.get(of(said)?)?.1.as_deref())
    }
}

/// A mapping or list of the text.
#[derive(Debug, Default)]
struct Frame {
    list: bool,
    brackets: bool,
    indent: usize,
    /// The key whose value is being read.
    key: Option<String>,
    /// Whether that has a value already, or, in a list, whether this item is there.
    valued: bool,
    entries: Vec<Said>,
}

/// The reading of one text.
struct Scan<'a> {
    text: &'a str,
    /// The place that is looked for.
    place: usize,
    /// Every mapping and list so far.
    frames: Vec<Frame>,
    /// Those that are open.
    open: Vec<usize>,
    /// Whether the place has been passed.
    seen: bool,
    shot: Option<Shot>,
}

/// What is known of the place when it is passed; its neighbors come later.
struct Shot {
    path: Vec<Step>,
    slot: Slot,
    open: Vec<usize>,
    here: Option<usize>,
    word: Range<usize>,
    quoted: bool,
    colon: bool,
    indent: Option<usize>,
    dash: bool,
}

impl<'a> Scan<'a> {
    fn part(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn top(&mut self) -> Option<&mut Frame> {
        let top = *self.open.last()?;
        self.frames.get_mut(top)
    }

    /// Opens a mapping or list as the value of what is being read.
    fn push(&mut self, frame: Frame) {
        if let Some(top) = self.top() {
            top.valued = true;
        }
        self.open.push(self.frames.len());
        self.frames.push(frame);
    }

    /// Begins an entry of the innermost mapping.
    fn entry(&mut self, key: &str) {
        if let Some(top) = self.top() {
            top.entries.push((key.to_owned(), None));
            top.key = Some(key.to_owned());
            top.valued = false;
        }
    }

    /// Notes a single value of the entry or item that is being read.
    fn scalar(&mut self, text: &str) {
        if let Some(top) = self.top() {
            top.valued = true;
            if top.list {
                top.entries.push((String::new(), Some(text.to_owned())));
            } else if let Some(last) = top.entries.last_mut() {
                last.1 = Some(text.to_owned());
            }
        }
    }

    /// Returns the steps to the innermost mapping or list.
    fn steps(&self) -> Vec<Step> {
        let inner = self.open.len().saturating_sub(1);
        let outer = self.open.iter().take(inner).filter_map(|at| self.frames.get(*at));
        outer.map(step).collect()
    }

    /// Returns whether the place lies between two others and was not passed yet.
    fn is_at(&self, start: usize, end: usize) -> bool {
        !self.seen && (start..=end).contains(&self.place)
    }

    /// Looks around: the place is a key of the innermost mapping.
    fn see_key(&mut self, word: Range<usize>, quoted: bool, colon: bool) {
        let path = self.steps();
        let here = self.open.last().copied();
        self.see(Shot { quoted, colon, ..self.shot(path, Slot::Key, here, word) });
    }

    /// Looks around: the place is, or lies in, the value of the entry or item that is being read.
    fn see_value(&mut self, slot: Slot, word: Range<usize>, quoted: bool) {
        let mut path = self.steps();
        let inner = self.open.last().and_then(|at| self.frames.get(*at));
        path.extend(inner.map(step));
        let here = self.open.last().copied().filter(|_| inner.is_some_and(|frame| frame.list));
        self.see(Shot { quoted, ..self.shot(path, slot, here, word) });
    }

    fn shot(&self, path: Vec<Step>, slot: Slot, here: Option<usize>, word: Range<usize>) -> Shot {
        let inner = self.open.last().and_then(|at| self.frames.get(*at));
        let indent = inner.filter(|frame| !frame.brackets).map(|frame| frame.indent);
        let open = self.open.clone();
        Shot { path, slot, open, here, word, quoted: false, colon: false, indent, dash: false }
    }

    fn see(&mut self, shot: Shot) {
        if !self.seen {
            self.seen = true;
            self.shot = Some(shot);
        }
    }
}

fn step(frame: &Frame) -> Step {
    match &frame.key {
        Some(key) if !frame.list => Step::Key(key.clone()),
        Some(_) | None => Step::Item,
    }
}
