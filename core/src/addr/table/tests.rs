//! Every form beside a scan of all prefixes, and beside another implementation.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnetwork::IpNetwork;
use proptest::prelude::*;

use super::*;

/// Nothing is a full table, or everything is.
const FORMS: [u32; 2] = [u32::MAX, 0];

fn build(tables: &[Vec<Prefix>], full_from: u32) -> PrefixTables {
    Builder::new(full_from).build(tables.iter().cloned())
}

fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

/// Prefixes that nest, are neighbors, and repeat: lengths of all kinds in little space, and anything.
fn any_prefix() -> impl Strategy<Value = Prefix> {
    let narrow_v4 = (0_u32..1 << 12, 0_u8..=32).prop_map(|(bits, length)| {
        Prefix::holding(Ipv4Addr::from_bits(0x0A00_0000 | bits << 4).into(), length).unwrap()
    });
    let high_v4 = (0_u32..1 << 10, 20_u8..=32).prop_map(|(bits, length)| {
        Prefix::holding(Ipv4Addr::from_bits(!bits).into(), length).unwrap()
    });
    let any_v4 = (any::<u32>(), 0_u8..=32).prop_map(|(bits, length)| {
        Prefix::holding(Ipv4Addr::from_bits(bits).into(), length).unwrap()
    });
    let narrow_v6 = (0_u128..1 << 12, 0_u8..=128).prop_map(|(bits, length)| {
        let bits = 0x2001_0db8_u128 << 96 | bits << 58;
        Prefix::holding(Ipv6Addr::from_bits(bits).into(), length).unwrap()
    });
    let high_v6 = (0_u128..1 << 12, 56_u8..=128).prop_map(|(bits, length)| {
        Prefix::holding(Ipv6Addr::from_bits(!bits).into(), length).unwrap()
    });
    prop_oneof![3 => narrow_v4, 1 => high_v4, 1 => any_v4, 3 => narrow_v6, 1 => high_v6]
}

fn any_table() -> impl Strategy<Value = Vec<Prefix>> {
    prop_oneof![
        4 => prop::collection::vec(any_prefix(), 0..40),
        // More than one line, and more than two levels.
        1 => prop::collection::vec(any_prefix(), 200..600),
    ]
}

/// Both ends of every prefix, and what is one beyond: so both ends of every interval.
fn ends(prefixes: &[Prefix]) -> Vec<IpAddr> {
    fn beside<A: Number>(prefix: Prefix) -> Option<[A; 2]> {
        Some([A::of(prefix.network())?, A::of(prefix.last())?])
    }
    let mut ends = vec![IpAddr::from([0; 4]), [255; 4].into(), [0; 16].into(), [255; 16].into()];
    for prefix in prefixes {
        if let Some([first, last]) = beside::<u32>(*prefix) {
            let all = [first, last, first.saturating_sub(1), last.saturating_add(1)];
            ends.extend(all.map(Number::address));
        }
        if let Some([first, last]) = beside::<u128>(*prefix) {
            let all = [first, last, first.saturating_sub(1), last.saturating_add(1)];
            ends.extend(all.map(Number::address));
        }
    }
    ends
}

fn scan(prefixes: &[Prefix], address: IpAddr) -> Vec<Prefix> {
    let mut covering: Vec<Prefix> =
        prefixes.iter().copied().filter(|prefix| prefix.contains(address)).collect();
    covering.sort_by_key(|prefix| prefix.length());
    covering.dedup();
    covering
}

/// Asks a table everything about some addresses.
fn check(prefixes: &[Prefix], addresses: &[IpAddr]) {
    let mut trie = prefix_trie::joint::JointPrefixMap::<IpNetwork, ()>::new();
    for one in prefixes {
        trie.insert(IpNetwork::new(one.network(), one.length()).unwrap(), ());
    }
    for full_from in FORMS {
        let tables = build(&[vec![], prefixes.to_vec()], full_from);
        let table = tables.table(TableId::new(1));
        for address in addresses {
            let expected = scan(prefixes, *address);
            let found: Vec<Prefix> =
                table.covering(*address).into_iter().map(|entry| table.prefix(entry)).collect();
            assert_eq!(found, expected, "{address} {full_from}");
            let longest = table.longest(*address).map(|entry| table.prefix(entry));
            let theirs = trie.get_lpm(&IpNetwork::from(*address)).map(|(one, ())| one);
            let theirs = theirs.map(|one| Prefix::holding(one.network(), one.prefix()).unwrap());
            assert_eq!(longest, theirs, "{address} {full_from}");
        }
        check_batches(&tables, addresses);
    }
}

/// Asks for many at once, in batches that are full and not.
fn check_batches(tables: &PrefixTables, addresses: &[IpAddr]) {
    let table = tables.table(TableId::new(1));
    let v4: Vec<Ipv4Addr> =
        addresses.iter().filter_map(|one| u32::of(*one)).map(Ipv4Addr::from_bits).collect();
    let v6: Vec<Ipv6Addr> =
        addresses.iter().filter_map(|one| u128::of(*one)).map(Ipv6Addr::from_bits).collect();
    let mut found = vec![None; v4.len()];
    table.longest_many_v4(&v4, &mut found);
    assert_eq!(found, v4.iter().map(|one| table.longest(*one)).collect::<Vec<_>>());
    let ids = [TableId::new(1), TableId::new(0), TableId::new(1)];
    let asked: Vec<_> = ids.iter().cycle().copied().zip(v4).collect();
    tables.longest_many(&asked, &mut found);
    let one_by_one = asked.iter().map(|(id, one)| tables.table(*id).longest(*one));
    assert_eq!(found, one_by_one.collect::<Vec<_>>());
    let mut found = vec![None; v6.len()];
    table.longest_many_v6(&v6, &mut found);
    assert_eq!(found, v6.iter().map(|one| table.longest(*one)).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn finds_what_a_scan_finds(
        prefixes in any_table(),
        anywhere in prop::collection::vec(any::<u32>(), 0..20),
        inside in prop::collection::vec((any::<prop::sample::Index>(), any::<u32>()), 0..20),
    ) {
        let mut addresses = ends(&prefixes);
        addresses.extend(anywhere.into_iter().map(|bits| IpAddr::from(Ipv4Addr::from_bits(bits))));
        if !prefixes.is_empty() {
            let one = |(pick, offset): (prop::sample::Index, u32)| {
                let prefix = pick.get(&prefixes);
                prefix.nth(offset % 4096).unwrap_or(prefix.last())
            };
            addresses.extend(inside.into_iter().map(one));
        }
        check(&prefixes, &addresses);
    }

    #[test]
    fn intervals_begin_where_the_longest_match_changes(prefixes in any_table()) {
        let tables = build(std::slice::from_ref(&prefixes), FULL_FROM);
        let table = tables.table(TableId::new(0));
        let v4 = table.intervals_v4().map(|(start, entry)| (IpAddr::from(start), entry));
        let v6 = table.intervals_v6().map(|(start, entry)| (IpAddr::from(start), entry));
        for intervals in [v4.collect::<Vec<_>>(), v6.collect::<Vec<_>>()] {
            prop_assert!(intervals[0].0.is_unspecified());
            for (start, entry) in &intervals {
                prop_assert_eq!(table.longest(*start), *entry);
            }
            for pair in intervals.windows(2) {
                prop_assert!(pair[0].0 < pair[1].0);
                prop_assert!(pair[0].1 != pair[1].1);
            }
        }
        // What changes anywhere, changes at an end of a prefix.
        let starts: std::collections::BTreeSet<IpAddr> =
            table.intervals_v4().map(|(start, _)| start.into())
                .chain(table.intervals_v6().map(|(start, _)| start.into())).collect();
        for end in ends(&prefixes).into_iter().filter(|end| !starts.contains(end)) {
            let before = match end {
                IpAddr::V4(end) => IpAddr::from(Ipv4Addr::from_bits(end.to_bits() - 1)),
                IpAddr::V6(end) => IpAddr::from(Ipv6Addr::from_bits(end.to_bits() - 1)),
            };
            prop_assert_eq!(table.longest(before), table.longest(end));
        }
    }

    #[test]
    fn a_forwarding_table_leads_where_the_longest_match_leads(prefixes in any_table(), ways in 1..5_usize) {
        let tables = build(std::slice::from_ref(&prefixes), FULL_FROM);
        let table = tables.table(TableId::new(0));
        let leads_to = |entry: EntryId| entry.index() * 7 % ways;
        let view = ForwardingTable::build(table, leads_to);
        for address in ends(&prefixes) {
            prop_assert_eq!(view.get(address).copied(), table.longest(address).map(leads_to));
        }
    }

    #[test]
    fn maps_keep_values_of_a_prefix_in_order(
        prefixes in prop::collection::vec(any_prefix(), 0..60),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let again = again.iter().filter(|_| !prefixes.is_empty()).map(|one| *one.get(&prefixes));
        let entries: Vec<(Prefix, usize)> =
            prefixes.iter().copied().chain(again).zip(0..).collect();
        let map: PrefixMap<usize> = entries.iter().copied().collect();
        prop_assert_eq!(map.is_empty(), entries.is_empty());
        for address in ends(&prefixes) {
            let covers = |(prefix, _): &&(Prefix, usize)| prefix.contains(address);
            let mut expected: Vec<_> = entries.iter().filter(covers).copied().collect();
            expected.sort_by_key(|(prefix, at)| (prefix.length(), *at));
            let found: Vec<_> = map.covering(address).map(|(prefix, at)| (prefix, *at)).collect();
            let longest = map.longest(address).map(|(prefix, _)| prefix);
            prop_assert_eq!(longest, expected.last().map(|(prefix, _)| *prefix));
            prop_assert_eq!(found, expected);
        }
    }
}

#[test]
fn tables_may_be_empty_or_hold_one_entry() {
    for text in [
        "0.0.0.0/0",
        "0.0.0.0/32",
        "255.255.255.255/32",
        "10.0.0.0/25",
        "::/0",
        "::/128",
        "ffff::/16",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
        "2001:db8::/65",
    ] {
        let only = [prefix(text)];
        check(&only, &ends(&only));
    }
    check(&[], &ends(&[]));
}

#[test]
fn a_block_that_everything_happens_in_is_looked_up() {
    // Every host of a /24 and of a /120, the last ones of all.
    let hosts = (0..=255).flat_map(|host| {
        let v6 = u128::MAX - 255 + u128::from(host);
        [
            Prefix::host(IpAddr::from([255, 255, 255, host])),
            Prefix::host(Ipv6Addr::from_bits(v6).into()),
        ]
    });
    let prefixes: Vec<Prefix> = hosts.collect();
    check(&prefixes, &ends(&prefixes));
}

#[test]
fn tables_of_the_same_prefixes_are_kept_once() {
    let one = ["10.0.0.0/8", "10.1.0.0/16", "::/0"].map(prefix).to_vec();
    let mut other = one.clone();
    other.reverse();
    other.push(prefix("10.0.0.0/8"));
    let different = ["10.0.0.0/8", "10.1.0.0/17", "::/0"].map(prefix).to_vec();
    let tables = build(&[one, different, other], FULL_FROM);
    let first = |at| tables.table(TableId::new(at)).own().v4;
    assert_eq!(first(0), first(2));
    assert_ne!(first(0), first(1));
    assert_eq!(tables.ids().count(), 3);
}

#[test]
fn a_full_table_takes_the_form_of_one() {
    // Nearly 2^16 prefixes: /24 and /32, apart and inside each other.
    let prefixes: Vec<Prefix> = (0..FULL_FROM / 2 - 1)
        .flat_map(|at| {
            let base = IpAddr::from(Ipv4Addr::from_bits(0x0B00_0000 + at * 0x1234));
            [Prefix::holding(base, 24), Prefix::holding(base, 32)].map(Option::unwrap)
        })
        .collect();
    let small = build(std::slice::from_ref(&prefixes), u32::MAX);
    let full = build(std::slice::from_ref(&prefixes), FULL_FROM - 2);
    let [small, full] = [&small, &full].map(|tables| tables.table(TableId::new(0)));
    assert_ne!(small.form.is_full(), full.form.is_full());
    for address in ends(&prefixes) {
        assert_eq!(small.longest(address), full.longest(address), "{address}");
    }
}
