//! The customer's network: segments and routers.

use std::collections::BTreeMap;

use crate::{
    addr::{InterfaceAddress, Prefix},
    diagnostic::{Diagnostic, code},
    document::{
        fields::{Noun, ROUTER_INTERFACE, SOURCE_NAT, VRF},
        record::{self, Record, entry_span},
        source_map::Confidence,
        tree::{Entry, Value},
    },
    model::{
        Key, Lacp, ObjectId, Router, RouterId, RouterInterface, Segment, SegmentId, SiteId,
        SourceNat,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, asn, ids},
    gather::Item,
    names::Found,
};

/// Makes segments and routers; routes and next hops come later.
pub(super) fn make(context: &mut Context<'_>) {
    let segments = make_segments(context);
    for (name, container, item) in context.items(Noun::Router) {
        let site_name = site_of(&container);
        let Some(site) = site_named(context, site_name) else { continue };
        let identity = context.identity(Noun::Router, &name, item.record);
        let (chassis, vrf_of) = chassis(context, &container, &item);
        let source_nat = source_nat(context, item.record);
        let router = context.model.routers.push(Router {
            identity,
            site,
            asn: asn(chassis, "asn"),
            interfaces: Vec::new(),
            announce: Vec::new(),
            routes: Vec::new(),
            source_nat,
            firewall: chassis.flag("firewall").unwrap_or(false),
            shares_state_with: Vec::new(),
            public: Vec::new(),
            bgp: None,
            up: chassis.word("state") != Some("down"),
            vrf_of,
        });
        context.made(Noun::Router, &name, router, &item);
        for (index, node) in item.record.items("source_nat").iter().enumerate() {
            context.origin(Key::item(router, "source_nat", index), node.span);
        }
        make_interfaces(context, router, site_name, &item, &segments);
        let announce = context.prefixes(router, item.record, "announce");
        context.model.routers[router].announce = announce;
        let public = context.prefixes(router, item.record, "public");
        context.model.routers[router].public = public;
    }
    link_clusters(context);
}

/// Names the firewalls that share state with others; all routers are there by now.
fn link_clusters(context: &mut Context<'_>) {
    for (name, container, item) in context.items(Noun::Router) {
        let record = item.record;
        let found = context.names.look_up(&name, &[Noun::Router], &[]);
        let Found::Object(ObjectId::Router(id)) = found else { continue };
        if record.shape == &VRF || !record.is_written("shares_state_with") {
            continue;
        }
        let texts = record.texts("shares_state_with");
        let scopes = [site_of(&container)];
        let others = context.references(texts, Noun::Router, &scopes, ids::router);
        let others = context.sorted(id, "shares_state_with", others);
        context.model.routers[id].shares_state_with = others;
    }
}

/// Returns the name of the site that a router belongs to, or a VRF by way of its router.
pub(super) fn site_of(container: &str) -> &str {
    container.split('.').next().unwrap_or(container)
}

/// Returns the fields of a whole router, for it and for its VRFs, and the router that a VRF is of.
fn chassis<'a>(
    context: &Context<'a>,
    container: &str,
    item: &Item<'a>,
) -> (Record<'a>, Option<RouterId>) {
    if item.record.shape != &VRF {
        return (item.record, None);
    }
    let of = context.gathered.of(Noun::Router).get(container);
    let record = of.map_or(item.record, |(_, router)| router.record);
    let router = match context.names.look_up(container, &[Noun::Router], &[]) {
        Found::Object(object) => ids::router(object),
        Found::Unmade | Found::Nothing => None,
    };
    (record, router)
}

/// Returns the site of a name.
pub(super) fn site_named(context: &Context<'_>, name: &str) -> Option<SiteId> {
    match context.names.look_up(name, &[Noun::Site], &[]) {
        Found::Object(object) => ids::site(object),
        Found::Unmade | Found::Nothing => None,
    }
}

/// The segments of each site by prefix: an interface that names none finds its own here.
type ByPrefix = BTreeMap<(String, Prefix), Vec<String>>;

/// Makes the segments that are written and those that only interfaces tell of.
fn make_segments(context: &mut Context<'_>) -> ByPrefix {
    let mut named: BTreeMap<String, (String, Prefix, Option<Item<'_>>, Span)> = BTreeMap::new();
    let mut by_prefix = ByPrefix::new();
    for (name, site, item) in context.items(Noun::Segment) {
        let Some(prefix) = item.record.prefix("cidr") else {
            context.unmade(&item, None);
            continue;
        };
        by_prefix.entry((site.clone(), prefix.value)).or_default().push(name.clone());
        named.insert(name, (site, prefix.value, Some(item), item.span));
    }
    for (_, container, item) in context.items(Noun::Router) {
        let site = site_of(&container).to_owned();
        for entry in item.record.entries("interfaces") {
            let Some((address, None)) = interface(entry) else { continue };
            let prefix = address.value.prefix;
            let known = by_prefix.entry((site.clone(), prefix)).or_default();
            if known.is_empty() {
                let name = format!("{site}.{prefix}");
                known.push(name.clone());
                context.names.declare(Noun::Segment, &name, address.span);
                named.insert(name, (site.clone(), prefix, None, address.span));
            }
        }
    }
    for (name, (site, prefix, item, span)) in named {
        let Some(site) = site_named(context, &site) else { continue };
        let identity = match &item {
            Some(item) => context.identity(Noun::Segment, &name, item.record),
            None => Context::bare(&name),
        };
        let up = item.is_none_or(|item| item.record.word("state") != Some("down"));
        let segment = Segment { identity, site, prefix, next_hops: Vec::new(), up };
        let id = context.model.segments.push(segment);
        match item {
            Some(item) => context.made(Noun::Segment, &name, id, &item),
            None => {
                context.names.define(Noun::Segment, &name, id);
                context.origin(id.into(), span);
                context.doubts.insert(id.into(), Confidence::Assumed);
            }
        }
    }
    by_prefix
}

/// Returns the address of a router's interface and the segment that it names.
fn interface(entry: &Entry) -> Option<(Spanned<InterfaceAddress>, Option<Spanned<&str>>)> {
    match &entry.value.value {
        Value::Scalar { .. } => Some((record::interface_address(&entry.value)?, None)),
        Value::Map(_) => {
            let long = Record::new(&ROUTER_INTERFACE, &entry.value);
            Some((long.interface_address("address")?, long.text("segment")))
        }
        Value::Null | Value::List(_) | Value::Broken => None,
    }
}

fn make_interfaces<'a>(
    context: &mut Context<'a>,
    router: RouterId,
    site: &str,
    item: &Item<'a>,
    segments: &ByPrefix,
) {
    let mut entries = item.record.entries("interfaces");
    entries.sort_by_key(|entry| &entry.key);
    for entry in entries {
        let Some((address, segment)) = interface(entry) else { continue };
        let segment = match segment {
            Some(text) => context.resolve(text, &[Noun::Segment], &[site]).and_then(ids::segment),
            None => implicit_segment(context, site, address, segments),
        };
        let Some(segment) = segment else { continue };
        let long = Record::new(&ROUTER_INTERFACE, &entry.value);
        let number = |field| long.integer(field).and_then(|number| u16::try_from(number).ok());
        let interfaces = &mut context.model.routers[router].interfaces;
        interfaces.push(RouterInterface {
            name: entry.key.clone(),
            address: address.value,
            segment,
            vlan: number("vlan"),
            cost: number("cost"),
            lacp: long.word("lacp").map(|word| match word {
                "fast" => Lacp::Fast,
                "slow" => Lacp::Slow,
                _off => Lacp::Off,
            }),
        });
        let key = Key::item(router, "interfaces", interfaces.len() - 1);
        context.origin(key, entry_span(entry));
    }
}

/// Returns the segment of this site that has the prefix of an interface.
fn implicit_segment(
    context: &mut Context<'_>,
    site: &str,
    address: Spanned<InterfaceAddress>,
    segments: &ByPrefix,
) -> Option<SegmentId> {
    let names = segments.get(&(site.to_owned(), address.value.prefix))?;
    if let [_, _, ..] = names.as_slice() {
        let message = format!("several segments of site `{site}` are `{}`", address.value.prefix);
        let list = crate::document::suggest::listed(names.iter().map(String::as_str));
        let found = Diagnostic::new(code::AMBIGUOUS, message, address.span)
            .because(format!("It may stand on any of {list}."))
            .help("Write the long form with `segment:`.");
        context.problems.report(found);
        return None;
    }
    let name = names.first()?;
    match context.names.look_up(name, &[Noun::Segment], &[]) {
        Found::Object(object) => ids::segment(object),
        Found::Unmade | Found::Nothing => None,
    }
}

/// Returns the rules of source translation, in the order that they are tried in.
fn source_nat(context: &mut Context<'_>, router: Record<'_>) -> Vec<SourceNat> {
    let mut rules = Vec::new();
    for node in router.items("source_nat") {
        let rule = Record::new(&SOURCE_NAT, node);
        let mut from: Vec<Prefix> = rule.prefixes("from").iter().map(|from| from.value).collect();
        from.sort();
        from.dedup();
        let Some(to) = rule.address("to") else { continue };
        if let Some(other) = from.iter().find(|from| from.is_ipv6() != to.value.is_ipv6()) {
            let message = format!("{other} and {} are not of one family", to.value);
            let found = Diagnostic::new(code::BAD_VALUE, message, to.span)
                .because("Translation of a source keeps the version of IP.")
                .help("Write a rule for each version.");
            context.problems.report(found);
        }
        rules.push(SourceNat { from, to: to.value });
    }
    rules
}
