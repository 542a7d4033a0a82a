//! The gateways between a VPC and the internet.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{EGRESS_ONLY, INTERNET_GATEWAY, Noun, PUBLIC_POOL, Shape},
        record::{Record, entry_span},
        scalar,
        tree::{Node, Value},
    },
    model::{
        EgressOnlyInternetGateway, InternetGateway, InternetGatewayId, Key, ObjectId, PublicPool,
        RouteTableId, VpcId,
    },
};

use super::{
    context::{Context, ids},
    gather::Item,
};

/// Makes the gateways of a VPC.
pub(super) fn make<'a>(context: &mut Context<'a>, name: &str, vpc: VpcId, item: &Item<'a>) {
    if let Some((node, record)) = given(item, "internet_gateway", &INTERNET_GATEWAY) {
        internet_gateway(context, name, vpc, node, record);
    }
    if let Some((node, record)) = given(item, "egress_only_internet_gateway", &EGRESS_ONLY) {
        let full = format!("{name}.eigw");
        context.names.declare(Noun::EgressOnlyInternetGateway, &full, node.span);
        if !readable(node) {
            return;
        }
        let identity = context.identity(Noun::EgressOnlyInternetGateway, &full, record);
        let gateway = EgressOnlyInternetGateway { identity, vpc };
        let id = context.model.egress_only_internet_gateways.push(gateway);
        made(context, Noun::EgressOnlyInternetGateway, &full, id, node, record);
        context.model.vpcs[vpc].egress_only_internet_gateway = Some(id);
    }
}

/// Returns the node and the fields of a gateway, if the VPC has it.
fn given<'a>(
    item: &Item<'a>,
    field: &str,
    shape: &'static Shape,
) -> Option<(&'a Node, Record<'a>)> {
    let node = item.record.get(field)?;
    let exists = match &node.value {
        Value::Scalar { text, .. } => scalar::boolean(text) != Some(false),
        Value::Map(_) | Value::List(_) | Value::Broken => true,
        Value::Null => false,
    };
    exists.then_some((node, Record::new(shape, node)))
}

/// Returns whether it can be read what a gateway is; if not, its name is known and nothing else.
fn readable(node: &Node) -> bool {
    match &node.value {
        Value::Scalar { text, .. } => scalar::boolean(text).is_some(),
        Value::Map(_) => true,
        Value::Null | Value::List(_) | Value::Broken => false,
    }
}

/// Notes where a gateway was said.
fn made<'a>(
    context: &mut Context<'a>,
    noun: Noun,
    name: &str,
    id: impl Into<ObjectId>,
    node: &'a Node,
    record: Record<'a>,
) {
    let id = id.into();
    context.names.define(noun, name, id);
    context.problems.region(node.span, Some(id));
    context.origin(id.into(), node.span);
    for (field, span) in record.set_fields() {
        context.origin(Key::field(id, field.name), span);
    }
}

fn internet_gateway<'a>(
    context: &mut Context<'a>,
    vpc_name: &str,
    vpc: VpcId,
    node: &'a Node,
    record: Record<'a>,
) {
    let name = format!("{vpc_name}.igw");
    context.names.declare(Noun::InternetGateway, &name, node.span);
    if !readable(node) {
        return;
    }
    let identity = context.identity(Noun::InternetGateway, &name, record);
    let long = matches!(node.value, Value::Map(_));
    let attached = !long || record.flag("attached").unwrap_or(true);
    let id = context.model.internet_gateways.push(InternetGateway {
        identity,
        vpc,
        attached,
        edge_route_table: None,
        public_pools: Vec::new(),
    });
    made(context, Noun::InternetGateway, &name, id, node, record);
    context.model.vpcs[vpc].internet_gateway = Some(id);
    if long {
        let edge = gateway_table(context, vpc_name, vpc, record, "edge_route_table");
        context.model.internet_gateways[id].edge_route_table = edge;
        let pools = public_pools(context, id, vpc_name, vpc, record);
        context.model.internet_gateways[id].public_pools = pools;
    }
}

/// Returns the table of the VPC that a gateway names.
pub(super) fn gateway_table<'a>(
    context: &mut Context<'a>,
    vpc_name: &str,
    vpc: VpcId,
    record: Record<'a>,
    field: &str,
) -> Option<RouteTableId> {
    let text = record.text(field)?;
    let found = context.resolve(text, &[Noun::RouteTable], &[vpc_name])?;
    let table = ids::route_table(found)?;
    if context.model.route_tables[table].vpc == vpc {
        return Some(table);
    }
    let message = format!("route table `{}` belongs to another VPC than the gateway", text.value);
    let found = Diagnostic::new(code::WRONG_KIND, message, text.span)
        .because("A gateway uses a route table of its own VPC.");
    context.problems.report(found);
    None
}

fn public_pools<'a>(
    context: &mut Context<'a>,
    gateway: InternetGatewayId,
    vpc_name: &str,
    vpc: VpcId,
    record: Record<'a>,
) -> Vec<PublicPool> {
    let mut pools = Vec::new();
    for entry in record.entries("public_pools") {
        let record = Record::new(&PUBLIC_POOL, &entry.value);
        let Some(route_table) = gateway_table(context, vpc_name, vpc, record, "route_table") else {
            continue;
        };
        let mut prefixes: Vec<_> =
            record.prefixes("cidrs").into_iter().map(|prefix| prefix.value).collect();
        prefixes.sort();
        prefixes.dedup();
        let pool = PublicPool { name: entry.key.clone(), prefixes, route_table };
        pools.push((pool, entry_span(entry)));
    }
    pools.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    for (index, (_, span)) in pools.iter().enumerate() {
        context.origin(Key::item(gateway, "public_pools", index), *span);
    }
    pools.into_iter().map(|(pool, _)| pool).collect()
}
