//! Differences that somebody has said are meant: expectations that the new network is to meet.

use std::collections::BTreeSet;

use super::{
    compare::Kind,
    ends::{End, Realm},
};
use crate::{
    addr::{Family, PortRange, Protocol},
    forwarding::{Extent, Network, NoEndpoint, Place, Point, points},
    query::{Demand, Endpoint, ExpectedFlow, Traffic},
};

/// A line that says what may get lost, or may be gained.
#[derive(Debug, Clone)]
pub struct Allowed<'a> {
    /// The line: `A -x-> B` allows losses, `A -> B` gains.
    pub expectation: &'a ExpectedFlow,
}

/// The same, with its ends looked up.
#[derive(Debug)]
pub(super) struct Found {
    kind: Kind,
    from: Vec<bool>,
    to: Vec<bool>,
    protocol: Protocol,
    icmp: Option<crate::addr::Icmp>,
    pub(super) ports: Option<PortRange>,
    family: Option<Family>,
}

impl Found {
    /// Looks up the ends of a line in both networks; one of them has to know each.
    pub(super) fn new(
        allowed: &Allowed<'_>,
        networks: [&Network; 2],
        ends: &[End],
    ) -> Result<Self, NoEndpoint> {
        let ExpectedFlow { flow, demand, .. } = allowed.expectation;
        let kind = match demand {
            Demand::NeverReaches => Kind::Lost,
            Demand::Reaches => Kind::Gained,
        };
        let marked = |is_source: bool| {
            let end = if is_source { &flow.source } else { &flow.destination };
            let found = networks.map(|network| points(network, end, is_source, Extent::Everything));
            let known = match found {
                [Err(_), Err(why)] => return Err(why),
                found => found.map(|points| points.unwrap_or_default().into_iter().collect()),
            };
            let known: [BTreeSet<Point>; 2] = known;
            let everywhere = matches!(end.value, Endpoint::Internet(None) | Endpoint::Any);
            let meant = |end: &End| {
                if everywhere && end.realm == Realm::Internet {
                    return true;
                }
                let sides = end.points.iter().zip(&known).zip(networks);
                let mut sides = sides.filter_map(|((point, known), network)| {
                    let point = (*point)?;
                    Some(known.iter().any(|one| speaks_of(network, *one, point, end)))
                });
                sides.any(|found| found)
            };
            Ok(ends.iter().map(meant).collect())
        };
        Ok(Self {
            kind,
            from: marked(true)?,
            to: marked(false)?,
            protocol: flow.protocol,
            icmp: flow.icmp,
            ports: flow.destination_ports,
            family: flow.family,
        })
    }

    /// Returns whether it speaks of an end, as a source and as a destination.
    pub(super) fn marks(&self, end: usize) -> [bool; 2] {
        [&self.from, &self.to].map(|marks| marks.get(end).copied().unwrap_or_default())
    }

    /// Returns whether it allows a difference of these ends.
    pub(super) fn allows(
        &self,
        kind: Kind,
        (from, to): (usize, usize),
        (traffic, ports): (&Traffic, Option<PortRange>),
    ) -> bool {
        let [is_source, _] = self.marks(from);
        let [_, is_destination] = self.marks(to);
        let protocol = self.protocol == Protocol::Any
            || (self.protocol == traffic.protocol
                && (self.icmp.is_none() || self.icmp == traffic.icmp));
        let covers = |own: PortRange| ports.is_some_and(|ports| own.covers(ports));
        self.kind == kind
            && is_source
            && is_destination
            && protocol
            && self.ports.is_none_or(covers)
            && (self.family.is_none() || self.family == traffic.family)
    }
}

/// Returns whether an end of a line is the end of a difference, or holds all of it.
fn speaks_of(network: &Network, line: Point, point: Point, end: &End) -> bool {
    let Some(part) = end.part else {
        return line.place == point.place || has(network, line.place, point.place);
    };
    let same_kind = match (line.place, point.place) {
        (Place::Segment(one, _), Place::Segment(other, _)) => one == other,
        (Place::Service(one, _), Place::Service(other, _)) => one == other,
        (Place::Internet(_), Place::Internet(_)) | (Place::Address(_), Place::Address(_)) => true,
        (_, _) => false,
    };
    // Of an end with several prefixes one is known here, so a line about some addresses is not about it.
    same_kind && !end.is_several && line.part().is_some_and(|wide| wide.covers(part))
}

/// Returns whether an address is one of an interface.
fn has(network: &Network, address: Place, interface: Place) -> bool {
    let (Place::Address(address), Place::Interface(id)) = (address, interface) else {
        return false;
    };
    let one = &network.model.network_interfaces[id];
    let outside = [one.public_address, one.coip].into_iter().flatten();
    one.addresses.iter().copied().chain(outside).any(|own| own == address)
}
