//! Mutations at work: random networks that are sound, and what the rules say once they are not.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZero,
    ops::AddAssign,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use outpath_core::analysis::{Checking, Workspace};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};
use serde_json::Value;

use super::{Draft, Mutation, mutations, trim};
use crate::{files::OneText, generate::sound_estate};

/// Networks of one batch.
const BATCH: u32 = 50;
/// Mutations tried on one network.
const TRIED: usize = 3;

/// What to run.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The seed of the first batch; each batch has the next one.
    pub seed: u64,
    /// How many networks at least; rounded up to whole batches.
    pub networks: u64,
    /// How many threads; as many as there are processors if nothing is said.
    pub threads: Option<NonZero<usize>>,
}

/// What was found where it had to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fired {
    /// The networks in which nothing was found.
    pub networks: u64,
    /// How often each rule found a mutation of its own.
    pub mutations: BTreeMap<&'static str, u64>,
}

impl AddAssign for Fired {
    fn add_assign(&mut self, other: Self) {
        self.networks += other.networks;
        for (code, count) in other.mutations {
            *self.mutations.entry(code).or_default() += count;
        }
    }
}

/// Runs every batch.
///
/// # Errors
/// Returns topologies in which something else is found than must be, and what: one of each kind.
///
/// # Panics
/// If a thread does.
pub fn run(run: Run) -> Result<Fired, String> {
    let batches = run.networks.div_ceil(BATCH.into());
    let next = AtomicU64::new(0);
    let result = Mutex::new((Fired::default(), BTreeMap::<String, String>::new()));
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= batches {
                break;
            }
            let ended = batch(run.seed.wrapping_add(number));
            let mut result = result.lock().expect("invariant: nobody panics with the lock");
            match ended {
                Ok(fired) => result.0 += fired,
                Err(why) => {
                    let kind = why.lines().next().unwrap_or_default().to_owned();
                    let known = result.1.entry(kind).or_insert_with(|| why.clone());
                    if why.len() < known.len() {
                        *known = why;
                    }
                }
            }
        }
    };
    let threads = run.threads.or_else(|| thread::available_parallelism().ok());
    thread::scope(|scope| {
        for _ in 0..threads.map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let (fired, failed) = result.into_inner().expect("invariant: nobody panics with the lock");
    if failed.is_empty() {
        return Ok(fired);
    }
    Err(failed.into_values().collect::<Vec<_>>().join("\n"))
}

fn batch(seed: u64) -> Result<Fired, String> {
    let mut bytes = [7; 32];
    bytes.iter_mut().zip(seed.to_le_bytes()).for_each(|(to, from)| *to = from);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config {
        cases: BATCH,
        failure_persistence: None,
        max_shrink_iters: 500,
        ..Config::default()
    };
    let all = mutations();
    let fired = Mutex::new(Fired::default());
    let cases = (sound_estate(), any::<u64>().no_shrink());
    let ended = TestRunner::new_with_rng(config, rng).run(&cases, |(network, seed)| {
        let one = case(Draft::new(&network, seed), &all).map_err(TestCaseError::fail)?;
        *fired.lock().expect("invariant: one thread runs a batch") += one;
        Ok(())
    });
    match ended {
        Ok(()) => Ok(fired.into_inner().expect("invariant: one thread runs a batch")),
        Err(TestError::Fail(why, _)) => Err(format!("{}\nseed {seed}", why.message())),
        Err(TestError::Abort(why)) => panic!("invariant: nothing is filtered, but {why}"),
    }
}

/// Looks at one network as it is, and after some mutations of it.
fn case(mut draft: Draft, all: &[Mutation]) -> Result<Fired, String> {
    let mut fired = Fired { networks: 1, ..Fired::default() };
    trim(&mut draft);
    let (errors, words) = errors(&draft);
    if !errors.is_empty() {
        return Err(format!("a sound network has errors\n{words}\n{draft}"));
    }
    for _ in 0..TRIED {
        let at = draft.below(all.len());
        let Some(mutation) = all.get(at) else { continue };
        let mut changed = draft.clone();
        if (mutation.apply)(&mut changed).is_some() {
            judge(&changed, mutation)?;
            *fired.mutations.entry(mutation.code).or_default() += 1;
        }
    }
    Ok(fired)
}

fn judge(changed: &Draft, mutation: &Mutation) -> Result<(), String> {
    let (errors, words) = errors(changed);
    let code = mutation.code;
    if !errors.contains(code) {
        return Err(format!("{code} does not fire\n{words}\n{changed}"));
    }
    let known = |other: &String| other == code || mutation.with.contains(&other.as_str());
    if errors.iter().all(known) {
        return Ok(());
    }
    Err(format!("beside {code} others fire: {errors:?}\n{words}\n{changed}"))
}

/// Returns the codes of the errors in a topology, and everything that is said of it.
fn errors(draft: &Draft) -> (BTreeSet<String>, String) {
    let text = draft.to_string();
    let answer = Workspace::open(&OneText(&text), &["topology.json"]).check(&Checking::default());
    let json: Value = serde_json::from_str(answer.json()).expect("invariant: answers are JSON");
    let findings = json["findings"].as_array().into_iter().flatten();
    let errors = findings.filter(|one| one["severity"] == "error");
    let errors = errors.filter_map(|one| one["code"].as_str().map(str::to_owned)).collect();
    (errors, answer.text().to_string())
}
