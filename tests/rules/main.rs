//! The pages of the rules are run: every topology under *Fails* and *Passes*.
//!
//! A topology is a block of YAML, or of changes to a base topology that the words above the block
//! link to: lines with `-` and their neighbors must stand in it, lines with `+` take their place, and
//! `@@` starts another place. `# error: [OP3001]` at the end of a line says what must be found there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod cases;
mod fingerprint;
mod fixes;
mod mutations;
mod page;
mod random;
mod registry;
mod scorecard;

use outpath_core::{
    analysis::{Checking, Workspace},
    rules::{ALL, Rule},
};
use outpath_tests::files::OneText;
use serde_json::Value;

use page::{Example, examples};

/// What stands at a line: the line, the severity and the code.
type Mark = (u64, String, String);

#[test]
fn the_failing_examples_fail_as_they_say() {
    let mut failures = String::new();
    for rule in ALL {
        let found = examples(rule, "Fails");
        assert!(!found.is_empty(), "{} has no failing example", rule.code.id);
        for example in found {
            let marks = marks(&example.text);
            let own = marks.iter().any(|(_, _, code)| code == rule.code.id);
            assert!(own, "an example of {} does not mention it", rule.code.id);
            compare(rule, &example, &marks, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn the_passing_examples_pass() {
    let mut failures = String::new();
    for rule in ALL {
        let found = examples(rule, "Passes");
        assert!(!found.is_empty(), "{} has no passing example", rule.code.id);
        for example in found {
            compare(rule, &example, &[], &mut failures);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn the_base_topologies_are_clean() {
    for (name, text) in page::bases() {
        assert_eq!(found(&text), [], "{name}\n{}", words(&text));
    }
}

/// Compares what is found in an example with what it says, whatever the code.
fn compare(rule: &Rule, example: &Example, marks: &[Mark], failures: &mut String) {
    let found = found(&example.text);
    if found != marks {
        failures.push_str(&format!(
            "{}, line {} of its page: expected {marks:?}, found\n{}\n",
            rule.code.id,
            example.line,
            words(&example.text)
        ));
    }
}

fn check(text: &str) -> outpath_core::analysis::Answer {
    Workspace::open(&OneText(text), &["topology.yaml"]).check(&Checking::default())
}

fn words(text: &str) -> String {
    check(text).text().to_string()
}

/// Returns what is found in a topology.
fn found(text: &str) -> Vec<Mark> {
    let json: Value = serde_json::from_str(check(text).json()).unwrap();
    let mark = |finding: &Value| {
        let word = |key: &str| finding[key].as_str().unwrap().to_owned();
        (finding["location"]["line"].as_u64().unwrap_or(0), word("severity"), word("code"))
    };
    let mut found: Vec<Mark> = json["findings"].as_array().unwrap().iter().map(mark).collect();
    found.sort();
    found
}

/// Returns what a topology says must be found in it.
fn marks(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let Some((_, comment)) = line.rsplit_once("# ") else { continue };
        for mark in comment.split("; ") {
            if let Some((severity, code)) = mark.split_once(": [") {
                let code = code.strip_suffix(']').unwrap();
                marks.push((number, severity.to_owned(), code.to_owned()));
            }
        }
    }
    marks.sort();
    marks
}
