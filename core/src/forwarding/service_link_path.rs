//! Service links followed through the customer's network to their anchors (facts SL-01 to SL-07).
//!
//! Where the files describe the way of a service link, it is up only if its packets reach an anchor
//! and the replies come back. That is found out once, when a network is built.

use std::{collections::BTreeMap, net::IpAddr};

use super::{Conditions, Intent, Network, Stop, Verdict, round_trip};
use crate::{
    addr::{Packet, PortRange, Protocol},
    model::OutpostId,
};

/// What became of following a service link to its anchors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceLinkPath {
    /// It reaches an anchor, and the replies come back.
    Complete,
    /// The files do not tell all of it; says where they stop.
    Open(String),
    /// It reaches no anchor.
    Broken {
        /// Why.
        why: String,
        /// The connection that fails, as a flow.
        flow: String,
    },
}

/// Follows every service link that has virtual interfaces and anchors in the files.
pub(super) fn all(network: &Network) -> BTreeMap<OutpostId, ServiceLinkPath> {
    let model = &network.model;
    let described = model.outposts.iter().filter(|(id, outpost)| {
        let mut vifs = model.service_link_vifs.values();
        outpost.service_link.up && vifs.any(|vif| vif.outpost == *id)
    });
    described.map(|(id, _)| (id, follow(network, id))).collect()
}

fn follow(network: &Network, outpost: OutpostId) -> ServiceLinkPath {
    let link = &network.model.outposts[outpost].service_link;
    let Some(source) = source(network, outpost) else {
        return ServiceLinkPath::Open("the service link has no block".to_owned());
    };
    best(link.anchors.iter().map(|anchor| to_anchor(network, outpost, source, *anchor)))
}

/// Returns the best of several ways: a complete one, else one that is not told to the end.
fn best(ways: impl Iterator<Item = ServiceLinkPath>) -> ServiceLinkPath {
    let order = |way: &ServiceLinkPath| match way {
        ServiceLinkPath::Complete => 0,
        ServiceLinkPath::Open(_) => 1,
        ServiceLinkPath::Broken { .. } => 2,
    };
    let found = ways.min_by_key(order);
    found.unwrap_or_else(|| ServiceLinkPath::Open("its anchors are not given".to_owned()))
}

/// Returns the address that the service link of an Outpost sends from.
pub(super) fn source(network: &Network, outpost: OutpostId) -> Option<IpAddr> {
    network.model.outposts[outpost].service_link.blocks.first()?.nth(1)
}

/// Follows both protocols of a service link to one anchor and back (fact SL-07). AWS's pages disagree
/// about the source port of UDP, so that either will do.
fn to_anchor(
    network: &Network,
    outpost: OutpostId,
    source: IpAddr,
    anchor: IpAddr,
) -> ServiceLinkPath {
    let https = PortRange { first: 443, last: 443 };
    let packet = |protocol, source_ports| Packet {
        source,
        destination: anchor,
        protocol,
        source_ports: Some(source_ports),
        destination_ports: Some(https),
        icmp: None,
    };
    let ports = [https, PortRange::EPHEMERAL].into_iter();
    let udp = best(ports.map(|port| connection(network, outpost, packet(Protocol::Udp, port))));
    match udp {
        ServiceLinkPath::Complete => {
            connection(network, outpost, packet(Protocol::Tcp, PortRange::EPHEMERAL))
        }
        ServiceLinkPath::Open(_) | ServiceLinkPath::Broken { .. } => udp,
    }
}

/// Follows one connection of a service link, there and back.
fn connection(network: &Network, outpost: OutpostId, packet: Packet) -> ServiceLinkPath {
    let start = Stop::ServiceLinkSend(outpost);
    let intent = Intent {
        start,
        packet,
        destination: None,
        refused: None,
        sampled: false,
        size: None,
        conditions: Conditions::default(),
    };
    let trace = round_trip::trace(network, &intent);
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let first = trace.forward.iter().chain(back).find_map(|path| {
        let blocker = path.outcome.blocker()?;
        Some((path.hops.last()?.node, blocker))
    });
    let why = first
        .map(|(node, blocker)| format!("{} at {}", blocker.reason.id(), network.node_name(node)));
    match (trace.verdict, why) {
        (Verdict::Reachable | Verdict::Partial, _) | (_, None) => ServiceLinkPath::Complete,
        (Verdict::Unknown, Some(why)) => ServiceLinkPath::Open(why),
        (Verdict::Unreachable | Verdict::OneWay, Some(why)) => {
            let name = &network.model.outposts[outpost].identity.name;
            let flow =
                format!("{name}.service-link -> {} {}/443", packet.destination, packet.protocol);
            ServiceLinkPath::Broken { why, flow }
        }
    }
}
