//! What only a process has: its exit code and its pipes.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use outpath::exit;

use crate::support::{Folder, TOPOLOGY};

fn outpath(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outpath"));
    command.args(arguments).current_dir(folder.path("")).stdin(Stdio::null());
    command
}

#[test]
fn exit_codes_are_those_documented() {
    let folder = Folder::new();
    for (arguments, code) in [
        (&["trace", "plant.yaml", "web -> db tcp/443"][..], exit::CLEAN),
        (&["trace", "plant.yaml", "web -> internet tcp/443"], exit::FINDINGS),
        (&["trace", "plant.yaml", "web -> nobody"], exit::FAILED),
        (&["trace"], exit::FAILED),
        (&["check", "none.yaml"], exit::NO_INPUT),
        (&["--help"], exit::CLEAN),
    ] {
        let output = outpath(&folder, arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(code)), "{arguments:?}");
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b));
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let folder = Folder::new();
    let mut command = outpath(&folder, &["format", "-"]);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // The reader goes before the program has anything to write: it still waits for its input.
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(TOPOLOGY.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(i32::from(exit::CLEAN)));
    assert_eq!(output.stderr, b"");
}

/// `outpath check ... | head` in a script that looks at every exit code of a pipe.
#[test]
fn a_reader_who_has_seen_enough_changes_no_verdict() {
    let folder = Folder::new();
    let broken = TOPOLOGY.replace("internet -x-> web", "internet -> web");
    for (arguments, text, code) in [
        (&["check", "-"][..], TOPOLOGY, exit::CLEAN),
        (&["check", "-"], &broken, exit::FINDINGS),
        (&["check", "-", "--format", "json"], &broken, exit::FINDINGS),
        (&["check", "-"], "outpath: 2\n", exit::FAILED),
        (&["check", "-", "--diff"], MISTAKEN, exit::FINDINGS),
        (&["trace", "-", "web -> internet tcp/443"], TOPOLOGY, exit::FINDINGS),
        (&["format", "-", "--check"], "{outpath: 1}\n", exit::FINDINGS),
    ] {
        let mut command = outpath(&folder, arguments);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(i32::from(code)), "{arguments:?}");
    }
}

/// What is no file can be written more than once.
#[cfg(unix)]
#[test]
fn devices_and_pipes_are_outputs() {
    let folder = Folder::new();
    let outputs = ["--output", "concise=/dev/stdout", "--output", "concise=/dev/stdout"];
    let mut command = outpath(&folder, &[&["check", "plant.yaml"][..], &outputs].concat());
    let output = command.output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out.matches("clean: no problems").count(), 3, "{out}");
    let mut command = outpath(&folder, &["check", "plant.yaml", "--write-baseline", "/dev/stdout"]);
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(out.contains("\"version\": 1"), "{out}");
}

const MISTAKEN: &str = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    route_tables: { main: { routes: { 198.51.100.9/24: igw } } }
";
