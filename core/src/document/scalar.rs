//! What single values mean, and why some mean nothing.

use std::{net::IpAddr, ops::Range};

use crate::{
    addr::{AsPathPattern, Community, InterfaceAddress, PrefixError},
    model::PrefixRange,
};

use super::fields::Family;

/// Why a single value cannot be read.
pub(super) struct Flaw {
    /// The part of the text that is wrong.
    pub(super) part: Range<usize>,
    /// What is wrong with it.
    pub(super) because: String,
}

impl Flaw {
    fn whole(text: &str, because: impl Into<String>) -> Self {
        Self { part: 0..text.len(), because: because.into() }
    }
}

/// Reads an address with a length; host bits are the caller's matter.
pub(super) fn prefix(text: &str, family: Family) -> Result<InterfaceAddress, Flaw> {
    let read = text.parse::<InterfaceAddress>().map_err(|error| prefix_flaw(text, error))?;
    fits(text, read.address, family).map(|()| read)
}

fn prefix_flaw(text: &str, error: PrefixError) -> Flaw {
    let slash = text.find('/').unwrap_or(text.len());
    let part = match error {
        PrefixError::NoLength | PrefixError::HostBits => 0..text.len(),
        PrefixError::Address => 0..slash,
        PrefixError::Length { .. } => (slash + 1).min(text.len())..text.len(),
    };
    let because = match error {
        PrefixError::NoLength if text.parse::<IpAddr>().is_ok() => {
            "this is an address; a prefix also has a length, as in 10.0.0.0/16".to_owned()
        }
        PrefixError::NoLength
        | PrefixError::HostBits
        | PrefixError::Address
        | PrefixError::Length { .. } => error.to_string(),
    };
    Flaw { part, because }
}

/// Reads a prefix with the lengths that it stands for: `10.0.0.0/8 ge 16 le 24`.
pub(super) fn prefix_range(text: &str) -> Result<PrefixRange, Flaw> {
    let mut words = text.split_ascii_whitespace();
    let written = words.next().unwrap_or_default();
    let read = prefix(written, Family::Any)?;
    if read.has_host_bits() {
        let because = format!("bits after the length are set; the prefix is {}", read.prefix);
        return Err(Flaw { part: 0..written.len(), because });
    }
    let own = read.prefix.length();
    let most = if read.prefix.is_ipv6() { 128 } else { 32 };
    let (mut at_least, mut at_most) = (None, None);
    while let Some(word) = words.next() {
        let slot = match word {
            "ge" => &mut at_least,
            "le" => &mut at_most,
            _other => {
                let because = format!("`{word}` is neither `ge LENGTH` nor `le LENGTH`");
                return Err(Flaw::whole(text, because));
            }
        };
        let length = words.next().and_then(|word| integer(word, 0, most).ok());
        let length = length.and_then(|length| u8::try_from(length).ok());
        let (Some(length), None) = (length, *slot) else {
            let because = format!("after `{word}` one length from {own} to {most} stands, once");
            return Err(Flaw::whole(text, because));
        };
        *slot = Some(length);
    }
    let shortest = at_least.unwrap_or(own);
    // With `ge` alone, every longer one counts.
    let longest = at_most.unwrap_or(match at_least {
        Some(_) => u8::try_from(most).unwrap_or(u8::MAX),
        None => own,
    });
    if !(own <= shortest && shortest <= longest) {
        let because = format!(
            "the lengths go from {shortest} to {longest}, but no prefix within {} has such",
            read.prefix
        );
        return Err(Flaw::whole(text, because));
    }
    Ok(PrefixRange { prefix: read.prefix, shortest, longest })
}

/// Reads a pattern over AS paths.
pub(super) fn as_path(text: &str) -> Result<AsPathPattern, Flaw> {
    text.parse()
        .map_err(|error: crate::addr::AsPathPatternError| Flaw::whole(text, error.to_string()))
}

/// Reads a BGP community.
pub(super) fn community(text: &str) -> Result<Community, Flaw> {
    text.parse().map_err(|error: crate::addr::CommunityError| Flaw::whole(text, error.to_string()))
}

/// Reads an address without a length.
pub(super) fn address(text: &str, family: Family) -> Result<IpAddr, Flaw> {
    let Ok(address) = text.parse::<IpAddr>() else {
        let because = match text.split_once('/') {
            Some((before, _)) if before.parse::<IpAddr>().is_ok() => {
                let part = before.len()..text.len();
                return Err(Flaw {
                    part,
                    because: "an address stands here without a length".into(),
                });
            }
            Some(_) | None => "this is not an IP address",
        };
        return Err(Flaw::whole(text, because));
    };
    fits(text, address, family).map(|()| address)
}

fn fits(text: &str, address: IpAddr, family: Family) -> Result<(), Flaw> {
    match family {
        Family::V4 if address.is_ipv6() => Err(Flaw::whole(text, "only IPv4 can stand here")),
        Family::V6 if address.is_ipv4() => Err(Flaw::whole(text, "only IPv6 can stand here")),
        Family::Any | Family::V4 | Family::V6 => Ok(()),
    }
}

/// Reads a whole number within bounds.
pub(super) fn integer(text: &str, min: u64, max: u64) -> Result<u64, Flaw> {
    // One spelling for each number: `1` and `01` would be two keys of one mapping.
    let spelled = text == "0" || !text.starts_with('0');
    let digits = !text.is_empty() && spelled && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { text.parse::<u64>().ok() } else { None };
    let fits = number.filter(|number| (min..=max).contains(number));
    fits.ok_or_else(|| Flaw::whole(text, format!("a whole number from {min} to {max} stands here")))
}

/// Reads `true` or `false`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _other => None,
    }
}

/// Checks the name that a file gives to something.
pub(super) fn name(text: &str) -> Result<(), Flaw> {
    if text.is_empty() {
        return Err(Flaw::whole(text, "a name has at least one character"));
    }
    let forbidden = |character: char| {
        character.is_whitespace() || character.is_control() || ".,()[]{}<>\"'".contains(character)
    };
    let Some((at, character)) = text.char_indices().find(|(_, character)| forbidden(*character))
    else {
        return Ok(());
    };
    let because = if character == '.' {
        "a dot separates a container from what stands in it, so no name holds one"
    } else {
        "a name holds no spaces, commas, brackets or quotes, so that it can stand in a flow"
    };
    Err(Flaw { part: at..at + character.len_utf8(), because: because.to_owned() })
}

/// Returns whether a text can be the name of something in a topology file.
#[must_use]
pub fn is_name(text: &str) -> bool {
    name(text).is_ok()
}

/// Checks the number of an account.
pub(super) fn account_number(text: &str) -> Result<(), Flaw> {
    let right = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { Ok(()) } else { Err(Flaw::whole(text, "an account number has twelve digits")) }
}

/// Returns the name in `prefix_list.NAME`.
pub(super) fn prefix_list(text: &str) -> Option<&str> {
    text.strip_prefix("prefix_list.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_prefixes_is_a_prefix_with_lengths() {
        let read = |text| prefix_range(text).ok().map(|one| (one.shortest, one.longest));
        assert_eq!(read("10.0.0.0/8"), Some((8, 8)));
        assert_eq!(read("10.0.0.0/8 le 24"), Some((8, 24)));
        assert_eq!(read("10.0.0.0/8 ge 16"), Some((16, 32)));
        assert_eq!(read("10.0.0.0/8  le 24 ge 16"), Some((16, 24)));
        assert_eq!(read("::/0 ge 48"), Some((48, 128)));
        assert_eq!(read("0.0.0.0/0 le 32"), Some((0, 32)));
        for wrong in [
            "",
            "10.0.0.0",
            "10.0.0.1/8",
            "10.0.0.0/8 le 7",
            "10.0.0.0/8 ge 7",
            "10.0.0.0/8 ge 24 le 16",
            "10.0.0.0/8 le 33",
            "10.0.0.0/8 le",
            "10.0.0.0/8 le 16 le 24",
            "10.0.0.0/8 up 16",
            "10.0.0.0/8-24",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_has_one_spelling() {
        let read = |text| integer(text, 0, 100).ok();
        assert_eq!([read("0"), read("7"), read("100")], [Some(0), Some(7), Some(100)]);
        assert_eq!([read("07"), read("00"), read("+7"), read("101"), read("")], [None; 5]);
    }
}
