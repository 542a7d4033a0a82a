//! OP2016: transit gateway out of zone.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Severity},
    model::{AttachmentResource, Key, RouteTarget, TransitGatewayAttachmentId, ZoneId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2016",
        name: "transit-gateway-out-of-zone",
        severity: Severity::Warning,
        page: "A subnet sends to a transit gateway, and the attachment of its VPC has no subnet in its Availability Zone.",
        facts: &["TGW-06", "TGW-17"],
    },
    docs: page!("op2016_transit_gateway_out_of_zone.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (table, one) in model.route_tables.iter() {
        let mut judged = BTreeSet::new();
        for (index, route) in one.routes.iter().enumerate() {
            let RouteTarget::TransitGateway(gateway) = route.target else { continue };
            let Some(attachment) = cx.network.attachment_of(gateway, one.vpc) else { continue };
            if !judged.insert(attachment)
                || !model.transit_gateway_attachments[attachment].state.forwards()
            {
                continue;
            }
            let Some(zones) = zones(cx, attachment) else { continue };
            let mut told = BTreeSet::new();
            for subnet in cx.subnets_of(table) {
                let Some(zone) = model.zone_of(*subnet) else { continue };
                // A Local Zone uses the interface in its parent; which zone that is, nobody says.
                let elsewhere = model.zones[zone].has_parent();
                if elsewhere || zones.contains(&zone) || !told.insert(zone) {
                    continue;
                }
                found
                    .report(
                        table,
                        Key::item(table, "routes", index),
                        format!(
                            "subnet {} cannot send to {}: the attachment has no subnet in {}",
                            cx.name(*subnet),
                            cx.title(gateway),
                            cx.title(zone)
                        ),
                    )
                    .related(*subnet, "lies in that zone")
                    .related(attachment, "a subnet of the zone would go here")
                    .because("A transit gateway takes packets of a VPC only through an interface in the sender's zone.")
                    .help("Add a Region subnet of that zone to the attachment; for an Outpost it is the zone that the Outpost is anchored to.");
            }
        }
    }
}

/// Returns the zones that an attachment of a VPC has an interface in, if the files say them all.
fn zones(cx: &Context<'_>, attachment: TransitGatewayAttachmentId) -> Option<BTreeSet<ZoneId>> {
    let model = cx.model();
    let AttachmentResource::Vpc { subnets, .. } =
        &model.transit_gateway_attachments[attachment].resource
    else {
        return None;
    };
    if subnets.is_empty() {
        return None;
    }
    subnets.iter().map(|subnet| model.zone_of(*subnet)).collect()
}
