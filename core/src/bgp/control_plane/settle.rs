//! Letting speakers choose, one after the other, until none chooses anew.
//!
//! Speakers are activated in several fixed orders, and each order starts with nobody knowing anything.
//! In some, the sources begin to speak one after the other, each when everybody has settled: what is
//! there first may stay (RFC 4264). An order ends when no speaker would choose anew, when the same choices come again, or after
//! [`ROUNDS`] rounds.

use super::{
    SpeakerId, Stability,
    decision::{Candidate, best},
    network::Network,
    propagate::Class,
    route::{Route, Source},
};

/// After how many rounds an order is given up.
const ROUNDS: usize = 1000;

/// How many shuffled orders are tried.
const SHUFFLES: u64 = 3;

/// How many of the sources are let begin.
const FIRST: usize = 8;

/// What the speakers have chosen, by position.
pub(super) type Choices = Vec<Option<Route>>;

/// What the speakers come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) choices: Choices,
    pub(super) stability: Stability,
    /// The ends that sent anything in any order, by position.
    pub(super) spoke: Vec<bool>,
}

/// Who is activated when.
#[derive(Debug, Clone, Copy)]
enum Order<'a> {
    /// All at once.
    Together,
    /// In the order in which they hear something new.
    AsTheyHear,
    /// One after the other.
    Sequence(&'a [usize]),
}

/// The end of one order.
struct Run {
    choices: Choices,
    /// The speakers that choose anew again and again; empty, if all have settled.
    restless: Vec<usize>,
    /// The ends that sent anything.
    spoke: Vec<bool>,
}

/// Lets the speakers choose in every order.
pub(super) fn settle(network: &Network<'_>, class: Class<'_>) -> Settled {
    let ascending = network.order.as_slice();
    let descending: Vec<usize> = ascending.iter().rev().copied().collect();
    let shuffled: Vec<Vec<usize>> = (1..=SHUFFLES).map(|seed| shuffle(ascending, seed)).collect();
    let mut orders = vec![Order::Sequence(ascending), Order::Sequence(&descending)];
    orders.extend([Order::Together, Order::AsTheyHear]);
    orders.extend(shuffled.iter().map(|order| Order::Sequence(order)));
    let mut runs: Vec<Run> =
        orders.into_iter().map(|order| run(network, class, order, &[])).collect();
    let mut sources: Vec<(u32, &Source)> = (0..).zip(class.sources.0).collect();
    sources.sort_by_key(|(number, source)| (network.speaker(source.speaker).router_id, *number));
    let mut sources: Vec<u32> = sources.into_iter().map(|(number, _)| number).collect();
    if sources.len() > 1 {
        for _ in 0..sources.len().min(FIRST) {
            runs.push(run(network, class, Order::AsTheyHear, &sources));
            runs.push(run(network, class, Order::Sequence(ascending), &sources));
            sources.rotate_left(1);
        }
    }
    let stability = judge(network, &runs);
    let calm = runs.iter().position(|run| run.restless.is_empty()).unwrap_or(0);
    let spoke = |end: usize| runs.iter().any(|run| run.spoke.get(end) == Some(&true));
    let spoke = (0..network.ends.len()).map(spoke).collect();
    let choices = runs.into_iter().nth(calm).map(|run| run.choices).unwrap_or_default();
    Settled { choices, stability, spoke }
}

fn judge(network: &Network<'_>, runs: &[Run]) -> Stability {
    let calm: Vec<&Run> = runs.iter().filter(|run| run.restless.is_empty()).collect();
    let ids = |mut found: Vec<usize>| -> Vec<SpeakerId> {
        found.sort_unstable();
        found.dedup();
        let number = |at| u32::try_from(at).expect("invariant: fewer than 2^32 speakers");
        found.into_iter().map(|at| SpeakerId(number(at))).collect()
    };
    let differs = |at: &usize| {
        let mut choices = calm.iter().map(|run| run.choices.get(*at));
        let first = choices.next();
        choices.any(|choice| Some(choice) != first)
    };
    let differing: Vec<usize> = (0..network.speakers.len()).filter(differs).collect();
    if !differing.is_empty() {
        return Stability::Several { speakers: ids(differing) };
    }
    if calm.len() == runs.len() {
        return Stability::Stable;
    }
    let restless = runs.iter().flat_map(|run| run.restless.clone()).collect();
    Stability::Oscillates { speakers: ids(restless), always: calm.is_empty() }
}

/// Returns an order that has nothing to do with that of the identifiers, always the same one.
fn shuffle(order: &[usize], seed: u64) -> Vec<usize> {
    let mut order = order.to_vec();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for at in (1..order.len()).rev() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = usize::try_from(state >> 33).unwrap_or(0) % (at + 1);
        order.swap(at, pick);
    }
    order
}

/// Everything that changes while speakers choose.
struct Floor<'n, 'c> {
    network: &'n Network<'n>,
    class: Class<'c>,
    choices: Choices,
    /// What each end has accepted last.
    heard: Vec<Option<Candidate>>,
    /// The ends whose far end may have something else to say.
    stale: Vec<bool>,
    /// The speakers with such an end, in the order in which they heard.
    due: Vec<usize>,
    /// The sources that do not speak yet.
    silent: Vec<u32>,
    /// The ends that sent anything so far.
    spoke: Vec<bool>,
}

/// Lets the speakers choose in one order, from the beginning to the end; the sources of a list begin to
/// speak one after the other, all others at once.
fn run(network: &Network<'_>, class: Class<'_>, order: Order<'_>, later: &[u32]) -> Run {
    let mut floor = Floor::new(network, class, later);
    for source in later.iter().rev().skip(1).rev() {
        floor.speak(*source);
        // Whether or not it comes to an end: it is but the beginning.
        let _ = settle_on(&mut floor, order);
    }
    if let Some(last) = later.last() {
        floor.speak(*last);
    }
    settle_on(&mut floor, order)
}

/// Lets the speakers choose until none chooses anew.
fn settle_on(floor: &mut Floor<'_, '_>, order: Order<'_>) -> Run {
    let mut saved = (floor.choices.clone(), floor.due.clone());
    let mut save_at = 1;
    for round in 1..=ROUNDS {
        if !floor.round(order) {
            let (choices, spoke) = (floor.choices.clone(), floor.spoke.clone());
            return Run { choices, restless: Vec::new(), spoke };
        }
        if floor.choices == saved.0 && (floor.due == saved.1 || !matches!(order, Order::AsTheyHear))
        {
            break;
        }
        if round == save_at {
            saved = (floor.choices.clone(), floor.due.clone());
            save_at *= 2;
        }
    }
    // What comes again, comes again within as many rounds as it took to see it.
    let mut restless = vec![false; floor.choices.len()];
    for _ in 0..save_at {
        let before = floor.choices.clone();
        floor.round(order);
        for ((mark, before), after) in restless.iter_mut().zip(&before).zip(&floor.choices) {
            *mark |= before != after;
        }
    }
    let restless = (0..).zip(restless).filter(|(_, mark)| *mark).map(|(at, _)| at).collect();
    Run { choices: floor.choices.clone(), restless, spoke: floor.spoke.clone() }
}

impl<'n, 'c> Floor<'n, 'c> {
    fn new(network: &'n Network<'n>, class: Class<'c>, silent: &[u32]) -> Self {
        let mut floor = Self {
            network,
            class,
            choices: vec![None; network.speakers.len()],
            heard: vec![None; network.ends.len()],
            stale: vec![false; network.ends.len()],
            due: Vec::new(),
            silent: silent.to_vec(),
            spoke: vec![false; network.ends.len()],
        };
        for at in &network.order {
            if class.sources.0.iter().any(|source| source.speaker == *at) {
                floor.due.push(*at);
            }
        }
        floor
    }

    /// Lets a source speak from now on.
    fn speak(&mut self, source: u32) {
        self.silent.retain(|one| *one != source);
        if let Some(source) = self.class.sources.0.get(source as usize) {
            self.due(source.speaker);
        }
    }

    fn due(&mut self, at: usize) {
        if !self.due.contains(&at) {
            self.due.push(at);
        }
    }

    /// Activates every speaker that is due, and returns whether any chose anew.
    fn round(&mut self, order: Order<'_>) -> bool {
        let mut any = false;
        match order {
            Order::Together => {
                let due = std::mem::take(&mut self.due);
                let chosen: Vec<_> = due.into_iter().map(|at| (at, self.choose(at))).collect();
                for (at, choice) in chosen {
                    any |= self.take(at, choice);
                }
            }
            Order::AsTheyHear => {
                for at in std::mem::take(&mut self.due) {
                    any |= self.activate(at);
                }
            }
            Order::Sequence(order) => {
                for at in order {
                    if let Some(place) = self.due.iter().position(|due| due == at) {
                        self.due.remove(place);
                        any |= self.activate(*at);
                    }
                }
            }
        }
        any
    }

    fn activate(&mut self, at: usize) -> bool {
        let choice = self.choose(at);
        self.take(at, choice)
    }

    /// Lets a speaker listen, and returns what it chooses.
    fn choose(&mut self, at: usize) -> Option<Route> {
        let node = self.network.speaker(at);
        for end in &node.ends {
            if self.stale.get(*end) == Some(&true) {
                let heard = self.listen(*end);
                if let (Some(slot), Some(stale)) =
                    (self.heard.get_mut(*end), self.stale.get_mut(*end))
                {
                    *slot = heard;
                    *stale = false;
                }
            }
        }
        let own = own(self.class, at).filter(|one| !self.silent.contains(&one.route.source));
        let candidates = own
            .chain(node.ends.iter().filter_map(|end| self.heard.get(*end).and_then(Option::clone)));
        let candidates: Vec<Candidate> = candidates.collect();
        let best = best(node.taste, self.class.sources, &candidates)?;
        candidates.into_iter().nth(best).map(|one| one.route)
    }

    /// Returns what an end accepts of what the other end says now.
    fn listen(&mut self, end: usize) -> Option<Candidate> {
        let face = self.network.end(end);
        let far = self.network.end(face.far);
        let known = self.choices.get(far.speaker).and_then(Option::as_ref);
        let sent = self.network.export(self.class, far, known).ok()?;
        if let Some(spoke) = self.spoke.get_mut(face.far) {
            *spoke = true;
        }
        self.network.import(self.class, face, &sent).ok()
    }

    /// Lets a speaker hold to its choice, and returns whether it is a new one.
    fn take(&mut self, at: usize, choice: Option<Route>) -> bool {
        let Some(slot) = self.choices.get_mut(at) else { return false };
        if *slot == choice {
            return false;
        }
        *slot = choice;
        for end in &self.network.speaker(at).ends {
            let far = self.network.end(*end).far;
            if let Some(stale) = self.stale.get_mut(far) {
                *stale = true;
            }
            self.due(self.network.end(far).speaker);
        }
        true
    }
}

/// Returns what a speaker originates itself.
pub(super) fn own(class: Class<'_>, at: usize) -> impl Iterator<Item = Candidate> + '_ {
    let sources = (0..).zip(class.sources.0).filter(move |(_, source)| source.speaker == at);
    sources.map(|(number, source)| Candidate {
        route: Route::own(number, source),
        cost: Some(0),
        router_id: 0,
        peer: None,
    })
}
