//! YAML text to tree. The only file that names the YAML parser.
//!
//! A text with a syntax error is read again without the lines of the broken part, so that one run
//! finds several errors and the rest of the file still counts.

use super::builder::{Builder, DEPTH};
use super::fault::{Fault, Found};
use super::frame::Extra;
use super::place::Place;
use super::repair::Repaired;
use super::tree::{Document, Syntax, UNKNOWN};
use crate::diagnostic::{Diagnostic, code};
use crate::text::{FileId, Span};
use granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StrInput, StructureStyle,
};
use std::collections::BTreeSet;

/// How many syntax errors are listed for one text.
const ERRORS: usize = 20;
/// How often a text is read again without a broken part.
const ATTEMPTS: usize = 40;
/// How many bytes are read again in all, beyond four times the text.
const REREAD: usize = 1 << 20;

/// Reads a YAML text; see [`super::read()`].
pub(super) fn read(file: FileId, text: &str) -> (Document, Vec<Diagnostic>) {
    let mut repaired = Repaired::new(text);
    let mut errors: Vec<Diagnostic> = Vec::new();
    let mut effort = text.len().saturating_mul(3).saturating_add(REREAD);
    for _ in 0..ATTEMPTS {
        let keys = repaired.keys.clone();
        let (builder, found) = attempt(file, text, &repaired.text, &keys);
        let Some(found) = found else {
            return finish(builder, errors);
        };
        let place = Place::of(&builder, found, &repaired.text);
        report(&mut errors, place.found.diagnostic(file, text));
        effort = effort.saturating_sub(found.at.max(1));
        if errors.len() >= ERRORS || effort == 0 || !place.hide(&mut repaired) {
            return finish(builder, errors);
        }
    }
    let keys = repaired.keys.clone();
    let (builder, _) = attempt(file, text, &repaired.text, &keys);
    finish(builder, errors)
}

fn report(errors: &mut Vec<Diagnostic>, error: Diagnostic) {
    let start = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.span.start);
    if errors.iter().all(|known| start(known) != start(&error)) {
        errors.push(error);
    }
}

fn finish(mut builder: Builder<'_>, errors: Vec<Diagnostic>) -> (Document, Vec<Diagnostic>) {
    if builder.is_empty() && errors.is_empty() && builder.diagnostics.is_empty() {
        let empty = Diagnostic::new(code::EMPTY, "the file holds no topology", builder.span(0, 0))
            .because("it holds nothing but spaces and comments")
            .help("Start it with `outpath: 1`.");
        builder.report(empty);
    }
    let (document, mut diagnostics) = builder.finish(Syntax::Yaml);
    diagnostics.extend(errors);
    diagnostics.sort_by_key(|known| known.primary.as_ref().map(|label| label.span));
    (document, diagnostics)
}

fn options() -> Options {
    granit_parser::options! {
        disallow_directives: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: super::builder::NODES,
        flow_nesting_limit: DEPTH + 1,
        block_nesting_limit: DEPTH + 1,
    }
}

/// Reads a text up to its end, its first error or a limit.
fn attempt<'a>(
    file: FileId,
    text: &'a str,
    repaired: &str,
    keys: &'a BTreeSet<u32>,
) -> (Builder<'a>, Option<Found>) {
    let mut reader = Reader {
        builder: Builder::new(file, text, keys),
        parser: Parser::new_from_str_with_options(repaired, options()),
        documents: 0,
        whole: repaired == text,
    };
    let error = reader.run().err();
    let Some(error) = error.filter(|_| !reader.builder.full) else {
        return (reader.builder, None);
    };
    let at = reader.builder.boundary(error.marker().byte_offset().unwrap_or_default());
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        reader.builder.refuse_depth(reader.builder.span(at, at + 1));
        return (reader.builder, None);
    }
    (reader.builder, Some(Found { fault: fault(error.kind()), at }))
}

struct Reader<'a, 'b> {
    builder: Builder<'a>,
    parser: Parser<'b, StrInput<'b>>,
    documents: usize,
    whole: bool,
}

impl<'b> Reader<'_, 'b> {
    fn run(&mut self) -> Result<(), ScanError> {
        while let Some(next) = self.parser.next_event() {
            let (event, span) = next?;
            let range = span.byte_range().unwrap_or_default();
            let place = self.builder.span(range.start, range.end);
            let tag = event.tag().map(|tag| (tag.original(), tag.is_custom()));
            let custom = tag.as_ref().is_some_and(|(_, custom)| *custom);
            if let Some((tag, _)) = tag {
                let range = span.tag_span().and_then(|tag| tag.byte_range());
                let mark = range.map_or(place, |range| self.builder.span(range.start, range.end));
                if self.is_unknown(&event, mark) {
                    self.note_unknown(mark);
                    self.builder.broken(mark);
                    continue;
                }
                self.refuse_tag(&tag, mark);
            }
            self.take(event, place, custom)?;
            if self.builder.full || self.documents > 1 {
                break;
            }
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'b>, place: Span, custom: bool) -> Result<(), ScanError> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.found(Fault::SecondDocument, place);
                }
            }
            Event::Comment(words, _) => self.builder.comment(place, &words),
            Event::Scalar(words, style, id, _) => {
                let anchor = self.anchor(id)?;
                let extra = Extra { flow: false, anchor };
                if custom {
                    self.builder.broken(place);
                } else if style == ScalarStyle::Plain {
                    self.plain(place, &words, extra);
                } else {
                    // A block of text ends with its last line, not where the next one starts.
                    let written = self.builder.slice(place).trim_end().len();
                    let place = place.part(0, written);
                    self.builder.scalar(place, words.into_owned(), true, extra);
                }
            }
            Event::SequenceStart(style, id, _) => {
                let extra = self.extra(style, id)?;
                self.builder.open_list(place, extra);
            }
            Event::MappingStart(style, id, _) => {
                let extra = self.extra(style, id)?;
                self.builder.open_map(place, extra);
            }
            // A block ends without a bracket: nothing stands at its last event.
            Event::SequenceEnd | Event::MappingEnd => {
                let bracket = place.end > place.start;
                self.builder.close(bracket.then_some(place.end));
            }
            Event::Alias(id) => self.alias(id, place),
            Event::UnresolvedAlias(_) => {
                // A part that was left out may have held the value.
                if self.whole {
                    self.found(Fault::Unknown, place);
                }
                self.builder.broken(place);
            }
            _ => {}
        }
        Ok(())
    }

    fn plain(&mut self, place: Span, words: &str, extra: Extra) {
        let is_key = self.builder.awaits_key();
        let missing = place.start == place.end;
        if is_key && missing {
            self.found(Fault::MissingName, place);
            self.builder.drop_key();
        } else if is_key && words == "<<" {
            let merge = Diagnostic::new(code::WRONG_TYPE, "`<<` is not supported", place)
                .because("it would mix the fields of another value into this one")
                .help("Write the fields out, or repeat the whole value with `name: *shared`.");
            self.builder.report(merge);
            self.builder.drop_key();
        } else if !is_key && (missing || matches!(words, "~" | "null" | "Null" | "NULL")) {
            self.builder.null(place, extra);
        } else {
            self.builder.scalar(place, words.to_owned(), false, extra);
        }
    }

    fn extra(&mut self, style: StructureStyle, id: usize) -> Result<Extra, ScanError> {
        let flow = style == StructureStyle::Flow;
        let anchor = self.anchor(id)?;
        Ok(Extra { flow, anchor })
    }

    /// Takes the name of an anchor, which the parser reports right after its value.
    fn anchor(&mut self, id: usize) -> Result<Option<(usize, Box<str>)>, ScanError> {
        if id == 0 {
            return Ok(None);
        }
        match self.parser.next_event().transpose()? {
            Some((Event::Anchor(id, name), _)) => Ok(Some((id, name.into()))),
            Some(_) | None => Ok(None),
        }
    }

    fn alias(&mut self, id: usize, place: Span) {
        let name = self.builder.slice(place).trim_start_matches('*').to_owned();
        if !self.builder.copy(place, id, &name) {
            self.found(Fault::Endless, place);
            self.builder.broken(place);
        }
    }

    fn found(&mut self, fault: Fault, place: Span) {
        let at = place.start as usize;
        let found = Found { fault, at };
        let diagnostic = self.builder.describe(found);
        self.builder.report(diagnostic);
    }

    /// Returns whether a mark says that nobody knows the value: it stands alone where a value would.
    fn is_unknown(&self, event: &Event<'b>, mark: Span) -> bool {
        let alone =
            matches!(event, Event::Scalar(words, ScalarStyle::Plain, 0, _) if words.is_empty());
        alone && self.builder.slice(mark) == UNKNOWN && !self.builder.awaits_key()
    }

    fn note_unknown(&mut self, place: Span) {
        let what = "the file says that this is not known".to_owned();
        let note = Diagnostic::new(code::UNKNOWN_VALUE, what, place)
            .because("paths that depend on it are unknown")
            .help(format!("Write the value in place of `{UNKNOWN}`."));
        self.builder.report(note);
    }

    fn refuse_tag(&mut self, tag: &str, place: Span) {
        let what = format!("the type mark `{}` is not supported", super::builder::clip(tag));
        let refused = Diagnostic::new(code::WRONG_TYPE, what, place)
            .because("a word that starts with `!` asks for a special kind of value, which only the program that invented it knows")
            .help("Remove it, or put the text in quotes if the `!` belongs to it.");
        self.builder.report(refused);
    }
}

fn fault(kind: &ErrorKind) -> Fault {
    use ErrorKind as E;
    match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => Fault::OpenQuote,
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping => Fault::OpenBracket,
        E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => {
            Fault::StrayBracket
        }
        E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::InvalidColonPlacement
        | E::FlowMappingValueAdjacentCollection => Fault::MissingComma,
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabAtBlockScalarStart
        | E::TabInIndentation
        | E::TabInPlainScalar => Fault::Tab,
        E::ExpectedBlockMappingKey
        | E::ExpectedDocumentStart
        | E::InvalidIndentation
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent => Fault::Indentation,
        E::SimpleKeyExpected | E::InvalidSimpleKey => Fault::MissingColon,
        E::MappingValueNotAllowed | E::MappingKeyNotAllowed => Fault::SecondColon,
        E::ExpectedBlockSequenceEntry => Fault::MissingItem,
        E::BlockSequenceEntryNotAllowed
        | E::BlockEntryInFlowCollection
        | E::InvalidBlockEntryWhitespace
        | E::PlainScalarStartsWithDashFlowIndicator => Fault::StrayItem,
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            Fault::AfterQuote
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => Fault::Escape,
        E::UnexpectedCharacter { .. } => Fault::Character,
        E::MissingAnchorOrAliasName => Fault::SharedName,
        E::DirectiveDisallowed => Fault::Directive,
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent => {
            Fault::TextBlock
        }
        _ => Fault::Other,
    }
}
