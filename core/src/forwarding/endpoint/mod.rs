//! From the words of a flow to stops and packets.

mod address;
mod common;
mod every;
mod find;
mod link;
mod local;
mod several;

use std::{net::IpAddr, ops::Range};

use super::{Blocker, Conditions, Intent, Network, Outcome, Reason, Stop, conditions};
use crate::{
    addr::{Icmp, Packet, PortRange, is_global},
    graph::Node,
    model::{
        HostId, NetworkInterfaceId, ObjectId, OutpostId, PrefixListId, RouterId, SegmentId, Service,
    },
    query::{Endpoint, Flow, HeaderField, Placed},
};

use address::Pair;
pub use common::{Common, in_common};
pub use every::{Case, Cases, Extent, Point, case, points, resolve_every};

/// Why an end of a flow cannot be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoEndpoint {
    /// The place in the text of the flow.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// What the input lacks; `None` where the words are wrong whatever else it holds.
    pub missing: Option<Missing>,
}

/// What an end of a flow finds no match for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Anything of this name.
    Name(String),
    /// An address, a prefix or a family of addresses.
    Address,
}

/// One end of a flow, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A network interface.
    Interface(NetworkInterfaceId),
    /// A declared host of the customer.
    Host(HostId),
    /// An address on a segment that no host is declared for.
    Segment(SegmentId, IpAddr),
    /// A router, perhaps by one of its addresses.
    Router(RouterId, Option<IpAddr>),
    /// The service link of an Outpost, as the customer's network sees it, perhaps by one of its addresses.
    ServiceLink(OutpostId, Option<IpAddr>),
    /// The internet, perhaps one address of it.
    Internet(Option<IpAddr>),
    /// An AWS service, by one of its addresses.
    Service(PrefixListId, IpAddr),
    /// A bare address, only as destination.
    Address(IpAddr),
}

impl Place {
    /// Returns the address that stands for the place where nothing else does.
    #[must_use]
    pub fn address(self) -> Option<IpAddr> {
        match self {
            Self::Segment(_, address) | Self::Service(_, address) | Self::Address(address) => {
                Some(address)
            }
            Self::Router(_, address) | Self::ServiceLink(_, address) | Self::Internet(address) => {
                address
            }
            Self::Interface(_) | Self::Host(_) => None,
        }
    }
}

impl Network {
    /// Returns the number of the part of the address space that an address lies in, among the parts of
    /// its family. Nothing in the network tells two addresses of one part apart.
    #[must_use]
    pub fn part_of(&self, address: IpAddr) -> u32 {
        self.parts(&address::internet(self)).of(address)
    }
}

/// Finds the ends of a flow and makes its packet.
///
/// Where an end has several addresses, the first one is taken for which the other end has one of
/// the same family, IPv4 before IPv6; where it is a set, one address stands for it (fact TOP-06).
///
/// # Errors
/// Says which end cannot be found, or fits several things.
pub fn resolve(network: &Network, flow: &Flow) -> Result<Intent, NoEndpoint> {
    let conditions = Conditions::find(network, &flow.clauses)?;
    let [from, to] = asked(flow);
    let source = find::find(network, &from, true)?;
    let destination = find::find(network, &to, false)?;
    let [source, destination] = link::narrowed(network, [source, destination], &flow.clauses);
    let (source, destination) = local::by_lan(network, (source, destination));
    let pair = address::choose(network, (source, destination), flow.family)
        .ok_or_else(|| no_pair(network, flow, source))?;
    let mut ends = [&flow.source.value, &flow.destination.value].into_iter();
    let sampled = ends.any(|end| is_set(network, end));
    Ok(Intent { sampled, conditions, ..intent(network, flow, (source, destination), pair) })
}

/// Returns the ends of a flow, sets narrowed to the addresses that its header asks for.
fn asked(flow: &Flow) -> [Placed<Endpoint>; 2] {
    let mut ends = [flow.source.clone(), flow.destination.clone()];
    let [source, destination] = &mut ends;
    for field in &flow.clauses.leaving {
        let (end, prefix) = match field.value {
            HeaderField::Source(prefix) => (&mut *source, prefix),
            HeaderField::Destination(prefix) => (&mut *destination, prefix),
            HeaderField::SourcePort(_)
            | HeaderField::DestinationPort(_)
            | HeaderField::Protocol(_) => continue,
        };
        match end.value {
            Endpoint::Internet(None) if is_global(prefix.network()) => {
                let address = prefix.nth(1).unwrap_or(prefix.network());
                end.value = Endpoint::Internet(Some(address));
            }
            Endpoint::OnPremises(whole) if whole.covers(prefix) => {
                end.value = Endpoint::OnPremises(prefix);
            }
            Endpoint::Internet(_)
            | Endpoint::OnPremises(_)
            | Endpoint::AwsService(_)
            | Endpoint::Address { .. }
            | Endpoint::Prefix(_)
            | Endpoint::Tag { .. }
            | Endpoint::Any
            | Endpoint::Name(_) => {}
        }
    }
    ends
}

/// Makes the packet of a flow between two places.
fn intent(
    network: &Network,
    flow: &Flow,
    (source, destination): (Place, Place),
    pair: Pair,
) -> Intent {
    let ports = flow.protocol.has_ports();
    let packet = Packet {
        source: pair.from,
        destination: pair.to,
        protocol: flow.protocol,
        source_ports: ports.then(|| flow.source_ports.unwrap_or(PortRange::EPHEMERAL)),
        destination_ports: if ports { flow.destination_ports } else { None },
        icmp: flow.icmp.map(|icmp| message(icmp, pair.to)),
    };
    let start = match source {
        Place::Interface(id) => Stop::Send(id),
        Place::Host(id) => Stop::HostSend(id),
        Place::Segment(id, _) => Stop::SegmentSend(id),
        Place::Router(id, _) => Stop::Router(id),
        Place::ServiceLink(id, _) => Stop::ServiceLinkSend(id),
        Place::Service(list, _) => Stop::ServiceSend(list, None),
        Place::Internet(_) | Place::Address(_) => Stop::Internet,
    };
    let meant = match destination {
        Place::Interface(id) => Some(Node::NetworkInterface(id)),
        Place::Host(id) => Some(Node::Host(id)),
        Place::Segment(id, _) => Some(Node::Segment(id)),
        Place::Router(id, _) => Some(Node::Router(id)),
        Place::ServiceLink(id, _) => Some(Node::ServiceLink(id)),
        Place::Internet(_) => Some(Node::Internet),
        Place::Service(list, _) => Some(Node::AwsService(list)),
        Place::Address(_) => None,
    };
    let at_internet = |place| matches!(place, Place::Internet(_));
    let fields = conditions::public(&flow.clauses, at_internet(source), at_internet(destination))
        .and_then(|()| conditions::leaving(packet, &flow.clauses));
    let (packet, refused) = match (fields, pair.refused) {
        (Ok(packet), refused) => (packet, refused.or_else(|| cannot_begin(network, source))),
        (Err(blocker), _) => (packet, Some(blocker.dropped())),
    };
    Intent {
        start,
        packet,
        destination: meant,
        refused,
        sampled: false,
        size: flow.clauses.size,
        conditions: Conditions::default(),
    }
}

/// Ends a flow from a service behind a VPC endpoint: it only answers (fact VPCE-03).
fn cannot_begin(network: &Network, source: Place) -> Option<Outcome> {
    let blocker = match source {
        Place::Service(list, _) => {
            let message = format!("the service of {} opens no connections", network.name(list));
            Blocker::new(Reason::VpceCannotInitiate, message).key(list)
        }
        Place::Interface(id) => {
            let service = network.model.network_interfaces[id].service;
            if service != Some(Service::InterfaceEndpoint) {
                return None;
            }
            let message = format!("the service behind {} opens no connections", network.name(id));
            Blocker::new(Reason::VpceCannotInitiate, message).key(id)
        }
        Place::Host(_)
        | Place::Segment(..)
        | Place::Router(..)
        | Place::ServiceLink(..)
        | Place::Internet(_)
        | Place::Address(_) => return None,
    };
    Some(blocker.dropped())
}

/// Says why two places have no pair of addresses.
fn no_pair(network: &Network, flow: &Flow, source: Place) -> NoEndpoint {
    let missing = Some(Missing::Address);
    if let Some(family) = flow.family {
        let has = address::families(network, source).contains(&family);
        let end = if has { &flow.destination } else { &flow.source };
        let message = format!("{} has no {family} address", end.value);
        let help = "Leave out `over`, or give it such an address.".to_owned();
        return NoEndpoint { span: end.span.clone(), message, help, missing };
    }
    let other = &flow.destination.value;
    let message = format!("{} has no address of the same family as {other}", flow.source.value);
    let help = "Use endpoints that both have IPv4 addresses, or both IPv6.".to_owned();
    NoEndpoint { span: flow.source.span.clone(), message, help, missing }
}

/// Returns an ICMP message as the family of the destination numbers it.
fn message(icmp: Icmp, to: IpAddr) -> Icmp {
    match icmp {
        Icmp::ECHO if to.is_ipv6() => Icmp::ECHO_V6,
        Icmp::ECHO_REPLY if to.is_ipv6() => Icmp::ECHO_REPLY_V6,
        other => other,
    }
}

/// Returns whether an end of a flow names more than one address.
fn is_set(network: &Network, end: &Endpoint) -> bool {
    match end {
        Endpoint::Internet(address) => address.is_none(),
        Endpoint::OnPremises(prefix) => prefix.network() != prefix.last(),
        Endpoint::Address { .. } => false,
        Endpoint::AwsService(_) | Endpoint::Prefix(_) | Endpoint::Tag { .. } | Endpoint::Any => {
            true
        }
        Endpoint::Name(name) => {
            segment_named(network, name).is_some() || link::named(network, name).len() > 1
        }
    }
}

/// Returns the LAN segment that a name means as the end of a flow.
fn segment_named(network: &Network, name: &str) -> Option<SegmentId> {
    let mut objects = find::named(network, name).into_iter();
    let first = objects.find(|object| find::place_of(network, *object).is_some())?;
    if let ObjectId::Segment(id) = first { Some(id) } else { None }
}
