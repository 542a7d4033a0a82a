//! The spanned tree: what a YAML or JSON text says, with the place of every part.
//!
//! The tree may lie: it holds what the user wrote, not what makes sense. Keys keep their order and
//! their duplicates.

use crate::text::{FileId, Span};

/// One text as a tree, with its comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The text that it came from.
    pub file: FileId,
    /// The notation that it was written in.
    pub syntax: Syntax,
    /// The top of the tree; [`Value::Broken`] when nothing could be read.
    pub root: Node,
    /// Every comment, in the order of the text.
    pub comments: Vec<Comment>,
}

impl Document {
    /// Returns whether a key or AWS id stands anywhere in the tree: something may be called so even
    /// if it could not be made.
    #[must_use]
    pub fn has_key(&self, key: &str) -> bool {
        fn within(node: &Node, key: &str) -> bool {
            match &node.value {
                Value::Null | Value::Scalar { .. } | Value::Broken => false,
                Value::List(items) => items.iter().any(|item| within(item, key)),
                Value::Map(entries) => {
                    let is_id =
                        |entry: &Entry| entry.key == "id" && entry.value.text() == Some(key);
                    let called = |entry: &Entry| entry.key == key || is_id(entry);
                    entries.iter().any(|entry| called(entry) || within(&entry.value, key))
                }
            }
        }
        within(&self.root, key)
    }
}

/// The mark of a value that nobody knows. It reads as [`Value::Broken`], and spoils no more than the object
/// around it.
pub(super) const UNKNOWN: &str = "!unknown";

/// The two notations of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// YAML.
    Yaml,
    /// JSON, comments allowed.
    Json,
}

/// One comment, without its mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The comment with its mark.
    pub span: Span,
    /// The words, trimmed.
    pub text: String,
    /// Whether something other than spaces stands before it on its line.
    pub trailing: bool,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The whole value; for a mapping or list, from its first to its last part.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// Whether it was written in brackets, to be printed on one line if it fits.
    pub flow: bool,
    /// The name that lets a value be written once and used again.
    pub share: Option<Share>,
}

/// A value that is written once and used in several places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// Written here, under a name: `&name`.
    Defined(Box<str>),
    /// A copy of what stands elsewhere: `*name`. The spans inside are those of the original.
    Used(Box<str>),
}

/// What a node says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// A single word, number or text.
    Scalar {
        /// The text after unquoting.
        text: String,
        /// Whether it stood in quotes (then it is text and never `true` or a number).
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the text, duplicates included.
    Map(Vec<Entry>),
    /// Something that could not be read; a diagnostic says so already.
    Broken,
}

/// One `key: value` of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key after unquoting.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Returns a value at a place, to be printed over several lines if it has parts.
    #[must_use]
    pub fn new(span: Span, value: Value) -> Self {
        Self { span, value, flow: false, share: None }
    }

    /// Returns whether two trees say the same, wherever and however they are written.
    ///
    /// Quotes count only where they change the meaning: `"1"` is text and `1` a number.
    #[must_use]
    pub fn says_same_as(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) | (Value::Broken, Value::Broken) => true,
            (
                Value::Scalar { text, quoted },
                Value::Scalar { text: other_text, quoted: other_quoted },
            ) => text == other_text && (quoted == other_quoted || !is_special(text)),
            (Value::List(items), Value::List(others)) => {
                items.len() == others.len()
                    && items.iter().zip(others).all(|(a, b)| a.says_same_as(b))
            }
            (Value::Map(entries), Value::Map(others)) => {
                let same =
                    |(a, b): (&Entry, &Entry)| a.key == b.key && a.value.says_same_as(&b.value);
                entries.len() == others.len() && entries.iter().zip(others).all(same)
            }
            (
                Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Map(_) | Value::Broken,
                _,
            ) => false,
        }
    }

    /// Returns the text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) | Value::Broken => None,
        }
    }

    /// Returns the entries of a mapping; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Null | Value::Scalar { .. } | Value::List(_) | Value::Broken => &[],
        }
    }

    /// Returns the first value of a key in a mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// Returns the word for this form of value, for messages: `a list`, `a mapping`, …
    #[must_use]
    pub fn form(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a single value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Broken => "something unreadable",
        }
    }
}

/// Returns whether a plain word means something other than its letters: nothing, a truth value, a
/// number or a date, by the rules of any YAML version in use.
#[must_use]
pub fn is_special(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let word = matches!(
        lower.as_str(),
        "" | "~" | "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    let starts_like_number = text.starts_with(|first: char| {
        first.is_ascii_digit() || first == '+' || first == '-' || first == '.'
    });
    word || starts_like_number && is_number_or_date(&lower)
}

fn is_number_or_date(lower: &str) -> bool {
    let digits = lower.trim_start_matches(['+', '-']).replace('_', "");
    let in_base = |prefix: &str| {
        let rest = digits.strip_prefix(prefix).unwrap_or_default();
        !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_hexdigit())
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    let sixties = digits.contains(':') && digits.split([':', '.']).all(all_digits);
    digits.parse::<f64>().is_ok()
        || matches!(digits.as_str(), ".inf" | ".nan")
        || in_base("0x")
        || in_base("0o")
        || in_base("0b")
        || sixties
        || is_date(lower)
}

/// Returns whether a word is a day, with or without a time.
fn is_date(lower: &str) -> bool {
    let (day, time) = lower.split_at_checked(10).unwrap_or((lower, ""));
    let parts: Vec<&str> = day.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.iter().all(|part| part.bytes().all(|c| c.is_ascii_digit()));
    let clock = |c: char| c.is_ascii_digit() || "tz:.+-".contains(c);
    digits && lengths == [4, 2, 2] && time.chars().all(clock) && !time.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_words_that_are_not_text() {
        for special in [
            "",
            "~",
            "null",
            "True",
            "off",
            "1",
            "-1",
            "+.5",
            "1e3",
            "0x1F",
            "0o17",
            "1_000",
            ".inf",
            "-.INF",
            ".nan",
            "12:30",
            "2026-11-30",
        ] {
            assert!(is_special(special), "{special:?}");
        }
        for text in [
            "shop",
            "10.0.0.0/16",
            "10.0.1.7",
            "::/0",
            "fe80::1",
            "2001:db8::/32",
            "-",
            "...",
            "1st",
            "1::2",
            "infinity",
            "nan",
        ] {
            assert!(!is_special(text), "{text:?}");
        }
    }
}
