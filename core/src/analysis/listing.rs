//! The list of all rules.

use serde::Serialize;

use super::{Answer, Status};
use crate::{
    diagnostic::{CODES, Code, Severity},
    report::{Role, Text, to_json},
    rules::ALL,
};

#[derive(Debug, Serialize)]
struct List {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    summary: &'static str,
    facts: &'static [&'static str],
}

/// The families, by the thousands of their codes.
const FAMILIES: [(&str, &str); 9] = [
    ("OP1", "Addressing"),
    ("OP2", "Routing"),
    ("OP3", "Local gateway"),
    ("OP4", "Customer-owned addresses"),
    ("OP5", "Service link"),
    ("OP6", "BGP"),
    ("OP7", "Filtering"),
    ("OP8", "Resilience"),
    ("OP962", "What is accepted"),
];

/// Returns every rule: code, name, usual severity, summary and facts.
#[must_use]
pub fn rules() -> Answer {
    let (mut text, mut concise) = (Text::default(), Text::default());
    for (prefix, family) in FAMILIES {
        let mut first = true;
        for code in listed().filter(|code| code.id.starts_with(prefix)) {
            if first {
                let gap = if text.is_empty() { "" } else { "\n" };
                text.line(Role::Strong, format!("{gap}{family}"));
            }
            first = false;
            let role = match code.severity {
                Severity::Error => Role::Bad,
                Severity::Warning => Role::Warn,
                Severity::Note => Role::Dim,
            };
            for out in [&mut text, &mut concise] {
                out.push(Role::Code, format!("{}  ", code.id));
                out.push(role, format!("{:<7}", code.severity.word()));
                out.line(Role::Plain, format!("  {}", code.name));
            }
            text.line(Role::Dim, format!("        {}", code.page));
        }
    }
    let entry = |code: &'static Code| Entry {
        code: code.id,
        name: code.name,
        severity: code.severity.word(),
        summary: code.page,
        facts: code.facts,
    };
    let list = List { version: 1, rules: listed().map(entry).collect() };
    Answer::new(Status::Clean, text, concise, to_json(&list))
}

/// Returns the codes of the rules, and those about what is accepted.
fn listed() -> impl Iterator<Item = &'static Code> {
    let accepting = CODES.iter().copied().filter(|code| code.id.starts_with("OP962"));
    ALL.iter().map(|rule| rule.code).chain(accepting)
}
