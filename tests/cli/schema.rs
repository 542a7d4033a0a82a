//! `outpath schema`, and the files that are made from it.

use std::{fs, path::Path};

use outpath::exit;

use crate::support::Folder;

#[test]
fn generated_files_are_current() {
    for (file, format) in [("topology-file.md", "markdown"), ("topology.schema.json", "json")] {
        let ran = Folder::new().run(&["schema", "--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
        let found = fs::read_to_string(docs.join(file)).unwrap_or_default();
        assert!(found == ran.out, "docs/{file} is not current; run `cargo xtask docs`");
    }
}
