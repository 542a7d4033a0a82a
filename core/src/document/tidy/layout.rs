//! What stands on one line.

use crate::document::{
    check::takes,
    fields::{Form, Kind, Shape},
    tree::{Node, Value},
};

/// More entries of a mapping with free keys have a line each.
const FEW: usize = 2;

/// Decides for each part whether it may stand on one line; returns whether the whole may.
pub(super) fn lay_out(shape: &'static Shape, node: &mut Node) -> bool {
    let Value::Map(entries) = &mut node.value else { return true };
    let mut short = true;
    for entry in entries {
        if let Some(field) = shape.field(&entry.key) {
            short &= value(&field.kind, &mut entry.value);
        }
    }
    node.flow = short;
    short
}

fn value(kind: &'static Kind, node: &mut Node) -> bool {
    let short = match kind.form() {
        Form::Object(shape) => return lay_out(shape, node),
        Form::Map(key, inner) => {
            let Value::Map(entries) = &mut node.value else { return true };
            let count = entries.len();
            let mut short = !matches!(key, Kind::Name) && count <= FEW;
            for entry in entries {
                short &= value(inner, &mut entry.value);
            }
            short || count == 0
        }
        Form::List(item) | Form::OneOrMany(item) => match &mut node.value {
            Value::List(items) => {
                let words = |node: &Node| node.text().is_some_and(|text| text.contains(' '));
                let mut short = items.len() <= 1 || !items.iter().any(words);
                for node in items {
                    short &= value(item, node);
                }
                short
            }
            Value::Map(_) => value(item, node),
            Value::Null | Value::Scalar { .. } | Value::Broken => true,
        },
        Form::Either(kinds) => match kinds.iter().find(|kind| takes(kind, node)) {
            Some(fitting) => return value(fitting, node),
            None => true,
        },
        Form::Single => true,
    };
    node.flow = short;
    short
}
