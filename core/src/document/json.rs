//! JSON text to tree. The only file that names the JSON parser.
//!
//! Only its tokens are used: what stands inside what is kept on the stack of the builder, so that
//! nesting is bounded. Comments are allowed, the other freedoms of JSON dialects are not.

use super::builder::{Builder, clip};
use super::frame::Extra;
use super::tree::{Document, Syntax};
use crate::diagnostic::{Diagnostic, code};
use crate::text::FileId;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::tokens::Token;
use jsonc_parser::{ParseStringErrorKind, Scanner, ScannerOptions};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many missing or spare commas are listed for one text.
const COMMAS: usize = 20;

/// Reads a JSON text that starts `skip` bytes into `text`; see [`super::read()`].
pub(super) fn read(file: FileId, text: &str, skip: usize) -> (Document, Vec<Diagnostic>) {
    let hidden = BTreeSet::new();
    let mut reader = Reader {
        builder: Builder::new(file, text, &hidden),
        text,
        open: Vec::new(),
        state: State::Value,
        comma: None,
        commas: 0,
    };
    let rest = text.get(skip..).unwrap_or_default();
    reader.run(rest, skip);
    if reader.builder.is_empty() && reader.builder.diagnostics.is_empty() {
        let empty =
            Diagnostic::new(code::EMPTY, "the file holds no topology", reader.builder.span(0, 0))
                .because("it holds nothing but spaces and comments")
                .help("Start it with `{ \"outpath\": 1 }`.");
        reader.builder.report(empty);
    }
    let (document, mut diagnostics) = reader.builder.finish(Syntax::Json);
    diagnostics.sort_by_key(|known| known.primary.as_ref().map(|label| label.span));
    (document, diagnostics)
}

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Value,
    FirstItem,
    Name,
    FirstName,
    Colon,
    Comma,
    End,
}

/// An open bracket: the kind that closes it and where it stands.
#[derive(Debug, Clone, Copy)]
struct Open {
    closer: char,
    start: usize,
}

/// Says that the rest of the text makes no sense.
struct Stop;

struct Reader<'a> {
    builder: Builder<'a>,
    text: &'a str,
    open: Vec<Open>,
    state: State,
    comma: Option<Range<usize>>,
    commas: usize,
}

impl<'a> Reader<'a> {
    fn run(&mut self, rest: &'a str, skip: usize) {
        let mut scanner = Scanner::new(rest, &strict());
        loop {
            let token = match scanner.scan() {
                Ok(Some(token)) => token,
                Ok(None) => break,
                Err(error) => return self.unreadable(&error, skip),
            };
            let place = scanner.token_start() + skip..scanner.token_end() + skip;
            if self.take(token, place).is_err() || self.builder.full {
                return;
            }
        }
        if let Some(open) = self.open.last().copied() {
            let place = open.start..open.start + 1;
            let opener = self.text.get(place.clone()).unwrap_or_default();
            let message = format!("the `{opener}` that opens here is never closed");
            self.error(
                place,
                message,
                "what stands in brackets ends at the matching closing bracket",
            );
        }
    }

    fn take(&mut self, token: Token<'a>, place: Range<usize>) -> Result<(), Stop> {
        match token {
            Token::CommentLine(words) | Token::CommentBlock(words) => {
                let span = self.builder.span(place.start, place.end);
                self.builder.comment(span, words);
                Ok(())
            }
            Token::CloseBrace => self.close('}', place),
            Token::CloseBracket => self.close(']', place),
            Token::Comma => self.comma(place),
            Token::Colon if self.state == State::Colon => {
                self.state = State::Value;
                Ok(())
            }
            Token::Colon => self.unexpected(place),
            Token::Word(_) => self.word(place),
            Token::OpenBrace
            | Token::OpenBracket
            | Token::String(_)
            | Token::Boolean(_)
            | Token::Number(_)
            | Token::Null => self.value(token, place),
        }
    }

    fn value(&mut self, token: Token<'a>, place: Range<usize>) -> Result<(), Stop> {
        if self.state == State::Comma {
            self.missing_comma(&place)?;
        }
        let name = matches!(self.state, State::Name | State::FirstName);
        if matches!(self.state, State::Colon | State::End)
            || name && !matches!(token, Token::String(_))
        {
            return self.unexpected(place);
        }
        let span = self.builder.span(place.start, place.end);
        let extra = Extra { flow: true, anchor: None };
        match token {
            Token::OpenBrace => {
                self.builder.open_map(span, extra);
                return self.enter('}', place.start, State::FirstName);
            }
            Token::OpenBracket => {
                self.builder.open_list(span, extra);
                return self.enter(']', place.start, State::FirstItem);
            }
            Token::String(words) => {
                self.one_line(&place)?;
                self.builder.scalar(span, words.into_owned(), true, extra);
            }
            Token::Null => self.builder.null(span, extra),
            Token::Boolean(_) | Token::Number(_) => {
                let words = self.builder.slice(span).to_owned();
                self.builder.scalar(span, words, false, extra);
            }
            Token::CloseBrace
            | Token::CloseBracket
            | Token::Comma
            | Token::Colon
            | Token::Word(_)
            | Token::CommentLine(_)
            | Token::CommentBlock(_) => return self.unexpected(place),
        }
        self.state = if name { State::Colon } else { self.after_value() };
        Ok(())
    }

    fn enter(&mut self, closer: char, start: usize, state: State) -> Result<(), Stop> {
        self.open.push(Open { closer, start });
        self.state = state;
        Ok(())
    }

    fn close(&mut self, closer: char, place: Range<usize>) -> Result<(), Stop> {
        let fits = self.open.last().is_some_and(|open| open.closer == closer);
        let early = matches!(self.state, State::Colon | State::End)
            || self.state == State::Value && closer == '}';
        if !fits || early {
            return self.unexpected(place);
        }
        if matches!(self.state, State::Value | State::Name)
            && let Some(comma) = self.comma.take()
        {
            self.count_comma()?;
            self.error(
                comma,
                format!("this `,` stands before `{closer}`"),
                "a comma separates two things",
            );
        }
        let end = u32::try_from(place.end).unwrap_or(u32::MAX);
        let open = self.open.pop();
        let lines = open.and_then(|open| self.text.get(open.start..place.end));
        self.builder.set_flow(lines.is_some_and(|lines| !lines.contains('\n')));
        self.builder.close(Some(end));
        self.state = self.after_value();
        Ok(())
    }

    fn comma(&mut self, place: Range<usize>) -> Result<(), Stop> {
        if self.state != State::Comma {
            return self.unexpected(place);
        }
        self.state = if self.builder.in_map() { State::Name } else { State::Value };
        self.comma = Some(place);
        Ok(())
    }

    fn after_value(&self) -> State {
        if self.open.is_empty() { State::End } else { State::Comma }
    }

    fn missing_comma(&mut self, place: &Range<usize>) -> Result<(), Stop> {
        self.count_comma()?;
        let words = clip(self.text.get(place.clone()).unwrap_or_default());
        let message = format!("a `,` is missing before `{words}`");
        self.error(
            place.clone(),
            message,
            "the items between brackets are separated by single commas",
        );
        self.state = if self.builder.in_map() { State::Name } else { State::Value };
        Ok(())
    }

    fn count_comma(&mut self) -> Result<(), Stop> {
        self.commas += 1;
        if self.commas > COMMAS { Err(Stop) } else { Ok(()) }
    }

    /// A line end inside a text is not JSON; it shows that a quote is missing.
    fn one_line(&mut self, place: &Range<usize>) -> Result<(), Stop> {
        let words = self.text.get(place.clone()).unwrap_or_default();
        let Some(end) = words.find('\n') else {
            return Ok(());
        };
        let line = place.start..place.start + words.get(..end).unwrap_or_default().trim_end().len();
        self.error(
            line,
            "the quote that opens here is not closed on its line".to_owned(),
            "a text in quotes ends on the line that it starts on",
        );
        Err(Stop)
    }

    fn word(&mut self, place: Range<usize>) -> Result<(), Stop> {
        let words = clip(self.text.get(place.clone()).unwrap_or_default());
        self.error(
            place,
            format!("`{words}` stands without quotes"),
            "in JSON every name and text stands in double quotes",
        );
        Err(Stop)
    }

    fn unexpected(&mut self, place: Range<usize>) -> Result<(), Stop> {
        let words = clip(self.text.get(place.clone()).unwrap_or_default());
        let expected = match self.state {
            State::Value => "a value",
            State::FirstItem => "a value or `]`",
            State::Name => "a name in quotes",
            State::FirstName => "a name in quotes or `}`",
            State::Colon => "`:`",
            State::Comma if self.builder.in_map() => "`,` or `}`",
            State::Comma => "`,` or `]`",
            State::End => "the end of the file",
        };
        self.error(place, format!("`{words}` stands where {expected} is expected"), "");
        Err(Stop)
    }

    fn unreadable(&mut self, error: &ParseError, skip: usize) {
        let range = error.range();
        let (message, because) = describe(error.kind());
        let start = range.start + skip;
        let rest = self.text.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default().trim_end();
        let end = (range.end + skip).min(start + line.len()).max(start);
        self.error(start..end, message.to_owned(), because);
    }

    fn error(&mut self, place: Range<usize>, message: String, because: &str) {
        let span = self.builder.span(place.start, place.end);
        let known = |known: &Diagnostic| {
            known.primary.as_ref().is_some_and(|label| label.span.start == span.start)
        };
        if !self.builder.diagnostics.iter().any(known) {
            self.builder.report(Diagnostic::new(code::SYNTAX, message, span).because(because));
        }
    }
}

fn strict() -> ScannerOptions {
    ScannerOptions {
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

fn describe(kind: &ParseErrorKind) -> (&'static str, &'static str) {
    match kind {
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => (
            "the quote that opens here is never closed",
            "a text in quotes ends on the line that it starts on",
        ),
        ParseErrorKind::String(_) => (
            "this text in quotes holds a `\\` that means nothing",
            "inside quotes a `\\` starts a code such as `\\n`; write `\\\\` for a single `\\`",
        ),
        ParseErrorKind::UnterminatedCommentBlock => {
            ("the comment that opens here is never closed", "it ends at `*/`")
        }
        ParseErrorKind::SingleQuotedStringsNotAllowed => (
            "a single quote stands where a double quote is expected",
            "in JSON every name and text stands in double quotes",
        ),
        ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed
        | ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral => (
            "this is not a number that JSON knows",
            "JSON numbers are decimal; put anything else in quotes",
        ),
        _ => ("this means nothing in JSON", "every name and text stands in double quotes"),
    }
}
