//! Transit gateways and their attachments.

use crate::{
    diagnostic::code,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    force::{States, in_force},
    kind::Kind,
    part::{Part, broken, plain, same, text},
    route_tables::sorted,
    vpcs::own,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-transit-gateways",
            one: "TransitGateway",
            id: "TransitGatewayId",
            members: &["TransitGatewayId", "TransitGatewayArn"],
            read: gateway,
            takes: "AS number, ECMP of VPN, security group referencing, tags",
        },
        Reader {
            operation: "describe-transit-gateway-attachments",
            one: "TransitGatewayAttachment",
            id: "TransitGatewayAttachmentId",
            members: &["TransitGatewayAttachmentId", "ResourceType", "TransitGatewayOwnerId"],
            read: attachment,
            takes: "what is attached, state, association, time of creation, tags",
        },
        Reader {
            operation: "describe-transit-gateway-vpc-attachments",
            one: "TransitGatewayVpcAttachment",
            id: "TransitGatewayAttachmentId",
            members: &["TransitGatewayAttachmentId", "VpcOwnerId"],
            read: vpc_attachment,
            takes: "VPC, subnets, appliance mode, IPv6, security group referencing, state, tags",
        },
        Reader {
            operation: "describe-transit-gateway-peering-attachments",
            one: "TransitGatewayPeeringAttachment",
            id: "TransitGatewayAttachmentId",
            members: &["TransitGatewayAttachmentId", "RequesterTgwInfo"],
            read: peering,
            takes: "both transit gateways, state, tags",
        },
        Reader {
            operation: "describe-transit-gateway-route-tables",
            one: "TransitGatewayRouteTable",
            id: "TransitGatewayRouteTableId",
            members: &["TransitGatewayRouteTableId", "DefaultAssociationRouteTable"],
            read: table,
            takes: "transit gateway, tags",
        },
    ],
    finish: Some(finish),
};

fn gateway<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "TransitGatewayId") else { return };
    let states =
        States { on: &["available", "pending", "modifying"], off: &["deleting", "deleted"] };
    if !in_force(draft, (Kind::TransitGateway, id), part.text("State"), &states) {
        return;
    }
    draft.describe(Kind::TransitGateway, page, part);
    own(draft, Kind::TransitGateway, id, page, part, part.text("TransitGatewayArn"));
    let Some(options) = part.get("Options") else { return };
    if let Some(asn) = options.text("AmazonSideAsn") {
        draft.set(Kind::TransitGateway, id, "asn", plain(asn.span, asn.value));
    }
    for (member, field) in [
        ("VpnEcmpSupport", "vpn_ecmp"),
        ("SecurityGroupReferencingSupport", "security_group_referencing"),
    ] {
        enabled(draft, Kind::TransitGateway, id, options, (member, field));
    }
}

/// Takes an option that is `enable` or `disable`.
fn enabled(
    draft: &mut Draft<'_>,
    kind: Kind,
    id: Spanned<&str>,
    options: Part<'_>,
    (member, field): (&str, &'static str),
) {
    if let Some(word) = options.text(member) {
        draft.set(kind, id, field, plain(word.span, word.value == "enable"));
    }
}

/// Makes an attachment of a transit gateway; returns its id if it takes part.
fn make<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) -> Option<Spanned<&'a str>> {
    let id = draft.id(part, "TransitGatewayAttachmentId")?;
    let gone =
        part.text("State").filter(|state| matches!(state.value, "deleted" | "rejected" | "failed"));
    if let Some(state) = gone {
        draft.mention(Kind::Attachment, id).merged = true;
        let message = format!("attachment `{}` is `{}` and left out", id.value, state.value);
        draft.report_once(code::SNAPSHOT_STATE, message, state.span, |found| {
            found.because("It carries nothing, and never will again.")
        });
        return None;
    }
    draft.describe(Kind::Attachment, page, part);
    if let Some(gateway) = draft.id(part, "TransitGatewayId") {
        draft.place(Kind::Attachment, id, (Kind::TransitGateway, gateway));
    }
    if let Some(state) = part.text("State").filter(|state| state.value != "available") {
        draft.set(Kind::Attachment, id, "state", same(state));
    }
    if let Some(created) = part.text("CreationTime") {
        // Both calls show it, and either may round it.
        if draft
            .get(Kind::Attachment, id.value)
            .is_some_and(|one| !one.fields.contains_key("created"))
        {
            draft.put(Kind::Attachment, id.value, "created", same(created));
        }
    }
    Some(id)
}

fn attachment<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = make(draft, page, part) else { return };
    let resource = part.text("ResourceId").filter(|resource| is_id(resource.value));
    let kind = part.text("ResourceType");
    let place = kind.map_or(part.span(), |kind| kind.span);
    let field = match (kind.map_or("", |kind| kind.value), resource) {
        ("vpc", Some(vpc)) => {
            draft.mention(Kind::Vpc, vpc);
            Some(("vpc", same(vpc)))
        }
        ("vpn", Some(vpn)) => {
            draft.mention(Kind::Vpn, vpn);
            Some(("vpn", same(vpn)))
        }
        ("direct-connect-gateway", Some(gateway)) => {
            draft.mention(Kind::DirectConnectGateway, gateway);
            Some(("direct_connect_gateway", same(gateway)))
        }
        // The other end is told by the call about peering attachments.
        ("peering" | "tgw-peering", _) => None,
        ("connect", _) => Some(("kind", text(place, "connect"))),
        ("client-vpn", _) => Some(("kind", text(place, "client-vpn"))),
        ("vpn-concentrator", _) => Some(("kind", text(place, "vpn-concentrator"))),
        ("network-function", _) => Some(("kind", text(place, "network-function"))),
        (other, _) => {
            super::vpcs::not_understood(
                draft,
                "type of attachment",
                Spanned { value: other, span: place },
            );
            Some(("kind", broken(place)))
        }
    };
    if let Some((field, value)) = field {
        draft.set(Kind::Attachment, id, field, value);
    }
    if let Some(association) = part.get("Association") {
        let associated = association.word("State") == "associated";
        let table = association.text("TransitGatewayRouteTableId").filter(|_| associated);
        if let Some(table) = table.filter(|table| draft.usable(*table)) {
            associate(draft, id, table, part.text("TransitGatewayId"));
        }
    }
}

fn is_id(text: &str) -> bool {
    crate::document::is_name(text)
}

/// Gives an attachment the table that decides about what it sends (fact TGW-02).
pub(super) fn associate(
    draft: &mut Draft<'_>,
    id: Spanned<&str>,
    table: Spanned<&str>,
    gateway: Option<Spanned<&str>>,
) {
    match gateway.filter(|gateway| draft.usable(*gateway)) {
        Some(gateway) => {
            draft.place(Kind::TransitRouteTable, table, (Kind::TransitGateway, gateway))
        }
        None => {
            draft.mention(Kind::TransitRouteTable, table);
        }
    }
    draft.set(Kind::Attachment, id, "association", same(table));
}

fn vpc_attachment<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = make(draft, page, part) else { return };
    let Some(vpc) = draft.id(part, "VpcId") else { return };
    draft.mention(Kind::Vpc, vpc);
    draft.set(Kind::Attachment, id, "vpc", same(vpc));
    let mut subnets = Vec::new();
    for subnet in part.texts("SubnetIds") {
        if draft.usable(subnet) {
            draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
            subnets.push(subnet);
        }
    }
    let span = part.get("SubnetIds").map_or(part.span(), Part::span);
    draft.set(Kind::Attachment, id, "subnets", sorted(span, subnets));
    let Some(options) = part.get("Options") else { return };
    for (member, field) in [
        ("ApplianceModeSupport", "appliance_mode"),
        ("Ipv6Support", "ipv6"),
        ("SecurityGroupReferencingSupport", "security_group_referencing"),
    ] {
        enabled(draft, Kind::Attachment, id, options, (member, field));
    }
}

fn peering<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    if make(draft, page, part).is_some() {
        draft.keep("transit gateway peerings", page, part);
    }
}

fn table<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "TransitGatewayRouteTableId") else { return };
    let states = States { on: &["available", "pending"], off: &["deleting", "deleted"] };
    if !in_force(draft, (Kind::TransitRouteTable, id), part.text("State"), &states) {
        return;
    }
    draft.describe(Kind::TransitRouteTable, page, part);
    if let Some(gateway) = draft.id(part, "TransitGatewayId") {
        draft.place(Kind::TransitRouteTable, id, (Kind::TransitGateway, gateway));
    }
}

fn finish(draft: &mut Draft<'_>) {
    for (_, part) in draft.take("transit gateway peerings") {
        join(draft, part);
    }
    // What no call about peerings tells is a peering with something that nobody describes.
    for id in draft.ids(Kind::Attachment) {
        let Some(one) = draft.get(Kind::Attachment, &id) else { continue };
        let Some((part, _)) = &one.described else { continue };
        let span: Span = part.span();
        let fields = ["vpc", "vpn", "direct_connect_gateway", "peer", "kind"];
        if !fields.iter().any(|field| one.fields.contains_key(field)) {
            draft.put(Kind::Attachment, &id, "kind", text(span, "peering"));
        }
    }
}

/// Joins both ends of a peering, where both transit gateways are described.
fn join(draft: &mut Draft<'_>, part: Part<'_>) {
    let one = part.text("TransitGatewayAttachmentId");
    let other = part.text("AccepterTransitGatewayAttachmentId");
    let gateway = |member: &str| part.within(member, "TransitGatewayId");
    let (requester, accepter) = (gateway("RequesterTgwInfo"), gateway("AccepterTgwInfo"));
    let (Some(one), Some(requester)) = (one, requester) else { return };
    if !draft.usable(one) || !draft.usable(requester) {
        return;
    }
    let home = draft.get(Kind::Attachment, one.value).and_then(|one| one.container.clone());
    if home.is_none() {
        let known = |id: &Spanned<&str>| draft.is_described(Kind::TransitGateway, id.value);
        let own = Some(requester).filter(known).or(accepter.filter(known)).unwrap_or(requester);
        draft.place(Kind::Attachment, one, (Kind::TransitGateway, own));
    }
    let both = other.zip(accepter).filter(|(other, accepter)| {
        other.value != one.value
            && draft.is_described(Kind::TransitGateway, requester.value)
            && draft.is_described(Kind::TransitGateway, accepter.value)
    });
    match both {
        Some((other, accepter)) if draft.usable(other) => {
            draft.place(Kind::Attachment, other, (Kind::TransitGateway, accepter));
            draft.set(Kind::Attachment, one, "peer", same(other));
            draft.set(Kind::Attachment, other, "peer", same(one));
        }
        Some(_) | None => draft.set(Kind::Attachment, one, "kind", text(one.span, "peering")),
    }
}
