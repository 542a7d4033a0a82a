//! The README tells the truth: its file is clean, its answer is the answer, its commands exist.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::fs;

use outpath_core::analysis::{Checking, Status, Workspace};
use outpath_tests::files::{Folder, OneText, root};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// Returns the blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let after = text.split(&fence).skip(1);
    after.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_file_of_the_readme_is_clean() {
    let text = readme();
    let [file] = blocks(&text, "yaml").try_into().unwrap();
    let answer = Workspace::open(&OneText(&file), &["plant.yaml"]).check(&Checking::default());
    assert_eq!(answer.status(), Status::Clean, "{}", answer.text());
    assert!(answer.text().to_string().contains("2 of 2 expectations hold"), "{}", answer.text());
}

#[test]
fn the_answer_of_the_readme_is_the_answer() {
    let text = readme();
    let blocks = blocks(&text, "console");
    let (command, answer) = blocks.first().unwrap().split_once('\n').unwrap();
    let rest = command.strip_prefix("$ cargo run --release --bin outpath -- trace ").unwrap();
    let (file, flow) = rest.split_once(' ').unwrap();
    let workspace = Workspace::open(&Folder(root()), &[file]);
    let trace = workspace.trace(flow.trim_matches('\'')).unwrap();
    let trace = trace.text().to_string();
    for line in answer.lines().filter(|line| line.trim() != "...") {
        assert!(trace.lines().any(|ours| ours == line), "not in the answer: {line}\n{trace}");
    }
}

#[test]
fn every_file_that_the_documents_link_to_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "topologies/README.md"] {
        let path = root().join(document);
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap();
            if link.is_empty() || link.contains("://") {
                continue;
            }
            assert!(path.parent().unwrap().join(link).exists(), "{document} links to {link}");
        }
    }
}
