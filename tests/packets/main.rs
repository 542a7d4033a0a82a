//! Packets on topology files: the path matrix of the rulebook, every reason, route selection.
//!
//! The expectations are the rulebook's. A failure here is first a question about the engine, and
//! never answered by writing down what it says.

mod advice;
mod assumed;
mod bgp;
mod blockers;
mod carried;
mod coverage;
mod failures;
mod followed;
mod found;
mod guarantees;
mod joined;
mod matrix;
mod premises;
mod reasons;
mod remarks;
mod rules;
mod said;
mod selection;
mod sessions;
mod sets;
mod stems;
mod way;
mod waypoints;
