//! Expectations: what a network must and must not do, proved or refuted by the engine.
//!
//! This room asks the engine about each expectation of the input and says whether it holds. Where an
//! end names a set of addresses, every kind of packet that it stands for is tried, so that an
//! expectation holds only if it holds for all. It never reads text (that is [`crate::query`]) and
//! never prints.

mod coverage;
mod failure;
mod flow;
mod guarantee;
mod names;
mod routes;

pub use coverage::{Thing, ThingKind, consulted, things};

use crate::{
    forwarding::{Network, NoEndpoint, Trace},
    model::Key,
    query::{Expectation, Flow, Trial},
};

/// More kinds of packets than this are not tried: an expectation about them is not decided.
pub const MOST_CASES: usize = 2048;

/// Whether an expectation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It holds, for every kind of packet.
    Holds,
    /// It does not; a counterexample is the proof.
    Refuted(Box<Evidence>),
    /// Nobody can say; the evidence shows where a packet ends.
    Undecided(Box<Evidence>),
    /// Something else is announced or learned than is expected, or nobody can say what is.
    Told(Box<Told>),
    /// There are more kinds of packets than are tried, and those that were tried hold.
    TooMany,
    /// Something that it names cannot be found, or is not of the kind that belongs there.
    NoEndpoint(NoEndpoint),
}

/// A packet that decides an expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The flow of this packet alone.
    pub flow: Flow,
    /// Its way.
    pub trace: Trace,
    /// What it does not meet, where it arrives and yet something is wrong with its way.
    pub wrong: Option<String>,
    /// The failures that it goes through; none, if it is so on any day.
    pub failures: Vec<Trial>,
    /// Every single failure that breaks the expectation, where it must survive any: those that break it
    /// in the same way stand together.
    pub alone: Vec<Vec<Trial>>,
}

/// What is announced or learned in place of what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether it is sure, and not only unknown.
    pub refuted: bool,
    /// What is wrong.
    pub wrong: String,
    /// The parts of the model that say so.
    pub keys: Vec<Key>,
}

/// What one kind of packet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    For,
    Neither,
    Against,
}

/// Judges one expectation.
///
/// `A -> B` demands that every share arrives and every reply comes back, from every host that A
/// names to every host that B names. `A -x-> B` demands that no packet arrives at all, from any
/// address of A to any address of B; one that arrives without a reply refutes it too. What the line
/// says of the ways must be true of every share of each, there and back; and what it survives is
/// tried, one after the other.
#[must_use]
pub fn judge(network: &Network, expectation: &Expectation) -> Judgement {
    match expectation {
        Expectation::Flow(line) => flow::judge(network, line),
        Expectation::Routes(line) => routes::judge(network, line),
    }
}

/// Returns what an expectation names and the input does not have, without judging it.
#[must_use]
pub fn unfound(network: &Network, expectation: &Expectation) -> Option<NoEndpoint> {
    match expectation {
        Expectation::Flow(line) => flow::unfound(network, line),
        Expectation::Routes(line) => routes::sessions(network, line).err(),
    }
}
