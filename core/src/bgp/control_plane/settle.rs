//! Letting speakers choose, one after the other, until none chooses anew.
//!
//! Speakers are activated in several fixed orders, and each order starts with nobody knowing anything.
//! An order ends when no speaker would choose anew, when the same choices come again, or after
//! [`ROUNDS`] rounds.

use super::{
    SpeakerId, Stability,
    decision::{Candidate, best},
    network::Network,
    propagate::Class,
    route::Route,
};

/// After how many rounds an order is given up.
const ROUNDS: usize = 1000;

/// How many shuffled orders are tried.
const SHUFFLES: u64 = 3;

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
    let mut orders =
        vec![Order::Sequence(ascending), Order::Sequence(&descending), Order::Together];
    orders.extend(shuffled.iter().map(|order| Order::Sequence(order)));
    let runs: Vec<Run> = orders.into_iter().map(|order| run(network, class, order)).collect();
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
    /// The speakers with such an end.
    due: Vec<bool>,
    /// The ends that sent anything so far.
    spoke: Vec<bool>,
}

fn run(network: &Network<'_>, class: Class<'_>, order: Order<'_>) -> Run {
    let mut floor = Floor::new(network, class);
    let mut saved = floor.choices.clone();
    let mut save_at = 1;
    for round in 1..=ROUNDS {
        if !floor.round(order) {
            return Run { choices: floor.choices, restless: Vec::new(), spoke: floor.spoke };
        }
        if floor.choices == saved {
            break;
        }
        if round == save_at {
            saved.clone_from(&floor.choices);
            save_at *= 2;
        }
    }
    // What comes again, comes again within as many rounds as it took to see it.
    let mut restless = vec![false; network.speakers.len()];
    for _ in 0..save_at {
        let before = floor.choices.clone();
        floor.round(order);
        for ((mark, before), after) in restless.iter_mut().zip(&before).zip(&floor.choices) {
            *mark |= before != after;
        }
    }
    let restless = (0..).zip(restless).filter(|(_, mark)| *mark).map(|(at, _)| at).collect();
    Run { choices: floor.choices, restless, spoke: floor.spoke }
}

impl<'n, 'c> Floor<'n, 'c> {
    fn new(network: &'n Network<'n>, class: Class<'c>) -> Self {
        let mut due = vec![false; network.speakers.len()];
        for source in class.sources.0 {
            if let Some(due) = due.get_mut(source.speaker) {
                *due = true;
            }
        }
        Self {
            network,
            class,
            choices: vec![None; network.speakers.len()],
            heard: vec![None; network.ends.len()],
            stale: vec![false; network.ends.len()],
            due,
            spoke: vec![false; network.ends.len()],
        }
    }

    /// Activates every speaker that is due, and returns whether any chose anew.
    fn round(&mut self, order: Order<'_>) -> bool {
        let mut any = false;
        match order {
            Order::Together => {
                let due: Vec<usize> =
                    (0..self.due.len()).filter(|at| self.due.get(*at) == Some(&true)).collect();
                let chosen: Vec<_> = due.into_iter().map(|at| (at, self.choose(at))).collect();
                for (at, choice) in chosen {
                    any |= self.take(at, choice);
                }
            }
            Order::Sequence(order) => {
                for at in order {
                    if self.due.get(*at) == Some(&true) {
                        let choice = self.choose(*at);
                        any |= self.take(*at, choice);
                    }
                }
            }
        }
        any
    }

    /// Lets a speaker listen, and returns what it chooses.
    fn choose(&mut self, at: usize) -> Option<Route> {
        let node = self.network.speaker(at);
        if let Some(due) = self.due.get_mut(at) {
            *due = false;
        }
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
        let candidates = own(self.class, at)
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
            if let Some(due) = self.due.get_mut(self.network.end(far).speaker) {
                *due = true;
            }
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
