//! From a file with a million routes to a network, beside reading the same routes from JSON; and what a
//! second thread gains.
//!
//! Threads are counted when a process starts, so each round with one and with two is a process of its own.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{env, fmt::Write as _, hint::black_box, process::Command, time::Instant};

use outpath_benches::{
    estate::Texts,
    goals::{self, Goal, Measured},
    rounds::{Contender, race},
};
use outpath_core::{
    analysis::{self, Size},
    forwarding::{Intent, Network, resolve, trace_all, verdict_all},
    query::parse_flow,
};
use serde::Deserialize;

const ROUTES: Goal = Goal {
    number: 16,
    what: "a file of a million routes to a network that is checked, as a share of the rival's time",
    rival: "serde_json, typed, of the same routes",
    unit: "x",
    more: false,
    floor: &[2.0],
    stretch: &[1.25],
};
const THREADS: Goal = Goal {
    number: 23,
    what: "two threads (verdicts / traces)",
    rival: "own single thread",
    unit: "x",
    more: true,
    floor: &[1.6, 1.6],
    stretch: &[1.9, 1.9],
};

/// What is asked of a process that measures threads.
const CHILD: &str = "--in-this-process";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|one| one == CHILD) {
        return stages();
    }
    let bench = arguments.iter().any(|one| one == "--bench");
    let measured =
        vec![routes(if bench { 1_000_000 } else { 1000 }), threads(if bench { 9 } else { 1 })];
    println!("\n{}", goals::table(&measured));
}

/// A route as JSON has it.
#[derive(Debug, Deserialize)]
struct Route {
    prefix: String,
    next_hop: Option<String>,
}

fn routes(count: usize) -> Measured {
    let size = Size { routes: count, ..Size::named("small").expect("a size") };
    let estate = Texts::of(size);
    let lines = estate.0.routes.as_deref().unwrap_or_default().lines();
    let lines = lines.filter(|line| line.contains('/'));
    let mut json = String::from("[");
    for line in lines {
        let (prefix, next_hop) = line.split_once(',').unwrap_or((line, ""));
        let comma = if json.len() == 1 { "" } else { "," };
        let next_hop = match next_hop.trim() {
            "" => "null".to_owned(),
            text => format!("\"{text}\""),
        };
        let _ = write!(json, "{comma}{{\"prefix\":\"{}\",\"next_hop\":{next_hop}}}", prefix.trim());
    }
    json.push(']');
    let contenders = [
        Contender::new("serde_json", |_: &[()]| {
            let all: Vec<Route> = serde_json::from_str(black_box(&json)).expect("a list of routes");
            let named = all.iter().filter(|one| one.next_hop.is_some());
            black_box((named.count(), all.last().map(|one| one.prefix.len())));
            0
        }),
        Contender::new("Outpath", |_: &[()]| {
            let lowered = analysis::read(&estate, &["estate.yaml"]).lower();
            assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics.first());
            black_box(Network::build(lowered.model));
            0
        }),
    ];
    let rounds = race(&contenders, &[()], 1, true);
    let note = format!(
        "{count} routes of a CSV file; {:.0} ms, rival {:.0} ms for {:.0} MB",
        rounds.best(1) * 1e3,
        rounds.best(0) * 1e3,
        json.len() as f64 / 1e6
    );
    ROUTES.measured(vec![1.0 / rounds.ratio(1, 0)], note)
}

/// Prints how long verdicts and traces of many flows take, on as many threads as there are.
fn stages() {
    let estate = Texts::of(Size { routes: 0, ..Size::named("medium").expect("a size") });
    let network = Network::build(analysis::read(&estate, &["estate.yaml"]).lower().model);
    let names: Vec<&str> =
        network.model.instances.values().map(|one| one.identity.name.as_str()).collect();
    let intents: Vec<Intent> = (0..2000)
        .filter_map(|at| {
            let one = |step: usize| names.get(at * step % names.len());
            let (from, to) = one(7).zip(one(13)).filter(|(from, to)| from != to)?;
            let flow = parse_flow(&format!("{from} -> {to} tcp/443")).ok()?;
            resolve(&network, &flow).ok()
        })
        .collect();
    let best = |work: &dyn Fn() -> usize| {
        let once = || {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64()
        };
        (0..4).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let verdicts = best(&|| verdict_all(&network, &intents).len());
    let traces = best(&|| trace_all(&network, &intents).len());
    println!("{verdicts} {traces}");
}

fn threads(rounds: usize) -> Measured {
    let own = env::current_exe().expect("this program");
    let run = |threads: &str| -> Vec<f64> {
        let mut child = Command::new(&own);
        let output = child.arg(CHILD).env("RAYON_NUM_THREADS", threads).output();
        let output = output.expect("this program runs");
        let words = String::from_utf8_lossy(&output.stdout);
        words.split_whitespace().filter_map(|word| word.parse().ok()).collect()
    };
    let mut ratios = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        let (one, two) = (run("1"), run("2"));
        for (ratios, (one, two)) in ratios.iter_mut().zip(one.iter().zip(&two)) {
            ratios.push(one / two);
        }
    }
    let median = |ratios: &mut Vec<f64>| {
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let note = format!("{cores} processors, which may share a core, and other work on the machine");
    THREADS.measured(ratios.iter_mut().map(median).collect(), note)
}
