//! What every speaker receives, selects and sends.

use std::net::IpAddr;

use super::{
    Decision, EndId, LearnedBy, NotSent, Origin, Path, Received, SpeakerId, Verdict,
    network::position, outcome::Outcome, route::Route,
};
use crate::addr::{Asn, Prefix};

/// What every speaker receives, selects and sends. Prefixes that nothing tells apart share what came
/// of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ribs {
    /// Sorted.
    pub(super) prefixes: Vec<Entry>,
    /// The AS paths behind the originators, several for each prefix.
    pub(super) tails: Vec<u32>,
    pub(super) as_paths: Vec<Vec<Asn>>,
    pub(super) classes: Vec<Kind>,
    pub(super) closed: Vec<(EndId, u32)>,
}

/// What forwarding asks of a path that a speaker uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// The end, of the speaker, over which the path came; `None` for what it originates.
    pub from: Option<EndId>,
    /// Where packets go; `None` for what the speaker originates.
    pub next_hop: Option<IpAddr>,
    /// How the speaker came to know it.
    pub learned_by: LearnedBy,
    /// Whether it stands for more specific prefixes.
    pub atomic_aggregate: bool,
}

impl From<&Path> for Used {
    fn from(path: &Path) -> Self {
        Self {
            from: path.from,
            next_hop: path.next_hop,
            learned_by: path.learned_by,
            atomic_aggregate: path.atomic_aggregate,
        }
    }
}

/// A prefix, its class, and where its AS paths begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) prefix: Prefix,
    pub(super) class: u32,
    pub(super) tails: u32,
}

/// A class: of each source, what all its prefixes have in common, and what came of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    /// What tells the class from others.
    pub(super) signature: Vec<u32>,
    pub(super) sources: Vec<(Origin, bool)>,
    pub(super) outcome: Outcome,
}

impl Kind {
    /// Returns the worst origin of the paths that a speaker uses, if it uses any.
    pub(super) fn worst_origin(&self, at: usize) -> Option<Origin> {
        let choice = self.outcome.choices.get(at)?;
        let routes = choice.winners.iter().filter_map(|at| self.outcome.routes.get(*at as usize));
        let sources = routes.filter_map(|route| self.sources.get(route.source as usize));
        sources.map(|(origin, _)| *origin).max()
    }
}

/// Whether what a prefix came to may be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stability {
    /// Every order that was tried ends in the same choices.
    Stable,
    /// Different orders end in different choices, each of them lasting: nobody can say which it is.
    Several {
        /// The speakers that choose differently.
        speakers: Vec<SpeakerId>,
    },
    /// In some order, the speakers never come to an end.
    Oscillates {
        /// The speakers that choose anew again and again.
        speakers: Vec<SpeakerId>,
        /// Whether no order at all came to an end.
        always: bool,
    },
}

impl Ribs {
    /// Returns what a speaker makes of the paths that it knows to a prefix; `None` if it knows none.
    #[must_use]
    pub fn best(&self, speaker: SpeakerId, prefix: Prefix) -> Option<Decision> {
        let entry = self.entry(prefix)?;
        let kind = self.kind(entry);
        let choice = kind.outcome.choices.get(speaker.0 as usize)?;
        if choice.winners.is_empty() && choice.losers.is_empty() {
            return None;
        }
        let path = |number: u32| self.path(entry, kind, number);
        Some(Decision {
            winners: choice.winners.iter().map(|number| path(*number)).collect(),
            losers: choice.losers.iter().map(|(number, lost)| (path(*number), *lost)).collect(),
        })
    }

    /// Returns of the paths that a speaker uses what forwarding asks, for the prefix at a place among
    /// [`Self::all`]: the winners of [`Self::best`].
    pub fn used(&self, speaker: SpeakerId, place: usize) -> impl Iterator<Item = Used> + '_ {
        let kind = self.prefixes.get(place).map(|entry| self.kind(entry));
        let choice = kind.and_then(|kind| kind.outcome.choices.get(speaker.0 as usize));
        let winners = choice.map_or(&[][..], |choice| &choice.winners).iter();
        winners.filter_map(move |number| {
            let route = kind?.outcome.routes.get(*number as usize)?;
            let (_, atomic_aggregate) = *kind?.sources.get(route.source as usize)?;
            let (from, next_hop, learned_by) = (route.from, route.next_hop, route.learned_by);
            Some(Used { from, next_hop, learned_by, atomic_aggregate })
        })
    }

    /// Returns the prefixes of which nobody can say what they come to, sorted.
    pub fn unstable(&self) -> impl Iterator<Item = Prefix> + '_ {
        let unstable = |entry: &&Entry| self.kind(entry).outcome.stability != Stability::Stable;
        self.prefixes.iter().filter(unstable).map(|entry| entry.prefix)
    }

    /// Returns the prefixes that a speaker has a usable path to, sorted.
    pub fn prefixes(&self, speaker: SpeakerId) -> impl Iterator<Item = Prefix> + '_ {
        let known = self.classes.iter().map(move |kind| {
            let choice = kind.outcome.choices.get(speaker.0 as usize);
            choice.is_some_and(|choice| !choice.winners.is_empty())
        });
        let known: Vec<bool> = known.collect();
        let mut entries = self.prefixes.iter();
        std::iter::from_fn(move || {
            entries
                .by_ref()
                .find(|entry| known.get(entry.class as usize) == Some(&true))
                .map(|entry| entry.prefix)
        })
    }

    /// Returns what a speaker was sent over an end of its, sorted by prefix.
    #[must_use]
    pub fn received(&self, end: EndId) -> Vec<(Prefix, Received)> {
        let entries = self.prefixes.iter();
        entries.filter_map(|entry| Some((entry.prefix, self.heard(end, entry)?))).collect()
    }

    fn heard(&self, end: EndId, entry: &Entry) -> Option<Received> {
        let far = EndId { second: !end.second, ..end };
        let kind = self.kind(entry);
        let heard = kind.outcome.heard.get(position(end)).copied().flatten()?;
        let sent = kind.outcome.sent.get(position(far))?.as_ref().ok()?;
        let verdict = match heard {
            Ok(number) => Verdict::Accepted(self.path(entry, kind, number)),
            Err(why) => Verdict::Refused(why),
        };
        Some(Received { sent: self.path(entry, kind, *sent), verdict })
    }

    /// Returns every prefix that a speaker originates or was sent, accepted or not, sorted.
    pub fn known(&self, speaker: SpeakerId, ends: &[EndId]) -> impl Iterator<Item = Prefix> + '_ {
        let known = self.classes.iter().map(|kind| {
            let choice = kind.outcome.choices.get(speaker.0 as usize);
            let heard =
                |end: &EndId| kind.outcome.heard.get(position(*end)).is_some_and(Option::is_some);
            choice.is_some_and(|choice| !choice.winners.is_empty() || !choice.losers.is_empty())
                || ends.iter().any(heard)
        });
        let known: Vec<bool> = known.collect();
        let entries = self.prefixes.iter();
        entries
            .filter(move |entry| known.get(entry.class as usize) == Some(&true))
            .map(|entry| entry.prefix)
    }

    /// Returns every prefix that any speaker knows, sorted.
    pub fn all(&self) -> impl Iterator<Item = Prefix> + '_ {
        self.prefixes.iter().map(|entry| entry.prefix)
    }

    /// Returns what a speaker was sent over an end of its for one prefix.
    #[must_use]
    pub fn received_for(&self, end: EndId, prefix: Prefix) -> Option<Received> {
        self.entry(prefix).and_then(|entry| self.heard(end, entry))
    }

    /// Returns what a speaker sends over an end of its, as the other end gets it, sorted by prefix.
    #[must_use]
    pub fn sent(&self, end: EndId) -> Vec<(Prefix, Path)> {
        let sent = self.prefixes.iter().filter_map(|entry| {
            let kind = self.kind(entry);
            let number = kind.outcome.sent.get(position(end))?.ok()?;
            Some((entry.prefix, self.path(entry, kind, number)))
        });
        sent.collect()
    }

    /// Returns why a speaker does not send a prefix over an end of its; `None` if it does.
    #[must_use]
    pub fn not_sent(&self, end: EndId, prefix: Prefix) -> Option<NotSent> {
        let Some(entry) = self.entry(prefix) else { return Some(NotSent::NoPath) };
        self.kind(entry).outcome.sent.get(position(end))?.err()
    }

    /// Returns the ends that took their session down because of too many prefixes, and how many those
    /// were.
    #[must_use]
    pub fn closed(&self) -> &[(EndId, u32)] {
        &self.closed
    }

    /// Returns whether what a prefix came to may be relied on.
    #[must_use]
    pub fn stable(&self, prefix: Prefix) -> &Stability {
        self.entry(prefix).map_or(&Stability::Stable, |entry| &self.kind(entry).outcome.stability)
    }

    /// Returns every prefix that any speaker knows, sorted, with its class: what speakers make of the
    /// prefixes of one class differs at most in the AS paths behind the originators.
    pub fn with_classes(&self) -> impl Iterator<Item = (Prefix, u32)> + '_ {
        self.prefixes.iter().map(|entry| (entry.prefix, entry.class))
    }

    /// Returns how many classes the prefixes fall into.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes.len()
    }

    fn entry(&self, prefix: Prefix) -> Option<&Entry> {
        let at = self.prefixes.binary_search_by_key(&prefix, |entry| entry.prefix).ok()?;
        self.prefixes.get(at)
    }

    pub(super) fn kind(&self, entry: &Entry) -> &Kind {
        self.classes.get(entry.class as usize).expect("invariant: every prefix has a class")
    }

    fn path(&self, entry: &Entry, kind: &Kind, number: u32) -> Path {
        let route: Option<&Route> = kind.outcome.routes.get(number as usize);
        let route = route.expect("invariant: routes are those of the class");
        let source = kind.sources.get(route.source as usize);
        let (origin, atomic) = *source.expect("invariant: sources are those of the class");
        let tail = self.tails.get((entry.tails + route.source) as usize);
        let behind = tail.and_then(|tail| self.as_paths.get(*tail as usize));
        route.path(origin, atomic, behind.map_or(&[], Vec::as_slice))
    }
}
