//! Helpers shared by the tests.
//!
//! - [`build`]: models made in code, with their objects in the order of their names.
//! - [`generate`]: random models and flows for property tests.
//! - [`naive`]: a second, slow forwarder, written from the rules alone; the oracle.
//! - [`mod@print`]: a model as a topology file, so that a failure can be read and run again.
//! - [`files`]: the files of the repository.
//! - [`compare`]: the engine beside the oracle.
//! - [`picture`]: what must hold for every picture.
//! - [`mutate`]: small changes that make a network wrong, each of which a rule must find.
//! - [`shrink`]: the smallest topology file on which they differ.
//! - [`soak`]: many flows over many networks.
//! - [`speakers`]: speakers of BGP at random, and a slow fixpoint of theirs; the oracle of the control plane.
//!
//! Nothing here is part of the product. The oracle shares only the nouns of `model` and the
//! arithmetic of `addr` with it, and a test sees to that.

pub mod build;
pub mod compare;
pub mod files;
pub mod generate;
pub mod mutate;
pub mod naive;
pub mod picture;
pub mod print;
pub mod shrink;
pub mod soak;
pub mod speakers;
