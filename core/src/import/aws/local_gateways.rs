//! Local gateways, their route tables and the associations of these.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::{Entry, Node},
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, broken, entry, list, map, same, text},
    subnets::{name_outpost, outpost_of_arn},
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-local-gateways",
            one: "LocalGateway",
            id: "LocalGatewayId",
            members: &[],
            read: gateway,
            takes: "the Outpost of each, tags",
        },
        Reader {
            operation: "describe-local-gateway-route-tables",
            one: "LocalGatewayRouteTable",
            id: "LocalGatewayRouteTableId",
            members: &[],
            read: table,
            takes: "local gateway, mode, state, tags",
        },
        Reader {
            operation: "describe-local-gateway-route-table-vpc-associations",
            one: "LocalGatewayRouteTableVpcAssociation",
            id: "LocalGatewayRouteTableVpcAssociationId",
            members: &["LocalGatewayRouteTableVpcAssociationId"],
            read: vpc,
            takes: "the associated VPCs with their state",
        },
        Reader {
            operation: "describe-local-gateway-route-table-virtual-interface-group-associations",
            one: "LocalGatewayRouteTableVirtualInterfaceGroupAssociation",
            id: "LocalGatewayRouteTableVirtualInterfaceGroupAssociationId",
            members: &["LocalGatewayRouteTableVirtualInterfaceGroupAssociationId"],
            read: group,
            takes: "the associated VIF group with its state",
        },
    ],
    finish: Some(finish),
};

fn gateway<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "LocalGatewayId") else { return };
    draft.describe(Kind::LocalGateway, page, part);
    on_outpost(draft, id, part);
}

/// Places a local gateway on the Outpost of an ARN.
fn on_outpost(draft: &mut Draft<'_>, gateway: Spanned<&str>, part: Part<'_>) {
    let Some(arn) = part.text("OutpostArn") else { return };
    let Some(outpost) = outpost_of_arn(arn).filter(|outpost| draft.usable(*outpost)) else {
        return;
    };
    name_outpost(draft, outpost, arn);
    draft.place(Kind::LocalGateway, gateway, (Kind::Outpost, outpost));
}

fn table<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "LocalGatewayRouteTableId") else { return };
    draft.describe(Kind::LocalRouteTable, page, part);
    of_gateway(draft, id, part);
    if let Some(gateway) = draft.id(part, "LocalGatewayId") {
        on_outpost(draft, gateway, part);
    }
    if let Some(mode) = part.text("Mode") {
        draft.set(Kind::LocalRouteTable, id, "mode", same(mode));
    }
    if let Some(state) = part.text("State").filter(|state| state.value != "available") {
        draft.set(Kind::LocalRouteTable, id, "state", same(state));
    }
}

/// Places a table in its local gateway.
pub(super) fn of_gateway(draft: &mut Draft<'_>, table: Spanned<&str>, part: Part<'_>) {
    match draft.id(part, "LocalGatewayId") {
        Some(gateway) => draft.place(Kind::LocalRouteTable, table, (Kind::LocalGateway, gateway)),
        None => {
            draft.mention(Kind::LocalRouteTable, table);
        }
    }
}

fn vpc<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    association(draft, part, "VpcId", Kind::Vpc);
    draft.keep("vpc associations", page, part);
}

fn group<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    association(draft, part, "LocalGatewayVirtualInterfaceGroupId", Kind::VifGroup);
    draft.keep("group associations", page, part);
}

/// Mentions both ends of an association.
fn association(draft: &mut Draft<'_>, part: Part<'_>, member: &str, kind: Kind) {
    if let Some(table) = draft.id(part, "LocalGatewayRouteTableId") {
        of_gateway(draft, table, part);
    }
    let Some(other) = draft.id(part, member) else { return };
    match draft.id(part, "LocalGatewayId").filter(|_| kind == Kind::VifGroup) {
        Some(gateway) => draft.place(kind, other, (Kind::LocalGateway, gateway)),
        None => {
            draft.mention(kind, other);
        }
    }
}

fn finish(draft: &mut Draft<'_>) {
    modes(draft);
    associate(draft, "vpc associations", "VpcId");
    associate(draft, "group associations", "LocalGatewayVirtualInterfaceGroupId");
    homeless(draft);
}

/// A table whose answer is too old to tell its mode has pools, or the mode is not known.
fn modes(draft: &mut Draft<'_>) {
    let pooled = draft.all(Kind::CoipPool).filter_map(|(_, pool)| pool.container.clone());
    let pooled: std::collections::BTreeSet<String> = pooled.map(|(_, table)| table).collect();
    for id in draft.ids(Kind::LocalRouteTable) {
        let Some(table) = draft.get(Kind::LocalRouteTable, &id) else { continue };
        let (Some(place), false) = (table.place(), table.fields.contains_key("mode")) else {
            continue;
        };
        let word = if pooled.contains(&id) { "coip" } else { "unknown" };
        let described = table.described.is_some();
        draft.put(Kind::LocalRouteTable, &id, "mode", text(place, word));
        if word == "unknown" && described {
            let message = format!("local gateway route table `{id}` does not say its mode");
            draft.report(code::SNAPSHOT_GAP, message, place, |found| {
                found
                    .because("Answers before 2022 lack `Mode`, and packets of the two modes fare differently.")
                    .help("Take the answer again with a current AWS CLI.")
            });
        }
    }
}

/// Gives tables their VPCs and VIF groups, those in force before those that are not.
fn associate(draft: &mut Draft<'_>, what: &str, member: &str) {
    let mut found: BTreeMap<String, BTreeMap<String, (&'static str, Span)>> = BTreeMap::new();
    for (_, part) in draft.take(what) {
        let (Some(table), Some(other)) = (part.text("LocalGatewayRouteTableId"), part.text(member))
        else {
            continue;
        };
        let state = state(draft, part);
        let of = found.entry(table.value.to_owned()).or_default();
        let known = of.entry(other.value.to_owned()).or_insert((state, other.span));
        if rank(state) < rank(known.0) {
            *known = (state, other.span);
        }
    }
    for (table, others) in found {
        if draft.get(Kind::LocalRouteTable, &table).is_none() {
            continue;
        }
        let Some((_, (_, span))) = others.first_key_value() else { continue };
        let (field, value) = if member == "VpcId" {
            ("vpcs", vpcs(*span, others))
        } else {
            ("vif_group", vif_group(others))
        };
        draft.put(Kind::LocalRouteTable, &table, field, value);
    }
}

const STATES: [&str; 4] = ["associated", "associating", "disassociating", "disassociated"];

fn rank(state: &str) -> usize {
    STATES.iter().position(|one| *one == state).unwrap_or(STATES.len())
}

/// Returns the state of an association, which AWS types as any text.
fn state(draft: &mut Draft<'_>, part: Part<'_>) -> &'static str {
    let Some(state) = part.text("State") else { return "associated" };
    if let Some(known) = STATES.iter().find(|known| **known == state.value) {
        return known;
    }
    let message = format!("state `{}` of an association is not understood", state.value);
    draft.report(code::SNAPSHOT_VALUE, message, state.span, |found| {
        let found = found.because("It counts as `disassociated`.");
        Diagnostic { severity: Severity::Warning, ..found }
    });
    "disassociated"
}

fn vpcs(span: Span, others: BTreeMap<String, (&'static str, Span)>) -> Node {
    if others.values().all(|(state, _)| *state == "associated") {
        let items = others.into_iter().map(|(vpc, (_, span))| text(span, vpc));
        return list(span, items.collect());
    }
    let entries = others.into_iter().map(|(vpc, (state, span))| {
        entry(vpc, span, map(span, vec![entry("state", span, text(span, state))]))
    });
    map(span, entries.collect::<Vec<Entry>>())
}

/// Returns the group of a table; of several the one that is in force.
fn vif_group(others: BTreeMap<String, (&'static str, Span)>) -> Node {
    let best = others.into_iter().min_by_key(|(_, (state, _))| rank(state));
    match best {
        Some((group, ("associated", span))) => text(span, group),
        Some((group, (state, span))) => map(
            span,
            vec![entry("group", span, text(span, group)), entry("state", span, text(span, state))],
        ),
        None => broken(Span::new(crate::text::FileId(0), 0, 0)),
    }
}

/// Gives a local gateway of which nobody says where it stands an Outpost that nobody knows.
fn homeless(draft: &mut Draft<'_>) {
    for id in draft.ids(Kind::LocalGateway) {
        let Some(gateway) = draft.get(Kind::LocalGateway, &id) else { continue };
        let (None, Some(place)) = (&gateway.container, gateway.place()) else { continue };
        let name = format!("outpost-of-{id}");
        let said = Spanned { value: name.as_str(), span: place };
        let gateway = Spanned { value: id.as_str(), span: place };
        draft.place(Kind::LocalGateway, gateway, (Kind::Outpost, said));
        draft.put(Kind::Outpost, &name, "zone", broken(place));
        if let Some(outpost) = draft.get_mut(Kind::Outpost, &name) {
            outpost.without_id = true;
        }
        let message = format!("nothing says which Outpost local gateway `{id}` belongs to");
        draft.report(code::SNAPSHOT_GAP, message, place, |found| {
            found
                .because("What depends on the Outpost is unknown.")
                .help("Add `aws ec2 describe-local-gateways` and `aws outposts list-outposts`.")
        });
    }
}
