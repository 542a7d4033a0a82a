//! What a picture is made of.

use std::collections::BTreeMap;

use super::Line;
use crate::{
    forwarding::{Network, Trace},
    model::ObjectId,
};

/// How many findings are about one object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Findings {
    /// The errors.
    pub errors: u32,
    /// The warnings and notes.
    pub warnings: u32,
}

/// What a picture is made of. The room computes nothing of its own.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The network.
    pub network: &'a Network,
    /// The trace to lay over it.
    pub trace: Option<&'a Trace>,
    /// What is found about its objects.
    pub findings: &'a BTreeMap<ObjectId, Findings>,
    /// Where its objects are defined.
    pub lines: &'a BTreeMap<ObjectId, Line>,
    /// The ids of bands to unfold.
    pub open: &'a [String],
    /// The ids of boxes whose surroundings are to be unfolded.
    pub focus: &'a [String],
}
