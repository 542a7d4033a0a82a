//! Routes of VPC and local gateway route tables.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Change, Diagnostic, Fix, code},
    document::{
        fields::{Family, LOCAL_GATEWAY_ROUTE, Noun, ROUTE, Shape},
        record::{self, Record, entry_span},
        scalar,
        tree::{Entry, Node, Value},
    },
    model::{
        Destination, Key, LocalGatewayRouteTableId, LocalGatewayRouteTarget, ObjectId, Route,
        RouteOrigin, RouteState, RouteTableId, SubnetId, UnmodelledKind,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    gather::Item,
    local_gateway_target,
    names::Found,
    target,
};

/// Gives every table its routes.
pub(super) fn link(context: &mut Context<'_>) {
    let subnets = subnets_by_table(context);
    for (name, vpc, item) in context.items(Noun::RouteTable) {
        let found = context.names.look_up(&name, &[Noun::RouteTable], &[]);
        let Found::Object(ObjectId::RouteTable(table)) = found else { continue };
        let users = subnets.get(&table).map(Vec::as_slice).unwrap_or_default();
        let scope = target::Scope { vpc: &vpc, table, users };
        let routes = table_routes(context, table.into(), &item, &ROUTE, |context, text, at| {
            target::of_vpc_route(context, &scope, text, at)
        });
        context.model.route_tables[table].routes = routes;
    }
    for (name, gateway, item) in context.items(Noun::LocalGatewayRouteTable) {
        let Some(table) = super::local_gateway::table_named(context, &name) else { continue };
        let routes = local_gateway_routes(context, table, &gateway, &item);
        context.model.local_gateway_route_tables[table].routes = routes;
    }
}

fn local_gateway_routes<'a>(
    context: &mut Context<'a>,
    table: LocalGatewayRouteTableId,
    gateway: &str,
    item: &Item<'a>,
) -> Vec<Route<LocalGatewayRouteTarget>> {
    table_routes(context, table.into(), item, &LOCAL_GATEWAY_ROUTE, |context, text, _| {
        local_gateway_target::of_route(context, gateway, text)
    })
}

/// Returns the subnets that use each table.
fn subnets_by_table(context: &Context<'_>) -> BTreeMap<RouteTableId, Vec<SubnetId>> {
    let mut by_table: BTreeMap<RouteTableId, Vec<SubnetId>> = BTreeMap::new();
    for (id, subnet) in context.model.subnets.iter() {
        by_table.entry(subnet.route_table).or_default().push(id);
    }
    by_table
}

/// Returns the routes of one table, sorted, each with its place noted.
pub(super) fn table_routes<'a, T: Ord + Clone>(
    context: &mut Context<'a>,
    table: ObjectId,
    item: &Item<'a>,
    shape: &'static Shape,
    target: impl Fn(&mut Context<'a>, Spanned<&'a str>, (Destination, Span)) -> Option<T>,
) -> Vec<Route<T>> {
    let mut routes: Vec<(Route<T>, Span)> = Vec::new();
    for entry in item.record.entries("routes") {
        let Some(destination) = destination(context, entry) else { continue };
        for (node, span) in written(entry) {
            let long = matches!(node.value, Value::Map(_)).then(|| Record::new(shape, node));
            let text = match long {
                Some(long) => long.text("target"),
                None => record::spanned(node),
            };
            let Some(text) = text else { continue };
            let Some(target) = target(context, text, (destination, entry.key_span)) else {
                continue;
            };
            let state = long.and_then(|long| long.word("state"));
            let origin = long.filter(|_| shape.field("origin").is_some());
            let origin = origin.and_then(|long| long.word("origin"));
            let route = Route {
                destination,
                target,
                origin: route_origin(origin),
                declared_state: route_state(state),
            };
            routes.push((route, span));
        }
    }
    let rank = |route: &Route<T>| (route.destination, route.target.clone(), route.origin);
    routes.sort_by(|(one, one_place), (other, other_place)| {
        (rank(one), one_place).cmp(&(rank(other), other_place))
    });
    report_repeated(context, table, &routes);
    for (index, (_, span)) in routes.iter().enumerate() {
        context.origin(Key::item(table, "routes", index), *span);
    }
    routes.into_iter().map(|(route, _)| route).collect()
}

/// Returns the routes of one destination, each with its place: one, or those of a list.
fn written(entry: &Entry) -> Vec<(&Node, Span)> {
    match &entry.value.value {
        Value::List(items) => items.iter().map(|item| (item, item.span)).collect(),
        Value::Scalar { .. } | Value::Map(_) | Value::Null | Value::Broken => {
            vec![(&entry.value, entry_span(entry))]
        }
    }
}

fn destination(context: &mut Context<'_>, entry: &Entry) -> Option<Destination> {
    if let Some(name) = scalar::prefix_list(&entry.key) {
        let shift = entry.key.len() - name.len();
        let span = entry.key_span.part(shift, entry.key.len());
        let list = context.resolve(Spanned { value: name, span }, &[Noun::PrefixList], &[]);
        return list.and_then(ids::prefix_list).map(Destination::PrefixList);
    }
    let read = scalar::prefix(&entry.key, Family::Any).ok()?;
    Some(Destination::Prefix(read.prefix))
}

fn report_repeated<T: PartialEq>(
    context: &mut Context<'_>,
    table: ObjectId,
    routes: &[(Route<T>, Span)],
) {
    let mut first: BTreeMap<(Destination, RouteOrigin), (&Route<T>, Span)> = BTreeMap::new();
    for (route, span) in routes {
        let key = (route.destination, route.origin);
        let Some((same, earlier)) = first.get(&key).copied() else {
            first.insert(key, (route, *span));
            continue;
        };
        let message = "two routes have the same destination".to_owned();
        let mut found = Diagnostic::new(code::DESTINATION_TWICE, message, earlier.max(*span))
            .related(earlier.min(*span), "the first one")
            .because("For one destination a table has one static route, and one of each kind of propagation; AWS compares after it cleared the bits after the length.")
            .help("Remove one of the two.");
        if same == route {
            let change = Change::Remove { entry: earlier.max(*span) };
            found = found.fix(Fix::new("remove the second one, which says the same", change));
        }
        context.problems.report_on(found, &[table]);
    }
}

fn route_origin(word: Option<&str>) -> RouteOrigin {
    match word {
        Some("direct-connect") => RouteOrigin::DirectConnect,
        Some("vpn-static") => RouteOrigin::VpnStatic,
        Some("vpn-bgp") => RouteOrigin::VpnBgp,
        Some("route-server") => RouteOrigin::RouteServer,
        Some(_) | None => RouteOrigin::Static,
    }
}

fn route_state(word: Option<&str>) -> Option<RouteState> {
    match word {
        Some("active") => Some(RouteState::Active),
        Some("blackhole") => Some(RouteState::Blackhole),
        Some(_) | None => None,
    }
}

/// Returns what the routes of a table send to that is not judged.
pub(super) fn unmodelled_targets(table: Record<'_>) -> Vec<((String, UnmodelledKind), Span)> {
    let text = |node: &'_ Node| {
        let node = match node.value {
            Value::Map(_) => node.get("target")?,
            Value::Scalar { .. } => node,
            Value::Null | Value::List(_) | Value::Broken => return None,
        };
        let (kind, name) = target::unmodelled(node.text()?)?;
        Some(((name.to_owned(), kind), node.span))
    };
    let routes = table.entries("routes").into_iter().flat_map(written);
    routes.filter_map(|(node, _)| text(node)).collect()
}
