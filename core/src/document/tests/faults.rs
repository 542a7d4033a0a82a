//! What is said about a text that is not well-formed, and what can still be read of it.

use super::*;

/// A text, the problems found in it, and the tree that is left.
type Case = (&'static str, &'static [&'static str], &'static str);

fn check(name: &str, cases: &[Case]) {
    for (text, expected, tree) in cases {
        let (document, problems) = read_as(name, text);
        let listed = list(text, &problems);
        let listed: Vec<&str> = listed.lines().collect();
        assert_eq!(listed, *expected, "{text}");
        assert_eq!(outline(&document.root.value), *tree, "{text}");
    }
}

const EMPTY_TEXTS_ARE_NAMED: &[Case] = &[
    ("", &[r#"1:1 OP9003 "": the file holds no topology"#], "!"),
    ("# c\n", &[r#"1:1 OP9003 "": the file holds no topology"#], "!"),
    ("---\n", &[r#"1:1 OP9003 "": the file holds no topology"#], "!"),
];

#[test]
fn empty_texts_are_named() {
    check("plant.yaml", EMPTY_TEXTS_ARE_NAMED);
}

const BRACKETS_AND_QUOTES_ARE_FOUND_WHERE_THEY_OPEN: &[Case] = &[
    (
        "a: {b: [1, {c: 2}\n  d: 1\ne: 1",
        &[r#"2:4 OP9005 ":": this `:` has no place between the brackets"#],
        "{a: !, e: 1}",
    ),
    (
        "a:\n  - x: \"1\n    y: 2\n  - z: 3\nb: 1",
        &[r#"2:8 OP9005 "\"1": the quote that opens here is never closed"#],
        "{a: [{x: !, y: 2}, {z: 3}], b: 1}",
    ),
    ("a: \"x", &[r#"1:4 OP9005 "\"x": the quote that opens here is never closed"#], "{a: !}"),
    (
        "a: \"x\nb: \"y\"\nc: z\n",
        &[r#"1:4 OP9005 "\"x": the quote that opens here is never closed"#],
        r#"{a: !, b: "y", c: z}"#,
    ),
    (
        "a: [1, 2\nb: [3, 4\nc: ]\n",
        &[
            r#"1:4 OP9005 "[": the `[` that opens here is never closed"#,
            r#"2:4 OP9005 "[": the `[` that opens here is never closed"#,
            r#"3:4 OP9005 "]": `]` closes nothing that is open here"#,
        ],
        "{a: !, b: !, c: !}",
    ),
    (
        "a: \"x\nb: 1\n",
        &[r#"1:4 OP9005 "\"x": the quote that opens here is never closed"#],
        "{a: !, b: 1}",
    ),
    (
        "a: [1, 2\nb: 3\nc:\n  d: 1\n",
        &[r#"1:4 OP9005 "[": the `[` that opens here is never closed"#],
        "{a: !, b: 3, c: {d: 1}}",
    ),
    (
        "a: {x: 1\nb: 2\n",
        &[r#"1:4 OP9005 "{": the `{` that opens here is never closed"#],
        "{a: !, b: 2}",
    ),
    ("a: 'it's'\nb: 1", &[r#"1:8 OP9005 "s'": `s'` follows a closing quote"#], "{a: !, b: 1}"),
    (
        "a: }\nb: ]\nc: 1",
        &[
            r#"1:4 OP9005 "}": `}` closes nothing that is open here"#,
            r#"2:4 OP9005 "]": `]` closes nothing that is open here"#,
        ],
        "{a: !, b: !, c: 1}",
    ),
    (
        "a: [1,,2]\nb: [1 2]\nc: {a: 1 b: 2}\n",
        &[
            r#"1:7 OP9005 ",": a `,` stands where a value is expected"#,
            r#"3:11 OP9005 ":": this `:` has no place between the brackets"#,
        ],
        "{a: !, b: [1 2], c: !}",
    ),
    ("a: [\n", &[r#"1:4 OP9005 "[": the `[` that opens here is never closed"#], "{a: !}"),
    (
        "a: \"\\q\"\nb: 1\n",
        &[r#"1:4 OP9005 "\"": this text in double quotes holds a `\` that means nothing"#],
        "{a: !, b: 1}",
    ),
    (
        "vpcs:\n  shop:\n    cidrs: [10.0.0.0/16\n    subnets:\n      a: 1\n  lab:\n    ip: \"10.0.0.1\n    x: 1\noutposts:\n  p: 1\n",
        &[
            r#"3:12 OP9005 "[": the `[` that opens here is never closed"#,
            r#"7:9 OP9005 "\"10.0.0.1": the quote that opens here is never closed"#,
        ],
        "{vpcs: {shop: {cidrs: !, subnets: {a: 1}}, lab: {ip: !, x: 1}}, outposts: {p: 1}}",
    ),
    (
        "a: [x]]\nb: 1\n",
        &[r#"1:7 OP9005 "]": `]` closes nothing that is open here"#],
        "{a: !, b: 1}",
    ),
];

#[test]
fn brackets_and_quotes_are_found_where_they_open() {
    check("plant.yaml", BRACKETS_AND_QUOTES_ARE_FOUND_WHERE_THEY_OPEN);
}

const LINES_OUT_OF_PLACE_COST_ONLY_THEMSELVES: &[Case] = &[
    (
        "vpcs:\n  shop:1\n  b: 2\nc: 1",
        &[r#"2:3 OP9005 "shop:1": `shop:1` is not a field"#],
        "{vpcs: {b: 2}, c: 1}",
    ),
    (
        "outpath:1\nregion: x\nvpcs:\n  a: 1\n",
        &[r#"1:1 OP9005 "outpath:1": `outpath:1` is not a field"#],
        "{region: x, vpcs: {a: 1}}",
    ),
    ("a: 1\n...\nb: 2\n", &[r#"3:1 OP9005 "b:": a second document starts here"#], "{a: 1}"),
    (
        "- @a\n- b: @c\n  d: 1\n",
        &[
            r#"1:3 OP9005 "@": a text cannot start with `@`"#,
            r#"2:6 OP9005 "@": a text cannot start with `@`"#,
        ],
        "[{b: !, d: 1}]",
    ),
    (
        "a: &x\n  b: 1\n c: 1\nd: *x\n",
        &[r#"3:2 OP9005 "c: 1": `c: 1` does not line up with the lines above it"#],
        "{a: {b: 1}, d: {b: 1}}",
    ),
    ("\t- a", &[], "[a]"),
    ("a: x\n\tb: 1\nc: 1", &[r#"2:1 OP9005 "\t": a tab is used to indent"#], "{a: !, c: 1}"),
    (
        "a: \"x\" # c\n  b: 1\n",
        &[r#"2:3 OP9005 "b: 1": `b: 1` does not line up with the lines above it"#],
        r#"{a: "x"}"#,
    ),
    (
        "a:\n    - 1\n   - 2\nb: 1",
        &[r#"3:4 OP9005 "- 2": `- 2` does not line up with the lines above it"#],
        "{a: [1], b: 1}",
    ),
    (
        "a: b\n c\n d: 1\ne: 1",
        &[r#"3:3 OP9005 ":": a `:` stands where only a single value can"#],
        "{a: !, e: 1}",
    ),
    (
        "a: |9\n  x\nb: 1",
        &[r#"2:3 OP9005 "x": the text that starts here is not indented as one block"#],
        "{a: !, b: 1}",
    ),
    (
        "a:\n  b: 1\n c: 2\nd: 3\n",
        &[r#"3:2 OP9005 "c: 2": `c: 2` does not line up with the lines above it"#],
        "{a: {b: 1}, d: 3}",
    ),
    (
        "a: 1\nfoo bar\nb: 2\n",
        &[r#"2:1 OP9005 "foo bar": `foo bar` is not a field"#],
        "{a: 1, b: 2}",
    ),
    ("a:\n\tb: 1\nc: 1", &[r#"2:1 OP9005 "\t": a tab is used to indent"#], "{a: !, c: 1}"),
    (
        "a: b: c\nd: 1",
        &[r#"1:5 OP9005 ":": a `:` stands where only a single value can"#],
        "{a: !, d: 1}",
    ),
    ("a: 1\n---\nb: 2\n", &[r#"2:1 OP9005 "---": a second document starts here"#], "{a: 1}"),
    (
        "a:\n  - 1\n  b: 2\nc: 1",
        &[r#"3:3 OP9005 "b: 2": `b: 2` stands where the next `- ` of the list is expected"#],
        "{a: [1], c: 1}",
    ),
    (
        "a: @x\nb: %y\nc: `1`",
        &[
            r#"1:4 OP9005 "@": a text cannot start with `@`"#,
            r#"2:4 OP9005 "%": a text cannot start with `%`"#,
            r#"3:4 OP9005 "`": a text cannot start with a backtick"#,
        ],
        "{a: !, b: !, c: !}",
    ),
    ("- a\n-b\n- c", &[r#"2:1 OP9005 "-b": `-b` lacks the space after `-`"#], "[a, c]"),
    (
        "vpcs:\n  shop\n    cidrs: 1\nb: 2\n",
        &[r#"2:3 OP9005 "shop": `shop` is not a field"#],
        "{vpcs: !, b: 2}",
    ),
    (
        "foo: bar\n  baz: 1\nb: 1",
        &[r#"2:6 OP9005 ":": a `:` stands where only a single value can"#],
        "{foo: !, b: 1}",
    ),
    (
        "k1:\n  a: 1\n  a b\nk2: 1\n",
        &[r#"3:3 OP9005 "a b": `a b` is not a field"#],
        "{k1: {a: 1}, k2: 1}",
    ),
    ("a: - b\nc: 1", &[r#"1:4 OP9005 "-": a list item cannot stand here"#], "{a: !, c: 1}"),
    (
        "a: 1\n- b\nc: 1\n",
        &[r#"2:1 OP9005 "- b": `- b` does not line up with the lines above it"#],
        "{a: 1, c: 1}",
    ),
    (
        "a: |\n   x\n  y\nb: 1",
        &[r#"3:3 OP9005 "y": `y` does not line up with the lines above it"#],
        r#"{a: "x\n", b: 1}"#,
    ),
    ("a:b\nc: 1\n", &[r#"1:1 OP9005 "a:b": `a:b` is not a field"#], "{c: 1}"),
    ("%FOO\na: 1", &[r#"1:1 OP9005 "%FOO": `%FOO` cannot stand here"#], "{a: 1}"),
    ("{ a: 1,\n b }", &[], "{a: 1, b: null}"),
    (
        "  a: 1\nb: 2\n",
        &[r#"2:1 OP9005 "b: 2": `b: 2` does not line up with the lines above it"#],
        "{a: 1}",
    ),
    (
        "a: 1\n  b: 2\nc: 3",
        &[r#"2:4 OP9005 ":": a `:` stands where only a single value can"#],
        "{a: !, c: 3}",
    ),
    (
        "x:\n  - a: 1\n   b: 2\n  - c: 1\n",
        &[r#"3:4 OP9005 "b: 2": `b: 2` stands where the next `- ` of the list is expected"#],
        "{x: [{a: 1}, {c: 1}]}",
    ),
];

#[test]
fn lines_out_of_place_cost_only_themselves() {
    check("plant.yaml", LINES_OUT_OF_PLACE_COST_ONLY_THEMSELVES);
}

const WHAT_A_TOPOLOGY_CANNOT_SAY_IS_REFUSED: &[Case] = &[
    ("a: !<x> 1", &[r#"1:4 OP9102 "!<x>": the type mark `!<x>` is not supported"#], "{a: !}"),
    (
        "a: !x 5\nb: *m\n<<: 1\nc: {{ x }}\n: 3\nd: !!int 3",
        &[
            r#"1:4 OP9102 "!x": the type mark `!x` is not supported"#,
            r#"2:4 OP9005 "*m": `*m` refers to no value above it"#,
            r#"3:1 OP9102 "<<": `<<` is not supported"#,
            r#"4:5 OP9102 "{ x }": a whole list or mapping stands as a name"#,
            r#"5:1 OP9005 ":": the name before this `:` is missing"#,
            r#"6:4 OP9102 "!!int": the type mark `!!int` is not supported"#,
        ],
        "{a: !, b: !, c: {}, d: 3}",
    ),
    (
        "a: !unknown\nb: [!unknown, 4]\nc: !unknown 3\n!unknown : 2",
        &[
            r#"1:4 OP9108 "!unknown": the file says that this is not known"#,
            r#"2:5 OP9108 "!unknown": the file says that this is not known"#,
            r#"3:4 OP9102 "!unknown": the type mark `!unknown` is not supported"#,
            r#"4:1 OP9102 "!unknown": the type mark `!unknown` is not supported"#,
        ],
        "{a: !, b: [!, 4], c: !}",
    ),
    ("a: *\nb: 1", &[r#"1:4 OP9005 "*": `*` stands without a name"#], "{a: !, b: 1}"),
    (
        "a: &x [*x]\nb: *x",
        &[r#"1:8 OP9005 "*x": `*x` stands inside the value that it repeats"#],
        "{a: [!], b: [!]}",
    ),
    (
        "a: 1\na: 2\nb: {c: 1, c: 2}\n",
        &[
            r#"2:1 OP9006 "a": `a` stands twice in one mapping"#,
            r#"3:11 OP9006 "c": `c` stands twice in one mapping"#,
        ],
        "{a: 1, a: 2, b: {c: 1, c: 2}}",
    ),
];

#[test]
fn what_a_topology_cannot_say_is_refused() {
    check("plant.yaml", WHAT_A_TOPOLOGY_CANNOT_SAY_IS_REFUSED);
}

const JSON_IS_STRICT_BUT_FORGIVING_ABOUT_COMMAS: &[Case] = &[
    ("{\"a\": 1,}", &[r#"1:8 OP9005 ",": this `,` stands before `}`"#], "{a: 1}"),
    (
        "{\"a\": 1 \"b\": [1 2]}",
        &[
            r#"1:9 OP9005 "\"b\"": a `,` is missing before `"b"`"#,
            r#"1:17 OP9005 "2": a `,` is missing before `2`"#,
        ],
        "{a: 1, b: [1, 2]}",
    ),
    ("{a: 1}", &[r#"1:2 OP9005 "a": `a` stands without quotes"#], "{}"),
    ("[1, 2", &[r#"1:1 OP9005 "[": the `[` that opens here is never closed"#], "[1, 2]"),
    (
        "{\"a\": \"x\n}",
        &[r#"1:7 OP9005 "\"x": the quote that opens here is never closed"#],
        "{a: !}",
    ),
    (
        "{\"a\": 'x'}",
        &[r#"1:7 OP9005 "'": a single quote stands where a double quote is expected"#],
        "{a: !}",
    ),
    ("{\"a\": 01}", &[r#"1:8 OP9005 "1": a `,` is missing before `1`"#], "{a: 0}"),
    ("[1]]", &[r#"1:4 OP9005 "]": `]` stands where the end of the file is expected"#], "[1]"),
    ("{\"a\" 1}", &[r#"1:6 OP9005 "1": `1` stands where `:` is expected"#], "{a: !}"),
    (
        "{\"a\": \"\\q\"}",
        &[r#"1:8 OP9005 "\\q": this text in quotes holds a `\` that means nothing"#],
        "{a: !}",
    ),
    ("", &[r#"1:1 OP9003 "": the file holds no topology"#], "!"),
    ("// x", &[r#"1:1 OP9003 "": the file holds no topology"#], "!"),
    ("[1,,2]", &[r#"1:4 OP9005 ",": `,` stands where a value is expected"#], "[1]"),
    (
        "{\"a\":1,\"a\":2}",
        &[r#"1:8 OP9006 "\"a\"": `a` stands twice in one mapping"#],
        "{a: 1, a: 2}",
    ),
    ("{\"a\": /* x */ tru}", &[r#"1:15 OP9005 "tru": this means nothing in JSON"#], "{a: !}"),
    ("[}", &[r#"1:2 OP9005 "}": `}` stands where a value or `]` is expected"#], "[]"),
    ("{\"a\":}", &[r#"1:6 OP9005 "}": `}` stands where a value is expected"#], "{a: !}"),
    ("/* x", &[r#"1:1 OP9005 "/* x": the comment that opens here is never closed"#], "!"),
];

#[test]
fn json_is_strict_but_forgiving_about_commas() {
    check("plant.json", JSON_IS_STRICT_BUT_FORGIVING_ABOUT_COMMAS);
}
