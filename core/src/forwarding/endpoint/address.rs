//! The addresses that the ends of a flow use.

use std::net::IpAddr;

use super::Place;
use crate::{
    addr::Family,
    forwarding::{Blocker, Network, Outcome, Reason, service_link_sources},
};

/// The addresses of one packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) from: IpAddr,
    pub(super) to: IpAddr,
    /// What makes the flow impossible before it starts.
    pub(super) refused: Option<Outcome>,
}

/// Returns the addresses that a flow between two places uses, of one family if it says which.
pub(super) fn choose(
    network: &Network,
    (source, destination): (Place, Place),
    family: Option<Family>,
) -> Option<Pair> {
    let from = sources(network, source);
    let with = |to: IpAddr, refused| {
        let of = Family::of(to);
        let from = from.iter().copied().find(|from| Family::of(*from) == of)?;
        family.is_none_or(|family| family == of).then_some(Pair { from, to, refused })
    };
    let usual = destinations(network, source, destination);
    usual.into_iter().find_map(|to| with(to, None)).or_else(|| {
        let (private, outcome) = hidden(network, source, destination)?;
        with(private, Some(outcome))
    })
}

/// Returns every pair of addresses that the two places have.
pub(super) fn all_pairs(
    network: &Network,
    (source, destination): (Place, Place),
    family: Option<Family>,
) -> Vec<Pair> {
    let from = sources(network, source);
    let to = match destination {
        Place::Interface(id) => {
            let found = &network.model.network_interfaces[id];
            let outside = [found.coip, found.public_address];
            found.addresses.iter().copied().chain(outside.into_iter().flatten()).collect()
        }
        Place::Host(_)
        | Place::Segment(..)
        | Place::ServiceLink(..)
        | Place::Router(..)
        | Place::Internet(_)
        | Place::Service(..)
        | Place::Address(_) => sources(network, destination),
    };
    let mut found: Vec<Pair> = Vec::new();
    for from in from.iter().copied() {
        let fits = |to: &IpAddr| {
            let of = Family::of(*to);
            of == Family::of(from) && family.is_none_or(|family| family == of)
        };
        let pairs = to.iter().copied().filter(fits);
        found.extend(pairs.map(|to| Pair { from, to, refused: None }));
    }
    found
}

/// Returns the families that a place has addresses of.
pub(super) fn families(network: &Network, place: Place) -> Vec<Family> {
    sources(network, place).into_iter().map(Family::of).collect()
}

/// Returns the addresses that a place sends from, and that are its own.
fn sources(network: &Network, place: Place) -> Vec<IpAddr> {
    let model = &network.model;
    match place {
        Place::Interface(id) => model.network_interfaces[id].addresses.clone(),
        Place::Host(id) => vec![model.hosts[id].address],
        Place::ServiceLink(id, None) => service_link_sources(network, id),
        Place::ServiceLink(_, Some(address))
        | Place::Router(_, Some(address))
        | Place::Segment(_, address)
        | Place::Internet(Some(address))
        | Place::Service(_, address)
        | Place::Address(address) => vec![address],
        Place::Router(id, None) => {
            let interfaces = model.routers[id].interfaces.iter();
            interfaces.map(|interface| interface.address.address).collect()
        }
        Place::Internet(None) => internet(network),
    }
}

/// Returns the addresses that a source sends to in order to reach a place, the usual one first.
fn destinations(network: &Network, source: Place, destination: Place) -> Vec<IpAddr> {
    let Place::Interface(id) = destination else {
        let mut all = sources(network, destination);
        all.sort_by_key(IpAddr::is_ipv6);
        return all;
    };
    let found = &network.model.network_interfaces[id];
    // Even clients inside the VPC use the customer-owned address of such a service.
    let service = found.service.and_then(|service| service.by_customer_owned_address());
    let usual = match source {
        Place::Internet(_) => found.public_address,
        _ if service.is_some() && found.coip.is_some() => found.coip,
        Place::Host(_) | Place::Segment(..) | Place::Router(..) => found.coip.or(found.primary()),
        Place::ServiceLink(..) | Place::Interface(_) | Place::Service(..) | Place::Address(_) => {
            found.primary()
        }
    };
    let v6 = found.addresses.iter().copied().filter(IpAddr::is_ipv6);
    usual.into_iter().chain(v6).collect()
}

/// Returns the private address of an interface that the internet cannot name, and what follows.
fn hidden(network: &Network, source: Place, destination: Place) -> Option<(IpAddr, Outcome)> {
    let (Place::Internet(_), Place::Interface(id)) = (source, destination) else { return None };
    let private = network.model.network_interfaces[id].primary()?;
    let message = format!("{} has no public address", network.name(id));
    let blocker = Blocker::new(Reason::IgwNoPublicAssociation, message).key(id);
    Some((private, blocker.dropped()))
}

/// Returns the addresses that stand for the internet, one of each family.
pub(super) fn internet(network: &Network) -> Vec<IpAddr> {
    let first = IpAddr::from([0x2001, 0x4860, 0x4860, 0, 0, 0, 0, 0x8888]);
    let other = IpAddr::from([0x2606, 0x4700, 0x4700, 0, 0, 0, 0, 0x1111]);
    let v6 = if network.declares(first) { other } else { first };
    vec![network.internet_address(), v6]
}
