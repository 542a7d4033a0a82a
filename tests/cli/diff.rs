//! `outpath diff` and `outpath what-if`: what a change does, in every form.

use outpath::exit;

use crate::support::{Folder, with_error};

/// A site behind a local gateway in CoIP mode, and the internet.
const BEFORE: &str = include_str!("../../topologies/ra-03-customer-owned-ip/topology.yaml");
const ROUTE: &str = "          routes: { 0.0.0.0/0: vif_group.main }\n";

fn estate(change: impl Fn(&str) -> String) -> Folder {
    let folder = Folder::new();
    folder.write("before.yaml", BEFORE);
    let after = change(BEFORE);
    assert_ne!(after, BEFORE, "the change changes something");
    folder.write("after.yaml", &after);
    folder
}

fn without_route() -> Folder {
    estate(|text| text.replace(ROUTE, ""))
}

#[test]
fn a_lost_route_is_told_with_all_that_is_lost_and_why() {
    let folder = without_route();
    let ran = folder.run(&["diff", "before.yaml", "after.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    insta::assert_snapshot!(ran.out);
    let comment = folder.run(&["diff", "before.yaml", "after.yaml", "--format", "markdown"]);
    assert_eq!(comment.code, exit::FINDINGS);
    insta::assert_snapshot!("the_comment_of_a_lost_route", comment.out);
}

#[test]
fn nothing_differs_from_itself_whatever_the_order_of_its_lines() {
    let folder = Folder::new();
    folder.write("before.yaml", BEFORE);
    let ran = folder.run(&["diff", "before.yaml", "before.yaml", "--format", "concise"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::CLEAN, "every packet fares as before\n"));
    let hosts = "    hosts:\n      db: { ip: 172.16.100.10 }\n";
    let site = "  campus:\n";
    let moved = BEFORE.replace(hosts, "").replacen(
        &format!("on_premises:\n{site}"),
        &format!("on_premises:\n{site}{hosts}"),
        1,
    );
    assert_ne!(moved, BEFORE);
    folder.write("moved.yaml", &moved);
    let ran = folder.run(&["diff", "before.yaml", "moved.yaml"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert!(!ran.out.contains("What changes"), "{}", ran.out);
}

#[test]
fn what_is_exposed_stands_first_and_fails_unless_it_is_meant() {
    let folder =
        estate(|text| text.replace("ip: 10.0.3.113 }", "ip: 10.0.3.113, coip: 10.1.0.9 }"));
    let ask = |rest: &[&str]| {
        let all = [&["diff", "before.yaml", "after.yaml", "--format", "concise"], rest].concat();
        folder.run(&all)
    };
    let ran = ask(&[]);
    assert_eq!(ran.code, exit::FINDINGS);
    let first = ran.out.lines().next().unwrap();
    assert_eq!(
        first,
        "newly exposed: campus.db, 172.16.100.0/24 -> batch all traffic: never (route-blackhole) -> both ways"
    );
    folder.write("meant.txt", "# batch gets an address of its own\ncampus.lan -> batch\n");
    let ran = ask(&["--allow", "meant.txt"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert!(ran.out.starts_with("newly exposed: ") && ran.out.contains("(allowed)"), "{}", ran.out);
    // A line about some ports allows those.
    folder.write("meant.txt", "campus.lan -> batch tcp/443\n");
    let ran = ask(&["--allow", "meant.txt"]);
    assert_eq!(ran.code, exit::FINDINGS);
    assert!(
        ran.out.contains("tcp/443: never (route-blackhole) -> both ways (allowed)"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("tcp/0-442, tcp/444-65535"), "{}", ran.out);
    // What allows a loss allows no gain.
    folder.write("meant.txt", "campus.lan -x-> batch\n");
    assert_eq!(ask(&["--allow", "meant.txt"]).code, exit::FINDINGS);
    folder.write("meant.txt", "campus.lan -> batch tcp/99999\n\nnobody -> batch\n");
    let ran = ask(&["--allow", "meant.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("meant.txt:1:"), "{}", ran.err);
    assert_eq!(ask(&["--allow", "nowhere.txt"]).code, exit::FAILED);
}

#[test]
fn findings_are_told_in_the_forms_of_ci() {
    let folder = without_route();
    let ask = |form: &str| folder.run(&["diff", "before.yaml", "after.yaml", "--format", form]).out;
    let annotations = ask("github");
    assert!(
        annotations.starts_with("::error file=after.yaml,title=OP9511 flow-lost,line="),
        "{annotations}"
    );
    let sarif: serde_json::Value = serde_json::from_str(&ask("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert!(
        results.iter().all(|one| one["ruleId"] == "OP9511"
            && one["partialFingerprints"]["outpathFinding/v1"] != "")
    );
    let json: serde_json::Value = serde_json::from_str(&ask("json")).unwrap();
    assert_eq!((json["version"].as_u64(), json["outcome"].as_str()), (Some(1), Some("findings")));
    let first = &json["flows"][0];
    let edit = first["edits"][0].as_u64().unwrap();
    let path = &json["edits"][usize::try_from(edit).unwrap()]["path"];
    assert_eq!(path[path.as_array().unwrap().len() - 1], "routes");
    assert!(first["before"]["ways"][0].as_str().unwrap().starts_with("there: campus.db > "));
}

#[test]
fn inputs_of_both_sides_and_wrong_inputs() {
    let folder = without_route();
    folder.write("wrong.yaml", with_error());
    let ran = folder.run(&["diff", "before.yaml", "wrong.yaml"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(
        ran.err.contains("wrong.yaml") || ran.out.contains("wrong.yaml"),
        "{} {}",
        ran.out,
        ran.err
    );
    assert_eq!(folder.run(&["diff", "before.yaml", "missing.yaml"]).code, exit::NO_INPUT);
    let (site, rest) = BEFORE.split_at(BEFORE.find("on_premises:").unwrap());
    let (premises, expect) = rest.split_at(rest.find("expect:").unwrap());
    let _ = expect;
    folder.write("site.yaml", format!("outpath: 1\n{premises}"));
    folder.write("one.yaml", site);
    folder.write("other.yaml", site.replace(ROUTE, ""));
    let ran = folder.run(&[
        "diff",
        "one.yaml",
        "other.yaml",
        "--with",
        "site.yaml",
        "--format",
        "concise",
    ]);
    assert_eq!(ran.code, exit::FINDINGS, "{} {}", ran.out, ran.err);
    assert!(ran.out.contains("3 lost"), "{}", ran.out);
}

#[test]
fn failures_and_edits_are_tried_together() {
    let folder = Folder::new();
    folder.write("plant.yaml", BEFORE);
    let ask = |rest: &[&str]| folder.run(&[&["what-if", "plant.yaml"], rest].concat());
    let one = ask(&["--fail", "campus.cnd-2", "--format", "concise"]);
    assert_eq!(one.code, exit::CLEAN, "every expectation still holds: {}", one.out);
    let both = ask(&["--fail", "campus.cnd-1", "--change", "fail campus.cnd-2"]);
    assert_eq!(both.code, exit::FINDINGS);
    insta::assert_snapshot!(both.out);
    let cut = ask(&["--disconnect", "plant-1"]);
    assert_eq!(cut.code, exit::CLEAN);
    assert!(cut.out.contains("Cut off from the Region: plant-1  [SL-16]"), "{}", cut.out);
    for wrong in [&["--fail", "nobody"][..], &["--change", "break web"], &[]] {
        let ran = ask(wrong);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{wrong:?}");
    }
}

#[test]
fn everything_that_can_break_is_tried() {
    let folder = Folder::new();
    folder.write("plant.yaml", BEFORE);
    let ask = |rest: &[&str]| folder.run(&[&["what-if", "plant.yaml"], rest].concat());
    let single = ask(&["--sweep", "1"]);
    assert_eq!((single.code, single.err.as_str()), (exit::FINDINGS, ""));
    insta::assert_snapshot!(single.out);
    let double = ask(&["--sweep", "2", "--format", "concise"]);
    assert!(
        double.out.contains("fail campus.cnd-1 + fail campus.cnd-2: breaks 4 expectations"),
        "{}",
        double.out
    );
    assert!(
        double.out.lines().last().unwrap().starts_with("105 scenarios tried: "),
        "{}",
        double.out
    );
    // After a change the sweep is about the changed network.
    let after = ask(&["--change", "fail campus.cnd-2", "--sweep", "1", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&after.out).unwrap();
    let rows = json["single"].as_array().unwrap().iter();
    let of = |name: &str| {
        let fails = |row: &&serde_json::Value| {
            row["failures"].as_array().unwrap().iter().any(|one| one[0] == name)
        };
        rows.clone().find(fails).map_or(0, |row| row["lost"].as_array().unwrap().len())
    };
    assert!(of("fail campus.cnd-1") > 2, "the last router is lost: {json}");
    assert_eq!(ask(&["--sweep", "3"]).code, exit::FAILED);
}

/// The examples of the page, with its two files: every line of an answer there is one of ours, in order.
#[test]
fn the_page_tells_the_truth() {
    let folder = without_route();
    let page = include_str!("../../docs/diff.md");
    let blocks: Vec<&str> =
        page.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 2);
    for block in blocks {
        let (command, answer) = block.split_once('\n').unwrap();
        let words: Vec<&str> = command.strip_prefix("$ outpath ").unwrap().split(' ').collect();
        let ran = folder.run(&words);
        let mut ours = ran.out.lines();
        for line in answer.lines().filter(|line| *line != "...") {
            assert!(ours.any(|one| one == line), "{command}: not there: {line}\n{}", ran.out);
        }
    }
}
