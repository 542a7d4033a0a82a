//! Mappings and lists in brackets, over any number of lines.

use super::{Frame, Scan, Slot};

impl Scan<'_> {
    /// Reads what begins with a bracket, as the value of what is being read, and returns where it
    /// ends. One that is never closed ends where a line is indented no deeper than `around`.
    pub(super) fn brackets(&mut self, start: usize, around: Option<usize>) -> usize {
        let base = self.open.len();
        let mut at = start;
        // Before the first bracket the place belongs to what is around.
        self.pass(start, start);
        loop {
            let (next, left) = self.gap(at, around);
            // Right before a word the place belongs to that.
            let free = left || self.part(next..self.text.len()).starts_with(['}', ']', ',', ':']);
            let end = if free { next } else { next.saturating_sub(1) };
            if self.open.len() > base && self.is_at(at, end) {
                self.see_gap();
            }
            if left {
                self.open.truncate(base);
                return next;
            }
            at = self.token(next);
            if self.open.len() <= base {
                return at;
            }
        }
    }

    /// Skips spaces, line ends and comments. Returns where something follows, and whether that is
    /// outside: the end of the text, or a line that cannot belong to these brackets.
    fn gap(&mut self, start: usize, around: Option<usize>) -> (usize, bool) {
        let mut at = start;
        loop {
            let rest = self.part(at..self.text.len());
            let Some(first) = rest.chars().next() else { return (at, true) };
            let comment = first == '#' || rest.starts_with("//");
            if comment {
                let end = self.line_end(at);
                self.pass(at + 1, end);
                at = end;
            } else if rest.starts_with("/*") {
                let end = rest.find("*/").map_or(self.text.len(), |end| at + end + 2);
                self.pass(at + 1, end.saturating_sub(1));
                at = end;
            } else if first == '\n' {
                if self.leaves(at + 1, around) {
                    return (at, true);
                }
                at += 1;
            } else if first.is_whitespace() {
                at += first.len_utf8();
            } else {
                return (at, false);
            }
        }
    }

    /// Returns whether a line begins something that is not in brackets.
    fn leaves(&self, line: usize, around: Option<usize>) -> bool {
        let Some(around) = around else { return false };
        let text = self.part(line..self.line_end(line)).trim_end();
        let content = text.trim_start();
        let entry = content.ends_with(':') || content.contains(": ") || content.starts_with("- ");
        let shallow = text.len() - content.len() <= around;
        entry && shallow && !content.starts_with(['}', ']', '#'])
    }

    /// Looks around where nothing stands.
    fn see_gap(&mut self) {
        let word = self.place..self.place;
        let Some(top) = self.top() else { return };
        let (list, key, valued) = (top.list, top.key.is_some(), top.valued);
        match (list, key, valued) {
            (true, _, false) | (false, true, false) => self.see_value(Slot::Value, word, false),
            (false, false, _) => self.see_key(word, false, false),
            (true, _, true) | (false, true, true) => self.seen = true,
        }
    }

    /// Reads a bracket, comma, colon or word, and returns where it ends.
    fn token(&mut self, at: usize) -> usize {
        let rest = self.part(at..self.text.len());
        match rest.chars().next() {
            Some(first @ ('{' | '[')) => {
                self.push(Frame { list: first == '[', brackets: true, ..Frame::default() });
                at + 1
            }
            Some('}' | ']') => {
                self.open.pop();
                at + 1
            }
            Some(',') => {
                if let Some(top) = self.top() {
                    (top.key, top.valued) = (None, false);
                }
                at + 1
            }
            Some(':') if rest.get(1..).is_none_or(|after| !after.starts_with([':', '/'])) => at + 1,
            Some(_) => self.word(at),
            None => at,
        }
    }

    /// Reads a key or single value.
    fn word(&mut self, at: usize) -> usize {
        let rest = self.part(at..self.text.len());
        let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (inner, end) =
            match quote.map(|quote| closing(rest.get(1..).unwrap_or_default(), quote)) {
                Some(Some(length)) => (at + 1..at + 1 + length, at + 2 + length),
                Some(None) => {
                    let end = at + self.part(at..self.line_end(at)).trim_end().len();
                    (at + 1..end, end)
                }
                None => {
                    let end = at + plain(rest).max(rest.chars().next().map_or(0, char::len_utf8));
                    (at..end, end)
                }
            };
        let text = self.part(inner.clone()).to_owned();
        let after = self.part(end..self.text.len());
        let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
        let colon = after.get(spaces..).is_some_and(|after| after.starts_with(':'));
        let reach = if quote.is_some() { inner.end } else { end + spaces };
        let here = self.is_at(at, reach);
        let word = inner.start..inner.end.max(self.place.min(reach));
        let is_key = self.top().is_some_and(|top| !top.list && top.key.is_none());
        if !is_key {
            if here {
                self.see_value(Slot::Value, word, quote.is_some());
            }
            self.scalar(&text);
            return end;
        }
        if colon {
            self.entry(&text);
        }
        if here {
            let word = if colon { inner } else { word };
            self.see_key(word, quote.is_some(), colon);
        }
        if colon { end + spaces + 1 } else { end }
    }
}

/// Returns the length of a plain text between brackets.
fn plain(rest: &str) -> usize {
    let mut before = ' ';
    for (at, one) in rest.char_indices() {
        let next = rest.get(at + one.len_utf8()..).and_then(|rest| rest.chars().next());
        let ends = match one {
            ',' | '[' | ']' | '{' | '}' | '\n' => true,
            '#' => before == ' ',
            ':' => next.is_none_or(|next| next.is_whitespace() || ",[]{}".contains(next)),
            _ => false,
        };
        if ends {
            return rest.get(..at).unwrap_or_default().trim_end().len();
        }
        before = one;
    }
    rest.trim_end().len()
}

/// Returns where the quote that closes a text stands, if that is on its line.
pub(super) fn closing(inside: &str, quote: char) -> Option<usize> {
    let mut chars = inside.char_indices().peekable();
    while let Some((at, one)) = chars.next() {
        if one == '\n' {
            return None;
        }
        if one == '\\' && quote == '"' {
            chars.next();
        } else if one == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at);
            }
        }
    }
    None
}
