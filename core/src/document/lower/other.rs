//! What is not judged, groups, assumptions and expectations.

use std::collections::BTreeMap;

use crate::{
    document::{fields::Noun, record, tree::Value},
    facts,
    model::{Group, Key, ObjectId, Unmodelled, UnmodelledKind},
    text::{Span, Spanned},
};

use super::{context::Context, names::Found, route, target};

/// Makes an object for each thing that is named but not judged.
pub(super) fn make_unmodelled(context: &mut Context<'_>) {
    let mut uses: BTreeMap<(String, UnmodelledKind), Vec<Span>> = BTreeMap::new();
    for (_, _, item) in context.items(Noun::RouteTable) {
        for (key, span) in route::unmodelled_targets(item.record) {
            if target::described(context, key.1) {
                continue;
            }
            uses.entry(key).or_default().push(span);
        }
    }
    for ((name, kind), mut places) in uses {
        let identity = Context::bare(&name);
        let id = context.model.unmodelled.push(Unmodelled { identity, kind });
        context.unmodelled.insert((name, kind), id);
        places.sort();
        for place in places {
            context.origin(id.into(), place);
        }
    }
}

/// Lowers groups, assumptions and expectations.
pub(super) fn link(context: &mut Context<'_>) {
    let hosts = host_names(context);
    for (name, _, item) in context.items(Noun::Group) {
        let group = Group { identity: Context::bare(&name), members: Vec::new() };
        let id = context.model.groups.push(group);
        context.names.define(Noun::Group, &name, id);
        context.problems.region(item.span, Some(id.into()));
        context.origin(id.into(), item.span);
        let mut members = Vec::new();
        for text in record::items(item.node).iter().filter_map(record::spanned) {
            members.extend(member(context, &hosts, text).map(|object| (object, text.span)));
        }
        let members = context.sorted(id, "members", members);
        context.model.groups[id].members = members;
    }
    assume(context);
    expect(context);
}

/// Returns the hosts whose name within their site is unique, by that name.
fn host_names(context: &Context<'_>) -> BTreeMap<String, Option<String>> {
    let mut short: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (name, _, item) in context.items(Noun::Host) {
        let unique = short.entry(item.local.to_owned());
        unique.and_modify(|full| *full = None).or_insert(Some(name));
    }
    short
}

fn member(
    context: &mut Context<'_>,
    hosts: &BTreeMap<String, Option<String>>,
    text: Spanned<&str>,
) -> Option<ObjectId> {
    // An instance and its primary interface share a name; the instance is meant.
    if let Found::Nothing = context.names.look_up(text.value, Noun::ALL, &[])
        && let Some(Some(full)) = hosts.get(text.value)
    {
        let full = Spanned { value: full.as_str(), span: text.span };
        return context.resolve(full, &[Noun::Host], &[]);
    }
    context.resolve(text, Noun::ALL, &[])
}

fn assume(context: &mut Context<'_>) {
    for file in context.files() {
        for entry in file.entries("assume") {
            let (Some(setting), Some(value)) = (facts::setting(&entry.key), entry.value.text())
            else {
                continue;
            };
            if setting.meaning(value).is_none() || context.model.assume.contains_key(setting.fact) {
                continue;
            }
            context.model.assume.insert(setting.fact.to_owned(), value.to_owned());
            let key = Key::field(ObjectId::Topology, setting.fact);
            context.origin(key, record::entry_span(entry));
        }
    }
}

/// Takes the lines of `expect` and `needs_disconnected`: the latter must hold on other days as well.
fn expect(context: &mut Context<'_>) {
    for file in context.files() {
        let [always, disconnected] = ["expect", "needs_disconnected"].map(|field| {
            let Some(node) = file.get(field) else { return Vec::new() };
            // What is wrong with an expectation leaves the topology whole.
            context.problems.region(node.span, None);
            let Value::List(items) = &node.value else { return Vec::new() };
            let lines = items.iter().filter_map(record::spanned);
            let line =
                |line: Spanned<&str>| Spanned { value: line.value.to_owned(), span: line.span };
            lines.map(line).collect()
        });
        context.expectations.extend(always.into_iter().chain(disconnected.iter().cloned()));
        context.needs_disconnected.extend(disconnected);
    }
}
