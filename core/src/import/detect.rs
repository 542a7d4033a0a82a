//! What a document is.

use crate::document::{Document, FIELDS, Node, Syntax, Value};

use super::aws;

/// Returns whether a document is anything but a topology file.
///
/// What looks like nothing that is known counts as a topology file if it is YAML, which nobody but a
/// person writes, and as foreign if it is JSON. Without the feature `import`, what may come from AWS
/// counts as foreign by its looks.
#[must_use]
pub fn is_foreign(document: &Document) -> bool {
    // The readers of the answers are what the feature is about: nothing may name them without it.
    if cfg!(feature = "import") {
        foreign(document, aws::knows, aws::is_item, aws::is_text_output)
    } else {
        foreign(document, has_capital, has_capital, is_capital)
    }
}

fn foreign(
    document: &Document,
    knows: impl Fn(&Node) -> bool,
    is_item: impl Fn(&Node) -> bool,
    is_text_output: impl Fn(&str) -> bool,
) -> bool {
    let root = &document.root;
    let json = document.syntax == Syntax::Json;
    match &root.value {
        Value::Map(entries) if entries.is_empty() => json,
        Value::Map(entries) => {
            let ours = |key: &str| FIELDS.field(key).is_some();
            let version = root.get("outpath").is_some();
            !version && (knows(root) || json && !entries.iter().any(|one| ours(&one.key)))
        }
        Value::List(items) => json || items.iter().any(is_item),
        Value::Scalar { text, .. } => is_text_output(text),
        Value::Null | Value::Broken => false,
    }
}

/// Returns whether a mapping has a key as those of AWS are, or is a bundle of the collector.
fn has_capital(node: &Node) -> bool {
    node.entries().iter().any(|one| is_capital(&one.key)) || aws::is_bundle(node)
}

fn is_capital(text: &str) -> bool {
    text.trim_start().starts_with(|first: char| first.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document, text::Sources};

    #[test]
    fn what_the_importer_knows_looks_foreign_without_it() {
        for (name, text, exact) in [
            ("a.json", r#"{"Vpcs": []}"#, true),
            ("a.json", "{}", true),
            ("a.json", "[]", true),
            ("a.json", r#"{"vpcs": {}}"#, false),
            ("a.json", r#"{"snapshotVersion": 1, "vpcs": {}}"#, true),
            ("a.yaml", "calls: [1]\n", true),
            ("a.yaml", "Vpcs: []\n", true),
            ("a.yaml", "- VpcId: vpc-1\n  DhcpOptionsId: dopt-1\n", true),
            ("a.yaml", "VPCS\t10.0.0.0/16\n", true),
            ("a.yaml", "An error occurred (x) when calling\n", true),
            ("a.yaml", "out\n", false),
            ("a.yaml", "outpath: 1\nVpcs: []\n", false),
            ("a.yaml", "vpcs: {}\nregio: us-west-2\n", false),
        ] {
            let (document, _) =
                document::read_bytes(&mut Sources::default(), name, text.as_bytes());
            let looks = foreign(&document, has_capital, has_capital, is_capital);
            assert_eq!(is_foreign(&document), exact, "{text}");
            assert_eq!(looks, exact, "{text}");
        }
    }
}
