//! BGP between speakers, whoever they are: what each announces, receives, filters and selects.
//!
//! This part knows AS numbers, sessions, policies and prefixes, and no noun of AWS or of a customer:
//! the room around it makes speakers of a model and reads what comes of them. It forwards nothing.

mod decision;
mod network;
mod outcome;
mod path;
mod policy;
mod prefix_sets;
mod propagate;
mod ribs;
mod route;
mod settle;
mod signature;
mod solve;
mod speakers;
#[cfg(test)]
mod tests;

pub use decision::{Decision, Lost};
pub use path::{LearnedBy, NotSent, Path, Received, Refused, Verdict};
pub use ribs::{Ribs, Stability, Used};
pub use solve::{solve, update};
pub use speakers::{
    End, EndId, MedComparison, Origin, Origination, Session, SessionId, Speaker, SpeakerId,
    Speakers, Underlay,
};
