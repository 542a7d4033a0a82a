//! Route maps.

use crate::{
    addr::{AsPathPattern, Community},
    document::{
        fields::{Noun, ROUTE_MAP_ENTRY, ROUTE_MAP_MATCH, ROUTE_MAP_SET},
        record::{self, Record},
        scalar,
    },
    model::{Key, PrefixRange, RouteMap, RouteMapEntry, RouteMapMatch, RouteMapSet},
};

use super::context::Context;

/// Makes them.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::RouteMap) {
        let nodes = record::items(item.node);
        let entries = nodes.iter().map(|node| entry(Record::new(&ROUTE_MAP_ENTRY, node)));
        let map = RouteMap { identity: Context::bare(&name), entries: entries.collect() };
        let id = context.model.route_maps.push(map);
        context.made(Noun::RouteMap, &name, id, &item);
        for (index, node) in nodes.iter().enumerate() {
            context.origin(Key::item(id, "entries", index), node.span);
        }
    }
}

fn entry(entry: Record<'_>) -> RouteMapEntry {
    let matches = entry.get("match").map(|node| Record::new(&ROUTE_MAP_MATCH, node));
    let sets = entry.get("set").map(|node| Record::new(&ROUTE_MAP_SET, node));
    RouteMapEntry {
        permit: entry.word("action") != Some("deny"),
        matches: matches.map(conditions).unwrap_or_default(),
        sets: sets.map(changes).unwrap_or_default(),
    }
}

fn conditions(of: Record<'_>) -> Vec<RouteMapMatch> {
    let mut found = Vec::new();
    let texts = |field| of.texts(field).into_iter().map(|one| one.value);
    if of.get("prefixes").is_some() {
        let mut ranges: Vec<PrefixRange> =
            texts("prefixes").filter_map(|text| scalar::prefix_range(text).ok()).collect();
        ranges.sort_unstable();
        ranges.dedup();
        found.push(RouteMapMatch::Prefixes(ranges));
    }
    if of.get("as_path").is_some() {
        let mut patterns: Vec<AsPathPattern> =
            texts("as_path").filter_map(|text| scalar::as_path(text).ok()).collect();
        patterns.sort_by_key(ToString::to_string);
        patterns.dedup();
        found.push(RouteMapMatch::AsPath(patterns));
    }
    if of.get("communities").is_some() {
        found.push(RouteMapMatch::Communities(communities(of, "communities")));
    }
    found
}

fn changes(of: Record<'_>) -> Vec<RouteMapSet> {
    let number = |field| of.integer(field).and_then(|number| u32::try_from(number).ok());
    let prepend = of.integer("prepend").and_then(|times| u8::try_from(times).ok());
    let add = communities(of, "add_communities");
    let remove = communities(of, "remove_communities");
    // What is removed goes before what is added, so that both together replace.
    let all = [
        number("local_preference").map(RouteMapSet::LocalPreference),
        number("med").map(RouteMapSet::Med),
        prepend.map(RouteMapSet::Prepend),
        (!remove.is_empty()).then_some(RouteMapSet::RemoveCommunities(remove)),
        (!add.is_empty()).then_some(RouteMapSet::AddCommunities(add)),
        (of.flag("next_hop_self") == Some(true)).then_some(RouteMapSet::NextHopSelf),
    ];
    all.into_iter().flatten().collect()
}

fn communities(of: Record<'_>, field: &str) -> Vec<Community> {
    let texts = of.texts(field).into_iter();
    let mut found: Vec<Community> =
        texts.filter_map(|text| scalar::community(text.value).ok()).collect();
    found.sort_unstable();
    found.dedup();
    found
}
