//! Places in half-typed texts.

use super::*;

/// Returns what is around the place of `|`: the path, the slot, the keys there, and the word.
fn at(marked: &str) -> String {
    let place = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let Some(cursor) = Cursor::at(&text, place) else { return "nothing".to_owned() };
    let path: Vec<&str> = cursor
        .path
        .iter()
        .map(|step| match step {
            Step::Key(key) => key.as_str(),
            Step::Item => "-",
        })
        .collect();
    let here: Vec<&str> = cursor.here.iter().map(|(key, _)| key.as_str()).collect();
    let word = text.get(cursor.word.clone()).unwrap();
    let dash = if cursor.dash { " dash" } else { "" };
    format!("{} {:?}{dash} [{}] `{word}`", path.join("/"), cursor.slot, here.join(" "))
}

#[test]
fn keys_belong_to_the_mapping_of_their_indentation() {
    assert_eq!(at("|"), " Key [] ``");
    assert_eq!(at("outpath: 1\n|\nregion: x\n"), " Key [outpath region] ``");
    let vpc = |line: &str| {
        at(&format!(
            "vpcs:\n  shop:\n    id: x\n{line}\n    tags: {{}}\n  other: {{}}\noutposts:\n"
        ))
    };
    assert_eq!(vpc("    |"), "vpcs/shop Key [id tags] ``");
    assert_eq!(vpc("    ci|dr"), "vpcs/shop Key [id tags] `cidr`");
    assert_eq!(vpc("    cid|rs: [1]"), "vpcs/shop Key [id cidrs tags] `cidrs`");
    assert_eq!(vpc("  |"), "vpcs Key [shop other] ``");
    assert_eq!(vpc("|"), " Key [vpcs outposts] ``");
    assert_eq!(vpc("     |"), "nothing");
    assert_eq!(vpc("    # a|"), "nothing");
    assert_eq!(at("a:\n  |\n  b: 1\n"), "a Open dash [b] ``");
    assert_eq!(at("a:\n  x|\n  b: 1\n"), "a Open dash [b] `x`");
    assert_eq!(at("a:\n  |\n  - b\n"), "a Open dash [] ``");
    assert_eq!(at("a: 1\n  |\n"), "nothing");
}

#[test]
fn values_are_those_of_their_key() {
    assert_eq!(at("a:\n  b: |\n  c: 1"), "a/b Value [] ``");
    assert_eq!(at("a:\n  b:|\n  c: 1"), "a/b Value [] ``");
    assert_eq!(at("a:\n  b: wo|rd # c\n"), "a/b Value [] `word`");
    assert_eq!(at("a:\n  b: word # |c\n"), "nothing");
    assert_eq!(at("a: \"x|y\"\n"), "a Value [] `xy`");
    assert_eq!(at("a: \"x|\n"), "a Value [] `x`");
    assert_eq!(at("a: >\n  text: |\nb: c\n"), "nothing");
    assert_eq!(at("a: &n |\n"), "a Value [] ``");
    assert_eq!(at("routes:\n  ::/0: |"), "routes/::/0 Value [] ``");
    let siblings = Cursor::at("x:\n  subnet: a.b\n  groups: []\n", 28).unwrap();
    assert_eq!(siblings.sibling("subnet"), Some("a.b"));
}

#[test]
fn items_begin_with_a_dash() {
    assert_eq!(at("expect:\n  - web -> |\n"), "expect/- Open [] `web -> `");
    assert_eq!(at("expect:\n  - a\n  - |\n"), "expect/- Open [] ``");
    assert_eq!(at("expect:\n  - a\n  |\n"), "expect/- Open dash [] ``");
    assert_eq!(at("expect:\n- a\n- b|\nx: 1\n"), "expect/- Open [ ] `b`");
    assert_eq!(at("expect:\n- a\nreg|\n"), " Key [expect] `reg`");
    assert_eq!(at("nat:\n  - to: 1\n    fr|\n  - to: 2\n"), "nat/- Key [to] `fr`");
    assert_eq!(at("nat:\n  - to: |\n"), "nat/-/to Value [] ``");
    assert_eq!(at("nat:\n  - { to: 1, | }\n"), "nat/- Key [to] ``");
}

#[test]
fn brackets_hold_mappings_and_lists() {
    assert_eq!(at("web: { subnet: shop.rack, | }\n"), "web Key [subnet] ``");
    assert_eq!(at("web: { subnet: |, ip: 1 }\n"), "web/subnet Value [] ``");
    assert_eq!(at("web: {|}\n"), "web Key [] ``");
    assert_eq!(at("web: { |subnet: |a, ip: 1 }\n"), "web Key [subnet ip] `subnet`");
    assert_eq!(at("web: { subnet: |a, ip: 1 }\n"), "web/subnet Value [] `a`");
    assert_eq!(at("web: { ip: |[a, b] }\n"), "nothing");
    assert_eq!(at("web: { sub|, ip: 1 }\n"), "web Key [ip] `sub`");
    assert_eq!(at("web: { sub|net: a, ip: 1 }\n"), "web Key [subnet ip] `subnet`");
    assert_eq!(at("a: { b: { c: [1, |] } }\n"), "a/b/c/- Value [] ``");
    assert_eq!(at("a: [one, tw|o, three]\n"), "a/- Value [  ] `two`");
    assert_eq!(at("a: {\n  b: 1,\n  |\n}\nc: 2\n"), "a Key [b] ``");
    assert_eq!(at("a: { b: 1 }|\n"), "nothing");
    assert_eq!(at("routes: { ::/0: | }"), "routes/::/0 Value [] ``");
}

#[test]
fn what_is_not_closed_yet_ends_with_its_lines() {
    assert_eq!(at("x:\n  a: { b: |\n  c: 1\n"), "x/a/b Value [] ``");
    assert_eq!(at("x:\n  a: { b: 1, |\n  c: 1\n"), "x/a Key [b] ``");
    assert_eq!(at("x:\n  a: { b: 1\n  c: |\n"), "x/c Value [] ``");
    assert_eq!(at("x:\n  a: [b\n  |\n"), "nothing");
    assert_eq!(at("x:\n  a: \"b\n  c: |\n"), "x/c Value [] ``");
}

#[test]
fn json_is_brackets_and_quotes() {
    let json = |part: &str| {
        at(&format!("{{\n  \"outpath\": 1, // one\n  \"vpcs\": {{ \"shop\": {{ {part} }} }}\n}}\n"))
    };
    assert_eq!(json("|"), "vpcs/shop Key [] ``");
    assert_eq!(json("\"ci|\""), "vpcs/shop Key [] `ci`");
    assert_eq!(json("\"ci|"), "vpcs/shop Key [] `ci } }`");
    assert_eq!(json("\"id\": \"x|\", \"tags\": {}"), "vpcs/shop/id Value [] `x`");
    assert_eq!(json("\"id\": |"), "vpcs/shop/id Value [] ``");
    assert_eq!(at("{ | \"a\": 1 }"), " Key [a] ``");
}
