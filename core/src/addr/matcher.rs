//! What a filter rule says about protocol, ports and message types.

use std::fmt;

use super::{Packet, PortRange, Protocol};

/// The number of ICMP for IPv4.
const ICMP: u8 = 1;
/// The number of ICMP for IPv6.
const ICMP_V6: u8 = 58;
const TCP: u8 = 6;
const UDP: u8 = 17;

/// The protocol, ports and message types of a filter rule, as AWS has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Matcher {
    /// The number of the protocol; `None` is every protocol.
    pub protocol: Option<u8>,
    /// The destination ports of TCP and UDP; `None` is every port.
    pub ports: Option<PortRange>,
    /// The type and code of ICMP messages; `None` is every one (fact SG-13).
    pub icmp: Option<(u8, Option<u8>)>,
}

/// How much of a packet, or of the packets that it stands for, a matcher takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// Nothing.
    Nothing,
    /// Some protocols or message types of a packet that names none.
    Some,
    /// These destination ports.
    Ports(PortRange),
    /// All of it.
    All,
}

impl Matcher {
    /// Every packet.
    pub const ANY: Self = Self { protocol: None, ports: None, icmp: None };

    /// Returns whether the matcher takes every protocol and port, or every port of one protocol.
    #[must_use]
    pub fn takes_every_port_of(self, packet: Packet) -> bool {
        let every = self.ports.is_none_or(|ports| ports == PortRange::ALL);
        every && self.protocol.is_none_or(|number| Some(number) == packet.protocol_number())
    }

    /// Returns whether the matcher takes all that another one takes.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        if self.protocol.is_none() {
            return true;
        }
        let ports = match (self.ports, other.ports) {
            (None, _) => true,
            (Some(own), asked) => own.covers(asked.unwrap_or(PortRange::ALL)),
        };
        let messages = match (self.icmp, other.icmp) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((kind, code)), Some((asked, of))) => {
                kind == asked && (code.is_none() || code == of)
            }
        };
        self.protocol == other.protocol && ports && messages
    }

    /// Returns how much of a packet the matcher takes.
    #[must_use]
    pub fn on(self, packet: Packet) -> Taken {
        let Some(number) = self.protocol else { return Taken::All };
        let Some(own) = packet.protocol_number() else { return Taken::Some };
        if number != own {
            return Taken::Nothing;
        }
        match number {
            TCP | UDP => {
                let asked = packet.destination_ports.unwrap_or(PortRange::ALL);
                let ports = self.ports.unwrap_or(PortRange::ALL);
                match ports.common(asked) {
                    None => Taken::Nothing,
                    Some(common) if common == asked => Taken::All,
                    Some(common) => Taken::Ports(common),
                }
            }
            ICMP | ICMP_V6 => match (self.icmp, packet.icmp) {
                (None, _) => Taken::All,
                (Some(_), None) => Taken::Some,
                (Some((kind, code)), Some(message)) => {
                    let fits = kind == message.kind && code.is_none_or(|code| code == message.code);
                    if fits { Taken::All } else { Taken::Nothing }
                }
            },
            _other => Taken::All,
        }
    }
}

impl Packet {
    /// Returns the number of the protocol; a packet of any protocol has none.
    #[must_use]
    pub fn protocol_number(self) -> Option<u8> {
        match self.protocol {
            Protocol::Tcp => Some(TCP),
            Protocol::Udp => Some(UDP),
            Protocol::Icmp if self.is_ipv6() => Some(ICMP_V6),
            Protocol::Icmp => Some(ICMP),
            Protocol::Other(number) => Some(number),
            Protocol::Any => None,
        }
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.protocol {
            None => out.write_str("any"),
            Some(TCP) => out.write_str("tcp"),
            Some(UDP) => out.write_str("udp"),
            Some(ICMP) => out.write_str("icmp"),
            Some(ICMP_V6) => out.write_str("icmpv6"),
            Some(number) => write!(out, "proto/{number}"),
        }?;
        match (self.ports, self.icmp) {
            (Some(ports), _) if ports != PortRange::ALL => write!(out, "/{ports}"),
            (_, Some((kind, Some(code)))) => write!(out, "/{kind}.{code}"),
            (_, Some((kind, None))) => write!(out, "/{kind}"),
            (Some(_) | None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::addr::Icmp;

    fn packet(protocol: Protocol, ports: Option<PortRange>, icmp: Option<Icmp>) -> Packet {
        let address = "10.0.0.1".parse().unwrap();
        Packet {
            source: address,
            destination: address,
            protocol,
            source_ports: ports.map(|_| PortRange::EPHEMERAL),
            destination_ports: ports,
            icmp,
        }
    }

    #[test]
    fn ports_are_taken_whole_in_part_or_not() {
        let rule = Matcher {
            protocol: Some(TCP),
            ports: Some(PortRange { first: 80, last: 443 }),
            icmp: None,
        };
        let tcp = |first, last| packet(Protocol::Tcp, Some(PortRange { first, last }), None);
        assert_eq!(rule.on(tcp(443, 443)), Taken::All);
        assert_eq!(rule.on(tcp(444, 445)), Taken::Nothing);
        assert_eq!(rule.on(tcp(400, 500)), Taken::Ports(PortRange { first: 400, last: 443 }));
        assert_eq!(rule.on(packet(Protocol::Udp, Some(PortRange::ALL), None)), Taken::Nothing);
        assert_eq!(rule.on(packet(Protocol::Any, None, None)), Taken::Some);
        assert_eq!(Matcher::ANY.on(packet(Protocol::Any, None, None)), Taken::All);
    }

    #[test]
    fn a_message_type_is_taken_only_by_its_own_rule() {
        let echo = Matcher { protocol: Some(ICMP), ports: None, icmp: Some((8, None)) };
        assert_eq!(echo.on(packet(Protocol::Icmp, None, Some(Icmp::ECHO))), Taken::All);
        assert_eq!(echo.on(packet(Protocol::Icmp, None, Some(Icmp::ECHO_REPLY))), Taken::Nothing);
        assert_eq!(echo.on(packet(Protocol::Icmp, None, None)), Taken::Some);
        let exact = Matcher { icmp: Some((3, Some(4))), ..echo };
        assert_eq!(exact.on(packet(Protocol::Icmp, None, Some(Icmp::TOO_BIG))), Taken::All);
        assert_eq!(exact.to_string(), "icmp/3.4");
    }

    #[test]
    fn a_matcher_covers_what_takes_no_more() {
        let tcp = |ports: Option<(u16, u16)>| Matcher {
            protocol: Some(TCP),
            ports: ports.map(|(first, last)| PortRange { first, last }),
            icmp: None,
        };
        let icmp = |icmp| Matcher { protocol: Some(ICMP), ports: None, icmp };
        assert!(Matcher::ANY.covers(tcp(None)) && !tcp(None).covers(Matcher::ANY));
        assert!(tcp(None).covers(tcp(Some((80, 90)))) && !tcp(Some((80, 90))).covers(tcp(None)));
        assert!(tcp(Some((0, 65535))).covers(tcp(None)));
        assert!(tcp(Some((80, 90))).covers(tcp(Some((85, 90)))));
        assert!(!tcp(Some((80, 90))).covers(tcp(Some((85, 91)))));
        assert!(icmp(None).covers(icmp(Some((8, None)))));
        assert!(icmp(Some((8, None))).covers(icmp(Some((8, Some(0))))));
        assert!(!icmp(Some((8, Some(0)))).covers(icmp(Some((8, None)))));
        assert!(!tcp(None).covers(icmp(None)));
    }
}
