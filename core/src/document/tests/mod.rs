//! Tests of the room as a whole: text in, tree and problems out, and back to text.

mod faults;
mod hostile;
mod printing;
mod properties;
mod reading;

use super::{Document, Value, format, read_bytes};
use crate::diagnostic::Diagnostic;
use crate::text::Sources;

/// Reads a text under a name.
fn read_as(name: &str, text: &str) -> (Document, Vec<Diagnostic>) {
    read_bytes(&mut Sources::default(), name, text.as_bytes())
}

/// Reads a YAML text.
fn read_yaml(text: &str) -> (Document, Vec<Diagnostic>) {
    read_as("plant.yaml", text)
}

/// Reads a text in which nothing is wrong.
fn whole(name: &str, text: &str) -> Document {
    let (document, problems) = read_as(name, text);
    assert!(problems.is_empty(), "{text}\n{}", list(text, &problems));
    document
}

/// Prints a text in the canonical way.
fn formatted(name: &str, text: &str) -> String {
    format(&whole(name, text), text)
}

/// Lists problems as `line:column code "what is underlined": message`, one per line.
fn list(text: &str, problems: &[Diagnostic]) -> String {
    let mut sources = Sources::default();
    let _ = sources.add("plant.yaml", text);
    let line = |problem: &Diagnostic| {
        let span = problem.primary.as_ref().expect("every problem of a text has a place").span;
        let place = sources.position(span);
        let words = text.get(span.start as usize..span.end as usize).unwrap_or("(outside)");
        let id = problem.code.id;
        format!("{}:{} {id} {words:?}: {}\n", place.line, place.column, problem.message)
    };
    problems.iter().map(line).collect()
}

/// Prints a tree in one line: `{ }` and `[ ]`, quotes where they stood, `!` for broken parts.
fn outline(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Broken => "!".to_owned(),
        Value::Scalar { text, quoted: true } => format!("{text:?}"),
        Value::Scalar { text, quoted: false } => text.clone(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| outline(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}: {}", entry.key, outline(&entry.value.value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
