//! The naive forwarder stays independent of the engine.

use std::{fs, path::Path};

#[test]
fn imports_only_nouns_and_addresses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("support/naive");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let words: Vec<&str> = text.split("outpath_core::").skip(1).collect();
        let plain = |word: &&str| word.starts_with("model") || word.starts_with("addr");
        let inside = |block: &str| {
            let items = block.split_once("};").map_or(block, |(items, _)| items);
            let rooms =
                items.lines().filter(|line| line.starts_with("    ") && line.contains("::"));
            let mut rooms = rooms.filter(|line| !line.starts_with("        "));
            rooms.all(|line| line.trim().starts_with("model") || line.trim().starts_with("addr"))
        };
        for word in words {
            assert!(plain(&word) || (word.starts_with('{') && inside(word)), "{word}");
        }
        for word in ["PrefixMap", "PrefixTable", "ForwardingTable"] {
            assert!(!text.contains(word), "the oracle scans");
        }
        files += 1;
    }
    assert!(files > 3);
}
