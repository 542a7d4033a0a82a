//! A tree as a person would have written it: what `outpath import` prints.
//!
//! Fields stand in the order of the reference, defaults and what says nothing are left out, names
//! stand where ids did (`names`), the Region that all share stands at the top, and what is short
//! stands on one line (`layout`). None of this changes what the tree means.

mod layout;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{
    fields::{FIELDS, Field, Form, Kind, Shape},
    tree::{Document, Entry, Node, Syntax, Value},
};

/// Rewrites a document. Parts that could not be read are left out.
pub(crate) fn tidy(document: &mut Document) {
    document.syntax = Syntax::Yaml;
    document.comments.clear();
    let root = &mut document.root;
    names::write(root);
    for field in ["account", "region"] {
        lift(root, field);
    }
    object(&FIELDS, root, None);
    layout::lay_out(&FIELDS, root);
}

/// Sorts and thins the fields of a mapping; `name` is what the thing is called.
fn object(shape: &'static Shape, node: &mut Node, name: Option<&str>) {
    node.share = None;
    let Value::Map(entries) = &mut node.value else { return };
    entries.retain(|entry| shape.field(&entry.key).is_none_or(|field| says(field, &entry.value)));
    entries.retain(|entry| !is_usual(shape, name, entry));
    entries.sort_by_key(|entry| shape.fields.iter().position(|field| field.name == entry.key));
    for entry in entries.iter_mut() {
        if entry.key == "tags" {
            without_name(&mut entry.value, name);
        }
        if let Some(field) = shape.field(&entry.key) {
            value(&field.kind, &mut entry.value);
        }
    }
    let of_file = |entry: &Entry| shape == &FIELDS && entry.key == "include";
    let empty = |entry: &Entry| {
        let section = ["tags", "routes"].contains(&entry.key.as_str()) || is_section(shape, entry);
        let map = matches!(entry.value.value, Value::Map(_) | Value::Null);
        section && map && entry.value.entries().is_empty()
    };
    entries.retain(|entry| !of_file(entry) && !empty(entry));
}

fn is_section(shape: &Shape, entry: &Entry) -> bool {
    let kind = shape.field(&entry.key).map(|field| field.kind.form());
    matches!(kind, Some(Form::Map(Kind::Name, _)))
}

fn value(kind: &'static Kind, node: &mut Node) {
    node.share = None;
    match kind.form() {
        Form::Object(shape) => object(shape, node, None),
        Form::Map(key, inner) => {
            let Value::Map(entries) = &mut node.value else { return };
            if matches!(key, Kind::Name) {
                entries.sort_by(|one, other| one.key.cmp(&other.key));
            }
            for entry in entries {
                match inner {
                    Kind::Object(shape) if matches!(key, Kind::Name) => {
                        object(shape, &mut entry.value, Some(&entry.key));
                    }
                    _other => value(inner, &mut entry.value),
                }
            }
        }
        Form::List(inner) | Form::OneOrMany(inner) => {
            let Value::List(items) = &mut node.value else { return };
            items.iter_mut().for_each(|item| value(inner, item));
        }
        Form::Either(kinds) => {
            if let Some(fitting) = kinds.iter().find(|kind| super::check::takes(kind, node)) {
                value(fitting, node);
            }
        }
        Form::Single => {}
    }
}

/// Returns whether a value says more than its absence would.
fn says(field: &Field, node: &Node) -> bool {
    match (&node.value, field.kind.form()) {
        (Value::Broken, _) => true,
        (Value::Null, _) => matches!(field.kind, Kind::Object(_)),
        (Value::Scalar { text, .. }, Form::Single | Form::Either(_)) => {
            let plain = matches!(field.kind, Kind::Word(_) | Kind::Bool | Kind::Integer { .. });
            let switch = matches!(field.kind, Kind::Either([Kind::Bool, ..]));
            !((plain || switch) && text == field.default)
        }
        (Value::Scalar { .. } | Value::List(_) | Value::Map(_), _) => true,
    }
}

/// Returns whether a field says what holds without it, where the table of fields says so in words.
fn is_usual(shape: &Shape, name: Option<&str>, entry: &Entry) -> bool {
    match (shape.name, entry.key.as_str(), entry.value.text()) {
        ("route table", "main", Some("true")) => name == Some("main"),
        ("route table", "main", Some("false")) => name != Some("main"),
        ("subnet", "network_acl", Some("default")) => true,
        _other => false,
    }
}

/// Drops the `Name` tag that says what the key says.
fn without_name(tags: &mut Node, name: Option<&str>) {
    if let Value::Map(entries) = &mut tags.value {
        entries.retain(|tag| tag.key != "Name" || tag.value.text() != name);
    }
}

/// Moves a field that most things have in common to the top of the file.
fn lift(root: &mut Node, field: &str) {
    let top = root.get(field).and_then(Node::text).map(str::to_owned);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut sample = None;
    let mut known = true;
    each_thing(root, field, &mut |entries| {
        let own = entries.iter().find(|entry| entry.key == field);
        sample = sample.take().or(own.cloned());
        match own.map_or(top.clone(), |entry| entry.value.text().map(str::to_owned)) {
            Some(text) => *counts.entry(text).or_default() += 1,
            None => known = false,
        }
    });
    let common = counts.iter().max_by_key(|(text, count)| (**count, std::cmp::Reverse(*text)));
    let (true, Some((common, _)), Some(sample)) = (known, common, sample) else { return };
    let written =
        |text: &str| Entry { value: Node::new(sample.value.span, plain(text)), ..sample.clone() };
    each_thing(root, field, &mut |entries| {
        let own = entries.iter().position(|entry| entry.key == field);
        let text = own.and_then(|at| entries.get(at)?.value.text());
        match (own, text.map(str::to_owned).or(top.clone())) {
            (Some(at), Some(text)) if text == *common => drop(entries.remove(at)),
            (None, Some(text)) if text != *common => entries.push(written(&text)),
            _other => {}
        }
    });
    if let Value::Map(entries) = &mut root.value {
        entries.retain(|entry| entry.key != field);
        entries.push(written(common));
    }
}

fn plain(text: &str) -> Value {
    Value::Scalar { text: text.to_owned(), quoted: false }
}

/// Visits everything at the top of the file that may have a field which the file gives for all.
fn each_thing(root: &mut Node, field: &str, visit: &mut dyn FnMut(&mut Vec<Entry>)) {
    let Value::Map(sections) = &mut root.value else { return };
    for section in sections {
        let kind = FIELDS.field(&section.key).map(|field| field.kind.form());
        let Some(Form::Map(Kind::Name, Kind::Object(shape))) = kind else { continue };
        let Value::Map(things) = &mut section.value.value else { continue };
        for thing in things.iter_mut().filter(|_| shape.field(field).is_some()) {
            if let Value::Map(entries) = &mut thing.value.value {
                visit(entries);
            }
        }
    }
}
