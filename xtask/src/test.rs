//! Every check, in the order in which a failure costs the least time.

use crate::{
    page, setup,
    step::{Failure, cargo, show, step},
};

/// Runs every check; the first that fails ends it.
pub(crate) fn run() -> Result<(), Failure> {
    setup::run()?;
    check("formatting", &["fmt", "--all", "--check"], "")?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
    check("lints", &clippy, "")?;
    step("page", || page::build().and_then(|()| page::embed()))?;
    step("page in a browser", page::test)?;
    check("tests", &["test", "--workspace", "--locked"], "")?;
    let doc = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
    check("documentation", &doc, "-D warnings")
}

fn check(name: &str, arguments: &[&str], rustdoc_flags: &str) -> Result<(), Failure> {
    step(name, || {
        let mut command = cargo(arguments);
        if !rustdoc_flags.is_empty() {
            command.env("RUSTDOCFLAGS", rustdoc_flags);
        }
        show(&mut command)
    })
}
