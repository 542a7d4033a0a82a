//! Ranges of transport ports.

use std::fmt;

/// An inclusive range of ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    /// The lowest port.
    pub first: u16,
    /// The highest port; never less than `first`.
    pub last: u16,
}

impl PortRange {
    /// Every port.
    pub const ALL: Self = Self { first: 0, last: u16::MAX };
    /// What a client uses when a flow names no source port, and what a NAT gateway rewrites to
    /// (fact NAT-07).
    pub const EPHEMERAL: Self = Self { first: 1024, last: u16::MAX };

    /// What the service link of a rack sends from, besides port 443 (facts SL-07 and DIS-07).
    pub const SERVICE_LINK: Self = Self { first: 1025, last: u16::MAX };

    /// Returns whether every port of another range is in this one.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Returns the ports that are in both ranges.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }

    /// Returns how many ports there are.
    #[must_use]
    pub fn count(self) -> u32 {
        u32::from(self.last) - u32::from(self.first) + 1
    }

    /// Returns the range that holds one port.
    #[must_use]
    pub fn single(port: u16) -> Self {
        Self { first: port, last: port }
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(out, "{}", self.first)
        } else {
            write!(out, "{}-{}", self.first, self.last)
        }
    }
}
