//! Differences that somebody has said are meant: expectations that the new network is to meet.

use std::collections::BTreeSet;

use super::{compare::Kind, ends::End};
use crate::{
    addr::{PortRange, Protocol},
    forwarding::{Extent, Network, NoEndpoint, Point, points},
    query::{Demand, ExpectedFlow, Traffic},
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
            let [before, after] =
                networks.map(|network| points(network, end, is_source, Extent::Everything));
            let known: Vec<BTreeSet<Point>> = match (before, after) {
                (Err(_), Err(why)) => return Err(why),
                (before, after) => [before, after]
                    .map(|found| found.unwrap_or_default().into_iter().collect())
                    .to_vec(),
            };
            let meant = |end: &End| {
                end.points.iter().zip(&known).any(|(point, known)| {
                    point.is_some_and(|point| {
                        known.iter().any(|one| {
                            one.place == point.place
                                || one
                                    .part()
                                    .zip(point.part())
                                    .is_some_and(|(wide, part)| wide.covers(part))
                        })
                    })
                })
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
    }
}
