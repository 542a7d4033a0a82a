//! Direct Connect gateways, what they serve, and the virtual interfaces.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    diagnostic::code,
    model::{
        AttachmentResource, DirectConnectEnd, DirectConnectGatewayId, DirectConnectInterfaceType,
        Key, VirtualPrivateGatewayId,
    },
};

use super::{Review, overlap};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    judge_attachments(review);
    judge_associations(review);
    judge_sizes(review);
}

/// Looks for Direct Connect gateways that serve both kinds of gateways, or share an AS number.
fn judge_attachments(review: &mut Review<'_, '_>) {
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
                .because("A Direct Connect gateway serves transit gateways or virtual private gateways, not both.")
                .help("Give the transit gateway a Direct Connect gateway of its own.");
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
                .because("AWS refuses the association unless the two AS numbers differ.")
                .help("Give one of them another `asn`: a Direct Connect gateway keeps its own for life, a transit gateway takes another one only while it has no VPN, Direct Connect or Connect attachments.");
            review.report(problem, &[id.into()]);
        }
    }
}

/// Looks for virtual private gateways that cannot be associated with their Direct Connect gateway.
fn judge_associations(review: &mut Review<'_, '_>) {
    let mut owners: BTreeMap<VirtualPrivateGatewayId, DirectConnectGatewayId> = BTreeMap::new();
    for (id, gateway) in review.model.direct_connect_gateways.iter() {
        let mut blocks: Vec<(Prefix, usize)> = Vec::new();
        for (index, association) in gateway.associations.iter().enumerate() {
            let private = association.gateway;
            let found = &review.model.virtual_private_gateways[private];
            blocks.extend(review.model.vpcs[found.vpc].prefixes.iter().map(|one| (*one, index)));
            let name = review.name(private);
            if !found.attached {
                let message =
                    format!("virtual private gateway `{name}` is not attached to its VPC");
                let help = "Attach it to its VPC, or remove the association.";
                reject(
                    review,
                    (id, index),
                    message,
                    "Only an attached gateway can be associated.",
                    help,
                );
            }
            if let Some(other) = owners.insert(private, id) {
                let other = review.name(other);
                let message =
                    format!("virtual private gateway `{name}` is associated with `{other}`, too");
                let because =
                    "A virtual private gateway belongs to one Direct Connect gateway at most.";
                reject(review, (id, index), message, because, "Remove one of the associations.");
            }
        }
        for ((outer, one), (inner, other)) in overlap::between(blocks) {
            let (first, second) = (one.min(other), one.max(other));
            let names = [first, second].map(|index| {
                let private = gateway.associations.get(index).map(|one| one.gateway);
                private.map_or("", |private| review.name(private))
            });
            let message = format!(
                "the VPCs of `{}` and `{}` overlap: {outer} and {inner}",
                names[0], names[1]
            );
            let because = "VPCs behind one Direct Connect gateway have no overlapping blocks.";
            let help = "Use a Direct Connect gateway for each of them.";
            reject(review, (id, second), message, because, help);
        }
    }
}

/// Reports an association.
fn reject(
    review: &mut Review<'_, '_>,
    (id, index): (DirectConnectGatewayId, usize),
    message: String,
    because: &str,
    help: &str,
) {
    let place = review.span(Key::item(id, "associations", index));
    let found = review
        .problem(code::DIRECT_CONNECT_ASSOCIATION, id, place, message)
        .because(because)
        .help(help);
    review.report(found, &[id.into()]);
}

/// Looks for packet sizes that a type of virtual interface does not have.
fn judge_sizes(review: &mut Review<'_, '_>) {
    for (id, interface) in review.model.direct_connect_interfaces.iter() {
        let sizes: &[u32] = match interface.kind {
            DirectConnectInterfaceType::Private => &[1500, 8500, 9001],
            DirectConnectInterfaceType::Transit => &[1500, 8500],
            DirectConnectInterfaceType::Public => &[1500],
        };
        if sizes.contains(&interface.mtu) {
            continue;
        }
        let (word, mtu) = (interface.kind.word(), interface.mtu);
        let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
        let message = format!("a {word} virtual interface cannot have an MTU of {mtu}");
        let place = review.span(Key::field(id, "mtu"));
        let found = review
            .problem(code::DIRECT_CONNECT_MTU, id, place, message)
            .because("Jumbo frames are 9001 or 8500 bytes on a private virtual interface, 8500 on a transit one; a public one has none.")
            .help(format!("Write one of {}.", sizes.join(", ")));
        review.report(found, &[id.into()]);
    }
}
