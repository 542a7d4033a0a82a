//! Parts of the address space that a list of prefixes cannot tell apart.

use std::net::IpAddr;

use super::Prefix;

/// The addresses of one prefix that no longer prefix of the list holds: whoever decides only by
/// membership in the prefixes of the list decides alike about all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom {
    /// The prefix.
    pub prefix: Prefix,
    /// One address of the atom.
    pub one: IpAddr,
    /// Another one, if there is one.
    pub other: Option<IpAddr>,
    /// How many more prefixes of the list, without what longer ones hold of them, it stands for.
    pub more: usize,
}

/// Returns the atoms that a list of prefixes makes of both address families, in order.
///
/// The two default prefixes count as part of the list. An address of `preferred` stands for its atom;
/// elsewhere it is one of the lowest.
#[must_use]
pub fn atoms(prefixes: impl IntoIterator<Item = Prefix>, preferred: &[IpAddr]) -> Vec<Atom> {
    let defaults = [IpAddr::from([0; 4]), IpAddr::from([0; 16])].map(Prefix::default_for);
    let mut all: Vec<Prefix> = prefixes.into_iter().chain(defaults).collect();
    all.sort_unstable_by_key(|prefix| {
        let (network, _, ipv6) = numbers(*prefix);
        (ipv6, network, prefix.length())
    });
    all.dedup();
    let deepest = |address: &IpAddr| {
        let holding = all.iter().filter(|prefix| prefix.contains(*address));
        holding.max_by_key(|prefix| prefix.length()).copied()
    };
    let stars: Vec<(Option<Prefix>, IpAddr)> =
        preferred.iter().map(|address| (deepest(address), *address)).collect();
    let mut found = Vec::new();
    for (at, prefix) in all.iter().enumerate() {
        let star = stars.iter().find(|(home, _)| *home == Some(*prefix)).map(|(_, star)| *star);
        let mut own = own(*prefix, all.get(at + 1..).unwrap_or_default());
        // The lowest address of a prefix rarely belongs to a host.
        if own.len() > 2 && own.first() == Some(&prefix.network()) {
            own.remove(0);
        }
        own.retain(|address| Some(*address) != star);
        let mut own = star.into_iter().chain(own);
        if let Some(one) = own.next() {
            found.push(Atom { prefix: *prefix, one, other: own.next(), more: 0 });
        }
    }
    found
}

/// Returns the three lowest addresses of a prefix that none of the prefixes after it holds.
fn own(prefix: Prefix, after: &[Prefix]) -> Vec<IpAddr> {
    let (mut next, last, ipv6) = numbers(prefix);
    let mut found = Vec::new();
    let inner = after.iter().take_while(|inner| prefix.covers(**inner));
    for (inner_first, inner_last, _) in inner.map(|inner| numbers(*inner)) {
        while found.len() < 3 && next < inner_first {
            found.push(address(next, ipv6));
            next += 1;
        }
        if inner_last >= next {
            let Some(beyond) = inner_last.checked_add(1) else { return found };
            next = beyond;
        }
        if found.len() == 3 {
            return found;
        }
    }
    while found.len() < 3 && next <= last {
        found.push(address(next, ipv6));
        let Some(beyond) = next.checked_add(1) else { break };
        next = beyond;
    }
    found
}

/// Returns the first and the last address as numbers, and whether they are IPv6.
fn numbers(prefix: Prefix) -> (u128, u128, bool) {
    let number = |address| match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    };
    (number(prefix.network()), number(prefix.last()), prefix.is_ipv6())
}

fn address(number: u128, ipv6: bool) -> IpAddr {
    if ipv6 {
        IpAddr::from(number.to_be_bytes())
    } else {
        let number = u32::try_from(number).expect("invariant: an IPv4 prefix ends at 32 bits");
        IpAddr::from(number.to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn prefix(text: &str) -> Prefix {
        text.parse().unwrap()
    }

    fn representatives(prefixes: &[&str], preferred: &[&str]) -> Vec<String> {
        let preferred: Vec<IpAddr> = preferred.iter().map(|text| text.parse().unwrap()).collect();
        let found = atoms(prefixes.iter().map(|text| prefix(text)), &preferred);
        let v4 = found.iter().filter(|atom| !atom.prefix.is_ipv6());
        v4.map(|atom| format!("{} {}", atom.prefix, atom.one)).collect()
    }

    #[test]
    fn a_prefix_is_what_its_longer_prefixes_leave() {
        let found = representatives(&["10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/32"], &[]);
        let rest = ["0.0.0.0/0 0.0.0.1", "10.0.0.0/8 10.1.0.0"];
        let inner = ["10.0.0.0/16 10.0.0.1", "10.0.0.0/32 10.0.0.0"];
        assert_eq!(found, [rest, inner].concat());
    }

    #[test]
    fn a_prefix_that_is_used_up_is_no_atom() {
        let found = representatives(&["10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9"], &["8.8.8.8"]);
        let expected = ["0.0.0.0/0 8.8.8.8", "10.0.0.0/9 10.0.0.1", "10.128.0.0/9 10.128.0.1"];
        assert_eq!(found, expected);
    }

    #[test]
    fn both_ends_of_the_space_are_reached() {
        let ends = ["::/1", "8000::/1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"];
        let found = atoms(ends.map(prefix), &[]);
        let v6: Vec<IpAddr> =
            found.iter().filter(|atom| atom.prefix.is_ipv6()).map(|atom| atom.one).collect();
        let expected = ["::1", "8000::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"];
        assert_eq!(v6, expected.map(|text| text.parse::<IpAddr>().unwrap()));
    }

    proptest! {
        /// Every address has a representative that lies in exactly the same prefixes.
        #[test]
        fn nothing_is_left_out(
            made in prop::collection::vec((0_u32..4096, 20_u8..=32), 0..40),
            asked in prop::collection::vec(0_u32..4200, 1..40),
        ) {
            let base = u32::from_be_bytes([10, 0, 0, 0]);
            let at = |offset: u32| IpAddr::from((base + offset).to_be_bytes());
            let prefixes: Vec<Prefix> =
                made.iter().map(|(offset, length)| Prefix::holding(at(*offset), *length).unwrap()).collect();
            let found = atoms(prefixes.iter().copied(), &[]);
            let members = |address: IpAddr| -> BTreeSet<Prefix> {
                prefixes.iter().copied().filter(|prefix| prefix.contains(address)).collect()
            };
            let known: BTreeSet<BTreeSet<Prefix>> = found.iter().map(|atom| members(atom.one)).collect();
            for offset in asked {
                prop_assert!(known.contains(&members(at(offset))));
            }
            for atom in found {
                if let Some(other) = atom.other {
                    prop_assert_ne!(other, atom.one);
                    prop_assert_eq!(members(other), members(atom.one));
                }
            }
        }
    }
}
