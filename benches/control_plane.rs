//! How long a customer network of twenty routers takes to converge on a full table, and the memory.
//!
//! Each size runs in a process of its own, so that the highest memory is that of this size. Compare
//! numbers of one run only: machines are noisy.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{env, fs, process::Command, time::Instant};

use outpath_benches::table::{Costs, Table, network};
use outpath_core::bgp::control_plane::{SpeakerId, solve};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 900_000];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, size] = arguments.as_slice()
        && flag == "--size"
    {
        measure(size.parse().unwrap_or(1000));
    } else if arguments.iter().any(|one| one == "--bench") {
        println!("table: {}", Table::load().source);
        println!(
            "{:>9} {:>8} {:>10} {:>12} {:>14} {:>14}",
            "prefixes", "classes", "seconds", "us/prefix", "input B/prefix", "peak B/prefix"
        );
        let own = env::current_exe().ok();
        for size in SIZES {
            let run = own
                .as_ref()
                .map(|own| Command::new(own).args(["--size", &size.to_string()]).status());
            assert!(run.is_some_and(|run| run.is_ok_and(|status| status.success())), "{size}");
        }
    } else {
        // As a test, only that it runs.
        measure(1000);
    }
}

/// Returns a number of kibibytes from what Linux says of this process; 0 elsewhere.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn measure(size: usize) {
    let prefixes = Table::load().some(size);
    let before = memory("VmRSS");
    let speakers = network(&prefixes);
    let input = memory("VmRSS") - before;
    // What comes after counts anew.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let base = memory("VmRSS");
    let start = Instant::now();
    let ribs = solve(&speakers, &Costs);
    let seconds = start.elapsed().as_secs_f64();
    let peak = memory("VmHWM").saturating_sub(base);
    let known = ribs.prefixes(SpeakerId(19)).count();
    assert!(known * 10 > prefixes.len() * 9, "{known} of {} arrive", prefixes.len());
    let count = prefixes.len();
    let each = |kibibytes: u64| kibibytes * 1024 / u64::try_from(count).unwrap_or(1).max(1);
    println!(
        "{count:>9} {:>8} {seconds:>10.3} {:>12.2} {:>14} {:>14}",
        ribs.classes(),
        seconds * 1e6 / f64::from(u32::try_from(count).unwrap_or(u32::MAX)),
        each(input),
        each(peak),
    );
}
