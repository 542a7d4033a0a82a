//! The JSON Schema of `outpath.toml`.

use serde_json::{Map, Value, json};

use super::keys::{Form, KEYS, Key, LEVELS};
use crate::rules::LIMITS;

/// Returns the schema, for editors.
#[must_use]
pub(crate) fn schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of Outpath",
        "description": "What a project decides once for every run of `outpath check`.",
    });
    merge(&mut schema, object(KEYS));
    schema
}

fn merge(schema: &mut Value, more: Value) {
    if let (Value::Object(schema), Value::Object(more)) = (schema, more) {
        schema.extend(more);
    }
}

fn object(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut one = form(key.form);
            merge(&mut one, json!({ "description": key.text }));
            (key.name.to_owned(), one)
        })
        .collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn form(form: Form) -> Value {
    match form {
        Form::Text => json!({ "type": "string", "minLength": 1 }),
        Form::Count => json!({ "type": "integer", "minimum": 0 }),
        Form::Word(words) => json!({ "enum": words }),
        Form::Selectors => json!({ "type": "array", "items": { "type": "string" } }),
        Form::Severities => {
            json!({ "type": "object", "additionalProperties": { "enum": LEVELS } })
        }
        Form::Limits => {
            let limit = |one: &&crate::rules::Limit| {
                let text =
                    format!("The {} of {}; {} by default.", one.things, one.per, one.default);
                let most = if one.adjustable { one.most } else { Some(one.default) };
                let mut limit = json!({ "type": "integer", "minimum": 0, "description": text });
                if let Some(most) = most {
                    merge(&mut limit, json!({ "maximum": most }));
                }
                (one.name.to_owned(), limit)
            };
            let limits: Map<String, Value> = LIMITS.iter().map(limit).collect();
            json!({ "type": "object", "additionalProperties": false, "properties": limits })
        }
        Form::Tables(keys) => {
            let required: Vec<&str> = keys.iter().map(|key| key.name).collect();
            let mut items = object(keys);
            merge(&mut items, json!({ "required": required }));
            json!({ "type": "array", "items": items })
        }
        Form::Day => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
    }
}

/// Returns the reference of the configuration, as Markdown.
#[must_use]
pub(crate) fn reference() -> String {
    let mut text = "# The configuration\n\n\
        `outpath.toml` says once what counts in every run of `outpath check`; [Checking](checking.md) says how it \
        is found.\n\n\
        | Key | Takes | Means |\n| --- | --- | --- |\n".to_owned();
    let rows = KEYS.iter().map(|key| (key.name.to_owned(), key));
    let waivers = super::keys::WAIVER.iter().map(|key| (format!("waivers.{}", key.name), key));
    for (name, key) in rows.chain(waivers) {
        text.push_str(&format!("| `{name}` | {} | {} |\n", key.form.words(), key.text));
    }
    text.push_str("\n`limits` has a key for each quota:\n\n");
    text.push_str("| Key | Default | Counts |\n| --- | --- | --- |\n");
    for limit in LIMITS {
        text.push_str(&format!(
            "| `{}` | {} | {} of {} |\n",
            limit.name, limit.default, limit.things, limit.per
        ));
    }
    text
}
