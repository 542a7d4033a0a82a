//! What a project decides and accepts: `outpath.toml`, comments, waivers, baselines.

use outpath::{Io, exit, run};
use outpath_core::analysis::Configured;
use serde_json::Value;

use crate::support::{Folder, Ran, TOPOLOGY};

const LOST: &str = include_str!("../../topologies/broken/vpc-not-associated/topology.yaml");
const ROUTE: &str = "rack: { routes: { 172.16.100.0/24: lgw } }";
const EXPECTED: &str = "- web -> db tcp/5432";

/// A folder with a topology that has two errors: `OP3001`, and an expectation that it breaks.
fn lost() -> Folder {
    let folder = Folder::new();
    folder.write("lost.yaml", LOST);
    folder
}

/// The same, with a comment behind the route.
fn commented(comment: &str) -> Folder {
    let folder = lost();
    folder.write("lost.yaml", LOST.replace(ROUTE, &format!("{ROUTE} # outpath: {comment}")));
    folder
}

fn check(folder: &Folder, arguments: &[&str]) -> Ran {
    let usual = ["check", "lost.yaml", "--today", "2026-11-26"];
    folder.run(&[&usual, arguments].concat())
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let ran = check(folder, &[&["--format", "json"], arguments].concat());
    assert_eq!(ran.err, "");
    serde_json::from_str(&ran.out).unwrap()
}

/// The codes of what is found, in order.
fn codes(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap().iter();
    findings.map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_comment_accepts_a_finding_and_is_counted() {
    let folder = commented("ignore[OP3001] until=2027-03-31 associated with the next release");
    let ran = check(&folder, &["--ignore", "OP95"]);
    assert_eq!(ran.code, exit::CLEAN);
    assert_eq!(ran.out, "clean: no problems; 1 suppressed; 0 of 1 expectation holds\n");
    let answer = json(&folder, &[]);
    assert_eq!(codes(&answer), ["OP9501"]);
    assert_eq!(answer["summary"]["suppressed"], 1);
    let one = &answer["suppressed"][0];
    assert_eq!((&one["code"], &one["suppression"]["by"]), (&"OP3001".into(), &"comment".into()));
    assert_eq!(one["suppression"]["reason"], "associated with the next release");
    assert_eq!(one["suppression"]["until"], "2027-03-31");
    assert_eq!(one["suppression"]["location"]["line"], 10);
}

#[test]
fn a_comment_in_an_included_file_counts_there() {
    let folder = lost();
    let (vpcs, others) = LOST.split_once("\noutposts:").unwrap();
    let comment = format!("# outpath: ignore[route-to-unassociated-gateway] soon\n      {ROUTE}");
    folder.write("vpcs.yaml", vpcs.replace(ROUTE, &comment));
    let others = format!("outpath: 1\nregion: us-west-2\ninclude: [vpcs.yaml]\noutposts:{others}");
    folder.write("lost.yaml", others);
    let answer = json(&folder, &[]);
    assert_eq!(codes(&answer), ["OP9501"]);
    assert_eq!(answer["suppressed"][0]["location"]["file"], "vpcs.yaml");
}

#[test]
fn what_is_accepted_is_not_corrected() {
    let folder = lost();
    let route = ROUTE.replace("100.0/24", "100.1/24");
    let associated = LOST.replace("vpcs: []", "vpcs: [shop]");
    folder.write("lost.yaml", associated.replace(ROUTE, &route));
    assert!(check(&folder, &["--diff"]).out.contains("+      rack:"));
    let accepted = format!("{route}  # outpath: ignore[host-bits-in-destination] as in the plan");
    folder.write("lost.yaml", associated.replace(ROUTE, &accepted));
    let ran = check(&folder, &["--diff"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::CLEAN, ""));
}

#[test]
fn what_has_expired_fails_the_run() {
    let folder = commented("ignore[OP3001] until=2026-11-25 associated with the next release");
    let answer = json(&folder, &["--ignore", "OP95"]);
    assert_eq!(codes(&answer), ["OP3001", "OP9622"]);
    let ran = check(&folder, &["--select", "OP9622"]);
    assert_eq!(ran.code, exit::FINDINGS);
    assert!(ran.out.contains("associated with the next release"), "{}", ran.out);
}

#[test]
fn what_accepts_nothing_is_a_warning_and_what_says_no_reason_an_error() {
    let folder = commented("ignore[OP3001, OP4] the next release");
    let answer = json(&folder, &["--ignore", "OP95"]);
    assert_eq!((codes(&answer), &answer["outcome"]), (vec!["OP9623"], &"clean".into()));
    let folder = commented("ignore[OP3001]");
    assert_eq!(codes(&json(&folder, &["--ignore", "OP95"])), ["OP3001", "OP9621"]);
    assert_eq!(check(&folder, &["--select", "OP9621"]).code, exit::FINDINGS);
}

#[test]
fn the_configuration_of_a_folder_above_counts_and_the_command_line_wins() {
    let folder = lost();
    std::fs::create_dir(folder.path("sites")).unwrap();
    folder.write("outpath.toml", "fail-on = \"never\"\nignore = [\"OP3001\"]\n");
    assert_eq!(check(&folder, &[]).code, exit::CLEAN);
    assert_eq!(codes(&json(&folder, &[])), ["OP9501"]);
    assert_eq!(check(&folder, &["--fail-on", "error"]).code, exit::FINDINGS);
    assert_eq!(codes(&json(&folder, &["--ignore", "OP95"])), ["OP3001"]);
    assert_eq!(codes(&json(&folder, &["--no-config"])), ["OP3001", "OP9501"]);
    folder.write("other.toml", "[severity]\nOP3001 = \"note\"\nOP95 = \"off\"\n");
    assert_eq!(codes(&json(&folder, &["--config", "other.toml"])), ["OP3001"]);
    assert_eq!(check(&folder, &["--config", "other.toml"]).code, exit::CLEAN);
    assert_eq!(check(&folder, &["--config", "none.toml"]).code, exit::FAILED);
    // From a folder below, its own counts, else the one above, up to the top of the repository.
    let below = folder.path("sites");
    let within = || {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut nothing = std::io::empty();
        let mut io = Io::plain(&below, &mut nothing, &mut out, &mut err);
        run(["outpath", "check", "../lost.yaml", "--format", "json"], &mut io);
        let answer: Value = serde_json::from_slice(&out).unwrap();
        codes(&answer).join(" ")
    };
    assert_eq!(within(), "OP9501");
    folder.write("sites/outpath.toml", "ignore = [\"OP95\"]\n");
    assert_eq!(within(), "OP3001");
    std::fs::remove_file(folder.path("sites/outpath.toml")).unwrap();
    std::fs::create_dir(folder.path("sites/.git")).unwrap();
    assert_eq!(within(), "OP3001 OP9501");
}

#[test]
fn all_mistakes_of_a_configuration_are_shown_where_they_are() {
    let folder = lost();
    folder.write(
        "outpath.toml",
        "fial-on = \"error\"\nselect = [\"OP3999\"]\n[severity]\nOP9101 = \"off\"\n",
    );
    let ran = check(&folder, &[]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    for words in
        ["outpath.toml:1:1", "Did you mean `fail-on`?", "outpath.toml:2:11", "outpath.toml:4:1"]
    {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    folder.write("outpath.toml", "required-version = \">=99\"\nnew = 1\n");
    let ran = check(&folder, &[]);
    assert!(ran.err.contains("for Outpath >=99") && !ran.err.contains("new"), "{}", ran.err);
}

#[test]
fn a_waiver_accepts_until_a_day() {
    let folder = lost();
    let waiver = |subject: &str, expires: &str| {
        folder.write(
            "outpath.toml",
            format!(
                "[[waivers]]\nrule = \"OP3001\"\nsubject = \"{subject}\"\nreason = \"r\"\n\
                 owner = \"network team\"\nexpires = {expires}\n"
            ),
        );
    };
    waiver("shop.*", "2027-03-31");
    let answer = json(&folder, &[]);
    assert_eq!(codes(&answer), ["OP9501"]);
    assert_eq!(answer["suppressed"][0]["suppression"]["owner"], "network team");
    waiver("shop.*", "2026-11-25");
    let answer = json(&folder, &["--ignore", "OP95"]);
    assert_eq!(codes(&answer), ["OP3001", "OP9622"]);
    assert_eq!(answer["findings"][1]["location"]["file"], "outpath.toml");
    waiver("plant.*", "2027-03-31");
    assert_eq!(codes(&json(&folder, &["--ignore", "OP95"])), ["OP3001", "OP9623"]);
}

#[test]
fn a_baseline_holds_what_is_old_and_lets_what_is_new_fail() {
    let folder = lost();
    let ran = check(&folder, &["--write-baseline", "known.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::CLEAN, ""));
    let held = folder.read("known.json");
    assert!(held.contains("OP3001") && held.contains("OP9501"), "{held}");
    // Renamed and moved by lines, the findings are the same.
    folder.write("renamed.yaml", format!("# words\n\n{LOST}"));
    let ran = folder.run(&["check", "renamed.yaml", "--baseline", "known.json"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert!(ran.out.contains("; 2 in the baseline;"), "{}", ran.out);
    // A second route is new.
    let two =
        LOST.replace("{ 172.16.100.0/24: lgw }", "{ 172.16.100.0/24: lgw, 172.16.0.0/16: lgw }");
    folder.write("lost.yaml", two);
    folder.write("outpath.toml", "baseline = \"known.json\"\n");
    let answer = json(&folder, &[]);
    assert_eq!((codes(&answer), &answer["summary"]["baseline"]), (vec!["OP3001"], &2.into()));
    // What is gone is a note, and goes with the next writing.
    folder.write("lost.yaml", LOST.replace(EXPECTED, "- internet -x-> web"));
    let answer = json(&folder, &[]);
    assert_eq!((codes(&answer), &answer["outcome"]), (vec!["OP9624"], &"clean".into()));
    check(&folder, &["--write-baseline", "known.json"]);
    assert!(!folder.read("known.json").contains("OP9501"));
}

#[test]
fn a_baseline_is_not_written_of_what_cannot_be_understood() {
    let folder = Folder::new();
    folder.write("lost.yaml", "outpath: 1\ncolour: red\n");
    let ran = check(&folder, &["--write-baseline", "known.json"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.out.contains("OP9101") && !folder.path("known.json").exists(), "{}", ran.out);
    folder.write("known.json", "[]");
    let ran = folder.run(&["check", "plant.yaml", "--baseline", "known.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("known.json"), "{}", ran.err);
    assert_eq!(folder.run(&["check", "plant.yaml", "--baseline", "no.json"]).code, exit::FAILED);
}

#[test]
fn a_new_baseline_replaces_nothing_but_a_baseline() {
    let folder = lost();
    let other = check(&folder, &["--format", "json"]).out;
    for text in [LOST, "{}", "[]", &other] {
        folder.write("other.json", text);
        let ran = check(&folder, &["--write-baseline", "other.json"]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{text}");
        assert_eq!(folder.read("other.json"), text);
    }
    for text in ["", "{ \"version\": 7, \"findings\": [{ \"fingerprint\": \"a\" }] }"] {
        folder.write("other.json", text);
        assert_eq!(check(&folder, &["--write-baseline", "other.json"]).code, exit::CLEAN, "{text}");
        assert!(folder.read("other.json").contains("OP3001"));
    }
    assert_eq!(check(&folder, &["--write-baseline", "lost.yaml"]).code, exit::FAILED);
    assert_eq!(folder.read("lost.yaml"), LOST);
    for other in [["--output", "json=a.json"], ["--format", "json"]] {
        let ran = check(&folder, &[&["--write-baseline", "new.json"][..], &other].concat());
        assert_eq!((ran.code, folder.path("new.json").exists()), (exit::FAILED, false));
    }
}

/// A configuration that is there and cannot be read is not passed over for another one, or for none.
#[test]
fn a_configuration_that_cannot_be_read_is_said() {
    let folder = lost();
    folder.write("outpath.toml", "ignore = [\"OP\"]\n");
    std::fs::create_dir_all(folder.path("sites/outpath.toml")).unwrap();
    folder.write("sites/lost.yaml", LOST);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let (within, mut stdin) = (folder.path("sites"), std::io::empty());
    let mut io = Io::plain(&within, &mut stdin, &mut out, &mut err);
    assert_eq!(run(["outpath", "check", "lost.yaml"], &mut io), exit::FAILED);
    let err = String::from_utf8(err).unwrap();
    assert!(err.contains("outpath.toml"), "{err}");
    #[cfg(unix)]
    {
        std::fs::remove_file(folder.path("outpath.toml")).unwrap();
        std::os::unix::fs::symlink("gone.toml", folder.path("outpath.toml")).unwrap();
        assert_eq!(check(&folder, &[]).code, exit::FAILED);
    }
}

#[test]
fn a_baseline_among_the_inputs_is_none_of_them() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("sites")).unwrap();
    folder.write("sites/lost.yaml", LOST);
    let baseline = "sites/outpath-baseline.json";
    assert_eq!(folder.run(&["check", "sites", "--write-baseline", baseline]).code, exit::CLEAN);
    assert_eq!(folder.run(&["check", "sites", "--baseline", baseline]).code, exit::CLEAN);
}

#[test]
fn the_codes_are_listed_and_explained() {
    let folder = Folder::new();
    let listed = folder.run(&["rules"]).out;
    for code in ["OP9620", "OP9621", "OP9622", "OP9623", "OP9624"] {
        assert!(listed.contains(code), "{listed}");
        assert_eq!(folder.run(&["explain", code]).code, exit::CLEAN);
    }
}

#[test]
fn the_schema_of_the_configuration_is_one() {
    let folder = Folder::new();
    let schema: Value = serde_json::from_str(&folder.run(&["schema", "--config"]).out).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let fits = |value: Value| schema.is_valid(&value);
    assert!(fits(serde_json::json!({ "fail-on": "note", "severity": { "OP3": "off" } })));
    assert!(!fits(serde_json::json!({ "fial-on": "note" })));
    assert!(!fits(serde_json::json!({ "waivers": [{ "rule": "OP3001" }] })));
}

#[test]
fn the_configurations_of_the_guide_are_understood() {
    let guide = include_str!("../../docs/checking.md");
    let blocks: Vec<&str> =
        guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let read = Configured::read("outpath.toml", block);
        assert!(read.is_ok(), "{}", read.unwrap_err().text());
    }
}

/// Two subnets that overlap, which AWS refuses, so that the expectation cannot be judged.
fn overlapping(comment: &str) -> Folder {
    let folder = Folder::new();
    let b = "b: { cidr: 10.0.2.0/24 }";
    let clash = format!("{b}\n      c: {{ cidr: 10.0.2.0/25 }}{comment}");
    let text = TOPOLOGY.replace(b, &clash).replace("- internet -x-> web", "- internet -> web");
    folder.write("lost.yaml", text);
    folder
}

#[test]
fn no_run_passes_while_expectations_were_not_judged() {
    let folder = overlapping("");
    assert_eq!(codes(&json(&folder, &[])), ["OP1022"]);
    let commented = overlapping(" # outpath: ignore[OP1022] being renumbered");
    let ran = check(&commented, &[]);
    assert_eq!(ran.code, exit::FINDINGS, "{}", ran.out);
    assert!(ran.out.contains("error[OP9507]: 2 expectations were not judged"), "{}", ran.out);
    assert!(ran.out.contains("OP1022: "), "{}", ran.out);
    // However it is accepted or left out.
    let fails = |folder: &Folder, arguments: &[&str]| {
        assert_eq!(check(folder, arguments).code, exit::FINDINGS, "{arguments:?}");
        assert_eq!(codes(&json(folder, arguments)), ["OP9507"], "{arguments:?}");
    };
    fails(&folder, &["--ignore", "OP1022"]);
    fails(&folder, &["--ignore", "OP1022,OP9507"]);
    fails(&folder, &["--select", "OP95"]);
    check(&folder, &["--write-baseline", "known.json"]);
    fails(&folder, &["--baseline", "known.json"]);
    check(&commented, &["--write-baseline", "known.json"]);
    assert!(!commented.read("known.json").contains("OP9507"));
    fails(&commented, &["--baseline", "known.json"]);
    let waiver = "[[waivers]]\nrule = \"OP1022\"\nsubject = \"*\"\nreason = \"agreed\"\n\
                  owner = \"us\"\nexpires = 2027-03-31\n";
    folder.write("outpath.toml", waiver);
    fails(&folder, &[]);
    folder.write("outpath.toml", "[severity]\nOP1022 = \"off\"\n");
    fails(&folder, &[]);
    folder.write("outpath.toml", "[severity]\nOP1022 = \"warning\"\nOP9507 = \"off\"\n");
    assert_eq!(codes(&json(&folder, &[])), ["OP1022", "OP9507"]);
    // Who does not ask for expectations is not told of them.
    assert_eq!(check(&commented, &["--ignore", "OP95"]).code, exit::CLEAN);
    // Nor is anything missing without them.
    let text = commented.read("lost.yaml");
    commented.write("lost.yaml", text.split("expect:").next().unwrap());
    assert_eq!(check(&commented, &[]).code, exit::CLEAN);
}
