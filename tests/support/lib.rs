//! Helpers shared by the tests.
//!
//! - [`build`]: models made in code, with their objects in the order of their names.
//! - [`naive`]: a second, slow forwarder, written from the rules alone; the oracle.
//!
//! Nothing here is part of the product, and nothing here knows how the product works inside: only
//! the nouns of `model` and the arithmetic of `addr` are shared.

pub mod build;
pub mod naive;
