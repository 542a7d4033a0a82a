//! The fingerprint of a finding stays the same as long as the finding does.

use std::fs;

use outpath_core::{
    analysis::{Checking, Workspace},
    document::{Node, Value, read_bytes},
    rules::ALL,
    text::Sources,
};
use outpath_tests::files::{OneText, files, root};
use serde_json::Value as Json;

use crate::page::examples;

/// The code and fingerprint of every finding, sorted.
fn fingerprints(name: &str, text: &str) -> Vec<(String, String)> {
    let answer = Workspace::open(&OneText(text), &[name]).check(&Checking::default());
    let json: Json = serde_json::from_str(answer.json()).unwrap();
    let word = |one: &Json, key: &str| one[key].as_str().unwrap().to_owned();
    let findings = json["findings"].as_array().unwrap().iter();
    let mut all: Vec<_> =
        findings.map(|one| (word(one, "code"), word(one, "fingerprint"))).collect();
    all.sort();
    all
}

/// Every topology that says something wrong: pages of rules, and the deliberate mistakes.
fn topologies() -> Vec<(String, String)> {
    let pages = ALL.iter().flat_map(|rule| {
        let examples = examples(rule, "Fails").into_iter();
        examples.map(|one| (format!("{}, line {}", rule.code.id, one.line), one.text))
    });
    let shipped = files(&root().join("topologies"), "yaml").into_iter();
    let shipped =
        shipped.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    pages.chain(shipped).collect()
}

#[test]
fn other_lines_another_order_and_another_name_are_the_same_findings() {
    let mut changed = String::new();
    let mut compared = 0;
    for (what, text) in topologies() {
        let before = fingerprints("topology.yaml", &text);
        let after = fingerprints("elsewhere/renamed.yaml", &rewritten(&text));
        compared += before.len();
        if before != after {
            changed.push_str(&format!("{what}:\n  {before:?}\n  {after:?}\n"));
        }
    }
    assert!(changed.is_empty(), "{changed}");
    assert!(compared > 100, "{compared}");
}

#[test]
fn no_two_findings_share_a_fingerprint() {
    for (what, text) in topologies() {
        let all = fingerprints("topology.yaml", &text);
        let mut unique: Vec<&String> = all.iter().map(|(_, fingerprint)| fingerprint).collect();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), all.len(), "{what}: {all:?}");
        assert!(unique.iter().all(|one| one.len() == 32), "{what}: {all:?}");
    }
}

#[test]
fn fingerprints_are_those_of_earlier_versions() {
    let text = fs::read_to_string(root().join("topologies/broken/unknown-key/topology.yaml"));
    let found = fingerprints("topology.yaml", &text.unwrap());
    assert_eq!(found, [("OP9101".to_owned(), "3ec4a74edf86dfbc72bf2c4b912243e2".to_owned())]);
}

/// Writes a topology with its keys in the opposite order, a comment before each, and every value on
/// another line than before.
fn rewritten(text: &str) -> String {
    let mut sources = Sources::default();
    let (document, _) = read_bytes(&mut sources, "a.yaml", text.as_bytes());
    let mut out = "# rewritten\n\n".to_owned();
    write(&mut out, &document.root, 0);
    out
}

fn write(out: &mut String, node: &Node, depth: usize) {
    let indent = " ".repeat(depth);
    match &node.value {
        Value::Null | Value::Broken => out.push_str(&format!("{indent}~\n")),
        Value::Scalar { text, quoted: false } => out.push_str(&format!("{indent}{text}\n")),
        Value::Scalar { text, quoted: true } => out.push_str(&format!("{indent}{text:?}\n")),
        Value::List(items) if items.is_empty() => out.push_str(&format!("{indent}[]\n")),
        Value::Map(entries) if entries.is_empty() => out.push_str(&format!("{indent}{{}}\n")),
        Value::List(items) => {
            for item in items {
                out.push_str(&format!("{indent}-\n"));
                write(out, item, depth + 2);
            }
        }
        Value::Map(entries) => {
            for entry in entries.iter().rev() {
                out.push_str(&format!("{indent}# a comment\n{indent}{:?}:\n", entry.key));
                write(out, &entry.value, depth + 2);
            }
        }
    }
}
