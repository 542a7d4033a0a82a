//! What is expected of BGP: `plant-1 announces only 10.1.0.0/26`, `campus.cnd-1 learns 10.1.0.0/26`.

use std::fmt;

use nom::Parser;

use super::{
    Placed, Selector,
    error::{Problem, Read, placed},
    guarantee::keyword,
    prefix::prefix,
    selector::selector,
    word::{end, spaces, token},
};
use crate::addr::Prefix;

/// The words that such an expectation is known by.
pub(super) const VERBS: [&str; 2] = ["announces", "learns"];

/// What must be announced or learned over BGP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedRoutes {
    /// Who announces or learns: a router, or what has sessions.
    pub who: Placed<Selector>,
    /// Which of the two.
    pub verb: Exchange,
    /// Whether these are all.
    pub only: bool,
    /// The prefixes, exactly as they are announced; with `only` and without any, `nothing`.
    pub prefixes: Vec<Placed<Prefix>>,
    /// At the other end of the session, where only some count.
    pub peer: Option<Placed<Selector>>,
}

/// The direction in which routes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exchange {
    /// To others.
    Announces,
    /// From others, and they are accepted.
    Learns,
}

impl Exchange {
    /// Returns the verb.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Announces => "announces",
            Self::Learns => "learns",
        }
    }

    /// Returns the word before the other end.
    fn toward(self) -> &'static str {
        match self {
            Self::Announces => "to",
            Self::Learns => "from",
        }
    }
}

impl fmt::Display for ExpectedRoutes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.who.value, self.verb.word())?;
        match (self.only, self.prefixes.is_empty()) {
            (_, true) => write!(out, " nothing")?,
            (true, false) => write!(out, " only")?,
            (false, false) => {}
        }
        for (at, prefix) in self.prefixes.iter().enumerate() {
            write!(out, "{} {}", if at == 0 { "" } else { "," }, prefix.value)?;
        }
        match &self.peer {
            Some(peer) => write!(out, " {} {}", self.verb.toward(), peer.value),
            None => Ok(()),
        }
    }
}

/// Returns whether the text is about BGP: its second word is one of the verbs.
pub(super) fn begins(input: &str) -> bool {
    let Ok((rest, ())) = spaces(input) else { return false };
    let Ok((rest, _)) = selector(rest.len(), rest) else { return false };
    let Ok((rest, ())) = spaces(rest) else { return false };
    VERBS.contains(&token(rest))
}

/// Reads the whole of it.
pub(super) fn exchange(total: usize, input: &str) -> Read<'_, ExpectedRoutes> {
    let name = |input| placed(total, |input| selector(total, input)).parse(input);
    let (rest, ()) = spaces(input)?;
    let (rest, who) = name(rest)?;
    let (rest, ()) = spaces(rest)?;
    let verb = if token(rest) == VERBS[0] { Exchange::Announces } else { Exchange::Learns };
    let (rest, ()) = keyword(rest, verb.word())?;
    let (rest, (only, prefixes)) = quantity(total, rest)?;
    let (rest, peer) = if token(rest) == verb.toward() {
        let (rest, peer) = name(keyword(rest, verb.toward())?.0)?;
        (spaces(rest)?.0, Some(peer))
    } else {
        (rest, None)
    };
    let (rest, ()) = end(rest, "the prefixes")?;
    Ok((rest, ExpectedRoutes { who, verb, only, prefixes, peer }))
}

type Quantity = (bool, Vec<Placed<Prefix>>);

/// Reads `nothing`, or `only` or `at least` and prefixes with commas between them.
fn quantity(total: usize, input: &str) -> Read<'_, Quantity> {
    let (rest, only) = match token(input) {
        "nothing" => return Ok((keyword(input, "nothing")?.0, (true, Vec::new()))),
        "only" => (keyword(input, "only")?.0, true),
        "at" => (keyword(keyword(input, "at")?.0, "least")?.0, false),
        "" => {
            let message = "the prefixes are missing";
            let expected = ["a prefix, as in 10.0.0.0/8", "only", "at least", "nothing"];
            return Problem::new(input, 0, message).expected(&expected).stop();
        }
        _ => (input, false),
    };
    let mut prefixes: Vec<Placed<Prefix>> = Vec::new();
    let mut rest = rest;
    loop {
        let (after, found) = placed(total, prefix).parse(rest)?;
        if prefixes.iter().any(|one| one.value == found.value) {
            let length = found.span.len();
            return Problem::new(rest, length, "this prefix stands twice in one line").stop();
        }
        prefixes.push(found);
        let (after, ()) = spaces(after)?;
        match after.strip_prefix(',') {
            Some(after) => (rest, ()) = spaces(after)?,
            None => return Ok((after, (only, prefixes))),
        }
    }
}
