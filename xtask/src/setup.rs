//! Installs what the tests need beyond cargo itself.

use std::{path::Path, process::Command};

use crate::{
    browser, say,
    step::{Failure, cargo, read, show, step, works},
    wasm::TARGET,
};

/// Looks at everything that the tests need, and installs what is missing.
pub(crate) fn run() -> Result<(), Failure> {
    step("setup", || {
        let rust = [browser_target()?, component("clippy")?, component("fmt")?];
        let page = [browser::node()?, browser::browser()?];
        if rust.contains(&true) || page.contains(&true) {
            say("    installed what was missing");
        } else {
            say("    nothing is missing, nothing was installed");
        }
        Ok(())
    })
}

/// Makes sure of Rust's library for the browser. Returns whether it had to be installed.
fn browser_target() -> Result<bool, Failure> {
    if has_target() {
        say(&format!("    have: Rust's library for {TARGET}"));
        return Ok(false);
    }
    rustup(&["target", "add", TARGET], &format!("Rust's library for {TARGET}"))?;
    if has_target() {
        Ok(true)
    } else {
        Err(Failure::new(format!("{TARGET} is still missing after it was installed")))
    }
}

fn has_target() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]).current_dir(crate::root());
    read(&mut rustc).is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

/// Makes sure of a cargo command that comes with Rust. Returns whether it had to be installed.
fn component(command: &str) -> Result<bool, Failure> {
    if works(&mut cargo(&[command, "--version"])) {
        say(&format!("    have: cargo {command}"));
        return Ok(false);
    }
    let component = if command == "fmt" { "rustfmt" } else { command };
    rustup(&["component", "add", component], &format!("cargo {command}"))?;
    Ok(true)
}

fn rustup(arguments: &[&str], what: &str) -> Result<(), Failure> {
    let command = format!("rustup {}", arguments.join(" "));
    say(&format!("    missing: {what}; running `{command}`"));
    let mut rustup = Command::new("rustup");
    show(rustup.args(arguments).current_dir(crate::root())).map_err(|failure| {
        let way = "install Rust from https://rustup.rs, or add this part to yours by hand";
        Failure::new(format!("{what} is missing and cannot be installed ({failure}); {way}"))
    })
}
