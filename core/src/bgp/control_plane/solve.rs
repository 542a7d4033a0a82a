//! From speakers to what they come to.
//!
//! What a speaker originates may depend on longer prefixes that it knows: aggregates and conditions.
//! So prefixes on which nothing depends come first, then the others from the longest to the shortest.
//! When a session got more prefixes than it may, everything is computed again without it.

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeMap,
};

use super::{
    EndId, Origin, Origination, SessionId, SpeakerId, Speakers, Stability, Underlay,
    network::Network,
    outcome::Outcome,
    propagate::Class,
    ribs::{Entry, Kind, Ribs},
    route::{Source, Sources},
    signature::{Named, write},
};
use crate::{
    addr::{Asn, Prefix, PrefixMap},
    model::Aggregate,
};

/// Computes what every speaker receives, selects and sends.
#[must_use]
pub fn solve(speakers: &Speakers, underlay: &impl Underlay) -> Ribs {
    solve_with(speakers, underlay, |_| None)
}

/// Computes the same as [`solve`], but only for the prefixes that a change touches: `before` is what
/// `previous` was computed from.
///
/// What is originated may change anyhow, and sessions may go down; all else computes everything anew.
#[must_use]
pub fn update<U: Underlay>(previous: &Ribs, before: (&Speakers, &U), now: (&Speakers, &U)) -> Ribs {
    let old = Network::new(before.0, before.1, |_| false);
    let new = Network::new(now.0, now.1, |_| false);
    let limited = old.ends.iter().chain(&new.ends).any(|face| face.max_prefixes.is_some());
    let down = old.fallen(&new).filter(|_| !limited && before.0.route_maps == now.0.route_maps);
    let Some(down) = down else { return solve(now.0, now.1) };
    let kinds = previous.classes.iter().map(|kind| (kind.signature.as_slice(), kind));
    let known: BTreeMap<&[u32], &Kind> = kinds.collect();
    solve_with(now.0, now.1, |signature| known.get(signature)?.outcome.without(&down))
}

fn solve_with(
    speakers: &Speakers,
    underlay: &impl Underlay,
    known: impl Fn(&[u32]) -> Option<Outcome>,
) -> Ribs {
    let mut closed: BTreeMap<EndId, u32> = BTreeMap::new();
    loop {
        let shut = |session: SessionId| closed.keys().any(|end| end.session == session);
        let network = Network::new(speakers, underlay, shut);
        let mut ribs = Solver::new(speakers, &network, &known).solve();
        let over = over(&network, &ribs);
        if over.is_empty() {
            ribs.closed = closed.into_iter().collect();
            return ribs;
        }
        closed.extend(over);
    }
}

/// Returns the ends that accept more prefixes than they may.
fn over(network: &Network<'_>, ribs: &Ribs) -> Vec<(EndId, u32)> {
    let limited: Vec<_> = (0..)
        .zip(&network.ends)
        .filter_map(|(at, face): (usize, _)| face.max_prefixes.map(|most| (at, face.id, most)))
        .collect();
    if limited.is_empty() {
        return Vec::new();
    }
    let mut members = vec![0_u32; ribs.classes.len()];
    for entry in &ribs.prefixes {
        if let Some(count) = members.get_mut(entry.class as usize) {
            *count += 1;
        }
    }
    let counted = limited.into_iter().map(|(at, id, most)| {
        let accepted = ribs
            .classes
            .iter()
            .zip(&members)
            .filter(|(kind, _)| matches!(kind.outcome.heard.get(at), Some(Some(Ok(_)))));
        (id, accepted.map(|(_, count)| *count).sum::<u32>(), most)
    });
    counted.filter(|(_, count, most)| count > most).map(|(id, count, _)| (id, count)).collect()
}

/// Something that a speaker may originate.
#[derive(Debug, Clone, Copy)]
enum Offer<'a> {
    Origination(&'a Origination),
    Aggregate,
}

impl Offer<'_> {
    fn condition(self) -> Option<Prefix> {
        match self {
            Self::Origination(origination) => origination.condition,
            Self::Aggregate => None,
        }
    }

    fn depends(self) -> bool {
        matches!(self, Self::Aggregate) || self.condition().is_some()
    }
}

/// What a speaker knows inside one of its aggregates.
#[derive(Debug, Clone, Copy)]
struct Support {
    /// The worst origin of it, if it is there.
    origin: Option<Origin>,
    /// Why nobody can rely on that, unless something else is there that one can.
    doubt: Option<Doubt>,
}

/// Why nobody can rely on that something is originated; the worst comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    Several,
    Oscillates,
}

struct Solver<'a> {
    speakers: &'a Speakers,
    network: &'a Network<'a>,
    named: Named,
    /// The speakers that make an aggregate of a prefix.
    aggregates: PrefixMap<usize>,
    support: BTreeMap<(Prefix, usize), Support>,
    kinds: Vec<Kind>,
    numbers: BTreeMap<Vec<u32>, u32>,
    as_paths: BTreeMap<Vec<Asn>, u32>,
    tails: Vec<u32>,
    /// Prefixes that depend on nothing, sorted.
    independent: Vec<Entry>,
    dependent: BTreeMap<Prefix, Entry>,
    words: Vec<u32>,
    /// What came of a class before, if that is still so.
    known: &'a dyn Fn(&[u32]) -> Option<Outcome>,
}

type Offers<'a> = [(Prefix, usize, Offer<'a>)];

impl<'a> Solver<'a> {
    fn new(
        speakers: &'a Speakers,
        network: &'a Network<'a>,
        known: &'a dyn Fn(&[u32]) -> Option<Outcome>,
    ) -> Self {
        let all = speakers.speakers.iter().enumerate();
        let aggregates = all
            .flat_map(|(at, speaker)| speaker.aggregates.iter().map(move |one| (one.prefix, at)));
        Self {
            speakers,
            network,
            named: Named::of(speakers),
            aggregates: aggregates.collect(),
            support: BTreeMap::new(),
            kinds: Vec::new(),
            numbers: BTreeMap::new(),
            as_paths: BTreeMap::new(),
            tails: Vec::new(),
            independent: Vec::new(),
            dependent: BTreeMap::new(),
            words: Vec::new(),
            known,
        }
    }

    fn solve(mut self) -> Ribs {
        let offers = self.offers();
        let groups = || offers.chunk_by(|(one, ..), (other, ..)| one == other);
        let depends = |group: &&Offers<'_>| group.iter().any(|(.., offer)| offer.depends());
        for group in groups().filter(|group| !depends(group)) {
            if let Some(entry) = self.add(group) {
                self.independent.push(entry);
            }
        }
        let mut dependent: Vec<_> = groups().filter(depends).collect();
        let length = |group: &&Offers<'_>| group.first().map_or(0, |(prefix, ..)| prefix.length());
        dependent.sort_by_key(|group| Reverse(length(group)));
        for group in dependent {
            if let Some(entry) = self.add(group) {
                self.dependent.insert(entry.prefix, entry);
            }
        }
        let mut as_paths = vec![Vec::new(); self.as_paths.len()];
        for (path, number) in self.as_paths {
            if let Some(slot) = as_paths.get_mut(number as usize) {
                *slot = path;
            }
        }
        let mut prefixes = self.independent;
        prefixes.extend(self.dependent.into_values());
        prefixes.sort_by_key(|entry| entry.prefix);
        Ribs { prefixes, tails: self.tails, as_paths, classes: self.kinds, closed: Vec::new() }
    }

    /// Returns everything that speakers may originate, by prefix and speaker.
    fn offers(&self) -> Vec<(Prefix, usize, Offer<'a>)> {
        let speakers = self.speakers.speakers.iter().enumerate();
        let mut offers: Vec<_> = speakers
            .flat_map(|(at, speaker)| {
                let originations = speaker.originations.iter();
                let aggregates = speaker.aggregates.iter();
                let one = move |one: &'a Origination| (one.prefix, at, Offer::Origination(one));
                let of = move |one: &Aggregate| (one.prefix, at, Offer::Aggregate);
                originations.map(one).chain(aggregates.map(of))
            })
            .collect();
        offers.sort_by(|(prefix, at, one), (other_prefix, other_at, other)| {
            let same_place = (prefix, at).cmp(&(other_prefix, other_at));
            same_place.then_with(|| match (one, other) {
                (Offer::Origination(one), Offer::Origination(other)) => one.cmp(other),
                (Offer::Origination(_), Offer::Aggregate) => Ordering::Less,
                (Offer::Aggregate, Offer::Origination(_)) => Ordering::Greater,
                (Offer::Aggregate, Offer::Aggregate) => Ordering::Equal,
            })
        });
        offers
    }

    /// Adds a prefix, unless it is sure that nobody originates it now.
    fn add(&mut self, group: &Offers<'a>) -> Option<Entry> {
        let prefix = group.first().map(|(prefix, ..)| *prefix)?;
        let mut doubt = None;
        let mut sources = Vec::new();
        for (_, at, offer) in group {
            let (source, doubted) = self.source(prefix, *at, *offer);
            doubt = doubt.max(doubted);
            sources.extend(source);
        }
        if sources.is_empty() && doubt.is_none() {
            return None;
        }
        let tails = u32::try_from(self.tails.len()).expect("invariant: fewer than 2^32 paths");
        for source in &sources {
            let tail = self.tail(&source.as_path);
            self.tails.push(tail);
        }
        let class = self.class(prefix, sources, doubt);
        let entry = Entry { prefix, class, tails };
        self.support(entry);
        Some(entry)
    }

    fn tail(&mut self, path: &[Asn]) -> u32 {
        if let Some(known) = self.as_paths.get(path) {
            return *known;
        }
        let new = u32::try_from(self.as_paths.len()).expect("invariant: fewer than 2^32 paths");
        self.as_paths.insert(path.to_vec(), new);
        new
    }

    /// Returns what a speaker originates of an offer now, and whether nobody can rely on that.
    fn source(
        &self,
        prefix: Prefix,
        at: usize,
        offer: Offer<'_>,
    ) -> (Option<Source>, Option<Doubt>) {
        match offer {
            Offer::Aggregate => {
                let Some(support) = self.support.get(&(prefix, at)) else { return (None, None) };
                let source = support.origin.map(|origin| Source {
                    speaker: at,
                    origin,
                    as_path: Vec::new(),
                    med: None,
                    communities: Vec::new(),
                    atomic: true,
                });
                (source, support.doubt)
            }
            Offer::Origination(origination) => {
                let (met, doubt) = match origination.condition {
                    Some(condition) => self.knows(at, prefix, condition),
                    None => (true, None),
                };
                let mut communities = origination.communities.clone();
                communities.sort_unstable();
                communities.dedup();
                let source = Source {
                    speaker: at,
                    origin: origination.origin,
                    as_path: origination.as_path.clone(),
                    med: origination.med,
                    communities,
                    atomic: false,
                };
                (met.then_some(source), doubt)
            }
        }
    }

    /// Returns whether a speaker knows a prefix that is longer than another.
    fn knows(&self, at: usize, shorter: Prefix, prefix: Prefix) -> (bool, Option<Doubt>) {
        if prefix.length() <= shorter.length() {
            return (false, None);
        }
        let entry = self.independent.binary_search_by_key(&prefix, |entry| entry.prefix);
        let entry = entry.ok().and_then(|at| self.independent.get(at));
        let Some(entry) = entry.or_else(|| self.dependent.get(&prefix)) else {
            return (false, None);
        };
        let Some(kind) = self.kinds.get(entry.class as usize) else { return (false, None) };
        (kind.outcome.knows(at), doubt(&kind.outcome.stability, at))
    }

    /// Notes what a prefix is to the aggregates around it.
    fn support(&mut self, entry: Entry) {
        if self.aggregates.is_empty() {
            return;
        }
        let Some(kind) = self.kinds.get(entry.class as usize) else { return };
        for (around, at) in self.aggregates.covering(entry.prefix.network()) {
            if around.length() >= entry.prefix.length() {
                continue;
            }
            let doubt = doubt(&kind.outcome.stability, *at);
            let new = Support { origin: kind.worst_origin(*at), doubt };
            if new.origin.is_none() && doubt.is_none() {
                continue;
            }
            self.support
                .entry((around, *at))
                .and_modify(|support| {
                    support.origin = support.origin.max(new.origin);
                    support.doubt = support.doubt.min(new.doubt);
                })
                .or_insert(new);
        }
    }

    /// Returns the class of a prefix, computed if it is the first of it.
    fn class(&mut self, prefix: Prefix, sources: Vec<Source>, doubt: Option<Doubt>) -> u32 {
        let fits = self.network.sets.fits(prefix);
        write(&mut self.words, &self.named, &fits, &sources);
        self.words.push(doubt.map_or(0, |doubt| doubt as u32 + 1));
        if let Some(known) = self.numbers.get(&self.words) {
            return *known;
        }
        let class = Class { sources: Sources(&sources), fits: &fits };
        let known = (self.known)(&self.words);
        let mut outcome = known.unwrap_or_else(|| Outcome::of(self.network, class));
        if let Some(doubt) = doubt
            && outcome.stability == Stability::Stable
        {
            let speakers = (0..).map(SpeakerId).take(self.network.speakers.len()).collect();
            outcome.stability = match doubt {
                Doubt::Several => Stability::Several { speakers },
                Doubt::Oscillates => Stability::Oscillates { speakers, always: false },
            };
        }
        let new = u32::try_from(self.kinds.len()).expect("invariant: fewer than 2^32 classes");
        let sources = sources.iter().map(|source| (source.origin, source.atomic)).collect();
        self.kinds.push(Kind { signature: self.words.clone(), sources, outcome });
        self.numbers.insert(self.words.clone(), new);
        new
    }
}

/// Says why nobody can rely on what a speaker knows.
fn doubt(stability: &Stability, at: usize) -> Option<Doubt> {
    let among = |speakers: &[SpeakerId]| speakers.iter().any(|one| one.0 as usize == at);
    match stability {
        Stability::Stable => None,
        Stability::Several { speakers } => among(speakers).then_some(Doubt::Several),
        Stability::Oscillates { speakers, .. } => among(speakers).then_some(Doubt::Oscillates),
    }
}
