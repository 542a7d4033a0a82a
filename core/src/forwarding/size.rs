//! Packets of a stated size: where one is too big, whether it is fragmented there, and whether the
//! sender learns of it.
//!
//! A path carries the largest packet of each step already; nothing is followed anew here. TCP and IPv6
//! packets are never fragmented on the way: the device drops the packet and answers with an ICMP
//! message, from which the sender learns the size that fits, if filters let the message through.

use super::{
    Blocker, Cx, Hop, Outcome, Path, Reason, Step, Way, What, engine::Walk,
    filter::network_acl_passes,
};
use crate::{
    addr::{Icmp, Packet, Protocol},
    graph::Node,
    model::SubnetId,
};

/// Lets a packet of a size take a path: ends it where the packet does not fit.
pub(super) fn fit(cx: Cx<'_>, walk: &mut Walk, size: u32) {
    let path = &mut walk.path;
    if path.hops.iter().all(|hop| hop.steps.iter().all(|step| step.mtu.is_none())) {
        return;
    }
    let mut fragmented = false;
    for at in 0..path.hops.len() {
        let Some(hop) = path.hops.get_mut(at) else { return };
        let Some(mtu) = hop.steps.iter().filter_map(|step| step.mtu).min() else { continue };
        if mtu >= size || fragmented {
            continue;
        }
        if may_fragment(hop) {
            fragmented = true;
            let what = What::Fragmented { size, mtu };
            hop.steps.push(Step::new(what).facts(&["TOP-11"]));
            continue;
        }
        let blocker = too_big(cx, path, at, (size, mtu));
        if cx.intended {
            if let Some(hop) = path.hops.get_mut(at) {
                hop.steps.push(Step::new(What::Blocked(blocker)));
            }
            return;
        }
        path.hops.truncate(at + 1);
        path.outcome = Outcome::Dropped(blocker);
        return;
    }
}

/// Returns whether a device may cut a packet into fragments where it does not fit.
fn may_fragment(hop: &Hop) -> bool {
    let packet = hop.packet_in;
    let by_nat_gateway = matches!(hop.node, Node::NatGateway(_));
    match packet.protocol {
        // The sender of a TCP segment forbids it, as every common system does for path MTU discovery.
        Protocol::Tcp | Protocol::Any => false,
        // A NAT gateway fragments UDP only (fact NAT-07).
        Protocol::Icmp | Protocol::Other(_) => !packet.is_ipv6() && !by_nat_gateway,
        Protocol::Udp => !packet.is_ipv6(),
    }
}

/// Says that a packet does not fit, and whether its sender hears of it.
fn too_big(cx: Cx<'_>, path: &Path, at: usize, (size, mtu): (u32, u32)) -> Blocker {
    let name = path.hops.get(at).map_or_else(String::new, |hop| cx.network.node_name(hop.node));
    let message = format!("a packet of {size} bytes does not fit: `{name}` carries {mtu}");
    let facts: Vec<&'static str> = path.hops.get(at).map_or_else(Vec::new, |hop| {
        let narrow = hop.steps.iter().filter(|step| step.mtu == Some(mtu));
        narrow.flat_map(|step| step.facts.iter().copied()).collect()
    });
    let mut blocker = match unheard(cx, path, at) {
        None => {
            let help = format!(
                "The sender learns of it and sends packets of at most {mtu} bytes; set the MTU of its \
                 interface to {mtu} to avoid the loss."
            );
            Blocker::new(Reason::MtuExceeded, message).help(help)
        }
        Some(why) => {
            let message = format!("{message}, and the sender does not hear of it: {why}");
            let help = format!(
                "Let the ICMP message through, or set the MTU of the sender's interface to {mtu}."
            );
            Blocker::new(Reason::PmtudBlocked, message).help(help)
        }
    };
    blocker.facts.extend(facts);
    blocker.facts.push("TOP-10");
    blocker
}

/// Returns why the message that a packet is too big does not reach its sender, if it does not.
///
/// The devices that send it have no addresses in the inputs; it is judged as coming from the
/// destination (fact TOP-10).
fn unheard(cx: Cx<'_>, path: &Path, at: usize) -> Option<String> {
    let hops = path.hops.get(..=at)?;
    if silent(hops.last()?) {
        return Some("a VPN tunnel takes no part in path MTU discovery".to_owned());
    }
    let first = hops.first()?;
    let sent_from = subnet(cx, first.node);
    let behind = hops.iter().rev().skip(1).filter_map(|hop| {
        if let Node::Subnet(id) = hop.node { Some((id, hop.packet_in)) } else { None }
    });
    for (id, packet) in behind {
        let message = error_for(packet);
        let ways: &[Way] = if Some(id) == sent_from { &[Way::In] } else { &[Way::In, Way::Out] };
        for way in ways {
            if !network_acl_passes(cx, id, *way, message) {
                let acl = cx.network.model.subnets[id].network_acl;
                let name = acl.map_or_else(String::new, |acl| cx.network.name(acl));
                return Some(format!("{name} does not let the ICMP message pass"));
            }
        }
    }
    None
}

/// Returns whether a device drops what is too big without a word (fact MTU-07).
fn silent(hop: &Hop) -> bool {
    hop.steps.iter().any(|step| step.facts.contains(&"MTU-07"))
}

fn subnet(cx: Cx<'_>, node: Node) -> Option<SubnetId> {
    if let Node::NetworkInterface(id) = node {
        Some(cx.network.model.network_interfaces[id].subnet)
    } else {
        None
    }
}

/// Returns the message that a packet is too big.
fn error_for(packet: Packet) -> Packet {
    let icmp = if packet.is_ipv6() { Icmp::TOO_BIG_V6 } else { Icmp::TOO_BIG };
    Packet {
        source: packet.destination,
        destination: packet.source,
        protocol: Protocol::Icmp,
        source_ports: None,
        destination_ports: None,
        icmp: Some(icmp),
    }
}
