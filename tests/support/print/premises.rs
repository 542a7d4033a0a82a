//! Sites, segments, routers and hosts.

use std::collections::BTreeMap;

use outpath_core::model::{Model, NextHop, Router, RouterId, RouterInterface, SegmentId, SiteId};

use super::{
    bgp, id_and_tags, name_of,
    tree::{Map, Tree},
    within,
};

pub(super) fn add(file: &mut Map, model: &Model) {
    let sites = model.sites.iter().map(|(id, site)| {
        let name = &site.identity.name;
        let mut map = Map::default();
        id_and_tags(&mut map, &site.identity);
        let segments = model.segments.iter();
        let segments = segments.filter(|(at, s)| s.site == id && !implicit(model, *at));
        let segments = segments.map(|(_, segment)| {
            let mut map = Map::default();
            id_and_tags(&mut map, &segment.identity);
            map.text("cidr", segment.prefix);
            map.list("next_hop", routers(model, id, &segment.next_hops));
            if !segment.up {
                map.text("state", "down");
            }
            (within(&segment.identity.name, name), map)
        });
        map.named("segments", segments.collect());
        let all = model.routers.iter();
        let all = all.filter(|(_, router)| router.site == id && router.vrf_of.is_none());
        let all = all.map(|(at, router)| {
            let mut map = of_router(model, router);
            let own = model.routers.values().filter(|vrf| vrf.vrf_of == Some(at));
            let vrfs = own.map(|vrf| {
                (within(&vrf.identity.name, &router.identity.name), of_router(model, vrf))
            });
            map.named("vrfs", vrfs.collect());
            (within(&router.identity.name, name), map)
        });
        map.named("routers", all.collect());
        let own = model.hosts.values().filter(|host| host.site == id && host.instance.is_none());
        let hosts = own.map(|host| {
            let mut map = Map::default();
            id_and_tags(&mut map, &host.identity);
            map.text("ip", host.address);
            map.text("segment", name_of(model, host.segment));
            map.list("next_hop", routers(model, id, &host.next_hops));
            (within(&host.identity.name, name), map)
        });
        map.named("hosts", hosts.collect());
        bgp::add_route_maps(&mut map, model, name);
        (name.clone(), map)
    });
    file.named("on_premises", sites.collect());
}

/// Returns whether a segment goes without saying: a router's interface makes it.
fn implicit(model: &Model, id: SegmentId) -> bool {
    let segment = &model.segments[id];
    let site = name_of(model, segment.site);
    segment.identity.name == format!("{site}.{}", segment.prefix)
        && segment.identity.aws_id.is_none()
        && segment.identity.tags.is_empty()
        && segment.next_hops.is_empty()
}

fn routers(model: &Model, site: SiteId, all: &[RouterId]) -> Vec<String> {
    all.iter().map(|id| router(model, site, *id)).collect()
}

/// The name of a router, short within its own site.
fn router(model: &Model, site: SiteId, id: RouterId) -> String {
    let name = name_of(model, id);
    if model.routers[id].site == site { within(&name, &name_of(model, site)) } else { name }
}

fn of_router(model: &Model, object: &Router) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &object.identity);
    let whole = object.vrf_of.is_none();
    map.plain_of("asn", object.asn.filter(|_| whole).map(|asn| asn.0));
    let interfaces = object.interfaces.iter();
    let interfaces = interfaces.map(|own| (own.name.clone(), of_interface(model, own)));
    map.map("interfaces", Map(interfaces.collect()));
    map.list("announce", object.announce.iter().map(ToString::to_string).collect());
    // Routes for one prefix, which share the load, are one entry.
    let mut routes: BTreeMap<String, Vec<Tree>> = BTreeMap::new();
    for route in &object.routes {
        let next_hop = match route.next_hop {
            NextHop::Address(address) => address.to_string(),
            NextHop::Router(id) => router(model, object.site, id),
            NextHop::Vpn(id) => format!("vpn_connection.{}", name_of(model, id)),
            NextHop::Internet => "internet".to_owned(),
            NextHop::Discard => "discard".to_owned(),
        };
        routes.entry(route.prefix.to_string()).or_default().push(Tree::Text(next_hop));
    }
    let routes = routes.into_iter().map(|(prefix, mut hops)| match hops.len() {
        1 => (prefix, hops.remove(0)),
        _ => (prefix, Tree::List(hops)),
    });
    map.map("routes", Map(routes.collect()));
    let rules = object.source_nat.iter().map(|rule| {
        let mut map = Map::default();
        map.list("from", rule.from.iter().map(ToString::to_string).collect());
        map.text("to", rule.to);
        Tree::Map(map)
    });
    let rules: Vec<Tree> = rules.collect();
    if !rules.is_empty() {
        map.0.push(("source_nat".to_owned(), Tree::List(rules)));
    }
    bgp::add(&mut map, model, object);
    if object.firewall && whole {
        map.plain("firewall", true);
    }
    if !object.up && whole {
        map.text("state", "down");
    }
    map
}

fn of_interface(model: &Model, interface: &RouterInterface) -> Tree {
    let implicit = implicit(model, interface.segment);
    if implicit && interface.vlan.is_none() && interface.cost.is_none() {
        return Tree::Text(interface.address.to_string());
    }
    let mut map = Map::default();
    map.text("address", interface.address);
    if !implicit {
        map.text("segment", name_of(model, interface.segment));
    }
    map.plain_of("vlan", interface.vlan);
    map.plain_of("cost", interface.cost);
    Tree::Map(map)
}
