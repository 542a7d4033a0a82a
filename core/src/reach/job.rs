//! The work of a matrix: one trace for each pair of classes, in slices.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    By, Line, NoLine, Shard,
    alike::Classes,
    lines::{Points, lines},
    reached::{Part, parts},
};
use crate::{
    forwarding::{Case, Network, Point, case, trace},
    parallel,
    query::{Flow, QueryError, Traffic, parse_traffic},
};

/// What is asked of a network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// What the rows stand for: ends of flows, things that hold such, prefixes; everything if empty.
    pub from: Vec<String>,
    /// What the columns stand for.
    pub to: Vec<String>,
    /// What one row or column stands for.
    pub by: By,
    /// Protocols and ports: TCP, UDP and echo requests of ICMP if empty.
    pub traffic: Vec<String>,
}

/// What is asked where a question names no traffic.
const USUAL: [&str; 3] = ["tcp", "udp", "icmp/echo"];

/// Why a question cannot be worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoJob {
    /// Some texts name no row or column, or no traffic.
    Unread(Vec<NoLine>, NoTraffic),
    /// There are more pairs of classes than anybody could wait for.
    TooMany(usize),
}

/// More traces than this are not begun.
const MOST: usize = 400_000_000;

/// A trace that has not been made.
const OPEN: u32 = u32::MAX;

/// A matrix under way.
#[derive(Debug, Clone)]
pub struct Job {
    pub(super) rows: Vec<Line>,
    pub(super) columns: Vec<Line>,
    pub(super) points: Vec<Point>,
    pub(super) classes: Classes,
    /// A flow for each kind of traffic; its ends do not count.
    pub(super) traffic: Vec<(Traffic, Flow)>,
    /// The classes in rows, and in columns.
    from: Vec<usize>,
    to: Vec<usize>,
    /// The place of each class among those of the rows, and of the columns.
    row_of: BTreeMap<usize, usize>,
    column_of: BTreeMap<usize, usize>,
    pub(super) shard: Shard,
    /// For each trace what it came to, as a position in `answers`.
    pub(super) found: Vec<u32>,
    pub(super) answers: Vec<Vec<Part>>,
    known: BTreeMap<Vec<Part>, u32>,
    /// Every fact that the traces cite.
    pub(super) cited: BTreeSet<&'static str>,
    pub(super) next: usize,
}

/// What one trace came to.
type Solved = (Vec<Part>, BTreeSet<&'static str>);

impl Job {
    /// Prepares the work on a question.
    ///
    /// # Errors
    /// Says what cannot be understood.
    pub fn new(network: &Network, question: &Question, shard: Shard) -> Result<Self, NoJob> {
        let traffic = traffic(&question.traffic);
        let mut points = Points::default();
        let rows = lines(network, &question.from, question.by, true, &mut points);
        let columns = lines(network, &question.to, question.by, false, &mut points);
        let (rows, columns, traffic) = match (rows, columns, traffic) {
            (Ok(rows), Ok(columns), Ok(traffic)) => (rows, columns, traffic),
            (rows, columns, traffic) => {
                let wrong = [rows.err(), columns.err()].into_iter().flatten().flatten();
                return Err(NoJob::Unread(wrong.collect(), traffic.err().unwrap_or_default()));
            }
        };
        let classes = Classes::new(network, &points.all);
        let (from, row_of) = distinct(&rows, &classes);
        let (to, column_of) = distinct(&columns, &classes);
        let pairs = from.len().saturating_mul(to.len()).saturating_mul(traffic.len());
        if pairs > MOST {
            return Err(NoJob::TooMany(pairs));
        }
        let mut job = Self {
            rows,
            columns,
            points: points.all,
            classes,
            traffic,
            from,
            to,
            row_of,
            column_of,
            shard,
            found: vec![OPEN; pairs],
            answers: Vec::new(),
            known: BTreeMap::new(),
            cited: BTreeSet::new(),
            next: shard.number.saturating_sub(1),
        };
        job.next = job.next.min(pairs);
        Ok(job)
    }

    /// Returns how many traces are needed, and how many of them are made.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let of = self.shard.of.max(1);
        let first = self.shard.number.saturating_sub(1);
        let all = self.found.len().saturating_sub(first).div_ceil(of);
        let left = self.found.len().saturating_sub(self.next).div_ceil(of);
        (all - left, all)
    }

    /// Makes up to so many more traces; returns whether all are made.
    pub fn advance(&mut self, network: &Network, budget: usize) -> bool {
        let steps = (self.next..self.found.len()).step_by(self.shard.of.max(1));
        let now: Vec<usize> = steps.take(budget).collect();
        let made = parallel::map(&now, |number| self.solve(network, *number));
        for (number, (parts, cited)) in now.into_iter().zip(made) {
            self.record(number, parts);
            self.cited.extend(cited);
            self.next = number + self.shard.of.max(1);
        }
        self.next >= self.found.len()
    }

    /// Makes the traces that some fields need, given by row and column, and that are not made.
    pub fn fill(&mut self, network: &Network, fields: &[(usize, usize)]) {
        let mut open = BTreeSet::new();
        for (row, column) in fields {
            let (Some(row), Some(column)) = (self.rows.get(*row), self.columns.get(*column)) else {
                continue;
            };
            let classes = |line: &Line| -> BTreeSet<usize> {
                line.points.iter().filter_map(|end| self.classes.of.get(*end).copied()).collect()
            };
            let to = classes(column);
            for (from, to) in
                classes(row).iter().flat_map(|from| to.iter().map(move |to| (from, to)))
            {
                let numbers = (0..self.traffic.len()).filter_map(|at| self.number(at, *from, *to));
                open.extend(numbers.filter(|number| self.found.get(*number) == Some(&OPEN)));
            }
        }
        let open: Vec<usize> = open.into_iter().collect();
        let made = parallel::map(&open, |number| self.solve(network, *number));
        for (number, (parts, cited)) in open.into_iter().zip(made) {
            self.record(number, parts);
            self.cited.extend(cited);
        }
    }

    pub(super) fn record(&mut self, number: usize, parts: Vec<Part>) {
        let new = u32::try_from(self.answers.len()).unwrap_or(OPEN);
        let at = match self.known.get(&parts) {
            Some(at) => *at,
            None => {
                self.answers.push(parts.clone());
                self.known.insert(parts, new);
                new
            }
        };
        if let Some(slot) = self.found.get_mut(number) {
            *slot = at;
        }
    }

    /// Traces a packet of one pair of classes.
    fn solve(&self, network: &Network, number: usize) -> Solved {
        let asked = self.pair(number).and_then(|(traffic, from, to)| {
            let (_, flow) = self.traffic.get(traffic)?;
            let (source, destination) = self.spokesmen(from, to)?;
            // Ends without addresses of one family send each other nothing.
            case(network, flow, source, destination)
        });
        let Some(Case { intent, .. }) = asked else { return Solved::default() };
        let trace = trace(network, &intent);
        (parts(&trace), trace.facts())
    }

    /// Returns the traffic and the two classes of a trace.
    fn pair(&self, number: usize) -> Option<(usize, usize, usize)> {
        let columns = self.to.len();
        let to = *self.to.get(number % columns)?;
        let rest = number / columns;
        let from = *self.from.get(rest % self.from.len())?;
        Some((rest / self.from.len(), from, to))
    }

    /// Returns the ends that speak for two classes; none where both are the one end of a class.
    fn spokesmen(&self, from: usize, to: usize) -> Option<(Point, Point)> {
        let members = |class: usize| self.classes.members.get(class);
        let end = |at: usize| self.points.get(at).copied();
        let source = end(*members(from)?.first()?)?;
        if from != to {
            return Some((source, end(*members(to)?.first()?)?));
        }
        match members(to)?.get(1) {
            Some(other) => Some((source, end(*other)?)),
            None => source.is_of_set().then_some((source, source)),
        }
    }

    /// Returns what a trace between two classes came to; nothing while it is not made.
    pub(super) fn between(&self, traffic: usize, from: usize, to: usize) -> Option<&[Part]> {
        let at = *self.found.get(self.number(traffic, from, to)?)?;
        self.answers.get(at as usize).map(Vec::as_slice)
    }

    /// Returns the number of the trace between two classes.
    fn number(&self, traffic: usize, from: usize, to: usize) -> Option<usize> {
        let (row, column) = (self.row_of.get(&from)?, self.column_of.get(&to)?);
        Some((traffic * self.from.len() + row) * self.to.len() + column)
    }

    /// Returns every fact that the traces cite which were made.
    #[must_use]
    pub fn facts(&self) -> &BTreeSet<&'static str> {
        &self.cited
    }

    /// Returns the rows.
    #[must_use]
    pub fn rows(&self) -> &[Line] {
        &self.rows
    }

    /// Returns the columns.
    #[must_use]
    pub fn columns(&self) -> &[Line] {
        &self.columns
    }

    /// Returns the kinds of traffic, in words.
    #[must_use]
    pub fn traffic(&self) -> Vec<String> {
        self.traffic.iter().map(|(traffic, _)| traffic.to_string()).collect()
    }
}

/// Returns the classes that occur in lines, in order, and the place of each.
fn distinct(lines: &[Line], classes: &Classes) -> (Vec<usize>, BTreeMap<usize, usize>) {
    let mut order = Vec::new();
    let mut place = BTreeMap::new();
    for point in lines.iter().flat_map(|line| &line.points) {
        let Some(class) = classes.of.get(*point).copied() else { continue };
        place.entry(class).or_insert_with(|| {
            order.push(class);
            order.len() - 1
        });
    }
    (order, place)
}

/// Texts that are no traffic.
pub type NoTraffic = Vec<(String, QueryError)>;

/// Reads the kinds of traffic.
fn traffic(texts: &[String]) -> Result<Vec<(Traffic, Flow)>, NoTraffic> {
    let usual: Vec<String> = USUAL.map(str::to_owned).to_vec();
    let texts = if texts.is_empty() { &usual } else { texts };
    let mut found: Vec<(Traffic, Flow)> = Vec::new();
    let mut wrong = Vec::new();
    for text in texts {
        match parse_traffic(text) {
            Ok(traffic) if found.iter().all(|(known, _)| *known != traffic) => {
                found.push((traffic, Flow::of(traffic)));
            }
            Ok(_) => {}
            Err(error) => wrong.push((text.clone(), error)),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}
