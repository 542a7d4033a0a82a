//! Public virtual interfaces of Direct Connect: AWS's public addresses, without the internet (facts SL-03,
//! DXG-10 and TOP-35).

use std::net::IpAddr;

use crate::{
    addr::{Packet, is_global, is_global_prefix},
    bgp::link_down,
    forwarding::{
        Arrival, Blocker, Cx, Move, Network, Onward, Reason, Step, Stop,
        state::{end, go},
    },
    model::{DirectConnectEnd, DirectConnectInterfaceId, Link},
};

/// Takes a packet from the customer to AWS's public addresses.
pub(super) fn into(
    cx: Cx<'_>,
    id: DirectConnectInterfaceId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    if !network.is_anchor(packet.destination) {
        let message = format!("what lies behind the public {} is not judged", network.name(id));
        return end(Blocker::new(Reason::LeftModel, message).key(id).unknown());
    }
    from_announced(cx, id, packet.source, steps)?;
    // What the Region's public addresses are, the internet of the model knows.
    let words = "the public virtual interface reaches the Region's public addresses";
    cx.tell(steps, || Step::passed(words).facts(&["SL-03", "TOP-35"]).key(id));
    go(Move::to(Stop::Internet, packet))
}

/// Ends a path whose source is none that the customer announces over a public virtual interface (fact
/// DXG-10).
fn from_announced(
    cx: Cx<'_>,
    id: DirectConnectInterfaceId,
    source: IpAddr,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let name = network.name(id);
    let facts = &["SL-03", "DXG-10"];
    if !is_global(source) {
        let message =
            format!("{name} carries public addresses only, and the packet is from {source}");
        let blocker = Blocker::new(Reason::NotRoutableOnInternet, message).facts(facts).key(id);
        let help =
            "Translate the source on the customer's router, to an address that it announces there.";
        return cx.block(steps, blocker.help(help));
    }
    if links(network).any(|link| offer(network, link, source).is_some()) {
        cx.tell(steps, || Step::passed("the customer announces the source").facts(facts).key(id));
        return Onward::Continue(());
    }
    let message =
        format!("{name} takes packets from addresses that are announced there, not from {source}");
    let blocker = Blocker::new(Reason::SpoofedSource, message).facts(facts).key(id);
    cx.block(steps, blocker.help("Announce the public prefix of the source over it."))
}

/// Returns the public virtual interfaces over which an anchor answers: those with the longest prefix
/// that the customer announces for the destination (facts SL-03 and TOP-35).
pub(super) fn answering(network: &Network, packet: Packet) -> Vec<Link> {
    if !network.is_anchor(packet.source) || !is_global(packet.destination) {
        return Vec::new();
    }
    let offers =
        links(network).filter_map(|link| Some((offer(network, link, packet.destination)?, link)));
    let offers: Vec<(u8, Link)> = offers.collect();
    let longest = offers.iter().map(|(length, _)| *length).max();
    let best = offers.into_iter().filter(|(length, _)| Some(*length) == longest);
    best.map(|(_, link)| link).collect()
}

/// Returns the public virtual interfaces that are up.
fn links(network: &Network) -> impl Iterator<Item = Link> {
    let all = network.model.direct_connect_interfaces.iter();
    let public = all.filter(|(_, interface)| interface.end == DirectConnectEnd::Public);
    let links = public.map(|(id, _)| Link::DirectConnect(id));
    links.filter(|link| link_down(&network.model, *link).is_none())
}

/// Returns the length of the longest public prefix for an address that AWS takes from the customer:
/// nobody owns one with private addresses in it (fact DXG-10).
fn offer(network: &Network, link: Link, address: IpAddr) -> Option<u8> {
    let heard = network.bgp.heard().over(&network.model, link)?.into_iter();
    let taken = heard.map(|one| one.prefix).filter(|one| is_global_prefix(*one));
    taken.filter(|one| one.contains(address)).map(|one| one.length()).max()
}
