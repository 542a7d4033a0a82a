//! Everything that can break: each failure, or each two, tried on the network as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    compare::{Kind, level},
    ends::Side,
    flows::{Flows, NoComparison, compare},
};
use crate::{
    expect::{self, Judgement},
    forwarding::Network,
    model::ObjectId,
    parallel,
    query::{Expectation, Guarantees},
    scenario::{self, Change, Group, apply_all, possible},
};

/// More scenarios than this are not begun.
const MOST: usize = 100_000;

/// A failure that is tried.
#[derive(Debug, Clone)]
struct Failure {
    text: String,
    change: Change,
}

/// What can break, under way.
#[derive(Debug)]
pub struct Sweep {
    failures: Vec<Failure>,
    /// The expectations that hold as long as nothing fails, by position in the list of all.
    held: Vec<(usize, Expectation)>,
    /// What fails at the same time, by position; single failures first.
    tries: Vec<Vec<usize>>,
    costs: Vec<Cost>,
}

/// What some failures cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Cost {
    /// The expectations that break, by position in the list of all.
    broken: BTreeSet<usize>,
    lost: Vec<Loss>,
    /// The facts that this rests on.
    cited: BTreeSet<&'static str>,
    /// Whether there was too much to compare.
    too_many: bool,
}

/// Packets that get lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// The sources.
    pub from: Vec<String>,
    /// The destinations.
    pub to: Vec<String>,
    /// Protocols and ports.
    pub traffic: Vec<String>,
    /// The words for that, if it is all traffic between them.
    pub all_traffic: Option<&'static str>,
    /// What becomes of them instead: the words, the reason, and how much passes.
    pub becomes: Becomes,
}

/// What becomes of packets that get lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Becomes {
    /// How much gets through, for comparison.
    level: (u8, u128),
    /// The words.
    pub words: &'static str,
    /// The reason.
    pub reason: Option<&'static str>,
    /// The part that passes both ways, where paths that share the load differ.
    pub share: Option<(u128, u128)>,
}

/// Failures of one cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Each of these costs the same; two names fail at the same time.
    pub failures: Vec<Vec<String>>,
    /// The expectations that break, by position.
    pub broken: Vec<usize>,
    /// The packets that get lost; of two failures only what neither loses alone.
    pub lost: Vec<Loss>,
}

/// What all failures cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resilience {
    /// Single failures that cost something, the dearest first.
    pub single: Vec<Row>,
    /// Pairs of failures that cost more than each alone, the dearest first.
    pub double: Vec<Row>,
    /// Single failures that cost nothing.
    pub harmless: Vec<String>,
    /// How many scenarios were tried.
    pub tried: usize,
    /// The facts that the answers rest on.
    pub cited: BTreeSet<&'static str>,
    /// Whether some scenarios had too much to compare: then only their expectations count.
    pub only_expectations: bool,
}

impl Sweep {
    /// Prepares to try every failure of a network, and of every two if `depth` is 2. Instances count where they
    /// forward: what an end loses with itself is no news.
    ///
    /// # Errors
    /// Says how many scenarios there would be, if that is too many.
    pub fn new(
        network: &Network,
        expectations: &[Expectation],
        depth: u8,
    ) -> Result<Self, NoComparison> {
        let model = &network.model;
        let counts = |one: &scenario::Possible| match (one.group, one.object) {
            (Group::Prefixes, _) => false,
            (Group::Instances, ObjectId::Instance(id)) => model.instances[id].forwards.is_some(),
            (_, _) => true,
        };
        let made = |one: scenario::Possible| {
            let change = scenario::understand(model, &one.trial).ok()?;
            Some(Failure { text: one.trial.to_string(), change })
        };
        let failures: Vec<Failure> =
            possible(model).into_iter().filter(counts).filter_map(made).collect();
        let single = (0..failures.len()).map(|one| vec![one]);
        let double = (0..failures.len())
            .flat_map(|one| (one + 1..failures.len()).map(move |other| vec![one, other]));
        let count = failures.len() * (failures.len() + 1) / 2;
        if depth > 1 && count > MOST {
            return Err(NoComparison::TooMany(count));
        }
        let tries = if depth > 1 { single.chain(double).collect() } else { single.collect() };
        let plain = expectations.iter().enumerate().map(|(at, one)| (at, without_failures(one)));
        let holds =
            |(_, one): &(usize, Expectation)| expect::judge(network, one) == Judgement::Holds;
        let held = plain.filter(holds).collect();
        Ok(Self { failures, held, tries, costs: Vec::new() })
    }

    /// Returns how many scenarios are tried, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.costs.len(), self.tries.len())
    }

    /// Tries up to so many more scenarios; returns whether all are tried.
    pub fn advance(&mut self, side: Side<'_>, budget: usize) -> bool {
        let done = self.costs.len();
        let next: Vec<&Vec<usize>> = self.tries.iter().skip(done).take(budget).collect();
        let costs = parallel::map(&next, |failing| self.cost(side, failing));
        self.costs.extend(costs);
        self.costs.len() >= self.tries.len()
    }

    fn cost(&self, side: Side<'_>, failing: &[usize]) -> Cost {
        let changes = failing.iter().filter_map(|at| Some(&self.failures.get(*at)?.change));
        let model = apply_all(&side.network.model, changes);
        let after = side.network.update(model);
        let broken =
            self.held.iter().filter(|(_, one)| expect::judge(&after, one) != Judgement::Holds);
        let broken = broken.map(|(at, _)| *at).collect();
        match compare([side, Side { network: &after, ..side }], &[], &[]) {
            Ok(comparison) => {
                let lost = comparison.flows.into_iter().filter(|one| one.kind == Kind::Lost);
                let mut lost: Vec<Loss> = lost.map(Loss::of).collect();
                lost.sort_unstable();
                Cost { broken, lost, cited: comparison.cited, too_many: false }
            }
            Err(_too_many) => Cost { broken, too_many: true, ..Cost::default() },
        }
    }

    /// Returns what all failures that were tried cost: those of one cost together.
    #[must_use]
    pub fn resilience(&self) -> Resilience {
        let mut found = Resilience { tried: self.costs.len(), ..Resilience::default() };
        let mut single: BTreeMap<Priced, Vec<Vec<String>>> = BTreeMap::new();
        let mut double: BTreeMap<Priced, Vec<Vec<String>>> = BTreeMap::new();
        for (failing, cost) in self.tries.iter().zip(&self.costs) {
            found.only_expectations |= cost.too_many;
            found.cited.extend(&cost.cited);
            let names = || {
                let all = failing.iter().filter_map(|at| self.failures.get(*at));
                all.map(|one| one.text.clone()).collect::<Vec<String>>()
            };
            let priced = match failing.as_slice() {
                [one, other] => self.beyond(cost, [*one, *other]),
                _single => Priced {
                    broken: cost.broken.iter().copied().collect(),
                    lost: cost.lost.clone(),
                },
            };
            match (failing.len(), priced.is_nothing()) {
                // What was not compared is not said to lose nothing.
                (1, true) if cost.too_many => {}
                (1, true) => found.harmless.extend(names()),
                (1, false) => single.entry(priced).or_default().push(names()),
                (_, true) => {}
                (_, false) => double.entry(priced).or_default().push(names()),
            }
        }
        found.single = rows(single);
        found.double = rows(double);
        found
    }

    /// Returns what two failures cost that neither costs alone.
    fn beyond(&self, cost: &Cost, each: [usize; 2]) -> Priced {
        let alone = each.map(|at| self.costs.get(at).cloned().unwrap_or_default());
        let broken =
            cost.broken.iter().filter(|at| !alone.iter().any(|one| one.broken.contains(at)));
        let mut known: BTreeMap<[&str; 3], Vec<(u8, u128)>> = BTreeMap::new();
        for loss in alone.iter().flat_map(|one| &one.lost) {
            for one in loss.each() {
                known.entry(one).or_default().push(loss.becomes.level);
            }
        }
        let new = |loss: &Loss, one: &[&str; 3]| {
            known
                .get(one)
                .is_none_or(|levels| levels.iter().all(|level| loss.becomes.level < *level))
        };
        let lost = cost.lost.iter().flat_map(|loss| loss.only(|one| new(loss, one))).collect();
        Priced { broken: broken.copied().collect(), lost }
    }
}

/// A cost as it is grouped and ordered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Priced {
    broken: Vec<usize>,
    lost: Vec<Loss>,
}

impl Priced {
    fn is_nothing(&self) -> bool {
        self.broken.is_empty() && self.lost.is_empty()
    }
}

/// Returns groups as rows: those that break most expectations first, then those that lose most.
fn rows(groups: BTreeMap<Priced, Vec<Vec<String>>>) -> Vec<Row> {
    let row = |(priced, failures): (Priced, Vec<Vec<String>>)| {
        let Priced { broken, lost } = priced;
        Row { failures, broken, lost }
    };
    let mut rows: Vec<Row> = groups.into_iter().map(row).collect();
    let weight = |row: &Row| row.lost.iter().map(|loss| loss.each().count()).sum::<usize>();
    rows.sort_by_key(|row| std::cmp::Reverse((row.broken.len(), weight(row))));
    rows
}

/// Returns an expectation of the day on which something fails: what it says of other failures is left out.
fn without_failures(expectation: &Expectation) -> Expectation {
    let mut plain = expectation.clone();
    if let Expectation::Flow(line) = &mut plain {
        let guarantees = std::mem::take(&mut line.guarantees);
        line.guarantees = Guarantees { survives: Vec::new(), ..guarantees };
    }
    plain
}

impl Loss {
    fn of(flows: Flows) -> Self {
        let [_, after] = &flows.fates;
        let becomes = Becomes {
            level: level(after),
            words: after.reached.map_or("no such end", |reached| reached.words()),
            reason: after.reason.map(|reason| reason.id()),
            share: after.share,
        };
        Self {
            becomes,
            from: flows.from,
            to: flows.to,
            traffic: flows.traffic,
            all_traffic: flows.all_traffic,
        }
    }

    /// Returns the parts of it that fit, source by source.
    fn only(&self, fits: impl Fn(&[&str; 3]) -> bool) -> Vec<Self> {
        if self.each().all(|one| fits(&one)) {
            return vec![self.clone()];
        }
        let mut found: BTreeMap<(&str, Vec<&str>), Vec<String>> = BTreeMap::new();
        for from in &self.from {
            for to in &self.to {
                let traffic = self.traffic.iter().map(String::as_str);
                let traffic: Vec<&str> =
                    traffic.filter(|one| fits(&[from.as_str(), to.as_str(), one])).collect();
                if !traffic.is_empty() {
                    found.entry((from, traffic)).or_default().push(to.clone());
                }
            }
        }
        let part = |((from, traffic), to): ((&str, Vec<&str>), Vec<String>)| Self {
            from: vec![from.to_owned()],
            to,
            all_traffic: self.all_traffic.filter(|_| traffic.len() == self.traffic.len()),
            traffic: traffic.into_iter().map(str::to_owned).collect(),
            becomes: self.becomes,
        };
        found.into_iter().map(part).collect()
    }

    /// Returns each source, destination and traffic in it.
    fn each(&self) -> impl Iterator<Item = [&str; 3]> {
        let pairs = self.from.iter().flat_map(|from| self.to.iter().map(move |to| (from, to)));
        pairs.flat_map(|(from, to)| {
            self.traffic.iter().map(move |traffic| [from.as_str(), to.as_str(), traffic.as_str()])
        })
    }
}
