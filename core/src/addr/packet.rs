//! The packet in flight.

use std::{fmt, net::IpAddr};

use super::{Icmp, PortRange, Protocol};

/// The header fields that forwarding looks at or rewrites.
///
/// Source ports are a range because a client picks any of them; ports are `None` where the protocol
/// has none. The packet carries no TTL: hop counting of AWS devices is not documented (UNK-05).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Packet {
    /// The source address.
    pub source: IpAddr,
    /// The destination address.
    pub destination: IpAddr,
    /// The protocol.
    pub protocol: Protocol,
    /// The source ports.
    pub source_ports: Option<PortRange>,
    /// The destination ports.
    pub destination_ports: Option<PortRange>,
    /// The type and code of an ICMP message; `None` for other protocols, and where the flow leaves
    /// the type open.
    pub icmp: Option<Icmp>,
}

impl Packet {
    /// Returns the packet that answers this one: addresses and ports swapped.
    #[must_use]
    pub fn reply(self) -> Self {
        Self {
            source: self.destination,
            destination: self.source,
            source_ports: self.destination_ports,
            destination_ports: self.source_ports,
            icmp: self.icmp.map(|icmp| icmp.reply(self.is_ipv6()).unwrap_or(icmp)),
            ..self
        }
    }

    /// Returns whether anything answers this packet: to an ICMP message that reports an error, or
    /// that is an answer itself, nothing does.
    #[must_use]
    pub fn has_reply(self) -> bool {
        self.icmp.is_none_or(|icmp| icmp.reply(self.is_ipv6()).is_some())
    }

    /// Returns whether this packet, or every packet that it stands for, answers one that was sent.
    #[must_use]
    pub fn answers(self, sent: Self) -> bool {
        let expected = sent.reply();
        let within = |ports: Option<PortRange>, of: Option<PortRange>| match (ports, of) {
            (Some(ports), Some(of)) => of.covers(ports),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let Self { source, destination, protocol, source_ports, destination_ports, icmp } = self;
        (source, destination) == (expected.source, expected.destination)
            && (protocol, icmp) == (expected.protocol, expected.icmp)
            && within(source_ports, expected.source_ports)
            && within(destination_ports, expected.destination_ports)
    }

    /// Returns whether this is an IPv6 packet.
    #[must_use]
    pub fn is_ipv6(self) -> bool {
        self.destination.is_ipv6()
    }
}

impl fmt::Display for Packet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} > {} {}", self.source, self.destination, self.protocol)?;
        match (self.destination_ports, self.icmp) {
            (Some(ports), _) => write!(out, "/{ports}"),
            (None, Some(icmp)) => write!(out, "/{icmp}"),
            (None, None) => Ok(()),
        }
    }
}
