//! A tree as JSON. Nothing of the text that it was read from is looked at.

use crate::document::{Node, Value};

/// Returns the text of a tree.
pub(super) fn print(root: &Node) -> String {
    let mut out = String::new();
    write(root, 0, &mut out);
    out.push('\n');
    out
}

/// Returns whether a word means a number in JSON.
pub(super) fn is_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

fn write(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Null | Value::Broken => out.push_str("null"),
        Value::Scalar { text, quoted: false }
            if matches!(text.as_str(), "true" | "false") || is_number(text) =>
        {
            out.push_str(text);
        }
        Value::Scalar { text, .. } => out.push_str(&quoted(text)),
        Value::List(items) => {
            let parts = items.iter().map(|item| (None, item));
            among(('[', ']'), parts.collect(), depth, out);
        }
        Value::Map(entries) => {
            let parts = entries.iter().map(|entry| (Some(entry.key.as_str()), &entry.value));
            among(('{', '}'), parts.collect(), depth, out);
        }
    }
}

fn among(
    (open, close): (char, char),
    parts: Vec<(Option<&str>, &Node)>,
    depth: usize,
    out: &mut String,
) {
    out.push(open);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("    ", depth));
    };
    let empty = parts.is_empty();
    for (at, (key, value)) in parts.into_iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        line(out, depth + 1);
        if let Some(key) = key {
            out.push_str(&quoted(key));
            out.push_str(": ");
        }
        write(value, depth + 1, out);
    }
    if !empty {
        line(out, depth);
    }
    out.push(close);
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
