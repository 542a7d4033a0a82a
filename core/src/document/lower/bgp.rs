//! BGP on the customer's routers.

use std::net::IpAddr;

use crate::{
    addr::Prefix,
    diagnostic::{Diagnostic, code},
    document::{
        fields::{BGP, DEFAULT_ORIGINATION, Family, MULTIPATH, NEIGHBOR, NEIGHBORS, Noun},
        record::{Record, entry_span},
        scalar,
        tree::{Entry, Value},
    },
    model::{
        Aggregate, Bgp, DefaultOrigination, Key, Model, Multipath, Neighbor, NeighborAt, ObjectId,
        RouterId, SessionState,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, address, asn, ids},
    names::Found,
    site::site_of,
};

/// Gives routers their BGP.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, container, item) in context.items(Noun::Router) {
        let found = context.names.look_up(&name, &[Noun::Router], &[]);
        let Found::Object(ObjectId::Router(id)) = found else { continue };
        let Some(entry) = item.record.entry("bgp") else { continue };
        if !matches!(entry.value.value, Value::Map(_) | Value::Null) {
            continue;
        }
        let record = Record::new(&BGP, &entry.value);
        let scopes = [name.as_str(), container.as_str(), site_of(&container)];
        let bgp = one(context, id, &scopes, record);
        context.model.routers[id].bgp = Some(Box::new(bgp));
    }
}

/// What a route map that is not known does to routes, the routers that use it do not know either.
pub(super) fn spread(model: &mut Model) {
    let uses = |bgp: &Bgp| {
        let maps = bgp.neighbors.iter().flat_map(|one| [one.import, one.export]);
        maps.flatten().any(|map| model.incomplete.contains(&map.into()))
    };
    let routers = model.routers.iter();
    let spoiled: Vec<ObjectId> = routers
        .filter(|(_, router)| router.bgp.as_deref().is_some_and(uses))
        .map(|(id, _)| id.into())
        .collect();
    model.incomplete.extend(spoiled);
}

fn one<'a>(
    context: &mut Context<'a>,
    router: RouterId,
    scopes: &[&str],
    record: Record<'a>,
) -> Bgp {
    let redistributes = |word| record.texts("redistribute").iter().any(|one| one.value == word);
    let neighbors = neighbors(context, router, scopes, record);
    Bgp {
        router_id: identifier(record, "router_id"),
        cluster_id: identifier(record, "cluster_id"),
        multipath: multipath(record),
        always_compare_med: record.flag("always_compare_med").unwrap_or(false),
        require_policy: record.flag("require_policy").unwrap_or(false),
        redistribute_connected: redistributes("connected"),
        redistribute_static: redistributes("static"),
        aggregates: aggregates(context, router, record),
        default: default(context, record),
        neighbors,
    }
}

fn identifier(record: Record<'_>, field: &str) -> Option<u32> {
    match address(record, field)? {
        IpAddr::V4(v4) => Some(v4.to_bits()),
        IpAddr::V6(_) => None,
    }
}

fn multipath(record: Record<'_>) -> Multipath {
    let narrow = |number: Option<u64>| number.and_then(|number| u8::try_from(number).ok());
    let Some(node) = record.get("multipath") else {
        return Multipath { ebgp: 1, ibgp: 1, relax_as_path: false };
    };
    if let Some(text) = node.text() {
        let all = narrow(scalar::integer(text, 1, 255).ok()).unwrap_or(1);
        return Multipath { ebgp: all, ibgp: all, relax_as_path: false };
    }
    let long = Record::new(&MULTIPATH, node);
    Multipath {
        ebgp: narrow(long.integer("ebgp")).unwrap_or(1),
        ibgp: narrow(long.integer("ibgp")).unwrap_or(1),
        relax_as_path: long.flag("relax_as_path").unwrap_or(false),
    }
}

fn aggregates<'a>(
    context: &mut Context<'a>,
    router: RouterId,
    record: Record<'a>,
) -> Vec<Aggregate> {
    let mut found = Vec::new();
    for entry in record.entries("aggregates") {
        let Ok(read) = scalar::prefix(&entry.key, Family::Any) else { continue };
        let summary_only = entry.value.text() == Some("summary-only");
        found.push((Aggregate { prefix: read.prefix, summary_only }, entry_span(entry)));
    }
    context.sorted(router, "aggregates", found)
}

fn default(context: &mut Context<'_>, record: Record<'_>) -> Option<DefaultOrigination> {
    let node = record.get("default")?;
    match &node.value {
        Value::Scalar { text, .. } => (text == "always").then_some(DefaultOrigination::Always),
        Value::Map(_) => {
            let prefix = Record::new(&DEFAULT_ORIGINATION, node).prefix("while")?;
            if prefix.value == Prefix::default_for(prefix.value.network()) {
                let message = format!("a default route cannot wait for `{}`", prefix.value);
                let found = Diagnostic::new(code::BAD_VALUE, message, prefix.span)
                    .because("That is the default route itself.")
                    .help("Name a longer prefix that is known while the way out works.");
                context.problems.report(found);
                return None;
            }
            Some(DefaultOrigination::While(prefix.value))
        }
        Value::Null | Value::List(_) | Value::Broken => None,
    }
}

fn neighbors<'a>(
    context: &mut Context<'a>,
    router: RouterId,
    scopes: &[&str],
    record: Record<'a>,
) -> Vec<Neighbor> {
    let mut found: Vec<(Neighbor, Span, Span)> = Vec::new();
    for entry in record.entries("neighbors") {
        let text = Spanned { value: entry.key.as_str(), span: entry.key_span };
        let Some(at) = context.resolve(text, NEIGHBORS, scopes).and_then(neighbor_at) else {
            continue;
        };
        if at == NeighborAt::Router(router) {
            let message = format!("router `{}` is its own neighbor", text.value);
            let problem = Diagnostic::new(code::BGP_NEIGHBOR, message, text.span)
                .because("A session has two ends.");
            context.problems.report(problem);
            continue;
        }
        let neighbor = neighbor(context, scopes, at, entry);
        found.push((neighbor, entry_span(entry), entry.key_span));
    }
    found.sort_by_key(|(neighbor, span, _)| (neighbor.at, *span));
    for pair in found.windows(2) {
        if let [(one, _, first), (other, _, second)] = pair
            && one.at == other.at
        {
            let message = "one neighbor stands twice among those of a router".to_owned();
            let problem = Diagnostic::new(code::BGP_NEIGHBOR, message, *second)
                .related(*first, "the first time")
                .because("A router has one session with each neighbor.")
                .help("Remove one of the two.");
            context.problems.report(problem);
        }
    }
    found.dedup_by_key(|(neighbor, ..)| neighbor.at);
    for (index, (_, span, _)) in found.iter().enumerate() {
        context.origin(Key::item(router, "neighbors", index), *span);
    }
    found.into_iter().map(|(neighbor, ..)| neighbor).collect()
}

fn neighbor<'a>(
    context: &mut Context<'a>,
    scopes: &[&str],
    at: NeighborAt,
    entry: &'a Entry,
) -> Neighbor {
    let record = Record::new(&NEIGHBOR, &entry.value);
    let map = |context: &mut Context<'a>, field| {
        context.reference(record, field, Noun::RouteMap, scopes, ids::route_map)
    };
    Neighbor {
        at,
        asn: asn(record, "asn"),
        address: address(record, "address"),
        session: match record.word("session") {
            Some("down") => SessionState::Down,
            Some(_) | None => SessionState::Up,
        },
        import: map(context, "import"),
        export: map(context, "export"),
        route_reflector_client: record.flag("route_reflector_client").unwrap_or(false),
        next_hop_self: record.flag("next_hop_self").unwrap_or(false),
        allowas_in: record.integer("allowas_in").and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
        max_prefixes: record.integer("max_prefixes").and_then(|n| u32::try_from(n).ok()),
        multihop: record.flag("multihop").unwrap_or(false),
    }
}

fn neighbor_at(object: ObjectId) -> Option<NeighborAt> {
    ids::router(object)
        .map(NeighborAt::Router)
        .or_else(|| ids::vif(object).map(NeighborAt::Vif))
        .or_else(|| ids::service_link_vif(object).map(NeighborAt::ServiceLinkVif))
        .or_else(|| ids::vpn_connection(object).map(NeighborAt::VpnConnection))
        .or_else(|| ids::direct_connect_interface(object).map(NeighborAt::DirectConnectInterface))
}
