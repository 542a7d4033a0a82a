//! Snapshots of the reference architectures, with the customer's side beside them: the same models,
//! and the same traces, as from the topology files that a person wrote.
//!
//! The snapshots were written from AWS's service model: one as a folder, one as a bundle, one with
//! levels for account and Region.

use std::fs;

use outpath_core::{
    analysis::Workspace,
    diagnostic::Severity,
    document::{self, Entry, Node, Value},
    model::Model,
    text::Sources,
};
use outpath_tests::{
    files::{Folder, files, root},
    print,
};

use crate::snapshot::Texts;

pub(crate) fn texts(name: &str) -> Texts {
    let folder = root().join("tests/importers/fixtures").join(name);
    let site = fs::read_to_string(folder.join("site.yaml")).unwrap();
    Texts::folder(&folder).with("site.yaml", &site)
}

/// Returns a model without what only AWS knows: ids, tags, accounts, the names of LAGs, and the default
/// network ACLs, which a person leaves out.
fn told(model: &Model) -> Node {
    fn prune(node: &Node) -> Node {
        let value = match &node.value {
            Value::Map(entries) => {
                let aws = [
                    "id",
                    "interface_id",
                    "tags",
                    "account",
                    "accounts",
                    "lag",
                    "network_acl",
                    "network_acls",
                ];
                let kept = entries.iter().filter(|one| !aws.contains(&one.key.as_str()));
                let pruned = |one: &Entry| Entry { value: prune(&one.value), ..one.clone() };
                Value::Map(kept.map(pruned).collect())
            }
            other => other.clone(),
        };
        Node { value, ..node.clone() }
    }
    let text = print::topology(model);
    let mut sources = Sources::default();
    let (document, problems) = document::read_bytes(&mut sources, "t.yaml", text.as_bytes());
    assert!(problems.is_empty(), "{text}");
    prune(&document.root)
}

/// Returns a trace without the decisions of network ACLs.
fn without_acls(trace: &str) -> String {
    let lines = trace.lines().filter(|line| !line.trim_start().starts_with("network ACL"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn rebuilt(fixture: &str, topology: &str) {
    let folder = root().join("topologies").join(topology);
    let texts = texts(fixture);
    let snapshot = texts.import();
    assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
    assert_eq!(snapshot.codes(Severity::Warning), [""; 0], "{}", snapshot.told());
    let written = document::open(&Folder(folder.clone()), &["topology.yaml"]).lower().model;
    let (found, expected) = (told(&snapshot.model), told(&written));
    assert!(
        found.says_same_as(&expected),
        "--- snapshot\n{}\n--- written\n{}",
        print::topology(&snapshot.model),
        print::topology(&written),
    );
    let names: Vec<&str> = texts.0.keys().map(String::as_str).collect();
    let workspace = Workspace::open(&texts, &names);
    let mut compared = 0;
    for file in files(&folder.join("traces"), "txt") {
        let text = fs::read_to_string(&file).unwrap();
        let (command, rest) = text.split_once('\n').unwrap();
        let Some(flow) = command.strip_prefix("$ outpath trace topology.yaml ") else { continue };
        let (answer, _) = rest.split_once("--- expected\n").unwrap_or((rest, ""));
        let found = workspace.trace(flow.trim_matches('\''));
        let found = found.unwrap_or_else(|problem| panic!("{flow}\n{}", problem.text()));
        assert_eq!(without_acls(&found.text().to_string()), answer, "{}", file.display());
        compared += 1;
    }
    assert!(compared >= 3, "only {compared} traces of {topology}");
}

#[test]
fn customer_owned_addresses_from_a_folder() {
    rebuilt("ra-03", "ra-03-customer-owned-ip");
}

#[test]
fn two_outposts_from_a_bundle() {
    rebuilt("ra-05", "ra-05-one-vpc-two-outposts");
}

#[test]
fn routing_domains_from_accounts_and_regions() {
    rebuilt("ra-10", "ra-10-routing-domains");
}
