//! Small changes that make a topology wrong, each of which a rule must find.
//!
//! A [`Mutation`] is named by the code of an error-level rule. It changes the file of a network that
//! works ([`sound_estate`](crate::generate::sound_estate), which [`trim()`] makes richer), and that rule
//! must find the change, and no other one an error beside it: where a change is two mistakes at once,
//! the mutation says so. What the network lacks for it, the mutation adds; it does nothing where that
//! is not one small change. A test sees to it that each error-level rule has one.

mod addressing;
mod bgp;
mod coip;
mod draft;
mod interconnect;
mod local_gateway;
mod routing;
mod run;
mod service_link;
mod trim;

pub use draft::Draft;
pub use run::{Fired, Run, run};
pub use trim::trim;

/// A change that makes a topology wrong.
#[derive(Debug, Clone, Copy)]
pub struct Mutation {
    /// The rule that must find it.
    pub code: &'static str,
    /// Other errors that it is, too.
    pub with: &'static [&'static str],
    /// Makes the change; `None` if it cannot be made in this topology.
    pub apply: fn(&mut Draft) -> Option<()>,
}

const fn mutation(code: &'static str, apply: fn(&mut Draft) -> Option<()>) -> Mutation {
    Mutation { code, with: &[], apply }
}

impl Mutation {
    const fn with(mut self, others: &'static [&'static str]) -> Self {
        self.with = others;
        self
    }
}

/// The families of mutations, as those of the rules.
const FAMILIES: [&[Mutation]; 7] = [
    addressing::MUTATIONS,
    routing::MUTATIONS,
    interconnect::MUTATIONS,
    local_gateway::MUTATIONS,
    coip::MUTATIONS,
    service_link::MUTATIONS,
    bgp::MUTATIONS,
];

/// Returns every mutation; a rule may have several.
#[must_use]
pub fn mutations() -> Vec<Mutation> {
    FAMILIES.concat()
}
