//! An expectation: `web -> db tcp/5432` must work, `internet -x-> web` must never,
//! `plant-1 announces only 10.1.0.0/26`.

use std::fmt;

use crate::addr::PortRange;

use super::{
    Endpoint, ExpectedRoutes, Flow, Guarantees, QueryError,
    clause::{self, Clauses},
    error::{Problem, Read, finish},
    exchange::{self, VERBS},
    flow::{destination, direction, flow, over, source},
    guarantee,
    traffic::{Traffic, traffic},
    word::{ARROW, CROSSED, did_you_mean, end, spaces, token},
};

/// What a file expects of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// Of packets.
    Flow(ExpectedFlow),
    /// Of what is announced and learned over BGP.
    Routes(ExpectedRoutes),
}

/// What must become of the packets of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedFlow {
    /// The flow.
    pub flow: Flow,
    /// What must become of it.
    pub demand: Demand,
    /// What must be true of its ways beyond that, and what may fail.
    pub guarantees: Guarantees,
}

/// Whether an expected flow arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// It arrives, and so does the answer: `->`.
    Reaches,
    /// Not one packet of it arrives: `-x->`.
    NeverReaches,
}

impl ExpectedFlow {
    /// Returns whether it says nothing beyond ends, protocol and destination ports.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let source_ports = self.flow.source_ports;
        self.flow.clauses == Clauses::default()
            && self.guarantees == Guarantees::default()
            && source_ports.is_none_or(|ports| ports == PortRange::EPHEMERAL)
    }
}

impl Expectation {
    /// Returns what is expected of packets, if that is what it is about.
    #[must_use]
    pub fn flow(&self) -> Option<&ExpectedFlow> {
        match self {
            Self::Flow(flow) => Some(flow),
            Self::Routes(_) => None,
        }
    }

    /// Returns what it is about, without what is demanded of it.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::Flow(line) => line.flow.to_string(),
            Self::Routes(line) => line.who.value.to_string(),
        }
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flow(line) => line.fmt(out),
            Self::Routes(line) => line.fmt(out),
        }
    }
}

impl fmt::Display for ExpectedFlow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.demand {
            Demand::Reaches => ARROW,
            Demand::NeverReaches => CROSSED,
        };
        self.flow.write(out, arrow)?;
        write!(out, "{}", self.guarantees)
    }
}

/// Reads an expectation.
///
/// # Errors
///
/// Returns the place where the text stops being an expectation.
pub fn parse_expectation(text: &str) -> Result<Expectation, QueryError> {
    finish(text, |input| {
        if exchange::begins(input) {
            let (rest, routes) = exchange::exchange(text.len(), input)?;
            return Ok((rest, Expectation::Routes(routes)));
        }
        let (rest, source) = source(text.len(), input)?;
        let (rest, arrow) = arrow(rest)?;
        let demand = if arrow == CROSSED { Demand::NeverReaches } else { Demand::Reaches };
        let (rest, destination) = destination(text.len(), rest)?;
        let (rest, traffic) = protocol(rest)?;
        let (rest, traffic) = over(rest, traffic)?;
        let (mut clauses, mut guarantees) = (Clauses::default(), Guarantees::default());
        let mut rest = rest;
        loop {
            (rest, ()) = if clause::begins(rest) {
                clause::clause(text.len(), rest, &mut clauses)?
            } else if guarantee::begins(rest) {
                guarantee::guarantee(text.len(), rest, demand, &mut guarantees)?
            } else {
                break;
            };
        }
        let (rest, ()) = last(rest)?;
        let flow = flow(source, destination, traffic, clauses);
        Ok((rest, Expectation::Flow(ExpectedFlow { flow, demand, guarantees })))
    })
}

/// Reads one of the two arrows; a verb that is nearly right is told apart from an arrow that is missing.
fn arrow(input: &str) -> Read<'_, &str> {
    let found = token(input);
    let near = did_you_mean(found, &VERBS);
    if !near.is_empty() {
        let message = format!("`{found}` is neither an arrow nor a verb{near}");
        let expected = ["`->`", "`-x->`", "announces", "learns"];
        return Problem::new(input, found.len(), message).expected(&expected).stop();
    }
    direction(input, &["`->`", "`-x->`"])
}

/// Reads the protocol, if there is one, and the spaces after it.
fn protocol(input: &str) -> Read<'_, Traffic> {
    let found = token(input);
    if input.is_empty() || found == super::flow::OVER || is_clause(input) {
        return Ok((input, Traffic::ANY));
    }
    let read = traffic(input).and_then(|(rest, traffic)| Ok((spaces(rest)?.0, traffic)));
    if read.is_err() && !nearest(found).is_empty() {
        return last(input).map(|(rest, ())| (rest, Traffic::ANY));
    }
    read
}

fn is_clause(input: &str) -> bool {
    clause::begins(input) || guarantee::begins(input)
}

fn nearest(found: &str) -> String {
    did_you_mean(found, &[&clause::WORDS[..], &guarantee::WORDS[..]].concat())
}

/// Accepts the end of the text. What follows may have been meant as a clause.
fn last(input: &str) -> Read<'_, ()> {
    let found = token(input);
    let near = nearest(found);
    if found.is_empty() || near.is_empty() {
        return end(input, "the protocol");
    }
    let message = format!("no clause begins with `{found}`{near}");
    let expected = ["via", "not via", "survives", "translated from", "mtu >=", "symmetric"];
    Problem::new(input, found.len(), message).expected(&expected).stop()
}

/// Returns whether an end names several things at once, which only an expectation may do.
pub(super) fn is_several(end: &Endpoint) -> bool {
    match end {
        Endpoint::Any | Endpoint::Tag { .. } | Endpoint::Prefix(_) => true,
        Endpoint::Name(_)
        | Endpoint::Address { .. }
        | Endpoint::Internet(_)
        | Endpoint::AwsService(_)
        | Endpoint::OnPremises(_) => false,
    }
}
