//! One field of a matrix: what becomes of the packets from a row to a column.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Job, Line,
    reached::{Part, Reached},
};
use crate::{
    addr::PortRange,
    forwarding::{Network, Place, Reason, case},
    query::Traffic,
};

/// What becomes of all packets from a row to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The sum; none where nobody in the row could send to anybody in the column.
    pub reached: Option<Reached>,
    /// How many pairs of ends there are.
    pub pairs: u64,
    /// The parts of which different things become, the best first.
    pub portions: Vec<Portion>,
}

/// Packets of which one thing becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
    /// The protocol and ports.
    pub traffic: Traffic,
    /// What becomes of them.
    pub reached: Reached,
    /// Why not better.
    pub reason: Option<Reason>,
    /// How much of it passes both ways, where paths that share the load differ: so many of so many.
    pub share: Option<(u128, u128)>,
    /// Of how many pairs of ends that holds.
    pub pairs: u64,
    /// One of those pairs, with the number of its traffic and the first port.
    witness: Witness,
    /// The first of the ends that it holds of, at both sides.
    ends: [BTreeSet<usize>; 2],
}

/// No more ends are named.
const MOST_NAMES: usize = 8;

impl Portion {
    /// Returns traffic of this portion by one port, in words.
    #[must_use]
    pub fn example(&self) -> String {
        let one = |ports: PortRange| {
            if ports == PortRange::ALL { ports } else { PortRange::single(ports.first) }
        };
        let destination_ports = self.traffic.destination_ports.map(one);
        Traffic { destination_ports, ..self.traffic }.to_string()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Witness {
    traffic: usize,
    from: usize,
    to: usize,
    ports: Option<PortRange>,
}

/// What is counted of a portion.
struct Tally {
    pairs: u64,
    witness: Witness,
    ends: [BTreeSet<usize>; 2],
}

/// Notes ends, as many as are named.
fn name(known: &mut BTreeSet<usize>, more: &[&usize]) {
    for end in more {
        if known.len() > MOST_NAMES {
            return;
        }
        known.insert(**end);
    }
}

/// How many ends of each class a line has, and which.
type Count<'l> = BTreeMap<usize, Vec<&'l usize>>;

impl Job {
    /// Returns what becomes of packets from a row to a column, as far as it is known.
    #[must_use]
    pub fn cell(&self, row: &Line, column: &Line) -> Cell {
        let (from, to) = (self.count(row), self.count(column));
        let mut found: BTreeMap<(usize, Part), Tally> = BTreeMap::new();
        let mut pairs = 0;
        for (source, starts) in &from {
            for (destination, ends) in &to {
                let Some((number, start, end)) = self.pairs(starts, ends) else { continue };
                let mut asked = false;
                for traffic in 0..self.traffic.len() {
                    let parts = self.between(traffic, *source, *destination);
                    for part in parts.into_iter().flatten() {
                        asked = true;
                        let witness = Witness { traffic, from: start, to: end, ports: part.ports };
                        let slot = found.entry((traffic, *part)).or_insert_with(|| Tally {
                            pairs: 0,
                            witness,
                            ends: Default::default(),
                        });
                        slot.pairs += number;
                        let [sources, destinations] = &mut slot.ends;
                        name(sources, starts);
                        name(destinations, ends);
                    }
                }
                pairs += if asked { number } else { 0 };
            }
        }
        let portion = |((traffic, part), tally): ((usize, Part), Tally)| {
            let Tally { pairs, witness, ends } = tally;
            let (asked, _) = self.traffic.get(traffic)?;
            let Part { ports, reached, reason, share } = part;
            let destination_ports = ports.or(asked.destination_ports);
            let traffic = Traffic { destination_ports, ..*asked };
            Some(Portion { traffic, reached, reason, share, pairs, witness, ends })
        };
        let mut portions: Vec<Portion> = found.into_iter().filter_map(portion).collect();
        let reached = sum(portions.iter().map(|portion| portion.reached));
        portions.sort_by_key(|portion| portion.reached);
        Cell { reached, pairs, portions }
    }

    fn count<'l>(&self, line: &'l Line) -> Count<'l> {
        let mut count = Count::new();
        for point in &line.points {
            if let Some(class) = self.classes.of.get(*point) {
                count.entry(*class).or_default().push(point);
            }
        }
        count
    }

    /// Returns how many pairs there are between ends of two classes, and one of them.
    fn pairs(&self, starts: &[&usize], ends: &[&usize]) -> Option<(u64, usize, usize)> {
        let itself = |start: &usize, end: &usize| {
            start == end && !self.points.get(*start).is_some_and(|point| point.is_of_set())
        };
        let abroad = |ends: &[&usize]| {
            let first = ends.first().and_then(|end| self.points.get(**end));
            first.is_some_and(|point| matches!(point.place, Place::Internet(_)))
        };
        // What the internet sends to itself is nobody's question.
        if abroad(starts) && abroad(ends) {
            return None;
        }
        let mut pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end)));
        let (start, end) = pairs.find(|(start, end)| !itself(start, end))?;
        let known: BTreeSet<&usize> = ends.iter().copied().collect();
        let same = starts.iter().filter(|start| known.contains(**start) && itself(start, start));
        let number = (starts.len() * ends.len()).saturating_sub(same.count());
        Some((u64::try_from(number).unwrap_or(u64::MAX), *start, *end))
    }

    /// Returns the names of the ends that a portion holds of, in the row and in the column, each where it
    /// does not hold of all of them; no more than a few, and then an ellipsis.
    #[must_use]
    pub fn ends_of(
        &self,
        network: &Network,
        (row, column): (&Line, &Line),
        portion: &Portion,
    ) -> [Vec<String>; 2] {
        let [sources, destinations] = &portion.ends;
        [(row, sources), (column, destinations)].map(|(line, ends)| {
            if ends.len() == line.points.iter().collect::<BTreeSet<_>>().len() {
                return Vec::new();
            }
            let named = ends.iter().take(MOST_NAMES).filter_map(|end| self.points.get(*end));
            let more = (ends.len() > MOST_NAMES).then(|| "…".to_owned());
            named.map(|point| point.name(network)).chain(more).collect()
        })
    }

    /// Returns a flow that shows a portion; none where no words ask for just that.
    #[must_use]
    pub fn witness(&self, network: &Network, portion: &Portion) -> Option<String> {
        let Witness { traffic, from, to, ports } = portion.witness;
        let (_, flow) = self.traffic.get(traffic)?;
        let mut flow = flow.clone();
        if let Some(ports) = ports.filter(|ports| flow.destination_ports != Some(*ports)) {
            flow.destination_ports = Some(PortRange::single(ports.first));
        }
        let (from, to) = (self.points.get(from)?, self.points.get(to)?);
        let case = case(network, &flow, *from, *to)?;
        case.words(network, &flow).map(|flow| flow.to_string())
    }
}

/// Sums up parts: what holds of all of them; `partly` where some get through and others do not.
fn sum(parts: impl Iterator<Item = Reached>) -> Option<Reached> {
    let mut parts: Vec<Reached> = parts.collect();
    parts.sort_unstable();
    parts.dedup();
    Some(match parts.as_slice() {
        [] => return None,
        [only] => *only,
        [Reached::Never, Reached::Unknown] => Reached::Unknown,
        [_, _, ..] => Reached::Partly,
    })
}
