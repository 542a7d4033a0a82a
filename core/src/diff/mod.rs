//! What a change does: to the words of the inputs, and to every packet.
//!
//! Two networks stand side by side. `written` says what differs in the words of the topology file;
//! `flows` says which packets fare otherwise: lost, gained, rerouted, re-translated, or with another
//! MTU, as classes with all ends and ports that share a fate, each with a packet that shows it and
//! the edit that it comes from (`cause`). `sweep` does that for everything that can break. Ends that neither network tells apart are compared once.
//! This room decides nothing about packets (that is [`crate::forwarding`]) and prints nothing.

mod allowed;
mod cause;
mod compare;
mod ends;
mod flows;
mod sweep;
mod traffic;
mod written;

pub use allowed::Allowed;
pub use cause::{Cause, Decided, Turn};
pub use compare::{Fate, Kind};
pub use ends::Side;
pub use flows::{Comparison, Flows, NoComparison, Witness, compare};
pub use sweep::{Becomes, Loss, Resilience, Row, Sweep};
pub use written::{Edit, Said, edits};
