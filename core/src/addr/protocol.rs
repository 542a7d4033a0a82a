//! IP protocols as flows name them.

use std::fmt;

/// The protocol of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// TCP (6).
    Tcp,
    /// UDP (17).
    Udp,
    /// ICMP (1), or ICMPv6 (58) for IPv6.
    Icmp,
    /// Another protocol by its number.
    Other(u8),
    /// Every protocol at once: the flow names none.
    Any,
}

impl Protocol {
    /// Returns whether packets of this protocol carry ports.
    #[must_use]
    pub fn has_ports(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp => out.write_str("tcp"),
            Self::Udp => out.write_str("udp"),
            Self::Icmp => out.write_str("icmp"),
            Self::Other(number) => write!(out, "proto/{number}"),
            Self::Any => out.write_str("any"),
        }
    }
}
