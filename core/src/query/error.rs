//! Where reading stopped, and what would have been understood there.

use std::{fmt, ops::Range};

use nom::{
    IResult, Parser,
    error::{ErrorKind, ParseError},
};

/// A value with the bytes that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

/// Why a text is not a flow, an expectation or a selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes that are wrong; empty at the end of the text when something is missing there.
    pub span: Range<usize>,
    /// A lower-case fragment that says what is wrong.
    pub message: String,
    /// What would have been understood at the start of the span.
    pub expected: Vec<&'static str>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        match self.expected.split_last() {
            None => Ok(()),
            Some((last, [])) => write!(out, " (expected {last})"),
            Some((last, others)) => write!(out, " (expected {} or {last})", others.join(", ")),
        }
    }
}

impl std::error::Error for QueryError {}

/// What a parser of this room returns.
pub(super) type Read<'a, T> = IResult<&'a str, T, Problem>;

/// A problem while reading. Its place is counted from the end of the text, the only thing that a
/// parser knows when it is handed the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    left: usize,
    length: usize,
    message: String,
    expected: Vec<&'static str>,
}

impl Problem {
    /// Returns a problem with the first `length` bytes of the rest.
    pub(super) fn new(rest: &str, length: usize, message: impl Into<String>) -> Self {
        let message = message.into();
        let length = length.min(rest.len());
        Self { left: rest.len(), length, message, expected: Vec::new() }
    }

    /// Says what would have been understood here.
    pub(super) fn expected(mut self, expected: &[&'static str]) -> Self {
        self.expected = expected.to_vec();
        self
    }

    /// Ends the parse with this problem; no alternative is tried.
    pub(super) fn stop<T>(self) -> Result<T, nom::Err<Self>> {
        Err(nom::Err::Failure(self))
    }

    fn within(self, text: &str) -> QueryError {
        let start = text.len().saturating_sub(self.left);
        let span = start..start + self.length;
        let Self { message, expected, .. } = self;
        QueryError { span, message, expected }
    }
}

impl ParseError<&str> for Problem {
    fn from_error_kind(rest: &str, _: ErrorKind) -> Self {
        let length = rest.chars().next().map_or(0, char::len_utf8);
        Self::new(rest, length, "this cannot be read")
    }

    fn append(_: &str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// Runs a parser that reads the whole text.
pub(super) fn finish<'a, T>(
    text: &'a str,
    parser: impl FnOnce(&'a str) -> Read<'a, T>,
) -> Result<T, QueryError> {
    match parser(text) {
        Ok((_, value)) => Ok(value),
        Err(nom::Err::Error(problem) | nom::Err::Failure(problem)) => Err(problem.within(text)),
        Err(nom::Err::Incomplete(_)) => {
            unreachable!("invariant: no parser here waits for more input")
        }
    }
}

/// Adds the place to what a parser reads from a text of `total` bytes.
pub(super) fn placed<'a, T>(
    total: usize,
    mut parser: impl Parser<&'a str, Output = T, Error = Problem>,
) -> impl FnMut(&'a str) -> Read<'a, Placed<T>> {
    move |input| {
        let (rest, value) = parser.parse(input)?;
        let span = total.saturating_sub(input.len())..total.saturating_sub(rest.len());
        Ok((rest, Placed { value, span }))
    }
}
