//! The wiring: what can hand a packet to what.
//!
//! This room turns the model into a graph of nodes and wires and answers questions of adjacency. It
//! holds no routes and decides nothing about packets. It is the only room that names `petgraph`.

mod build;
mod circles;
mod node;
mod walk;

pub use build::Graph;
pub use circles::components;
pub use node::{Node, Wire};
