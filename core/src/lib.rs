//! Outpath: can this packet get from here to there *and back* through my Outposts?
//!
//! The rooms of this crate, bottom-up. A room may use only the rooms above it in this list;
//! `tests/architecture.rs` checks that.
//!
//! - [`text`]: byte spans, line and column, named sources.
//! - [`facts`]: every documented or inferred fact that the code cites.
//! - [`parallel`]: the one door to rayon.
//! - [`diagnostic`]: something located in a text, with its code.
//! - [`addr`]: prefixes, longest-prefix match, AS numbers, protocols, packets.
//! - [`model`]: AWS and on-premises nouns, pure data.
//! - [`query`]: the grammars of flows, endpoints and expectations.
//! - [`document`]: the topology file.
//! - [`generate`]: estates of any size, from a seed.
//! - [`import`]: what other programs print, as topology trees.
//! - [`scenario`]: changes as data.
//! - [`graph`]: the wiring.
//! - [`bgp`]: who announces and learns what.
//! - [`routing`]: which route wins, and why the others lost.
//! - [`forwarding`]: the way of a packet, there and back.
//! - [`expect`]: expectations, proved or refuted.
//! - [`reach`]: who reaches whom.
//! - [`diff`]: what a change does, in words and to every packet.
//! - [`rules`]: what is wrong with a network, and how to fix it.
//! - [`scene`]: the picture of a network, with the ways of packets over it.
//! - [`policy`]: which findings count, and what a project has accepted.
//! - [`report`]: answers as text and JSON, the same bytes everywhere.
//! - [`analysis`]: the façade for the command line and the browser.
//!
//! The crate is pure: no file, clock, environment, random number or output.

#![cfg_attr(not(test), warn(clippy::indexing_slicing, clippy::panic))]

/// A text that only a page shows. The browser loads pages when somebody asks for one, so its module is built
/// without them (feature `pages`).
macro_rules! on_page {
    ($text:expr) => {
        if cfg!(feature = "pages") { $text } else { "" }
    };
}

pub mod addr;
pub mod analysis;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod bgp;
pub mod diagnostic;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod diff;
pub mod document;
pub mod expect;
pub mod facts;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod forwarding;
#[cfg(feature = "generate")]
#[warn(clippy::wildcard_enum_match_arm)]
pub mod generate;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod graph;
pub mod import;
pub mod model;
pub mod parallel;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod policy;
pub mod query;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod reach;
pub mod report;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod routing;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod rules;
#[warn(clippy::wildcard_enum_match_arm)]
pub mod scenario;
pub mod scene;
pub mod text;
