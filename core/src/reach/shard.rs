//! A share of the work of a matrix, for several machines, and joining the shares again.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Job,
    reached::{Part, Reached},
};
use crate::{addr::PortRange, facts, forwarding::Reason};

/// A part of the work: every so manyth trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub number: usize,
    /// How many parts there are.
    pub of: usize,
}

impl Shard {
    /// All of it.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Reads `2/8`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, of) = text.split_once('/')?;
        let (number, of) = (number.parse().ok()?, of.parse().ok()?);
        (1..=of).contains(&number).then_some(Self { number, of })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.number, self.of)
    }
}

/// What a share of the work came to, to be joined with the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    version: u32,
    /// Tells the inputs and the question apart from others.
    question: String,
    shard: (usize, usize),
    traces: usize,
    /// Every different outcome, once.
    answers: Vec<Vec<Stored>>,
    /// How many traces in a row came to which answer.
    found: Vec<(usize, usize)>,
    /// The facts that the traces cite.
    facts: Vec<String>,
}

/// One part of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    ports: Option<(u16, u16)>,
    reached: String,
    reason: Option<String>,
    share: Option<(u128, u128)>,
}

impl Job {
    /// Returns what this share of the work came to; none while it is not done.
    #[must_use]
    pub fn share(&self, question: &str) -> Option<Share> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in self.numbers() {
            let answer = self.found.get(number).map(|at| *at as usize)?;
            self.answers.get(answer)?;
            match runs.last_mut() {
                Some((count, same)) if *same == answer => *count += 1,
                Some(_) | None => runs.push((1, answer)),
            }
        }
        Some(Share {
            version: 1,
            question: question.to_owned(),
            shard: (self.shard.number, self.shard.of),
            traces: self.found.len(),
            answers: self.answers.iter().map(|parts| parts.iter().map(stored).collect()).collect(),
            found: runs,
            facts: self.cited.iter().map(|fact| (*fact).to_owned()).collect(),
        })
    }

    /// Takes over what all shares of the work came to.
    ///
    /// # Errors
    /// Says which shares do not fit, or are missing.
    pub fn join(&mut self, question: &str, shares: &[(String, Share)]) -> Result<(), Vec<String>> {
        let mut wrong = Vec::new();
        for (name, share) in shares {
            if share.version != 1 {
                wrong.push(format!("{name}: version {} is not known", share.version));
            } else if share.question != question || share.traces != self.found.len() {
                wrong.push(format!("{name}: it is a part of another question or of other inputs"));
            }
        }
        let Some((_, (_, of))) = shares.first().map(|(name, share)| (name, share.shard)) else {
            return Err(vec!["there is nothing to merge".to_owned()]);
        };
        for number in 1..=of.min(shares.len().saturating_add(1)) {
            let same: Vec<&str> = shares
                .iter()
                .filter(|(_, share)| share.shard == (number, of))
                .map(|(name, _)| name.as_str())
                .collect();
            match same.as_slice() {
                [_] => {}
                [] => wrong.push(format!("part {number}/{of} is missing")),
                [_, _, ..] => {
                    wrong.push(format!("part {number}/{of} is there twice: {}", same.join(", ")));
                }
            }
        }
        for (name, share) in shares.iter().filter(|(_, share)| share.shard.1 != of) {
            let (number, other) = share.shard;
            wrong.push(format!("{name}: part {number}/{other} is none of {of}"));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        for (name, share) in shares {
            self.take(share).map_err(|why| vec![format!("{name}: {why}")])?;
        }
        self.next = self.found.len();
        Ok(())
    }

    /// Takes over what one share of the work came to.
    fn take(&mut self, share: &Share) -> Result<(), String> {
        let (number, of) = share.shard;
        self.shard = Shard { number, of };
        let mut numbers = self.numbers().collect::<Vec<_>>().into_iter();
        for (count, answer) in &share.found {
            let parts = share.answers.get(*answer).ok_or("an answer is missing")?;
            let parts: Option<Vec<Part>> = parts.iter().map(restored).collect();
            let parts = parts.ok_or("an answer cannot be read")?;
            for _ in 0..*count {
                let number = numbers.next().ok_or("it holds more than its part")?;
                self.record(number, parts.clone());
            }
        }
        self.shard = Shard::WHOLE;
        for id in &share.facts {
            let fact = facts::fact(id).ok_or_else(|| format!("no fact is called {id}"))?;
            self.cited.insert(fact.id);
        }
        numbers.next().map_or(Ok(()), |_| Err("it holds less than its part".to_owned()))
    }

    /// Returns the numbers of the traces of this share.
    fn numbers(&self) -> impl Iterator<Item = usize> + use<> {
        (self.shard.number.saturating_sub(1)..self.found.len()).step_by(self.shard.of.max(1))
    }
}

fn stored(part: &Part) -> Stored {
    Stored {
        ports: part.ports.map(|ports| (ports.first, ports.last)),
        reached: part.reached.words().to_owned(),
        reason: part.reason.map(|reason| reason.id().to_owned()),
        share: part.share,
    }
}

fn restored(stored: &Stored) -> Option<Part> {
    let known = |id: &String| Reason::ALL.iter().find(|reason| reason.id() == id).copied();
    let reason = match &stored.reason {
        Some(id) => Some(known(id)?),
        None => None,
    };
    let ports = match stored.ports {
        Some((first, last)) if first <= last => Some(PortRange { first, last }),
        Some(_) => return None,
        None => None,
    };
    let all =
        [Reached::BothWays, Reached::OneWay, Reached::Partly, Reached::Never, Reached::Unknown];
    let reached = all.into_iter().find(|reached| reached.words() == stored.reached)?;
    Some(Part { ports, reached, reason, share: stored.share })
}
