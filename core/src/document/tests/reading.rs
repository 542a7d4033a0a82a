//! What becomes a tree, which notation is chosen, and where everything stands.

use super::*;
use crate::document::{Share, Syntax, read};

fn problems_of(bytes: &[u8]) -> String {
    let (_, problems) = read_bytes(&mut Sources::default(), "plant.yaml", bytes);
    problems.iter().map(|problem| format!("{} {}", problem.code.id, problem.message)).collect()
}

#[test]
fn files_that_are_no_text_are_named() {
    assert_eq!(problems_of(b"\x1f\x8b\x08"), "OP9002 `plant.yaml` is compressed with gzip");
    assert_eq!(problems_of(b"PK\x03\x04x"), "OP9002 `plant.yaml` is a zip archive");
    assert_eq!(
        problems_of(b"a: 1\nb: \xff\n"),
        "OP9002 `plant.yaml` is not UTF-8: line 2 holds other bytes"
    );
    assert_eq!(
        problems_of(b"a: 1\n\n\0"),
        "OP9002 `plant.yaml` is not a text: line 3 holds a zero byte"
    );
    let utf16 = "OP9002 `plant.yaml` is not UTF-8: this is UTF-16, save it as UTF-8";
    for bytes in [b"\xff\xfea\0".as_slice(), b"\xfe\xff\0a", b"a\0:\0 \x001\0", b"\0a\0:\0 \x001"] {
        assert_eq!(problems_of(bytes), utf16, "{bytes:?}");
    }
    let large = vec![b' '; (64 << 20) + 1];
    assert_eq!(problems_of(&large), "OP9004 `plant.yaml` is larger than 64 MiB");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(problems_of(b"\xef\xbb\xbfa: 1\n"), "");
    let mut sources = Sources::default();
    for (name, text) in [
        ("a.yaml", "\u{feff}a: 1\n"),
        ("a.json", "\u{feff}{\"a\": 1}"),
        ("a", "\u{feff}{\"a\": 1}"),
    ] {
        let file = sources.add(name, text);
        let (document, problems) = read(&sources, file);
        assert!(problems.is_empty(), "{problems:?}");
        let value = document.root.get("a").expect("the key is there");
        let range = value.span.start as usize..value.span.end as usize;
        assert_eq!(text.get(range), Some("1"), "{name}");
    }
}

#[test]
fn the_notation_is_chosen_by_name_and_text() {
    let syntax = |name, text| read_as(name, text).0.syntax;
    assert_eq!(syntax("a.yaml", "a: 1"), Syntax::Yaml);
    assert_eq!(syntax("a.JSON", "{\"a\": 1}"), Syntax::Json);
    assert_eq!(syntax("-", "  {\"a\": 1}"), Syntax::Json);
    assert_eq!(syntax("-", "[1, 2]"), Syntax::Json);
    assert_eq!(syntax("-", "{ a: 1 }"), Syntax::Yaml);
    assert_eq!(syntax("-", "{ \"a\": 1, }"), Syntax::Yaml);
    assert_eq!(syntax("a.json", "{ a: 1 }"), Syntax::Json);
    assert_eq!(syntax("a.json", ""), Syntax::Json);
}

#[test]
fn both_notations_give_one_tree() {
    let yaml = whole("a.yaml", "a: [1, true, ~, 'x']\nb: {c: \"1\"}\nd: {}\n");
    let json = whole("a.json", "{\"a\": [1, true, null, \"x\"], \"b\": {\"c\": \"1\"}, \"d\": {}}");
    assert_eq!(outline(&yaml.root.value), "{a: [1, true, null, \"x\"], b: {c: \"1\"}, d: {}}");
    assert_eq!(outline(&yaml.root.value), outline(&json.root.value));
    assert!(yaml.root.says_same_as(&json.root));
}

#[test]
fn every_part_knows_its_place() {
    let text = "list:\n  - 'it''s'\n  - { ä: [x] }\nmap:\n  k: |\n    one\n    two\n  none:\n";
    let document = whole("a.yaml", text);
    let place = |node: Option<&crate::document::Node>| {
        let span = node.expect("the node is there").span;
        text.get(span.start as usize..span.end as usize)
    };
    let list = document.root.get("list").expect("the list is there");
    assert_eq!(place(Some(list)), Some("- 'it''s'\n  - { ä: [x] }"));
    let Value::List(items) = &list.value else { panic!("a list") };
    assert_eq!(place(items.first()), Some("'it''s'"));
    assert_eq!(place(items.last()), Some("{ ä: [x] }"));
    assert_eq!(place(items.last().and_then(|item| item.get("ä"))), Some("[x]"));
    let map = document.root.get("map").expect("the mapping is there");
    assert_eq!(place(Some(map)), Some("k: |\n    one\n    two\n  none"));
    assert_eq!(place(map.get("k")), Some("one\n    two"));
    assert_eq!(place(map.get("none")), Some(""));
}

#[test]
fn shared_values_are_copied() {
    let document = whole("a.yaml", "a: &x {k: 1}\nb: *x\nc: [*x, &y 2, *y]\n");
    assert_eq!(outline(&document.root.value), "{a: {k: 1}, b: {k: 1}, c: [{k: 1}, 2, 2]}");
    let copy = document.root.get("b").expect("the copy is there");
    assert_eq!(copy.share, Some(Share::Used("x".into())));
    assert_eq!((copy.span.start, copy.span.end), (16, 18));
    assert_eq!(copy.get("k").map(|node| node.span.start), Some(10));
}

#[test]
fn duplicates_point_at_the_first() {
    let (document, problems) = read_yaml("a: 1\nb: 2\na: 3\n");
    assert_eq!(document.root.get("a").and_then(|node| node.text()), Some("1"));
    let related = problems.first().and_then(|problem| problem.related.first());
    assert_eq!(related.map(|label| label.span.start), Some(0));
}

#[test]
fn comments_are_kept_with_their_place() {
    let found = |name, text| {
        let document = whole(name, text);
        let comments = document.comments.iter();
        comments.map(|comment| (comment.text.clone(), comment.trailing)).collect::<Vec<_>>()
    };
    let word = |text: &str, trailing| (text.to_owned(), trailing);
    assert_eq!(
        found("a.yaml", "# one\na: 1 # two\n  #three\nb: '#'\n"),
        [word("one", false), word("two", true), word("three", false)],
    );
    assert_eq!(
        found("a.json", "// one\n[1, // two\n/* three */ 2]"),
        [word("one", false), word("two", true), word("three", false)],
    );
    let many = "# line\n".repeat(200) + "a: 1\n";
    assert_eq!(found("a.yaml", &many).len(), 200);
}
