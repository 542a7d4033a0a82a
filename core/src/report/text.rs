//! Text with roles: the words are fixed here, the colors at the rims.

use std::fmt;

/// What a piece of text is, for whoever colors it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// A heading or a name that matters.
    Strong,
    /// Less important: facts, places.
    Dim,
    /// Good news.
    Good,
    /// Bad news.
    Bad,
    /// Something to look at.
    Warn,
    /// Source text.
    Code,
}

/// Text in pieces, each with its role. Printed plainly, it is the pieces one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The pieces.
    pub spans: Vec<(Role, String)>,
}

impl Text {
    /// Adds a piece.
    pub fn push(&mut self, role: Role, text: impl Into<String>) {
        let text = text.into();
        match self.spans.last_mut() {
            Some((last, words)) if *last == role => words.push_str(&text),
            Some(_) | None => self.spans.push((role, text)),
        }
    }

    /// Adds a piece and ends the line.
    pub fn line(&mut self, role: Role, text: impl Into<String>) {
        self.push(role, text);
        self.push(Role::Plain, "\n");
    }

    /// Adds all pieces of another text.
    pub fn append(&mut self, other: Self) {
        for (role, text) in other.spans {
            self.push(role, text);
        }
    }

    /// Returns the same without control characters: names come from files, and a terminal or a log
    /// would obey them.
    #[must_use]
    pub fn visible(mut self) -> Self {
        for (_, text) in &mut self.spans {
            if text.contains(is_hidden) {
                *text = text.replace(is_hidden, "\u{fffd}");
            }
        }
        self
    }

    /// Returns whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|(_, text)| text.is_empty())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spans.iter().try_for_each(|(_, text)| out.write_str(text))
    }
}

fn is_hidden(one: char) -> bool {
    one.is_control() && !['\n', '\t'].contains(&one)
}

/// Returns `one thing` or `N things`.
#[must_use]
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
