//! Answers as the page reads them.

use serde_json::{Value, json};

use super::Workspace;

const TOPOLOGY: &str = include_str!("../../topologies/ra-01-direct-vpc-routing/topology.yaml");

/// Opens a text of one file, and returns the place of a part of it in UTF-16.
fn open(text: &str, part: &str) -> (Workspace, usize) {
    let mut workspace = Workspace::new();
    let request = json!({ "files": { "a.yaml": text }, "inputs": ["a.yaml"] });
    workspace.open(&request.to_string());
    let byte = text.find(part).unwrap();
    (workspace, text[..byte].encode_utf16().count())
}

fn read(answer: &str) -> Value {
    serde_json::from_str(answer).unwrap()
}

#[test]
fn completion_counts_in_utf16() {
    // A character of two units in UTF-16, and four bytes, before the place.
    let text = format!("# \u{1f600}\n{TOPOLOGY}").replace("vif_group: main", "vif_group: ma");
    let (workspace, from) = open(&text, "ma\n          vpcs");
    let found = read(&workspace.complete("a.yaml", from + 2));
    let option = json!({ "label": "main", "detail": "VIF group, AS64512", "doc": "",
        "insert": "main", "kind": "name" });
    assert_eq!(found, json!({ "from": from, "to": from + 2, "options": [option] }));
    let none = json!({ "from": 0, "to": 0, "options": [] });
    assert_eq!(read(&workspace.complete("b.yaml", 7)), none);
}

#[test]
fn a_hover_is_a_title_and_markdown_or_null() {
    let (workspace, at) = open(TOPOLOGY, "shop.rack,");
    let found = read(&workspace.hover("a.yaml", at));
    let markdown = "Subnet, 10.0.3.0/24 on plant-1.\n\nDefined in a.yaml, line 14.";
    let title = "subnet shop.rack";
    assert_eq!(found, json!({ "from": at, "to": at + 9, "title": title, "markdown": markdown }));
    assert_eq!(workspace.hover("a.yaml", 0), "null");
    assert_eq!(workspace.hover("b.yaml", at), "null");
}

#[test]
fn a_trial_becomes_edits_of_a_text_or_says_why_not() {
    let text = format!("# \u{1f600}\n{TOPOLOGY}");
    let (workspace, at) = open(&text, " }\n\non_premises");
    let edit = json!({ "from": at, "to": at, "insert": ", state: stopped" });
    let found = read(&workspace.to_file("stop reports"));
    assert_eq!(found, json!({ "file": "a.yaml", "edits": [edit] }));
    let why = "the inputs say so already";
    assert_eq!(read(&workspace.to_file("start reports")), json!({ "why": why }));
}
