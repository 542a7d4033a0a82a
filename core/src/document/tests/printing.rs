//! Canonical printing: what is kept, what is tidied.

use super::*;

/// Checks that a text prints as expected, and that printing that again changes nothing.
fn prints(name: &str, text: &str, expected: &str) {
    let printed = formatted(name, text);
    assert_eq!(printed, expected, "printed\n{printed}");
    assert_eq!(formatted(name, &printed), printed, "printed twice");
    assert!(whole(name, text).root.says_same_as(&whole(name, &printed).root));
}

fn yaml(text: &str, expected: &str) {
    prints("plant.yaml", text, expected);
}

fn json(text: &str, expected: &str) {
    prints("plant.json", text, expected);
}

#[test]
fn the_feel_of_a_topology_is_kept() {
    let text = "outpath: 1
region: us-west-2

vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    subnets:
      public-a: { cidr: 10.0.1.0/24, zone: usw2-az1, route_table: public }
    route_tables:
      main: {}  # the main table: local routes only
      public: { routes: { 0.0.0.0/0: igw, ::/0: igw } }
      rack:
        routes:  # destination: target
          172.16.100.0/24: lgw  # the local gateway

expect:
  - web -> db tcp/5432  # there and back
  - internet -x-> web
  - plant-1 announces only 10.1.0.0/26
";
    yaml(text, text);
}

#[test]
fn spacing_is_tidied() {
    yaml(
        "outpath:   1\n\n\n\nregion: x\nvpcs:\n\n    shop:   {cidr:   10.0.0.0/16,zone: a}\n\n\n    lab: [ a,b ]   \noutposts:\n- a\n-   b\n\n",
        "outpath: 1\n\nregion: x\n\nvpcs:\n  shop: { cidr: 10.0.0.0/16, zone: a }\n\n  lab: [a, b]\n\noutposts:\n  - a\n  - b\n",
    );
    yaml("a: 1\r\nb:\r\n  c: 2\r\n", "a: 1\n\nb:\n  c: 2\n");
    yaml("---\na: 1\n...\n", "a: 1\n");
    yaml(
        "a: null\nb: ~\nc:\nd: [~, x]\ne:\n- \n- x\n",
        "a:\nb:\nc:\nd: [null, x]\n\ne:\n  - null\n  - x\n",
    );
    yaml("a: {}\nb: []\n", "a: {}\nb: []\n");
    yaml("just words", "just words\n");
    yaml("- a\n\n- b", "- a\n\n- b\n");
    yaml("? a\n: b\n", "a: b\n");
}

#[test]
fn comments_stay_where_they_were() {
    let text = "# The plant.

# About the version.
outpath: 1  # one

# Sections.
vpcs:  # all of them
  # The shop.
  shop:
    a: 1
    # End of the shop.

  # The lab.
  lab: 2
  # End of the VPCs.

# Lists.
list:
  # First.
  - a
  # Second.
  - name: b  # beside
    # inside
    more: c
    # end of second
  # end of list

# The end.
";
    yaml(text, text);
}

#[test]
fn comments_find_a_place_when_lines_change() {
    yaml(
        "a: [x, # one\n  y, # two\n  # three\n  ] # all\nb: {\n  # inside\n  c: 1 }\n",
        "a:  # all\n  - x  # one\n  - y  # two\n  # three\n\nb:\n  # inside\n  c: 1\n",
    );
    yaml(
        "a: # why\n  one\nb:\n  # because\n  two # end\n",
        "a: one  # why\n# because\nb: two  # end\n",
    );
    yaml(
        "a:\n- # item\n  x: 1\n-\n  # own\n  y: 1\n# next\nb: 1",
        "a:\n  -  # item\n    x: 1\n  -\n    # own\n    y: 1\n\n# next\nb: 1\n",
    );
    yaml("a:\n- x\n# about b\nb: 1\n", "a:\n  - x\n\n# about b\nb: 1\n");
    yaml(
        "a: | # text\n  x\n  # not a comment\n# end\n",
        "a: |  # text\n  x\n  # not a comment\n# end\n",
    );
    yaml("#tight\n#\na: 1 #also", "#tight\n#\na: 1  #also\n");
}

#[test]
fn brackets_that_do_not_fit_become_lines() {
    let long = "abcdefghij".repeat(9);
    yaml(&format!("a: [{long}, x]"), &format!("a: [{long}, x]\n"));
    yaml(&format!("a: [{long}, xxxxx]"), &format!("a:\n  - {long}\n  - xxxxx\n"));
    let long = "abcdefghij".repeat(8);
    yaml(
        &format!("a: {{ b: {{ c: {long} }}, d: {{ e: 1 }} }}"),
        &format!("a:\n  b: {{ c: {long} }}\n  d: {{ e: 1 }}\n"),
    );
    yaml(
        &format!("- [{long}, [x, yyyyy], {{ z: 1 }}]"),
        &format!("- - {long}\n  - [x, yyyyy]\n  - {{ z: 1 }}\n"),
    );
    yaml("a: [\n  x,\n  y\n]", "a: [x, y]\n");
    yaml("a: [b: c]", "a: [{ b: c }]\n");
    yaml("- - a\n  - b\n- - - c\n", "- - a\n  - b\n- - - c\n");
}

#[test]
fn quotes_stand_only_where_needed() {
    yaml(
        "a: 'plain'\nb: \"10.0.0.0/16\"\nc: \"1\"\nd: 'true'\ne: \"\"\nf: 'a: b'\ng: 'a #b'\nh: '- x'\ni: '*x'\nj: ' x '\nk: 'a\"b'\nl: 'no'\n",
        "a: plain\nb: 10.0.0.0/16\nc: \"1\"\nd: \"true\"\ne: \"\"\nf: \"a: b\"\ng: \"a #b\"\nh: \"- x\"\ni: \"*x\"\nj: \" x \"\nk: a\"b\nl: \"no\"\n",
    );
    yaml("a: [\"x, y\", 'z]', \"::/0\", -x, '-']", "a: [\"x, y\", \"z]\", ::/0, -x, \"-\"]\n");
    yaml(
        "'a b': 1\n'1': 2\n'<<': 3\n'a:': 4\n'': 5\n::/0: igw\n",
        "a b: 1\n1: 2\n\"<<\": 3\n\"a:\": 4\n\"\": 5\n::/0: igw\n",
    );
    yaml("a: \"x\\ty\\u00e9\\u0007\"", "a: \"x\\tyé\\u0007\"\n");
    yaml("a: -x-> b\nb: web -x-> db\nc: ...\n", "a: -x-> b\nb: web -x-> db\nc: \"...\"\n");
}

#[test]
fn long_texts_stay_blocks() {
    yaml("a: |\n   x\n\n     y\nb: >\n  p\n  q\n", "a: |\n  x\n\n    y\nb: \"p q\\n\"\n");
}

#[test]
fn shared_values_stay_shared() {
    let text = "a: &tags { x: 1 }\n\nb: &list\n  - 1\n  - *tags\n\nc: *list\nd: [*tags, &n y, *n]\ne: &e |\n  p\n  q\nf: &g null\n";
    yaml(text, text);
    yaml("a:\n- &x\n  b: 1\n- *x\n", "a:\n  - &x\n    b: 1\n  - *x\n");
    yaml("&k a: 1\nb: *k\n", "a: 1\nb: a\n");
}

#[test]
fn json_prints_as_json() {
    json(
        "{\"outpath\":1,\"vpcs\":{\n\"shop\":{\"cidrs\":[\"10.0.0.0/16\"],\"on\":true,\"x\":null},\n\n\"lab\":{}},\"list\":[\n1,2.5e3]}",
        "{\n  \"outpath\": 1,\n  \"vpcs\": {\n    \"shop\": { \"cidrs\": [\"10.0.0.0/16\"], \"on\": true, \"x\": null },\n\n    \"lab\": {}\n  },\n  \"list\": [\n    1,\n    2.5e3\n  ]\n}\n",
    );
    json("{}", "{}\n");
    json("\"a\\u0000\\\"b\"", "\"a\\u0000\\\"b\"\n");
    json(
        "// top\n{ // open\n// first\n\"a\": 1, // one\n/* two\n   lines */\n\"b\": /* odd */ [\n2 // two\n] // after\n// end\n}\n// last\n",
        "// top\n{  // open\n  // first\n  \"a\": 1,  // one\n  /* two\n   lines */\n  /* odd */\n  \"b\": [\n    2  // two\n  ]  // after\n  // end\n}\n// last\n",
    );
}
