//! Local gateway route tables, their associations and CoIP pools.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{GROUP_ASSOCIATION, Noun, VPC_ASSOCIATION},
        record::{self, Record},
        tree::Value,
    },
    model::{
        AssociationState, CoipPool, LocalGatewayRouteTable, LocalGatewayRouteTableId, Mode,
        VifGroupAssociation, VpcAssociation, VpcId,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, entries, ids},
    gather::Item,
    names::Found,
};

/// Makes tables and pools; associations and routes come later.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, gateway, item) in context.items(Noun::LocalGatewayRouteTable) {
        let found = context.names.look_up(&gateway, &[Noun::LocalGateway], &[]);
        let Found::Object(object) = found else {
            context.unmade(&item, None);
            continue;
        };
        let Some(local_gateway) = ids::local_gateway(object) else { continue };
        let identity = context.identity(Noun::LocalGatewayRouteTable, &name, item.record);
        let table = context.model.local_gateway_route_tables.push(LocalGatewayRouteTable {
            identity,
            local_gateway,
            mode: match item.record.word("mode") {
                Some("coip") => Some(Mode::Coip),
                Some("unknown") => None,
                Some(_) | None => Some(Mode::DirectVpcRouting),
            },
            declared_state: item.record.text("state").map(|state| state.value.to_owned()),
            vif_group: None,
            vpcs: Vec::new(),
            coip_pools: Vec::new(),
            routes: Vec::new(),
            shared_with: Vec::new(),
        });
        context.made(Noun::LocalGatewayRouteTable, &name, table, &item);
        let shared = item.record.texts("shared_with");
        let shared = context.references(shared, Noun::Account, &[], ids::account);
        let shared = context.sorted(table, "shared_with", shared);
        context.model.local_gateway_route_tables[table].shared_with = shared;
    }
    make_pools(context);
}

fn make_pools(context: &mut Context<'_>) {
    for (name, table, item) in context.items(Noun::CoipPool) {
        let Some(table) = table_named(context, &table) else {
            context.unmade(&item, None);
            continue;
        };
        let short = matches!(item.node.value, Value::List(_));
        let cidrs = if short {
            record::items(item.node).iter().filter_map(record::prefix).collect()
        } else {
            item.record.prefixes("cidrs")
        };
        let identity = context.identity(Noun::CoipPool, &name, item.record);
        let pool = CoipPool { identity, table, prefixes: Vec::new(), shared_with: Vec::new() };
        let pool = context.model.coip_pools.push(pool);
        context.made(Noun::CoipPool, &name, pool, &item);
        let cidrs = cidrs.into_iter().map(|cidr| (cidr.value, cidr.span)).collect();
        let prefixes = context.sorted(pool, "cidrs", cidrs);
        let shared = item.record.texts("shared_with");
        let shared = context.references(shared, Noun::Account, &[], ids::account);
        let shared_with = context.sorted(pool, "shared_with", shared);
        context.model.coip_pools[pool].prefixes = prefixes;
        context.model.coip_pools[pool].shared_with = shared_with;
        context.model.local_gateway_route_tables[table].coip_pools.push(pool);
    }
}

/// Returns the table of a full name.
pub(super) fn table_named(context: &Context<'_>, name: &str) -> Option<LocalGatewayRouteTableId> {
    match context.names.look_up(name, &[Noun::LocalGatewayRouteTable], &[]) {
        Found::Object(crate::model::ObjectId::LocalGatewayRouteTable(id)) => Some(id),
        Found::Object(_) | Found::Unmade | Found::Nothing => None,
    }
}

fn association(record: Option<Record<'_>>) -> AssociationState {
    match record.and_then(|record| record.word("state")) {
        Some("associating") => AssociationState::Associating,
        Some("disassociating") => AssociationState::Disassociating,
        Some("disassociated") => AssociationState::Disassociated,
        Some(_) | None => AssociationState::Associated,
    }
}

/// Gives every table its VIF group and VPCs.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, gateway, item) in context.items(Noun::LocalGatewayRouteTable) {
        let Some(table) = table_named(context, &name) else { continue };
        let group = vif_group(context, table, &gateway, &item);
        context.model.local_gateway_route_tables[table].vif_group = group;
        let vpcs = vpcs(context, table, &item);
        context.model.local_gateway_route_tables[table].vpcs = vpcs;
    }
}

fn vif_group<'a>(
    context: &mut Context<'a>,
    table: LocalGatewayRouteTableId,
    gateway: &str,
    item: &Item<'a>,
) -> Option<VifGroupAssociation> {
    let node = item.record.get("vif_group")?;
    let long = matches!(node.value, Value::Map(_)).then(|| Record::new(&GROUP_ASSOCIATION, node));
    let text = match long {
        Some(record) => record.text("group")?,
        None => record::spanned(node)?,
    };
    let group = context.resolve(text, &[Noun::VifGroup], &[gateway]).and_then(ids::vif_group)?;
    let own = context.model.local_gateway_route_tables[table].local_gateway;
    if context.model.vif_groups[group].local_gateway != own {
        let message = format!("VIF group `{}` belongs to another local gateway", text.value);
        let found = Diagnostic::new(code::WRONG_KIND, message, text.span)
            .because("A local gateway route table uses a VIF group of its own local gateway.");
        context.problems.report_on(found, &[table.into()]);
        return None;
    }
    Some(VifGroupAssociation { group, state: association(long) })
}

fn vpcs<'a>(
    context: &mut Context<'a>,
    table: LocalGatewayRouteTableId,
    item: &Item<'a>,
) -> Vec<VpcAssociation> {
    let mut first: BTreeMap<VpcId, Span> = BTreeMap::new();
    let mut found: Vec<((VpcId, AssociationState), Span)> = Vec::new();
    for (text, long) in item.record.get("vpcs").map(written_vpcs).unwrap_or_default() {
        let Some(vpc) = context.resolve(text, &[Noun::Vpc], &[]).and_then(ids::vpc) else {
            continue;
        };
        match first.get(&vpc) {
            Some(first) => {
                let message = format!("VPC `{}` is associated twice with one table", text.value);
                let found = Diagnostic::new(code::TWO_ASSOCIATIONS, message, text.span)
                    .related(*first, "associated here first");
                context.problems.report_on(found, &[table.into()]);
            }
            None => {
                first.insert(vpc, text.span);
                found.push(((vpc, association(long)), text.span));
            }
        }
    }
    let sorted = context.sorted(table, "vpcs", found);
    sorted.into_iter().map(|(vpc, state)| VpcAssociation { vpc, state }).collect()
}

/// Returns the VPCs of a list or a mapping, each with its long form.
fn written_vpcs(node: &crate::document::Node) -> Vec<(Spanned<&str>, Option<Record<'_>>)> {
    match &node.value {
        Value::List(items) => {
            items.iter().filter_map(record::spanned).map(|text| (text, None)).collect()
        }
        Value::Map(_) => {
            let pair = |entry: &'_ crate::document::Entry| entry.key_span;
            let all = entries(node).into_iter();
            all.map(|entry| {
                let text = Spanned { value: entry.key.as_str(), span: pair(entry) };
                (text, Some(Record::new(&VPC_ASSOCIATION, &entry.value)))
            })
            .collect()
        }
        Value::Null | Value::Scalar { .. } | Value::Broken => Vec::new(),
    }
}
