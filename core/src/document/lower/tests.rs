//! Whole files through lowering.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    document::{
        fields::{FIELDS, Kind, Shape},
        read_bytes,
        record::ASKED,
        source_map::Confidence,
    },
    model::Key,
    text::Sources,
};

fn lowered(text: &str) -> Lowered {
    let (document, problems) = read_bytes(&mut Sources::default(), "t.yaml", text.as_bytes());
    assert_eq!(problems, [], "the reader finds nothing wrong");
    lower(&[document])
}

const SKETCH: &str = include_str!("sketch.yaml");

#[test]
fn the_sketch_lowers_without_a_word() {
    let lowered = lowered(SKETCH);
    assert_eq!(lowered.diagnostics, []);
    assert!(lowered.model.incomplete.is_empty());
    assert_eq!(lowered.expectations.len(), 2);
    let names: Vec<_> = lowered
        .model
        .objects()
        .map(|object| {
            format!("{} {}", lowered.model.noun(object), lowered.model.identity(object).name)
        })
        .collect();
    insta::assert_snapshot!(names.join("\n"));
}

const FULL: &str = include_str!("full.yaml");

/// Returns every field of the table as `shape.field`.
fn all_fields(shape: &'static Shape, found: &mut BTreeSet<String>) {
    for field in shape.fields {
        found.insert(format!("{}.{}", shape.name, field.name));
        inner_fields(&field.kind, found);
    }
}

fn inner_fields(kind: &'static Kind, found: &mut BTreeSet<String>) {
    match kind {
        Kind::Object(shape) => all_fields(shape, found),
        Kind::List(value) | Kind::OneOrMany(value) | Kind::Map { value, .. } => {
            inner_fields(value, found);
        }
        Kind::Either(kinds) => kinds.iter().for_each(|kind| inner_fields(kind, found)),
        _ => {}
    }
}

#[test]
fn every_field_is_read_and_says_something() {
    let mut all = BTreeSet::new();
    all_fields(&FIELDS, &mut all);
    ASKED.with_borrow_mut(BTreeSet::clear);
    let full = lowered(FULL);
    let mut asked = ASKED.with_borrow(Clone::clone);
    // Form checking reads the version, and opening files the names of others.
    let elsewhere =
        ["topology.outpath", "topology.include", "file of routes.file", "file of routes.next_hop"];
    asked.extend(elsewhere.map(str::to_owned));
    assert_eq!(all.difference(&asked).collect::<Vec<_>>(), Vec::<&String>::new());
    let messages: Vec<_> = full.diagnostics.iter().map(|found| &found.message).collect();
    assert_eq!(messages, ["x"; 0]);
}

/// Lowering must depend on each field: without it, the model is another.
#[test]
fn every_field_has_an_effect() {
    let (document, _) = read_bytes(&mut Sources::default(), "t.yaml", FULL.as_bytes());
    let full = lower(std::slice::from_ref(&document));
    // The same as the default, on purpose: their effect is shown by other values in other places.
    let silent = [
        "outpath",
        "include",
        "main",
        "state",
        "origin",
        "form",
        "region",
        "account",
        "zone",
        "source_dest_check",
        "attached",
        "expect",
        "private",
        "lag",
        "segment",
        "vlan",
        "firewall",
    ];
    let mut paths = Vec::new();
    leaves(&document.root, &mut Vec::new(), &mut paths);
    assert!(paths.len() > 150, "{} leaves", paths.len());
    for path in paths {
        let mut changed = document.clone();
        remove(&mut changed.root, &path);
        let lowered = lower(&[changed]);
        let same = lowered.model == full.model;
        let key = path.iter().rev().find(|step| step.parse::<usize>().is_err());
        let known = key.is_some_and(|key| silent.contains(&key.as_str()));
        assert!(!same || known, "{} has no effect", path.join("."));
    }
}

/// Lists the path of every scalar.
fn leaves(node: &Node, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                path.push(entry.key.clone());
                leaves(&entry.value, path, found);
                path.pop();
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(index.to_string());
                leaves(item, path, found);
                path.pop();
            }
        }
        Value::Scalar { .. } | Value::Null | Value::Broken => found.push(path.clone()),
    }
}

fn remove(node: &mut Node, path: &[String]) {
    let Some((step, rest)) = path.split_first() else { return };
    match &mut node.value {
        Value::Map(entries) if rest.is_empty() => entries.retain(|entry| entry.key != *step),
        Value::Map(entries) => {
            for entry in entries.iter_mut().filter(|entry| entry.key == *step) {
                remove(&mut entry.value, rest);
            }
        }
        Value::List(items) => {
            let index: usize = step.parse().unwrap();
            if rest.is_empty() {
                items.remove(index);
            } else {
                remove(&mut items[index], rest);
            }
        }
        Value::Scalar { .. } | Value::Null | Value::Broken => {}
    }
}

/// Reverses or rotates every mapping and list, as the numbers say; lines of `expect` and rules of
/// source translation keep their order.
fn shuffle(node: &mut Node, numbers: &mut impl Iterator<Item = usize>) {
    let turn = |length: usize, number: usize| if length == 0 { 0 } else { number % length };
    match &mut node.value {
        Value::Map(entries) => {
            for entry in entries.iter_mut() {
                if !["expect", "source_nat", "route_maps"].contains(&entry.key.as_str()) {
                    shuffle(&mut entry.value, numbers);
                }
            }
            let number = numbers.next().unwrap_or(0);
            let length = entries.len();
            entries.rotate_left(turn(length, number));
            if number % 2 == 1 {
                entries.reverse();
            }
        }
        Value::List(items) => {
            for item in items.iter_mut() {
                shuffle(item, numbers);
            }
            let number = numbers.next().unwrap_or(0);
            let length = items.len();
            items.rotate_left(turn(length, number));
        }
        Value::Scalar { .. } | Value::Null | Value::Broken => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_a_file_never_shows(
        numbers in prop::collection::vec(0_usize..97, 400),
        which in 0_usize..3,
    ) {
        let text = [FULL, SKETCH, include_str!("../judge/clean.yaml")][which];
        let (document, _) = read_bytes(&mut Sources::default(), "t.yaml", text.as_bytes());
        let mut shuffled = document.clone();
        shuffle(&mut shuffled.root, &mut numbers.into_iter());
        let (one, other) = (lower(&[document]), lower(&[shuffled]));
        prop_assert_eq!(&one.model, &other.model);
        prop_assert_eq!(&one.diagnostics, &other.diagnostics);
        prop_assert_eq!(&one.source_map, &other.source_map);
    }

    #[test]
    fn anything_lowers_without_a_panic(cut in 0_usize..5000, drop in 1_usize..60) {
        let mut text = FULL.to_owned();
        let from = text.floor_char_boundary(cut.min(text.len()));
        let to = text.floor_char_boundary((cut + drop).min(text.len()));
        text.replace_range(from..to, "");
        let (document, problems) = read_bytes(&mut Sources::default(), "t.yaml", text.as_bytes());
        let lowered = lower_with(&[document], &problems, Known::default());
        let bad = |found: &Diagnostic| found.severity == crate::diagnostic::Severity::Error;
        let errors = lowered.diagnostics.iter().chain(&problems).any(bad);
        prop_assert_eq!(errors, !lowered.model.incomplete.is_empty());
    }
}

#[test]
fn a_thousand_errors_are_all_reported() {
    let mut text =
        "outpath: 1\nregion: r\nvpcs:\n  shop:\n    cidrs: [10.0.0.0/16]\n    subnets:\n"
            .to_owned();
    for index in 0..1000 {
        text.push_str(&format!(
            "      s{index}: {{ cidr: 10.0.{}.0/33, rout_table: x }}\n",
            index % 256
        ));
    }
    text.push_str("instances:\n");
    for index in 0..1000 {
        text.push_str(&format!("  i{index}: {{ subnet: shop.t{index}, ip: 10.0.0.9 }}\n"));
    }
    let found = lowered(&text).diagnostics;
    let count = |code: &str| found.iter().filter(|found| found.code.id == code).count();
    assert_eq!((count("OP9104"), count("OP9101"), count("OP9201")), (1000, 1000, 1000));
}

#[test]
fn what_an_error_spoils_is_incomplete_and_no_more() {
    let incomplete = |from: &str, to: &str| {
        let text = SKETCH.replacen(from, to, 1);
        assert_ne!(text, SKETCH);
        let lowered = lowered(&text);
        let name = |object: &ObjectId| {
            format!("{} {}", object.noun(), lowered.model.identity(*object).name)
        };
        lowered.model.incomplete.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        incomplete("route_table: rack }", "route_table: rak }"),
        "subnet shop.rack, route table shop.rack"
    );
    let text = SKETCH.replacen("route_table: rack }", "route_table: rak }", 1);
    assert_eq!(lowered(&text).diagnostics.len(), 1, "one mistake, one message");
    assert_eq!(
        incomplete("cidr: 10.0.3.0/24", "cidr: 10.0.3.0"),
        "VPC shop, route table shop.rack"
    );
    assert_eq!(incomplete("ip: 10.0.3.112", "ip: 10.0.3"), "subnet shop.rack");
    assert_eq!(incomplete("10.0.0.0/16]", "10.0.0.0/16, x]"), "VPC shop");
    assert_eq!(
        incomplete("0.0.0.0/0: vif_group.main", "0.0.0.0/0: vif_group.man"),
        "local gateway route table plant-1.lgw.campus"
    );
    assert_eq!(incomplete("web -> db", "[web]\n  - a -> b"), "");
    assert_eq!(incomplete("vpcs:", "vpsc: {}\nvpcs:"), "topology ");
    assert_eq!(incomplete("vlan: 101", "vlan: 9999"), "virtual interface plant-1.lgw.main.ond-1");
    assert_eq!(
        incomplete("zone: usw2-az1\n", "zonne: usw2-az1\n").split(',').next(),
        Some("topology ")
    );
}

#[test]
fn what_a_shared_value_spoils_is_every_use() {
    let text = "outpath: 1\nregion: r\nvpcs:\n  a:\n    cidrs: [10.0.0.0/16]\n    route_tables: { x: { routes: &r { 0.0.0.0: igw } } }\n  b:\n    cidrs: [10.1.0.0/16]\n    route_tables: { y: { routes: *r } }\n";
    let lowered = lowered(text);
    assert_eq!(lowered.diagnostics.len(), 1, "said once");
    let name = |object: &ObjectId| lowered.model.identity(*object).name.clone();
    assert_eq!(lowered.model.incomplete.iter().map(name).collect::<Vec<_>>(), ["a.x", "b.y"]);
}

#[test]
fn keys_lead_to_the_text() {
    let sketch = lowered(SKETCH);
    let model = &sketch.model;
    let text = |key: Key| {
        let span = sketch.source_map.span(key).unwrap();
        &SKETCH[span.start as usize..span.end as usize]
    };
    let named = |name: &str, noun: &str| {
        let mut all = model.objects();
        all.find(|object| model.identity(*object).name == name && object.noun() == noun).unwrap()
    };
    let table = named("shop.rack", "route table");
    assert_eq!(text(Key::item(table, "routes", 0)), "0.0.0.0/0: igw");
    assert_eq!(text(Key::item(table, "routes", 1)), "172.16.100.0/24: lgw");
    assert_eq!(text(Key::field(named("shop.rack", "subnet"), "cidr")), "10.0.3.0/24");
    assert_eq!(text(Key::item(named("shop", "VPC"), "cidrs", 0)), "10.0.0.0/16");
    assert_eq!(text(Key::item(named("web", "network interface"), "security_groups", 0)), "web");
    assert_eq!(text(named("campus.172.31.0.0/30", "LAN segment").into()), "172.31.0.2/30");
    assert!(text(named("web", "instance").into()).starts_with("web: { subnet"));
    assert_eq!(sketch.source_map.confidence(named("shop", "VPC")), Confidence::Exact);
    assert_eq!(
        sketch.source_map.confidence(named("campus.172.31.0.0/30", "LAN segment")),
        Confidence::Assumed
    );
    for object in model.objects().filter(|object| model.identity(*object).name != "x") {
        assert!(sketch.source_map.span(object).is_some(), "{}", model.identity(object).name);
    }
}

/// Long lists that are compared with each other: what costs their product never ends here.
#[test]
fn long_lists_are_compared_in_bounded_time() {
    let count = 3_000;
    let block = |index: usize| format!("10.{}.{}.0/28", index / 256, index % 256);
    let list = |number: usize| (0..number).map(block).collect::<Vec<_>>().join(", ");
    let mut text =
        format!("outpath: 1\nregion: r\nvpcs:\n  a:\n    cidrs: [{}]\n    subnets:\n", list(count));
    for index in 0..count {
        text.push_str(&format!(
            "      s{index}: {{ cidr: 11.{}.{}.0/28 }}\n",
            index / 256,
            index % 256
        ));
    }
    text.push_str("    route_tables:\n      t:\n        routes:\n");
    for index in 0..count {
        text.push_str(&format!("          12.{}.{}.0/24: local\n", index / 256, index % 256));
    }
    for index in 0..count {
        text.push_str(&format!("  v{index}: {{ region: r{index}, cidrs: [10.0.0.0/16] }}\n"));
    }
    text.push_str(
        "outposts:\n  p:\n    zone: z\n    local_gateway:\n      route_tables:\n        t:\n",
    );
    let vpcs: Vec<String> = (0..count).map(|index| format!("v{index}")).collect();
    text.push_str(&format!(
        "          vpcs: [a, {}]\n          coip_pools: {{ p: [{}] }}\n",
        vpcs.join(", "),
        list(count)
    ));
    let lowered = lowered(&text);
    assert!(lowered.diagnostics.len() > 4 * count);
}
