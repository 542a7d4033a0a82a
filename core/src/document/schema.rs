//! The JSON Schema of the topology file, for editors.

use serde_json::{Map, Value, json};

use super::fields::{FIELDS, Family, Field, Kind, Shape};

/// Returns the JSON Schema (draft 2020-12) of a topology file.
///
/// It says what form checking checks. What refers to what, it cannot say.
#[must_use]
pub fn schema() -> Value {
    let mut top = object(&FIELDS);
    let head = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Outpath topology file",
    });
    if let (Value::Object(top), Value::Object(mut head)) = (&mut top, head) {
        head.append(top);
        return Value::Object(head);
    }
    top
}

/// A mapping with fixed keys; nothing stands for an empty one unless it lacks something then.
fn object(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for field in shape.fields {
        properties.insert(field.name.to_owned(), property(field));
    }
    let required: Vec<&str> =
        shape.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = Map::new();
    let form = if required.is_empty() { json!(["object", "null"]) } else { json!("object") };
    schema.insert("description".to_owned(), json!(shape.doc));
    schema.insert("type".to_owned(), form);
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    Value::Object(schema)
}

fn property(field: &Field) -> Value {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(description(field)));
    if let Value::Object(kind) = kind(&field.kind) {
        let rest = kind.into_iter().filter(|(key, _)| key != "description");
        schema.extend(rest);
    }
    Value::Object(schema)
}

fn description(field: &Field) -> String {
    let mut text = field.doc.to_owned();
    if !field.default.is_empty() {
        text.push_str(&format!(" Without it: {}.", field.default));
    }
    if let Kind::Word(words) = field.kind {
        for (word, doc) in words {
            text.push_str(&format!("\n- `{word}`: {doc}"));
        }
    }
    text
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

const V4_PREFIX: &str = r"^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}$";
const V6_PREFIX: &str = r"^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/[0-9]{1,3}$";
const ANY_PREFIX: &str = r"^[0-9A-Fa-f:.]+/[0-9]{1,3}$";

fn kind(kind_of: &Kind) -> Value {
    match kind_of {
        Kind::Version => json!({ "const": 1 }),
        // Editors read an id such as 12 as a number; form checking takes it as text.
        Kind::Text | Kind::Reference(_) => {
            json!({ "type": ["string", "number", "boolean"] })
        }
        Kind::Target
        | Kind::LocalGatewayTarget
        | Kind::TransitGatewayTarget
        | Kind::NextHop
        | Kind::Expectation
        | Kind::SecurityGroupRule(_)
        | Kind::NetworkAclRule(_)
        | Kind::AsPath => {
            json!({ "type": "string" })
        }
        Kind::PrefixRange => pattern(r"^[0-9A-Fa-f:.]+/[0-9]{1,3}( +[gl]e +[0-9]{1,3}){0,2}$"),
        Kind::Community => pattern(r"^([0-9]{1,5}:[0-9]{1,5}|no-export|no-advertise)$"),
        Kind::Name => pattern(r#"^[^\s.,()\[\]{}<>"']+$"#),
        Kind::AccountNumber => json!({ "type": ["string", "integer"], "pattern": "^[0-9]{12}$" }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Prefix(Family::Any) | Kind::RouterDestination | Kind::InterfaceAddress => {
            pattern(ANY_PREFIX)
        }
        Kind::Prefix(Family::V4) => pattern(V4_PREFIX),
        Kind::Prefix(Family::V6) => pattern(V6_PREFIX),
        Kind::Destination => pattern(r"^([0-9A-Fa-f:.]+/[0-9]{1,3}|prefix_list\..+)$"),
        Kind::Address(Family::Any) => pattern(r"^[0-9A-Fa-f:.]+$"),
        Kind::Address(Family::V4) => pattern(r"^[0-9]{1,3}(\.[0-9]{1,3}){3}$"),
        Kind::Address(Family::V6) => pattern(r"^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$"),
        Kind::Word(words) => {
            json!({ "enum": words.iter().map(|(word, _)| *word).collect::<Vec<_>>() })
        }
        Kind::Setting => {
            let settings = crate::facts::SETTINGS.iter();
            json!({ "enum": settings.map(|setting| setting.fact).collect::<Vec<_>>() })
        }
        Kind::List(item) => json!({ "type": ["array", "null"], "items": kind(item) }),
        Kind::OneOrMany(item) => {
            json!({ "anyOf": [kind(item), { "type": ["array", "null"], "items": kind(item) }] })
        }
        Kind::Map { key, value } => json!({
            "type": ["object", "null"],
            "propertyNames": names(key),
            "additionalProperties": kind(value),
        }),
        Kind::Object(shape) => object(shape),
        Kind::Either(kinds) => json!({ "anyOf": kinds.iter().map(kind).collect::<Vec<_>>() }),
    }
}

/// What keys are like: always strings, so only patterns and words matter.
fn names(key: &Kind) -> Value {
    match kind(key) {
        Value::Object(mut schema) => {
            schema.remove("type");
            Value::Object(schema)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_part() {
        let schema = schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["required"], json!(["outpath"]));
        assert_eq!(schema["additionalProperties"], false);
        let vif = "/properties/outposts/additionalProperties/properties/local_gateway/properties\
                   /vif_groups/additionalProperties/properties/vifs/additionalProperties";
        let vif = schema.pointer(vif).expect("the shape of a virtual interface");
        assert_eq!(vif["properties"]["vlan"]["maximum"], 4094);
        assert_eq!(vif["properties"]["state"]["enum"][1], "available");
        assert_eq!(vif["required"], json!(["local"]));
    }
}
