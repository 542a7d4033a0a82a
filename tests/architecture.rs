//! The laws of the house: who imports whom, one door for each dependency, sizes, module heads.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::{collections::BTreeMap, fs, path::Path};

use outpath_tests::files::{files, root};

/// The rooms of core, bottom-up, with the only door to a dependency where a room is one.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("facts", &[]),
    ("parallel", &["rayon"]),
    ("diagnostic", &[]),
    ("addr", &["ipnetwork"]),
    ("model", &[]),
    ("query", &["nom"]),
    ("document", &["granit_parser", "jsonc_parser"]),
    ("generate", &[]),
    ("import", &[]),
    ("scenario", &[]),
    ("graph", &["petgraph"]),
    ("bgp", &[]),
    ("routing", &[]),
    ("forwarding", &[]),
    ("expect", &[]),
    ("reach", &[]),
    ("diff", &[]),
    ("rules", &[]),
    ("scene", &[]),
    ("policy", &["toml"]),
    ("report", &["unicode_width"]),
    ("analysis", &[]),
];

/// What a room may import of ours, where that is less than all rooms below it.
const NARROW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("facts", &[]),
    ("parallel", &[]),
    ("diagnostic", &["text"]),
    ("addr", &[]),
    ("model", &["addr"]),
    ("query", &["text", "addr", "diagnostic"]),
    ("document", &["text", "facts", "diagnostic", "addr", "model", "query"]),
    ("generate", &["text", "document"]),
    ("import", &["text", "facts", "diagnostic", "addr", "document"]),
    ("scenario", &["addr", "model", "query"]),
    ("graph", &["addr", "model"]),
    ("bgp", &["addr", "model", "graph"]),
    ("routing", &["addr", "model", "graph", "bgp"]),
    (
        "rules",
        &[
            "text",
            "facts",
            "parallel",
            "diagnostic",
            "addr",
            "model",
            "query",
            "document",
            "scenario",
            "graph",
            "bgp",
            "routing",
            "forwarding",
            "expect",
            "reach",
        ],
    ),
    (
        "reach",
        &["facts", "parallel", "addr", "model", "query", "graph", "bgp", "routing", "forwarding"],
    ),
    (
        "diff",
        &[
            "text",
            "parallel",
            "addr",
            "model",
            "query",
            "document",
            "scenario",
            "routing",
            "forwarding",
            "expect",
            "reach",
        ],
    ),
    ("policy", &["text", "diagnostic", "document", "rules"]),
    ("scene", &["facts", "addr", "model", "graph", "bgp", "routing", "forwarding", "reach"]),
    ("forwarding", &["facts", "parallel", "addr", "model", "query", "graph", "bgp", "routing"]),
];

/// Returns the files of a room of core.
fn room_files(room: &str) -> Vec<std::path::PathBuf> {
    let src = root().join("core/src");
    let single = src.join(format!("{room}.rs"));
    if single.is_file() { vec![single] } else { files(&src.join(room), "rs") }
}

/// Returns the code of a file: no comments, no tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns whether a file holds tests only.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| {
        let part = part.as_os_str();
        part == "tests" || part == "tests.rs"
    })
}

/// Returns the rooms that a text names after `crate::`, singly or in a block.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split("crate::").skip(1) {
        if let Some(block) = part.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for one in block.chars() {
                match one {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.push(std::mem::take(&mut word));
                        continue;
                    }
                    _ => {}
                }
                if depth == 0 {
                    word.push(one);
                }
            }
            found.push(word);
        } else {
            found.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    let first = |word: String| word.trim().split("::").next().unwrap_or_default().trim().to_owned();
    found.into_iter().map(first).filter(|word| !word.is_empty()).collect()
}

#[test]
fn rooms_import_only_rooms_below_them() {
    let names: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let narrow: BTreeMap<&str, &[&str]> = NARROW.iter().copied().collect();
    for (at, room) in names.iter().enumerate() {
        let below = &names[..at];
        let allowed = narrow.get(room).copied().unwrap_or(below);
        let found = room_files(room);
        assert!(!found.is_empty(), "the room {room} has files");
        for path in found.iter().filter(|path| !is_test(path)) {
            for import in imports(&code(path)) {
                let ours = names.contains(&import.as_str());
                let fine = !ours || import == *room || allowed.contains(&import.as_str());
                assert!(fine, "{} imports {import}", path.display());
            }
        }
    }
}

/// A rule stands alone: it names no other rule, and of `document` it sees the source map only.
#[test]
fn rules_know_nothing_of_each_other() {
    let mut seen = 0;
    for path in files(&root().join("core/src/rules"), "rs") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = code(&path);
        let parts: Vec<&str> = text.split("document::").skip(1).collect();
        assert!(parts.iter().all(|part| part.starts_with("SourceMap")), "{name}");
        if name.starts_with("op") {
            seen += 1;
            let others = text.replace(&format!("{name}.md"), "");
            assert!(!others.contains("::op"), "{name} names another rule");
        }
    }
    assert!(seen >= 1);
}

#[test]
fn every_room_is_in_the_law_and_on_the_map() {
    let lib = fs::read_to_string(root().join("core/src/lib.rs")).unwrap();
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for line in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let room = line.trim_end_matches(';');
        assert!(ROOMS.iter().any(|(name, _)| *name == room), "{room} has no law");
        assert!(map.contains(&format!("| `{room}` |")), "{room} is not in ARCHITECTURE.md");
        assert!(lib.contains(&format!("- [`{room}`]")), "{room} is not in the crate essay");
    }
}

#[test]
fn each_dependency_has_one_door() {
    for (room, doors) in ROOMS {
        for door in *doors {
            for (other, _) in ROOMS.iter().filter(|(other, _)| other != room) {
                for path in room_files(other) {
                    let named = code(&path).contains(&format!("{door}::"));
                    assert!(!named, "{} names {door}, whose door is {room}", path.display());
                }
            }
        }
    }
}

/// The sources of Rust are read by chores alone: the product carries no parser of them.
#[test]
fn only_chores_read_rust() {
    let packages = ["core", "cli", "wasm", "tests", "benches", "xtask"];
    let reads = |package: &&str| {
        let cargo = fs::read_to_string(root().join(package).join("Cargo.toml")).unwrap();
        cargo.lines().any(|line| line.starts_with("syn"))
    };
    assert_eq!(packages.into_iter().filter(reads).collect::<Vec<_>>(), ["xtask"]);
    let (types, all) = (root().join("xtask/src/types"), files(&root().join("xtask/src"), "rs"));
    for path in all.iter().filter(|path| !path.starts_with(&types)) {
        assert!(!code(path).contains("syn::"), "{}", path.display());
    }
}

#[test]
fn core_is_pure() {
    for path in files(&root().join("core/src"), "rs").iter().filter(|path| !is_test(path)) {
        let text = code(path);
        let words = [
            "std::fs",
            "std::env",
            "std::process",
            "std::net::Tcp",
            "std::time",
            "std::thread",
            "println!",
            "eprintln!",
            "unsafe ",
            "target_arch",
            "target_family",
            "target_os",
            "HashMap",
            "HashSet",
        ];
        // The one place that hashes: its maps are asked and cannot be walked.
        let index = path.ends_with("forwarding/index.rs");
        for word in words {
            let known = index && word == "HashMap";
            assert!(known || !text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn the_rims_know_only_the_facade() {
    for rim in ["cli/src", "wasm/src"] {
        for path in files(&root().join(rim), "rs") {
            for part in code(&path).split("outpath_core::").skip(1) {
                assert!(part.starts_with("analysis"), "{}", path.display());
            }
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_hold() {
    let folders = ["core/src", "cli/src", "wasm/src", "xtask/src", "benches", "tests"];
    let all: Vec<_> = folders.iter().flat_map(|folder| files(&root().join(folder), "rs")).collect();
    assert!(all.len() > 100);
    let mut lengths = Vec::new();
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
        assert!(text.starts_with("//!"), "{} has no head", path.display());
        lengths.push(lines);
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 160, "the median file has {median} lines");
}

#[test]
fn no_test_file_is_forgotten() {
    let cargo = fs::read_to_string(root().join("tests/Cargo.toml")).unwrap();
    let rims: String = ["cli", "wasm"]
        .iter()
        .map(|rim| fs::read_to_string(root().join(rim).join("Cargo.toml")).unwrap())
        .collect();
    for entry in fs::read_dir(root().join("tests")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let target = match name.strip_suffix(".rs") {
            Some(_) => name.clone(),
            None if root().join("tests").join(&name).join("main.rs").is_file() => {
                format!("{name}/main.rs")
            }
            None => continue,
        };
        let here = cargo.contains(&format!("path = \"{target}\""));
        let there = rims.contains(&format!("path = \"../tests/{target}\""));
        assert!(here || there, "tests/{name} is not run");
    }
}
