//! Virtual private gateways, customer gateways and VPN connections.

use std::collections::BTreeSet;

use crate::{diagnostic::code, document::Node, text::Spanned};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    force::{Force, States, force, in_force},
    internet::{attached, is_attached},
    kind::Kind,
    part::{Part, broken, list, plain, same, text},
    route_tables::sorted,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-vpn-gateways",
            one: "VpnGateway",
            id: "VpnGatewayId",
            members: &["VpnGatewayId", "VpcAttachments"],
            read: gateway,
            takes: "the VPC that each is attached to, AS number, tags",
        },
        Reader {
            operation: "describe-customer-gateways",
            one: "CustomerGateway",
            id: "CustomerGatewayId",
            members: &["CustomerGatewayId", "BgpAsn"],
            read: customer_gateway,
            takes: "nothing: the customer's router is written in a topology file beside the snapshot",
        },
        Reader {
            operation: "describe-vpn-connections",
            one: "VpnConnection",
            id: "VpnConnectionId",
            members: &["VpnConnectionId", "CustomerGatewayId"],
            read: connection,
            takes: "gateway, static routes, state of each tunnel, tags",
        },
    ],
    finish: Some(finish),
};

fn gateway<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "VpnGatewayId") else { return };
    let states = States { on: &["available", "pending"], off: &["deleting", "deleted"] };
    if !in_force(draft, (Kind::PrivateGateway, id), part.text("State"), &states) {
        return;
    }
    let attachments = part.parts("VpcAttachments");
    let mut attachments: Vec<Part<'_>> =
        attachments.filter(|one| one.word("State") != "detached").collect();
    attachments.sort_by_key(|one| !one.text("State").is_none_or(is_attached));
    let attachment = attachments.first().or(None);
    let Some(attachment) = attachment else {
        draft.mention(Kind::PrivateGateway, id).merged = true;
        return;
    };
    let Some(vpc) = draft.id(*attachment, "VpcId") else { return };
    draft.describe(Kind::PrivateGateway, page, part);
    draft.place(Kind::PrivateGateway, id, (Kind::Vpc, vpc));
    if let Some(asn) = part.text("AmazonSideAsn") {
        draft.set(Kind::PrivateGateway, id, "asn", plain(asn.span, asn.value));
    }
    attached(draft, Kind::PrivateGateway, id, *attachment);
}

fn customer_gateway<'a>(_: &mut Draft<'a>, _: &Page<'a>, _: Part<'a>) {}

fn connection<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "VpnConnectionId") else { return };
    let states = States { on: &["available", "pending", "deleting"], off: &["deleted"] };
    if !in_force(draft, (Kind::Vpn, id), part.text("State"), &states) {
        return;
    }
    draft.describe(Kind::Vpn, page, part);
    if let Some(state) = part.text("State").filter(|state| state.value != "available") {
        draft.set(Kind::Vpn, id, "state", same(state));
    }
    if let Some(gateway) = part.text("VpnGatewayId").filter(|gateway| draft.usable(*gateway)) {
        draft.mention(Kind::PrivateGateway, gateway);
        draft.set(Kind::Vpn, id, "gateway", same(gateway));
    }
    let only_static = part.get("Options").and_then(|options| options.flag("StaticRoutesOnly"));
    let routes: Vec<Spanned<&str>> = static_routes(draft, id, part);
    if only_static == Some(true) || only_static.is_none() && !routes.is_empty() {
        draft.set(Kind::Vpn, id, "routing", text(part.span(), "static"));
        if part.text("VpnGatewayId").is_some() {
            let span = part.get("Routes").map_or(part.span(), Part::span);
            draft.set(Kind::Vpn, id, "routes", sorted(span, routes));
        }
    }
    // What a gateway knows by a connection of which nobody knows, nobody knows either.
    if draft.doubted.contains(&(Kind::Vpn, id.value.to_owned()))
        && let Some(gateway) = part.text("VpnGatewayId")
    {
        draft.doubt(Kind::PrivateGateway, gateway);
    }
    if let Some(tunnels) = tunnels(part) {
        draft.set(Kind::Vpn, id, "tunnels", tunnels);
    }
}

fn static_routes<'a>(
    draft: &mut Draft<'_>,
    id: Spanned<&str>,
    part: Part<'a>,
) -> Vec<Spanned<&'a str>> {
    let mut routes = Vec::new();
    for route in part.parts("Routes") {
        let Some(prefix) = route.text("DestinationCidrBlock") else { continue };
        let what = || format!("static route `{}`", prefix.value);
        match force(draft, route.text("State"), &ROUTE, what) {
            Force::On => routes.push(prefix),
            Force::Off => {}
            Force::Unknown => draft.doubt(Kind::Vpn, id),
        }
    }
    routes
}

/// The states of a static route of a VPN connection.
const ROUTE: States = States { on: &["available"], off: &["pending", "deleting", "deleted"] };

/// Returns whether each tunnel is up, as AWS last saw them.
fn tunnels(part: Part<'_>) -> Option<Node> {
    let mut states: Vec<Spanned<&str>> =
        part.parts("VgwTelemetry").filter_map(|tunnel| tunnel.text("Status")).collect();
    states.sort_by_key(|state| state.value);
    let word =
        |state: &Spanned<&str>| text(state.span, if state.value == "DOWN" { "down" } else { "up" });
    let span = part.get("VgwTelemetry")?.span();
    (!states.is_empty()).then(|| list(span, states.iter().map(word).collect()))
}

/// Joins gateways and VPN connections, and says what may be missing.
fn finish(draft: &mut Draft<'_>) {
    leave_without_gateway(draft);
    doubt_unconnected(draft);
}

/// Takes nothing for granted of a gateway without a VPN connection: nobody has one for nothing, and
/// Direct Connect, which no call of the table shows, makes no difference to its answers.
fn doubt_unconnected(draft: &mut Draft<'_>) {
    let connected: BTreeSet<String> = draft
        .all(Kind::Vpn)
        .filter_map(|(_, vpn)| Some(vpn.text("gateway")?.value.to_owned()))
        .collect();
    for id in draft.ids(Kind::PrivateGateway) {
        let Some(gateway) = draft.get(Kind::PrivateGateway, &id) else { continue };
        let detached = gateway.fields.contains_key("attached");
        let Some(place) = gateway.place().filter(|_| gateway.described.is_some()) else { continue };
        if gateway.container.is_none() || detached || connected.contains(&id) {
            continue;
        }
        draft.put(Kind::PrivateGateway, &id, "attached", broken(place));
        let message = format!("nothing says what virtual private gateway `{id}` leads to");
        draft.report(code::SNAPSHOT_GAP, message, place, |found| {
            found
                .because(
                    "No answer holds a VPN connection of it, and none is read that shows Direct \
                     Connect, so paths through it are unknown.",
                )
                .help(
                    "Add `aws ec2 describe-vpn-connections`, or write its Direct Connect into a \
                     topology file beside the snapshot, with `attached: true` at the gateway.",
                )
        });
    }
}

/// Leaves a VPN connection without a gateway whose gateway stands in no VPC.
fn leave_without_gateway(draft: &mut Draft<'_>) {
    for id in draft.ids(Kind::Vpn) {
        let Some(gateway) = draft.get(Kind::Vpn, &id).and_then(|vpn| vpn.text("gateway")) else {
            continue;
        };
        let (span, gateway) = (gateway.span, gateway.value.to_owned());
        if draft.get(Kind::PrivateGateway, &gateway).is_none_or(|one| one.container.is_none()) {
            draft.put(Kind::Vpn, &id, "gateway", broken(span));
        }
    }
}
