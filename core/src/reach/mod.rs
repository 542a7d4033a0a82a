//! Who reaches whom: for every source and every destination, what happens.
//!
//! A question names rows, columns and traffic. Its ends fall into classes that nothing in the network
//! tells apart (`alike`); one packet of each pair of classes is traced there and back, with all ports
//! at once, and speaks for all of them. So the answer is exact, and every part of it has a packet
//! whose trace shows it. A [`Job`] does the work in slices of any size, or a share of it on each of
//! several machines. This room decides nothing about packets: that is [`crate::forwarding`].

mod actions;
mod alike;
mod cell;
mod ends;
mod job;
mod lines;
mod live;
mod reached;
mod shard;
mod solve;

pub use alike::alike;
pub use cell::{Cell, Portion};
pub use ends::{End, Ends, ends};
pub use job::{Job, NoJob, NoTraffic, Question};
pub use lines::{By, Line, NoLine};
pub use live::{Live, Touched};
pub use reached::{Part, Reached, narrowed, parts};
pub use shard::{Shard, Share};
pub use solve::{Forwarding, Next, Reaches, reaches};
