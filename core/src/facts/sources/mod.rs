//! Where the facts were read: title, link and date of every source.
//!
//! Holds one constant per source, named like its key, so that a misspelled source does not
//! compile. It never holds what a source says; that is restated in the facts. A source that no
//! fact cites has no place here, and a test sees to that.

mod field;
mod outposts;
mod source;
mod vpc;

pub(super) use field::*;
pub(super) use outposts::*;
pub use source::{NO_LINK, Source};
pub(super) use vpc::*;

/// All sources, file by file.
pub const SOURCES: &[&[&Source]] = &[outposts::OUTPOSTS, field::FIELD, vpc::VPC];
