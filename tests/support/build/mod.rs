//! Models made in code.
//!
//! A [`Build`] takes objects in any order and hands out ids at once; [`Build::finish`] numbers them
//! again in the order of their names, as the model promises. What has no method here is set on
//! [`Build::model`] directly. Nothing is checked: a builder can make what no file can say.

mod aws;
mod edge;
mod order;
mod premises;

pub use aws::Build;

use std::{collections::BTreeMap, net::IpAddr};

use outpath_core::{addr::Prefix, model::Identity};

/// Reads a prefix that a test wrote.
#[must_use]
pub fn prefix(text: &str) -> Prefix {
    text.parse().expect("invariant: tests write correct prefixes")
}

/// Reads an address that a test wrote.
#[must_use]
pub fn address(text: &str) -> IpAddr {
    text.parse().expect("invariant: tests write correct addresses")
}

/// Returns the identity of something that has just a name.
#[must_use]
pub fn named(name: impl Into<String>) -> Identity {
    Identity { name: name.into(), aws_id: None, tags: BTreeMap::new() }
}
