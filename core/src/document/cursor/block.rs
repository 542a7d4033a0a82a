//! Lines: entries by indentation, items by dashes.

use super::{Frame, Scan, Shot, Slot};

impl Scan<'_> {
    /// Reads the whole text.
    pub(super) fn lines(&mut self) {
        let mut at = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        // The indentation of a key whose text stands on deeper lines.
        let mut words: Option<usize> = None;
        while at <= self.text.len() {
            let end = self.line_end(at);
            let line = self.part(at..end).trim_end();
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            let (content, blank) = (at + indent, line.trim_start().is_empty());
            let comment = line.trim_start().starts_with('#');
            words = words.filter(|above| blank || indent > *above);
            let next = if words.is_some() || comment {
                self.pass(at, end);
                end
            } else if blank {
                self.blank(at, end);
                end
            } else if matches!(line.trim_end(), "---" | "...") {
                self.pass(at, end);
                end
            } else {
                if content > at {
                    self.pass(at, content - 1);
                }
                let (next, text_below) = self.content(at, content);
                words = text_below;
                self.pass(next.min(end), self.line_end(next));
                self.line_end(next)
            };
            at = next + 1;
        }
    }

    /// Leaves out a part of the text where nothing can be typed that is known here.
    pub(super) fn pass(&mut self, start: usize, end: usize) {
        self.seen |= self.is_at(start, end);
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.part(at..self.text.len());
        at + rest.find('\n').unwrap_or(rest.len())
    }

    /// An empty line: the column of the place says where an entry would belong.
    fn blank(&mut self, start: usize, end: usize) {
        if !self.is_at(start, end) {
            return;
        }
        let column = self.place - start;
        let open = self.open.clone();
        self.close(column, true);
        let begun = self.begin(column, self.place..self.place);
        // What was closed goes on below, unless a mapping begins here.
        if !begun {
            self.open = open;
        }
        self.seen = true;
    }

    /// Looks around where a key or item would begin; returns whether that began a mapping.
    fn begin(&mut self, column: usize, word: std::ops::Range<usize>) -> bool {
        let Some(top) = self.open.last().and_then(|at| self.frames.get(*at)) else {
            let begun = Frame { indent: column, ..Frame::default() };
            if self.frames.is_empty() {
                self.push(begun);
                self.see_key(word, false, false);
            }
            return self.open.len() == 1;
        };
        let (list, indent, bare) = (top.list, top.indent, top.key.is_some() && !top.valued);
        if indent == column && list {
            let mut shot = self.item_shot(word);
            shot.dash = true;
            self.see(shot);
            false
        } else if indent == column {
            self.see_key(word, false, false);
            false
        } else if indent < column && !list && bare {
            let mut path = self.steps();
            path.extend(top_key(self));
            self.push(Frame { indent: column, ..Frame::default() });
            let here = self.open.last().copied();
            let shot = self.shot(path, Slot::Open, here, word);
            self.see(Shot { dash: true, ..shot });
            true
        } else {
            false
        }
    }

    /// Closes what is indented deeper than a column, and, for a key, the list at it.
    fn close(&mut self, column: usize, keep_list: bool) {
        while let Some(top) = self.open.last().and_then(|at| self.frames.get(*at)) {
            let deeper = top.indent > column || top.brackets;
            let beside = top.list && top.indent == column && !keep_list;
            if !deeper && !beside {
                break;
            }
            self.open.pop();
        }
    }

    /// Reads the content of a line. Returns where reading stopped, and the indentation of a key whose
    /// text stands on the lines below.
    fn content(&mut self, line: usize, start: usize) -> (usize, Option<usize>) {
        let mut at = start;
        let end = self.line_end(at);
        let mut dashed = false;
        while is_dash(self.part(at..end)) {
            self.item(at - line);
            dashed = true;
            let rest = self.part(at + 1..end);
            let next = at + 1 + (rest.len() - rest.trim_start().len());
            if rest.trim().is_empty() || rest.trim_start().starts_with('#') {
                let gap = if rest.trim().is_empty() { end } else { next.saturating_sub(1) };
                if self.is_at(at + 1, gap) {
                    self.see_bare_item();
                }
                return (end, None);
            }
            self.pass(at, next.saturating_sub(1));
            at = next;
        }
        let column = at - line;
        if let Some(key) = key(self.part(at..end)) {
            return self.keyed(column, at, key);
        }
        if self.part(at..end).starts_with(['{', '[']) {
            let around = (!self.open.is_empty()).then_some(column);
            if !dashed {
                self.close(column.saturating_sub(1), true);
            }
            return (self.brackets(at, around), None);
        }
        self.loose(column, at, end, dashed);
        (end, None)
    }

    /// A word without a colon: an item, or half a key.
    fn loose(&mut self, column: usize, at: usize, end: usize, dashed: bool) {
        let (inner, after) = self.single(at, end);
        let quoted = inner.start > at;
        let text = self.part(inner.clone()).to_owned();
        if dashed {
            if self.is_at(at, after) {
                let word = inner.start..inner.end.max(self.place.min(after));
                let mut shot = self.item_shot(word);
                shot.quoted = quoted;
                self.see(shot);
            }
            self.scalar(&text);
        } else if self.is_at(at, after) {
            // A word beside the dashes of a list is rather half a key.
            let outer = self.open.len().checked_sub(2).and_then(|at| self.open.get(at));
            let outer = outer.and_then(|at| self.frames.get(*at));
            self.close(column, outer.is_none_or(|outer| outer.indent != column));
            let word = inner.start..inner.end.max(self.place.min(after));
            self.begin(column, word);
            self.seen = true;
            if let (Some(shot), true) = (&mut self.shot, quoted) {
                shot.quoted = true;
            }
        }
    }

    fn item_shot(&self, word: std::ops::Range<usize>) -> Shot {
        let mut path = self.steps();
        path.push(super::Step::Item);
        let here = self.open.last().copied();
        let shot = self.shot(path, Slot::Open, here, word);
        Shot { indent: shot.indent.map(|indent| indent + 2), ..shot }
    }

    /// An item without anything in it yet.
    fn see_bare_item(&mut self) {
        let mut shot = self.item_shot(self.place..self.place);
        shot.colon = self.part(0..self.place).ends_with('-');
        self.see(shot);
    }

    /// Begins an item of a list at a column.
    fn item(&mut self, column: usize) {
        self.close(column, true);
        let top = self.open.last().and_then(|at| self.frames.get(*at));
        let empty = top.is_some_and(|top| {
            !top.list && top.indent == column && top.entries.is_empty() && !top.brackets
        });
        if empty {
            // Where somebody types, a mapping was thought to begin.
            self.open.pop();
        }
        let top = self.open.last().and_then(|at| self.frames.get(*at));
        if !top.is_some_and(|top| top.list && top.indent == column) {
            self.push(Frame { list: true, indent: column, ..Frame::default() });
        }
        if let Some(top) = self.top() {
            top.valued = false;
        }
    }

    /// Reads `key: value`.
    fn keyed(&mut self, column: usize, at: usize, key: Key) -> (usize, Option<usize>) {
        self.close(column, false);
        let top = self.open.last().and_then(|at| self.frames.get(*at));
        if top.is_none_or(|top| top.list || top.indent < column) {
            self.push(Frame { indent: column, ..Frame::default() });
        }
        let word = at + key.quote..at + key.end - key.quote;
        let name = self.part(word.clone()).to_owned();
        self.entry(&name);
        if self.is_at(at, at + key.end) {
            self.see_key(word, key.quote > 0, true);
        }
        self.value(column, at + key.colon + 1)
    }

    /// Reads what follows a colon.
    fn value(&mut self, column: usize, colon: usize) -> (usize, Option<usize>) {
        let end = self.line_end(colon);
        let mut at = colon;
        loop {
            let rest = self.part(at..end);
            let next = at + (rest.len() - rest.trim_start().len());
            let rest = rest.trim_start();
            if rest.is_empty() || rest.starts_with('#') {
                let gap = if rest.is_empty() { end } else { next.saturating_sub(1).max(colon) };
                if self.is_at(colon, gap) {
                    self.see_value(Slot::Value, self.place..self.place, false);
                    let tight = self.place == colon;
                    if let Some(shot) = &mut self.shot {
                        shot.colon = tight;
                    }
                }
                return (end, None);
            }
            self.pass(at, next.saturating_sub(1));
            at = next;
            if rest.starts_with(['&', '!']) {
                let length = rest.find([' ', '\t']).unwrap_or(rest.len());
                self.pass(at, at + length);
                at += length;
                continue;
            }
            break;
        }
        let rest = self.part(at..end);
        if rest.starts_with(['{', '[']) {
            return (self.brackets(at, Some(column)), None);
        }
        if rest.starts_with(['|', '>']) {
            return (end, Some(column));
        }
        let (inner, after) = self.single(at, end);
        let text = self.part(inner.clone()).to_owned();
        if self.is_at(at, after) {
            let word = inner.start..inner.end.max(self.place.min(after));
            self.see_value(Slot::Value, word, inner.start > at);
        }
        self.scalar(&text);
        (after, None)
    }

    /// Returns a single value without quotes and comment, and where a place no longer belongs to it.
    fn single(&self, at: usize, end: usize) -> (std::ops::Range<usize>, usize) {
        let rest = self.part(at..end);
        if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            let inside = self.part(at + 1..end);
            let length = super::flow::closing(inside, quote).unwrap_or(inside.trim_end().len());
            return (at + 1..at + 1 + length, at + 1 + length);
        }
        let length = rest.find(" #").unwrap_or(rest.len());
        let words = self.part(at..at + length).trim_end().len();
        let after = if length < rest.len() { at + words } else { end };
        (at..at + words, after)
    }
}

fn top_key(scan: &Scan<'_>) -> Option<super::Step> {
    let top = scan.open.last().and_then(|at| scan.frames.get(*at))?;
    Some(super::step(top))
}

/// A key at the beginning of a text.
struct Key {
    /// Where it ends, quotes included.
    end: usize,
    /// Where its colon stands.
    colon: usize,
    /// The length of its quotes.
    quote: usize,
}

/// Returns the key at the beginning of a line, if its colon is there.
fn key(content: &str) -> Option<Key> {
    if let Some(quote) = content.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        let inside = content.get(1..)?;
        let end = super::flow::closing(inside, quote)? + 2;
        let rest = content.get(end..)?;
        let colon = end + (rest.len() - rest.trim_start().len());
        return content.get(colon..)?.starts_with(':').then_some(Key { end, colon, quote: 1 });
    }
    if content.starts_with(['{', '[', '#', '&', '*', '!']) {
        return None;
    }
    let comment = content.find(" #").unwrap_or(content.len());
    let before = content.get(..comment)?;
    let colons = before.match_indices(':').map(|(at, _)| at);
    let ends = |at: &usize| {
        content
            .get(at + 1..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let colon = colons.into_iter().find(ends)?;
    let end = content.get(..colon)?.trim_end().len();
    Some(Key { end, colon, quote: 0 })
}

fn is_dash(content: &str) -> bool {
    content
        .strip_prefix('-')
        .is_some_and(|rest| rest.trim_end_matches('\r').is_empty() || rest.starts_with([' ', '\t']))
}
