//! Which route wins, and why every other one lost.
//!
//! This room holds candidates, their order, and the tables built from the model: VPC route tables,
//! local gateway route tables, the tables of customer routers, and those of transit gateways, virtual
//! private gateways and Direct Connect gateways. It never says what happens to the
//! packet next; that is forwarding.

mod candidate;
mod customer;
mod interconnect;
mod select;
mod tables;

pub use candidate::{Candidate, Loser, Rank, RouteRef, Why};
pub use select::{Choice, Selection};
pub use tables::{TableRef, Tables, Toward, tables};
