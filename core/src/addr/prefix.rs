//! Prefixes and the addresses of interfaces.

use std::{fmt, net::IpAddr, str::FromStr};

use ipnetwork::IpNetwork;

/// A network prefix, always canonical: no host bits set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(IpNetwork);

/// An address together with the prefix of its link, such as `172.31.0.1/30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InterfaceAddress {
    /// The address itself.
    pub address: IpAddr,
    /// The prefix that it lies in.
    pub prefix: Prefix,
}

/// Why a text is not a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrefixError {
    /// There is no `/` and length.
    NoLength,
    /// The part before the `/` is not an address.
    Address,
    /// The length is not a number that this family has.
    Length {
        /// 32 or 128.
        max: u8,
    },
    /// Bits after the length are set; only [`Prefix::from_str`] minds.
    HostBits,
}

impl fmt::Display for PrefixError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLength => out.write_str("a prefix needs a length, as in 10.0.0.0/16"),
            Self::Address => out.write_str("the part before the slash is not an IP address"),
            Self::Length { max } => write!(out, "the length must be a number from 0 to {max}"),
            Self::HostBits => out.write_str("bits after the prefix length are set"),
        }
    }
}

impl std::error::Error for PrefixError {}

impl Prefix {
    /// Returns the prefix of a length that holds an address; `None` if the family has no such length.
    #[must_use]
    pub fn holding(address: IpAddr, length: u8) -> Option<Self> {
        let network = IpNetwork::new(address, length).ok()?;
        let base = IpNetwork::new(network.network(), length).ok()?;
        Some(Self(base))
    }

    /// Returns the prefix of a length that begins with an address; `None` if the family has no such length.
    pub(super) fn beginning(network: IpAddr, length: u8) -> Option<Self> {
        let found = IpNetwork::new(network, length).ok()?;
        debug_assert_eq!(found.network(), network, "no host bits are set");
        Some(Self(found))
    }

    /// Returns the prefix that holds one address only.
    #[must_use]
    pub fn host(address: IpAddr) -> Self {
        Self(IpNetwork::from(address))
    }

    /// Returns `0.0.0.0/0` or `::/0`, for the family of an address.
    #[must_use]
    pub fn default_for(address: IpAddr) -> Self {
        Self::holding(address, 0).expect("invariant: every family has length 0")
    }

    /// Returns the lowest address.
    #[must_use]
    pub fn network(self) -> IpAddr {
        self.0.network()
    }

    /// Returns the highest address.
    #[must_use]
    pub fn last(self) -> IpAddr {
        self.0.broadcast()
    }

    /// Returns the prefix length.
    #[must_use]
    pub fn length(self) -> u8 {
        self.0.prefix()
    }

    /// Returns whether the prefix is IPv6.
    #[must_use]
    pub fn is_ipv6(self) -> bool {
        self.0.is_ipv6()
    }

    /// Returns whether an address lies inside.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        self.0.contains(address)
    }

    /// Returns whether every address of `other` lies inside.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.length() <= other.length() && self.contains(other.network())
    }

    /// Returns whether the two share an address.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.covers(other) || other.covers(self)
    }

    /// Returns the address at an offset from the lowest, if it lies inside.
    #[must_use]
    pub fn nth(self, offset: u32) -> Option<IpAddr> {
        let address = match self.network() {
            IpAddr::V4(v4) => IpAddr::from(v4.to_bits().checked_add(offset)?.to_be_bytes()),
            IpAddr::V6(v6) => {
                IpAddr::from(v6.to_bits().checked_add(u128::from(offset))?.to_be_bytes())
            }
        };
        self.contains(address).then_some(address)
    }

    /// Returns whether an address is one that AWS keeps in a subnet of this prefix: the first four
    /// and the last one (facts FF-04 and RT-12).
    #[must_use]
    pub fn reserves(self, address: IpAddr) -> bool {
        address == self.last() || (0..4).any(|offset| self.nth(offset) == Some(address))
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.network(), self.length())
    }
}

impl FromStr for Prefix {
    type Err = PrefixError;

    /// Reads a prefix and refuses set host bits.
    fn from_str(text: &str) -> Result<Self, PrefixError> {
        let read: InterfaceAddress = text.parse()?;
        if read.has_host_bits() { Err(PrefixError::HostBits) } else { Ok(read.prefix) }
    }
}

impl InterfaceAddress {
    /// Returns whether the address is more than the base of its prefix.
    #[must_use]
    pub fn has_host_bits(self) -> bool {
        self.address != self.prefix.network()
    }
}

impl fmt::Display for InterfaceAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.address, self.prefix.length())
    }
}

impl FromStr for InterfaceAddress {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, PrefixError> {
        let (address, length) = text.split_once('/').ok_or(PrefixError::NoLength)?;
        let address: IpAddr = address.parse().map_err(|_| PrefixError::Address)?;
        let max = if address.is_ipv6() { 128 } else { 32 };
        let plain = length.bytes().all(|byte| byte.is_ascii_digit());
        let length = if plain { length.parse().ok() } else { None };
        let prefix = length.and_then(|length| Prefix::holding(address, length));
        let prefix = prefix.ok_or(PrefixError::Length { max })?;
        Ok(Self { address, prefix })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(text: &str) -> Prefix {
        text.parse().unwrap()
    }

    #[test]
    fn host_bits_are_seen_and_cleared() {
        let read: InterfaceAddress = "100.68.0.18/18".parse().unwrap();
        assert!(read.has_host_bits());
        assert_eq!(read.prefix, prefix("100.68.0.0/18"));
        assert_eq!("10.0.0.1/8".parse::<Prefix>(), Err(PrefixError::HostBits));
    }

    #[test]
    fn wrong_texts_say_what_is_wrong() {
        let wrong = |text: &str| text.parse::<Prefix>().unwrap_err();
        assert_eq!(wrong("10.0.0.0"), PrefixError::NoLength);
        assert_eq!(wrong("10.0.0/8"), PrefixError::Address);
        assert_eq!(wrong("10.0.0.0/33"), PrefixError::Length { max: 32 });
        assert_eq!(wrong("10.0.0.0/+8"), PrefixError::Length { max: 32 });
        assert_eq!(wrong("::/129"), PrefixError::Length { max: 128 });
    }

    #[test]
    fn subnets_keep_five_addresses() {
        let subnet = prefix("10.0.3.0/24");
        let reserved = |text: &str| subnet.reserves(text.parse().unwrap());
        assert!(reserved("10.0.3.0") && reserved("10.0.3.3") && reserved("10.0.3.255"));
        assert!(!reserved("10.0.3.4") && !reserved("10.0.3.254") && !reserved("10.0.4.0"));
    }

    #[test]
    fn families_never_cover_each_other() {
        assert!(!prefix("0.0.0.0/0").overlaps(prefix("::/0")));
        assert!(prefix("10.0.0.0/8").covers(prefix("10.255.0.0/16")));
        assert!(!prefix("10.1.0.0/16").covers(prefix("10.0.0.0/8")));
    }
}
