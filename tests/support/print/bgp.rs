//! BGP of the customer's routers.

use std::net::Ipv4Addr;

use outpath_core::{
    addr::Community,
    model::{
        Bgp, DefaultOrigination, Model, Neighbor, NeighborAt, PrefixRange, RouteMapEntry,
        RouteMapMatch, RouteMapSet, Router, SessionState,
    },
};

use super::{
    name_of,
    tree::{Map, Tree},
    within,
};

/// Adds the route maps of a site.
pub(super) fn add_route_maps(site: &mut Map, model: &Model, name: &str) {
    let own = model.route_maps.values();
    let own = own.filter(|map| map.identity.name.starts_with(&format!("{name}.")));
    let maps = own.map(|map| {
        let entries = map.entries.iter().map(|one| Tree::Map(of_entry(one)));
        (within(&map.identity.name, name), Tree::List(entries.collect()))
    });
    site.map("route_maps", Map(maps.collect()));
}

fn of_entry(entry: &RouteMapEntry) -> Map {
    let mut map = Map::default();
    if !entry.permit {
        map.text("action", "deny");
    }
    let mut matches = Map::default();
    for one in &entry.matches {
        match one {
            RouteMapMatch::Prefixes(all) => {
                matches.list("prefixes", all.iter().map(|one| of_range(*one)).collect());
            }
            RouteMapMatch::AsPath(all) => {
                matches.list("as_path", all.iter().map(ToString::to_string).collect());
            }
            RouteMapMatch::Communities(all) => matches.list("communities", communities(all)),
        }
    }
    map.map("match", matches);
    let mut sets = Map::default();
    for one in &entry.sets {
        match one {
            RouteMapSet::LocalPreference(value) => sets.plain("local_preference", value),
            RouteMapSet::Med(value) => sets.plain("med", value),
            RouteMapSet::Prepend(times) => sets.plain("prepend", times),
            RouteMapSet::AddCommunities(all) => sets.list("add_communities", communities(all)),
            RouteMapSet::RemoveCommunities(all) => {
                sets.list("remove_communities", communities(all));
            }
            RouteMapSet::NextHopSelf => sets.plain("next_hop_self", true),
        }
    }
    map.map("set", sets);
    map
}

fn of_range(range: PrefixRange) -> String {
    let PrefixRange { prefix, shortest, longest } = range;
    match (shortest, longest) {
        (one, other) if one == prefix.length() && other == one => prefix.to_string(),
        (shortest, longest) => format!("{prefix} ge {shortest} le {longest}"),
    }
}

fn communities(all: &[Community]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// Adds the BGP of a router.
pub(super) fn add(map: &mut Map, model: &Model, router: &Router) {
    if let Some(bgp) = router.bgp.as_deref() {
        map.0.push(("bgp".to_owned(), Tree::Map(of_bgp(model, bgp))));
    }
}

fn of_bgp(model: &Model, bgp: &Bgp) -> Map {
    let mut map = Map::default();
    map.text_of("router_id", bgp.router_id.map(Ipv4Addr::from_bits));
    map.text_of("cluster_id", bgp.cluster_id.map(Ipv4Addr::from_bits));
    let mut multipath = Map::default();
    multipath.plain("ebgp", bgp.multipath.ebgp);
    multipath.plain("ibgp", bgp.multipath.ibgp);
    multipath.plain("relax_as_path", bgp.multipath.relax_as_path);
    map.map("multipath", multipath);
    map.plain("always_compare_med", bgp.always_compare_med);
    map.plain("require_policy", bgp.require_policy);
    let words = [("connected", bgp.redistribute_connected), ("static", bgp.redistribute_static)];
    let words = words.into_iter().filter(|(_, does)| *does).map(|(word, _)| word.to_owned());
    map.list("redistribute", words.collect());
    let aggregates = bgp.aggregates.iter().map(|one| {
        let word = if one.summary_only { "summary-only" } else { "with-specifics" };
        (one.prefix.to_string(), Tree::Text(word.to_owned()))
    });
    map.map("aggregates", Map(aggregates.collect()));
    match bgp.default {
        None => {}
        Some(DefaultOrigination::Always) => map.text("default", "always"),
        Some(DefaultOrigination::While(prefix)) => {
            let mut long = Map::default();
            long.text("while", prefix);
            map.map("default", long);
        }
    }
    let neighbors = bgp.neighbors.iter().map(|one| (name(model, one.at), of_neighbor(model, one)));
    map.named("neighbors", neighbors.collect());
    map
}

fn name(model: &Model, at: NeighborAt) -> String {
    match at {
        NeighborAt::Router(id) => name_of(model, id),
        NeighborAt::Vif(id) => name_of(model, id),
        NeighborAt::ServiceLinkVif(id) => name_of(model, id),
        NeighborAt::VpnConnection(id) => name_of(model, id),
        NeighborAt::DirectConnectInterface(id) => name_of(model, id),
    }
}

fn of_neighbor(model: &Model, neighbor: &Neighbor) -> Map {
    let mut map = Map::default();
    map.plain_of("asn", neighbor.asn.map(|asn| asn.0));
    map.text_of("address", neighbor.address);
    map.text_of("import", neighbor.import.map(|id| name_of(model, id)));
    map.text_of("export", neighbor.export.map(|id| name_of(model, id)));
    for (key, value) in [
        ("route_reflector_client", neighbor.route_reflector_client),
        ("next_hop_self", neighbor.next_hop_self),
        ("multihop", neighbor.multihop),
    ] {
        if value {
            map.plain(key, true);
        }
    }
    map.plain("allowas_in", neighbor.allowas_in);
    map.plain_of("max_prefixes", neighbor.max_prefixes);
    if neighbor.session == SessionState::Down {
        map.text("session", "down");
    }
    map
}
