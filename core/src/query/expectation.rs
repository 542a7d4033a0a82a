//! An expectation: `web -> db tcp/5432` must work, `internet -x-> web` must never.

use std::fmt;

use super::{
    Flow, QueryError,
    clause::clauses,
    error::{Problem, Read, finish},
    flow::{destination, direction, flow, over, protocol, source},
    word::{ARROW, CROSSED, end, token},
};

/// Words that start an expectation about an object instead of a flow.
const VERBS: [&str; 2] = ["announces", "learns"];
/// Words that add a condition to a flow.
const CLAUSES: [&str; 4] = ["survives", "mtu", "symmetric", "translated"];

/// What a file expects of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The flow.
    pub flow: Flow,
    /// What must become of it.
    pub demand: Demand,
}

/// What must become of an expected flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// It arrives, and so does the answer: `->`.
    Reaches,
    /// Not one packet of it arrives: `-x->`.
    NeverReaches,
}

impl fmt::Display for Expectation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.demand {
            Demand::Reaches => ARROW,
            Demand::NeverReaches => CROSSED,
        };
        self.flow.write(out, arrow)
    }
}

/// Reads an expectation.
///
/// # Errors
///
/// Returns the place where the text stops being an expectation. A form that the language has, but
/// this version does not judge yet, is an error with `unsupported` set.
pub fn parse_expectation(text: &str) -> Result<Expectation, QueryError> {
    finish(text, |input| {
        let (rest, source) = source(text.len(), input)?;
        let (rest, ()) = later(rest, &VERBS)?;
        let (rest, arrow) = direction(rest, &["`->`", "`-x->`"])?;
        let demand = if arrow == CROSSED { Demand::NeverReaches } else { Demand::Reaches };
        let (rest, destination) = destination(text.len(), rest)?;
        let (rest, ()) = later(rest, &CLAUSES)?;
        let (rest, traffic) = protocol(rest)?;
        let (rest, traffic) = over(rest, traffic)?;
        let (rest, ()) = later(rest, &CLAUSES)?;
        let (rest, clauses) = clauses(text.len(), rest)?;
        let (rest, ()) = later(rest, &CLAUSES)?;
        let (rest, ()) = end(rest, "the protocol")?;
        Ok((rest, Expectation { flow: flow(source, destination, traffic, clauses), demand }))
    })
}

/// Stops at a word of the language that this version cannot judge.
fn later<'a>(input: &'a str, words: &[&'static str]) -> Read<'a, ()> {
    let found = token(input);
    let Some(word) = words.iter().find(|word| **word == found) else {
        return Ok((input, ()));
    };
    let message = format!("expectations with `{word}` are not supported yet in this version");
    Problem::new(input, input.trim_end().len(), message).unsupported().stop()
}
