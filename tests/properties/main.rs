//! Properties over generated networks.

mod agreement;
mod invariants;
mod sets;
mod speakers;
