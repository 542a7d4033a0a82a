//! Help, completions and manual pages: walks over the one table of commands.

use outpath::exit;

use crate::support::Folder;

const COMMANDS: &[&str] = &[
    "check",
    "trace",
    "routes",
    "matrix",
    "diff",
    "what-if",
    "render",
    "import",
    "init",
    "generate",
    "format",
    "schema",
    "redact",
    "snapshot-script",
    "playground",
    "rules",
    "explain",
    "completions",
    "man",
];

#[test]
fn help_is_as_reviewed() {
    let folder = Folder::new();
    let program = folder.run(&["--help"]);
    assert_eq!((program.code, program.err.as_str()), (exit::CLEAN, ""));
    let mut all = program.out;
    for command in COMMANDS {
        all.push_str(&format!("\n--- {command}\n\n{}", folder.run(&[command, "-h"]).out));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn the_version_is_that_of_the_package() {
    let ran = Folder::new().run(&["--version"]);
    assert_eq!(ran.out, concat!("outpath ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(ran.code, exit::CLEAN);
}

#[test]
fn wrong_usage_is_explained_beside_the_answers() {
    let folder = Folder::new();
    for arguments in [&[][..], &["chekc"], &["check"], &["trace", "plant.yaml"], &["format"]] {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{arguments:?}");
        assert!(ran.err.contains("Usage: outpath"), "{}", ran.err);
    }
}

#[test]
fn every_shell_and_every_page_is_served() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!(ran.code, exit::CLEAN);
        assert!(COMMANDS.iter().all(|command| ran.out.contains(command)), "{shell}");
    }
    assert!(folder.run(&["man"]).out.contains(".TH outpath 1"));
    for command in COMMANDS {
        let ran = folder.run(&["man", command]);
        assert!(ran.out.contains(&format!("outpath-{command}")), "{}", ran.out);
    }
    let ran = folder.run(&["man", "chekc"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.err.contains("there is no command `chekc`"), "{}", ran.err);
}

/// The README names every command, and no other.
#[test]
fn the_readme_names_every_command() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let rows = readme.lines().filter(|line| line.starts_with("| `outpath "));
    let mut named = Vec::new();
    for row in rows {
        let cell = row.split('|').nth(1).unwrap();
        for code in cell.split('`').skip(1).step_by(2) {
            let code = code.strip_prefix("outpath ").unwrap_or(code);
            named.push(code.split(' ').next().unwrap().to_owned());
        }
    }
    named.sort();
    let mut commands = COMMANDS.to_vec();
    commands.sort_unstable();
    assert_eq!(named, commands);
}
