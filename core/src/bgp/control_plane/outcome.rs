//! What comes of one class of prefixes, kept small.

use std::collections::BTreeMap;

use super::{
    NotSent, Refused, Stability,
    decision::{Candidate, Lost, rank},
    network::Network,
    propagate::Class,
    route::Route,
    settle::{own, settle},
};

/// What comes of one class: routes by number, and what was decided about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) routes: Vec<Route>,
    /// What each speaker makes of what it knows, by position.
    pub(super) choices: Vec<Choice>,
    /// What each end sends, by position.
    pub(super) sent: Vec<Result<u32, NotSent>>,
    /// What each end makes of what it is sent, by position.
    pub(super) heard: Vec<Option<Result<u32, Refused>>>,
    pub(super) stability: Stability,
    /// The ends that sent anything in any order that was tried, by position.
    pub(super) spoke: Vec<bool>,
}

/// What a speaker makes of what it knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) winners: Vec<u32>,
    pub(super) losers: Vec<(u32, Lost)>,
}

/// Routes with numbers.
#[derive(Default)]
struct Numbers(BTreeMap<Route, u32>, Vec<Route>);

impl Numbers {
    fn of(&mut self, route: Route) -> u32 {
        let new = u32::try_from(self.1.len()).expect("invariant: fewer than 2^32 routes");
        *self.0.entry(route).or_insert_with_key(|route| {
            self.1.push(route.clone());
            new
        })
    }
}

impl Outcome {
    /// Computes what comes of a class.
    pub(super) fn of(network: &Network<'_>, class: Class<'_>) -> Self {
        let settled = settle(network, class);
        let mut numbers = Numbers::default();
        let mut sent = Vec::with_capacity(network.ends.len());
        let mut heard = Vec::with_capacity(network.ends.len());
        let mut candidates: Vec<Vec<Candidate>> =
            (0..network.speakers.len()).map(|at| own(class, at).collect()).collect();
        let routes: Vec<_> = network
            .ends
            .iter()
            .map(|face| {
                let known = settled.choices.get(face.speaker).and_then(Option::as_ref);
                network.export(class, face, known)
            })
            .collect();
        for face in &network.ends {
            let from = routes.get(face.far).and_then(|sent| sent.as_ref().ok());
            heard.push(from.map(|route| match network.import(class, face, route) {
                Ok(candidate) => {
                    let number = numbers.of(candidate.route.clone());
                    if let Some(list) = candidates.get_mut(face.speaker) {
                        list.push(candidate);
                    }
                    Ok(number)
                }
                Err(why) => Err(why),
            }));
        }
        for route in routes {
            sent.push(route.map(|route| numbers.of(route)));
        }
        let choices = network.speakers.iter().zip(candidates).map(|(node, candidates)| {
            let ranking = rank(node.taste, class.sources, &candidates);
            let mut number = |at: usize| {
                let candidate = candidates.get(at).expect("invariant: positions come from here");
                numbers.of(candidate.route.clone())
            };
            Choice {
                winners: ranking.winners.into_iter().map(&mut number).collect(),
                losers: ranking.losers.into_iter().map(|(at, lost)| (number(at), lost)).collect(),
            }
        });
        let choices = choices.collect();
        Self {
            routes: numbers.1,
            choices,
            sent,
            heard,
            stability: settled.stability,
            spoke: settled.spoke,
        }
    }

    /// Returns what comes of the class when sessions go down over which nothing was ever sent; `None` if
    /// that is not so.
    pub(super) fn without(&self, down: &[usize]) -> Option<Self> {
        if down.iter().any(|end| self.spoke.get(*end) == Some(&true)) {
            return None;
        }
        let mut rest = self.clone();
        for end in down {
            if let Some(sent) = rest.sent.get_mut(*end) {
                *sent = Err(NotSent::Down);
            }
        }
        Some(rest)
    }

    /// Returns whether a speaker has a usable path.
    pub(super) fn knows(&self, at: usize) -> bool {
        self.choices.get(at).is_some_and(|choice| !choice.winners.is_empty())
    }
}
