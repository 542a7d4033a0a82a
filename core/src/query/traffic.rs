//! The protocol and ports of a flow: `tcp/443`, `udp/5000>53`, `icmp`, `proto/107`, `any`.

use std::fmt;

use nom::{
    Parser,
    bytes::complete::take_while1,
    character::complete::{char, digit1},
    combinator::opt,
    sequence::preceded,
};

use super::{
    QueryError,
    error::{Problem, Read, finish},
    flow::{OVER, over},
    word::{did_you_mean, end, spaces, token},
};
use crate::addr::{Family, Icmp, Matcher, PortRange, Protocol};

/// What stands at the place of a protocol, for error messages.
pub(super) const PROTOCOLS: [&str; 5] = ["tcp/PORT", "udp/PORT", "icmp", "proto/NUMBER", "any"];

const WORDS: [&str; 5] = ["tcp", "udp", "icmp", "proto", "any"];
const PORT: &str = "a port, as in tcp/443";
const MESSAGES: [&str; 4] = ["echo", "echo-reply", "TYPE", "TYPE.CODE"];

/// The protocol and ports of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// The protocol.
    pub protocol: Protocol,
    /// The source ports, where the protocol has ports.
    pub source_ports: Option<PortRange>,
    /// The destination ports, where the protocol has ports.
    pub destination_ports: Option<PortRange>,
    /// The type and code of an ICMP message, if they are named.
    pub icmp: Option<Icmp>,
    /// The version of IP, where the protocol belongs to one or the text names it.
    pub family: Option<Family>,
}

impl Traffic {
    /// Any protocol: what a flow without a protocol means.
    pub(super) const ANY: Self = Self::without_ports(Protocol::Any);

    const fn without_ports(protocol: Protocol) -> Self {
        Self { protocol, source_ports: None, destination_ports: None, icmp: None, family: None }
    }

    const fn with_ports(protocol: Protocol, source: PortRange, destination: PortRange) -> Self {
        let (source_ports, destination_ports) = (Some(source), Some(destination));
        Self { protocol, source_ports, destination_ports, icmp: None, family: None }
    }
}

impl fmt::Display for Traffic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.protocol)?;
        let source = self.source_ports.unwrap_or(PortRange::EPHEMERAL);
        let destination = self.destination_ports.unwrap_or(PortRange::ALL);
        match (self.icmp, source, destination) {
            (Some(icmp), _, _) => write!(out, "/{icmp}")?,
            (None, _, _) if !self.protocol.has_ports() => {}
            (None, PortRange::EPHEMERAL, PortRange::ALL) => {}
            (None, PortRange::EPHEMERAL, destination) => write!(out, "/{destination}")?,
            (None, source, destination) => write!(out, "/{source}>{destination}")?,
        }
        self.family.map_or(Ok(()), |family| write!(out, " {OVER} {}", family.word()))
    }
}

/// Reads the protocol and ports of a flow on their own: `tcp/443 over ipv6`.
///
/// # Errors
///
/// Returns the place where the text stops being one.
pub fn parse_traffic(text: &str) -> Result<Traffic, QueryError> {
    finish(text, |input| {
        let (rest, ()) = spaces(input)?;
        let (rest, traffic) = traffic(rest)?;
        let (rest, ()) = spaces(rest)?;
        let (rest, traffic) = over(rest, traffic)?;
        let (rest, ()) = end(rest, "the protocol")?;
        Ok((rest, traffic))
    })
}

/// Reads one protocol with its ports.
pub(super) fn traffic(input: &str) -> Read<'_, Traffic> {
    let letters = |found: char| found.is_alphanumeric() || "_-".contains(found);
    let Ok((rest, name)) = take_while1::<_, _, Problem>(letters).parse(input) else {
        return unknown(input, token(input));
    };
    let (rest, traffic) = match name.to_ascii_lowercase().as_str() {
        "tcp" => with_ports(Protocol::Tcp, rest),
        "udp" => with_ports(Protocol::Udp, rest),
        "icmp" => icmp(rest),
        "icmpv6" => icmp(rest).map(|(rest, traffic)| (rest, over_ipv6(traffic))),
        "proto" => numbered(rest),
        "any" => Ok((rest, Traffic::ANY)),
        _ => unknown(input, name),
    }?;
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return Ok((rest, traffic));
    }
    let extra = token(rest);
    let message = format!("`{extra}` does not belong to the protocol");
    Problem::new(rest, extra.len(), message).expected(&["a space", "the end"]).stop()
}

/// Reads the protocol, ports and message types of a filter rule.
pub(super) fn matcher(input: &str) -> Read<'_, Matcher> {
    let letters = |found: char| found.is_alphanumeric() || "_-".contains(found);
    let Ok((rest, name)) = take_while1::<_, _, Problem>(letters).parse(input) else {
        return unknown(input, token(input));
    };
    let with = |protocol: u8| Matcher { protocol: Some(protocol), ..Matcher::ANY };
    match name.to_ascii_lowercase().as_str() {
        "tcp" => ported(with(6), rest),
        "udp" => ported(with(17), rest),
        "icmp" => messages(with(1), rest),
        "icmpv6" => messages(with(58), rest),
        "any" => Ok((rest, Matcher::ANY)),
        "proto" => {
            let Some(rest) = rest.strip_prefix('/') else { return unknown(input, name) };
            let range = "a protocol is a number from 0 to 255";
            let (rest, number) = number(rest, range, "a number, as in proto/107")?;
            Ok((rest, with(number)))
        }
        _ => unknown(input, name),
    }
}

fn ported(any: Matcher, input: &str) -> Read<'_, Matcher> {
    let (rest, ports) = opt(preceded(char('/'), range)).parse(input)?;
    Ok((rest, Matcher { ports, ..any }))
}

/// Reads the type of messages, and their code where one is meant.
fn messages(any: Matcher, input: &str) -> Read<'_, Matcher> {
    let Some(kind) = input.strip_prefix('/') else { return Ok((input, any)) };
    let (rest, found) = message(kind)?;
    let length = kind.len() - rest.len();
    let coded = kind.get(..length).is_some_and(|text| text.contains('.'));
    let number = match (any.protocol, found) {
        (Some(58), Icmp::ECHO) if kind.starts_with("echo") => Icmp::ECHO_V6.kind,
        (Some(58), Icmp::ECHO_REPLY) if kind.starts_with("echo") => Icmp::ECHO_REPLY_V6.kind,
        _ => found.kind,
    };
    Ok((rest, Matcher { icmp: Some((number, coded.then_some(found.code))), ..any }))
}

fn unknown<'a, T>(input: &'a str, name: &'a str) -> Read<'a, T> {
    let whole = token(input);
    if let Some((port, name)) = whole.split_once('/')
        && ["tcp", "udp"].contains(&name)
        && port.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        let message = format!("the protocol comes first; did you mean `{name}/{port}`?");
        return Problem::new(input, whole.len(), message).expected(&PROTOCOLS).stop();
    }
    let near = did_you_mean(name, &WORDS);
    let message = format!("no protocol is called `{name}`{near}");
    Problem::new(input, name.len(), message).expected(&PROTOCOLS).stop()
}

fn with_ports(protocol: Protocol, input: &str) -> Read<'_, Traffic> {
    let (rest, first) = opt(preceded(char('/'), range)).parse(input)?;
    let Some(first) = first else {
        return Ok((rest, Traffic::with_ports(protocol, PortRange::EPHEMERAL, PortRange::ALL)));
    };
    let (rest, second) = opt(preceded(char('>'), range)).parse(rest)?;
    let (source, destination) = match second {
        Some(second) => (first, second),
        None => (PortRange::EPHEMERAL, first),
    };
    Ok((rest, Traffic::with_ports(protocol, source, destination)))
}

/// Reads a port or a range of ports.
pub(super) fn range(input: &str) -> Read<'_, PortRange> {
    let (rest, first) = port(input)?;
    let (rest, last) = opt(preceded(char('-'), port)).parse(rest)?;
    let last = last.unwrap_or(first);
    if first > last {
        let length = input.len() - rest.len();
        let message = format!("the range runs backwards; did you mean `{last}-{first}`?");
        return Problem::new(input, length, message).stop();
    }
    Ok((rest, PortRange { first, last }))
}

/// Returns the protocol of a word or a number.
pub(super) fn protocol_word(word: &str) -> Option<Protocol> {
    match word {
        "tcp" | "6" => Some(Protocol::Tcp),
        "udp" | "17" => Some(Protocol::Udp),
        "icmp" | "icmpv6" | "1" | "58" => Some(Protocol::Icmp),
        other => other.strip_prefix("proto/").unwrap_or(other).parse().ok().map(Protocol::Other),
    }
}

fn port(input: &str) -> Read<'_, u16> {
    number(input, "a port is a number from 0 to 65535", PORT)
}

fn numbered(input: &str) -> Read<'_, Traffic> {
    let Ok((rest, _)) = char::<_, Problem>('/').parse(input) else {
        return Problem::new(input, token(input).len(), "the number of the protocol is missing")
            .expected(&["a number, as in proto/107"])
            .stop();
    };
    let expected = "a number, as in proto/107";
    let (rest, number) = number(rest, "a protocol is a number from 0 to 255", expected)?;
    // The protocols that have names are the same flows under their numbers.
    let traffic = match number {
        1 => Traffic::without_ports(Protocol::Icmp),
        58 => over_ipv6(Traffic::without_ports(Protocol::Icmp)),
        6 => Traffic::with_ports(Protocol::Tcp, PortRange::EPHEMERAL, PortRange::ALL),
        17 => Traffic::with_ports(Protocol::Udp, PortRange::EPHEMERAL, PortRange::ALL),
        other => Traffic::without_ports(Protocol::Other(other)),
    };
    Ok((rest, traffic))
}

fn over_ipv6(traffic: Traffic) -> Traffic {
    Traffic { family: Some(Family::V6), ..traffic }
}

fn icmp(input: &str) -> Read<'_, Traffic> {
    let any = Traffic::without_ports(Protocol::Icmp);
    let Some(kind) = input.strip_prefix('/') else {
        return Ok((input, any));
    };
    let (rest, icmp) = message(kind)?;
    Ok((rest, Traffic { icmp: Some(icmp), ..any }))
}

/// Reads the type of a message by its name, or type and code by their numbers.
fn message(input: &str) -> Read<'_, Icmp> {
    let names = |found: char| found.is_alphabetic() || found == '-';
    if let Ok((rest, name)) = take_while1::<_, _, Problem>(names).parse(input) {
        return match name {
            "echo" => Ok((rest, Icmp::ECHO)),
            "echo-reply" => Ok((rest, Icmp::ECHO_REPLY)),
            _ => {
                let near = did_you_mean(name, &["echo", "echo-reply"]);
                let message = format!("no ICMP message is called `{name}`{near}");
                Problem::new(input, name.len(), message).expected(&MESSAGES).stop()
            }
        };
    }
    let range = "types and codes of ICMP are numbers from 0 to 255";
    let (rest, kind) = number(input, range, "a type, as in icmp/8")?;
    let (rest, dot) = opt(char::<_, Problem>('.')).parse(rest)?;
    if dot.is_none() {
        return Ok((rest, Icmp { kind, code: 0 }));
    }
    let (rest, code) = number(rest, range, "a code, as in icmp/3.4")?;
    Ok((rest, Icmp { kind, code }))
}

fn number<'a, N: std::str::FromStr>(
    input: &'a str,
    range: &str,
    expected: &'static str,
) -> Read<'a, N> {
    let Ok((rest, digits)) = digit1::<_, Problem>.parse(input) else {
        let found = token(input);
        return Problem::new(input, found.len(), range).expected(&[expected]).stop();
    };
    match digits.parse() {
        Ok(number) => Ok((rest, number)),
        Err(_) => Problem::new(input, digits.len(), range).expected(&[expected]).stop(),
    }
}
