//! Expectations: what a network must and must not do, proved or refuted by the engine.
//!
//! This room asks the engine about each expectation of the input and says whether it holds. Where an
//! end names a set of addresses, every kind of packet that it stands for is tried, so that an
//! expectation holds only if it holds for all. It never reads text (that is [`crate::query`]) and
//! never prints.

use crate::{
    forwarding::{
        self, Case, Cases, Extent, Network, NoEndpoint, Outcome, Trace, Verdict, resolve_every,
    },
    parallel,
    query::{Demand, Expectation, Flow},
};

/// More kinds of packets than this are not tried: an expectation about them is not decided.
pub const MOST_CASES: usize = 2048;

/// How many kinds of packets are tried at once, before one that refutes ends the search.
const AT_ONCE: usize = 128;

/// Whether an expectation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It holds, for every kind of packet.
    Holds,
    /// It does not; a counterexample is the proof.
    Refuted(Box<Evidence>),
    /// Nobody can say; the evidence shows where a packet ends.
    Undecided(Box<Evidence>),
    /// There are more kinds of packets than are tried, and those that were tried hold.
    TooMany,
    /// One of its ends cannot be found.
    NoEndpoint(NoEndpoint),
}

/// A packet that decides an expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The flow of this packet alone.
    pub flow: Flow,
    /// Its way.
    pub trace: Trace,
}

/// What one kind of packet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    For,
    Against,
    Neither,
}

/// Judges one expectation.
///
/// `A -> B` demands that every share arrives and every reply comes back, from every host that A
/// names to every host that B names. `A -x-> B` demands that no packet arrives at all, from any
/// address of A to any address of B; one that arrives without a reply refutes it too.
#[must_use]
pub fn judge(network: &Network, expectation: &Expectation) -> Judgement {
    let extent = match expectation.demand {
        Demand::Reaches => Extent::Hosts,
        Demand::NeverReaches => Extent::Everything,
    };
    let Cases { cases, complete } =
        match resolve_every(network, &expectation.flow, extent, MOST_CASES) {
            Ok(cases) => cases,
            Err(wrong) => return Judgement::NoEndpoint(wrong),
        };
    let evidence = |case: &Case, trace| {
        Box::new(Evidence { flow: case.flow(network, &expectation.flow), trace })
    };
    let mut undecided = None;
    for some in cases.chunks(AT_ONCE) {
        let heard = parallel::map(some, |case| {
            let trace = forwarding::trace(network, &case.intent);
            let word = hear(expectation.demand, &trace);
            (word != Word::For).then_some((word, trace))
        });
        for (case, heard) in some.iter().zip(heard) {
            match heard {
                Some((Word::Against, trace)) => return Judgement::Refuted(evidence(case, trace)),
                Some((Word::Neither, trace)) if undecided.is_none() => {
                    undecided = Some((case, trace));
                }
                Some((Word::For | Word::Neither, _)) | None => {}
            }
        }
    }
    match undecided {
        Some((case, trace)) => Judgement::Undecided(evidence(case, trace)),
        None if complete => Judgement::Holds,
        None => Judgement::TooMany,
    }
}

/// Returns what the way of one kind of packet says about a demand.
fn hear(demand: Demand, trace: &Trace) -> Word {
    let arrives = trace.forward.iter().any(|path| path.outcome == Outcome::Delivered);
    let unclear = trace.forward.iter().any(|path| matches!(path.outcome, Outcome::Unknown(_)));
    match (demand, trace.verdict) {
        (Demand::Reaches, Verdict::Reachable) => Word::For,
        (Demand::Reaches, Verdict::Unknown) => Word::Neither,
        (Demand::Reaches, Verdict::Unreachable | Verdict::OneWay | Verdict::Partial) => {
            Word::Against
        }
        (Demand::NeverReaches, _) if arrives => Word::Against,
        (Demand::NeverReaches, _) if unclear => Word::Neither,
        (Demand::NeverReaches, _) => Word::For,
    }
}
