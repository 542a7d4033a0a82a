//! As much of XML Schema as the one of JUnit needs: which elements stand in which, which attributes
//! each has, and which it must have.

use roxmltree::{Document, Node};

/// The namespace of XML Schema.
const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// Returns what is wrong with a document by a schema.
pub(crate) fn problems(schema: &str, text: &str) -> Vec<String> {
    let schema = Document::parse(schema).unwrap();
    let mut wrong = Vec::new();
    match Document::parse(text) {
        Ok(document) => element(schema.root_element(), document.root_element(), &mut wrong),
        Err(error) => wrong.push(error.to_string()),
    }
    wrong
}

fn of_schema<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |one| one.has_tag_name((XS, name)))
}

fn element(schema: Node<'_, '_>, node: Node<'_, '_>, wrong: &mut Vec<String>) {
    let name = node.tag_name().name();
    let mut declared = schema.children().filter(|one| one.has_tag_name((XS, "element")));
    let Some(declared) = declared.find(|one| one.attribute("name") == Some(name)) else {
        return wrong.push(format!("<{name}> is no element"));
    };
    let attributes: Vec<Node<'_, '_>> = of_schema(declared, "attribute").collect();
    for given in node.attributes() {
        if attributes.iter().all(|one| one.attribute("name") != Some(given.name())) {
            wrong.push(format!("<{name}> has no {}", given.name()));
        }
    }
    for one in attributes.iter().filter(|one| one.attribute("use") == Some("required")) {
        let attribute = one.attribute("name").unwrap();
        if node.attribute(attribute).is_none() {
            wrong.push(format!("<{name}> needs {attribute}"));
        }
    }
    let mixed = of_schema(declared, "complexType").next();
    let texts = mixed.is_none_or(|kind| kind.attribute("mixed") == Some("true"));
    for child in node.children() {
        let inner = child.tag_name().name();
        let known =
            || of_schema(declared, "element").any(|one| one.attribute("ref") == Some(inner));
        if child.is_text() && !texts && !child.text().unwrap_or_default().trim().is_empty() {
            wrong.push(format!("<{name}> has a text"));
        } else if child.is_element() && !known() {
            wrong.push(format!("<{inner}> stands in <{name}>"));
        } else if child.is_element() {
            element(schema, child, wrong);
        }
    }
}
