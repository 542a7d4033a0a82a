//! From the words of a flow to stops and packets.

use std::{net::IpAddr, ops::Range};

use super::{Blocker, Intent, Network, Reason, Resident, Stop};
use crate::{
    addr::{Icmp, Packet, PortRange, Prefix},
    graph::Node,
    model::{HostId, NetworkInterfaceId, ObjectId, RouterId, SegmentId, VpcId},
    query::{Endpoint, Flow, Placed},
};

/// Why an end of a flow cannot be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoEndpoint {
    /// The place in the text of the flow.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// One end of a flow, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Interface(NetworkInterfaceId),
    Host(HostId),
    /// An address on a segment that no host is declared for.
    Segment(SegmentId, IpAddr),
    Router(RouterId),
    Internet(IpAddr),
    /// A bare address, only as destination.
    Address(IpAddr),
}

/// Finds the ends of a flow and makes its packet.
///
/// # Errors
/// Says which end cannot be found, or fits several things.
pub fn resolve(network: &Network, flow: &Flow) -> Result<Intent, NoEndpoint> {
    let source = find(network, &flow.source, true)?;
    let destination = find(network, &flow.destination, false)?;
    let (to, refused) = destination_address(network, source, destination);
    let from = source_address(network, source, to).ok_or_else(|| NoEndpoint {
        span: flow.source.span.clone(),
        message: format!("{} has no address of the same family as {to}", flow.source.value),
        help: "Use endpoints that both have IPv4 addresses, or both IPv6.".to_owned(),
    })?;
    let ports = flow.protocol.has_ports();
    let packet = Packet {
        source: from,
        destination: to,
        protocol: flow.protocol,
        source_ports: ports.then(|| flow.source_ports.unwrap_or(PortRange::EPHEMERAL)),
        destination_ports: if ports { flow.destination_ports } else { None },
        icmp: flow.icmp.map(|icmp| message(icmp, to)),
    };
    let start = match source {
        Place::Interface(id) => Stop::Send(id),
        Place::Host(id) => Stop::HostSend(id),
        Place::Segment(id, _) => Stop::SegmentSend(id),
        Place::Router(id) => Stop::Router(id),
        Place::Internet(_) | Place::Address(_) => Stop::Internet,
    };
    let meant = match destination {
        Place::Interface(id) => Some(Node::NetworkInterface(id)),
        Place::Host(id) => Some(Node::Host(id)),
        Place::Segment(id, _) => Some(Node::Segment(id)),
        Place::Router(id) => Some(Node::Router(id)),
        Place::Internet(_) => Some(Node::Internet),
        Place::Address(_) => None,
    };
    let sampled =
        [&flow.source.value, &flow.destination.value].into_iter().any(|end| is_set(network, end));
    Ok(Intent { start, packet, destination: meant, refused, sampled })
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
        Endpoint::Name(name) => {
            network.model.segments.values().any(|segment| segment.identity.name == *name)
        }
    }
}

/// Returns the address to send to, as the source has to name it, or why there is none.
fn destination_address(
    network: &Network,
    source: Place,
    destination: Place,
) -> (IpAddr, Option<super::Outcome>) {
    let model = &network.model;
    let interface = match destination {
        Place::Interface(id) => id,
        Place::Host(id) => return (model.hosts[id].address, None),
        Place::Segment(_, address) | Place::Internet(address) | Place::Address(address) => {
            return (address, None);
        }
        Place::Router(id) => return (router_address(network, id), None),
    };
    let found = &model.network_interfaces[interface];
    let private = found.primary().or(found.addresses.first().copied());
    let private = private.expect("invariant: an interface has an address");
    match source {
        Place::Internet(_) => match found.public_address {
            Some(public) => (public, None),
            None => {
                let message = format!("{} has no public address", network.name(interface));
                let blocker = Blocker::new(Reason::IgwNoPublicAssociation, message).key(interface);
                (private, Some(blocker.dropped()))
            }
        },
        Place::Host(_) | Place::Segment(..) | Place::Router(_) => {
            (found.coip.unwrap_or(private), None)
        }
        Place::Interface(_) | Place::Address(_) => (private, None),
    }
}

/// Returns the address that the source sends from.
fn source_address(network: &Network, source: Place, to: IpAddr) -> Option<IpAddr> {
    let model = &network.model;
    let same_family = |address: &IpAddr| address.is_ipv6() == to.is_ipv6();
    let address = match source {
        Place::Interface(id) => {
            let mut addresses = model.network_interfaces[id].addresses.iter().copied();
            return addresses.find(same_family);
        }
        Place::Host(id) => model.hosts[id].address,
        Place::Router(id) => router_address(network, id),
        Place::Segment(_, address) | Place::Internet(address) | Place::Address(address) => address,
    };
    Some(address).filter(same_family)
}

fn router_address(network: &Network, id: RouterId) -> IpAddr {
    let first = network.model.routers[id].interfaces.first();
    first.map_or(IpAddr::from([0, 0, 0, 0]), |interface| interface.address.address)
}

fn find(network: &Network, end: &Placed<Endpoint>, is_source: bool) -> Result<Place, NoEndpoint> {
    let wrong = |message: String, help: &str| NoEndpoint {
        span: end.span.clone(),
        message,
        help: help.to_owned(),
    };
    match &end.value {
        Endpoint::Internet(address) => {
            Ok(Place::Internet(address.unwrap_or_else(|| network.internet_address())))
        }
        Endpoint::OnPremises(prefix) => match on_premises(network, *prefix) {
            Some(place) => Ok(place),
            None if is_source => Err(wrong(
                format!("no LAN segment of the input holds {prefix}"),
                "Add a segment with this prefix to a site.",
            )),
            None => Ok(Place::Address(prefix.nth(1).unwrap_or(prefix.network()))),
        },
        Endpoint::Address { vpc, address } => {
            let vpc = vpc.as_deref().map(|name| vpc_named(network, name)).transpose();
            let vpc = vpc.map_err(|message| wrong(message, "Write the name of a VPC."))?;
            by_address(network, vpc, *address, is_source).map_err(|(m, help)| wrong(m, &help))
        }
        Endpoint::Name(name) => by_name(network, name).map_err(|(m, help)| wrong(m, &help)),
    }
}

fn vpc_named(network: &Network, name: &str) -> Result<VpcId, String> {
    let mut vpcs = network.model.vpcs.iter();
    let fits = |identity: &crate::model::Identity| {
        identity.name == name || identity.aws_id.as_deref() == Some(name)
    };
    let found = vpcs.find(|(_, vpc)| fits(&vpc.identity));
    found.map(|(id, _)| id).ok_or_else(|| format!("there is no VPC `{name}`"))
}

/// Finds a station on the segment that holds a prefix, or lies in it.
fn on_premises(network: &Network, prefix: Prefix) -> Option<Place> {
    let mut segments = network.model.segments.iter();
    let (id, segment) = segments.find(|(_, segment)| segment.prefix.overlaps(prefix))?;
    let inner = if segment.prefix.covers(prefix) { prefix } else { segment.prefix };
    if inner.network() == inner.last() {
        return Some(station(network, id, inner.network()));
    }
    let taken = |address: &IpAddr| {
        let routers = network.model.routers.values();
        let mut interfaces = routers.flat_map(|router| &router.interfaces);
        interfaces.any(|interface| interface.address.address == *address)
    };
    let free = (1..256).filter_map(|offset| inner.nth(offset)).find(|address| !taken(address));
    free.map(|address| station(network, id, address))
}

/// Returns the declared host with an address on a segment, else the segment itself.
fn station(network: &Network, segment: SegmentId, address: IpAddr) -> Place {
    let mut hosts = network.model.hosts.iter();
    let host = hosts.find(|(_, host)| host.segment == segment && host.address == address);
    host.map_or(Place::Segment(segment, address), |(id, _)| Place::Host(id))
}

type Wrong = (String, String);

fn by_address(
    network: &Network,
    vpc: Option<VpcId>,
    address: IpAddr,
    is_source: bool,
) -> Result<Place, Wrong> {
    let holds = |id: &VpcId| network.model.vpc_contains(*id, address);
    let vpcs: Vec<VpcId> = match vpc {
        Some(one) => vec![one],
        None => network.model.vpcs.ids().filter(holds).collect(),
    };
    if let [_, _, ..] = vpcs.as_slice() {
        let names: Vec<String> = vpcs.iter().map(|id| network.short(*id)).collect();
        let first = vpcs.first().map(|id| network.model.vpcs[*id].identity.name.clone());
        let help = format!("Write `{}/{address}` to pick one.", first.unwrap_or_default());
        return Err((format!("{address} lies in several VPCs: {}", names.join(", ")), help));
    }
    let in_vpc = vpcs.first().and_then(|id| {
        let subnet = network.subnet_of(*id, address)?;
        match network.resident(subnet, address)? {
            Resident::Interface(id) => Some(Place::Interface(id)),
            Resident::NatGateway(_) => None,
        }
    });
    match (in_vpc, vpc.is_some() || is_source) {
        (Some(place), true) => return Ok(place),
        (Some(_) | None, _) if !is_source => return Ok(Place::Address(address)),
        (Some(_) | None, _) => {}
    }
    let segments = network.model.segments.iter();
    let found: Vec<SegmentId> =
        segments.filter(|(_, one)| one.prefix.contains(address)).map(|(id, _)| id).collect();
    match found.as_slice() {
        [only] => Ok(station(network, *only, address)),
        [] => Err((
            format!("nothing in the input has the address {address}"),
            "Name an instance or host, or add a LAN segment that holds the address.".to_owned(),
        )),
        several => {
            let names: Vec<String> = several.iter().map(|id| network.short(*id)).collect();
            let message = format!("{address} lies on several segments: {}", names.join(", "));
            Err((message, "Name a host instead.".to_owned()))
        }
    }
}

fn by_name(network: &Network, name: &str) -> Result<Place, Wrong> {
    let model = &network.model;
    let exact: Vec<ObjectId> = model
        .objects()
        .filter(|object| {
            let identity = model.identity(*object);
            identity.name == name || identity.aws_id.as_deref() == Some(name)
        })
        .collect();
    if let Some(place) = exact.iter().find_map(|object| place_of(network, *object)) {
        return Ok(place);
    }
    let short: Vec<HostId> = model
        .hosts
        .iter()
        .filter(|(_, host)| host.identity.name.rsplit('.').next() == Some(name))
        .map(|(id, _)| id)
        .collect();
    match (short.as_slice(), exact.first()) {
        ([only], _) => Ok(Place::Host(*only)),
        ([_, ..], _) => {
            let names: Vec<String> = short.iter().map(|id| network.short(*id)).collect();
            Err((
                format!("several hosts are called `{name}`: {}", names.join(", ")),
                "Write the name with its site.".to_owned(),
            ))
        }
        ([], Some(object)) => Err((
            format!("`{name}` is a {}, which is no end of a flow", model.noun(*object)),
            "Name an instance, a network interface, a host, a router, a LAN segment or an address."
                .to_owned(),
        )),
        ([], None) => Err((format!("nothing is called `{name}`"), near(network, name))),
    }
}

/// Returns the end of a flow that an object is, if it is one.
fn place_of(network: &Network, object: ObjectId) -> Option<Place> {
    let model = &network.model;
    match object {
        ObjectId::Instance(id) => {
            model.instances[id].interfaces.first().copied().map(Place::Interface)
        }
        ObjectId::NetworkInterface(id) => Some(Place::Interface(id)),
        ObjectId::Host(id) => Some(Place::Host(id)),
        ObjectId::Router(id) => Some(Place::Router(id)),
        ObjectId::Segment(id) => on_premises(network, model.segments[id].prefix),
        ObjectId::Topology
        | ObjectId::Region(_)
        | ObjectId::Zone(_)
        | ObjectId::Account(_)
        | ObjectId::Vpc(_)
        | ObjectId::Subnet(_)
        | ObjectId::RouteTable(_)
        | ObjectId::InternetGateway(_)
        | ObjectId::NatGateway(_)
        | ObjectId::PeeringConnection(_)
        | ObjectId::PrefixList(_)
        | ObjectId::Outpost(_)
        | ObjectId::LocalGateway(_)
        | ObjectId::LocalGatewayRouteTable(_)
        | ObjectId::VifGroup(_)
        | ObjectId::Vif(_)
        | ObjectId::CoipPool(_)
        | ObjectId::Site(_)
        | ObjectId::TransitGateway(_)
        | ObjectId::TransitGatewayAttachment(_)
        | ObjectId::TransitGatewayRouteTable(_)
        | ObjectId::VirtualPrivateGateway(_)
        | ObjectId::VpnConnection(_)
        | ObjectId::DirectConnectConnection(_)
        | ObjectId::DirectConnectInterface(_)
        | ObjectId::DirectConnectGateway(_)
        | ObjectId::Group(_)
        | ObjectId::Unmodelled(_) => None,
    }
}

/// Returns the names that are most like a wrong one.
fn near(network: &Network, name: &str) -> String {
    let model = &network.model;
    let ends = model.objects().filter(|object| place_of(network, *object).is_some());
    let mut names: Vec<(usize, &str)> = ends
        .map(|object| model.identity(object).name.as_str())
        .map(|one| (strsim::damerau_levenshtein(one, name), one))
        .collect();
    names.sort_unstable();
    names.dedup();
    match names.first() {
        Some((distance, best)) if *distance <= name.len().max(3) / 3 + 1 => {
            format!("Did you mean `{best}`?")
        }
        Some(_) => {
            let some: Vec<String> =
                names.iter().take(8).map(|(_, one)| format!("`{one}`")).collect();
            format!("The input has: {}.", some.join(", "))
        }
        None => "The input declares no instance, host or router.".to_owned(),
    }
}
