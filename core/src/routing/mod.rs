//! Which route wins, and why every other one lost.
//!
//! This room holds candidates, their order, and the tables built from the model: VPC route tables,
//! local gateway route tables and the tables of customer routers. It never says what happens to the
//! packet next; that is forwarding.

mod candidate;
mod select;
mod tables;

pub use candidate::{Candidate, Loser, Rank, RouteRef, Why};
pub use select::{Choice, Selection};
pub use tables::{TableRef, Tables};
