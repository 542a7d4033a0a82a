//! Random flows: mostly between things that exist, mostly by the address that a user would take.

use std::net::IpAddr;

use outpath_core::{
    addr::{Icmp, Packet, PortRange, Protocol},
    model::{Model, NatConnectivity, NetworkInterface, NetworkInterfaceId, VpcEndpointKind},
};
use proptest::prelude::*;

use crate::{
    build::address,
    naive::{NaiveFlow, Place},
};

/// What a flow is chosen by; it makes one for any model.
#[derive(Debug, Clone)]
pub struct Picks {
    source: u16,
    destination: u16,
    /// Which address of an object; 0 is the one that a user would take.
    address: u8,
    /// Whether the flow names an address and no object.
    unnamed: bool,
    /// Whether the source sends under the address of somebody else.
    spoofed: bool,
    protocol: Protocol,
    /// What the flow says of ports, or of the ICMP message.
    detail: u8,
}

/// Returns picks for flows.
pub fn picks() -> impl Strategy<Value = Picks> {
    let protocol = prop_oneof![
        6 => Just(Protocol::Tcp),
        2 => Just(Protocol::Udp),
        2 => Just(Protocol::Icmp),
        1 => Just(Protocol::Other(47)),
        1 => Just(Protocol::Any),
    ];
    let address = prop_oneof![4 => Just(0_u8), 1 => any::<u8>()];
    let odd = (prop::bool::weighted(0.3), prop::bool::weighted(0.05));
    (any::<u16>(), any::<u16>(), address, odd, protocol, any::<u8>()).prop_map(
        |(source, destination, address, (unnamed, spoofed), protocol, detail)| Picks {
            source,
            destination,
            address,
            unnamed,
            spoofed,
            protocol,
            detail,
        },
    )
}

/// Returns flows for one model.
pub fn flow(model: &Model) -> impl Strategy<Value = NaiveFlow> + use<> {
    let model = model.clone();
    picks().prop_map(move |picks| picks.on(&model))
}

/// One end of a flow: who it is, and the addresses that it can be reached by.
#[derive(Debug, Clone)]
struct End {
    /// `None` for an address that no object answers for.
    place: Option<Place>,
    addresses: Vec<IpAddr>,
}

impl Picks {
    /// Returns the flow that is meant in a model.
    #[must_use]
    pub fn on(&self, model: &Model) -> NaiveFlow {
        let sources = sources(model);
        let source = choose(&sources, self.source);
        let from = source.place.unwrap_or(Place::Internet);
        let ends = destinations(model, from);
        let end = choose(&ends, self.destination);
        let mut addresses = end.addresses.clone();
        if self.detail.is_multiple_of(7) {
            addresses.sort_by_key(IpAddr::is_ipv4);
        }
        let asked = choose(&addresses, u16::from(self.address));
        let reachable =
            |to: &IpAddr| source.addresses.iter().any(|own| own.is_ipv4() == to.is_ipv4());
        // A source without an address of the family asks for something else, and so does one that would
        // ask itself: no packet leaves it.
        let (to, place) = if reachable(&asked) && !source.addresses.contains(&asked) {
            (asked, end.place)
        } else {
            (address("8.8.8.8"), None)
        };
        let other = choose(&sources, self.source.wrapping_add(1));
        let senders = if self.spoofed { &other.addresses } else { &source.addresses };
        let mut senders = senders.iter().chain(&source.addresses);
        let own = senders.find(|own| own.is_ipv4() == to.is_ipv4()).copied();
        let own = own.unwrap_or(address("8.8.8.8"));
        let ports = self.protocol.has_ports();
        let (source_ports, destination_ports) = self.ports();
        let packet = Packet {
            source: own,
            destination: to,
            protocol: self.protocol,
            source_ports: ports.then_some(source_ports),
            destination_ports: ports.then_some(destination_ports),
            icmp: self.message(to.is_ipv6()).filter(|_| self.protocol == Protocol::Icmp),
        };
        let intended = if self.unnamed { None } else { place };
        NaiveFlow { source: from, packet, intended }
    }
}

impl Picks {
    /// Returns the ports from which and to which a flow goes.
    fn ports(&self) -> (PortRange, PortRange) {
        let from = match self.detail % 8 {
            // Most often the ports of a client, and of a web server.
            1 => PortRange { first: 0, last: 65_535 },
            2 => PortRange::single(50_000),
            3 => PortRange { first: 30_000, last: 50_000 },
            _ => PortRange::EPHEMERAL,
        };
        let to = match self.detail / 8 % 16 {
            1 => PortRange::single(22),
            2 => PortRange { first: 400, last: 500 },
            3 => PortRange { first: 0, last: 65_535 },
            _ => PortRange::single(443),
        };
        (from, to)
    }

    /// Returns the ICMP message of a flow, mostly an echo request.
    fn message(&self, ipv6: bool) -> Option<Icmp> {
        match self.detail % 4 {
            0 => None,
            1 if ipv6 => Some(Icmp::TOO_BIG_V6),
            1 => Some(Icmp::TOO_BIG),
            _ if ipv6 => Some(Icmp::ECHO_V6),
            _ => Some(Icmp::ECHO),
        }
    }
}

fn choose<T: Clone>(things: &[T], number: u16) -> T {
    let index = usize::from(number).checked_rem(things.len()).unwrap_or_default();
    things.get(index).cloned().expect("invariant: the internet is always there")
}

fn sources(model: &Model) -> Vec<End> {
    let mut all = Vec::new();
    // What is behind an endpoint is refused as a source before any packet is sent (fact VPCE-03).
    let of_endpoint = |id: &NetworkInterfaceId| {
        model.vpc_endpoints.values().any(|endpoint| match &endpoint.kind {
            VpcEndpointKind::Interface { interfaces } => interfaces.contains(id),
            VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Inspection { .. } => false,
        })
    };
    for (id, interface) in model.network_interfaces.iter().filter(|(id, _)| !of_endpoint(id)) {
        all.push(End { place: Some(Place::Interface(id)), addresses: interface.addresses.clone() });
    }
    all.extend(premises(model));
    let internet = vec![address("8.8.8.8"), address("2600::1")];
    all.push(End { place: Some(Place::Internet), addresses: internet });
    all
}

/// Lists hosts, unused addresses of segments, and routers.
fn premises(model: &Model) -> Vec<End> {
    let mut all = Vec::new();
    for (id, host) in model.hosts.iter() {
        all.push(End { place: Some(Place::Host(id)), addresses: vec![host.address] });
    }
    for (id, segment) in model.segments.iter().filter(|(_, s)| s.prefix.length() <= 24) {
        let unused = segment.prefix.nth(77).into_iter().collect();
        all.push(End { place: Some(Place::Segment(id)), addresses: unused });
    }
    for (id, router) in model.routers.iter().filter(|(_, r)| !r.interfaces.is_empty()) {
        let own = router.interfaces.iter().map(|interface| interface.address.address).collect();
        all.push(End { place: Some(Place::Router(id)), addresses: own });
    }
    all
}

fn destinations(model: &Model, from: Place) -> Vec<End> {
    let mut all = Vec::new();
    for (id, interface) in model.network_interfaces.iter() {
        let addresses = by_preference(interface, from);
        all.push(End { place: Some(Place::Interface(id)), addresses });
    }
    all.extend(premises(model));
    let internet = vec![address("8.8.8.8"), address("2600::1"), address("64:ff9b::808:808")];
    all.push(End { place: Some(Place::Internet), addresses: internet });
    for (id, list) in model.prefix_lists.iter().filter(|(_, list)| list.service.is_some()) {
        let addresses: Vec<_> = list.prefixes.iter().filter_map(|prefix| prefix.nth(9)).collect();
        all.push(End { place: Some(Place::Service(id)), addresses });
    }
    let mut loose: Vec<IpAddr> = vec![address("192.168.7.7"), address("169.254.169.7")];
    for nat in model.nat_gateways.values() {
        loose.push(nat.address);
        if let NatConnectivity::Public(public) = nat.connectivity {
            loose.push(public);
        }
    }
    let regional = model.regional_nat_gateways.values();
    loose.extend(regional.flat_map(|nat| nat.zones.values()).flatten());
    let pools = model.internet_gateways.values().flat_map(|gateway| &gateway.public_pools);
    let pools = pools.flat_map(|pool| &pool.prefixes);
    loose.extend(pools.flat_map(|prefix| [prefix.nth(5), prefix.nth(6)]).flatten());
    loose.push(address("64:ff9b::808:808"));
    loose.extend(model.routers.values().flat_map(|r| &r.source_nat).map(|nat| nat.to));
    loose.extend(model.vifs.values().map(|vif| vif.local.address));
    let prefixes = model.coip_pools.values().flat_map(|pool| &pool.prefixes);
    let prefixes = prefixes.chain(model.subnets.values().flat_map(|subnet| &subnet.prefixes));
    loose.extend(prefixes.filter_map(|prefix| prefix.nth(55)));
    all.push(End { place: None, addresses: loose });
    all
}

/// Lists the addresses of an interface, first the one by which a source would ask for it.
fn by_preference(interface: &NetworkInterface, from: Place) -> Vec<IpAddr> {
    let private = interface.addresses.iter().copied();
    let outside = interface.coip.into_iter();
    let public = interface.public_address.into_iter();
    match from {
        Place::Interface(_) => private.chain(outside).chain(public).collect(),
        Place::Host(_) | Place::Segment(_) | Place::Router(_) => {
            outside.chain(private).chain(public).collect()
        }
        Place::Service(_) | Place::Internet => public.chain(private).chain(outside).collect(),
    }
}
