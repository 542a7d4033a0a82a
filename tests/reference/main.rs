//! Every shipped topology does what its folder says.
//!
//! A trace file holds the command in its first line and the answer below; after a line `--- expected`
//! stands what a person expected of it before the tool was asked. `OUTPATH_BLESS=1` writes the
//! answers anew, for a person to read.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod changed;
mod consulted;
mod disconnected;

use std::{env, fs, path::Path};

use outpath_core::analysis::{Answer, Checking, Status, Workspace};
use outpath_tests::files::{Folder, files, folders, root};

const EXPECTED: &str = "--- expected\n";

#[test]
fn reference_topologies_are_clean_and_their_expectations_hold() {
    let all = reference_folders();
    assert!(all.len() >= 8, "RA-01 to RA-07 and RA-24 are shipped");
    for folder in all {
        let answer = open(&folder).check(&Checking::default());
        assert_eq!(answer.status(), Status::Clean, "{}\n{}", folder.display(), answer.text());
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        let carries = declared(&readme, "Carries: ");
        assert_eq!(codes(&answer), carries, "{}\n{}", folder.display(), answer.text());
    }
}

/// Returns the codes that a README declares in a line of its own.
fn declared(readme: &str, word: &str) -> Vec<String> {
    let line = readme.lines().find_map(|line| line.strip_prefix(word)).unwrap_or_default();
    let codes = line.split(", ").map(|code| code.trim().to_owned());
    codes.filter(|code| !code.is_empty()).collect()
}

/// Returns the codes of all findings, expectations aside, each as often as it is found.
fn codes(answer: &Answer) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(answer.json()).unwrap();
    let findings = json["findings"].as_array().unwrap().iter();
    let codes = findings.map(|finding| finding["code"].as_str().unwrap().to_owned());
    let mut codes: Vec<String> = codes.filter(|code| !code.starts_with("OP95")).collect();
    codes.sort();
    codes
}

#[test]
fn traces_are_as_written() {
    let mut checked = 0;
    for folder in reference_folders() {
        let workspace = open(&folder);
        for file in files(&folder.join("traces"), "txt") {
            let text = fs::read_to_string(&file).unwrap();
            let (command, rest) = text.split_once('\n').unwrap();
            holds(&file, command, rest, &run(&workspace, command));
            checked += 1;
        }
    }
    assert!(checked >= 40, "only {checked} traces");
}

#[test]
fn broken_topologies_fail_as_declared() {
    let all = folders(&root().join("topologies/broken"));
    assert!(all.len() >= 12);
    for folder in all {
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        let answer = open(&folder).check(&Checking::default());
        let json: serde_json::Value = serde_json::from_str(answer.json()).unwrap();
        let name = folder.display();
        assert_ne!(answer.status(), Status::Clean, "{name}");
        let fires = declared(&readme, "Fires: ");
        assert_eq!(codes(&answer), fires, "{name}\n{}", answer.text());
        let findings = json["findings"].as_array().unwrap().iter();
        let errors: Vec<&serde_json::Value> =
            findings.filter(|one| one["code"].as_str().unwrap().starts_with("OP95")).collect();
        match readme.lines().find_map(|line| line.strip_prefix("Fails: ")) {
            None => assert!(errors.is_empty() && !fires.is_empty(), "{name}\n{}", answer.text()),
            Some(line) => {
                assert_eq!(errors.len(), 1, "{name}\n{}", answer.text());
                let mut quoted = line.split('`').skip(1).step_by(2);
                let (flow, reason) = (quoted.next().unwrap(), quoted.next().unwrap());
                let back = reason.strip_prefix("return: ");
                let because = match back {
                    Some(reason) => format!("the reply ends with {reason} at "),
                    None => format!("{reason} at "),
                };
                let finding = errors[0];
                assert!(finding["message"].as_str().unwrap().contains(flow), "{name}: {finding}");
                let found = finding["because"].as_str().unwrap();
                assert!(found.starts_with(&because), "{name}: {found}");
            }
        }
    }
}

#[test]
fn shipped_files_are_printed_canonically() {
    for file in files(&root().join("topologies"), "yaml") {
        let text = fs::read_to_string(&file).unwrap();
        // A file that is broken on purpose may not be printable.
        if let Ok(printed) = outpath_core::analysis::format("topology.yaml", text.as_bytes()) {
            assert_eq!(text, printed, "{}", file.display());
        }
    }
}

#[test]
fn every_folder_is_in_the_index() {
    let index = fs::read_to_string(root().join("topologies/README.md")).unwrap();
    let all = reference_folders().into_iter().chain(folders(&root().join("topologies/broken")));
    for folder in all {
        let slug = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(index.contains(&slug), "{slug} is not in topologies/README.md");
        assert!(folder.join("README.md").is_file(), "{slug} has no README");
    }
}

/// Compares an answer with what a file holds below its first line, or writes it there.
fn holds(file: &Path, first: &str, rest: &str, answer: &str) {
    let (written, expected) = rest.split_once(EXPECTED).unwrap_or((rest, ""));
    if env::var_os("OUTPATH_BLESS").is_some() {
        let tail =
            if expected.is_empty() { String::new() } else { format!("{EXPECTED}{expected}") };
        fs::write(file, format!("{first}\n{answer}{tail}")).unwrap();
    } else {
        assert_eq!(written, answer, "{}", file.display());
    }
}

fn reference_folders() -> Vec<std::path::PathBuf> {
    let all = folders(&root().join("topologies"));
    all.into_iter().filter(|folder| !folder.ends_with("broken")).collect()
}

fn open(folder: &Path) -> Workspace {
    Workspace::open(&Folder(folder.to_owned()), &["topology.yaml"])
}

/// Runs the command of a trace file as the command line would.
fn run(workspace: &Workspace, command: &str) -> String {
    let rest = command.strip_prefix("$ outpath ").unwrap();
    let answer = match rest.split_once(" topology.yaml ") {
        Some(("trace", flow)) => workspace.trace(flow.trim_matches('\'')),
        Some(("routes", rest)) => match rest.split_once(" --to ") {
            Some((node, to)) => workspace.routes(node, Some(to)),
            None => workspace.routes(rest, None),
        },
        _ => panic!("unknown command {command}"),
    };
    match answer {
        Ok(answer) => answer.text().to_string(),
        Err(problem) => panic!("{command}\n{}", problem.text()),
    }
}
