//! One field of a header with the values that are asked about: `source-port=5000-6000`.

use std::{fmt, net::IpAddr};

use super::{
    error::{Problem, Read},
    traffic::{protocol_word, range},
    word::{did_you_mean, token},
};
use crate::addr::{Packet, PortRange, Prefix, Protocol};

const FIELDS: [&str; 5] = ["source", "destination", "source-port", "destination-port", "protocol"];
const EXPECTED: [&str; 5] = [
    "source=PREFIX",
    "destination=PREFIX",
    "source-port=PORT",
    "destination-port=PORT",
    "protocol=NAME",
];

/// A field of a header, and the values that it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderField {
    /// The source address.
    Source(Prefix),
    /// The destination address.
    Destination(Prefix),
    /// The source port.
    SourcePort(PortRange),
    /// The destination port.
    DestinationPort(PortRange),
    /// The protocol.
    Protocol(Protocol),
}

impl HeaderField {
    /// Returns the name of the field.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Source(_) => "source",
            Self::Destination(_) => "destination",
            Self::SourcePort(_) => "source-port",
            Self::DestinationPort(_) => "destination-port",
            Self::Protocol(_) => "protocol",
        }
    }

    /// Returns what the field of a packet is, in words.
    #[must_use]
    pub fn of(self, packet: Packet) -> String {
        let ports = |ports: Option<PortRange>| ports.map_or("none".to_owned(), |it| it.to_string());
        match self {
            Self::Source(_) => packet.source.to_string(),
            Self::Destination(_) => packet.destination.to_string(),
            Self::SourcePort(_) => ports(packet.source_ports),
            Self::DestinationPort(_) => ports(packet.destination_ports),
            Self::Protocol(_) => packet.protocol.to_string(),
        }
    }
}

impl fmt::Display for HeaderField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}=", self.name())?;
        match self {
            Self::Source(prefix) | Self::Destination(prefix) => write!(out, "{prefix}"),
            Self::SourcePort(ports) | Self::DestinationPort(ports) => write!(out, "{ports}"),
            Self::Protocol(protocol) => write!(out, "{protocol}"),
        }
    }
}

/// Reads `FIELD=VALUE`.
pub(super) fn header_field(input: &str) -> Read<'_, HeaderField> {
    let whole = token(input);
    let Some((name, value)) = whole.split_once('=') else {
        let message = "a field of the header and its value belong here";
        return Problem::new(input, whole.len(), message).expected(&EXPECTED).stop();
    };
    let at = input.get(name.len() + 1..).unwrap_or_default();
    let after = input.get(whole.len()..).unwrap_or_default();
    let ports = |made: fn(PortRange) -> HeaderField| {
        let (rest, ports) = range(at)?;
        if rest.len() == after.len() {
            return Ok((rest, made(ports)));
        }
        let message = "a port or a range of ports belongs here";
        Problem::new(at, value.len(), message).expected(&["a port, as in 443"]).stop()
    };
    match name {
        "source" => Ok((after, HeaderField::Source(prefix(at, value)?))),
        "destination" => Ok((after, HeaderField::Destination(prefix(at, value)?))),
        "source-port" => ports(HeaderField::SourcePort),
        "destination-port" => ports(HeaderField::DestinationPort),
        "protocol" => match protocol_word(value) {
            Some(protocol) => Ok((after, HeaderField::Protocol(protocol))),
            None => {
                let message = format!("no protocol is called `{value}`");
                let expected = ["tcp", "udp", "icmp", "a number"];
                Problem::new(at, value.len(), message).expected(&expected).stop()
            }
        },
        _ => {
            let near = did_you_mean(name, &FIELDS);
            let message = format!("no field of the header is called `{name}`{near}");
            Problem::new(input, name.len(), message).expected(&EXPECTED).stop()
        }
    }
}

/// Reads a prefix, or one address.
fn prefix<'a>(at: &'a str, value: &'a str) -> Result<Prefix, nom::Err<Problem>> {
    if let Ok(address) = value.parse::<IpAddr>() {
        return Ok(Prefix::host(address));
    }
    value.parse().or_else(|wrong: crate::addr::PrefixError| {
        let expected = ["a prefix or an address, as in 10.0.0.0/16"];
        Problem::new(at, value.len(), wrong.to_string()).expected(&expected).stop()
    })
}
