//! YAML values on one line.

use super::scalar::{self, Spot};
use crate::document::tree::{Node, Share, UNKNOWN, Value};

/// Returns a text with the name before it under which it is used again.
pub(super) fn with_name(node: &Node, text: &str) -> String {
    match &node.share {
        Some(Share::Defined(name)) => format!("&{name} {text}"),
        Some(Share::Used(_)) | None => text.to_owned(),
    }
}

/// Returns a value on one line, if it takes at most `room` characters.
pub(super) fn flow(node: &Node, room: usize, spot: Spot) -> Option<String> {
    if let Some(Share::Used(name)) = &node.share {
        return Some(format!("*{name}")).filter(|text| text.chars().count() <= room);
    }
    let mut out = with_name(node, "");
    let mut used = out.chars().count();
    let mut push = |text: &str| {
        out.push_str(text);
        used += text.chars().count();
        (used <= room).then(|| room - used)
    };
    match &node.value {
        Value::Null => push("null")?,
        Value::Broken => push(UNKNOWN)?,
        Value::Scalar { text, quoted } => push(&scalar::value(text, *quoted, spot))?,
        Value::List(items) => {
            let mut left = push("[")?;
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    left = push(", ")?;
                }
                left = push(&flow(item, left, Spot::Brackets)?)?;
            }
            push("]")?
        }
        Value::Map(entries) if entries.is_empty() => push("{}")?,
        Value::Map(entries) => {
            let mut left = push("{ ")?;
            for (index, entry) in entries.iter().enumerate() {
                if index > 0 {
                    push(", ")?;
                }
                push(&scalar::name(&entry.key, Spot::NameInBrackets))?;
                left = push(": ")?.min(left);
                left = push(&flow(&entry.value, left, Spot::Brackets)?)?;
            }
            push(" }")?
        }
    };
    Some(out)
}
