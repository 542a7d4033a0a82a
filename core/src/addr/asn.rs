//! Autonomous system numbers.

use std::fmt;

/// A 16- or 32-bit autonomous system number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Asn(pub u32);

impl Asn {
    /// Returns whether the number is one that an Outpost may use: 64512-65534 or
    /// 4200000000-4294967294 (facts VIF-08 and DIS-04).
    #[must_use]
    pub fn is_private(self) -> bool {
        matches!(self.0, 64_512..=65_534 | 4_200_000_000..=4_294_967_294)
    }
}

impl fmt::Display for Asn {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "AS{}", self.0)
    }
}
