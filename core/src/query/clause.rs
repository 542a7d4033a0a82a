//! Clauses that a flow must also meet: `via plant-1.lgw not via plant-1.service-link size 1400`.

use std::fmt;

use nom::Parser;

use super::{
    Placed, Selector,
    error::{Problem, Read, placed},
    header::{HeaderField, header_field},
    selector::selector,
    word::{spaces, token},
};

/// The words that begin a clause.
pub(super) const WORDS: [&str; 5] = ["via", "not", "leaving", "arriving", "size"];

/// What a flow must meet beyond arriving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clauses {
    /// What both directions must pass, each.
    pub via: Vec<Placed<Selector>>,
    /// What neither direction may pass.
    pub not_via: Vec<Placed<Selector>>,
    /// The header that the packet must have as it leaves the source.
    pub leaving: Vec<Placed<HeaderField>>,
    /// The header that the packet must have as it arrives.
    pub arriving: Vec<Placed<HeaderField>>,
    /// The size of its packets in bytes, both ways.
    pub size: Option<u32>,
}

impl fmt::Display for Clauses {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for node in &self.via {
            write!(out, " via {}", node.value)?;
        }
        for node in &self.not_via {
            write!(out, " not via {}", node.value)?;
        }
        for field in &self.leaving {
            write!(out, " leaving {}", field.value)?;
        }
        for field in &self.arriving {
            write!(out, " arriving {}", field.value)?;
        }
        match self.size {
            Some(size) => write!(out, " size {size}"),
            None => Ok(()),
        }
    }
}

/// Returns whether a clause begins here.
pub(super) fn begins(input: &str) -> bool {
    WORDS.contains(&token(input))
}

/// Reads clauses to the end of what begins with their words.
pub(super) fn clauses(total: usize, input: &str) -> Read<'_, Clauses> {
    let mut found = Clauses::default();
    let mut rest = input;
    while begins(rest) {
        (rest, ()) = clause(total, rest, &mut found)?;
    }
    Ok((rest, found))
}

/// Reads one clause and the spaces after it.
pub(super) fn clause<'a>(total: usize, input: &'a str, found: &mut Clauses) -> Read<'a, ()> {
    let word = token(input);
    let (rest, ()) = spaces(input.get(word.len()..).unwrap_or_default())?;
    let (rest, ()) = match word {
        "via" => {
            let (rest, node) = node(total, rest)?;
            found.via.push(node);
            (rest, ())
        }
        "not" if token(rest) == "via" => {
            let (rest, ()) = spaces(rest.get("via".len()..).unwrap_or_default())?;
            let (rest, node) = node(total, rest)?;
            found.not_via.push(node);
            (rest, ())
        }
        "leaving" => {
            let (rest, field) = placed(total, header_field).parse(rest)?;
            found.leaving.push(field);
            (rest, ())
        }
        "arriving" => {
            let (rest, field) = placed(total, header_field).parse(rest)?;
            found.arriving.push(field);
            (rest, ())
        }
        "size" => {
            let (rest, size) = size(rest)?;
            found.size = Some(size);
            (rest, ())
        }
        _ => {
            let message = "`not` belongs before `via`";
            return Problem::new(rest, token(rest).len(), message).expected(&["via"]).stop();
        }
    };
    spaces(rest)
}

fn node(total: usize, input: &str) -> Read<'_, Placed<Selector>> {
    placed(total, |input| selector(total, input)).parse(input)
}

fn size(input: &str) -> Read<'_, u32> {
    let found = token(input);
    let fits = found.bytes().all(|byte| byte.is_ascii_digit());
    match found.parse::<u16>() {
        Ok(size) if fits && size > 0 => {
            Ok((input.get(found.len()..).unwrap_or_default(), u32::from(size)))
        }
        Ok(_) | Err(_) => {
            let message = "a size is a number of bytes from 1 to 65535";
            Problem::new(input, found.len(), message).expected(&["a size, as in size 1500"]).stop()
        }
    }
}
