//! The naive forwarder against the rulebook: the rows of its path matrix, on one estate built in code, and its
//! invariants, on random networks.

mod estate;
mod invariants;
mod law;
mod rows;
