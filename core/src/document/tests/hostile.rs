//! Texts that try to exhaust time, memory or the stack.

use super::super::builder::{DEPTH, NODES};
use super::*;
use crate::diagnostic::code;

const LARGE: usize = 10 << 20;

/// Reads ten megabytes of a pattern as YAML and as JSON; returns the problems of both.
///
/// The test is that this returns, soon and with few problems; the budgets are counts, not clocks.
fn endure(pattern: &str) -> [Vec<Diagnostic>; 2] {
    let text = pattern.repeat(LARGE / pattern.len());
    ["x.yaml", "x.json"].map(|name| {
        let (_, problems) = read_as(name, &text);
        assert!(problems.len() <= 121, "{} problems of {pattern:?}", problems.len());
        problems
    })
}

fn ids(problems: &[Diagnostic]) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.id).collect()
}

#[test]
fn endless_nesting_stops_at_the_limit() {
    for pattern in ["[", "{", "- ", "[1,", "{\"a\":", "a: [\n", "{? ", "{a: "] {
        let [yaml, _] = endure(pattern);
        assert_eq!(ids(&yaml), ["OP9004"], "{pattern:?}");
    }
    for pattern in ["[", "[1,", "{\"a\":"] {
        let [_, json] = endure(pattern);
        assert_eq!(ids(&json), ["OP9004"], "{pattern:?}");
    }
    for pattern in ["? ", ": ", "- - \n"] {
        let [yaml, json] = endure(pattern);
        assert!(!yaml.is_empty() && !json.is_empty(), "{pattern:?}");
    }
}

#[test]
fn the_limit_of_nesting_is_exact() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for name in ["x.yaml", "x.json"] {
        assert!(read_as(name, &nested(DEPTH)).1.is_empty());
        let (_, problems) = read_as(name, &nested(DEPTH + 1));
        let at = problems.first().and_then(|problem| problem.primary.as_ref());
        assert_eq!(at.map(|label| label.span.start as usize), Some(DEPTH));
    }
}

#[test]
fn one_endless_line_is_read_once() {
    for pattern in
        ["a", "a: ", "\"", "'", "\"\\", "&a ", "*a ", "!x ", "[a, b], ", "\"a\":1,", "]", "\t", " "]
    {
        endure(pattern);
    }
}

#[test]
fn endless_errors_are_cut_off() {
    for pattern in ["a: \"x\n", "a: @\n", "%a\n", "&a\n", "---\n", "x\n", "//\n", "/*", "\n", "\r"]
    {
        endure(pattern);
    }
    let [yaml, _] = endure("k: @\n");
    let errors = yaml.iter().filter(|problem| problem.code == code::SYNTAX).count();
    assert_eq!(errors, 20);
}

#[test]
fn errors_at_the_end_of_a_long_text_are_still_bounded() {
    let text = "- a\n".repeat(500_000) + &"- @\n".repeat(50);
    let (_, problems) = read_yaml(&text);
    assert!((1..=20).contains(&problems.len()), "{}", problems.len());
}

#[test]
fn too_many_values_are_refused() {
    let [yaml, _] = endure("- a\n");
    assert_eq!(ids(&yaml), ["OP9004"]);
    let json = format!("[{}1]", "1,".repeat(NODES));
    assert_eq!(ids(&read_as("x.json", &json).1), ["OP9004"]);
}

#[test]
fn too_many_comments_are_refused() {
    let [yaml, _] = endure("# x\n");
    assert_eq!(ids(&yaml), ["OP9004"]);
}

#[test]
fn too_many_duplicates_are_listed_in_part() {
    let [yaml, _] = endure("a: 1\n");
    assert_eq!(yaml.len(), 100);
}

#[test]
fn copies_cannot_multiply() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let below = level - 1;
        let copies = vec![format!("*a{below}"); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{copies}]\n"));
    }
    assert_eq!(ids(&read_yaml(&bomb).1), ["OP9004"]);

    let text = "x".repeat(1 << 20);
    let bomb = format!("a: &a {text}\nb:\n{}", "  - *a\n".repeat(1_000));
    assert_eq!(ids(&read_yaml(&bomb).1), ["OP9004"]);

    assert_eq!(ids(&read_yaml("a: &a [*a, *a]\n").1), ["OP9005", "OP9005"]);

    let mut tower = "a0: &a0 x\n".to_owned();
    for level in 1..=DEPTH {
        tower.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    assert_eq!(ids(&read_yaml(&tower).1), ["OP9004"]);
}

#[test]
fn long_names_are_cut_in_messages() {
    let key = "k".repeat(64 << 10);
    let (_, problems) = read_as("x.json", &format!("{{\"{key}\": 1, \"{key}\": 2}}"));
    assert_eq!(ids(&problems), ["OP9006"]);
    for problem in problems.iter().chain(&read_yaml(&format!("{key}: 1\n")).1) {
        assert!(problem.message.len() < 200, "{}", problem.message);
    }
}

#[test]
fn random_bytes_are_no_text() {
    let mut state = 1_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    };
    let bytes: Vec<u8> = std::iter::repeat_with(&mut next).take(LARGE).collect();
    let (_, problems) = read_bytes(&mut Sources::default(), "x.yaml", &bytes);
    assert_eq!(ids(&problems), ["OP9002"]);

    let ascii: Vec<u8> =
        bytes.iter().map(|byte| b"\n -:,[]{}\"'#&*!a"[usize::from(byte % 16)]).collect();
    for name in ["x.yaml", "x.json"] {
        let (_, problems) = read_bytes(&mut Sources::default(), name, &ascii);
        assert!(!problems.is_empty() && problems.len() <= 121);
    }
}

#[test]
fn printing_long_texts_is_linear() {
    let lines = "# c\n- a: { b: [x, y] }  # d\n  e: \"1\"\n\n".repeat(30_000);
    assert_eq!(formatted("x.yaml", &lines), lines.trim_end().to_owned() + "\n");
    let one_line = format!("[{}{{}}]", "{\"a\": [1, \"b\"]}, /* c */ ".repeat(50_000));
    let printed = formatted("x.json", &one_line);
    assert_eq!(formatted("x.json", &printed), printed);
}
