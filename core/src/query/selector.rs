//! The name of a node: `plant-1.lgw.campus`, or `subnet:shop.rack` where kinds share a name.

use std::fmt;

use nom::Parser;

use super::{
    Placed, QueryError,
    error::{Problem, Read, finish, placed},
    word::{end, quote, quoted, spaces, token, word},
};

/// A name, perhaps with the kind of thing that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The kind, as the topology file writes it: `route_table`. Whether there is such a kind is for
    /// those to say who know the kinds.
    pub kind: Option<Placed<String>>,
    /// The name, container first, or an AWS id.
    pub name: Placed<String>,
}

impl fmt::Display for Selector {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(kind) = &self.kind {
            write!(out, "{}:", kind.value)?;
        }
        let name = &self.name.value;
        // A bare name that holds a colon could be taken for a kind and a name.
        match word(name) {
            Ok(("", _)) if self.kind.is_some() || split(name).is_none() => out.write_str(name),
            Ok(_) | Err(_) => out.write_str(&quote(name)),
        }
    }
}

/// Reads a selector.
///
/// # Errors
///
/// Returns the place where the text stops being the name of a node.
pub fn parse_selector(text: &str) -> Result<Selector, QueryError> {
    finish(text, |input| {
        let (rest, ()) = spaces(input)?;
        let (rest, selector) = selector(text.len(), rest)?;
        let (rest, ()) = spaces(rest)?;
        let (rest, ()) = end(rest, "the name of a node")?;
        Ok((rest, selector))
    })
}

/// Reads a selector within a text of `total` bytes.
pub(super) fn selector(total: usize, input: &str) -> Read<'_, Selector> {
    let (kind, rest) = match split(input) {
        Some((kind, after)) => {
            let start = total - input.len();
            let span = start..start + kind.len();
            (Some(Placed { value: kind.to_owned(), span }), after)
        }
        None => (None, input),
    };
    let (rest, name) = placed(total, name).parse(rest)?;
    Ok((rest, Selector { kind, name }))
}

/// Splits `kind:` off. `arn:` starts an AWS id, not a kind.
fn split(input: &str) -> Option<(&str, &str)> {
    let (kind, rest) = input.split_once(':')?;
    let letter = |found: char| found.is_ascii_lowercase() || found == '_';
    (!kind.is_empty() && kind != "arn" && kind.chars().all(letter)).then_some((kind, rest))
}

fn name(input: &str) -> Read<'_, String> {
    if input.starts_with('"') {
        return quoted(input);
    }
    match word(input) {
        Ok((rest, name)) => Ok((rest, name.to_owned())),
        Err(_) => Problem::new(input, token(input).len(), "the name of a node is missing")
            .expected(&["a name, as in shop.rack", "KIND:NAME, as in router:campus.cnd-1"])
            .stop(),
    }
}
