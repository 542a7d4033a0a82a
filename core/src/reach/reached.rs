//! What a trace says of each port: the short form of an answer.

use std::collections::BTreeSet;

use crate::{
    addr::PortRange,
    forwarding::{Hop, Outcome, Path, Reason, Share, Trace, What},
};

/// What becomes of packets between two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    /// They arrive, and so do the replies.
    BothWays,
    /// They arrive, but no reply comes back.
    OneWay,
    /// Some of them arrive with their replies.
    Partly,
    /// None of them arrives.
    Never,
    /// The inputs do not say.
    Unknown,
}

impl Reached {
    /// Returns the words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::BothWays => "both ways",
            Self::OneWay => "one way",
            Self::Partly => "partly",
            Self::Never => "never",
            Self::Unknown => "unknown",
        }
    }
}

/// What becomes of a range of ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The destination ports; none where the protocol has none, or where the flow leaves them open.
    pub ports: Option<PortRange>,
    /// What becomes of them.
    pub reached: Reached,
    /// Why not better, where something is in the way.
    pub reason: Option<Reason>,
    /// How much of it passes both ways, where paths that share the load differ.
    pub share: Option<(u128, u128)>,
}

/// Parts the destination ports of a trace by what becomes of them.
#[must_use]
pub fn parts(trace: &Trace) -> Vec<Part> {
    let fates: Vec<Fate> = fates(trace);
    let Some(asked) = trace.packet.destination_ports else {
        return vec![part(None, &fates.iter().collect::<Vec<_>>())];
    };
    let mut firsts = BTreeSet::from([asked.first]);
    for ports in fates.iter().filter_map(|fate| fate.ports) {
        firsts.insert(ports.first);
        firsts.extend(ports.last.checked_add(1).filter(|next| *next <= asked.last));
    }
    let mut found: Vec<Part> = Vec::new();
    let mut next = firsts.iter().copied().skip(1);
    for first in firsts.iter().copied() {
        let last = next.next().map_or(asked.last, |next| next - 1);
        let range = PortRange { first, last };
        let here: Vec<&Fate> = fates
            .iter()
            .filter(|fate| fate.ports.is_none_or(|ports| ports.covers(range)))
            .collect();
        let new = part(Some(range), &here);
        match found.last_mut() {
            Some(Part { ports: Some(before), reached, reason, share })
                if (*reached, *reason, *share) == (new.reached, new.reason, new.share) =>
            {
                before.last = last;
            }
            Some(_) | None => found.push(new),
        }
    }
    found
}

/// What becomes of the packets of one way there and one way back.
struct Fate {
    ports: Option<PortRange>,
    share: Share,
    reached: Reached,
    reason: Option<Reason>,
}

/// Returns the fate of every way there, once for each way back.
fn fates(trace: &Trace) -> Vec<Fate> {
    let mut found = Vec::new();
    for (at, path) in trace.forward.iter().enumerate() {
        let ports = narrowed(trace.packet.destination_ports, path, |what| {
            if let What::Narrowed { destination, .. } = what { *destination } else { None }
        });
        let answers = trace.replies.iter().filter(|reply| reply.answers.contains(&at));
        let back: Vec<&Path> = answers.flat_map(|reply| &reply.paths).collect();
        let (reached, reason) = match &path.outcome {
            Outcome::Dropped(blocker) => (Reached::Never, Some(blocker.reason)),
            Outcome::Unknown(blocker) => (Reached::Unknown, Some(blocker.reason)),
            Outcome::Delivered => (Reached::BothWays, None),
        };
        if path.outcome != Outcome::Delivered || back.is_empty() {
            found.push(Fate { ports, share: path.share, reached, reason });
            continue;
        }
        for reply in back {
            // What a reply comes from is what the packet went to.
            let ports = narrowed(ports, reply, |what| {
                if let What::Narrowed { source, .. } = what { *source } else { None }
            });
            let (reached, reason) = match &reply.outcome {
                Outcome::Dropped(blocker) => (Reached::OneWay, Some(blocker.reason)),
                Outcome::Unknown(blocker) => (Reached::Unknown, Some(blocker.reason)),
                Outcome::Delivered => (Reached::BothWays, None),
            };
            let share = times(path.share, reply.share);
            found.push(Fate { ports, share, reached, reason });
        }
    }
    found
}

/// Returns what is left of ports after a path has parted them, in the direction that `by` reads.
#[must_use]
pub fn narrowed(
    ports: Option<PortRange>,
    path: &Path,
    by: impl Fn(&What) -> Option<PortRange>,
) -> Option<PortRange> {
    let steps = path.hops.iter().flat_map(|hop: &Hop| &hop.steps);
    steps
        .filter_map(|step| by(&step.what))
        .fold(ports, |ports, part| ports.map_or(Some(part), |ports| ports.common(part)))
}

/// Sums up the fates of packets of the same ports.
fn part(ports: Option<PortRange>, fates: &[&Fate]) -> Part {
    let of = |reached| fates.iter().filter(move |fate| fate.reached == reached);
    let reason = |reached| of(reached).find_map(|fate| fate.reason);
    let plain = |reached| Part { ports, reached, reason: reason(reached), share: None };
    for whole in [Reached::BothWays, Reached::OneWay, Reached::Never] {
        if fates.iter().all(|fate| fate.reached == whole) {
            return plain(whole);
        }
    }
    if of(Reached::Unknown).next().is_some() {
        return plain(Reached::Unknown);
    }
    let reason = reason(Reached::Never).or(reason(Reached::OneWay));
    let all = sum(fates.iter().map(|fate| fate.share));
    let good = sum(of(Reached::BothWays).map(|fate| fate.share));
    let share = good.zip(all).and_then(|(good, all)| {
        let numerator = good.numerator.checked_mul(all.denominator)?;
        let denominator = good.denominator.checked_mul(all.numerator)?;
        Some(lowest(numerator, denominator))
    });
    Part { ports, reached: Reached::Partly, reason, share }
}

fn times(one: Share, other: Share) -> Share {
    let product = one.numerator.checked_mul(other.numerator);
    let whole = one.denominator.checked_mul(other.denominator);
    product.zip(whole).map_or(one, |(numerator, denominator)| Share { numerator, denominator })
}

fn sum(shares: impl Iterator<Item = Share>) -> Option<Share> {
    let mut total = Share { numerator: 0, denominator: 1 };
    for share in shares {
        let left = total.numerator.checked_mul(share.denominator)?;
        let right = share.numerator.checked_mul(total.denominator)?;
        let numerator = left.checked_add(right)?;
        let denominator = total.denominator.checked_mul(share.denominator)?;
        let (numerator, denominator) = lowest(numerator, denominator);
        total = Share { numerator, denominator };
    }
    Some(total)
}

fn lowest(numerator: u128, denominator: u128) -> (u128, u128) {
    let (mut common, mut rest) = (numerator, denominator);
    while rest != 0 {
        (common, rest) = (rest, common % rest);
    }
    let common = common.max(1);
    (numerator / common, denominator / common)
}
