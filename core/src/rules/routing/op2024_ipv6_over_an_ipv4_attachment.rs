//! OP2024: an IPv6 route to a transit gateway whose attachment carries IPv4 only.

use crate::{
    diagnostic::{Code, Severity},
    model::{Destination, Key, RouteTarget},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2024",
        name: "ipv6-over-an-ipv4-attachment",
        severity: Severity::Warning,
        page: "An IPv6 route leads to a transit gateway, and IPv6 is not turned on for the attachment of the VPC.",
        facts: &["TGW-09"],
    },
    docs: page!("op2024_ipv6_over_an_ipv4_attachment.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (table, index, route) in cx.routes() {
        let RouteTarget::TransitGateway(gateway) = route.target else { continue };
        let ipv6 = match route.destination {
            Destination::Prefix(prefix) => prefix.is_ipv6(),
            Destination::PrefixList(list) => {
                let entries = &model.prefix_lists[list].prefixes;
                entries.first().is_some_and(|entry| entry.is_ipv6())
            }
        };
        let vpc = model.route_tables[table].vpc;
        let attachment = cx.network.attachment_of(gateway, vpc).filter(|_| ipv6);
        let Some(attachment) = attachment else { continue };
        let one = &model.transit_gateway_attachments[attachment];
        if one.ipv6 || !one.state.forwards() {
            continue;
        }
        found
            .report(
                table,
                Key::item(table, "routes", index),
                format!("an IPv6 route leads to {}, and the attachment carries IPv4 only", cx.title(gateway)),
            )
            .related(attachment, "IPv6 support is off, as it is unless it is turned on")
            .because("The attachment drops every IPv6 packet, in both directions.")
            .help("Turn IPv6 support on for the attachment, and write `ipv6: true`; or remove the route.");
    }
}
