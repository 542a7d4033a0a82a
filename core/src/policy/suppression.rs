//! Comments that accept a finding where it stands.

use super::{Date, selector};
use crate::{
    diagnostic::{Diagnostic, code},
    document::Comment,
    text::{FileId, Sources, Span, Spanned},
};

/// How a comment that accepts a finding is written.
pub(super) const FORM: &str = "# outpath: ignore[OP3004] until=2027-03-31 the reason";

/// One comment that accepts findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suppression {
    /// Codes, names, or families.
    pub(super) selectors: Vec<Spanned<String>>,
    /// The last day on which it counts; none for ever.
    pub(super) until: Option<Spanned<Date>>,
    /// Why.
    pub(super) reason: String,
    /// The comment.
    pub(super) span: Span,
    /// The line that it speaks of.
    pub(super) line: u32,
}

/// After so many that cannot be read nothing is read any more.
const MOST_PROBLEMS: usize = 1_000;

/// Reads the comments that accept findings. What cannot be read accepts nothing, and is said.
pub(super) fn read(sources: &Sources, comments: &[Comment]) -> (Vec<Suppression>, Vec<Diagnostic>) {
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for comment in comments {
        match one(comment, sources.slice(comment.span)) {
            None => {}
            Some(Err(problem)) => problems.push(*problem),
            Some(Ok(suppression)) => read.push((suppression, comment.trailing)),
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    (with_lines(sources, read), problems)
}

/// Says which line each speaks of: its own, or the next one that is no comment.
fn with_lines(sources: &Sources, read: Vec<(Suppression, bool)>) -> Vec<Suppression> {
    let mut all: Vec<Suppression> = Vec::new();
    // Of the one below: its own line, and the line that it speaks of.
    let mut below: Option<(FileId, u32, u32)> = None;
    for (mut one, trailing) in read.into_iter().rev() {
        let Some(source) = sources.get(one.span.file) else { continue };
        let (own, _) = source.line_column(one.span.start);
        let (last, _) = source.line_column(one.span.end);
        one.line = if trailing {
            own
        } else {
            let mut line = last + 1;
            loop {
                match below {
                    Some((file, at, speaks_of)) if (file, at) == (one.span.file, line) => {
                        break speaks_of;
                    }
                    Some(_) | None if is_comment(source.line(line)) => line += 1,
                    Some(_) | None => break line,
                }
            }
        };
        below = (!trailing).then_some((one.span.file, own, one.line));
        all.push(one);
    }
    all.reverse();
    all
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', '/'])
}

/// Reads one comment; none if it does not speak to this program.
fn one(comment: &Comment, raw: &str) -> Option<Result<Suppression, Box<Diagnostic>>> {
    let rest = comment.text.strip_prefix("outpath:")?.trim_start();
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let after = rest.get(word.len()..).unwrap_or_default().trim_start();
    let near = strsim::osa_distance(&word.to_ascii_lowercase(), "ignore") <= 2;
    let named = after.starts_with('[') && !word.is_empty();
    if !near && !named {
        return None;
    }
    Some(parts(comment, raw, (word, after)))
}

fn parts(
    comment: &Comment,
    raw: &str,
    (word, after): (&str, &str),
) -> Result<Suppression, Box<Diagnostic>> {
    let unreadable = |place: Span, why: &str| {
        let message = "this comment accepts no finding, because it cannot be read";
        let problem = Diagnostic::new(code::UNREADABLE_SUPPRESSION, message, place);
        Box::new(problem.because(why).help(format!("Write `{FORM}`.")))
    };
    if word != "ignore" {
        return Err(unreadable(comment.span, &format!("`{word}` is not `ignore`")));
    }
    let listed = after.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((list, rest)) = listed else {
        return Err(unreadable(comment.span, "codes in brackets follow `ignore`"));
    };
    let mut selectors = Vec::new();
    for selector in list.split(',').map(str::trim) {
        let place = within(comment, raw, selector);
        if selector.is_empty() {
            return Err(unreadable(comment.span, "a code is missing between the brackets"));
        }
        selector::verify(selector).map_err(|why| unreadable(place, &why))?;
        let mut meant = selector::codes().filter(|code| selector::picks(selector, code));
        if meant.all(selector::is_fixed) {
            let why = format!("what `{selector}` says has to be put right; nobody can accept it");
            return Err(unreadable(place, &why));
        }
        selectors.push(Spanned { value: selector.to_owned(), span: place });
    }
    let (until, reason) = until(rest.trim()).map_err(|word| {
        unreadable(within(comment, raw, word), &format!("`{word}` names no day"))
    })?;
    if let Some(word) = late_day(reason) {
        let why =
            format!("`{word}` looks like a last day, and would count as a part of the reason");
        return Err(unreadable(within(comment, raw, word), &why));
    }
    let until = until.map(|(date, word)| Spanned { value: date, span: within(comment, raw, word) });
    if !reason.chars().any(char::is_alphanumeric) {
        let message = format!("the comment that accepts {} does not say why", listing(list));
        let problem = Diagnostic::new(code::UNREASONED_SUPPRESSION, message, comment.span);
        let help = "Say after the brackets why the finding is accepted; until then it counts.";
        return Err(Box::new(problem.help(help)));
    }
    Ok(Suppression { selectors, until, reason: reason.to_owned(), span: comment.span, line: 0 })
}

type Until<'a> = Option<(Date, &'a str)>;

/// Splits the last day off a reason.
fn until(rest: &str) -> Result<(Until<'_>, &str), &str> {
    let (word, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let day = word.strip_prefix("until").and_then(|word| word.strip_prefix(['=', ':']));
    match day {
        None => Ok((None, rest)),
        Some(day) => {
            let date = Date::parse(day).filter(|_| word.starts_with("until="));
            Ok((Some((date.ok_or(word)?, word)), reason.trim()))
        }
    }
}

/// Returns a word of a reason with which somebody means a last day: read as a part of the reason, it
/// would accept for ever.
fn late_day(reason: &str) -> Option<&str> {
    let words: Vec<&str> = reason.split_whitespace().collect();
    let after = words.iter().skip(1).copied().chain([""]);
    words.iter().zip(after).map(|(word, after)| (*word, after)).find_map(|(word, after)| {
        let lower = word.to_ascii_lowercase();
        let lower = lower.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let rest = ["until", "expires"].iter().find_map(|known| lower.strip_prefix(known));
        let sets = |text: &str| text.starts_with(['=', ':']);
        let meant = rest.is_some_and(|rest| {
            sets(rest)
                || looks_like_a_day(rest)
                || (rest.is_empty() && (sets(after) || looks_like_a_day(after)))
        });
        let misspelt = lower.split_once(['=', ':']).is_some_and(|(name, day)| {
            let near = |known| strsim::osa_distance(name, known) <= 2;
            looks_like_a_day(day) && (near("until") || near("expires"))
        });
        (meant || misspelt || lower.contains("until=")).then_some(word)
    })
}

/// Returns whether a word is a day or a year in any notation with digits.
fn looks_like_a_day(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_numeric = word.chars().all(|c| c.is_ascii_digit() || "-/.".contains(c));
    let is_parted = word.contains(['-', '/', '.']);
    is_numeric && (is_parted || (word.len() == 4 && word.starts_with("20")))
}

/// Returns the place of a part of a comment.
fn within(comment: &Comment, raw: &str, part: &str) -> Span {
    raw.find(part).map_or(comment.span, |start| comment.span.part(start, start + part.len()))
}

fn listing(list: &str) -> String {
    let words: Vec<String> = list.split(',').map(|word| format!("`{}`", word.trim())).collect();
    words.join(", ")
}
