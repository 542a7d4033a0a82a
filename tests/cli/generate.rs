//! `outpath generate`.

use outpath::exit;

use crate::support::Folder;

#[test]
fn the_same_options_print_the_same_bytes() {
    let folder = Folder::new();
    let command = &["generate", "--seed", "7", "--sites", "3"];
    let (one, other) = (folder.run(command), folder.run(command));
    assert_eq!((one.code, one.err.as_str()), (exit::CLEAN, ""));
    assert_eq!(one.out, other.out);
    assert!(one.out.contains("generate --seed 7 --outposts 2 "), "{}", one.out);
    assert_ne!(one.out, folder.run(&["generate", "--seed", "8", "--sites", "3"]).out);
}

#[test]
fn a_full_table_is_a_file_beside_the_topology() {
    let folder = Folder::new();
    let ran = folder.run(&["generate", "--routes", "50", "-o", "made.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::CLEAN, ""), "{}", ran.err);
    assert_eq!(folder.read("made-routes.csv").lines().count(), 51);
    for command in [&["check", "made.yaml"][..], &["format", "--check", "made.yaml"]] {
        let ran = folder.run(command);
        assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    }
    let again = folder.run(&["generate", "--routes", "9", "-o", "made.yaml"]);
    assert_eq!(again.code, exit::FAILED);
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(folder.read("made-routes.csv").lines().count(), 51);
    let again = folder.run(&["generate", "--routes", "9", "-o", "made.yaml", "--force"]);
    assert_eq!(again.code, exit::CLEAN, "{}", again.err);
    assert_eq!(folder.read("made-routes.csv").lines().count(), 10);
}

#[test]
fn sizes_that_cannot_be_are_told() {
    let folder = Folder::new();
    for (options, words) in [
        (&["--routes", "9"][..], "--output FILE"),
        (&["--outposts", "0"], "--outposts 0: "),
        (&["--vpcs", "1"], "from 2 to 500"),
        (&["--subnets", "10"], "from 12 to 600"),
        (&["--instances", "200000"], "from 0 to 3600"),
        (&["--sites", "241"], "from 1 to 240"),
        (&["--size", "giant"], "small, medium, large, huge"),
        (&["--seed", "x"], "--seed"),
    ] {
        let ran = folder.run(&[&["generate"], options].concat());
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{options:?}");
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}
