//! The answer: the ways there and back, hop by hop.

use std::collections::BTreeSet;

use super::{Blocker, Outcome, Step, What};
use crate::{addr::Packet, graph::Node};

/// A flow's whole way: there, and back for every packet that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Where the flow starts.
    pub source: Node,
    /// The object that it is meant for, if the flow names one.
    pub destination: Option<Node>,
    /// The packet as it leaves the source.
    pub packet: Packet,
    /// The ways there, in a fixed order.
    pub forward: Vec<Path>,
    /// The ways back.
    pub replies: Vec<Reply>,
    /// Everything that stands in the way of the intended path, there and then back; empty where the
    /// flow passes. What stands behind a blocker that nothing can be said beyond is not in it.
    pub blockers: Vec<Block>,
    /// The sum of it.
    pub verdict: Verdict,
    /// Whether replies pass the nodes of the way there in the opposite order; `None` if there are none.
    pub symmetric: Option<bool>,
}

/// One thing that would have to change for the flow to pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Whether it stands in the way back.
    pub back: bool,
    /// Where it is.
    pub node: Node,
    /// What it is.
    pub blocker: Blocker,
}

/// The ways back for the forward paths that deliver one and the same packet to one end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The positions of the forward paths that they answer.
    pub answers: Vec<usize>,
    /// The ways back.
    pub paths: Vec<Path>,
}

/// One way of a packet, from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The part of the flows that takes this way.
    pub share: Share,
    /// How it ends.
    pub outcome: Outcome,
    /// The hops, in order; at least one.
    pub hops: Vec<Hop>,
    /// The largest packet that fits all the way, in bytes, where something on the way limits it.
    pub mtu: Option<u32>,
}

/// One node on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// The node.
    pub node: Node,
    /// The packet as it arrives.
    pub packet_in: Packet,
    /// The packet as it leaves, or as it is when the path ends here.
    pub packet_out: Packet,
    /// What is decided, in order.
    pub steps: Vec<Step>,
}

/// An exact part of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The parts taken.
    pub numerator: u128,
    /// The parts there are.
    pub denominator: u128,
}

impl Share {
    /// All of it.
    pub const WHOLE: Self = Self { numerator: 1, denominator: 1 };

    /// Returns one of `parts` equal parts of this; `None` when that cannot be written down.
    #[must_use]
    pub fn split(self, parts: usize) -> Option<Self> {
        let parts = u128::try_from(parts).ok()?;
        let denominator = self.denominator.checked_mul(parts)?;
        Some(Self { denominator, ..self })
    }

    /// Returns some of `whole` equal parts of this; `None` when that cannot be written down.
    #[must_use]
    pub fn part(self, (some, whole): (u32, u32)) -> Option<Self> {
        let numerator = self.numerator.checked_mul(u128::from(some))?;
        let denominator = self.denominator.checked_mul(u128::from(whole))?;
        let (mut common, mut rest) = (numerator, denominator);
        while rest != 0 {
            (common, rest) = (rest, common % rest);
        }
        Some(Self { numerator: numerator / common, denominator: denominator / common })
    }

    /// Returns the part as a number from 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share is shown, not computed with")]
    pub fn number(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl Trace {
    /// Returns every path, there and back.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.forward.iter().chain(self.replies.iter().flat_map(|reply| &reply.paths))
    }

    /// Returns every fact that the trace cites.
    #[must_use]
    pub fn facts(&self) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        for path in self.paths() {
            for step in path.hops.iter().flat_map(|hop| &hop.steps) {
                found.extend(&step.facts);
                if let What::Routed { selection, .. } = &step.what {
                    found.extend(selection.losers.iter().flat_map(|loser| loser.why.facts()));
                }
            }
            found.extend(path.outcome.blocker().iter().flat_map(|blocker| &blocker.facts));
        }
        found
    }
}

/// The sum of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Every share arrives, and every reply too.
    Reachable,
    /// Nothing arrives.
    Unreachable,
    /// Every share arrives, but no reply comes back.
    OneWay,
    /// Some of it works.
    Partial,
    /// It rests on what nobody can say.
    Unknown,
}

impl Verdict {
    /// Returns the word: `reachable`, `unreachable`, `one-way`, `partial` or `unknown`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reachable => "reachable",
            Self::Unreachable => "unreachable",
            Self::OneWay => "one-way",
            Self::Partial => "partial",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the verdict of the ways there and back.
    #[must_use]
    pub fn of(forward: &[Path], replies: &[Reply]) -> Self {
        let unknown = |path: &Path| matches!(path.outcome, Outcome::Unknown(_));
        let arrived = |path: &Path| matches!(path.outcome, Outcome::Delivered);
        let back = || replies.iter().flat_map(|reply| &reply.paths);
        if forward.iter().any(unknown) || back().any(unknown) {
            Self::Unknown
        } else if !forward.iter().any(arrived) {
            Self::Unreachable
        } else if !forward.iter().all(arrived) {
            Self::Partial
        } else if back().all(arrived) {
            Self::Reachable
        } else if back().any(arrived) {
            Self::Partial
        } else {
            Self::OneWay
        }
    }
}

impl Path {
    /// Returns the nodes of the path, in order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = Node> + '_ {
        self.hops.iter().map(|hop| hop.node)
    }
}
