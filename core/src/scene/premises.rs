//! The boxes of the customer's sites: hosts, segments, and routers in two tiers.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    draft::{ColumnKey, Draft, End, Item, Spot},
    words,
};
use crate::{
    graph::Node,
    model::{
        HostId, Model, NextHop, ObjectId, OutpostId, Router, RouterId, Segment, SegmentId, SiteId,
    },
};

/// What a segment is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    /// A box beside the hosts on it.
    Lan,
    /// A box between routers.
    Transit,
    /// A wire between two routers.
    Wire(RouterId, RouterId),
    /// Nothing of its own: it stands for an interface of a router.
    Part(RouterId),
}

/// Returns what every segment is drawn as.
pub(super) fn segments(model: &Model) -> BTreeMap<SegmentId, Drawn> {
    let mut routers: BTreeMap<SegmentId, BTreeSet<RouterId>> = BTreeMap::new();
    for (id, router) in model.routers.iter() {
        for interface in &router.interfaces {
            routers.entry(interface.segment).or_default().insert(id);
        }
    }
    let with_hosts: BTreeSet<SegmentId> = model.hosts.values().map(|host| host.segment).collect();
    let plain: BTreeSet<SegmentId> = model
        .hosts
        .iter()
        .filter(|(id, _)| outpost_of(model, *id).is_none())
        .map(|(_, host)| host.segment)
        .collect();
    let one = |(id, segment): (SegmentId, &Segment)| {
        let on: Vec<RouterId> = routers.get(&id).into_iter().flatten().copied().collect();
        let drawn = match (implied(model, segment), on.as_slice()) {
            _ if plain.contains(&id) => Drawn::Lan,
            _ if with_hosts.contains(&id) => Drawn::Transit,
            (true, [only]) => Drawn::Part(*only),
            (true, [one, other]) => Drawn::Wire(*one, *other),
            (true | false, _) => Drawn::Transit,
        };
        (id, drawn)
    };
    model.segments.iter().map(one).collect()
}

/// Returns whether only the interfaces of routers tell of a segment: it is called by its prefix.
fn implied(model: &Model, segment: &Segment) -> bool {
    let site = &model.sites[segment.site].identity.name;
    segment.identity.name == format!("{site}.{}", segment.prefix)
}

/// Returns the Outposts server that a host is the local network interface of an instance on.
pub(super) fn outpost_of(model: &Model, host: HostId) -> Option<OutpostId> {
    let instance = model.hosts[host].instance?;
    let interface = *model.instances[instance].interfaces.first()?;
    model.subnets[model.network_interfaces[interface].subnet].outpost()
}

/// Returns whether a router hands packets to the internet, or gets some from it.
pub(super) fn meets_internet(model: &Model, router: RouterId) -> bool {
    let router = &model.routers[router];
    let routes = router.routes.iter().any(|route| route.next_hop == NextHop::Internet);
    routes || !router.public.is_empty()
}

/// Returns the routers that meet AWS or the internet.
fn border(model: &Model) -> BTreeSet<RouterId> {
    let vifs = model.vifs.values().filter_map(|vif| vif.router);
    let service_links = model.service_link_vifs.values().filter_map(|vif| vif.router);
    let vpns = model.vpn_connections.values().filter_map(|vpn| vpn.router);
    let direct = model.direct_connect_interfaces.values().filter_map(|vif| vif.router);
    let internet = model.routers.ids().filter(|id| meets_internet(model, *id));
    vifs.chain(service_links).chain(vpns).chain(direct).chain(internet).collect()
}

/// Returns the columns that the sites need.
pub(super) fn columns(model: &Model) -> BTreeSet<ColumnKey> {
    let mut keys = BTreeSet::new();
    if model.hosts.ids().any(|host| outpost_of(model, host).is_none()) {
        keys.insert(ColumnKey::Hosts);
    }
    keys.extend(segments(model).values().filter_map(|drawn| match drawn {
        Drawn::Lan => Some(ColumnKey::Lans),
        Drawn::Transit => Some(ColumnKey::Transit),
        Drawn::Wire(..) | Drawn::Part(_) => None,
    }));
    let border = border(model);
    let key = |id| if border.contains(&id) { ColumnKey::Border } else { ColumnKey::Core };
    keys.extend(model.routers.ids().map(key));
    keys
}

/// Adds the boxes of every site.
pub(super) fn draw(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    let border = border(model);
    for (id, router) in model.routers.iter() {
        let key = if border.contains(&id) { ColumnKey::Border } else { ColumnKey::Core };
        add_router(draft, id, router, key);
    }
    for (id, drawn) in segments(model) {
        let segment = &model.segments[id];
        match drawn {
            Drawn::Lan => add_segment(draft, id, segment, ColumnKey::Lans),
            Drawn::Transit => add_segment(draft, id, segment, ColumnKey::Transit),
            Drawn::Wire(router, _) | Drawn::Part(router) => {
                if let Some(end) = draft.ends.get(&router.into()).copied() {
                    draft.ends.insert(id.into(), end);
                }
            }
        }
    }
    let plain = model.hosts.ids().filter(|host| outpost_of(model, *host).is_none());
    for host in plain.collect::<Vec<_>>() {
        add_host(draft, host, ColumnKey::Hosts, Spot::Free { site: 0 });
    }
}

fn site_words(model: &Model, site: SiteId) -> String {
    format!("site {}", model.sites[site].identity.name)
}

/// Returns a slot of its own in the grid of a site.
fn slot(draft: &Draft<'_>, key: ColumnKey, site: SiteId) -> Spot {
    let column = draft.column(key);
    let site = site.0 as usize;
    let taken = draft.items.values().filter(|item| {
        Some(item.column) == column
            && matches!(item.spot, Spot::Grid { site: other, .. } if other == site)
    });
    Spot::Grid { site, slot: taken.count() }
}

fn add_router(draft: &mut Draft<'_>, id: RouterId, router: &Router, key: ColumnKey) {
    let model = &draft.input.network.model;
    let spot = slot(draft, key, router.site);
    let site = &model.sites[router.site].identity.name;
    let mut detail = router.asn.map_or_else(String::new, |asn| asn.to_string());
    if router.firewall {
        detail =
            if detail.is_empty() { "firewall".to_owned() } else { format!("{detail} · firewall") };
    }
    let item =
        draft.item(Node::Router(id), key, spot, Some(words::inside(&router.identity.name, site)));
    let Some(mut item) = item else { return };
    item.detail = detail;
    item.down = !model.router_is_up(id);
    item.description =
        format!("router {}, {}", router.identity.name, site_words(model, router.site));
    draft.add(item);
}

fn add_segment(draft: &mut Draft<'_>, id: SegmentId, segment: &Segment, key: ColumnKey) {
    let model = &draft.input.network.model;
    let spot = if key == ColumnKey::Transit {
        slot(draft, key, segment.site)
    } else {
        Spot::Free { site: segment.site.0 as usize }
    };
    let site = &model.sites[segment.site].identity.name;
    let label = words::inside(&segment.identity.name, site);
    let Some(mut item) = draft.item(Node::Segment(id), key, spot, Some(label)) else { return };
    item.detail = segment.prefix.to_string();
    if item.detail == item.label {
        item.label = "Segment".to_owned();
    }
    item.down = !segment.up;
    let name = &segment.identity.name;
    item.description = format!("LAN segment {name}, {}", site_words(model, segment.site));
    draft.add(item);
}

/// Adds a host, or a local network interface.
pub(super) fn add_host(draft: &mut Draft<'_>, id: HostId, key: ColumnKey, spot: Spot) {
    let model = &draft.input.network.model;
    let host = &model.hosts[id];
    let spot = match spot {
        Spot::Free { .. } => Spot::Free { site: host.site.0 as usize },
        Spot::Cell(_) | Spot::Grid { .. } | Spot::Inside => spot,
    };
    let site = &model.sites[host.site].identity.name;
    let label = words::inside(&host.identity.name, site);
    let Some(mut item) = draft.item(Node::Host(id), key, spot, Some(label)) else { return };
    item.detail = host.address.to_string();
    let name = &host.identity.name;
    item.description = match host.instance {
        Some(instance) => {
            let instance = &model.instances[instance].identity.name;
            format!("local network interface {name} of instance {instance}")
        }
        None => format!("host {name}, {}", site_words(model, host.site)),
    };
    draft.add(item);
}

/// Joins routers, segments and hosts.
pub(super) fn wire(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    let drawn = segments(model);
    let up = |router: RouterId, segment: SegmentId| {
        model.router_is_up(router) && model.segments[segment].up
    };
    for (id, router) in model.routers.iter() {
        for interface in &router.interfaces {
            let segment = interface.segment;
            let here = drawn.get(&segment).copied();
            if matches!(here, Some(Drawn::Lan | Drawn::Transit)) {
                draft.connect(id, segment, "lan", !up(id, segment));
            }
        }
        if meets_internet(model, id)
            && let (Some(end), Some(internet)) = (draft.end(id), draft.internet)
        {
            draft.join("internet", end, internet, !model.router_is_up(id));
        }
    }
    for (segment, drawn) in drawn {
        let Drawn::Wire(one, other) = drawn else { continue };
        let (Some(from), Some(to)) = (draft.end(one), draft.end(other)) else { continue };
        let node = words::node_id(draft.input.network, Node::Segment(segment));
        let name = &model.segments[segment].identity.name;
        let said = format!("LAN segment {name}");
        let down = !up(one, segment) || !up(other, segment);
        draft.join_as(Some(node), "lan", [from, to], (down, said));
    }
    for (id, host) in model.hosts.iter() {
        draft.connect(id, host.segment, "lan", !model.segments[host.segment].up);
        // Both stand in one machine; nothing passes between them by itself.
        if let Some(instance) = host.instance
            && let Some(interface) = model.instances[instance].interfaces.first()
            && outpost_of(model, id).is_some()
        {
            draft.connect(id, *interface, "member", false);
        }
    }
}

impl Draft<'_> {
    /// Returns the box or chip of an object.
    pub(super) fn end(&self, object: impl Into<ObjectId>) -> Option<End> {
        self.ends.get(&object.into()).copied()
    }

    /// Joins two objects that are drawn.
    pub(super) fn connect(
        &mut self,
        one: impl Into<ObjectId>,
        other: impl Into<ObjectId>,
        kind: &'static str,
        down: bool,
    ) {
        if let (Some(from), Some(to)) = (self.end(one), self.end(other)) {
            self.join(kind, from, to, down);
        }
    }

    /// Returns a box for a node in a column, if there is that column.
    pub(super) fn item(
        &self,
        node: Node,
        key: ColumnKey,
        spot: Spot,
        label: Option<&str>,
    ) -> Option<Item> {
        let network = self.input.network;
        let name = network.node_name(node);
        let label = label.unwrap_or_else(|| words::last(&name)).to_owned();
        Some(Item {
            id: words::node_id(network, node),
            kind: node.kind(),
            label,
            object: node.object(),
            name,
            ..Item::blank(self.column(key)?, spot)
        })
    }
}
