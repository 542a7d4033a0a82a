//! Random models and flows for property tests.
//!
//! [`estate`] is wild: any object may be missing, wrong or down, so most packets are lost, each for
//! another reason. [`working_estate`] is a network that works, with few faults ([`sound_estate`]: with none); [`joined_estate`] is one
//! whose joints are wild, and little else. [`flow()`] asks about any of them, mostly between things that
//! exist.
//!
//! Both show as topology files where a test prints them. A model comes from a flat description: vectors of small records that point at each other by a
//! number, taken modulo what there is. So proptest shrinks a failure by dropping records and lowering
//! numbers, and what is left is still a model. Everything generated can be said in a topology file,
//! but `incomplete`; addresses come from few ranges, so that things often reach each other.

mod cloud;
mod endpoint;
mod filters;
mod flow;
mod gateways;
mod guarded;
mod hub;
mod joined;
mod private;
mod raise;
mod routes;
mod spec;
mod transit;
mod wild;
mod working;

pub(crate) use filters::everything;
pub use flow::{Picks, flow, picks};
pub use joined::joined_estate;
pub use wild::estate;
pub use working::{sound_estate, working_estate};

/// Points at one of some things, modulo how many there are.
pub(crate) type Pick = u8;

/// Returns what a number points at; `None` if there is nothing.
pub(crate) fn pick<T: Clone>(things: &[T], number: Pick) -> Option<T> {
    let index = usize::from(number).checked_rem(things.len())?;
    things.get(index).cloned()
}
