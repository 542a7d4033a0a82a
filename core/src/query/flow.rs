//! A flow: `web -> 172.16.100.10 tcp/443`.

use std::fmt;

use nom::Parser;

use super::{
    Clauses, Endpoint, Placed, QueryError,
    clause::{begins, clauses},
    endpoint::{KINDS, endpoint},
    error::{Problem, Read, finish, placed},
    expectation::is_several,
    traffic::{Traffic, traffic},
    word::{ARROW, CROSSED, arrow, end, spaces, token},
};
use crate::addr::{Family, Icmp, PortRange, Protocol};

/// The word before the version of IP.
pub(super) const OVER: &str = "over";

/// One kind of packet from one end to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Where it starts.
    pub source: Placed<Endpoint>,
    /// Where it is meant to arrive.
    pub destination: Placed<Endpoint>,
    /// The protocol; any, unless the flow says.
    pub protocol: Protocol,
    /// The source ports: 1024-65535 unless the flow says, and none where the protocol has none.
    pub source_ports: Option<PortRange>,
    /// The destination ports: all unless the flow says, and none where the protocol has none.
    pub destination_ports: Option<PortRange>,
    /// The type and code of an ICMP message, if the flow names them.
    pub icmp: Option<Icmp>,
    /// The version of IP; where both ends have both, IPv4, unless the flow says.
    pub family: Option<Family>,
    /// What it must meet beyond arriving.
    pub clauses: Clauses,
}

impl fmt::Display for Flow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(out, ARROW)
    }
}

impl Flow {
    /// Prints the flow with one of the two arrows.
    pub(super) fn write(&self, out: &mut fmt::Formatter<'_>, arrow: &str) -> fmt::Result {
        write!(out, "{} {arrow} {}", self.source.value, self.destination.value)?;
        let Self { protocol, source_ports, destination_ports, icmp, .. } = *self;
        match (Traffic { protocol, source_ports, destination_ports, icmp, family: None }) {
            Traffic::ANY => {}
            traffic => write!(out, " {traffic}")?,
        }
        if let Some(family) = self.family {
            write!(out, " {OVER} {}", family.word())?;
        }
        write!(out, "{}", self.clauses)
    }
}

/// Reads a flow.
///
/// # Errors
///
/// Returns the place where the text stops being a flow.
pub fn parse_flow(text: &str) -> Result<Flow, QueryError> {
    finish(text, |input| {
        let (rest, source) = source(text.len(), input)?;
        one(text, &source)?;
        if rest.starts_with(CROSSED) {
            let message = "`-x->` belongs to an expectation; a flow has one arrow";
            return Problem::new(rest, CROSSED.len(), message).expected(&["`->`"]).stop();
        }
        let (rest, _) = direction(rest, &["`->`"])?;
        let (rest, destination) = destination(text.len(), rest)?;
        one(text, &destination)?;
        let (rest, traffic) = protocol(rest)?;
        let (rest, traffic) = over(rest, traffic)?;
        let (rest, clauses) = clauses(text.len(), rest)?;
        let (rest, ()) = end(rest, "the protocol of a flow")?;
        Ok((rest, flow(source, destination, traffic, clauses)))
    })
}

/// Refuses an end that names several things at once: only an expectation is about all of them.
fn one(text: &str, end: &Placed<Endpoint>) -> Result<(), nom::Err<Problem>> {
    if !is_several(&end.value) {
        return Ok(());
    }
    let message = match &end.value {
        Endpoint::Prefix(prefix) => {
            format!("a prefix is not an endpoint; write one address of it, or `onprem:{prefix}`")
        }
        several => format!("`{several}` may be several ends; a flow has one at each side"),
    };
    let rest = text.get(end.span.start..).unwrap_or_default();
    Problem::new(rest, end.span.len(), message).expected(&KINDS).stop()
}

impl Flow {
    /// Returns a flow of some traffic for whoever chooses its ends in another way: those that it names do not
    /// count.
    #[must_use]
    pub fn of(traffic: Traffic) -> Self {
        let end = || Placed { value: Endpoint::Internet(None), span: 0..0 };
        flow(end(), end(), traffic, Clauses::default())
    }
}

/// Puts the parts of a flow together.
pub(super) fn flow(
    source: Placed<Endpoint>,
    destination: Placed<Endpoint>,
    traffic: Traffic,
    clauses: Clauses,
) -> Flow {
    let Traffic { protocol, source_ports, destination_ports, icmp, family } = traffic;
    Flow { source, destination, protocol, source_ports, destination_ports, icmp, family, clauses }
}

/// Reads the first endpoint and the spaces around it.
pub(super) fn source(total: usize, input: &str) -> Read<'_, Placed<Endpoint>> {
    around(total, input, "the source")
}

/// Reads the second endpoint and the spaces around it.
pub(super) fn destination(total: usize, input: &str) -> Read<'_, Placed<Endpoint>> {
    around(total, input, "the destination")
}

fn around<'a>(total: usize, input: &'a str, role: &str) -> Read<'a, Placed<Endpoint>> {
    let (rest, ()) = spaces(input)?;
    let (rest, end) = placed(total, |input| endpoint(input, role)).parse(rest)?;
    let (rest, ()) = spaces(rest)?;
    Ok((rest, end))
}

/// Reads one of the two arrows.
pub(super) fn direction<'a>(input: &'a str, expected: &[&'static str]) -> Read<'a, &'a str> {
    if let Ok(read) = arrow(input) {
        return Ok(read);
    }
    let found = token(input);
    let message = match found {
        "" => "the arrow and the destination are missing".to_owned(),
        "=>" | "-->" | "\u{2192}" | ">" | "to" | "-" => {
            format!("`{found}` is not an arrow; did you mean `->`?")
        }
        _ => "the arrow after the source is missing".to_owned(),
    };
    Problem::new(input, found.len(), message).expected(expected).stop()
}

/// Reads the protocol, if there is one, and the spaces after it.
pub(super) fn protocol(input: &str) -> Read<'_, Traffic> {
    if input.is_empty() || token(input) == OVER || begins(input) {
        return Ok((input, Traffic::ANY));
    }
    let (rest, traffic) = traffic(input)?;
    let (rest, ()) = spaces(rest)?;
    Ok((rest, traffic))
}

/// Reads `over ipv4` or `over ipv6`, if it is there, and the spaces after it.
pub(super) fn over(input: &str, traffic: Traffic) -> Read<'_, Traffic> {
    if token(input) != OVER {
        return Ok((input, traffic));
    }
    let (rest, ()) = spaces(input.strip_prefix(OVER).unwrap_or(input))?;
    let found = token(rest);
    let family = match found {
        "ipv4" => Family::V4,
        "ipv6" => Family::V6,
        _ => {
            let message = "a flow runs over one of the two versions of IP";
            return Problem::new(rest, found.len(), message).expected(&["ipv4", "ipv6"]).stop();
        }
    };
    if traffic.family.is_some_and(|fixed| fixed != family) {
        let message = "ICMPv6 runs over IPv6 only";
        return Problem::new(rest, found.len(), message).expected(&["ipv6"]).stop();
    }
    let (rest, ()) = spaces(rest.strip_prefix(found).unwrap_or(rest))?;
    Ok((rest, Traffic { family: Some(family), ..traffic }))
}
