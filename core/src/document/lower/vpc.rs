//! VPCs, their route tables and internet gateways.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{fields::Noun, record::Record},
    model::{BlockPublicAccess, Id, PublicAccessExclusion, RouteTable, RouteTableId, Vpc, VpcId},
    text::Span,
};

use super::{
    context::{Context, ids},
    gather::Item,
    hybrid, internet,
    region::region_of,
};

/// Makes VPCs with their tables; routes come later.
pub(super) fn make(context: &mut Context<'_>) {
    let mut made = Vec::new();
    for (name, _, item) in context.items(Noun::Vpc) {
        match region_of(context, &item) {
            Some(region) => made.push((name, item, region)),
            None => context.unmade(&item, None),
        }
    }
    let ids = (0..).map(VpcId::from_index);
    let vpcs = made.iter().zip(ids).map(|((name, _, _), id)| (name.clone(), id)).collect();
    let main = make_tables(context, &vpcs);
    for (name, item, region) in made {
        let Some((vpc, main_route_table)) = main.get(&name).copied() else { continue };
        let identity = context.identity(Noun::Vpc, &name, item.record);
        let vpc_made = context.model.vpcs.push(Vpc {
            identity,
            region,
            account: None,
            prefixes: Vec::new(),
            main_route_table,
            internet_gateway: None,
            virtual_private_gateway: None,
            egress_only_internet_gateway: None,
            block_public_access: BlockPublicAccess::Off,
            public_access_exclusion: None,
        });
        debug_assert_eq!(vpc_made, vpc, "VPCs are made in the order of their names");
        context.made(Noun::Vpc, &name, vpc, &item);
        context.model.vpcs[vpc].prefixes = context.prefixes(vpc, item.record, "cidrs");
        context.model.vpcs[vpc].account = context.account(&item);
        let own = item.record.text("block_public_access");
        let mode = own.or_else(|| context.default_text("block_public_access", &item));
        context.model.vpcs[vpc].block_public_access = match mode.map(|text| text.value) {
            Some("bidirectional") => BlockPublicAccess::Bidirectional,
            Some("ingress-only") => BlockPublicAccess::IngressOnly,
            Some(_) | None => BlockPublicAccess::Off,
        };
        context.model.vpcs[vpc].public_access_exclusion = exclusion(item.record);
        internet::make(context, &name, vpc, &item);
        hybrid::make_private_gateway(context, &name, vpc, &item);
    }
}

/// Makes every route table, and returns each VPC with its main one.
fn make_tables(
    context: &mut Context<'_>,
    vpcs: &BTreeMap<String, VpcId>,
) -> BTreeMap<String, (VpcId, RouteTableId)> {
    let mut tables: BTreeMap<String, (String, Option<Item<'_>>)> = BTreeMap::new();
    for (name, vpc, item) in context.items(Noun::RouteTable) {
        tables.insert(name, (vpc, Some(item)));
    }
    let chosen = choose_main(context, &tables);
    for vpc in vpcs.keys().filter(|vpc| !chosen.contains_key(*vpc)) {
        refuse_denial(context, vpc, tables.get(&format!("{vpc}.main")));
        tables.entry(format!("{vpc}.main")).or_insert_with(|| (vpc.clone(), None));
    }
    let mut main = BTreeMap::new();
    for (name, (vpc_name, item)) in tables {
        let Some(vpc) = vpcs.get(&vpc_name).copied() else { continue };
        let chosen = chosen.get(&vpc_name).cloned().unwrap_or_else(|| format!("{vpc_name}.main"));
        let is_main = chosen == name;
        let identity = match &item {
            Some(item) => context.identity(Noun::RouteTable, &name, item.record),
            None => Context::bare(&name),
        };
        let table = RouteTable {
            identity,
            vpc,
            main: is_main,
            routes: Vec::new(),
            propagates: item.is_some_and(|item| item.record.flag("propagate") == Some(true)),
        };
        let id = context.model.route_tables.push(table);
        match item {
            Some(item) => context.made(Noun::RouteTable, &name, id, &item),
            None => make_implicit(context, &name, id),
        }
        if is_main {
            main.insert(vpc_name, (vpc, id));
        }
    }
    main
}

/// Refuses `main: false` at the table called `main` where no other table is the main one.
fn refuse_denial(context: &mut Context<'_>, vpc: &str, main: Option<&(String, Option<Item<'_>>)>) {
    let Some((_, Some(item))) = main else { return };
    let (Some(false), Some(node)) = (item.record.flag("main"), item.record.get("main")) else {
        return;
    };
    let message = format!("VPC `{vpc}` is left without a main route table");
    let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, node.span)
        .because("A VPC has exactly one main route table, and it is the one called `main` unless another says so.")
        .help("Remove `main: false`, or write `main: true` at another table.");
    context.problems.report(found);
}

/// Gives a main table that is not written the name that it goes by.
fn make_implicit(context: &mut Context<'_>, name: &str, id: RouteTableId) {
    let vpc = name.rsplit_once('.').map_or(name, |(vpc, _)| vpc);
    if let Some(place) = context.names.place(Noun::Vpc, vpc) {
        context.names.declare(Noun::RouteTable, name, place);
        context.names.define(Noun::RouteTable, name, id);
    }
}

/// Returns the tables that say that they are the main ones, by VPC.
fn choose_main(
    context: &mut Context<'_>,
    tables: &BTreeMap<String, (String, Option<Item<'_>>)>,
) -> BTreeMap<String, String> {
    let mut chosen: BTreeMap<String, (String, Span)> = BTreeMap::new();
    for (name, (vpc, item)) in tables {
        let Some(item) = item else { continue };
        let Some(place) = item.record.get("main").map(|node| node.span) else { continue };
        match item.record.flag("main") {
            Some(true) => {}
            Some(false) | None => continue,
        }
        match chosen.get(vpc) {
            None => {
                chosen.insert(vpc.clone(), (name.clone(), place));
            }
            Some((first, first_place)) => {
                let message = format!("VPC `{vpc}` has two main route tables");
                let found = Diagnostic::new(code::TWO_MAIN_TABLES, message, place)
                    .related(*first_place, format!("`{first}` is the main one already"))
                    .because("A VPC has exactly one main route table.")
                    .help("Leave `main: true` at one of the two.");
                context.problems.report(found);
                context.problems.touch(*first_place);
                if let Some(vpc) = context.names.place(Noun::Vpc, vpc) {
                    context.problems.touch(vpc);
                }
            }
        }
    }
    chosen.into_iter().map(|(vpc, (name, _))| (vpc, name)).collect()
}

/// Returns what of a VPC or a subnet is excluded from Block Public Access.
pub(super) fn exclusion(record: Record<'_>) -> Option<PublicAccessExclusion> {
    match record.word("block_public_access_exclusion") {
        Some("bidirectional") => Some(PublicAccessExclusion::Bidirectional),
        Some("egress-only") => Some(PublicAccessExclusion::EgressOnly),
        Some(_) | None => None,
    }
}

/// Returns the VPC of a name.
pub(super) fn named(context: &Context<'_>, name: &str) -> Option<VpcId> {
    match context.names.look_up(name, &[Noun::Vpc], &[]) {
        super::names::Found::Object(object) => ids::vpc(object),
        super::names::Found::Unmade | super::names::Found::Nothing => None,
    }
}
