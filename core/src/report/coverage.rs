//! What expectations cover: how much of a network their packets consult, and what none does.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Places, Role, Text, problems, text::plural, words};
use crate::{
    expect::{Thing, ThingKind, things},
    forwarding::Network,
    model::{Destination, Field, Key, LocalGatewayRouteTableId, Model, ObjectId, SecurityPeer},
    routing::RouteRef,
};

/// What the packets of expectations consult.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// How many expectations about packets hold; the others cover nothing.
    expectations: usize,
    /// How many things could decide about a packet.
    total: usize,
    /// How many of them do.
    consulted: usize,
    kinds: Vec<KindView>,
    /// What no packet of any expectation consults.
    unconsulted: Vec<ThingView>,
}

#[derive(Debug, Serialize)]
struct KindView {
    kind: &'static str,
    total: usize,
    consulted: usize,
}

#[derive(Debug, Serialize)]
struct ThingView {
    kind: &'static str,
    /// What it is, in words.
    thing: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<problems::LocationView>,
}

/// Returns the coverage of expectations that hold, by what their packets consult.
///
/// What nobody wrote, as a rule that every security group has, is not asked for.
#[must_use]
pub fn coverage(
    network: &Network,
    places: &Places<'_>,
    expectations: usize,
    consulted: &BTreeSet<Thing>,
) -> Coverage {
    let written = |thing: &Thing| match thing.kind() {
        // A rule that AWS gives every group has the place of the group.
        ThingKind::Route | ThingKind::Rule => {
            let key = thing.key(network);
            places.map.span(key).is_some_and(|span| places.map.span(key.object) != Some(span))
        }
        ThingKind::Association | ThingKind::Pool | ThingKind::Announcement => true,
    };
    let all: BTreeSet<Thing> = things(network).into_iter().filter(written).collect();
    let kinds = ThingKind::ALL.into_iter().map(|kind| {
        let of_kind = || all.iter().filter(move |thing| thing.kind() == kind);
        let consulted = of_kind().filter(|thing| consulted.contains(thing)).count();
        KindView { kind: kind.words(), total: of_kind().count(), consulted }
    });
    let kinds: Vec<KindView> = kinds.filter(|kind| kind.total > 0).collect();
    let view = |thing: &Thing| {
        let key = thing.key(network);
        let span = places.map.span(key).or_else(|| places.map.span(key.object));
        ThingView {
            kind: thing.kind().words(),
            thing: described(network, *thing),
            location: span.map(|span| problems::location(places.sources, span)),
        }
    };
    let missed = ThingKind::ALL.into_iter().flat_map(|kind| {
        all.iter().filter(move |one| one.kind() == kind && !consulted.contains(one))
    });
    Coverage {
        expectations,
        total: all.len(),
        consulted: all.iter().filter(|thing| consulted.contains(thing)).count(),
        unconsulted: missed.map(view).collect(),
        kinds,
    }
}

impl Coverage {
    /// Returns the report for people.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = Text::default();
        text.line(Role::Strong, format!("\n{}", self.headline()));
        for kind in &self.kinds {
            let count = format!("{} of {}", kind.consulted, kind.total);
            text.line(Role::Plain, format!("  {:<14} {count}", kind.kind));
        }
        if !self.unconsulted.is_empty() {
            text.line(Role::Strong, "\nConsulted by no packet of any expectation that holds");
        }
        for one in &self.unconsulted {
            text.push(Role::Plain, format!("  {}", one.thing));
            let place = one.location.as_ref().map(|place| format!("  {}", place.short()));
            text.line(Role::Dim, place.unwrap_or_default());
        }
        text
    }

    /// Returns the report with one line for each thing.
    #[must_use]
    pub fn concise(&self) -> Text {
        let mut text = Text::default();
        for one in &self.unconsulted {
            let place = one.location.as_ref();
            let place = place.map(|place| format!("{}: ", place.short())).unwrap_or_default();
            text.line(Role::Plain, format!("{place}not consulted: {}", one.thing));
        }
        text.line(Role::Plain, self.headline());
        text
    }

    fn headline(&self) -> String {
        let Self { consulted, total, expectations, .. } = self;
        let by = plural(*expectations, "expectation");
        format!("Coverage: {consulted} of {total} consulted by the packets of {by}")
    }
}

/// Returns what a thing is, in the names of the files.
fn described(network: &Network, thing: Thing) -> String {
    let model = &network.model;
    match thing {
        Thing::Route(route) => {
            let (table, to) = destination(model, route);
            let target = words::target(model, route);
            format!("route {to} -> {target} of {}", network.name(table))
        }
        Thing::Rule(key) => {
            format!("{} of {}", rule(network, key), network.name(key.object))
        }
        Thing::Vpc(table, vpc) => associated(network, table, vpc.into()),
        Thing::VifGroup(table) => {
            let group = model.local_gateway_route_tables[table].vif_group.map(|one| one.group);
            group.map_or_else(String::new, |group| associated(network, table, group.into()))
        }
        Thing::Attachment(id) => {
            let table = model.transit_gateway_attachments[id].route_table;
            let table = table.map_or_else(String::new, |table| network.name(table));
            format!("association of {} with {table}", network.name(id))
        }
        Thing::Pool(id) => network.name(id),
        Thing::Announced(table, prefix) => {
            format!("announcement of {prefix} by {}", network.name(table))
        }
        Thing::Heard(vif, prefix) => {
            let by = model.vifs[vif]
                .router
                .map_or_else(String::new, |router| format!(" by {}", network.name(router)));
            format!("announcement of {prefix}{by} over {}", network.name(vif))
        }
        Thing::Told(link, prefix) => {
            format!("announcement of {prefix} by AWS over {}", network.name(ObjectId::from(link)))
        }
    }
}

fn associated(network: &Network, table: LocalGatewayRouteTableId, with: ObjectId) -> String {
    format!("association of {} with {}", network.name(table), network.name(with))
}

/// Returns the table that a written route stands in, and where it leads to.
fn destination(model: &Model, route: RouteRef) -> (ObjectId, String) {
    let written = |to: Option<Destination>| match to {
        Some(Destination::Prefix(prefix)) => prefix.to_string(),
        Some(Destination::PrefixList(list)) => model.prefix_lists[list].identity.name.clone(),
        None => String::new(),
    };
    match route {
        RouteRef::Vpc(id, at) => {
            let found = model.route_tables[id].routes.get(at as usize);
            (id.into(), written(found.map(|one| one.destination)))
        }
        RouteRef::LocalGateway(id, at) => {
            let found = model.local_gateway_route_tables[id].routes.get(at as usize);
            (id.into(), written(found.map(|one| one.destination)))
        }
        RouteRef::TransitGateway(id, at) => {
            let found = model.transit_gateway_route_tables[id].routes.get(at as usize);
            (id.into(), written(found.map(|one| one.destination)))
        }
        RouteRef::RouterStatic(id, at) => {
            let found = model.routers[id].routes.get(at as usize);
            (id.into(), found.map_or_else(String::new, |one| one.prefix.to_string()))
        }
        RouteRef::Local(_)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => (ObjectId::Topology, String::new()),
    }
}

/// Returns a rule of a filter, with its direction.
#[expect(clippy::wildcard_enum_match_arm, reason = "only filters have rules")]
fn rule(network: &Network, key: Key) -> String {
    let model = &network.model;
    let Field::Item(way, at) = key.field else { return String::new() };
    let (at, word) = (at as usize, if way == "inbound" { "from" } else { "to" });
    let text = match key.object {
        ObjectId::SecurityGroup(id) => {
            let group = &model.security_groups[id];
            let rules = if way == "inbound" { &group.inbound } else { &group.outbound };
            rules.get(at).map(|rule| {
                let peer = match rule.peer {
                    SecurityPeer::Prefix(prefix) => prefix.to_string(),
                    SecurityPeer::PrefixList(list) => network.name(list),
                    SecurityPeer::SecurityGroup(group) => network.name(group),
                };
                format!("{} {word} {peer}", rule.matcher)
            })
        }
        ObjectId::NetworkAcl(id) => {
            let acl = &model.network_acls[id];
            let rules = if way == "inbound" { &acl.inbound } else { &acl.outbound };
            rules.get(at).map(|rule| {
                let action = if rule.allow { "allow" } else { "deny" };
                format!("{}: {action} {} {word} {}", rule.number, rule.matcher, rule.prefix)
            })
        }
        _other => None,
    };
    format!("{way} rule {}", text.unwrap_or_default())
}
