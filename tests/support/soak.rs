//! Many random flows over many random networks, asked of both forwarders.
//!
//! The work is cut into batches, and each batch draws from its own seed: that of the run plus its
//! number. So the flows are the same on any number of threads, and the seed of a batch that fails,
//! given to a run of a single batch, shows the failure again.

use std::{
    collections::BTreeMap,
    fmt,
    num::NonZero,
    ops::AddAssign,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

use outpath_core::{forwarding::Network, model::Model};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};

use crate::{
    compare::agree,
    generate::{Picks, estate, joined_estate, picks, working_estate},
    print::Printed,
    shrink::{Shrunk, smallest},
};

/// Flows asked of one network.
const FLOWS: usize = 16;
/// Networks of each kind in a batch.
const NETWORKS: u32 = 32;
/// Flows of one batch.
pub const BATCH: u64 = 3 * NETWORKS as u64 * FLOWS as u64;

/// What to run.
#[derive(Debug, Clone, Copy)]
pub struct Soak {
    /// The seed of the first batch.
    pub seed: u64,
    /// How many flows at least; rounded up to whole batches.
    pub flows: u64,
    /// How many threads; as many as there are processors if nothing is said.
    pub threads: Option<NonZero<usize>>,
    /// Whether to go on after a difference.
    pub all: bool,
}

/// What agreed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The flows.
    pub flows: u64,
    /// The networks.
    pub networks: u64,
    /// How many flows had which verdict.
    pub verdicts: BTreeMap<&'static str, u64>,
}

/// What did not agree.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The seed of the batch.
    pub seed: u64,
    /// The file that shows it.
    pub shrunk: Shrunk,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.flows += other.flows;
        self.networks += other.networks;
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let again = if self.shrunk.again { "" } else { " (the file does not say all of it)" };
        writeln!(out, "the forwarders differ, seed {}{again}:", self.seed)?;
        out.write_str(&self.shrunk.file)
    }
}

/// Runs every batch; `done` hears how many flows agreed so far.
///
/// # Errors
/// Returns the differences of the batches that have one, by their number: one in each. Unless all are
/// asked for the run ends with the first.
///
/// # Panics
/// If a thread does.
pub fn run(soak: Soak, done: &(impl Fn(u64) + Sync)) -> Result<Tally, Vec<Difference>> {
    let batches = soak.flows.div_ceil(BATCH);
    let (next, flows, stop) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let result = Mutex::new((Tally::default(), BTreeMap::new()));
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= batches {
                break;
            }
            let ended = batch(soak.seed.wrapping_add(number));
            let mut result = result.lock().expect("invariant: nobody panics with the lock");
            match ended {
                Ok(tally) => {
                    done(flows.fetch_add(tally.flows, Ordering::Relaxed) + tally.flows);
                    result.0 += tally;
                }
                Err(difference) => {
                    stop.store(!soak.all, Ordering::Relaxed);
                    result.1.insert(number, difference);
                }
            }
        }
    };
    let threads = soak.threads.or_else(|| thread::available_parallelism().ok());
    thread::scope(|scope| {
        for _ in 0..threads.map_or(1, NonZero::get) {
            scope.spawn(work);
        }
    });
    let (tally, failed) = result.into_inner().expect("invariant: nobody panics with the lock");
    if failed.is_empty() {
        return Ok(tally);
    }
    Err(failed.into_values().map(|difference| *difference).collect())
}

/// Runs one batch: a third of it on wild networks, one on working ones, one on wildly joined ones.
fn batch(seed: u64) -> Result<Tally, Box<Difference>> {
    let mut tally = part(seed, 0, &estate())?;
    tally += part(seed, 1, &working_estate())?;
    tally += part(seed, 2, &joined_estate())?;
    Ok(tally)
}

fn part(
    seed: u64,
    number: u8,
    networks: &impl Strategy<Value = Printed>,
) -> Result<Tally, Box<Difference>> {
    let mut bytes = [number; 32];
    bytes.iter_mut().zip(seed.to_le_bytes()).for_each(|(to, from)| *to = from);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config {
        cases: NETWORKS,
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let tally = Mutex::new(Tally::default());
    let cases = (networks, vec(picks(), FLOWS));
    let ended = runner.run(&cases, |(model, all)| {
        let network = Network::build(whole(model));
        for picks in &all {
            let verdict = agree(&network, &picks.on(&network.model))
                .map_err(|differ| TestCaseError::fail(differ.text))?;
            let mut tally = tally.lock().expect("invariant: one thread runs a batch");
            tally.flows += 1;
            *tally.verdicts.entry(verdict).or_default() += 1;
        }
        tally.lock().expect("invariant: one thread runs a batch").networks += 1;
        Ok(())
    });
    match ended {
        Ok(()) => Ok(tally.into_inner().expect("invariant: one thread runs a batch")),
        Err(TestError::Fail(_, (model, all))) => {
            let shrunk = shrink(&whole(model), &all);
            Err(Box::new(Difference { seed, shrunk }))
        }
        Err(TestError::Abort(why)) => panic!("invariant: nothing is filtered, but {why}"),
    }
}

/// Returns a network without gaps: where something is missing, what is asked of it first decides whether
/// the answer is unknown, and no rule says what comes first.
fn whole(Printed(mut model): Printed) -> Model {
    model.incomplete.clear();
    model
}

fn shrink(model: &Model, all: &[Picks]) -> Shrunk {
    let flows = all.iter().map(|picks| picks.on(model));
    let shrunk = flows.filter_map(|flow| smallest(model, &flow));
    shrunk.min_by_key(|shrunk| (!shrunk.again, shrunk.file.len())).expect("invariant: one differs")
}
