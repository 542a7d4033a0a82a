//! Files that are generated from the product and its tests: the reference and the schema of the
//! topology file, the calls of AWS, the types of answers, the page about coverage.

use std::fs;

use crate::{
    say,
    step::{Failure, cargo, read, step},
    types,
};

/// The generated files: where each stands, and the arguments with which `outpath` prints it. A
/// test of the command line fails when one is not current.
const GENERATED: [(&str, &[&str]); 5] = [
    ("docs/topology-file.md", &["schema", "--format", "markdown"]),
    ("docs/topology.schema.json", &["schema", "--format", "json"]),
    ("docs/configuration.md", &["schema", "--config", "--format", "markdown"]),
    ("docs/configuration.schema.json", &["schema", "--config", "--format", "json"]),
    ("docs/aws-calls.md", &["snapshot-script", "--calls"]),
];

/// Writes every generated file that is not current.
pub(crate) fn run() -> Result<(), Failure> {
    step("generated files", || {
        keep(types::ANSWERS, &types::answers()?)?;
        GENERATED.iter().try_for_each(|(path, words)| write(path, words))?;
        coverage()
    })
}

/// Writes the page about coverage, which the cases of the tests tell.
fn coverage() -> Result<(), Failure> {
    let test = ["test", "--quiet", "--package", "outpath-tests", "--test", "packets", "coverage"];
    read(cargo(&test).env("OUTPATH_BLESS", "1"))?;
    say("    current: docs/coverage.md");
    Ok(())
}

fn write(path: &str, words: &[&str]) -> Result<(), Failure> {
    let print = ["run", "--quiet", "--package", "outpath", "--"];
    keep(path, &read(cargo(&print).args(words))?)
}

fn keep(path: &str, text: &str) -> Result<(), Failure> {
    let file = crate::root().join(path);
    if fs::read_to_string(&file).is_ok_and(|old| old == text) {
        say(&format!("    current: {path}"));
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|why| Failure::of(path, why))?;
    }
    fs::write(&file, text).map_err(|why| Failure::of(path, why))?;
    say(&format!("    written: {path}"));
    Ok(())
}
