//! Texts that try to exhaust time, memory or the stack.

use super::*;
use crate::diagnostic::code;
use std::time::{Duration, Instant};

const MEGABYTES: usize = 10 << 20;

/// Reads ten megabytes of one pattern under both names; nothing may panic or take long.
fn endure(pattern: &str) -> Vec<Diagnostic> {
    let text = pattern.repeat(MEGABYTES / pattern.len());
    let mut last = Vec::new();
    for name in ["x.json", "x.yaml"] {
        let start = Instant::now();
        let (_, problems) = read_bytes(&mut Sources::default(), name, text.as_bytes());
        let took = start.elapsed();
        println!("{took:?} {} {:?} {name}", problems.len(), pattern.get(..pattern.len().min(20)));
        assert!(problems.len() <= 121, "{} problems", problems.len());
        last = problems;
    }
    last
}

#[test]
fn scratch_hostile() {
    for p in [
        "[",
        "{",
        "- ",
        "a: ",
        "a:\n ",
        "a",
        "\"",
        "'",
        "a: 1\n",
        "- a\n",
        "# x\n",
        "\n",
        "{a: ",
        "? ",
        "&a ",
        "*a ",
        "!x ",
        "a: \"x\n",
        "a: [\n",
        "[a, b], ",
        "\t",
        "{\"a\":",
        "[1,",
        "/*",
        "//\n",
        "x\n",
        "- - \n",
        "---\n",
        "\"\\",
        ": ",
        "a: |\n  b\n",
        "a: &x b\n",
        "- *x\n",
        "%a\n",
        "a: @\n",
        "<<: 1\n",
        "\r",
        "&a\n",
        "]",
        "\"a\":1,",
        "  ",
    ] {
        for x in endure(p).iter().take(2) {
            println!("     {} {}", x.code.id, x.message);
        }
    }
}
