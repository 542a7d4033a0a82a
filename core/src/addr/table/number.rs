//! Addresses as numbers.

use std::{fmt::Debug, hash::Hash, net::IpAddr};

use crate::addr::Prefix;

/// An address of one family: `u32` for IPv4, `u128` for IPv6.
pub(super) trait Number: Copy + Ord + Hash + Debug {
    const ZERO: Self;

    /// Returns the number of an address of this family.
    fn of(address: IpAddr) -> Option<Self>;

    fn address(self) -> IpAddr;

    fn successor(self) -> Option<Self>;

    /// Returns the last number of the prefix of a length that begins with this one.
    fn last(self, length: u8) -> Self;

    /// Splits off the lowest bits: what is above them, and what they hold.
    fn split(self, low: u8) -> (Self, Self);

    /// Returns the beginning of the unit of 2^`low` numbers after the given one, unless it is the last.
    fn after(unit: Self, low: u8) -> Option<Self>;
}

macro_rules! number {
    ($number:ty, $family:path) => {
        impl Number for $number {
            const ZERO: Self = 0;

            fn of(address: IpAddr) -> Option<Self> {
                if let $family(address) = address { Some(address.to_bits()) } else { None }
            }

            fn address(self) -> IpAddr {
                IpAddr::from(self.to_be_bytes())
            }

            fn successor(self) -> Option<Self> {
                self.checked_add(1)
            }

            fn last(self, length: u8) -> Self {
                self | Self::MAX.checked_shr(u32::from(length)).unwrap_or(0)
            }

            fn split(self, low: u8) -> (Self, Self) {
                (self >> low, self & !(Self::MAX << low))
            }

            fn after(unit: Self, low: u8) -> Option<Self> {
                unit.checked_add(1)?.checked_mul(1 << low)
            }
        }
    };
}

number!(u32, IpAddr::V4);
number!(u128, IpAddr::V6);

/// Returns the prefix that begins with a number.
pub(super) fn prefix<A: Number>(network: A, length: u8) -> Prefix {
    Prefix::beginning(network.address(), length).expect("invariant: lengths come from prefixes")
}
