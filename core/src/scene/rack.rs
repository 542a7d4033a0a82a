//! The boxes of Outposts: local gateways with their chips, service links, local network interfaces.

use super::{
    columns,
    draft::{ChipItem, ColumnKey, Draft, Spot},
    premises, words,
};
use crate::{
    bgp::{Session, service_link_session},
    forwarding::Carried,
    graph::Node,
    model::{
        Connectivity, LocalGatewayId, Model, ObjectId, OutpostForm, OutpostId, ServiceLinkVifId,
        VifId,
    },
};

/// The part of a box above its chips.
pub(super) const HEAD: i32 = 44;

impl ChipItem {
    /// Returns a chip; its place comes later.
    pub(super) fn new(id: String, object: ObjectId, label: String, noun: &str, name: &str) -> Self {
        let full = format!("{noun} {name}: {label}");
        Self { id, object, label, full, used: None, down: false, top: 0, height: 20 }
    }
}

/// Adds the boxes of every Outpost.
pub(super) fn draw(draft: &mut Draft<'_>) {
    let model = &draft.input.network.model;
    for outpost in columns::outposts(model) {
        if draft.folds.outposts.contains(&outpost) {
            folded(draft, outpost);
            continue;
        }
        for (id, gateway) in model.local_gateways.iter() {
            if gateway.outpost == outpost {
                local_gateway(draft, id, outpost);
            }
        }
        service_link(draft, outpost);
        let hosts = model.hosts.ids();
        let ours: Vec<_> =
            hosts.filter(|host| premises::outpost_of(model, *host) == Some(outpost)).collect();
        for host in ours {
            premises::add_host(draft, host, ColumnKey::Edge(outpost), Spot::Cell(0));
        }
    }
}

/// Adds the one box of an Outpost that is folded; everything of it but its subnets maps to that.
fn folded(draft: &mut Draft<'_>, id: OutpostId) {
    let model = &draft.input.network.model;
    let outpost = &model.outposts[id];
    let node = Node::ServiceLink(id);
    let Some(mut item) = draft.item(node, ColumnKey::Rack(id), Spot::Cell(0), Some("Outpost"))
    else {
        return;
    };
    let name = &outpost.identity.name;
    item.id = format!("outpost {name}");
    item.kind = "outpost";
    item.name.clone_from(name);
    let subnets = model.subnets.values().filter(|subnet| subnet.outpost() == Some(id)).count();
    item.detail = words::count(subnets, "subnet");
    item.description = format!("Outpost {name}, folded");
    let item = draft.add(item);
    let end = super::draft::End { item, chip: None };
    for object in parts(model, id) {
        draft.ends.entry(object).or_insert(end);
    }
}

/// Returns everything that is drawn on the edge of an Outpost.
fn parts(model: &Model, id: OutpostId) -> Vec<ObjectId> {
    let mut parts: Vec<ObjectId> = Vec::new();
    let of = |gateway: LocalGatewayId| model.local_gateways[gateway].outpost == id;
    parts.extend(model.local_gateways.ids().filter(|one| of(*one)).map(ObjectId::from));
    let vifs = model.vifs.iter();
    let vifs = vifs.filter(|(_, vif)| of(model.vif_groups[vif.group].local_gateway));
    parts.extend(vifs.map(|(id, _)| ObjectId::from(id)));
    let groups = model.vif_groups.iter().filter(|(_, group)| of(group.local_gateway));
    parts.extend(groups.map(|(id, _)| ObjectId::from(id)));
    let tables = model.local_gateway_route_tables.iter();
    let tables = tables.filter(|(_, table)| of(table.local_gateway));
    for (table, pools) in tables.map(|(id, table)| (id, &table.coip_pools)) {
        parts.push(table.into());
        parts.extend(pools.iter().map(|pool| ObjectId::from(*pool)));
    }
    let vifs = model.service_link_vifs.iter().filter(|(_, vif)| vif.outpost == id);
    parts.extend(vifs.map(|(id, _)| ObjectId::from(id)));
    let hosts = model.hosts.ids().filter(|host| premises::outpost_of(model, *host) == Some(id));
    parts.extend(hosts.map(ObjectId::from));
    parts
}

fn local_gateway(draft: &mut Draft<'_>, id: LocalGatewayId, outpost: OutpostId) {
    let model = &draft.input.network.model;
    let key = ColumnKey::Edge(outpost);
    let item = draft.item(Node::LocalGateway(id), key, Spot::Cell(0), Some("Local gateway"));
    let Some(mut item) = item else { return };
    item.detail = model.local_gateways[id].identity.name.clone();
    let outpost = &model.outposts[outpost].identity.name;
    item.description = format!("local gateway {}, Outpost {outpost}", item.name);
    let groups = || model.vif_groups.iter().filter(|(_, group)| group.local_gateway == id);
    let vifs = model.vifs.iter();
    let vifs = vifs.filter(|(_, vif)| model.vif_groups[vif.group].local_gateway == id);
    let vifs: Vec<VifId> = vifs.map(|(id, _)| id).collect();
    for vif in vifs {
        item.chips.push(vif_chip(draft, vif, groups().count()));
    }
    let tables = model.local_gateway_route_tables.iter();
    for (table, found) in tables.filter(|(_, table)| table.local_gateway == id) {
        let Some(chip) = words::chip_id(model, table.into()) else { continue };
        let label = words::gateway_table(model, table);
        let name = &found.identity.name;
        item.chips.push(ChipItem::new(chip, table.into(), label, "route table", name));
        for pool in &found.coip_pools {
            let Some(chip) = words::chip_id(model, (*pool).into()) else { continue };
            let (label, used) = words::pool(model, *pool);
            let name = &model.coip_pools[*pool].identity.name;
            let chip = ChipItem::new(chip, (*pool).into(), label, "CoIP pool", name);
            item.chips.push(ChipItem { used, ..chip });
        }
    }
    let added = draft.add(item);
    let end = super::draft::End { item: added, chip: None };
    for (group, _) in groups() {
        draft.ends.entry(group.into()).or_insert(end);
    }
}

fn vif_chip(draft: &Draft<'_>, id: VifId, groups: usize) -> ChipItem {
    let network = draft.input.network;
    let chip = words::node_id(network, Node::Vif(id));
    let name = &network.model.vifs[id].identity.name;
    let label = words::vif(&network.model, id, groups);
    let chip = ChipItem::new(chip, id.into(), label, "virtual interface", name);
    ChipItem { down: !matches!(network.bgp.session(id), Session::Up(_)), ..chip }
}

fn service_link(draft: &mut Draft<'_>, id: OutpostId) {
    let network = draft.input.network;
    let model = &network.model;
    let outpost = &model.outposts[id];
    let node = Node::ServiceLink(id);
    let item = draft.item(node, ColumnKey::Rack(id), Spot::Cell(0), Some("Service link"));
    let Some(mut item) = item else { return };
    let connectivity = outpost.service_link.connectivity.map(|one| match one {
        Connectivity::Public => "public".to_owned(),
        Connectivity::Private => "private".to_owned(),
    });
    let blocks = Some(words::prefixes(&outpost.service_link.blocks));
    let parts = connectivity.into_iter().chain(blocks.filter(|blocks| !blocks.is_empty()));
    item.detail = parts.collect::<Vec<_>>().join(" · ");
    item.down = service_link_is_down(draft, id);
    let name = &outpost.identity.name;
    item.description = format!("service link of Outpost {name}");
    let vifs = model.service_link_vifs.iter().filter(|(_, vif)| vif.outpost == id);
    for (vif, found) in vifs {
        let chip = words::node_id(network, Node::ServiceLinkVif(vif));
        let label = words::service_link_vif(model, vif);
        let name = &found.identity.name;
        let chip = ChipItem::new(chip, vif.into(), label, "service link virtual interface", name);
        item.chips.push(ChipItem { down: vif_is_down(draft, vif), ..chip });
    }
    draft.add(item);
}

/// Returns whether nothing crosses a service link.
pub(super) fn service_link_is_down(draft: &Draft<'_>, id: OutpostId) -> bool {
    let network = draft.input.network;
    let broken = |path: &crate::forwarding::ServiceLinkPath| match path.carried {
        Carried::Broken(_) => true,
        Carried::Complete | Carried::Open(_) | Carried::Unfit(..) | Carried::Partly(_) => false,
    };
    !network.model.outposts[id].service_link.up || network.service_link_path(id).is_some_and(broken)
}

fn vif_is_down(draft: &Draft<'_>, id: ServiceLinkVifId) -> bool {
    !matches!(service_link_session(&draft.input.network.model, id), Session::Up(_))
}

/// Joins Outposts with the customer's routers and with their Region.
pub(super) fn wire(draft: &mut Draft<'_>) {
    let network = draft.input.network;
    let model = &network.model;
    for (id, vif) in model.vifs.iter() {
        if let Some(router) = vif.router {
            draft.connect(router, id, "vlan", !matches!(network.bgp.session(id), Session::Up(_)));
        }
    }
    for (id, vif) in model.service_link_vifs.iter() {
        if let Some(router) = vif.router {
            draft.connect(router, id, "vlan", vif_is_down(draft, id));
        }
    }
    for (id, outpost) in model.outposts.iter() {
        let region = model.zones[outpost.zone].region;
        draft.connect(id, region, "service-link", service_link_is_down(draft, id));
    }
}

/// Returns the words for the form of an Outpost and its zone.
pub(super) fn form(model: &Model, id: OutpostId) -> String {
    let outpost = &model.outposts[id];
    let zone = &model.zones[outpost.zone].identity.name;
    match outpost.form {
        OutpostForm::Rack => format!("rack · {zone}"),
        OutpostForm::Server => format!("server · {zone}"),
    }
}
