//! Where packets end up from every table, for all destinations at once, beside following them one by one.
//!
//! Before anything is timed, samples of both give the same ends. One by one is sampled, and extrapolated to every
//! table and every piece of the line. Contenders take turns, and ratios are the median of those of each
//! round. The real table of the internet is used where it is found, with the AS of each prefix as what
//! decides about its way out; a generated one elsewhere.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{
    alloc::System,
    collections::{BTreeMap, BTreeSet},
    env,
    hint::black_box,
    net::IpAddr,
    ops::RangeInclusive,
    time::Instant,
};

use outpath_benches::{
    backbone::{Backbone, Origins, ROUTERS},
    goals::{self, Goal, Measured},
    internet::Random,
    rounds::ROUNDS,
};
use outpath_core::{
    addr::{Answers, EntryId, Pieces, PrefixTable, TableId, sweep},
    reach::{Forwarding, Live, Next, Touched, reaches},
};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const EXHAUSTIVE: Goal = Goal {
    number: 11,
    what: "exhaustive, all tables x all IPv4 destinations",
    rival: "following every piece from every table (sampled)",
    unit: "x",
    more: true,
    floor: &[200.0],
    stretch: &[5_000.0],
};
const CLASSES: Goal = Goal {
    number: 12,
    what: "classes solved per second, as a multiple of a search",
    rival: "search with memory, class by class (sampled)",
    floor: &[5.0],
    stretch: &[100.0],
    ..EXHAUSTIVE
};
const CHANGE: Goal = Goal {
    number: 14,
    what: "verdict after one route change, median",
    rival: "solving all of the same network anew",
    floor: &[10_000.0],
    stretch: &[300_000.0],
    ..EXHAUSTIVE
};

fn main() {
    let bench = env::args().any(|one| one == "--bench");
    let origins = if bench { Origins::load() } else { Origins::generate(2_000) };
    println!(
        "table: {}, {} IPv4 prefixes, at {ROUTERS} routers",
        origins.source,
        origins.prefixes.len()
    );
    println!(
        "| tables | routes | pieces | classes | states of the core | compile | sweep and solve | held: routes / intervals / answer |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let sizes: &[u32] = if bench { &[10, 100, 1_000, 10_000] } else { &[10, 40] };
    let goals = sizes.iter().flat_map(|subnets| measure(&origins, *subnets, bench));
    let all: Vec<Measured> = goals.collect();
    println!("\n{}", goals::table(&all));
}

/// Returns what something is, how many seconds it takes, and how many bytes of the heap it holds.
fn weigh<T>(make: impl FnOnce() -> T) -> (T, f64, f64) {
    let region = Region::new(HEAP);
    let start = Instant::now();
    let made = make();
    let seconds = start.elapsed().as_secs_f64();
    let change = region.change();
    (made, seconds, change.bytes_allocated as f64 - change.bytes_deallocated as f64)
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// One network while it is measured.
struct Measure<'a> {
    net: &'a Backbone,
    answers: &'a [Answers<u32>],
    pieces: Pieces<u32>,
    sample: usize,
}

fn measure(origins: &Origins, subnets: u32, bench: bool) -> Vec<Measured> {
    let (net, _, routes) = weigh(|| Backbone::new(origins, subnets));
    let (answers, compiled, intervals) = weigh(|| net.answers());
    let forwarding = Forwarding { tables: &answers, actions: &net.actions, ends: net.ends };
    let ((found, states), first, answer) = weigh(|| reaches(&forwarding));
    let pieces = sweep(&answers, |_| {});
    let classes = pieces.signatures.len();
    let rules: usize =
        (0..net.tables as usize).map(|at| net.maps.tables().table(TableId::new(at)).len()).sum();
    let sample = if bench { 200_000 } else { 500 };
    let one = Measure { net: &net, answers: &answers, pieces, sample };
    one.agree(&found);
    let mega = |bytes: f64| format!("{:.1} MB", bytes / 1e6);
    println!(
        "| {} | {rules} | {} | {classes} | {states} | {:.0} ms | {:.0} ms | {} / {} / {} |",
        net.tables,
        one.pieces.starts.len(),
        compiled * 1e3,
        first * 1e3,
        mega(routes),
        mega(intervals),
        mega(answer),
    );
    if bench && subnets < 1_000 { Vec::new() } else { one.goals(&forwarding) }
}

impl Measure<'_> {
    /// Returns tables and first addresses of pieces, any of them.
    fn asked(&self, count: usize, seed: u64) -> Vec<(u32, u32)> {
        let mut random = Random(seed);
        let one = |_| {
            let table = u32::try_from(random.below(self.net.tables as usize)).unwrap_or(0);
            (table, self.pieces.starts[random.below(self.pieces.starts.len())])
        };
        (0..count).map(one).collect()
    }

    /// Asserts that all at once is what one by one is.
    fn agree(&self, found: &[BTreeMap<u32, u32>]) {
        for (table, address) in self.asked(self.sample / 10, 3) {
            let (end, _) = self.net.follow(table, address);
            assert!(found[table as usize].contains_key(&end), "{table} {address} {end}");
        }
        for (table, ends) in found.iter().enumerate().step_by(17) {
            for (end, witness) in ends {
                let table = u32::try_from(table).expect("invariant: few tables");
                assert_eq!(self.net.follow(table, *witness).0, *end, "{table} {witness}");
            }
        }
    }

    fn goals(&self, forwarding: &Forwarding<'_, u32>) -> Vec<Measured> {
        let asked = self.asked(self.sample, 5);
        let traces = self.net.tables as f64 * self.pieces.starts.len() as f64;
        let classes = self.pieces.signatures.len();
        let some = self.some_classes(100.min(classes));
        let (mut exhaustive, mut searched) = (Vec::new(), Vec::new());
        let (mut best, mut best_one, mut best_search) =
            (f64::INFINITY, f64::INFINITY, f64::INFINITY);
        for _ in 0..ROUNDS {
            let all = seconds(|| reaches(forwarding));
            let one = seconds(|| {
                asked
                    .iter()
                    .map(|(table, at)| self.net.follow(*table, *at).0 as usize)
                    .sum::<usize>()
            }) / asked.len() as f64;
            let search = seconds(|| some.iter().map(|actions| self.search(actions)).sum::<usize>())
                / some.len() as f64;
            exhaustive.push(one * traces / all);
            searched.push(search * classes as f64 / all);
            (best, best_one) = (best.min(all), best_one.min(one));
            best_search = best_search.min(search);
        }
        let (times, built, held) = self.changes(forwarding);
        let full = best;
        let middle = median(times.clone());
        let mut sorted = times;
        sorted.sort_by(f64::total_cmp);
        let late = sorted[sorted.len() * 99 / 100];
        let tables = self.net.tables;
        vec![
            EXHAUSTIVE.measured(
                vec![median(exhaustive)],
                format!(
                    "{tables} tables: {:.0} ms; one by one {:.0} ns, so {:.0} s, extrapolated from {}",
                    best * 1e3,
                    best_one * 1e9,
                    best_one * traces,
                    asked.len()
                ),
            ),
            CLASSES.measured(
                vec![median(searched)],
                format!(
                    "{tables} tables: {:.0} thousand classes a second; a search {:.0} us, {:.1} ns for each table",
                    classes as f64 / best / 1e3,
                    best_search * 1e6,
                    best_search * 1e9 / f64::from(tables)
                ),
            ),
            CHANGE.measured(
                vec![full / middle],
                format!(
                    "{tables} tables: median {:.1} us, p99 {:.1} us, the ends checked; made ready in {:.0} ms, {:.0} MB",
                    middle * 1e6,
                    late * 1e6,
                    built * 1e3,
                    held / 1e6
                ),
            ),
        ]
    }

    /// Returns what every table does with some classes.
    fn some_classes(&self, count: usize) -> Vec<Vec<u32>> {
        let every = (self.pieces.signatures.len() / count.max(1)).max(1);
        let mut found = Vec::new();
        let mut at = 0;
        sweep(self.answers, |actions| {
            if at % every == 0 && found.len() < count {
                found.push(actions.to_vec());
            }
            at += 1;
        });
        found
    }

    /// Follows one class from every table, and remembers what is known.
    fn search(&self, actions: &[u32]) -> usize {
        let mut known: Vec<u32> = vec![u32::MAX; actions.len()];
        let mut sum = 0;
        let mut way = Vec::new();
        for from in 0..actions.len() {
            let mut at = from;
            let end = loop {
                if known[at] != u32::MAX {
                    break known[at];
                }
                way.push(at);
                match self.net.actions[actions[at] as usize].as_slice() {
                    [Next::Table(next)] if way.len() < 64 => at = *next as usize,
                    [Next::End(end)] => break *end,
                    _ => break self.net.ends,
                }
            };
            for one in way.drain(..) {
                known[one] = end;
            }
            sum += end as usize;
        }
        sum
    }

    /// Moves routes of full tables to other exits; returns the seconds of each, of making ready, and the bytes
    /// that this holds.
    fn changes(&self, forwarding: &Forwarding<'_, u32>) -> (Vec<f64>, f64, f64) {
        let (mut live, built, held) = weigh(|| Live::new(forwarding));
        for (table, address) in self.asked(self.sample / 100, 9) {
            let end = self.net.follow(table, address).0;
            assert_eq!(live.ends(table, address), BTreeSet::from([end]), "{table} {address}");
        }
        let mut random = Random(17);
        let mut times = Vec::new();
        for _ in 0..self.sample / 100 {
            let router = random.below(ROUTERS as usize);
            let table = self.net.maps.tables().table(TableId::new(router));
            let entry = random.below(table.len());
            let action = u32::try_from(router * 8 + random.below(8)).expect("invariant: few exits");
            let router = u32::try_from(router).expect("invariant: few routers");
            let own = own(table, entry);
            let start = Instant::now();
            let touched: Vec<Touched> =
                own.into_iter().map(|range| live.change(router, range, action)).collect();
            times.push(start.elapsed().as_secs_f64());
            assert!(touched.iter().all(|one| one.ends.contains(&action)));
        }
        (times, built, held)
    }
}

/// Returns what no longer prefix of a table holds of one.
fn own(table: PrefixTable<'_>, entry: usize) -> Vec<RangeInclusive<u32>> {
    let bits = |address| if let IpAddr::V4(address) = address { address.to_bits() } else { 0 };
    let prefix = table.prefix(EntryId::new(entry));
    let (mut next, last) = (Some(bits(prefix.network())), bits(prefix.last()));
    let mut found = Vec::new();
    let longer = (entry + 1..table.len()).map(|at| table.prefix(EntryId::new(at)));
    for inner in longer.take_while(|inner| prefix.covers(*inner)) {
        if let Some(first) = next.filter(|first| *first < bits(inner.network())) {
            found.push(first..=bits(inner.network()) - 1);
        }
        next = next.and_then(|next| Some(next.max(bits(inner.last()).checked_add(1)?)));
        if bits(inner.last()) == u32::MAX {
            next = None;
        }
    }
    found.extend(next.filter(|first| *first <= last).map(|first| first..=last));
    found
}
