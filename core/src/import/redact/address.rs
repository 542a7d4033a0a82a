//! Addresses: a permutation that keeps which prefix holds which, and what an address is for.
//!
//! Each bit of an address is flipped or not, as the key and the bits before it decide (the manner of
//! Crypto-PAn by J. Xu and others), so two addresses share as many leading bits afterwards as before.
//! A flip is left out where it would carry an address into a range with another meaning, or a host
//! into another role in its subnet.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use crate::addr::{Prefix, special};

use super::Key;

/// Ranges that exchange their addresses with no other range, beside those of [`special`]: those for
/// documentation and for measurements, and those of IPv6 that nobody may choose.
const APART: [&str; 10] = [
    "192.0.0.0/24",
    "192.0.2.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "2001:db8::/32",
    "2002::/16",
    "::/96",
    "::ffff:0:0/96",
    "ff00::/8",
];

/// Ranges whose addresses mean the same to everybody, and stay.
const KEPT: [&str; 9] = [
    "0.0.0.0/8",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "192.0.0.0/24",
    "224.0.0.0/3",
    "::/96",
    "fd00:ec2::/32",
    "fe80::/10",
    "ff00::/8",
];

/// The ranges of IPv6 that hold an IPv4 address in their last 32 bits.
const EMBEDDING: [u128; 2] =
    [0x0064_ff9b_0000_0000_0000_0000_0000_0000, 0x0000_0000_0000_0000_0000_ffff_0000_0000];

/// The start of an address: its bits, from the left, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Start {
    ipv6: bool,
    bits: u128,
    length: u8,
}

impl Start {
    fn of(address: IpAddr, length: u8) -> Self {
        let (ipv6, bits) = match address {
            IpAddr::V4(v4) => (false, u128::from(v4.to_bits()) << 96),
            IpAddr::V6(v6) => (true, v6.to_bits()),
        };
        Self { ipv6, bits, length: 128 }.cut(length)
    }

    fn of_prefix(prefix: Prefix) -> Self {
        Self::of(prefix.network(), prefix.length())
    }

    fn cut(self, length: u8) -> Self {
        let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
        Self { bits: self.bits & mask, length, ..self }
    }

    /// Returns whether everything that starts so also starts as `wider`.
    fn is_in(self, wider: Self) -> bool {
        self.ipv6 == wider.ipv6
            && self.length >= wider.length
            && self.cut(wider.length).bits == wider.bits
    }

    fn address(self) -> IpAddr {
        if self.ipv6 {
            IpAddr::V6(Ipv6Addr::from_bits(self.bits))
        } else {
            let [a, b, c, d, ..] = self.bits.to_be_bytes();
            IpAddr::V4(Ipv4Addr::new(a, b, c, d))
        }
    }

    /// Returns how far to the left the ones at the end go.
    fn ones(self) -> u8 {
        let below = 128 - u32::from(self.length);
        let ones = self.bits.checked_shr(below).unwrap_or(0).trailing_ones();
        u8::try_from(ones).unwrap_or(128).min(self.length)
    }
}

/// What keeps its place in a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The first addresses, as the network, the router and the resolver of a VPC.
    First,
    /// The first and the last addresses, as in a subnet.
    Ends,
}

/// The permutation.
#[derive(Debug)]
pub(super) struct Addresses {
    key: Key,
    apart: Vec<Start>,
    kept: Vec<Start>,
    roles: BTreeMap<Start, Role>,
    /// The length of the shortest prefix with a role that has these bits.
    firsts: BTreeMap<(bool, u128), u8>,
}

impl Addresses {
    /// Returns the permutation of a key, under which some prefixes keep roles.
    pub(super) fn new(key: Key, roles: &BTreeMap<Prefix, Role>) -> Self {
        let starts = |texts: &[&str]| -> Vec<Start> {
            let prefixes = texts.iter().filter_map(|text| text.parse().ok());
            prefixes.map(Start::of_prefix).collect()
        };
        let apart = special().map(Start::of_prefix).chain(starts(&APART)).collect();
        let roles: BTreeMap<Start, Role> =
            roles.iter().map(|(prefix, role)| (Start::of_prefix(*prefix), *role)).collect();
        let mut firsts = BTreeMap::new();
        for start in roles.keys() {
            let shortest = firsts.entry((start.ipv6, start.bits)).or_insert(start.length);
            *shortest = start.length.min(*shortest);
        }
        Self { key, apart, kept: starts(&KEPT), roles, firsts }
    }

    /// Returns what stands for an address.
    pub(super) fn address(&self, address: IpAddr) -> IpAddr {
        let bits = if address.is_ipv4() { 32 } else { 128 };
        self.first(address, bits)
    }

    /// Returns what stands for the first bits of an address; the others come out as zero.
    pub(super) fn first(&self, address: IpAddr, length: u8) -> IpAddr {
        if let IpAddr::V6(v6) = address
            && let Some(range) = EMBEDDING.iter().find(|range| v6.to_bits() >> 32 == **range >> 32)
        {
            let [.., a, b, c, d] = v6.octets();
            let inner = self.first(Ipv4Addr::new(a, b, c, d).into(), length.saturating_sub(96));
            let IpAddr::V4(inner) = inner else { return address };
            return Ipv6Addr::from_bits(range | u128::from(inner.to_bits())).into();
        }
        let whole = Start::of(address, length);
        let mut out = whole;
        let mut flipped = false;
        for depth in 0..length {
            let node = whole.cut(depth);
            if !self.may_flip(node) {
                continue;
            }
            // The first bit that may change does, so that no address stands for itself.
            if !flipped || self.draws(node) {
                out.bits ^= 1 << (127 - depth);
            }
            flipped = true;
        }
        out.address()
    }

    fn draws(&self, node: Start) -> bool {
        let parts: [&[u8]; 2] = [&node.bits.to_be_bytes(), &[node.length, u8::from(node.ipv6)]];
        self.key.number("address", &parts) & 1 == 1
    }

    /// Returns whether the bit after a start may be flipped.
    fn may_flip(&self, node: Start) -> bool {
        // The four addresses of a small link have a role each.
        let deepest = if node.ipv6 { 126 } else { 30 };
        let parts = |range: &Start| range.length > node.length && range.is_in(node);
        node.length < deepest
            && !self.apart.iter().any(parts)
            && !self.kept.iter().any(|range| parts(range) || node.is_in(*range))
            && !self.is_first(node)
            && !self.is_last(node)
    }

    /// Returns whether the first addresses of a prefix with a role start so.
    fn is_first(&self, node: Start) -> bool {
        let shortest = self.firsts.get(&(node.ipv6, node.bits));
        shortest.is_some_and(|length| *length <= node.length)
    }

    /// Returns whether the last addresses of a prefix with a role start so.
    fn is_last(&self, node: Start) -> bool {
        let shortest = node.length - node.ones();
        (shortest..=node.length)
            .any(|length| self.roles.get(&node.cut(length)) == Some(&Role::Ends))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn addresses(key: u64, roles: &[(&str, Role)]) -> Addresses {
        let roles = roles.iter().map(|(text, role)| (text.parse().unwrap(), *role)).collect();
        Addresses::new(Key::new(&format!("a key for tests {key}")).unwrap(), &roles)
    }

    fn mapped(addresses: &Addresses, text: &str) -> String {
        addresses.address(text.parse().unwrap()).to_string()
    }

    #[test]
    fn what_means_the_same_to_everybody_stays() {
        let ours = addresses(0, &[]);
        for text in [
            "0.0.0.0",
            "127.0.0.1",
            "169.254.169.253",
            "224.0.0.5",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "ff02::1",
            "fd00:ec2::253",
        ] {
            assert_eq!(mapped(&ours, text), text);
        }
        for range in ["0.0.0.0/0", "10.0.0.0/8", "192.168.0.0/16", "::/0", "2000::/3"] {
            let prefix: Prefix = range.parse().unwrap();
            assert_eq!(ours.first(prefix.network(), prefix.length()), prefix.network(), "{range}");
        }
    }

    #[test]
    fn roles_in_subnets_stay() {
        let roles = [("10.1.0.0/16", Role::First), ("10.1.7.0/24", Role::Ends)];
        for key in 0..50 {
            let ours = addresses(key, &roles);
            let base = ours.first("10.1.0.0".parse().unwrap(), 16);
            assert_ne!(base.to_string(), "10.1.0.0");
            let resolver = mapped(&ours, "10.1.0.2");
            assert_eq!(resolver, base.to_string().replace(".0.0", ".0.2"));
            let IpAddr::V4(subnet) = ours.first("10.1.7.0".parse().unwrap(), 24) else { panic!() };
            for host in (0..4).chain([255]) {
                let address = Ipv4Addr::new(10, 1, 7, host);
                let IpAddr::V4(found) = ours.address(address.into()) else { panic!() };
                assert_eq!(found.octets()[3], host);
                assert_eq!(found.octets()[..3], subnet.octets()[..3]);
            }
        }
        let moved =
            (0..50).filter(|key| !mapped(&addresses(*key, &roles), "10.1.7.200").ends_with(".200"));
        assert!(moved.count() > 25, "other hosts move");
    }

    #[test]
    fn an_ipv4_address_inside_an_ipv6_one_is_the_same() {
        let ours = addresses(1, &[]);
        let inner = mapped(&ours, "8.8.8.8");
        assert_eq!(mapped(&ours, "::ffff:8.8.8.8"), format!("::ffff:{inner}"));
        let IpAddr::V6(found) = ours.address("64:ff9b::808:808".parse().unwrap()) else { panic!() };
        assert_eq!(crate::addr::four_of_six(found).unwrap().to_string(), inner);
    }

    fn any_address() -> impl Strategy<Value = IpAddr> {
        let v4 = prop_oneof![
            any::<u32>(),
            any::<u32>().prop_map(|bits| (bits >> 8) | (10 << 24)),
            any::<u32>().prop_map(|bits| (bits >> 20) | 0x0a01_0000),
        ];
        let v6 = prop_oneof![
            any::<u128>(),
            any::<u128>().prop_map(|bits| (bits >> 3) | (1 << 125)),
            any::<u128>().prop_map(|bits| (bits >> 100) | (0xfd_u128 << 120)),
        ];
        prop_oneof![
            v4.prop_map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits))),
            v6.prop_map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits)))
        ]
    }

    fn shared(one: IpAddr, other: IpAddr) -> u32 {
        (Start::of(one, 128).bits ^ Start::of(other, 128).bits).leading_zeros()
    }

    proptest! {
        #[test]
        fn shared_starts_and_meanings_stay(
            key: u64,
            one in any_address(),
            other in any_address(),
            length in 0_u8..=32,
        ) {
            let roles = [
                ("10.1.0.0/16", Role::First),
                ("10.1.7.0/24", Role::Ends),
                ("10.1.0.0/20", Role::Ends),
                ("fd00::/64", Role::Ends),
            ];
            let ours = addresses(key, &roles);
            let found = ours.address(one);
            prop_assert_eq!(found.is_ipv4(), one.is_ipv4());
            if one.is_ipv4() == other.is_ipv4() {
                prop_assert_eq!(shared(one, other), shared(found, ours.address(other)));
            }
            for range in special() {
                prop_assert_eq!(range.contains(one), range.contains(found), "{} {}", range, found);
            }
            // A prefix holds what it held.
            let prefix = Prefix::holding(one, length).unwrap();
            let image = Prefix::holding(ours.first(prefix.network(), length), length).unwrap();
            prop_assert!(image.contains(found));
            let global = crate::addr::is_global(one);
            let nested = roles.iter().any(|(text, _)| text.parse::<Prefix>().unwrap().contains(one));
            if global && !nested {
                prop_assert_ne!(found, one);
            }
        }
    }
}
