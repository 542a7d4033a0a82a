//! Transit gateways, their attachments and route tables.

use crate::{
    addr::Prefix,
    diagnostic::{Diagnostic, code},
    document::{
        fields::{Noun, TRANSIT_GATEWAY_ROUTE},
        record::Record,
    },
    model::{
        AttachmentResource, ObjectId, SubnetId, TransitGateway, TransitGatewayAttachment,
        TransitGatewayAttachmentId, TransitGatewayAttachmentState, TransitGatewayId,
        TransitGatewayRouteTable, TransitGatewayRouteTableId, TransitGatewayRouteTarget, VpcId,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, asn, ids},
    gather::Item,
    names::Found,
    region, route,
};

/// Makes transit gateways, tables and attachments; peers and routes come later.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::TransitGateway) {
        let Some(region) = region::region_of(context, &item) else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::TransitGateway, &name, item.record);
        let account = context.account(&item);
        let id = context.model.transit_gateways.push(TransitGateway {
            identity,
            region,
            account,
            asn: asn(item.record, "asn"),
            vpn_ecmp: item.record.flag("vpn_ecmp").unwrap_or(true),
            security_group_referencing: item
                .record
                .flag("security_group_referencing")
                .unwrap_or(false),
        });
        context.made(Noun::TransitGateway, &name, id, &item);
    }
    for (name, gateway, item) in context.items(Noun::TransitGatewayRouteTable) {
        let Some(transit_gateway) = named(context, &gateway) else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::TransitGatewayRouteTable, &name, item.record);
        let known = item.record.flag("known").unwrap_or(true);
        let table =
            TransitGatewayRouteTable { identity, transit_gateway, known, routes: Vec::new() };
        let id = context.model.transit_gateway_route_tables.push(table);
        context.made(Noun::TransitGatewayRouteTable, &name, id, &item);
    }
    for (name, gateway, item) in context.items(Noun::TransitGatewayAttachment) {
        make_attachment(context, &name, &gateway, &item);
    }
}

fn named(context: &Context<'_>, name: &str) -> Option<TransitGatewayId> {
    match context.names.look_up(name, &[Noun::TransitGateway], &[]) {
        Found::Object(object) => ids::transit_gateway(object),
        Found::Unmade | Found::Nothing => None,
    }
}

fn make_attachment<'a>(context: &mut Context<'a>, name: &str, gateway: &str, item: &Item<'a>) {
    let record = item.record;
    let resource = resource(context, name, item);
    let (Some(transit_gateway), Some(resource)) = (named(context, gateway), resource) else {
        context.unmade(item, None);
        return;
    };
    let identity = context.identity(Noun::TransitGatewayAttachment, name, record);
    let id = context.model.transit_gateway_attachments.push(TransitGatewayAttachment {
        identity,
        transit_gateway,
        resource,
        state: state(record.word("state")),
        route_table: None,
        propagates_to: Vec::new(),
        appliance_mode: record.flag("appliance_mode").unwrap_or(false),
        ipv6: record.flag("ipv6").unwrap_or(false),
        security_group_referencing: record.flag("security_group_referencing").unwrap_or(true),
        created: record.text("created").map(|text| text.value.to_owned()),
    });
    context.made(Noun::TransitGatewayAttachment, name, id, item);
    let table = record.text("association");
    let table = table.and_then(|text| table_of(context, transit_gateway, gateway, text));
    let mut propagates = Vec::new();
    for text in record.texts("propagate_to") {
        let table = table_of(context, transit_gateway, gateway, text);
        propagates.extend(table.map(|table| (table, text.span)));
    }
    let propagates = context.sorted(id, "propagate_to", propagates);
    let subnets = subnets(context, id, item);
    let allowed = allowed_prefixes(context, id, record);
    let made = &mut context.model.transit_gateway_attachments[id];
    made.route_table = table;
    made.propagates_to = propagates;
    match &mut made.resource {
        AttachmentResource::Vpc { subnets: own, .. } => *own = subnets,
        AttachmentResource::DirectConnectGateway { allowed: own, .. } => *own = allowed,
        AttachmentResource::Vpn(_)
        | AttachmentResource::Peering(_)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => {}
    }
}

/// The fields that say what is attached.
const KINDS: [&str; 5] = ["vpc", "vpn", "direct_connect_gateway", "peer", "kind"];

/// Returns what is attached, of which exactly one field tells.
fn resource<'a>(
    context: &mut Context<'a>,
    name: &str,
    item: &Item<'a>,
) -> Option<AttachmentResource> {
    let record = item.record;
    let given: Vec<_> =
        KINDS.iter().filter_map(|kind| Some((*kind, record.get(kind)?.span))).collect();
    let &(kind, first) = given.first().or_else(|| {
        if KINDS.iter().any(|kind| record.is_written(kind)) {
            return None;
        }
        let message = format!("attachment `{name}` does not say what is attached");
        let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
            .help("Add one of `vpc`, `vpn`, `direct_connect_gateway`, `peer` and `kind`.");
        context.problems.report(found);
        None
    })?;
    if let Some((other, second)) = given.get(1) {
        let message = format!("attachment `{name}` gives both `{kind}` and `{other}`");
        let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, *second)
            .related(first, "the first one")
            .because("An attachment joins one thing to the transit gateway.")
            .help("Make two attachments of it.");
        context.problems.report(found);
    }
    match kind {
        "vpc" => {
            let vpc = context.reference(record, "vpc", Noun::Vpc, &[], ids::vpc)?;
            Some(AttachmentResource::Vpc { vpc, subnets: Vec::new() })
        }
        "vpn" => context
            .reference(record, "vpn", Noun::VpnConnection, &[], ids::vpn_connection)
            .map(AttachmentResource::Vpn),
        "direct_connect_gateway" => {
            let noun = Noun::DirectConnectGateway;
            let pick = ids::direct_connect_gateway;
            let gateway = context.reference(record, "direct_connect_gateway", noun, &[], pick)?;
            Some(AttachmentResource::DirectConnectGateway { gateway, allowed: Vec::new() })
        }
        // Both ends name each other, so neither can be looked up yet.
        "peer" => Some(AttachmentResource::Peering(None)),
        _kind => match record.word("kind")? {
            "peering" => Some(AttachmentResource::Peering(None)),
            "connect" => Some(AttachmentResource::Connect),
            "client-vpn" => Some(AttachmentResource::ClientVpn),
            "vpn-concentrator" => Some(AttachmentResource::VpnConcentrator),
            _network_function => Some(AttachmentResource::NetworkFunction),
        },
    }
}

fn state(word: Option<&str>) -> TransitGatewayAttachmentState {
    use TransitGatewayAttachmentState as State;
    match word {
        Some("modifying") => State::Modifying,
        Some("initiating") => State::Initiating,
        Some("initiatingRequest") => State::InitiatingRequest,
        Some("pendingAcceptance") => State::PendingAcceptance,
        Some("rollingBack") => State::RollingBack,
        Some("pending") => State::Pending,
        Some("deleting") => State::Deleting,
        Some("deleted") => State::Deleted,
        Some("failed") => State::Failed,
        Some("failing") => State::Failing,
        Some("rejected") => State::Rejected,
        Some("rejecting") => State::Rejecting,
        Some(_) | None => State::Available,
    }
}

/// Returns a route table of the transit gateway itself.
fn table_of(
    context: &mut Context<'_>,
    gateway: TransitGatewayId,
    gateway_name: &str,
    text: Spanned<&str>,
) -> Option<TransitGatewayRouteTableId> {
    let noun = Noun::TransitGatewayRouteTable;
    let table = context.resolve(text, &[noun], &[gateway_name]);
    let table = table.and_then(ids::transit_gateway_route_table)?;
    if context.model.transit_gateway_route_tables[table].transit_gateway != gateway {
        let message = format!("`{}` is a table of another transit gateway", text.value);
        context.error(code::WRONG_KIND, message, text.span);
        return None;
    }
    Some(table)
}

/// Returns the subnets of a VPC attachment, all of that VPC.
fn subnets<'a>(
    context: &mut Context<'a>,
    id: TransitGatewayAttachmentId,
    item: &Item<'a>,
) -> Vec<SubnetId> {
    let Some(node) = item.record.get("subnets") else { return Vec::new() };
    let AttachmentResource::Vpc { vpc, .. } =
        context.model.transit_gateway_attachments[id].resource
    else {
        let message = "only the attachment of a VPC has subnets";
        context.error(code::CONFLICTING_FIELDS, message, node.span);
        return Vec::new();
    };
    let name = context.model.vpcs[vpc].identity.name.clone();
    let texts = item.record.texts("subnets");
    let found = context.references(texts, Noun::Subnet, &[&name], ids::subnet);
    let found = found.into_iter().filter(|(subnet, span)| own(context, vpc, *subnet, *span));
    let found = found.collect();
    context.sorted(id, "subnets", found)
}

/// Returns the allowed prefixes of the attachment of a Direct Connect gateway.
fn allowed_prefixes<'a>(
    context: &mut Context<'a>,
    id: TransitGatewayAttachmentId,
    record: Record<'a>,
) -> Vec<Prefix> {
    let resource = &context.model.transit_gateway_attachments[id].resource;
    let shared = matches!(resource, AttachmentResource::DirectConnectGateway { .. });
    if let (false, Some(node)) = (shared, record.get("allowed_prefixes")) {
        let message = "only the attachment of a Direct Connect gateway has allowed prefixes";
        context.error(code::CONFLICTING_FIELDS, message, node.span);
    }
    context.prefixes(id, record, "allowed_prefixes")
}

fn own(context: &mut Context<'_>, vpc: VpcId, subnet: SubnetId, span: Span) -> bool {
    let fits = context.model.subnets[subnet].vpc == vpc;
    if !fits {
        let name = &context.model.subnets[subnet].identity.name;
        let message = format!("subnet `{name}` does not belong to the VPC that is attached");
        let found = Diagnostic::new(code::WRONG_KIND, message, span)
            .because("An attachment has its interfaces in subnets of the VPC that it attaches.");
        context.problems.report(found);
    }
    fits
}

/// Joins both ends of peerings, and gives tables their routes.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, gateway, item) in context.items(Noun::TransitGatewayAttachment) {
        let found = context.names.look_up(&name, &[Noun::TransitGatewayAttachment], &[]);
        let Found::Object(ObjectId::TransitGatewayAttachment(id)) = found else { continue };
        if let (AttachmentResource::Peering(_), Some(text)) =
            (&context.model.transit_gateway_attachments[id].resource, item.record.text("peer"))
        {
            let peer = peer(context, id, &gateway, text);
            context.model.transit_gateway_attachments[id].resource =
                AttachmentResource::Peering(peer);
        }
    }
    for (name, gateway, item) in context.items(Noun::TransitGatewayRouteTable) {
        let found = context.names.look_up(&name, &[Noun::TransitGatewayRouteTable], &[]);
        let Found::Object(ObjectId::TransitGatewayRouteTable(id)) = found else { continue };
        let shape = &TRANSIT_GATEWAY_ROUTE;
        let routes = route::table_routes(context, id.into(), &item, shape, |context, text, _| {
            target(context, id, &gateway, text)
        });
        context.model.transit_gateway_route_tables[id].routes = routes;
    }
}

/// Returns the attachment at the other end of a peering, if it is one that names this one back.
fn peer(
    context: &mut Context<'_>,
    id: TransitGatewayAttachmentId,
    gateway: &str,
    text: Spanned<&str>,
) -> Option<TransitGatewayAttachmentId> {
    let noun = Noun::TransitGatewayAttachment;
    let peer = context.resolve(text, &[noun], &[gateway]).and_then(ids::attachment)?;
    let model = &context.model;
    let [here, there] = [id, peer].map(|id| &model.transit_gateway_attachments[id]);
    let joins = matches!(there.resource, AttachmentResource::Peering(_));
    if joins && here.transit_gateway != there.transit_gateway {
        return Some(peer);
    }
    let message = format!("`{}` is not the other end of a peering", text.value);
    let found = Diagnostic::new(code::WRONG_KIND, message, text.span)
        .because("A peering joins two transit gateways, and each has an attachment for it.")
        .help("Name the attachment of the other transit gateway, and this one there.");
    context.problems.report(found);
    None
}

fn target(
    context: &mut Context<'_>,
    table: TransitGatewayRouteTableId,
    gateway: &str,
    text: Spanned<&str>,
) -> Option<TransitGatewayRouteTarget> {
    if text.value == "blackhole" {
        return Some(TransitGatewayRouteTarget::Blackhole);
    }
    let (name, scopes) = match text.value.strip_prefix("attachment.") {
        Some(name) => (name, &[gateway][..]),
        None => (text.value, &[][..]),
    };
    let shift = text.value.len() - name.len();
    let span = text.span.part(shift, text.value.len());
    let noun = Noun::TransitGatewayAttachment;
    let attachment = if shift == 0 {
        // Without the word in front only a full name or an AWS id is meant.
        match context.names.look_up(name, &[noun], scopes) {
            Found::Object(object) => Some(object),
            Found::Unmade => {
                context.problems.touch(text.span);
                None
            }
            Found::Nothing => {
                let message = format!("`{name}` is not a target of a transit gateway route");
                let found = Diagnostic::new(code::BAD_TARGET, message, text.span)
                    .help("A target is `attachment.NAME`, `blackhole`, or an AWS id.");
                context.problems.report(found);
                None
            }
        }
    } else {
        context.resolve(Spanned { value: name, span }, &[noun], scopes)
    };
    let attachment = attachment.and_then(ids::attachment)?;
    let own = context.model.transit_gateway_route_tables[table].transit_gateway;
    if context.model.transit_gateway_attachments[attachment].transit_gateway != own {
        let message = format!("`{}` belongs to another transit gateway", text.value);
        let found = Diagnostic::new(code::BAD_TARGET, message, text.span)
            .because("A route leads to an attachment of the table's own transit gateway.");
        context.problems.report_on(found, &[table.into()]);
        return None;
    }
    Some(TransitGatewayRouteTarget::Attachment(attachment))
}
