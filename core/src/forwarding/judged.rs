//! Only whether a flow works: the same decisions as a trace makes, without the words for them.

use super::{
    Cx, Intent, Network, Outcome, Path, Reason, Share, Trace, Verdict,
    round_trip::{replies, there, trace},
};
use crate::{addr::Packet, parallel};

/// The verdict on a flow, and how each of its ways ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The sum of it.
    pub verdict: Verdict,
    /// The ways there, in the order of a trace.
    pub forward: Vec<Ending>,
    /// The ways back, those of one reply after those of the one before.
    pub back: Vec<Ending>,
}

/// How one way ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// The part of the flows that takes this way.
    pub share: Share,
    /// The packet at its end, narrowed to the ports that this is about.
    pub packet: Packet,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It arrives where it was meant to.
    Delivered,
    /// It is dropped.
    Dropped(Reason),
    /// The inputs do not say, or the tool does not judge it.
    Unknown(Reason),
}

/// Follows a flow there and back, and says only how that ends.
#[must_use]
pub fn verdict(network: &Network, intent: &Intent) -> Judged {
    // What fits is told by the steps.
    let cx = Cx { evidence: intent.size.is_some(), ..Cx::there(network) };
    let walks = there(cx, intent);
    let replies = replies(cx, intent, &walks);
    let forward: Vec<Path> = walks.into_iter().map(|walk| walk.path).collect();
    Judged {
        verdict: Verdict::of(&forward, &replies),
        forward: forward.iter().map(Ending::of).collect(),
        back: replies.iter().flat_map(|reply| &reply.paths).map(Ending::of).collect(),
    }
}

/// Follows many flows, on as many threads as there are; the answers are in the order of the flows.
#[must_use]
pub fn trace_all(network: &Network, intents: &[Intent]) -> Vec<Trace> {
    parallel::map(intents, |intent| trace(network, intent))
}

/// Returns the verdicts on many flows, on as many threads as there are, in the order of the flows.
#[must_use]
pub fn verdict_all(network: &Network, intents: &[Intent]) -> Vec<Judged> {
    parallel::map(intents, |intent| verdict(network, intent))
}

impl Judged {
    /// Returns what a trace says beside its evidence.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let back = trace.replies.iter().flat_map(|reply| &reply.paths);
        Self {
            verdict: trace.verdict,
            forward: trace.forward.iter().map(Ending::of).collect(),
            back: back.map(Ending::of).collect(),
        }
    }
}

impl Ending {
    fn of(path: &Path) -> Self {
        let last = path.hops.last().expect("invariant: a path has a hop");
        let fate = match &path.outcome {
            Outcome::Delivered => Fate::Delivered,
            Outcome::Dropped(blocker) => Fate::Dropped(blocker.reason),
            Outcome::Unknown(blocker) => Fate::Unknown(blocker.reason),
        };
        Self { share: path.share, packet: last.packet_out, fate }
    }
}
