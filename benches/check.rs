//! What `check` costs, phase by phase: time, and the highest memory so far.
//!
//! Each size runs in a process of its own, so that the highest memory is that of this size. Compare
//! numbers of one run only: machines are noisy.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{env, fs, process::Command, time::Instant};

use outpath_benches::estate::Texts;
use outpath_core::{
    analysis::{self, PRESETS, Size},
    forwarding::Network,
    rules::{self, Context},
};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, size] = arguments.as_slice()
        && flag == "--size"
    {
        measure(Size::named(size).expect("a size with this name"));
    } else if arguments.iter().any(|one| one == "--bench") {
        let own = env::current_exe().ok();
        for (name, _) in PRESETS {
            let run = own.as_ref().map(|own| Command::new(own).args(["--size", name]).status());
            assert!(run.is_some_and(|run| run.is_ok_and(|status| status.success())), "{name}");
        }
    } else {
        // As a test, only that it runs.
        measure(PRESETS[0].1);
    }
}

/// Returns a number of kibibytes from what Linux says of this process; 0 elsewhere.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn measure(size: Size) {
    println!(
        "{} Outposts, {} subnets, {} instances, {} routes",
        size.outposts, size.subnets, size.instances, size.routes
    );
    let estate = Texts::of(size);
    let _ = fs::write("/proc/self/clear_refs", "5");
    let base = memory("VmRSS");
    let mut all = 0.0;
    let mut phase = |name: &str, start: Instant| {
        let seconds = start.elapsed().as_secs_f64();
        all += seconds;
        let peak = memory("VmHWM").saturating_sub(base) / 1024;
        println!("  {name:<24} {seconds:>9.3} s {peak:>7} MiB");
    };
    let start = Instant::now();
    let opened = analysis::read(&estate, &["topology.yaml"]);
    phase("read and merge", start);
    let start = Instant::now();
    let lowered = opened.lower();
    phase("make the model", start);
    assert_eq!(lowered.model.instances.len(), size.instances);
    let first = lowered.diagnostics.first();
    assert!(first.is_none(), "{first:?}");
    let start = Instant::now();
    let network = Network::build(lowered.model);
    phase("BGP, tables, graph", start);
    let context = Context::new(&network, &lowered.source_map, &lowered.expectations, &[]);
    for rule in rules::ALL {
        let start = Instant::now();
        let found = rule.run(&context).len();
        let seconds = start.elapsed().as_secs_f64();
        if seconds > 0.2 {
            println!(
                "    {} {:<38} {seconds:>9.3} s {found:>6} found",
                rule.code.id, rule.code.name
            );
        }
    }
    let context = Context::new(&network, &lowered.source_map, &lowered.expectations, &[]);
    let start = Instant::now();
    let found = rules::run(&context);
    phase("rules", start);
    println!("  {:<24} {all:>9.3} s; {} findings", "all", found.len());
}
