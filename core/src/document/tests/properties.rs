//! Properties over any text and any tree.

use super::super::format;
use super::*;
use crate::document::{Entry, Node, Syntax};
use crate::text::{FileId, Span};
use proptest::prelude::*;

/// A tree that was never a text.
fn tree() -> impl Strategy<Value = Node> {
    let word = prop_oneof![
        "[a-z][a-z0-9.-]{0,8}",
        "[0-9.:/_e+-]{0,6}",
        "[ -~]{0,12}",
        "[ -~\\n\\té\u{85}\u{feff}]{0,12}",
        Just("null".to_owned()),
        Just("yes".to_owned()),
        Just("x".repeat(120)),
    ];
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        8 => (word.clone(), any::<bool>()).prop_map(|(text, quoted)| {
            // What reads as nothing is a text only in quotes.
            let quoted = quoted || ["", "~", "null", "Null", "NULL"].contains(&text.as_str());
            Value::Scalar { text, quoted }
        }),
    ];
    let value = leaf.prop_recursive(5, 40, 5, move |inner| {
        let node = (inner, any::<bool>()).prop_map(node);
        let entry = (word.clone(), node.clone());
        prop_oneof![
            prop::collection::vec(node, 0..5).prop_map(Value::List),
            prop::collection::vec(entry, 0..5).prop_map(mapping),
        ]
    });
    (value, any::<bool>()).prop_map(node)
}

fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}

fn node((value, flow): (Value, bool)) -> Node {
    Node { flow, ..Node::new(nowhere(), value) }
}

fn mapping(entries: Vec<(String, Node)>) -> Value {
    let mut known: Vec<Entry> = Vec::new();
    for (key, value) in entries {
        if known.iter().all(|entry| entry.key != key) {
            known.push(Entry { key, key_span: nowhere(), value });
        }
    }
    Value::Map(known)
}

/// Prints a tree that was never a text, in a notation.
fn print(root: &Node, syntax: Syntax) -> String {
    let document = Document { file: FileId(0), syntax, root: root.clone(), comments: Vec::new() };
    format(&document, "")
}

/// Puts comments and empty lines into a YAML text, at places that a seed picks.
fn annotated(text: &str, seed: u64) -> String {
    let mut state = seed;
    let mut out = String::new();
    let block = text.lines().any(|line| line.contains('|'));
    for line in text.lines() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let indent = line.len() - line.trim_start().len();
        match (state >> 33) % 8 {
            _ if block => {}
            0 => out.push_str(&format!("{}# c{}\n", " ".repeat(indent), state % 100)),
            1 => out.push_str(&format!("{}# d\n\n", " ".repeat(state as usize % 7))),
            2 => out.push_str("\n\n"),
            _ => {}
        }
        out.push_str(line);
        if !block && (state >> 40).is_multiple_of(4) {
            out.push_str(&format!("   # e{}", state % 100));
        }
        out.push('\n');
    }
    out
}

/// Checks all that printing promises of a text in which nothing is wrong.
fn check_printing(name: &str, text: &str, printed: &str) -> Result<(), TestCaseError> {
    let (before, problems) = read_as(name, text);
    prop_assert!(problems.is_empty(), "{text}\n{}", list(text, &problems));
    let (after, problems) = read_as(name, printed);
    prop_assert!(problems.is_empty(), "{text}\n-> {printed}\n{}", list(printed, &problems));
    prop_assert!(before.root.says_same_as(&after.root), "{text}\n-> {printed}");
    prop_assert_eq!(format(&after, printed), printed, "from\n{}", text);
    let words = |document: &Document| {
        let mut words: Vec<String> =
            document.comments.iter().map(|comment| comment.text.clone()).collect();
        words.sort();
        words
    };
    prop_assert_eq!(words(&before), words(&after));
    prop_assert!(printed.lines().all(|line| line.trim_end() == line), "{}", printed);
    Ok(())
}

/// Checks that the tree of any text is in bounds and on character boundaries.
fn check_spans(text: &str, node: &Node) -> Result<(), TestCaseError> {
    let range = node.span.start as usize..node.span.end as usize;
    prop_assert!(text.get(range).is_some(), "{:?}", node.span);
    match &node.value {
        Value::List(items) => items.iter().try_for_each(|item| check_spans(text, item)),
        Value::Map(entries) => entries.iter().try_for_each(|entry| check_spans(text, &entry.value)),
        Value::Null | Value::Scalar { .. } | Value::Broken => Ok(()),
    }
}

fn check_total(name: &str, text: &str) -> Result<(), TestCaseError> {
    let mut sources = Sources::default();
    let (document, problems) = read_bytes(&mut sources, name, text.as_bytes());
    let source = sources.get(document.file).map(|source| source.text.clone()).unwrap_or_default();
    check_spans(&source, &document.root)?;
    for problem in &problems {
        let span = problem.primary.as_ref().map(|label| label.span);
        let range = span.map(|span| span.start as usize..span.end as usize).unwrap_or_default();
        prop_assert!(source.get(range).is_some(), "{problem:?}");
        let nothing_named = problem.message.contains("``") && !source.contains('`');
        prop_assert!(!nothing_named, "{problem:?}");
    }
    let printed = format(&document, &source);
    if problems.is_empty() {
        check_printing(name, &source, &printed)?;
    }
    Ok(())
}

const PLANT: &str = "outpath: 1\nvpcs:\n  shop: &s\n    cidrs: [10.0.0.0/16, \"x\"]  # c\n    on: true\n  # own\n  lab: *s\nlist:\n  - { a: 1, b: 'it''s' }\n  - |\n    text\n    more\n  - - x\n";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn reading_any_text_is_total(text in "\\PC{0,80}") {
        check_total("x.yaml", &text)?;
        check_total("x.json", &text)?;
    }

    #[test]
    fn reading_marks_is_total(text in "[-a1:,{}\\[\\]\"'#&*!|>%@?\\\\/ \\t\\n~<.\u{feff}é]{0,60}") {
        check_total("x.yaml", &text)?;
        check_total("x.json", &text)?;
    }

    #[test]
    fn reading_a_broken_plant_is_total(
        edits in prop::collection::vec((0..PLANT.len(), 0..6usize, "[-a:,{}\\[\\]\"'#&*!|\\t\\n ]{0,3}"), 1..4)
    ) {
        let mut text = PLANT.to_owned();
        for (at, length, new) in edits {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            text.replace_range(at..end, &new);
        }
        check_total("x.yaml", &text)?;
    }

    #[test]
    fn reading_any_bytes_is_total(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_bytes(&mut Sources::default(), "x.yaml", &bytes);
    }

    #[test]
    fn a_tree_prints_as_what_it_says(root in tree(), seed in any::<u64>()) {
        let yaml = print(&root, Syntax::Yaml);
        let (read, problems) = read_yaml(&yaml);
        if yaml.is_empty() {
            return Ok(());
        }
        prop_assert!(problems.is_empty(), "{yaml}\n{}", list(&yaml, &problems));
        prop_assert!(read.root.says_same_as(&root), "{yaml}");
        check_printing("x.yaml", &yaml, &format(&read, &yaml))?;
        let text = annotated(&yaml, seed);
        let (document, problems) = read_yaml(&text);
        if problems.is_empty() {
            check_printing("x.yaml", &text, &format(&document, &text))?;
        }
    }

    #[test]
    fn yaml_and_json_agree(root in tree()) {
        let (from_yaml, from_json) = (print(&root, Syntax::Yaml), print(&root, Syntax::Json));
        let json = whole("x.json", &from_json);
        check_printing("x.json", &from_json, &format(&json, &from_json))?;
        let guessed = read_as("pasted", &from_json).0;
        prop_assert!(guessed.root.says_same_as(&json.root), "{from_json}");
        if !from_yaml.is_empty() {
            let yaml = whole("x.yaml", &from_yaml);
            prop_assert_eq!(words(&yaml.root), words(&json.root), "{}\n{}", from_yaml, from_json);
        }
    }
}

/// Lists all that a tree says, without quotes: JSON cannot leave them out where YAML can.
fn words(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => format!("{text:?}"),
        Value::List(items) => items.iter().map(|item| words(item) + ",").collect(),
        Value::Map(entries) => entries
            .iter()
            .map(|entry| format!("{:?}:{},", entry.key, words(&entry.value)))
            .collect(),
        Value::Null => "null".to_owned(),
        Value::Broken => "!".to_owned(),
    }
}
