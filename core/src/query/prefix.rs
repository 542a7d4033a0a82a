//! A prefix where nothing else may stand.

use std::net::IpAddr;

use super::{
    error::{Problem, Read},
    word::word,
};
use crate::addr::{InterfaceAddress, Prefix, PrefixError};

const EXPECTED: &str = "a prefix, as in 10.0.0.0/8";

/// Reads a prefix, or one address.
pub(super) fn prefix(input: &str) -> Read<'_, Prefix> {
    let Ok((rest, text)) = word(input) else {
        let message = "the prefix is missing";
        return Problem::new(input, 0, message).expected(&[EXPECTED]).stop();
    };
    match text.parse::<IpAddr>() {
        Ok(address) => Ok((rest, Prefix::host(address))),
        Err(_) => Ok((rest, written(input, text, "", EXPECTED)?)),
    }
}

/// Returns the prefix that stands at the start of the rest, or points at the part of it that is wrong.
/// `before` is what stands before it in such a text.
pub(super) fn written(
    rest: &str,
    text: &str,
    before: &str,
    expected: &'static str,
) -> Result<Prefix, nom::Err<Problem>> {
    let wrong = match text.parse() {
        Ok(prefix) => return Ok(prefix),
        Err(wrong) => wrong,
    };
    let slash = text.find('/').unwrap_or(text.len());
    let (start, length) = match wrong {
        PrefixError::NoLength | PrefixError::HostBits => (0, text.len()),
        PrefixError::Address => (0, slash),
        PrefixError::Length { .. } => (slash + 1, text.len().saturating_sub(slash + 1)),
    };
    let mut message = wrong.to_string();
    if let (PrefixError::HostBits, Ok(meant)) = (wrong, text.parse::<InterfaceAddress>()) {
        message = format!("{message}; did you mean `{before}{}`?", meant.prefix);
    }
    let at = rest.get(start..).unwrap_or_default();
    Problem::new(at, length, message).expected(&[expected]).stop()
}
