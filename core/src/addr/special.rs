//! Address ranges with a meaning of their own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Prefix;

/// The link-local ranges that AWS keeps for itself (fact RT-14).
pub const RESERVED: [&str; 2] = ["169.254.168.0/22", "fd00:ec2::/32"];

/// The ranges that forwarding tells apart whatever the inputs say. A range that any room below
/// compares addresses with belongs here: exact answers about sets of addresses depend on it.
const SPECIAL: [&str; 18] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "169.254.169.123/32",
    "169.254.169.250/32",
    "169.254.169.251/32",
    "169.254.169.253/32",
    "169.254.169.254/32",
    "169.254.170.2/32",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
    "64:ff9b::/96",
    "2000::/3",
    "fc00::/7",
    "fe80::/10",
];

/// Returns every range with a meaning of its own.
pub fn special() -> impl Iterator<Item = Prefix> {
    SPECIAL.iter().chain(&RESERVED).filter_map(|text| text.parse().ok())
}

/// Returns whether an address can be one of the internet. Ranges for documentation count, as files
/// that are made up use them for public addresses.
#[must_use]
pub fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let first = v4.octets()[0];
            let special = v4.is_private() || v4.is_link_local() || is_shared_space(address);
            !(special || matches!(first, 0 | 127 | 224..))
        }
        IpAddr::V6(v6) => v6.segments()[0] >> 13 == 1,
    }
}

/// Returns whether every address of a prefix can be one of the internet.
#[must_use]
pub fn is_global_prefix(prefix: Prefix) -> bool {
    let ends = is_global(prefix.network()) && is_global(prefix.last());
    let hidden = |range: &Prefix| !is_global(range.network());
    ends && !special().filter(hidden).any(|range| range.overlaps(prefix))
}

/// Returns the IPv4 address that an IPv6 one stands for with NAT64 (RFC 6052, fact NAT-15).
#[must_use]
pub fn four_of_six(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [0x0064, 0xff9b, 0, 0, 0, 0, high, low] = address.segments() else { return None };
    Some(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low)))
}

/// Returns the IPv6 prefix that stands for an IPv4 one with NAT64 (RFC 6052, fact NAT-15).
#[must_use]
pub fn six_of_four(prefix: Prefix) -> Option<Prefix> {
    let IpAddr::V4(network) = prefix.network() else { return None };
    let base = Ipv6Addr::new(0x0064, 0xff9b, 0, 0, 0, 0, 0, 0).to_bits();
    let network = Ipv6Addr::from_bits(base | u128::from(network.to_bits()));
    Prefix::holding(IpAddr::V6(network), prefix.length() + 96)
}

/// Returns whether an address is private IPv4 (RFC 1918) or unique local IPv6 (RFC 4193).
#[must_use]
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private(),
        IpAddr::V6(v6) => v6.is_unique_local(),
    }
}

/// Returns whether an address lies in 100.64.0.0/10, the space that carriers share (RFC 6598).
#[must_use]
pub fn is_shared_space(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.to_bits() >> 22 == u32::from_be_bytes([100, 64, 0, 0]) >> 22,
        IpAddr::V6(_) => false,
    }
}

/// Returns the first of `others` that shares an address with `prefix`.
#[must_use]
pub fn overlaps_any(prefix: Prefix, others: &[Prefix]) -> Option<&Prefix> {
    others.iter().find(|other| prefix.overlaps(**other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_public_if_no_private_range_is_in_it() {
        let public = |text: &str| is_global_prefix(text.parse().unwrap());
        for text in ["203.0.113.0/24", "8.0.0.0/8", "2001:db8::/32", "2000::/3"] {
            assert!(public(text), "{text}");
        }
        for text in ["10.1.0.0/16", "8.0.0.0/6", "192.0.0.0/8", "100.64.0.0/10", "0.0.0.0/0"] {
            assert!(!public(text), "{text}");
        }
        assert!(!public("fd00::/8") && !public("::/0"));
    }

    #[test]
    fn the_internet_is_a_union_of_what_the_special_ranges_leave() {
        assert_eq!(special().count(), SPECIAL.len() + RESERVED.len());
        for atom in crate::addr::atoms(special(), &[]) {
            let ends =
                [atom.one, atom.other.unwrap_or(atom.one), atom.prefix.last()].map(is_global);
            let inside = special().any(|range| range.covers(atom.prefix) && range.length() > 3);
            let public = !inside && (!atom.prefix.is_ipv6() || atom.prefix.length() == 3);
            let expected = public && atom.prefix != "224.0.0.0/3".parse().unwrap();
            assert_eq!(ends[0], expected, "{}", atom.prefix);
            assert_eq!(ends[1], expected, "{}", atom.prefix);
        }
    }

    #[test]
    fn an_ipv4_address_comes_back_from_its_ipv6_one() {
        let prefix: Prefix = "8.8.0.0/16".parse().unwrap();
        let six = six_of_four(prefix).unwrap();
        assert_eq!(six.to_string(), "64:ff9b::808:0/112");
        let IpAddr::V6(last) = six.last() else { panic!("an IPv6 address") };
        assert_eq!(four_of_six(last), Some(Ipv4Addr::new(8, 8, 255, 255)));
        assert_eq!(four_of_six("64:ff9c::1".parse().unwrap()), None);
        assert_eq!(six_of_four(six), None);
    }

    #[test]
    fn shared_space_has_exact_borders() {
        let shared = |text: &str| is_shared_space(text.parse().unwrap());
        assert!(shared("100.64.0.0") && shared("100.127.255.255"));
        assert!(!shared("100.63.255.255") && !shared("100.128.0.0") && !shared("64:ff9b::1"));
    }
}
