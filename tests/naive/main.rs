//! The naive forwarder against the rulebook: the rows of its path matrix on one estate built in code,
//! its invariants on random networks, and whether random networks can be printed and read again.

mod drawn;
mod estate;
mod invariants;
mod law;
mod printed;
mod rows;
