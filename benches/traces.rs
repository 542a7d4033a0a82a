//! Traces per second: with full evidence, and of the verdict only.
//!
//! The flows are those of a generated estate, resolved before anything is timed. Both ways take turns, round
//! by round, on one thread. Compare numbers of one run only: machines are noisy.

#![expect(clippy::print_stdout, reason = "a bench prints what it measures")]

use std::{collections::BTreeMap, env, hint::black_box, time::Instant};

use outpath_benches::estate::Texts;
use outpath_core::{
    analysis::{self, Size},
    forwarding::{Intent, Judged, Network, resolve, trace, verdict},
    model::Model,
    query::parse_flow,
};

/// Rounds, and of how many flows of each kind.
const ROUNDS: usize = 9;
const FLOWS: usize = 200;

fn main() {
    let whole = env::args().any(|one| one == "--bench");
    let size = Size { routes: 0, ..Size::named("medium").expect("a size") };
    let estate = Texts::of(size);
    let network = Network::build(analysis::read(&estate, &["estate.yaml"]).lower().model);
    let (rounds, flows) = if whole { (ROUNDS, FLOWS) } else { (1, 2) };
    let mut all = Vec::new();
    for (kind, texts) in flows_of(&network.model, flows) {
        let intents: Vec<Intent> = texts.iter().map(|text| intent(&network, text)).collect();
        report(&network, kind, &intents, rounds);
        all.extend(intents);
    }
    report(&network, "all", &all, rounds);
}

fn intent(network: &Network, text: &str) -> Intent {
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

fn report(network: &Network, kind: &str, intents: &[Intent], rounds: usize) {
    for intent in intents {
        assert_eq!(Judged::of(&trace(network, intent)), verdict(network, intent), "{kind}");
    }
    let (mut full, mut short): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut ratios: Vec<f64> = Vec::new();
    for _ in 0..rounds {
        let with = seconds(intents, |intent| trace(network, intent).forward.len());
        let without = seconds(intents, |intent| verdict(network, intent).forward.len());
        full.push(with);
        short.push(without);
        ratios.push(with / without);
    }
    ratios.sort_by(f64::total_cmp);
    let each = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2] * 1e6 / intents.len() as f64
    };
    println!(
        "{kind:<24} {:>5} flows {:>8.2} us with evidence {:>8.2} us verdict only {:>5.2}x",
        intents.len(),
        each(&mut full),
        each(&mut short),
        ratios[ratios.len() / 2]
    );
}

fn seconds(intents: &[Intent], ask: impl Fn(&Intent) -> usize) -> f64 {
    let start = Instant::now();
    for intent in intents {
        black_box(ask(intent));
    }
    start.elapsed().as_secs_f64()
}
