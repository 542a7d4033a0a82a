//! Project chores, in Rust so that they run wherever the project builds.
//!
//! This package holds what a contributor and the continuous build do besides compiling: installing
//! what tests need, running every check in order, making the browser module, regenerating
//! generated files. It never holds anything that the product needs to run. It is a library too, so
//! that the test of the browser module builds it exactly as a release does.

mod bench;
mod browser;
mod docs;
mod gallery;
pub mod new_rule;
mod page;
mod setup;
mod soak;
mod step;
mod test;
mod types;
mod wasm;

use std::path::PathBuf;

pub use step::{Failure, say};
pub use wasm::module;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  setup   install what the tests need, and say what that is
  test    setup, formatting, lints, the page with its tests in a browser, all tests, documentation
  wasm    build the browser module into target/browser
  playground
          build the page, and serve it on this machine with the files opened; `playground [INPUT...]`
  dist    build the page as static files for any web host; `dist [FOLDER]`, target/playground without one
  docs    regenerate the reference and the schema of the topology file, and the types of answers
  new-rule
          write the files of a rule that finds nothing yet; `new-rule CODE NAME`
  soak    ask the engine and the naive forwarder about millions of random flows, and the rules about
          random networks, sound and mutated; `soak --help`
  bench   measure the goals of speed and size, beside others; `bench --help`";

/// Runs the chore that the arguments name.
///
/// # Errors
/// Returns the step that failed, or that there is no such chore.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), Failure> {
    let chore = arguments.next();
    if chore.as_deref() == Some("soak") {
        return soak::run(arguments);
    }
    if chore.as_deref() == Some("bench") {
        return bench::run(arguments);
    }
    if chore.as_deref() == Some("new-rule") {
        return new_rule::run(arguments);
    }
    if chore.as_deref() == Some("playground") {
        return page::playground(&arguments.collect::<Vec<_>>());
    }
    if chore.as_deref() == Some("dist") {
        let folder =
            arguments.next().map_or_else(|| root().join("target/playground"), PathBuf::from);
        return page::dist(&folder);
    }
    if let Some(extra) = arguments.next() {
        return Err(Failure::new(format!("`{extra}` is one argument too many\n\n{HELP}")));
    }
    match chore.as_deref() {
        Some("setup") => setup::run(),
        Some("test") => test::run(),
        Some("wasm") => {
            let module = wasm::module()?;
            say(&format!("the browser module is {}", module.display()));
            Ok(())
        }
        Some("docs") => docs::run(),
        Some("help" | "--help" | "-h") => {
            say(HELP);
            Ok(())
        }
        Some(other) => Err(Failure::new(format!("there is no chore `{other}`\n\n{HELP}"))),
        None => Err(Failure::new(format!("name a chore\n\n{HELP}"))),
    }
}

/// Returns the folder of the whole project.
pub(crate) fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or(own.clone(), PathBuf::from)
}
