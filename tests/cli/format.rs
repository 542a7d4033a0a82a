//! `outpath format`.

use outpath::exit;

use crate::support::Folder;

const ROUGH: &str = "outpath:   1 # version\nregion:  us-west-2\n";
const FINE: &str = "outpath: 1  # version\nregion: us-west-2\n";

#[test]
fn files_are_rewritten_in_place_once() {
    let folder = Folder::new();
    folder.write("rough.yaml", ROUGH);
    let ran = folder.run(&["format", "rough.yaml"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (exit::CLEAN, "", ""));
    assert_eq!(folder.read("rough.yaml"), FINE);
    assert_eq!(folder.run(&["format", "--check", "rough.yaml"]).code, exit::CLEAN);
}

#[test]
fn a_check_lists_the_files_and_changes_none() {
    let folder = Folder::new();
    folder.write("rough.yaml", ROUGH);
    folder.write("fine.yaml", FINE);
    let ran = folder.run(&["format", "--check", "fine.yaml", "rough.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FINDINGS, "rough.yaml\n"));
    assert_eq!(folder.read("rough.yaml"), ROUGH);
}

#[test]
fn the_canonical_text_may_go_to_the_standard_output() {
    let folder = Folder::new();
    folder.write("rough.yaml", ROUGH);
    assert_eq!(folder.run(&["format", "--stdout", "rough.yaml"]).out, FINE);
    assert_eq!(folder.read("rough.yaml"), ROUGH);
    let ran = folder.run_with(&["format", "-"], &mut ROUGH.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (exit::CLEAN, FINE));
    let ran = folder.run_with(&["format", "-", "--check"], &mut ROUGH.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (exit::FINDINGS, "<stdin>\n"));
}

#[test]
fn a_file_that_cannot_be_read_whole_is_left_alone() {
    let folder = Folder::new();
    folder.write("broken.yaml", "outpath: [1\n");
    folder.write("rough.yaml", ROUGH);
    let ran = folder.run(&["format", "broken.yaml", "rough.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("broken.yaml:"), "{}", ran.err);
    assert_eq!(folder.read("broken.yaml"), "outpath: [1\n");
    assert_eq!(folder.read("rough.yaml"), FINE, "the other file is formatted");
    let ran = folder.run(&["format", "none.yaml"]);
    assert_eq!(ran.code, exit::NO_INPUT);
    assert!(ran.err.contains("`none.yaml` cannot be read: there is no such file"), "{}", ran.err);
}
