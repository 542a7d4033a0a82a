//! Traces per second: with full evidence, and of the verdict only; and beside `bgpsim`.
//!
//! The flows are those of a generated estate, and every pair of router and prefix on a graph of the Topology
//! Zoo, resolved before anything is timed. Contenders take turns, round by round, on one thread. Compare
//! numbers of one run only: machines are noisy.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

mod zoo;

use std::{cell::RefCell, collections::BTreeMap, env};

use bgpsim::{prelude::*, topology_zoo::TopologyZoo};
use outpath_benches::{
    estate::Texts,
    goals::{self, Goal, Measured},
    rounds::{Contender, race},
};
use outpath_core::{
    analysis::{self, Size},
    forwarding::{Intent, Judged, Network as Ours, Path, resolve, trace, verdict},
    model::Model,
    query::parse_flow,
};

use crate::zoo::Zoo;

/// Of how many flows of each kind.
const FLOWS: usize = 200;

/// How many are timed together: less than a millisecond, in which machines are rarely interrupted.
const PIECE: usize = 5;

const BESIDE: Goal = Goal {
    number: 9,
    what: "traces, verdict only, one way, per core: Cogentco of the Topology Zoo",
    rival: "bgpsim 0.20.4, forwarding paths",
    unit: "x",
    more: true,
    floor: &[3.0],
    stretch: &[10.0],
};
const EVIDENCE: Goal = Goal {
    number: 10,
    what: "traces with full evidence, as a share of",
    rival: "own verdict-only traces",
    unit: "x",
    more: true,
    floor: &[0.25],
    stretch: &[0.5],
};

fn main() {
    let bench = env::args().any(|one| one == "--bench");
    let measured = vec![beside(bench), evidence(bench)];
    println!("\n{}", goals::table(&measured));
}

/// Measures every router and prefix of one graph.
fn beside(bench: bool) -> Measured {
    let (graph, part) = if bench { (TopologyZoo::Cogentco, 1) } else { (TopologyZoo::Abilene, 7) };
    let zoo = Zoo::build(graph, part);
    let hops = check(&zoo);
    let state = RefCell::new(zoo.theirs.get_forwarding_state());
    type Asked = (Intent, RouterId, SimplePrefix);
    let contenders = [
        Contender::new("bgpsim", |asked: &[Asked]| {
            let mut state = state.borrow_mut();
            // It remembers what it has found, so each round begins anew.
            if asked.as_ptr() == zoo.asked.as_ptr() {
                *state = zoo.theirs.get_forwarding_state();
            }
            let paths = |(_, router, prefix): &Asked| state.get_paths(*router, *prefix);
            asked.iter().map(paths).map(|paths| paths.map_or(0, |paths| paths.len() as u64)).sum()
        }),
        Contender::new("Outpath, verdict only", |asked: &[Asked]| {
            asked.iter().map(|(intent, ..)| verdict(&zoo.ours, intent).forward.len() as u64).sum()
        }),
    ];
    let rounds = race(&contenders, &zoo.asked, PIECE, true);
    let count = zoo.asked.len() as f64;
    let each = |at: usize| rounds.best(at) / count * 1e6;
    let note =
        format!("{count} ways of {hops:.1} routers; {:.2} us, rival {:.2} us", each(1), each(0));
    BESIDE.measured(vec![rounds.ratio(1, 0)], note)
}

/// Checks that both find the same ways, and returns how many routers those have on average.
fn check(zoo: &Zoo) -> f64 {
    let mut state = zoo.theirs.get_forwarding_state();
    let (mut hops, mut ways) = (0, 0);
    for (intent, router, prefix) in &zoo.asked {
        let mut theirs = state.get_paths(*router, *prefix).expect("a way");
        let trace = trace(&zoo.ours, intent);
        assert_eq!(Judged::of(&trace), verdict(&zoo.ours, intent));
        let routers = |path: &Path| path.nodes().filter_map(|node| zoo.there(node)).collect();
        let mut ours: Vec<Vec<RouterId>> = trace.forward.iter().map(routers).collect();
        theirs.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, theirs, "{intent:?}");
        hops += ours.iter().map(Vec::len).sum::<usize>();
        ways += ours.len();
    }
    hops as f64 / ways as f64
}

/// Measures the flows of an estate, kind by kind, and all of them.
fn evidence(bench: bool) -> Measured {
    let estate = Texts::of(Size { routes: 0, ..Size::named("medium").expect("a size") });
    let network = Ours::build(analysis::read(&estate, &["estate.yaml"]).lower().model);
    let flows = if bench { FLOWS } else { 2 };
    let mut all = Vec::new();
    for (kind, texts) in flows_of(&network.model, flows) {
        let intents: Vec<Intent> = texts.iter().map(|text| intent(&network, text)).collect();
        report(&network, kind, &intents);
        all.extend(intents);
    }
    let (ratio, note) = report(&network, "all", &all);
    EVIDENCE.measured(vec![ratio], note)
}

fn intent(network: &Ours, text: &str) -> Intent {
    let flow = parse_flow(text).unwrap_or_else(|why| panic!("{text}: {why}"));
    resolve(network, &flow).unwrap_or_else(|why| panic!("{text}: {}", why.message))
}

/// Returns flows of every kind, always the same ones.
fn flows_of(model: &Model, count: usize) -> BTreeMap<&'static str, Vec<String>> {
    let names = |role: &str| -> Vec<&str> {
        let all = model.instances.values().map(|one| one.identity.name.as_str());
        all.filter(|name| name.contains(role)).collect()
    };
    let (app, web, db, edge) = (names("-app-"), names("-web-"), names("-db-"), names("-edge-"));
    let hosts: Vec<&str> = model.hosts.values().map(|one| one.identity.name.as_str()).collect();
    let mut flows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for at in 0..count {
        let one = |of: &[&str], step: usize| of[at * step % of.len()].to_owned();
        let mut add = |kind, from: String, to: String, port: &str| {
            flows.entry(kind).or_default().push(format!("{from} -> {to} tcp/{port}"));
        };
        add("there and denied", one(&web, 7), one(&db, 11), "5432");
        add("between VPCs", one(&app, 7), one(&app, 13), "8443");
        add("between Outposts", one(&edge, 7), one(&edge, 11), "443");
        add("from a site to a rack", one(&hosts, 3), one(&edge, 7), "443");
        add("from a site to a Region", one(&hosts, 3), one(&app, 7), "8443");
        add("from a rack to a site", one(&edge, 7), one(&hosts, 5), "443");
        add("to the internet", one(&app, 7), "8.8.8.8".to_owned(), "443");
    }
    for (kind, texts) in &mut flows {
        // An instance has no flow with itself.
        texts.retain(|text| text.split(' ').next() != text.split(' ').nth(2));
        assert!(!texts.is_empty(), "{kind}");
    }
    flows
}

/// Prints how long both take, there and back, and returns the share.
fn report(network: &Ours, kind: &str, intents: &[Intent]) -> (f64, String) {
    for intent in intents {
        assert_eq!(Judged::of(&trace(network, intent)), verdict(network, intent), "{kind}");
    }
    let ways = |judged: &Judged| (judged.forward.len() + judged.back.len()) as u64;
    let contenders = [
        Contender::new("verdict only", |intents: &[Intent]| {
            intents.iter().map(|intent| ways(&verdict(network, intent))).sum()
        }),
        Contender::new("with evidence", |intents: &[Intent]| {
            intents.iter().map(|intent| ways(&Judged::of(&trace(network, intent)))).sum()
        }),
    ];
    let rounds = race(&contenders, intents, PIECE, false);
    let count = intents.len() as f64;
    let all: u64 = intents.iter().map(|intent| ways(&verdict(network, intent))).sum();
    let each = |at: usize| rounds.best(at) / count * 1e6;
    let words = format!(
        "{count} flows of {:.1} ways: {:.2} us with evidence, {:.2} us verdict only",
        all as f64 / count,
        each(1),
        each(0)
    );
    println!("{kind:<24} {words}");
    (rounds.ratio(1, 0), words)
}
