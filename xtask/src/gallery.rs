//! The gallery of the playground: every shipped topology, with a question to begin with.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::step::Failure;

/// Writes the shipped topologies and their list into a folder.
pub(crate) fn write(to: &Path) -> Result<(), Failure> {
    let root = crate::root().join("topologies");
    let mut list = Vec::new();
    for (folder, broken) in [(root.clone(), false), (root.join("broken"), true)] {
        for one in folders(&folder).map_err(|why| Failure::of("topologies", why))? {
            let entry = copy(&one, to, broken);
            list.push(entry.map_err(|why| Failure::of(&one.display().to_string(), why))?);
        }
    }
    let list = serde_json::to_string_pretty(&list).unwrap_or_default();
    fs::write(to.join("index.json"), list).map_err(|why| Failure::of("gallery", why))
}

/// Returns the folders with a topology, by name.
fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.join("topology.yaml").is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Copies the files of one topology, and returns its entry of the list.
fn copy(folder: &Path, to: &Path, broken: bool) -> io::Result<Value> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let slug = if broken { format!("broken/{name}") } else { name };
    let target = to.join(&slug);
    fs::create_dir_all(&target)?;
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_input = path.extension().is_some_and(|one| one == "yaml" || one == "txt");
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_input && file != "disconnected.txt" {
            fs::copy(&path, target.join(&file))?;
            files.push(file);
        }
    }
    files.sort();
    let readme = fs::read_to_string(folder.join("README.md"))?;
    let topology = fs::read_to_string(folder.join("topology.yaml"))?;
    let question = failing(&readme).or_else(|| first_expected(&topology)).unwrap_or_default();
    Ok(json!({
        "slug": slug,
        "title": title(&readme),
        "summary": summary(&readme),
        "broken": broken,
        "files": files,
        "question": question,
    }))
}

fn title(readme: &str) -> &str {
    readme.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default()
}

/// Returns the first paragraph of text.
fn summary(readme: &str) -> String {
    let tells = |line: &&str| {
        ["#", "Fires:", "Fails:", "Carries:", "```"].iter().all(|mark| !line.starts_with(mark))
    };
    let lines = readme.lines().skip_while(|line| line.trim().is_empty() || !tells(line));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    paragraph.join(" ")
}

/// Returns the first flow that the README says fails.
fn failing(readme: &str) -> Option<String> {
    let line = readme.lines().find_map(|line| line.strip_prefix("Fails: `"))?;
    line.split('`').next().map(str::to_owned)
}

/// Returns the first flow that a topology expects to work.
fn first_expected(topology: &str) -> Option<String> {
    let lines = topology.lines().skip_while(|line| !line.starts_with("expect:"));
    let flow = |line: &str| {
        let line = line.trim().strip_prefix("- ")?;
        let line = line.split(" #").next().unwrap_or(line).trim().trim_matches(['\'', '"']);
        line.contains(" -> ").then(|| line.to_owned())
    };
    lines.skip(1).find_map(flow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_what_fails_or_what_is_expected() {
        let readme = "# Wrong\nFires: OP1\nFails: `a -> b tcp/1` with `no-route`\n\n## What\n\nOne\ntwo.\n\nThree.\n";
        assert_eq!((title(readme), summary(readme).as_str()), ("Wrong", "One two."));
        assert_eq!(failing(readme).as_deref(), Some("a -> b tcp/1"));
        let topology = "a:\n  - x -> y\nexpect:\n  - a -x-> b\n  - 'c -> d tcp/2'  # why\n";
        assert_eq!(first_expected(topology).as_deref(), Some("c -> d tcp/2"));
        assert_eq!(first_expected("outpath: 1\n"), None);
    }
}
