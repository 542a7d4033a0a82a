//! A rule made by `cargo xtask new-rule` in a copy of the project: it touches three files, the copy builds,
//! and the tests of rules and their pages pass there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What the copy leaves out: what is built, and what no package is made of.
const LEFT_OUT: [&str; 2] = ["target", ".git"];

/// Returns every file below a folder, by its path from there.
fn files(root: &Path, below: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(root.join(below)).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = below.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            if !LEFT_OUT.iter().any(|name| path == Path::new(name)) {
                files(root, &path, found);
            }
        } else {
            found.insert(path);
        }
    }
}

fn all(root: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    files(root, Path::new(""), &mut found);
    found
}

/// Makes a folder the same as another one. What is the same already is not touched, so that cargo
/// compiles it once.
fn copy(from: &Path, to: &Path) {
    let wanted = all(from);
    for path in all(to).difference(&wanted) {
        fs::remove_file(to.join(path)).unwrap();
    }
    for path in &wanted {
        let (old, new) = (fs::read(to.join(path)).ok(), fs::read(from.join(path)).unwrap());
        if old.as_ref() != Some(&new) {
            fs::create_dir_all(to.join(path).parent().unwrap()).unwrap();
            fs::write(to.join(path), new).unwrap();
        }
    }
}

/// Returns the files that differ between two folders.
fn differences(one: &Path, other: &Path) -> BTreeSet<String> {
    let paths = all(one).into_iter().chain(all(other));
    let differs = |path: &PathBuf| fs::read(one.join(path)).ok() != fs::read(other.join(path)).ok();
    paths.filter(differs).map(|path| path.to_string_lossy().replace('\\', "/")).collect()
}

#[test]
fn a_new_rule_is_three_files_that_build_and_pass() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let work = temporary.join("new-rule");
    copy(root, &work);
    assert_eq!(differences(root, &work), BTreeSet::new());

    let written = xtask::new_rule::create(&work, "OP8999", "lonely-rack").unwrap();

    let written = BTreeSet::from(written);
    assert_eq!(written.len(), 3);
    assert_eq!(differences(root, &work), written);
    let list = "core/src/rules/resilience/mod.rs";
    let lines = |root: &Path| fs::read_to_string(root.join(list)).unwrap().lines().count();
    // The module and its rule.
    assert_eq!(lines(&work), lines(root) + 2);

    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut format = Command::new(&cargo);
    format.args(["fmt", "-p", "outpath-core", "--check"]).current_dir(&work);
    let formatted = format.output().unwrap();
    assert!(formatted.status.success(), "{}", String::from_utf8_lossy(&formatted.stdout));
    // What the project is made from is there already; the project itself runs for a moment only.
    let mut test = Command::new(cargo);
    test.args(["test", "--offline", "--locked", "-p", "outpath-tests", "--test", "rules"]);
    for package in ["outpath-core", "outpath-tests"] {
        for setting in ["opt-level", "debug"] {
            test.args(["--config", &format!("profile.test.package.{package}.{setting}=0")]);
        }
    }
    test.args(["--", "examples", "registry", "base"]);
    test.current_dir(&work).env("CARGO_TARGET_DIR", temporary.parent().unwrap());
    let output = test.output().unwrap();
    let words = [output.stdout, output.stderr].concat();
    let words = String::from_utf8_lossy(&words);
    assert!(output.status.success(), "{words}");
    assert!(words.contains("the_failing_examples_fail_as_they_say ... ok"), "{words}");
}
