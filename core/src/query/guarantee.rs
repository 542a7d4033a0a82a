//! What an expectation asks of the ways of a flow: `translated from`, `mtu >=`, `symmetric`,
//! `survives`.

use std::{fmt, net::IpAddr};

use nom::Parser;

use super::{
    Demand, Placed, Selector,
    error::{Problem, Read, placed},
    prefix::prefix,
    selector::selector,
    word::{quote, spaces, token},
};
use crate::addr::Prefix;

/// The words that begin a guarantee.
pub(super) const WORDS: [&str; 4] = ["translated", "mtu", "symmetric", "survives"];

const SINGLE: [&str; 3] = ["any", "single", "failure"];

/// What must be true of every way of a flow, and what may fail meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guarantees {
    /// What gives the packets their source as they arrive.
    pub translated: Option<Placed<TranslatedFrom>>,
    /// So many bytes fit into a packet at least, both ways.
    pub mtu: Option<u32>,
    /// The reply passes the same gateways and routers backward.
    pub symmetric: bool,
    /// What may fail, each at its time.
    pub survives: Vec<Survives>,
}

/// Where the source of a translated packet comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranslatedFrom {
    /// One of these addresses, whoever translates.
    Prefix(Prefix),
    /// A pool of customer-owned addresses, or what translates.
    Named(Selector),
}

/// What may fail while an expectation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Survives {
    /// All of these at the same time.
    Failure(Vec<Placed<Selector>>),
    /// Whatever single thing can fail.
    AnySingleFailure,
}

impl fmt::Display for Guarantees {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.translated.as_ref().map(|from| &from.value) {
            None => {}
            Some(TranslatedFrom::Prefix(prefix)) => write!(out, " translated from {prefix}")?,
            Some(TranslatedFrom::Named(name)) => {
                let words = name.to_string();
                // A name that would be taken for addresses.
                match (&name.kind, is_address(&words)) {
                    (_, false) => write!(out, " translated from {words}")?,
                    (kind, true) => {
                        let kind = kind.iter().map(|kind| format!("{}:", kind.value));
                        let kind: String = kind.collect();
                        write!(out, " translated from {kind}{}", quote(&name.name.value))?;
                    }
                }
            }
        }
        if let Some(mtu) = self.mtu {
            write!(out, " mtu >= {mtu}")?;
        }
        if self.symmetric {
            write!(out, " symmetric")?;
        }
        for one in &self.survives {
            write!(out, " {one}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Survives {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnySingleFailure => write!(out, "survives {}", SINGLE.join(" ")),
            Self::Failure(names) => {
                for (at, name) in names.iter().enumerate() {
                    write!(out, "{} ", if at == 0 { "survives" } else { " and" })?;
                    // The word that begins `any single failure`.
                    let plain = name.value.kind.is_none() && name.value.name.value == "any";
                    if plain { write!(out, "\"any\"")? } else { write!(out, "{}", name.value)? }
                }
                Ok(())
            }
        }
    }
}

/// Returns whether a guarantee begins here.
pub(super) fn begins(input: &str) -> bool {
    WORDS.contains(&first(input))
}

/// Returns the word that begins a guarantee; no space has to follow `mtu`.
fn first(input: &str) -> &str {
    let found = token(input);
    found.split_once(">=").map_or(found, |(word, _)| word)
}

/// Reads one guarantee and the spaces after it.
pub(super) fn guarantee<'a>(
    total: usize,
    input: &'a str,
    demand: Demand,
    found: &mut Guarantees,
) -> Read<'a, ()> {
    let word = first(input);
    if demand == Demand::NeverReaches && word != "survives" {
        let message = format!("`{word}` says something of packets that arrive, and none may");
        return Problem::new(input, word.len(), message).expected(&["survives", "the end"]).stop();
    }
    let twice = match word {
        "translated" => found.translated.is_some(),
        "mtu" => found.mtu.is_some(),
        _ => word == "symmetric" && found.symmetric,
    };
    if twice {
        let message = format!("`{word}` stands twice in one line");
        return Problem::new(input, word.len(), message).stop();
    }
    let (rest, ()) = spaces(input.get(word.len()..).unwrap_or_default())?;
    let (rest, ()) = match word {
        "translated" => {
            let (rest, ()) = keyword(rest, "from")?;
            let (rest, from) = placed(total, |input| translated(total, input)).parse(rest)?;
            found.translated = Some(from);
            (rest, ())
        }
        "mtu" => {
            let (rest, mtu) = at_least(rest)?;
            found.mtu = Some(mtu);
            (rest, ())
        }
        "symmetric" => {
            found.symmetric = true;
            (rest, ())
        }
        _ => {
            let (rest, survives) = survives(total, rest)?;
            found.survives.push(survives);
            (rest, ())
        }
    };
    spaces(rest)
}

fn is_address(text: &str) -> bool {
    let address = text.split_once('/').map_or(text, |(address, _)| address);
    address.parse::<IpAddr>().is_ok()
}

fn translated(total: usize, input: &str) -> Read<'_, TranslatedFrom> {
    if is_address(token(input)) && !input.starts_with('"') {
        let (rest, prefix) = prefix(input)?;
        return Ok((rest, TranslatedFrom::Prefix(prefix)));
    }
    let (rest, name) = selector(total, input)?;
    Ok((rest, TranslatedFrom::Named(name)))
}

fn at_least(input: &str) -> Read<'_, u32> {
    let expected = ["at least so many bytes, as in mtu >= 1500"];
    let Some(rest) = input.strip_prefix(">=") else {
        let found = token(input);
        let message = if found.parse::<u16>().is_ok() {
            format!("`>=` is missing; did you mean `mtu >= {found}`?")
        } else {
            "`>=` is missing".to_owned()
        };
        return Problem::new(input, found.len(), message).expected(&expected).stop();
    };
    let (rest, ()) = spaces(rest)?;
    let found = token(rest);
    let digits = found.bytes().all(|byte| byte.is_ascii_digit());
    match found.parse::<u16>() {
        Ok(mtu) if digits && mtu > 0 => {
            Ok((rest.get(found.len()..).unwrap_or_default(), u32::from(mtu)))
        }
        Ok(_) | Err(_) => {
            let message = "an MTU is a number of bytes from 1 to 65535";
            Problem::new(rest, found.len(), message).expected(&expected).stop()
        }
    }
}

fn survives(total: usize, input: &str) -> Read<'_, Survives> {
    if token(input) == "any" {
        let mut rest = input;
        for word in SINGLE {
            (rest, ()) = keyword(rest, word)?;
        }
        return Ok((rest, Survives::AnySingleFailure));
    }
    let mut names = Vec::new();
    let mut rest = input;
    loop {
        let (after, name) = placed(total, |input| selector(total, input)).parse(rest)?;
        names.push(name);
        let (after, ()) = spaces(after)?;
        if token(after) != "and" {
            return Ok((after, Survives::Failure(names)));
        }
        (rest, ()) = keyword(after, "and")?;
    }
}

/// Reads one word and the spaces after it.
pub(super) fn keyword<'a>(input: &'a str, word: &'static str) -> Read<'a, ()> {
    let found = token(input);
    if found != word {
        let message = format!("`{word}` is missing");
        return Problem::new(input, found.len(), message).expected(&[word]).stop();
    }
    spaces(input.get(found.len()..).unwrap_or_default())
}
