//! Properties over generated networks.

mod agreement;
mod atoms;
mod circles;
mod diff;
mod expected;
mod invariants;
mod reach;
mod scene;
mod sets;
mod speakers;
mod verdicts;
