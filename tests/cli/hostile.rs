//! Files that nobody writes by accident: always exit code 2, a clear message, bounded time and memory.

use std::{
    fmt::Write as _,
    process::{Command, Output, Stdio},
};

use crate::support::Folder;

const MEGABYTES: usize = 10 << 20;

/// Runs `check` on a file, with two gigabytes of memory and a minute of processor time at most.
fn check(name: &str, bytes: impl AsRef<[u8]>) -> (Output, String) {
    let folder = Folder::new();
    folder.write(name, bytes);
    let bounded = format!("ulimit -v 2000000; ulimit -t 60; exec \"$0\" check {name}");
    let output = Command::new("sh")
        .args(["-c", &bounded, env!("CARGO_BIN_EXE_outpath")])
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output, text)
}

/// Checks that a file is refused with a code.
fn refused(name: &str, bytes: impl AsRef<[u8]>, code: &str) -> String {
    let (output, text) = check(name, bytes);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{}\n{errors}", head(&text));
    assert!(text.contains(code), "{}", head(&text));
    assert!(text.contains(name), "the file is named: {}", head(&text));
    assert!(!errors.contains("panicked"), "{errors}");
    assert!(text.len() < 4 << 20, "{} bytes of complaints", text.len());
    text
}

fn head(text: &str) -> &str {
    text.get(..text.len().min(2000)).unwrap_or_default()
}

#[test]
fn an_empty_file() {
    refused("a.yaml", "", "OP9003");
    refused("a.json", "", "OP9003");
    refused("a.yaml", "# nothing yet\n\n", "OP9003");
}

#[test]
fn a_binary_file() {
    let bytes: Vec<u8> = (0..100_000_u32).map(|at| (at * 7919 % 251) as u8).collect();
    refused("a.yaml", bytes, "OP9002");
    refused("a.yaml", b"\x1f\x8b\x08\x00\x00\x00", "OP9002");
    refused("a.yaml", b"\xff\xfeo\0u\0t\0", "OP9002");
}

#[test]
fn ten_megabytes_of_brackets() {
    for bracket in ["[", "{", "- ", "? ", "]"] {
        let text = bracket.repeat(MEGABYTES / bracket.len());
        let (output, text) = check("a.yaml", &text);
        assert_eq!(output.status.code(), Some(2), "{bracket}: {}", head(&text));
    }
    refused("a.json", "[".repeat(MEGABYTES), "OP9004");
}

#[test]
fn deep_nesting() {
    let mut yaml = String::new();
    for depth in 0..500 {
        writeln!(yaml, "{}a:", " ".repeat(depth)).unwrap();
    }
    refused("a.yaml", yaml, "OP9004");
    let json = format!("{}1{}", "{\"a\":".repeat(5000), "}".repeat(5000));
    refused("a.json", json, "OP9004");
}

#[test]
fn an_alias_bomb() {
    let mut text = "outpath: 1\nx0: &x0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*x{}", level - 1); 10].join(", ");
        writeln!(text, "x{level}: &x{level} [{items}]").unwrap();
    }
    refused("a.yaml", text, "OP9004");
}

#[test]
fn a_thousand_errors_are_a_thousand_errors() {
    let mut text =
        "outpath: 1\nregion: us-west-2\nvpcs:\n  shop:\n    cidrs: [10.0.0.0/16]\n    subnets:\n"
            .to_owned();
    for at in 0..1000 {
        writeln!(text, "      s{at}: {{ cidr: 10.0.{}.0/24, colour{at}: red }}", at % 250).unwrap();
    }
    let text = refused("a.yaml", text, "OP9101");
    let unknown = text.matches("error[OP9101]").count();
    assert_eq!(unknown, 1000);
}

#[test]
fn one_line_of_ten_megabytes() {
    refused("a.yaml", format!("outpath: {}", "1".repeat(MEGABYTES)), "OP9105");
}
