//! What is wrong with the notation, in words that need no knowledge of YAML.

use super::builder::clip;
use crate::diagnostic::{Diagnostic, code};
use crate::text::{FileId, Span};

/// One way in which a text is not well-formed YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// A quote is opened and not closed.
    OpenQuote,
    /// A bracket is opened and not closed.
    OpenBracket,
    /// A closing bracket has no opening one, or one of another kind.
    StrayBracket,
    /// Something other than `,` or the closing bracket stands in a bracketed list.
    MissingComma,
    /// A tab indents a line.
    Tab,
    /// A line does not line up with those above it.
    Indentation,
    /// A word stands where `name: value` is expected.
    MissingColon,
    /// A `:` stands where only a single value can.
    SecondColon,
    /// A name has no words.
    MissingName,
    /// Something other than an item stands in a list.
    MissingItem,
    /// An item stands where no list can start.
    StrayItem,
    /// Something follows a closing quote.
    AfterQuote,
    /// An escape in double quotes that means nothing.
    Escape,
    /// A character that cannot start a value.
    Character,
    /// `*` or `&` without a name.
    SharedName,
    /// A header line starting with `%`.
    Directive,
    /// A block of text after `|` or `>` is malformed.
    TextBlock,
    /// More than one document in a file.
    SecondDocument,
    /// A shared value that is not there.
    Unknown,
    /// A shared value that contains itself.
    Endless,
    /// Anything else.
    Other,
}

/// A fault and the byte that it was noticed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The fault.
    pub(super) fault: Fault,
    /// The byte.
    pub(super) at: usize,
}

impl Found {
    /// Returns the fault as a diagnostic that underlines what stands there in `text`.
    pub(super) fn diagnostic(self, file: FileId, text: &str) -> Diagnostic {
        let (start, end) = self.extent(text);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span::new(file, offset(start), offset(end));
        let words = clip(text.get(start..end).unwrap_or_default());
        let diagnostic =
            Diagnostic::new(code::SYNTAX, self.message(&words), span).because(self.because(&words));
        match self.help(&words) {
            "" => diagnostic,
            help => diagnostic.help(help),
        }
    }

    fn extent(self, text: &str) -> (usize, usize) {
        let length = |from: usize, end: fn(char) -> bool| {
            let rest = text.get(from..).unwrap_or_default();
            rest.find(end).unwrap_or(rest.len())
        };
        let to_end_of_line = |from: usize| {
            let line = text.get(from..from + length(from, |c| c == '\n')).unwrap_or_default();
            let line = line.split(" #").next().unwrap_or_default();
            (from, from + line.trim_end().len())
        };
        let word = |from: usize| {
            let end = from + length(from, |c| c.is_whitespace() || ",]}".contains(c));
            (from, end.max(next_char(text, from)))
        };
        let line_start = |at: usize| {
            let before = text.get(..at).unwrap_or_default();
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            let line = text.get(start..).unwrap_or_default();
            start + (line.len() - line.trim_start_matches([' ', '\t']).len())
        };
        // At the end of the text, the last character is the place to look.
        let last = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
        let at = self.at.min(last);
        match self.fault {
            Fault::OpenQuote | Fault::AfterQuote | Fault::Directive | Fault::MissingColon => {
                to_end_of_line(at)
            }
            Fault::Indentation | Fault::MissingItem => to_end_of_line(line_start(at)),
            Fault::Tab => tab(text, line_start(at), at),
            Fault::Unknown | Fault::Endless | Fault::SecondDocument => word(at),
            Fault::OpenBracket
            | Fault::StrayBracket
            | Fault::MissingComma
            | Fault::SecondColon
            | Fault::MissingName
            | Fault::StrayItem
            | Fault::Escape
            | Fault::Character
            | Fault::SharedName
            | Fault::TextBlock
            | Fault::Other => (at, next_char(text, at)),
        }
    }

    fn message(self, words: &str) -> String {
        match self.fault {
            Fault::OpenQuote => "the quote that opens here is never closed".to_owned(),
            Fault::OpenBracket => format!("the `{words}` that opens here is never closed"),
            Fault::StrayBracket => format!("`{words}` closes nothing that is open here"),
            Fault::MissingComma => match words {
                "," => "a `,` stands where a value is expected".to_owned(),
                ":" => "this `:` has no place between the brackets".to_owned(),
                words => format!("`{words}` stands where `,` or a closing bracket is expected"),
            },
            Fault::Tab => "a tab is used to indent".to_owned(),
            Fault::Indentation => format!("`{words}` does not line up with the lines above it"),
            Fault::MissingColon if words.starts_with('-') => {
                format!("`{words}` lacks the space after `-`")
            }
            Fault::MissingColon => format!("`{words}` is not a field"),
            Fault::SecondColon => "a `:` stands where only a single value can".to_owned(),
            Fault::MissingName => "the name before this `:` is missing".to_owned(),
            Fault::MissingItem => {
                format!("`{words}` stands where the next `- ` of the list is expected")
            }
            Fault::StrayItem => "a list item cannot stand here".to_owned(),
            Fault::AfterQuote => format!("`{words}` follows a closing quote"),
            Fault::Escape => {
                "this text in double quotes holds a `\\` that means nothing".to_owned()
            }
            Fault::Character => match words {
                "`" => "a text cannot start with a backtick".to_owned(),
                words => format!("a text cannot start with `{words}`"),
            },
            Fault::SharedName => format!("`{words}` stands without a name"),
            Fault::Directive => format!("`{words}` cannot stand here"),
            Fault::TextBlock => "the text that starts here is not indented as one block".to_owned(),
            Fault::SecondDocument => "a second document starts here".to_owned(),
            Fault::Unknown => format!("`{words}` refers to no value above it"),
            Fault::Endless => format!("`{words}` stands inside the value that it repeats"),
            Fault::Other => "the text makes no sense from here on".to_owned(),
        }
    }

    fn because(self, words: &str) -> &'static str {
        match self.fault {
            Fault::OpenQuote | Fault::AfterQuote => {
                "a text in quotes ends at the next quote of the same kind"
            }
            Fault::OpenBracket => "what stands in brackets ends at the matching closing bracket",
            Fault::StrayBracket => "every closing bracket needs an opening one of the same kind",
            Fault::MissingComma if words == ":" => {
                "fields between brackets read `{ name: value, name: value }`"
            }
            Fault::MissingComma => "the items between brackets are separated by single commas",
            Fault::Tab => {
                "how far a line is indented says what it belongs to, and a tab has no fixed width"
            }
            Fault::Indentation => "fields of one thing are indented by the same number of spaces",
            Fault::MissingColon if words.starts_with('-') => {
                "an item of a list starts with `-` and a space"
            }
            Fault::MissingColon => "a field reads `name: value`, with a space after the `:`",
            Fault::SecondColon => {
                "a `:` followed by a space makes a field, which needs a line or brackets of its own"
            }
            Fault::MissingName => "a field reads `name: value`",
            Fault::MissingItem => "every line at this level of a list starts with `- `",
            Fault::StrayItem => {
                "the items of a list stand on lines of their own, below the name of the list"
            }
            Fault::Escape => "inside double quotes a `\\` starts a code such as `\\n`",
            Fault::Character => "the character has a meaning of its own at the start of a value",
            Fault::SharedName => "`*name` repeats a value that was marked with `&name`",
            Fault::Directive => {
                "a line that starts with `%` is an instruction to the reader of the file"
            }
            Fault::TextBlock => {
                "a text after `|` or `>` is indented deeper than its name, all lines alike"
            }
            Fault::SecondDocument => "a topology file holds one document; what follows is ignored",
            Fault::Unknown => {
                "`*name` repeats a value that was marked with `&name` earlier in the file"
            }
            Fault::Endless => "the value would contain itself without end",
            Fault::Other => "",
        }
    }

    fn help(self, words: &str) -> &'static str {
        match self.fault {
            Fault::OpenQuote => "Close the quote on this line, or leave the quotes out.",
            Fault::OpenBracket => "Close the bracket, or give every item its own line.",
            Fault::StrayBracket => {
                "Remove it, or put the text in quotes if the bracket belongs to it."
            }
            Fault::MissingComma => match words {
                "," => "Remove one of the commas.",
                _ => "Look for a missing `,` or closing bracket before it.",
            },
            Fault::Tab => "Indent with spaces, two for every level.",
            Fault::Indentation => "Indent the line like its neighbors.",
            Fault::MissingColon if words.starts_with('-') => "Put a space after the `-`.",
            Fault::MissingColon if words.contains(':') => "Put a space after the `:`.",
            Fault::MissingColon => "Add the `:` after the name.",
            Fault::SecondColon => {
                "Put the text in quotes if the `:` belongs to it, or indent the fields below their name."
            }
            Fault::MissingItem => "Add the `- `, or indent the line like what it belongs to.",
            Fault::StrayItem => {
                "Put each `- ` on its own line, or write the list as `[first, second]`."
            }
            Fault::AfterQuote => {
                "Double a `'` inside single quotes; write `\\\"` inside double quotes."
            }
            Fault::Escape => "Write `\\\\` for a single `\\`, or use single quotes.",
            Fault::Character => "Put the text in quotes.",
            Fault::SharedName => "Put the text in quotes if the character belongs to it.",
            Fault::Directive => "Remove it; a topology file needs none.",
            Fault::SecondDocument => "Move it to a file of its own.",
            Fault::Unknown => "Put the text in quotes if the `*` belongs to it.",
            Fault::Other => "Look for a missing quote, bracket or `:` just before this place.",
            Fault::MissingName | Fault::TextBlock | Fault::Endless => "",
        }
    }
}

/// Returns the spaces and tabs that indent the line of `at`, or else the next tab.
fn tab(text: &str, words: usize, at: usize) -> (usize, usize) {
    let before = text.get(..words).unwrap_or_default();
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    if before.get(words - indent..).is_some_and(|indent| indent.contains('\t')) {
        return (words - indent, words);
    }
    let next = text.get(at..).and_then(|rest| rest.find('\t'));
    let start = at + next.unwrap_or_default();
    (start, next_char(text, start))
}

fn next_char(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    at + next.map_or(0, char::len_utf8)
}
