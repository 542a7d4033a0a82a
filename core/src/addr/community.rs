//! BGP communities (RFC 1997).

use std::{fmt, str::FromStr};

/// A community of 32 bits, written as two halves: `7224:7300`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Community(pub u32);

/// A text that is not a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommunityError;

impl Community {
    /// Not to be told to anybody (RFC 1997).
    pub const NO_ADVERTISE: Self = Self(0xFFFF_FF02);
    /// Not to be told outside the AS (RFC 1997).
    pub const NO_EXPORT: Self = Self(0xFFFF_FF01);
}

impl fmt::Display for CommunityError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(
            "a community is two numbers from 0 to 65535, as in 7224:7300, or `no-export` or \
             `no-advertise`",
        )
    }
}

impl std::error::Error for CommunityError {}

impl FromStr for Community {
    type Err = CommunityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "no-export" => return Ok(Self::NO_EXPORT),
            "no-advertise" => return Ok(Self::NO_ADVERTISE),
            _ => {}
        }
        let (high, low) = text.split_once(':').ok_or(CommunityError)?;
        let half = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let half = text.parse::<u16>().ok().filter(|_| digits);
            half.map(u32::from).ok_or(CommunityError)
        };
        Ok(Self(half(high)? << 16 | half(low)?))
    }
}

impl fmt::Display for Community {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NO_EXPORT => out.write_str("no-export"),
            Self::NO_ADVERTISE => out.write_str("no-advertise"),
            Self(bits) => write!(out, "{}:{}", bits >> 16, bits & 0xFFFF),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_community_is_two_halves_or_a_known_word() {
        for text in ["7224:7300", "0:0", "65535:65535", "no-export", "no-advertise"] {
            let community = text.parse::<Community>();
            let printed = community.map(|one| one.to_string());
            let expected = if text == "65535:65535" { "65535:65535" } else { text };
            assert_eq!(printed.as_deref(), Ok(expected));
        }
        for text in ["", "7224", "7224:", ":1", "65536:1", "1:65536", "+1:1", "1:2:3"] {
            assert_eq!(text.parse::<Community>(), Err(CommunityError), "{text}");
        }
    }
}
