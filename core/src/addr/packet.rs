//! The packet in flight.

use std::{fmt, net::IpAddr};

use super::{PortRange, Protocol};

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
            ..self
        }
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
        match self.destination_ports {
            Some(ports) => write!(out, "/{ports}"),
            None => Ok(()),
        }
    }
}
