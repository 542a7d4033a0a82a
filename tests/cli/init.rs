//! `outpath init`.

use outpath::{Io, exit, run};

use crate::support::{Folder, Ran, Untouched};

/// Runs a command with somebody who types these lines.
fn typed(folder: &Folder, arguments: &[&str], lines: &str) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let (here, mut input) = (folder.path(""), lines.as_bytes());
    let mut io = Io::plain(&here, &mut input, &mut out, &mut err);
    io.asks = true;
    let code = run(["outpath"].iter().chain(arguments), &mut io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code, out: text(out), err: text(err) }
}

#[test]
fn without_anybody_to_ask_the_defaults_hold() {
    let folder = Folder::new();
    let ran = folder.run_with(&["init"], &mut Untouched);
    assert_eq!((ran.code, ran.out.as_str()), (exit::CLEAN, ""), "{}", ran.err);
    assert!(folder.read("topology.yaml").contains("outpath check topology.yaml "));
    for command in [&["check", "topology.yaml"][..], &["format", "--check", "topology.yaml"]] {
        let ran = folder.run(command);
        assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    }
}

#[test]
fn a_file_that_is_there_stays_as_it_is() {
    let folder = Folder::new();
    let before = folder.read("plant.yaml");
    let ran = folder.run_with(&["init", "plant.yaml"], &mut Untouched);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(folder.read("plant.yaml"), before);
    assert_eq!(folder.run(&["init", "plant.yaml", "--force"]).code, exit::CLEAN);
    assert_ne!(folder.read("plant.yaml"), before);
}

#[test]
fn what_no_option_says_is_asked_until_it_can_be_used() {
    let folder = Folder::new();
    let answers = "narnia\neu-central-1\n\nmine\ncoip\n";
    let ran = typed(&folder, &["init", "-", "--on-premises", "172.20.0.0/16"], answers);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
    assert!(
        ran.err.contains("The Region that the Outpost belongs to? [us-west-2] "),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("a Region is written as"), "{}", ran.err);
    assert!(!ran.err.contains("at your site"), "{}", ran.err);
    for part in [
        "region: eu-central-1",
        "zone: euc1-az1",
        "10.0.0.0/16",
        "mine:",
        "mode: coip",
        "172.20.0.0/16",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[test]
fn the_end_of_the_input_means_the_defaults() {
    let folder = Folder::new();
    let ran = typed(&folder, &["init", "-"], "");
    assert_eq!(ran.out, folder.run(&["init", "-"]).out);
    assert_eq!(ran.code, exit::CLEAN);
}

#[test]
fn every_wrong_option_is_told_and_nothing_is_written() {
    let folder = Folder::new();
    let ran = folder.run(&["init", "--vpc-cidr", "10.0.0.0", "--mode", "nat"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("--vpc-cidr 10.0.0.0: ") && ran.err.contains("--mode nat: "));
    let ran = folder.run(&["init", "--vpc-cidr", "10.0.0.0/16", "--on-premises", "10.0.1.0/24"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("contradict each other"), "{}", ran.err);
    assert!(!folder.path("topology.yaml").exists());
}
