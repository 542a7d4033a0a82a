//! Notes that follow from a path as a whole, whatever its hops are.

use super::{Hop, Network, Note, Path, Step, Way, What, engine::Walk};
use crate::{
    graph::Node,
    model::{Key, SubnetId, ZoneId},
};

/// Adds the notes of a path to its hops.
pub(super) fn remark(network: &Network, path: &mut Path) {
    zones(network, path);
    for hop in &mut path.hops {
        ports(hop);
    }
}

/// Says at the node where a packet loses its security groups that a rule let it out by the group of
/// its destination (facts SG-07 and TOP-60).
pub(super) fn references(walk: &mut Walk) {
    let Some(since) = walk.arrival.anonymous_since else { return };
    let by_group = |step: &Step| {
        let outward = |key: &Key| key.field_name() == Some(Way::Out.field());
        step.facts.contains(&"SG-04") && step.keys.iter().any(outward)
    };
    let mut named = false;
    for hop in &mut walk.path.hops {
        if named && hop.node == since {
            let words = "a rule let the packet out by the security group of its destination, of \
                         which nothing is known behind here";
            hop.steps.push(Step::passed(words).facts(&["TOP-60"]));
            return;
        }
        named |= hop.steps.iter().any(by_group);
    }
}

/// Notes where a packet crosses from one zone to another without leaving AWS in between.
fn zones(network: &Network, path: &mut Path) {
    let mut last: Option<(ZoneId, SubnetId)> = None;
    for hop in &mut path.hops {
        let subnet = match hop.node {
            Node::Subnet(id) => id,
            Node::Vif(_)
            | Node::ServiceLinkVif(_)
            | Node::VpnConnection(_)
            | Node::DirectConnectInterface(_)
            | Node::Router(_)
            | Node::Segment(_)
            | Node::Host(_)
            | Node::AwsService(_)
            | Node::Internet => {
                last = None;
                continue;
            }
            Node::NetworkInterface(_)
            | Node::InternetGateway(_)
            | Node::NatGateway(_)
            | Node::RegionalNatGateway(_)
            | Node::EgressOnlyInternetGateway(_)
            | Node::VpcEndpoint(_)
            | Node::PeeringConnection(_)
            | Node::ServiceLink(_)
            | Node::TransitGateway(_)
            | Node::TransitGatewayAttachment(_)
            | Node::VirtualPrivateGateway(_)
            | Node::DirectConnectGateway(_)
            | Node::LocalGateway(_) => continue,
        };
        let Some(zone) = network.model.zone_of(subnet) else { continue };
        if let Some((before, from)) = last.filter(|(before, _)| *before != zone) {
            let side = |zone, subnet| {
                let zone = &network.model.zones[zone].identity.name;
                format!("{zone} ({})", network.short(subnet))
            };
            // Both ways say it in the same words, so that an answer says it once.
            let mut sides = [side(before, from), side(zone, subnet)];
            sides.sort_unstable();
            let text = format!("the way crosses between zones {}", sides.join(" and "));
            hop.steps.push(Step::note(Note::AzCrossed, text).key(from).key(subnet));
        }
        last = Some((zone, subnet));
    }
}

/// Notes where a translating device replaces the source port.
fn ports(hop: &mut Hop) {
    let translates = |step: &Step| matches!(step.what, What::SourceTranslated { .. });
    let (before, after) = (hop.packet_in.source_ports, hop.packet_out.source_ports);
    if let (Some(before), Some(after)) = (before, after)
        && before != after
        && hop.steps.iter().any(translates)
    {
        let text = format!("the source port, {before}, becomes one of {after}");
        hop.steps.push(Step::note(Note::PortRemapped, text));
    }
}
