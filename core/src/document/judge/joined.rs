//! What is joined: attachments of transit gateways, VPN connections, peering connections.

use std::collections::BTreeMap;

use crate::{
    diagnostic::code,
    model::{
        AttachmentResource, Key, ObjectId, PeeringState, SubnetId, TransitGatewayAttachment,
        TransitGatewayAttachmentId, TransitGatewayId, VpcId, VpnConnectionId,
    },
    text::Span,
};

use super::Review;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let mut attached: BTreeMap<(TransitGatewayId, VpcId), Span> = BTreeMap::new();
    let mut ends: BTreeMap<VpnConnectionId, Span> = BTreeMap::new();
    let model = review.model;
    for (id, connection) in model.vpn_connections.iter().filter(|(_, one)| one.state.stands()) {
        let place = review.span(Key::field(id, "gateway"));
        ends.extend(connection.gateway.map(|_| (id, place)));
    }
    let attachments = model.transit_gateway_attachments.iter();
    for (id, attachment) in attachments.filter(|(_, one)| one.state.stands()) {
        match &attachment.resource {
            AttachmentResource::Vpc { vpc, subnets } => {
                judge_subnets(review, id, subnets);
                judge_region(review, id, attachment.transit_gateway, *vpc);
                let key = (attachment.transit_gateway, *vpc);
                if let Some(first) = attached.insert(key, review.head(id)) {
                    attached_twice(review, id, key, first);
                }
            }
            AttachmentResource::Peering(peer) => {
                judge_static(review, id, attachment);
                judge_peer(review, id, *peer);
            }
            AttachmentResource::NetworkFunction => judge_static(review, id, attachment),
            AttachmentResource::Vpn(connection) => {
                let place = review.span(Key::field(id, "vpn"));
                let stands = model.vpn_connections[*connection].state.stands();
                let first = if stands { ends.insert(*connection, place) } else { None };
                if let Some(first) = first {
                    two_ends(review, id, *connection, first);
                }
            }
            AttachmentResource::DirectConnectGateway { .. }
            | AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator => {}
        }
    }
    judge_peerings(review);
}

/// Reports the second attachment of a VPC (fact TGW-15).
fn attached_twice(
    review: &mut Review<'_, '_>,
    id: TransitGatewayAttachmentId,
    (gateway, vpc): (TransitGatewayId, VpcId),
    first: Span,
) {
    let (gateway, name) = (review.name(gateway), review.name(vpc));
    let message = format!("VPC `{name}` is attached to transit gateway `{gateway}` twice");
    let found = review
        .problem(code::ATTACHED_TWICE, id, review.span(Key::field(id, "vpc")), message)
        .related(first, "the first attachment")
        .because("A transit gateway has one attachment to a VPC at most.")
        .help("Add the further subnets to the first one.");
    review.report(found, &[id.into()]);
}

/// Looks for VPCs of another Region than the transit gateway's (fact TGW-16).
fn judge_region(
    review: &mut Review<'_, '_>,
    id: TransitGatewayAttachmentId,
    gateway: TransitGatewayId,
    vpc: VpcId,
) {
    let regions = [review.model.transit_gateways[gateway].region, review.model.vpcs[vpc].region];
    if regions[0] == regions[1] {
        return;
    }
    let [here, there] = regions.map(|region| review.name(region));
    let message = format!(
        "transit gateway `{}` lies in {here}, VPC `{}` in {there}",
        review.name(gateway),
        review.name(vpc)
    );
    let found = review
        .problem(code::ATTACHED_ELSEWHERE, id, review.span(Key::field(id, "vpc")), message)
        .because("A transit gateway takes VPCs of its own Region.")
        .help(format!("Attach the VPC to a transit gateway in {there}, and peer the two."));
    review.report(found, &[id.into()]);
}

/// Looks for a peering whose other end names somebody else, or nobody.
fn judge_peer(
    review: &mut Review<'_, '_>,
    id: TransitGatewayAttachmentId,
    peer: Option<TransitGatewayAttachmentId>,
) {
    let Some(peer) = peer else { return };
    let other = &review.model.transit_gateway_attachments[peer];
    let AttachmentResource::Peering(back) = other.resource else { return };
    if back == Some(id) || !other.state.stands() {
        return;
    }
    let names = match back {
        Some(other) => format!("names `{}`", review.name(other)),
        None => "names none".to_owned(),
    };
    let message = format!(
        "`{}` names `{}` as its other end, which {names}",
        review.name(id),
        review.name(peer)
    );
    let found = review
        .problem(code::PEERS_DISAGREE, id, review.span(Key::field(id, "peer")), message)
        .related(review.head(peer), "the attachment that is named")
        .because("A peering joins two attachments, each of which names the other.")
        .help(format!("Write `peer: {}` there.", review.name(id)));
    review.report(found, &[id.into(), peer.into()]);
}

/// Reports a VPN connection that ends at two gateways of AWS (fact VGW-09).
fn two_ends(
    review: &mut Review<'_, '_>,
    id: TransitGatewayAttachmentId,
    connection: VpnConnectionId,
    first: Span,
) {
    let message = format!("VPN connection `{}` has a second end at AWS", review.name(connection));
    let found = review
        .problem(code::VPN_ENDS, id, review.span(Key::field(id, "vpn")), message)
        .related(first, "the first one")
        .because("A VPN connection ends at one virtual private gateway or one transit gateway.")
        .help("Remove one of the two ends, or make two VPN connections of it.");
    review.report(found, &[id.into(), connection.into()]);
}

/// Looks for a second peering connection between two VPCs (fact PCX-02).
fn judge_peerings(review: &mut Review<'_, '_>) {
    let mut joined: BTreeMap<[VpcId; 2], ObjectId> = BTreeMap::new();
    for (id, peering) in review.model.peering_connections.iter() {
        let counts = match peering.state {
            PeeringState::InitiatingRequest
            | PeeringState::PendingAcceptance
            | PeeringState::Provisioning
            | PeeringState::Active => true,
            PeeringState::Failed
            | PeeringState::Expired
            | PeeringState::Rejected
            | PeeringState::Deleting
            | PeeringState::Deleted => false,
        };
        let mut vpcs = peering.vpcs;
        vpcs.sort_unstable();
        let [one, other] = vpcs;
        let first = if counts && one != other { joined.insert(vpcs, id.into()) } else { None };
        let Some(first) = first else { continue };
        let message =
            format!("VPCs `{}` and `{}` are peered twice", review.name(one), review.name(other));
        let found = review
            .problem(code::PEERED_TWICE, id, review.span(Key::field(id, "vpcs")), message)
            .related(review.head(first), "the first peering connection")
            .because("Two VPCs have at most one peering connection.")
            .help("Remove one of them.");
        review.report(found, &[id.into()]);
    }
}

/// Looks for subnets that cannot hold an attachment, or should not.
fn judge_subnets(
    review: &mut Review<'_, '_>,
    id: TransitGatewayAttachmentId,
    subnets: &[SubnetId],
) {
    let mut zones = BTreeMap::new();
    for (index, subnet) in subnets.iter().enumerate() {
        let place = review.span(Key::item(id, "subnets", index));
        let found = &review.model.subnets[*subnet];
        if found.prefixes.iter().all(|prefix| prefix.is_ipv6()) {
            let message = format!("subnet `{}` has IPv6 only", review.name(*subnet));
            let problem = review
                .problem(code::ATTACHMENT_IPV6_ONLY, id, place, message)
                .because("An attachment cannot be placed in an IPv6-only subnet.")
                .help("Attach a subnet of the zone with an IPv4 CIDR block; a /28 is enough.");
            review.report(problem, &[id.into()]);
        }
        if found.outpost().is_some() {
            let message = format!("subnet `{}` stands on an Outpost", review.name(*subnet));
            let problem = review
                .problem(code::ATTACHMENT_ON_OUTPOST, id, place, message)
                .because("AWS does not document transit gateway attachments in Outpost subnets.")
                .help("Attach a subnet of the Region in the Outpost's Availability Zone.");
            review.report(problem, &[]);
        }
        let Some(zone) = review.model.zone_of(*subnet) else { continue };
        if let Some(first) = zones.insert(zone, place) {
            let message = format!(
                "attachment `{}` has two subnets in `{}`",
                review.name(id),
                review.name(zone)
            );
            let problem = review
                .problem(code::TWO_SUBNETS_IN_ZONE, id, place, message)
                .related(first, "the first one")
                .because("An attachment has one subnet in each zone.")
                .help("Keep one of them: every subnet of the zone uses it.");
            review.report(problem, &[id.into()]);
        }
    }
}

/// Looks for propagation from what has static routes only.
fn judge_static(
    review: &mut Review<'_, '_>,
    id: TransitGatewayAttachmentId,
    attachment: &TransitGatewayAttachment,
) {
    if attachment.propagates_to.is_empty() {
        return;
    }
    let place = review.span(Key::field(id, "propagate_to"));
    let message = format!("attachment `{}` cannot propagate", review.name(id));
    let problem = review
        .problem(code::PEERING_PROPAGATES, id, place, message)
        .because("Routes to peerings and network functions are static only.")
        .help("Remove `propagate_to`, and add static routes to the tables.");
    review.report(problem, &[id.into()]);
}
