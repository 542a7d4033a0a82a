//! Hosts, next hops, and the routes of routers.

use std::net::IpAddr;

use crate::{
    addr::PrefixMap,
    diagnostic::{Diagnostic, code},
    document::{
        fields::{LNI, Noun},
        record::{self, Record, entry_span},
        suggest::listed,
    },
    model::{Host, NextHop, ObjectId, RouterId, RouterRoute, SegmentId},
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    gather::Item,
    names::Found,
    rib,
    site::{site_named, site_of},
};

/// Makes hosts.
pub(super) fn make(context: &mut Context<'_>) {
    let segments = context.model.segments.iter();
    let segments =
        PrefixMap::grouped(segments.map(|(id, segment)| (segment.site, (segment.prefix, id))));
    for (name, site_name, item) in context.items(Noun::Host) {
        if item.record.shape == &LNI {
            continue;
        }
        let Some(site) = site_named(context, &site_name) else { continue };
        let Some(address) = item.record.address("ip") else {
            context.unmade(&item, None);
            continue;
        };
        let segment = match item.record.text("segment") {
            Some(text) => {
                let scopes = [site_name.as_str()];
                context.resolve(text, &[Noun::Segment], &scopes).and_then(ids::segment)
            }
            None => only_segment(context, &name, address, segments.get(&site)),
        };
        let Some(segment) = segment else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::Host, &name, item.record);
        let address = address.value;
        let host = Host { identity, site, address, segment, next_hops: Vec::new(), instance: None };
        let id = context.model.hosts.push(host);
        context.made(Noun::Host, &name, id, &item);
        let next_hops = next_hops(context, id.into(), &site_name, item.record);
        context.model.hosts[id].next_hops = next_hops;
    }
}

/// Returns the only segment of a site that holds an address.
fn only_segment(
    context: &mut Context<'_>,
    host: &str,
    address: Spanned<IpAddr>,
    segments: Option<&PrefixMap<SegmentId>>,
) -> Option<SegmentId> {
    let holding: Vec<SegmentId> = segments
        .map(|segments| segments.covering(address.value).map(|(_, id)| *id).collect())
        .unwrap_or_default();
    let found = match holding.as_slice() {
        [only] => return Some(*only),
        [] => {
            let message = format!("no segment of its site holds `{}`", address.value);
            Diagnostic::new(code::HOST_OUTSIDE_SEGMENT, message, address.span)
                .because("A host stands on a segment, or nothing tells who it can send to.")
                .help(
                    "Add a segment with a `cidr:` that holds the address, or correct the address.",
                )
        }
        [_, ..] => {
            let names = holding.iter().map(|id| context.model.segments[*id].identity.name.as_str());
            let message = format!("several segments hold `{}`", address.value);
            Diagnostic::new(code::AMBIGUOUS, message, address.span)
                .because(format!("It may stand on any of {}.", listed(names)))
                .help("Add `segment:`.")
        }
    };
    context.problems.report(found.subject(format!("host {host}")));
    None
}

pub(super) fn next_hops<'a>(
    context: &mut Context<'a>,
    object: ObjectId,
    site: &str,
    record: Record<'a>,
) -> Vec<RouterId> {
    let texts = record.texts("next_hop");
    let found = context.references(texts, Noun::Router, &[site], ids::router);
    context.sorted(object, "next_hop", found)
}

/// Gives segments their next hops and routers their routes.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, site, item) in context.items(Noun::Segment) {
        let found = context.names.look_up(&name, &[Noun::Segment], &[]);
        let Found::Object(object @ ObjectId::Segment(id)) = found else { continue };
        let next_hops = next_hops(context, object, &site, item.record);
        context.model.segments[id].next_hops = next_hops;
    }
    for (name, container, item) in context.items(Noun::Router) {
        // A router's own VRFs, those beside it, and the routers of the site.
        let scopes = [name.as_str(), container.as_str(), site_of(&container)];
        let found = context.names.look_up(&name, &[Noun::Router], &[]);
        let Found::Object(ObjectId::Router(id)) = found else { continue };
        let mut routes = routes(context, id, &scopes, &item);
        rib::append(context, id, &scopes, &item, &mut routes);
        context.model.routers[id].routes = routes;
    }
}

fn routes<'a>(
    context: &mut Context<'a>,
    router: RouterId,
    scopes: &[&str],
    item: &Item<'a>,
) -> Vec<RouterRoute> {
    let mut routes: Vec<(RouterRoute, Span)> = Vec::new();
    for entry in item.record.entries("routes") {
        let Ok(read) =
            crate::document::scalar::prefix(&entry.key, crate::document::fields::Family::Any)
        else {
            continue;
        };
        let (prefix, whole) = (read.prefix, entry_span(entry));
        for node in record::items(&entry.value) {
            let Some(text) = record::spanned(node) else { continue };
            let Some(next_hop) = next_hop(context, scopes, text) else { continue };
            routes.push((RouterRoute { prefix, next_hop }, whole));
        }
    }
    let by_value = |(route, span): &(RouterRoute, Span)| (route.prefix, route.next_hop, *span);
    routes.sort_by_key(by_value);
    routes.dedup();
    for pair in routes.windows(2) {
        // Several next hops of one entry share the load.
        if let [(one, first), (other, second)] = pair
            && one.prefix == other.prefix
            && first != second
        {
            let message = format!("destination `{}` has two routes", one.prefix);
            let found = Diagnostic::new(code::DUPLICATE_ROUTE, message, (*second).max(*first))
                .related((*first).min(*second), "the first one");
            context.problems.report_on(found, &[router.into()]);
        }
    }
    for (index, (_, span)) in routes.iter().enumerate() {
        context.origin(crate::model::Key::item(router, "routes", index), *span);
    }
    routes.into_iter().map(|(route, _)| route).collect()
}

/// Returns the next hop that a text names.
pub(super) fn next_hop(
    context: &mut Context<'_>,
    scopes: &[&str],
    text: Spanned<&str>,
) -> Option<NextHop> {
    match text.value {
        "internet" => return Some(NextHop::Internet),
        "discard" => return Some(NextHop::Discard),
        _name => {}
    }
    if let Ok(address) = text.value.parse() {
        return Some(NextHop::Address(address));
    }
    if let Some(name) = text.value.strip_prefix("vpn_connection.") {
        let span = text.span.part(text.value.len() - name.len(), text.value.len());
        let name = Spanned { value: name, span };
        let vpn = context.resolve(name, &[Noun::VpnConnection], &[]);
        return vpn.and_then(ids::vpn_connection).map(NextHop::Vpn);
    }
    let router = context.resolve(text, &[Noun::Router], scopes);
    router.and_then(ids::router).map(NextHop::Router)
}
