//! A model as a topology file, so that a failure can be read and run again.
//!
//! [`topology`] prints any model; [`sayable`] tells whether the file says all of it. The file has no
//! word for objects that could not be read whole (they become comments), nor for two routes to one
//! destination that came into a table in different ways (the second becomes a comment).
//!
//! This is no formatter: it knows nothing of how a person would lay a file out.

mod bgp;
mod cloud;
mod edge;
mod endpoint;
mod filter;
mod gateways;
mod interconnect;
mod premises;
mod tree;
mod words;

use std::{collections::BTreeSet, fmt, ops::Deref};

use outpath_core::model::{Destination, Identity, Model, ObjectId, RouteTarget};

pub(crate) use tree::{Map, Tree};

/// Prints a model as a topology file.
#[must_use]
pub fn topology(model: &Model) -> String {
    let mut text = tree(model).to_string();
    for object in &model.incomplete {
        let name = &model.identity(*object).name;
        text.push_str(&format!("# not known whole: {} {name}\n", object.noun()));
    }
    for (table, destination) in repeated(model) {
        text.push_str(&format!("# not said: another route of {table} to {destination}\n"));
    }
    text
}

/// Returns the tree of a topology file.
pub(crate) fn tree(model: &Model) -> Tree {
    let mut file = Map::default();
    file.plain("outpath", "1");
    let accounts = model.accounts.values().map(|account| {
        let mut map = Map::default();
        map.text_of("id", account.identity.aws_id.as_deref());
        tags(&mut map, &account.identity);
        (account.identity.name.clone(), map)
    });
    file.named("accounts", accounts.collect());
    cloud::add(&mut file, model);
    interconnect::add(&mut file, model);
    edge::add(&mut file, model);
    premises::add(&mut file, model);
    let groups = model.groups.values().map(|group| {
        let members = group.members.iter().map(|id| model.identity(*id).name.clone());
        (group.identity.name.clone(), Tree::texts(members))
    });
    file.map("groups", Map(groups.collect()));
    let assumed =
        model.assume.iter().map(|(fact, value)| (fact.clone(), Tree::Text(value.clone())));
    file.map("assume", Map(assumed.collect()));
    Tree::Map(file)
}

/// Returns whether a topology file can say all of a model.
#[must_use]
pub fn sayable(model: &Model) -> bool {
    model.incomplete.is_empty() && repeated(model).is_empty() && local_routes_are_legal(model)
}

/// Returns whether every written route to `local` is one for a whole CIDR of its VPC; others are
/// refused, and not read.
fn local_routes_are_legal(model: &Model) -> bool {
    model.route_tables.values().all(|table| {
        let own = &model.vpcs[table.vpc].prefixes;
        table.routes.iter().all(|route| match (route.target, route.destination) {
            (RouteTarget::Local, Destination::Prefix(prefix)) => own.contains(&prefix),
            (RouteTarget::Local, Destination::PrefixList(_)) => false,
            _ => true,
        })
    })
}

/// Lists the destinations that a route table has twice.
fn repeated(model: &Model) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for table in model.route_tables.values() {
        let mut seen = BTreeSet::new();
        for route in &table.routes {
            if !seen.insert(route.destination) {
                let destination = words::destination(model, route.destination);
                found.push((table.identity.name.clone(), destination));
            }
        }
    }
    found
}

/// A model that shows as a topology file wherever a test would print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Printed(pub Model);

impl fmt::Debug for Printed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\n{}", topology(&self.0))
    }
}

impl Deref for Printed {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.0
    }
}

/// Returns the part of a full name after that of its container.
fn within(name: &str, container: &str) -> String {
    let rest = name.strip_prefix(container).and_then(|rest| rest.strip_prefix('.'));
    rest.unwrap_or(name).to_owned()
}

fn id_and_tags(map: &mut Map, identity: &Identity) {
    map.text_of("id", identity.aws_id.as_deref());
    tags(map, identity);
}

fn tags(map: &mut Map, identity: &Identity) {
    let all = identity.tags.iter().map(|(key, value)| (key.clone(), Tree::Text(value.clone())));
    map.map("tags", Map(all.collect()));
}

fn name_of(model: &Model, object: impl Into<ObjectId>) -> String {
    model.identity(object.into()).name.clone()
}
