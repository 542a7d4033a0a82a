//! The browser never falls behind: its module is built, run, and compared with the command line.
//!
//! The module runs in an interpreter written in Rust, so that the test needs neither a browser nor
//! Node. What wasm-bindgen's JavaScript would do to pass texts is done here instead.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod machine;
mod questions;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use machine::Machine;
use outpath::{Io, run};

/// Starts the module, which is built once for all tests.
fn machine() -> Machine {
    static MODULE: OnceLock<PathBuf> = OnceLock::new();
    Machine::start(MODULE.get_or_init(|| xtask::module().unwrap()))
}

/// Returns what the command line prints on the standard output.
fn command_line(arguments: &[&str]) -> String {
    let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
    let mut io = Io::plain(Path::new(""), &mut input, &mut out, &mut err);
    run(["outpath"].iter().chain(arguments), &mut io);
    String::from_utf8(out).unwrap()
}

/// Reports the first line that differs, because whole answers are too long to compare by eye.
fn assert_same(what: &str, native: &str, browser: &str) {
    if native == browser {
        return;
    }
    let mut lines = native.lines().zip(browser.lines()).enumerate();
    let differing = lines.find(|(_, (native, browser))| native != browser);
    panic!(
        "{what}: {} bytes natively, {} in the browser; first difference: {differing:#?}",
        native.len(),
        browser.len(),
    );
}

#[test]
fn the_browser_gives_the_bytes_of_the_command_line() {
    let mut machine = machine();
    let mut asked = 0;
    for topology in questions::topologies() {
        machine.open(&topology.files, &topology.main);
        let native = command_line(&["check", "--format", "json", &topology.main]);
        let browser = machine.ask("check", &[]);
        assert_same(&topology.main, &native, &browser);
        for flow in &topology.flows {
            let native = command_line(&["trace", "--format", "json", &topology.main, flow]);
            let browser = machine.ask("trace", &[flow]);
            assert_same(&format!("{} {flow}", topology.main), &native, &browser);
            asked += 1;
        }
    }
    assert!(asked > 30, "only {asked} flows were traced");
}

#[test]
fn files_that_are_no_files_are_refused_with_a_word() {
    let mut machine = machine();
    let answer = machine.ask("open", &["["]);
    assert!(answer.contains("the request is not understood"), "{answer}");
    machine.open(&BTreeMap::new(), "a.yaml");
    let answer = machine.ask("trace", &["a -> \u{1f600}"]);
    assert!(answer.contains("there is no such file"), "{answer}");
}
