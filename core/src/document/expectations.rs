//! Files of expectations: one a line, with comments.

use super::read::add_text;
use crate::{
    diagnostic::{Diagnostic, code},
    text::{Sources, Span, Spanned},
};

/// Adds a file of expectations to the sources, and returns its lines.
///
/// What follows `#` at the start of a line or after a space is a comment, outside of quotes.
///
/// # Errors
/// Says that it is no text, or that no expectation stands in it: it would prove nothing.
pub fn expectations(
    sources: &mut Sources,
    name: &str,
    bytes: &[u8],
) -> Result<Vec<Spanned<String>>, Box<Diagnostic>> {
    let file = add_text(sources, name, bytes)
        .map_err(|why| Box::new(Diagnostic::unplaced(code::NOT_TEXT, why)))?;
    let text = sources.get(file).map_or("", |source| source.text.as_str());
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = without_comment(line).trim_end();
        let start = at + words.len() - words.trim_start().len();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        if !words.trim_start().is_empty() {
            let span = Span::new(file, offset(start), offset(at + words.len()));
            found.push(Spanned { value: words.trim_start().to_owned(), span });
        }
        at += line.len();
    }
    if found.is_empty() {
        let message = format!("no expectation stands in `{name}`");
        let help = "Write one a line, as in `web -> db tcp/5432`.";
        return Err(Box::new(
            Diagnostic::new(code::EMPTY, message, Span::new(file, 0, 0)).help(help),
        ));
    }
    Ok(found)
}

fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        match letter {
            '"' if before != '\\' => quoted = !quoted,
            '#' if !quoted && before.is_whitespace() => {
                return line.get(..at).unwrap_or_default();
            }
            _ => {}
        }
        before = letter;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_places_and_comments_are_none() {
        let text =
            "# what must work\n\n  web -> db tcp/5432  # there and back\r\n\"a # b\" -> c#d\n";
        let mut sources = Sources::default();
        let lines = expectations(&mut sources, "plant.expect", text.as_bytes()).unwrap();
        let words: Vec<&str> = lines.iter().map(|line| line.value.as_str()).collect();
        assert_eq!(words, ["web -> db tcp/5432", "\"a # b\" -> c#d"]);
        for line in &lines {
            let span = line.span;
            assert_eq!(text.get(span.start as usize..span.end as usize), Some(line.value.as_str()));
        }
        let empty = expectations(&mut sources, "empty.expect", b"# nothing\n").unwrap_err();
        assert_eq!(empty.message, "no expectation stands in `empty.expect`");
    }
}
