//! One end of a flow: a name, an address, the internet, or a prefix of the customer.

use std::{fmt, net::IpAddr};

use nom::{Parser, character::complete::char, combinator::opt, sequence::preceded};

use super::{
    QueryError,
    error::{Problem, Read, finish},
    prefix::{prefix, written},
    word::{end, quote, quoted, spaces, token, word},
};
use crate::addr::Prefix;

pub(super) const KINDS: [&str; 5] =
    ["a name", "an address", "internet", "aws-service:NAME", "onprem:PREFIX"];
const TAG: &str = "a tag, as in tag:team=shop";
const SERVICE: &str = "a service, as in aws-service:s3";
const ADDRESS: &str = "an IP address, as in 10.0.3.112";
const ON_PREMISES: &str = "a prefix, as in onprem:172.16.0.0/12";

/// One end of a flow, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Endpoint {
    /// A name, container first, or an AWS id.
    Name(String),
    /// An address, perhaps of one VPC.
    Address {
        /// The VPC that it belongs to, where several have it: `shop/10.0.3.112`.
        vpc: Option<String>,
        /// The address.
        address: IpAddr,
    },
    /// The internet, as a whole or one address of it.
    Internet(Option<IpAddr>),
    /// An AWS service, by its name or that of its prefix list.
    AwsService(String),
    /// Any host of the customer in a prefix.
    OnPremises(Prefix),
    /// Whatever has an address in a prefix.
    Prefix(Prefix),
    /// Whatever has a tag, or stands in what has it.
    Tag {
        /// The key.
        key: String,
        /// The value.
        value: String,
    },
    /// Whatever can be one.
    Any,
}

impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) if self.is_read_from(name) => out.write_str(name),
            Self::Name(name) => out.write_str(&quote(name)),
            Self::Address { vpc: None, address } => write!(out, "{address}"),
            Self::Address { vpc: Some(vpc), address } => {
                let bare = format!("{vpc}/{address}");
                if self.is_read_from(&bare) {
                    out.write_str(&bare)
                } else {
                    write!(out, "{}/{address}", quote(vpc))
                }
            }
            Self::Internet(None) => out.write_str("internet"),
            Self::Internet(Some(address)) => write!(out, "internet({address})"),
            Self::AwsService(name) => write!(out, "aws-service:{name}"),
            Self::OnPremises(prefix) => write!(out, "onprem:{prefix}"),
            Self::Prefix(prefix) => write!(out, "{prefix}"),
            Self::Tag { key, value } => {
                let part = |text: &str| match word(text) {
                    Ok(("", _)) if !text.contains('=') => text.to_owned(),
                    Ok(_) | Err(_) => quote(text),
                };
                write!(out, "tag:{}={}", part(key), part(value))
            }
            Self::Any => out.write_str("any"),
        }
    }
}

impl Endpoint {
    fn is_read_from(&self, text: &str) -> bool {
        matches!(endpoint(text, ""), Ok(("", read)) if read == *self)
    }
}

/// Reads one end of a flow on its own: `web`, `internet`, `onprem:172.16.0.0/12`.
///
/// # Errors
///
/// Returns the place where the text stops being one.
pub fn parse_endpoint(text: &str) -> Result<Endpoint, QueryError> {
    finish(text, |input| {
        let (rest, ()) = spaces(input)?;
        let (rest, found) = endpoint(rest, "the end of a flow")?;
        let (rest, ()) = spaces(rest)?;
        let (rest, ()) = end(rest, "the end of a flow")?;
        Ok((rest, found))
    })
}

/// Reads one end of a flow; `role` says which, for the message when there is none.
pub(super) fn endpoint<'a>(input: &'a str, role: &str) -> Read<'a, Endpoint> {
    if input.starts_with('"') {
        return in_quotes(input);
    }
    let Ok((rest, word)) = word(input) else {
        let arrow = super::word::arrow(input).is_ok();
        let length = if arrow { 0 } else { token(input).len() };
        let message = format!("{role} is missing or cannot be read");
        return Problem::new(input, length, message).expected(&KINDS).stop();
    };
    if let Some(tag) = input.strip_prefix("tag:") {
        return tagged(tag);
    }
    if word == "any" {
        return Ok((rest, Endpoint::Any));
    }
    if word == "internet" {
        let (rest, address) = opt(preceded(char('('), in_parentheses)).parse(rest)?;
        return Ok((rest, Endpoint::Internet(address)));
    }
    Ok((rest, bare(input, word)?))
}

fn in_quotes(input: &str) -> Read<'_, Endpoint> {
    let (rest, name) = quoted(input)?;
    let Some(after) = rest.strip_prefix('/') else {
        return Ok((rest, Endpoint::Name(name)));
    };
    match word(after).ok().and_then(|(rest, word)| Some((rest, word.parse().ok()?))) {
        Some((rest, address)) => Ok((rest, Endpoint::Address { vpc: Some(name), address })),
        None => not_an_address(after, token(after)),
    }
}

fn in_parentheses(input: &str) -> Read<'_, IpAddr> {
    let inside = input.split([')', ' ']).next().unwrap_or(input);
    let Ok(address) = inside.parse() else {
        return not_an_address(input, inside);
    };
    match input.get(inside.len()..).and_then(|rest| rest.strip_prefix(')')) {
        Some(rest) => Ok((rest, address)),
        None => {
            let rest = input.get(inside.len()..).unwrap_or_default();
            let found = rest.chars().next().map_or(0, char::len_utf8);
            Problem::new(rest, found, "the parenthesis is not closed").expected(&["`)`"]).stop()
        }
    }
}

fn bare(input: &str, word: &str) -> Result<Endpoint, nom::Err<Problem>> {
    if let Some(prefix) = word.strip_prefix("onprem:") {
        let rest = input.strip_prefix("onprem:").unwrap_or(input);
        return on_premises(rest, prefix);
    }
    if let Some(service) = word.strip_prefix("aws-service:") {
        if service.is_empty() {
            let rest = input.strip_prefix("aws-service:").unwrap_or(input);
            let message = "the name of the service is missing";
            return Problem::new(rest, 0, message).expected(&[SERVICE]).stop();
        }
        return Ok(Endpoint::AwsService(service.to_owned()));
    }
    if let Ok(address) = word.parse() {
        return Ok(Endpoint::Address { vpc: None, address });
    }
    if looks_like_address(word) {
        return not_an_address(input, word);
    }
    if let Some((left, right)) = word.rsplit_once('/') {
        let rest = input.get(left.len() + 1..).unwrap_or_default();
        if let Ok(address) = right.parse::<IpAddr>() {
            return in_vpc(input, left, address);
        }
        if looks_like_address(right) {
            return not_an_address(rest, right);
        }
        if left.parse::<IpAddr>().is_ok() {
            return prefix(input).map(|(_, prefix)| Endpoint::Prefix(prefix));
        }
    }
    name(input, word)
}

/// Reads the key and the value of a tag, each a word or in quotes.
fn tagged(input: &str) -> Read<'_, Endpoint> {
    let part = |input: &str, stops: fn(char) -> bool| -> Option<(usize, String)> {
        if input.starts_with('"') {
            let (rest, text) = quoted(input).ok()?;
            return Some((input.len() - rest.len(), text));
        }
        let (_, word) = word(input).ok()?;
        let text = word.split(stops).next().filter(|text| !text.is_empty())?;
        Some((text.len(), text.to_owned()))
    };
    let stop = |rest: &str, message: &str| {
        Problem::new(rest, token(rest).len(), message).expected(&[TAG]).stop()
    };
    let Some((length, key)) = part(input, |found| found == '=') else {
        return stop(input, "the key of the tag is missing");
    };
    let rest = input.get(length..).unwrap_or_default();
    let Some(rest) = rest.strip_prefix('=') else {
        return stop(rest, "the value of the tag is missing");
    };
    let Some((length, value)) = part(rest, |_| false) else {
        return stop(rest, "the value of the tag is missing");
    };
    let rest = rest.get(length..).unwrap_or_default();
    Ok((rest, Endpoint::Tag { key, value }))
}

fn in_vpc(input: &str, vpc: &str, address: IpAddr) -> Result<Endpoint, nom::Err<Problem>> {
    if vpc.is_empty() {
        let message = "the VPC before the slash is missing";
        return Problem::new(input, 1, message).expected(&["the name of a VPC"]).stop();
    }
    Ok(Endpoint::Address { vpc: Some(vpc.to_owned()), address })
}

/// Refuses empty parts: `shop..rack` is a slip of the finger, and no name may be empty.
fn name(input: &str, word: &str) -> Result<Endpoint, nom::Err<Problem>> {
    let mut start = 0;
    for part in word.split('.') {
        if part.is_empty() {
            let rest = input.get(start..).unwrap_or_default();
            let message = "a part of the name is missing beside the dot";
            let length = usize::from(start < word.len());
            return Problem::new(rest, length, message).expected(&["a name"]).stop();
        }
        start += part.len() + 1;
    }
    Ok(Endpoint::Name(word.to_owned()))
}

fn on_premises(input: &str, text: &str) -> Result<Endpoint, nom::Err<Problem>> {
    if text.is_empty() {
        let message = "the prefix is missing";
        return Problem::new(input, 0, message).expected(&[ON_PREMISES]).stop();
    }
    written(input, text, "onprem:", ON_PREMISES).map(Endpoint::OnPremises)
}

/// Returns whether a word that is no address must have been meant as one.
fn looks_like_address(word: &str) -> bool {
    let digits = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let hexadecimal = |byte: u8| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.';
    let four = word.bytes().all(digits) && word.bytes().filter(|byte| *byte == b'.').count() == 3;
    let six =
        word.bytes().all(hexadecimal) && word.bytes().filter(|byte| *byte == b':').count() > 1;
    four || six
}

fn not_an_address<T>(rest: &str, found: &str) -> Result<T, nom::Err<Problem>> {
    let message = if found.is_empty() {
        "the address is missing".to_owned()
    } else {
        format!("`{found}` is not an IP address")
    };
    Problem::new(rest, found.len(), message).expected(&[ADDRESS]).stop()
}
