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
