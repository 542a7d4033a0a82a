//! Transit gateways, their attachments, and Direct Connect gateways.

use std::collections::BTreeMap;

use crate::{
    diagnostic::code,
    model::{
        AttachmentResource, DirectConnectEnd, DirectConnectInterfaceType, Key, SubnetId,
        TransitGatewayAttachment, TransitGatewayAttachmentId,
    },
};

use super::Review;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    for (id, attachment) in review.model.transit_gateway_attachments.iter() {
        match &attachment.resource {
            AttachmentResource::Vpc { subnets, .. } => judge_subnets(review, id, subnets),
            AttachmentResource::Peering(_) | AttachmentResource::NetworkFunction => {
                judge_static(review, id, attachment);
            }
            AttachmentResource::Vpn(_)
            | AttachmentResource::DirectConnectGateway { .. }
            | AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator => {}
        }
    }
    judge_direct_connect(review);
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
                .because("An attachment cannot be placed in an IPv6-only subnet.");
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
                .because("An attachment has one subnet in each zone.");
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

/// Looks for Direct Connect gateways that serve both kinds of gateways, or share an AS number.
fn judge_direct_connect(review: &mut Review<'_, '_>) {
    for (id, attachment) in review.model.transit_gateway_attachments.iter() {
        let AttachmentResource::DirectConnectGateway { gateway, .. } = attachment.resource else {
            continue;
        };
        let found = &review.model.direct_connect_gateways[gateway];
        let transit = &review.model.transit_gateways[attachment.transit_gateway];
        let place = review.span(Key::field(id, "direct_connect_gateway"));
        let end = DirectConnectEnd::DirectConnectGateway(gateway);
        let mut interfaces = review.model.direct_connect_interfaces.values();
        let private =
            interfaces.any(|one| one.end == end && one.kind == DirectConnectInterfaceType::Private);
        if private || !found.associations.is_empty() {
            let name = review.name(gateway);
            let message =
                format!("Direct Connect gateway `{name}` serves virtual private gateways already");
            let problem = review
                .problem(code::DIRECT_CONNECT_MIXED, id, place, message)
                .because("A Direct Connect gateway serves transit gateways or virtual private gateways, not both.");
            review.report(problem, &[id.into()]);
        }
        if found.asn.is_some() && found.asn == transit.asn {
            let message = format!(
                "`{}` and transit gateway `{}` have one AS number",
                review.name(gateway),
                review.name(attachment.transit_gateway)
            );
            let problem = review
                .problem(code::DIRECT_CONNECT_ASN, id, place, message)
                .because("AWS refuses the association unless the two AS numbers differ.");
            review.report(problem, &[id.into()]);
        }
    }
}
