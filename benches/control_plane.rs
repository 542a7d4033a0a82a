//! How long a customer network of twenty routers takes to converge on a full table, and the memory.
//!
//! Beside `bgpsim`, which passes messages one by one, on the same routers without policies and on sizes
//! that it holds.
//!
//! Each size runs in a process of its own, so that the highest memory is that of this size. Compare
//! numbers of one run only: machines are noisy.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{env, fs, process::Command, time::Instant};

use bgpsim::prelude::*;
use outpath_benches::{
    goals::{self, Goal},
    rounds::ROUNDS,
    table::{self, Costs, Table, network},
};
use outpath_core::bgp::control_plane::{SpeakerId, Speakers, solve};

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
        println!("without policies, beside bgpsim");
        println!("{:>9} {:>12} {:>12} {:>8}", "prefixes", "ours, s", "bgpsim, s", "ratio");
        for size in BESIDE {
            compare(size);
        }
        let mut rounds: Vec<f64> = (0..ROUNDS).map(|_| compare(PREFIXES)).collect();
        rounds.sort_by(f64::total_cmp);
        let median = rounds.get(ROUNDS / 2).copied().unwrap_or(f64::NAN);
        let note = format!("{PREFIXES} prefixes on {} routers, without policies", table::ROUTERS);
        println!("\n{}", goals::table(&[CONVERGENCE.measured(vec![median], note)]));
    } else {
        // As a test, only that it runs.
        measure(1000);
        compare(50);
    }
}

/// The size that is measured beside `bgpsim` once, and that which is measured in rounds.
const BESIDE: [usize; 1] = [1_000];
const PREFIXES: usize = 10_000;

const CONVERGENCE: Goal = Goal {
    number: 24,
    what: "BGP convergence",
    rival: "bgpsim 0.20.4",
    unit: "x",
    more: true,
    floor: &[10.0],
    stretch: &[60.0],
};

/// Measures both on the same routers, sessions and prefixes, and that all prefixes arrive in both; returns
/// how many times faster ours is.
fn compare(size: usize) -> f64 {
    let prefixes = Table::load().some(size);
    let speakers = without_policies(network(&prefixes));
    let start = Instant::now();
    let ribs = solve(&speakers, &Costs);
    let ours = start.elapsed().as_secs_f64();
    assert_eq!(ribs.prefixes(SpeakerId(19)).count(), prefixes.len());
    let (mut simulated, routers) = routers(&speakers);
    let start = Instant::now();
    for (speaker, router) in speakers.speakers.iter().zip(&routers) {
        for (at, one) in (0..).zip(&speaker.originations) {
            let path: Vec<ASN> = one.as_path.iter().map(|asn| ASN(asn.0)).collect();
            let prefix = SimplePrefix::from(at);
            let told = simulated.advertise_route(*router, prefix, path, one.med, None);
            assert!(told.is_ok(), "{told:?}");
        }
    }
    let theirs = start.elapsed().as_secs_f64();
    let last = routers.get(19).and_then(|router| simulated.get_router(*router).ok());
    let knows = |at: &u32| {
        last.is_some_and(|router| router.bgp.get_exact(SimplePrefix::from(*at)).is_some())
    };
    assert_eq!((0..).take(prefixes.len()).filter(knows).count(), prefixes.len());
    println!("{:>9} {ours:>12.4} {theirs:>12.4} {:>7.0}x", prefixes.len(), theirs / ours);
    theirs / ours
}

/// Lets everything pass.
fn without_policies(mut speakers: Speakers) -> Speakers {
    speakers.route_maps.clear();
    for end in speakers.sessions.iter_mut().flat_map(|session| &mut session.ends) {
        (end.import, end.export, end.require_policy) = (None, None, false);
    }
    speakers
}

type Simulated = Network<SimplePrefix, BasicEventQueue<SimplePrefix>, GlobalOspf>;

/// Makes the routers and sessions in `bgpsim`, each session over a link of its own.
fn routers(speakers: &Speakers) -> (Simulated, Vec<RouterId>) {
    let mut made = Simulated::default();
    let all = speakers.speakers.iter().enumerate();
    let routers: Vec<RouterId> =
        all.map(|(at, one)| made.add_router(format!("r{at}"), one.asn.0)).collect();
    let mut links = Vec::new();
    let mut weights = Vec::new();
    let mut sessions = Vec::new();
    for session in &speakers.sessions {
        let [one, other] = &session.ends;
        let (near, far) = (one.speaker.0 as usize, other.speaker.0 as usize);
        let (Some(a), Some(b)) = (routers.get(near), routers.get(far)) else { continue };
        links.push((*a, *b));
        let asn = |at: usize| speakers.speakers.get(at).map(|speaker| speaker.asn);
        if asn(near) == asn(far) {
            weights.extend([(*a, *b, 10.0), (*b, *a, 10.0)]);
        }
        sessions.push((*a, *b, Some(one.route_reflector_client)));
    }
    let linked = made.add_links_from(links);
    assert!(linked.is_ok(), "{linked:?}");
    let weighed = made.set_link_weights_from(weights);
    assert!(weighed.is_ok(), "{weighed:?}");
    let talking = made.set_bgp_session_from(sessions);
    assert!(talking.is_ok(), "{talking:?}");
    (made, routers)
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
