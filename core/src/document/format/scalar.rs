//! When a text needs quotes, and how it looks in them.

use crate::document::tree::is_special;
use std::fmt::Write as _;

/// Where a YAML text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Spot {
    /// Before a `:`.
    Name,
    /// A value on its line.
    Value,
    /// Between brackets.
    Brackets,
    /// A name between brackets.
    NameInBrackets,
}

/// Returns a YAML value, in double quotes if it needs them.
pub(in crate::document) fn value(text: &str, quoted: bool, spot: Spot) -> String {
    if is_plain(text, spot) && !(quoted && is_special(text)) {
        text.to_owned()
    } else {
        in_quotes(text)
    }
}

/// Returns a YAML name, in double quotes if it needs them.
pub(in crate::document) fn name(text: &str, spot: Spot) -> String {
    if is_plain(text, spot) && text != "<<" { text.to_owned() } else { in_quotes(text) }
}

fn is_plain(text: &str, spot: Spot) -> bool {
    let brackets = matches!(spot, Spot::Brackets | Spot::NameInBrackets);
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let second = chars.next();
    let starts_well = match first {
        '-' | '?' | ':' => second.is_some_and(|second| {
            let bracket = brackets && BRACKETS.contains(&second);
            !second.is_whitespace() && !bracket
        }),
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%'
        | '@' | '`' => false,
        _ => true,
    };
    let mark = text.starts_with("---") || text.starts_with("...");
    let colon = text.ends_with(':') || text.contains(": ");
    let breaks_brackets = brackets && (colon_then_bracket(text) || text.contains(BRACKETS));
    let broken = mark || colon || breaks_brackets || text.contains(" #") || text.trim() != text;
    starts_well && !broken && text.chars().all(is_printable)
}

/// What ends a plain text between brackets.
const BRACKETS: [char; 5] = [',', '[', ']', '{', '}'];

fn colon_then_bracket(text: &str) -> bool {
    [":,", ":[", ":]", ":{", ":}"].iter().any(|pair| text.contains(pair))
}

/// Whether a character can stand in a plain text and be seen there.
fn is_printable(c: char) -> bool {
    match c {
        ' ' => true,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control() && !c.is_whitespace(),
    }
}

/// Returns a text in double quotes, as YAML wants it.
pub(super) fn in_quotes(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => escape(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// Returns a text in double quotes, as JSON wants it.
pub(in crate::document) fn in_json_quotes(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => escape(&mut out, c),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(out: &mut String, c: char) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

/// Returns the lines of a text that can be printed as a block after `|`, with that mark.
pub(super) fn block(text: &str) -> Option<(&'static str, Vec<&str>)> {
    let (mark, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let lines: Vec<&str> = body.split('\n').collect();
    let fits = |line: &&str| line.chars().all(is_printable) && !line.ends_with(' ');
    let first = lines.first()?;
    let last = lines.last()?;
    let is_block = lines.len() > 1
        && lines.iter().all(fits)
        && !first.is_empty()
        && !first.starts_with(' ')
        && !last.is_empty();
    is_block.then_some((mark, lines))
}

/// Returns whether a text is a JSON number or truth value, to be printed without quotes.
pub(super) fn is_json_word(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (number, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let all_digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let number = all_digits(whole)
        && all_digits(part)
        && all_digits(exponent)
        && (whole == "0" || !whole.starts_with('0'));
    number || matches!(text, "true" | "false")
}
