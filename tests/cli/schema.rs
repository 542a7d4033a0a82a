//! The files that are generated from what `outpath` prints.

use std::{fs, path::Path};

use outpath::exit;

use crate::support::Folder;

#[test]
fn generated_files_are_current() {
    for (file, arguments) in [
        ("topology-file.md", &["schema", "--format", "markdown"][..]),
        ("topology.schema.json", &["schema", "--format", "json"]),
        ("configuration.md", &["schema", "--config", "--format", "markdown"]),
        ("configuration.schema.json", &["schema", "--config", "--format", "json"]),
        ("aws-calls.md", &["snapshot-script", "--calls"]),
    ] {
        let ran = Folder::new().run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
        let found = fs::read_to_string(docs.join(file)).unwrap_or_default();
        assert!(found == ran.out, "docs/{file} is not current; run `cargo xtask docs`");
    }
}
