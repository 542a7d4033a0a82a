//! How fast, small and soon built the tables are that everything looks routes up in, beside others.
//!
//! Every structure answers all keys as plainly computed ones do before anything is timed. Contenders take
//! turns, and ratios are the median of those of each round. The real table of the internet is used where it
//! is found (`OUTPATH_DATA` names its directory), a generated one of the same shape elsewhere.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{
    alloc::System,
    env,
    hint::black_box,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use ip_network_table_deps_treebitmap::IpLookupTable;
use outpath_benches::{
    dir24::{self, Dir24},
    goals::{self, Goal, Measured},
    internet::{Internet, Random},
    rounds::{Contender, Rounds, race},
};
use outpath_core::addr::{EntryId, ForwardingTable, Prefix, PrefixTable, PrefixTables, TableId};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use ts_bart::{RoutingTable, Table as Bart};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many keys there are of each pattern, and how many are looked up in one call.
const KEYS: usize = 1 << 18;
const CALL: usize = 1024;

/// How many are timed together: less than a millisecond, in which machines are rarely interrupted.
const PIECE: usize = 4 * CALL;

const ONE_BY_ONE: Goal = Goal {
    number: 1,
    what: "IPv4 look-up, full table, one by one (uniform / inside / Zipf)",
    rival: "prefix-trie 0.10.1",
    unit: "x",
    more: true,
    floor: &[3.0, 7.0, 7.0],
    stretch: &[8.0, 12.0, 12.0],
};
const BATCHED: Goal = Goal {
    number: 2,
    what: "same, batched",
    floor: &[6.0, 8.0, 8.0],
    stretch: &[15.0, 15.0, 15.0],
    ..ONE_BY_ONE
};
const LIMIT: Goal = Goal {
    number: 4,
    what: "same, batched, as a share of what the machine can do",
    rival: "DIR-24-8, staged",
    floor: &[0.65, 0.65, 0.65],
    stretch: &[1.1, 1.1, 1.1],
    ..ONE_BY_ONE
};
const MEMORY: Goal = Goal {
    number: 5,
    what: "memory of a full table, for each prefix: route ids / next hops",
    rival: "prefix-trie 0.10.1",
    unit: " B",
    more: false,
    floor: &[11.0, 11.0],
    stretch: &[7.0, 4.0],
};
const BUILD: Goal = Goal {
    number: 6,
    what: "building a full table from sorted routes, as a share of the rival's time",
    rival: "prefix-trie 0.10.1",
    unit: "x",
    more: false,
    floor: &[1.2],
    stretch: &[0.5],
};
const SIX: Goal = Goal {
    number: 7,
    what: "IPv6 look-up inside prefixes: one by one / batched",
    rival: "prefix-trie 0.10.1",
    unit: "x",
    more: true,
    floor: &[2.5, 5.0],
    stretch: &[5.0, 10.0],
};
const SMALL: Goal = Goal {
    number: 8,
    what: "10,000 tables of 50 routes: how many times faster / smaller",
    rival: "ts_bart 0.6.1",
    unit: "x",
    more: true,
    floor: &[1.8, 3.0],
    stretch: &[3.0, 5.0],
};

fn main() {
    let bench = env::args().any(|one| one == "--bench");
    // As a test, only that it runs and that all agree.
    let internet = if bench { Internet::load() } else { Internet::generate(2000) };
    let (keys, tables) = if bench { (KEYS, 10_000) } else { (1 << 12, 100) };
    println!(
        "table: {}, {} IPv4 and {} IPv6 prefixes",
        internet.source,
        internet.v4.len(),
        internet.v6.len()
    );
    let mut all = four(&internet.v4, keys);
    all.extend(six(&internet.v6, keys));
    all.extend(small(tables, keys));
    println!("\n{}", goals::table(&all));
}

/// Returns what something is, and how many bytes of the heap it holds.
fn weigh<T>(make: impl FnOnce() -> T) -> (T, f64) {
    let region = Region::new(HEAP);
    let made = make();
    let change = region.change();
    (made, (change.bytes_allocated - change.bytes_deallocated) as f64)
}

/// Returns a number for what is found, of which 0 is nothing, as rivals hold them.
fn number(entry: Option<EntryId>) -> u32 {
    entry.map_or(0, |entry| entry.index() as u32 + 1)
}

fn v4(address: IpAddr) -> Ipv4Addr {
    if let IpAddr::V4(address) = address { address } else { Ipv4Addr::UNSPECIFIED }
}

fn v6(address: IpAddr) -> Ipv6Addr {
    if let IpAddr::V6(address) = address { address } else { Ipv6Addr::UNSPECIFIED }
}

/// One structure, asked for one address.
fn each<A: Copy>(find: impl Fn(A) -> u32) -> impl Fn(&[A]) -> u64 {
    move |keys| keys.iter().map(|key| u64::from(find(*key))).sum()
}

/// One structure, asked for many addresses in each call.
fn many<A>(find: impl Fn(&[A], &mut [Option<EntryId>])) -> impl Fn(&[A]) -> u64 {
    move |keys| {
        let mut found = [None; CALL];
        let mut sum = 0;
        for keys in keys.chunks(CALL) {
            find(keys, &mut found);
            let all = found.iter().zip(keys);
            sum += all.map(|(found, _)| u64::from(number(*found))).sum::<u64>();
        }
        sum
    }
}

fn dir24_many(table: &Dir24) -> impl Fn(&[Ipv4Addr]) -> u64 {
    |keys| {
        let (batches, rest) = keys.as_chunks::<{ dir24::BATCH }>();
        let batches = batches.iter().flat_map(|batch| table.get_many(batch));
        let rest = rest.iter().map(|key| table.get(*key));
        batches.chain(rest).map(u64::from).sum()
    }
}

fn four(prefixes: &[Prefix], keys: usize) -> Vec<Measured> {
    let count = prefixes.len() as f64;
    let (tables, total) = weigh(|| PrefixTables::build([prefixes.to_vec()]));
    let own = tables.table(TableId::new(0));
    let (trie, trie_total) = weigh(|| trie_v4(prefixes));
    let bitmap = bitmap(prefixes);
    let bart = bart(prefixes);
    let intervals: Vec<_> = own.intervals_v4().map(|(at, found)| (at, number(found))).collect();
    let dir24 = Dir24::build(&intervals);
    let contenders = [
        Contender::new("prefix-trie", each(|key: Ipv4Addr| find(&trie, key))),
        Contender::new(
            "treebitmap",
            each(|key| bitmap.longest_match(key).map_or(0, |(.., one)| *one)),
        ),
        Contender::new("ts_bart", each(|key| bart.lookup(IpAddr::V4(key)).copied().unwrap_or(0))),
        Contender::new("DIR-24-8", each(|key| dir24.get(key))),
        Contender::new("DIR-24-8, staged", dir24_many(&dir24)),
        Contender::new("Outpath", each(|key: Ipv4Addr| number(own.longest(key)))),
        Contender::new("Outpath, batched", many(|keys, found| own.longest_many_v4(keys, found))),
    ];
    check_v4(prefixes, own, &contenders);
    let mut random = Random(2);
    let uniform = (0..keys).map(|_| Ipv4Addr::from_bits(random.next() as u32)).collect();
    let inside = random.inside_any(prefixes, keys).into_iter().map(v4).collect();
    let zipf = random.zipf(prefixes, keys).into_iter().map(v4).collect();
    let patterns: [(&str, Vec<Ipv4Addr>); 3] =
        [("uniform", uniform), ("inside", inside), ("Zipf", zipf)];
    for (pattern, keys) in &patterns {
        let missed = keys.iter().filter(|key| own.longest(**key).is_none()).count();
        println!(
            "{pattern} keys: {:.1} % match nothing",
            missed as f64 * 100.0 / keys.len() as f64
        );
    }
    let mut measured = Vec::new();
    for (mixed, how) in [(false, "warm"), (true, "mixed")] {
        let races = patterns.each_ref().map(|(pattern, keys)| {
            let rounds = race(&contenders, keys, PIECE, mixed);
            print(&format!("IPv4, {pattern}, {how}"), &contenders, &rounds, keys.len());
            rounds
        });
        let ratio = |one, other| races.iter().map(|rounds| rounds.ratio(one, other)).collect();
        measured.push(ONE_BY_ONE.measured(ratio(5, 0), how));
        measured.push(BATCHED.measured(ratio(6, 0), how));
        measured.push(LIMIT.measured(ratio(6, 4), how));
    }
    latency(own, &trie, &dir24, &patterns);
    let explaining = EXPLAINING * count;
    let way = |entry| provider(own.prefix(entry));
    let (_, forwarding) = weigh(|| ForwardingTable::build(own, way));
    let note = format!(
        "rival {:.1} B; {EXPLAINING} B more for prefixes and parents, to explain; next hops: 2, for whole /12s and single prefixes",
        trie_total / count
    );
    let numbers = vec![(total - explaining) / count, forwarding / count];
    measured.push(MEMORY.measured(numbers, note));
    measured.push(build_v4(prefixes));
    measured.sort_by_key(|one| one.goal.number);
    measured
}

/// How many bytes an IPv4 entry has for its prefix and for its parent.
const EXPLAINING: f64 = 9.0;

/// Returns which of two providers a prefix is reached by: mostly the same one for all of a /12.
fn provider(prefix: Prefix) -> u64 {
    let bits = u64::from(v4(prefix.network()).to_bits());
    let own = Random(bits).next();
    if own.is_multiple_of(4) { own >> 8 & 1 } else { Random(bits >> 20).next() & 1 }
}

fn build_v4(prefixes: &[Prefix]) -> Measured {
    let contenders = [
        Contender::new("prefix-trie", |all: &[Prefix]| trie_v4(all).len() as u64),
        Contender::new("Outpath", |all: &[Prefix]| {
            let tables = PrefixTables::build([all.to_vec()]);
            tables.table(TableId::new(0)).len() as u64
        }),
    ];
    let rounds = race(&contenders, prefixes, prefixes.len(), false);
    let own = format!("{:.0} ms, rival {:.0} ms", rounds.best(1) * 1e3, rounds.best(0) * 1e3);
    BUILD.measured(vec![1.0 / rounds.ratio(1, 0)], own)
}

/// Prints how long one look-up takes that waits for the one before it.
fn latency(own: PrefixTable<'_>, trie: &TrieV4, dir24: &Dir24, patterns: &[(&str, Vec<Ipv4Addr>)]) {
    fn chain(find: impl Fn(Ipv4Addr) -> u32) -> impl Fn(&[Ipv4Addr]) -> u64 {
        move |keys| {
            let mut last = 0;
            let mut sum = 0;
            for key in keys {
                // The highest bit is never set, but that is known only when it is read.
                last = find(Ipv4Addr::from_bits(key.to_bits() ^ black_box(last) >> 31));
                sum += u64::from(last);
            }
            sum
        }
    }
    let contenders = [
        Contender::new("prefix-trie", chain(|key| find(trie, key))),
        Contender::new("DIR-24-8", chain(|key| dir24.get(key))),
        Contender::new("Outpath", chain(|key| number(own.longest(key)))),
    ];
    for (pattern, keys) in patterns.iter().filter(|(pattern, _)| *pattern == "inside") {
        let rounds = race(&contenders, keys, PIECE, true);
        print(
            &format!("IPv4, {pattern}, each waits for the one before"),
            &contenders,
            &rounds,
            keys.len(),
        );
    }
}

fn six(prefixes: &[Prefix], keys: usize) -> Vec<Measured> {
    let count = prefixes.len() as f64;
    let (tables, total) = weigh(|| PrefixTables::build([prefixes.to_vec()]));
    let own = tables.table(TableId::new(0));
    let (trie, trie_total) = weigh(|| trie_v6(prefixes));
    let bart = bart(prefixes);
    println!(
        "IPv6: {:.1} B for each prefix, prefix-trie {:.1} B",
        total / count,
        trie_total / count
    );
    let contenders = [
        Contender::new(
            "prefix-trie",
            each(|key: Ipv6Addr| trie.get_lpm(&(key.to_bits(), 128)).map_or(0, |(_, one)| *one)),
        ),
        Contender::new("ts_bart", each(|key| bart.lookup(IpAddr::V6(key)).copied().unwrap_or(0))),
        Contender::new("Outpath", each(|key: Ipv6Addr| number(own.longest(key)))),
        Contender::new("Outpath, batched", many(|keys, found| own.longest_many_v6(keys, found))),
    ];
    let ends: Vec<Ipv6Addr> = own
        .intervals_v6()
        .flat_map(|(start, _)| {
            let bits = start.to_bits();
            [bits, bits.wrapping_sub(1)].map(Ipv6Addr::from_bits)
        })
        .collect();
    check(own, &contenders, &ends, IpAddr::V6, &exact(prefixes));
    let mut random = Random(3);
    let inside: Vec<Ipv6Addr> = random.inside_any(prefixes, keys).into_iter().map(v6).collect();
    let zipf: Vec<Ipv6Addr> = random.zipf(prefixes, keys).into_iter().map(v6).collect();
    let mut measured = Vec::new();
    for (mixed, how) in [(false, "warm"), (true, "mixed")] {
        for (pattern, keys) in [("inside", &inside), ("Zipf", &zipf)] {
            let rounds = race(&contenders, keys, PIECE, mixed);
            print(&format!("IPv6, {pattern}, {how}"), &contenders, &rounds, keys.len());
            if pattern == "inside" {
                measured.push(SIX.measured(vec![rounds.ratio(2, 0), rounds.ratio(3, 0)], how));
            }
        }
    }
    measured
}

fn small(tables: usize, keys: usize) -> Vec<Measured> {
    let mut random = Random(4);
    let mut route = |_| {
        let length = 16 + (random.next() % 13) as u8;
        Prefix::holding(Ipv4Addr::from_bits(random.next() as u32).into(), length)
    };
    let all: Vec<Vec<Prefix>> = (0..tables)
        .map(|_| {
            let mut routes: Vec<Prefix> = (0..50).filter_map(&mut route).collect();
            routes.sort_unstable();
            routes.dedup();
            routes
        })
        .collect();
    let (own, total) = weigh(|| PrefixTables::build(all.iter().cloned()));
    let (barts, barts_total) = weigh(|| all.iter().map(|one| bart(one)).collect::<Vec<_>>());
    let (tries, _) = weigh(|| all.iter().map(|one| trie_v4(one)).collect::<Vec<_>>());
    let mut random = Random(5);
    let keys: Vec<(TableId, Ipv4Addr)> = (0..keys)
        .filter_map(|_| {
            let table = random.below(tables);
            let routes = all.get(table)?;
            let at = random.below(routes.len());
            Some((TableId::new(table), v4(random.inside(*routes.get(at)?))))
        })
        .collect();
    type Key = (TableId, Ipv4Addr);
    let contenders = [
        Contender::new(
            "ts_bart",
            each(|(table, key): Key| {
                let table = barts.get(table.index());
                table.and_then(|table| table.lookup(IpAddr::V4(key))).copied().unwrap_or(0)
            }),
        ),
        Contender::new(
            "prefix-trie",
            each(|(table, key): Key| tries.get(table.index()).map_or(0, |table| find(table, key))),
        ),
        Contender::new("Outpath", each(|(table, key): Key| number(own.table(table).longest(key)))),
        Contender::new("Outpath, batched", many(|keys, found| own.longest_many(keys, found))),
    ];
    let mut measured = Vec::new();
    let explaining = EXPLAINING * all.iter().map(Vec::len).sum::<usize>() as f64;
    for (mixed, how) in [(false, "warm"), (true, "mixed")] {
        let rounds = race(&contenders, &keys, PIECE, mixed);
        print(&format!("{tables} tables of 50 routes, {how}"), &contenders, &rounds, keys.len());
        let note = format!(
            "{how}, one by one; batched {:.1}x; {:.1} MB, and {:.1} MB to explain; rival {:.1} MB",
            rounds.ratio(3, 0),
            (total - explaining) / 1e6,
            explaining / 1e6,
            barts_total / 1e6
        );
        let smaller = barts_total / (total - explaining);
        measured.push(SMALL.measured(vec![rounds.ratio(2, 0), smaller], note));
    }
    measured
}

fn print<K>(what: &str, contenders: &[Contender<'_, K>], rounds: &Rounds, keys: usize) {
    println!("\n{what}");
    for (at, contender) in contenders.iter().enumerate() {
        println!(
            "  {:18} {:8.1} M/s {:7.1} ns {:6.2}x",
            contender.name,
            keys as f64 / rounds.best(at) / 1e6,
            rounds.best(at) / keys as f64 * 1e9,
            rounds.ratio(at, 0)
        );
    }
}

type TrieV4 = prefix_trie::PrefixMap<(u32, u8), u32>;

fn trie_v4(prefixes: &[Prefix]) -> TrieV4 {
    let all = prefixes.iter().zip(1..);
    all.map(|(prefix, at)| ((v4(prefix.network()).to_bits(), prefix.length()), at)).collect()
}

fn trie_v6(prefixes: &[Prefix]) -> prefix_trie::PrefixMap<(u128, u8), u32> {
    let all = prefixes.iter().zip(1..);
    all.map(|(prefix, at)| ((v6(prefix.network()).to_bits(), prefix.length()), at)).collect()
}

fn find(trie: &TrieV4, key: Ipv4Addr) -> u32 {
    trie.get_lpm(&(key.to_bits(), 32)).map_or(0, |(_, one)| *one)
}

fn bitmap(prefixes: &[Prefix]) -> IpLookupTable<Ipv4Addr, u32> {
    let mut table = IpLookupTable::new();
    for (prefix, at) in prefixes.iter().zip(1..) {
        table.insert(v4(prefix.network()), u32::from(prefix.length()), at);
    }
    table
}

fn bart(prefixes: &[Prefix]) -> Bart<u32> {
    let mut table = Bart::default();
    for (prefix, at) in prefixes.iter().zip(1..) {
        if let Ok(prefix) = prefix.to_string().parse() {
            table.insert(prefix, at);
        }
    }
    table
}

/// The plainest table: which prefixes there are, asked length by length.
type Exact = std::collections::HashMap<Prefix, u32>;

fn exact(prefixes: &[Prefix]) -> Exact {
    prefixes.iter().copied().zip(1..).collect()
}

fn scan(exact: &Exact, address: IpAddr) -> u32 {
    let longest = if address.is_ipv6() { 128 } else { 32 };
    let holding = (0..=longest).rev().filter_map(|length| Prefix::holding(address, length));
    holding.filter_map(|prefix| exact.get(&prefix)).next().copied().unwrap_or(0)
}

fn check_v4(prefixes: &[Prefix], own: PrefixTable<'_>, contenders: &[Contender<'_, Ipv4Addr>]) {
    let ends: Vec<Ipv4Addr> = own
        .intervals_v4()
        .flat_map(|(start, _)| {
            let bits = start.to_bits();
            [bits, bits.wrapping_sub(1)].map(Ipv4Addr::from_bits)
        })
        .collect();
    check(own, contenders, &ends, IpAddr::V4, &exact(prefixes));
}

/// Asks all of them for both ends of every interval, one by one.
fn check<A: Copy>(
    own: PrefixTable<'_>,
    contenders: &[Contender<'_, A>],
    ends: &[A],
    address: impl Fn(A) -> IpAddr,
    exact: &Exact,
) {
    for end in ends {
        let expected = scan(exact, address(*end));
        assert_eq!(number(own.longest(address(*end))), expected, "{}", address(*end));
        for contender in contenders {
            assert_eq!((contender.work)(&[*end]), u64::from(expected), "{}", contender.name);
        }
    }
    println!("all agree on both ends of {} intervals", ends.len() / 2);
}
