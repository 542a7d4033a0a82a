//! Types and codes of ICMP messages.

use std::fmt;

/// The type and code of an ICMP or ICMPv6 message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Icmp {
    /// The type.
    pub kind: u8,
    /// The code.
    pub code: u8,
}

impl Icmp {
    /// An echo request, as `ping` sends it over IPv4.
    pub const ECHO: Self = Self { kind: 8, code: 0 };
    /// The answer to it.
    pub const ECHO_REPLY: Self = Self { kind: 0, code: 0 };
    /// An echo request over IPv6.
    pub const ECHO_V6: Self = Self { kind: 128, code: 0 };
    /// The answer to it.
    pub const ECHO_REPLY_V6: Self = Self { kind: 129, code: 0 };
    /// "Fragmentation needed", which path-MTU discovery rests on.
    pub const TOO_BIG: Self = Self { kind: 3, code: 4 };
    /// "Packet too big", the same for IPv6.
    pub const TOO_BIG_V6: Self = Self { kind: 2, code: 0 };

    /// Returns the same message as the other family of addresses numbers it, where both have it.
    #[must_use]
    pub fn in_family(self, ipv6: bool) -> Self {
        match (self, ipv6) {
            (Self::ECHO, true) => Self::ECHO_V6,
            (Self::ECHO_REPLY, true) => Self::ECHO_REPLY_V6,
            (Self::ECHO_V6, false) => Self::ECHO,
            (Self::ECHO_REPLY_V6, false) => Self::ECHO_REPLY,
            (other, _) => other,
        }
    }

    /// Returns the message that answers this one in a family of addresses. What reports an error, and
    /// what is an answer itself, has none.
    #[must_use]
    pub fn reply(self, ipv6: bool) -> Option<Self> {
        let kind = match (ipv6, self.kind) {
            (false, 8) => Self::ECHO_REPLY.kind,
            // Timestamp, information, address mask, extended echo; each answer is the next number.
            (false, 13 | 15 | 17 | 42) | (true, 128 | 139 | 160) => self.kind + 1,
            (_, _) => return None,
        };
        Some(Self { kind, code: 0 })
    }
}

impl fmt::Display for Icmp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ECHO => out.write_str("echo"),
            Self::ECHO_REPLY => out.write_str("echo-reply"),
            Self { kind, code } => write!(out, "{kind}.{code}"),
        }
    }
}
