//! The pages of rules: their sections, and the topologies in them.

use std::fs;

use outpath_core::rules::Rule;
use outpath_tests::files::{files, root};

/// A topology of a page.
pub(crate) struct Example {
    /// The line of the page where it starts.
    pub(crate) line: usize,
    /// The whole topology.
    pub(crate) text: String,
}

/// Returns the base topologies by their names.
pub(crate) fn bases() -> Vec<(String, String)> {
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let all = files(&root().join("core/src/rules/base"), "yaml");
    all.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Returns the headings of the second level.
pub(crate) fn headings(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

/// Returns the lines of a section with their numbers.
pub(crate) fn section<'a>(page: &'a str, heading: &str) -> Vec<(usize, &'a str)> {
    let start = format!("## {heading}");
    let lines = page.lines().enumerate().skip_while(|(_, line)| *line != start).skip(1);
    lines
        .take_while(|(_, line)| !line.starts_with("## "))
        .map(|(at, line)| (at + 1, line))
        .collect()
}

/// Returns the topologies in a section of a rule's page.
pub(crate) fn examples(rule: &Rule, heading: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut base: Option<String> = None;
    let mut lines = section(rule.docs, heading).into_iter();
    while let Some((line, text)) = lines.next() {
        if let Some((_, rest)) = text.split_once("](../base/") {
            base = rest.split_once(')').map(|(name, _)| name.to_owned());
        }
        let Some(kind) = text.strip_prefix("```") else { continue };
        let body: Vec<&str> =
            lines.by_ref().map(|(_, text)| text).take_while(|text| *text != "```").collect();
        let text = match (kind, base.take()) {
            ("yaml", None) => body.join("\n") + "\n",
            ("diff", Some(base)) => {
                let (_, text) = bases().into_iter().find(|(name, _)| *name == base).unwrap();
                patched(&text, &body, &format!("{}, line {line}", rule.code.id))
            }
            other => panic!("{}, line {line}: a block of {other:?}", rule.code.id),
        };
        found.push(Example { line, text });
    }
    found
}

/// Applies changes to a topology. What is to be changed must stand in it exactly once.
fn patched(base: &str, changes: &[&str], place: &str) -> String {
    let mut text = base.to_owned();
    for hunk in changes.split(|line| line.starts_with("@@")) {
        let (mut before, mut after) = (String::new(), String::new());
        for line in hunk {
            let (mark, rest) = if line.is_empty() { (" ", "") } else { line.split_at(1) };
            if matches!(mark, " " | "-") {
                before.push_str(&format!("{rest}\n"));
            }
            if matches!(mark, " " | "+") {
                after.push_str(&format!("{rest}\n"));
            }
        }
        let times = text.matches(&before).count();
        assert_eq!(times, 1, "{place}: the base has this {times} times:\n{before}");
        text = text.replacen(&before, &after, 1);
    }
    text
}
