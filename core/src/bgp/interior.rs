//! The interior of the customer's ASes: how a router gets to an address without BGP.
//!
//! Routers of one AS whose interfaces have a cost and share a segment know each other's networks, and
//! take the cheapest ways, several if they are equal. Timers, areas and metrics of a protocol are
//! not judged.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
    net::IpAddr,
};

use crate::{
    addr::{Prefix, PrefixMaps, TableId},
    model::{Id, Model, NextHop, Router, RouterId, RouterInterface, RouterRoute},
};

/// A prefix that a router reaches by the interior, how far it is, and by which neighbors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteriorRoute {
    /// The prefix.
    pub prefix: Prefix,
    /// The sum of the costs of the interfaces on the way, the last one's included.
    pub cost: u32,
    /// The neighbors that it leads to first, sorted.
    pub hops: Vec<RouterId>,
}

/// How a router gets to an address without BGP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toward<'a> {
    /// It has an interface on its segment.
    Connected,
    /// By static routes of this prefix.
    Static(Prefix),
    /// By the interior.
    Interior(&'a InteriorRoute),
}

/// Every router's ways by the interior.
#[derive(Debug, Clone)]
pub struct Interior {
    routes: BTreeMap<RouterId, Vec<InteriorRoute>>,
    /// The ways of each router to each prefix, the one first that is taken.
    ways: PrefixMaps<Way>,
}

/// A way without BGP; among those to one prefix the lowest is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Connected,
    Static,
    /// By the interior, by the position of the route.
    Interior(u32),
}

impl Interior {
    /// Computes the interior of every AS.
    #[must_use]
    pub(super) fn build(model: &Model) -> Self {
        let links = links(model);
        let with_costs = model.routers.iter().filter(|(_, router)| {
            router.interfaces.iter().any(|interface| interface.cost.is_some())
        });
        let routes: BTreeMap<_, _> =
            with_costs.map(|(id, _)| (id, routes(model, &links, id))).collect();
        let ways = model.routers.iter().map(|(id, router)| {
            let connected = usable(model, id).map(|one| (one.address.prefix, Way::Connected));
            let written = router.routes.iter().filter(|route| model.is_in_force(id, route));
            let written = written.map(|route| (route.prefix, Way::Static));
            let interior = (0..).zip(routes.get(&id).into_iter().flatten());
            let interior = interior.map(|(at, route)| (route.prefix, Way::Interior(at)));
            connected.chain(written).chain(interior).collect()
        });
        let ways = PrefixMaps::build(ways);
        Self { routes, ways }
    }

    /// Returns the routes of a router by the interior, sorted by prefix.
    #[must_use]
    pub fn routes(&self, router: RouterId) -> &[InteriorRoute] {
        self.routes.get(&router).map_or(&[], Vec::as_slice)
    }

    /// Returns how a router gets to an address without BGP, and how far that is: 0 unless it is by
    /// the interior.
    #[must_use]
    pub fn toward(&self, model: &Model, from: RouterId, to: IpAddr) -> Option<(Toward<'_>, u32)> {
        self.by(model, from, to, &mut Vec::new())
    }

    fn by(
        &self,
        model: &Model,
        from: RouterId,
        to: IpAddr,
        seen: &mut Vec<IpAddr>,
    ) -> Option<(Toward<'_>, u32)> {
        let (prefix, ways) = self.ways.longest(TableId::new(from.index()), to)?;
        match ways.first()? {
            Way::Connected => Some((Toward::Connected, 0)),
            Way::Interior(at) => {
                let route = self.routes(from).get(*at as usize)?;
                Some((Toward::Interior(route), route.cost))
            }
            Way::Static => {
                // A static route whose next hop needs itself leads nowhere.
                if seen.contains(&to) {
                    return None;
                }
                seen.push(to);
                let in_force = |route: &&RouterRoute| model.is_in_force(from, route);
                let routes = model.routers[from].routes.iter().filter(in_force);
                let mut routes = routes.filter(|route| route.prefix == prefix);
                let leads = routes.any(|route| match route.next_hop {
                    NextHop::Address(next) => self.by(model, from, next, seen).is_some(),
                    NextHop::Router(_) | NextHop::Vpn(_) | NextHop::Internet => true,
                    NextHop::Discard => false,
                });
                leads.then_some((Toward::Static(prefix), 0))
            }
        }
    }
}

/// What a router can send to directly, and at which cost.
type Links = BTreeMap<RouterId, Vec<(RouterId, u32)>>;

/// Returns the adjacencies of the interior: one AS, one segment, one VLAN, and a cost at both ends.
fn links(model: &Model) -> Links {
    let mut on_segment: BTreeMap<_, Vec<(RouterId, &Router, &RouterInterface)>> = BTreeMap::new();
    for (id, router) in model.routers.iter() {
        for interface in usable(model, id).filter(|one| one.cost.is_some()) {
            on_segment.entry(interface.segment).or_default().push((id, router, interface));
        }
    }
    let mut links = Links::new();
    for members in on_segment.values() {
        for (one, router, interface) in members {
            for (other, far, far_interface) in members {
                let vlans = interface.vlan.zip(far_interface.vlan);
                let one_vlan = vlans.is_none_or(|(near, far)| near == far);
                if one != other && router.asn.is_some() && router.asn == far.asn && one_vlan {
                    let cost = u32::from(interface.cost.unwrap_or(1).max(1));
                    links.entry(*one).or_default().push((*other, cost));
                }
            }
        }
    }
    links
}

/// Returns the ways of one router: the cheapest to every network of its AS that it is not on itself.
fn routes(model: &Model, links: &Links, from: RouterId) -> Vec<InteriorRoute> {
    let reached = cheapest(links, from);
    let own: BTreeSet<Prefix> = usable(model, from).map(|one| one.address.prefix).collect();
    let mut best: BTreeMap<Prefix, (u32, BTreeSet<RouterId>)> = BTreeMap::new();
    for (router, (distance, hops)) in &reached {
        for interface in usable(model, *router) {
            let prefix = interface.address.prefix;
            let Some(cost) = interface.cost.filter(|_| !own.contains(&prefix)) else { continue };
            let cost = distance.saturating_add(u32::from(cost));
            let slot = best.entry(prefix).or_insert_with(|| (cost, BTreeSet::new()));
            if cost < slot.0 {
                *slot = (cost, BTreeSet::new());
            }
            if cost == slot.0 {
                slot.1.extend(hops);
            }
        }
    }
    let route = |(prefix, (cost, hops)): (Prefix, (u32, BTreeSet<RouterId>))| InteriorRoute {
        prefix,
        cost,
        hops: hops.into_iter().collect(),
    };
    best.into_iter().map(route).collect()
}

/// Returns the interfaces of a router that are up.
fn usable(model: &Model, id: RouterId) -> impl Iterator<Item = &RouterInterface> {
    let interfaces = model.routers[id].interfaces.iter();
    interfaces.filter(move |interface| model.interface_is_up(id, interface))
}

/// Returns the distance to every router, and the neighbors by which it is that near.
fn cheapest(links: &Links, from: RouterId) -> BTreeMap<RouterId, (u32, BTreeSet<RouterId>)> {
    let mut found: BTreeMap<RouterId, (u32, BTreeSet<RouterId>)> = BTreeMap::new();
    let mut next: BinaryHeap<Reverse<(u32, RouterId, Option<RouterId>)>> = BinaryHeap::new();
    next.push(Reverse((0, from, None)));
    let mut done = BTreeSet::new();
    while let Some(Reverse((distance, at, hop))) = next.pop() {
        let slot = found.entry(at).or_insert_with(|| (distance, BTreeSet::new()));
        if slot.0 < distance {
            continue;
        }
        slot.1.extend(hop);
        // What comes to it as cheaply by another first hop goes on from it by that one as well.
        if !done.insert((at, hop)) {
            continue;
        }
        for (neighbor, cost) in links.get(&at).into_iter().flatten() {
            let first = hop.unwrap_or(*neighbor);
            let known = found.get(neighbor).is_some_and(|known| known.0 < distance + cost);
            if !known && *neighbor != from {
                next.push(Reverse((distance.saturating_add(*cost), *neighbor, Some(first))));
            }
        }
    }
    found.remove(&from);
    found
}
