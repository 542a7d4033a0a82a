//! The naive forwarder against the rulebook: the rows of its path matrix, on one estate built in code.

mod estate;
mod law;
mod rows;
