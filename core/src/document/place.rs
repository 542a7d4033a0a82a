//! Finds where a fault really is: the parser notices some long after they were made.

use super::builder::Builder;
use super::fault::{Fault, Found};
use super::repair::{Repaired, entry_end};
use crate::text::Span;

/// Where a fault stands and what has to go for the rest to be readable.
#[derive(Debug)]
pub(super) struct Place {
    /// The fault, as it is to be told.
    pub(super) found: Found,
    /// The key whose value is broken.
    key: Option<Span>,
    /// A byte of the line that goes, unless it is the whole value that goes.
    line: Option<usize>,
}

impl Place {
    /// Finds the place of a fault that stopped `builder` in `text`.
    pub(super) fn of(builder: &Builder<'_>, found: Found, text: &str) -> Self {
        let key = builder.pending_key();
        let end = key.map(|key| entry_end(text, key.start as usize, true));
        if let (Some(bracket), Some(end)) = (builder.open_bracket(), end)
            && found.at >= end
        {
            let fault = Fault::OpenBracket;
            let at = bracket.start as usize;
            return Self { found: Found { fault, at }, key, line: None };
        }
        if let (Some(key), Some(end)) = (key, end)
            && found.at >= end
            && let Some(at) = quote_after(text, key.end as usize)
        {
            let fault = Fault::OpenQuote;
            return Self { found: Found { fault, at }, key: Some(key), line: None };
        }
        if key.is_some() {
            return Self { found, key, line: None };
        }
        Self::run_on(builder, found, text)
    }

    /// A line without `:` runs on into the next line, whose `:` is then one too many.
    fn run_on(builder: &Builder<'_>, found: Found, text: &str) -> Self {
        let entry = builder.last_entry();
        let Some(value) =
            entry.map_or_else(|| builder.only_scalar(), |entry| Some(entry.value.span))
        else {
            return Self { found, key: None, line: Some(found.at) };
        };
        let start = value.start as usize;
        let words = text.get(start..found.at).unwrap_or_default();
        let key = entry.map(|entry| entry.key_span);
        let below = key.is_none_or(|key| {
            text.get(key.end as usize..start).is_some_and(|between| between.contains('\n'))
        });
        if found.fault == Fault::SecondColon
            && value.end as usize == found.at
            && words.contains('\n')
            && below
        {
            let fault = Fault::MissingColon;
            return Self { found: Found { fault, at: start }, key, line: Some(start) };
        }
        let near = key.filter(|key| {
            let line = text.get(key.start as usize..found.at).unwrap_or_default();
            value.end as usize == found.at || !line.contains('\n')
        });
        let line = near.is_none().then_some(found.at);
        Self { found, key: near, line }
    }

    /// Paints over what is broken; `false` if nothing is left to paint over.
    pub(super) fn hide(&self, repaired: &mut Repaired<'_>) -> bool {
        let key = self.key.map(|key| key.start as usize..key.end as usize);
        match (key, self.line) {
            (Some(key), None) => repaired.hide_value(key) || repaired.hide_line(self.found.at),
            (Some(key), Some(line)) => {
                repaired.mark(key.start);
                repaired.hide_line(line)
            }
            (None, line) => repaired.hide_line(line.unwrap_or(self.found.at)),
        }
    }
}

/// Returns where the value after a key starts, if it starts with a quote.
fn quote_after(text: &str, key_end: usize) -> Option<usize> {
    let rest = text.get(key_end..)?;
    let value = rest.trim_start_matches([' ', '\t', ':']);
    value.starts_with(['"', '\'']).then(|| text.len() - value.len())
}
