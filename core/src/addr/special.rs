//! Address ranges with a meaning of their own.

use std::net::IpAddr;

use super::Prefix;

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
    fn shared_space_has_exact_borders() {
        let shared = |text: &str| is_shared_space(text.parse().unwrap());
        assert!(shared("100.64.0.0") && shared("100.127.255.255"));
        assert!(!shared("100.63.255.255") && !shared("100.128.0.0") && !shared("64:ff9b::1"));
    }
}
