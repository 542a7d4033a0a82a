//! Expectations: what a network must and must not do, proved or refuted by the engine.
//!
//! This room asks the engine about each expectation of the input and says whether it holds. It never
//! reads text (that is [`crate::query`]) and never prints.

use crate::{
    forwarding::{self, Network, NoEndpoint, Outcome, Trace, Verdict},
    query::{Demand, Expectation},
};

/// Whether an expectation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// It holds.
    Holds,
    /// It does not; the trace is the proof.
    Refuted(Box<Trace>),
    /// Nobody can say; the trace shows where it ends.
    Undecided(Box<Trace>),
    /// One of its ends cannot be found.
    NoEndpoint(NoEndpoint),
}

/// Judges one expectation.
///
/// `A -> B` demands that every share arrives and every reply comes back. `A -x-> B` demands that no
/// packet arrives at all; one that arrives without a reply refutes it too.
#[must_use]
pub fn judge(network: &Network, expectation: &Expectation) -> Judgement {
    let intent = match forwarding::resolve(network, &expectation.flow) {
        Ok(intent) => intent,
        Err(wrong) => return Judgement::NoEndpoint(wrong),
    };
    let trace = forwarding::trace(network, &intent);
    let arrives = trace.forward.iter().any(|path| path.outcome == Outcome::Delivered);
    let unclear = trace.forward.iter().any(|path| matches!(path.outcome, Outcome::Unknown(_)));
    match (expectation.demand, trace.verdict) {
        (Demand::Reaches, Verdict::Reachable) => Judgement::Holds,
        (Demand::Reaches, Verdict::Unknown) => Judgement::Undecided(Box::new(trace)),
        (Demand::Reaches, Verdict::Unreachable | Verdict::OneWay | Verdict::Partial) => {
            Judgement::Refuted(Box::new(trace))
        }
        (Demand::NeverReaches, _) if arrives => Judgement::Refuted(Box::new(trace)),
        (Demand::NeverReaches, _) if unclear => Judgement::Undecided(Box::new(trace)),
        (Demand::NeverReaches, _) => Judgement::Holds,
    }
}
