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

/// A VPC with two public instances behind one security group.
const PUBLIC: &str = "
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16, '2001:db8::/56']
    internet_gateway: true
    subnets: { a: { cidr: 10.0.1.0/24, ipv6_cidr: '2001:db8:0:1::/64', route_table: out } }
    route_tables:
      main: {}
      out: { routes: { 0.0.0.0/0: igw, '::/0': igw } }
    security_groups:
      web: { inbound: [RULES] }
instances:
  one: { subnet: shop.a, ip: 10.0.1.10, ipv6: '2001:db8:0:1::10', public_ip: 198.51.100.5, security_groups: [shop.web] }
  two: { subnet: shop.a, ip: 10.0.1.11, ipv6: '2001:db8:0:1::11', security_groups: [shop.web] }
";

/// Returns the concise answer about two lists of rules.
fn between(before: &str, after: &str, allow: Option<&str>) -> (u8, String) {
    let folder = Folder::new();
    folder.write("before.yaml", PUBLIC.replace("RULES", before));
    folder.write("after.yaml", PUBLIC.replace("RULES", after));
    let mut words = vec!["diff", "before.yaml", "after.yaml", "--format", "concise"];
    if let Some(line) = allow {
        folder.write("meant.txt", line);
        words.extend(["--allow", "meant.txt"]);
    }
    let ran = folder.run(&words);
    (ran.code, format!("{}{}", ran.out, ran.err))
}

#[test]
fn messages_that_filters_name_or_no_longer_name_are_told_apart() {
    for (before, after) in [
        ("icmp from 0.0.0.0/0", "icmp/echo from 0.0.0.0/0"),
        ("icmp/3 from 0.0.0.0/0", "icmp/3.0 from 0.0.0.0/0"),
        ("'icmpv6 from ::/0'", "'icmpv6/echo from ::/0'"),
        ("'icmpv6/2 from ::/0'", "'icmpv6/1 from ::/0'"),
    ] {
        let (code, out) = between(before, after, None);
        assert!(code == exit::FINDINGS && out.contains("lost: "), "{before} {after}: {out}");
        let (_, back) = between(after, before, None);
        assert!(back.contains("gained") || back.contains("exposed"), "{before} {after}: {back}");
    }
}

#[test]
fn one_family_is_not_all_traffic() {
    let (_, out) = between("any from 0.0.0.0/0, 'any from ::/0'", "any from 0.0.0.0/0", None);
    assert!(out.contains("lost: two -> one all traffic over ipv6: "), "{out}");
}

#[test]
fn a_line_allows_what_it_says_and_no_more() {
    let (before, after) = ("tcp/22 from 0.0.0.0/0", "udp/53 from 10.0.0.0/16");
    let meant = |line: &str| between(before, after, Some(line)).0;
    assert_eq!(
        meant("any -x-> one tcp/22\nany -> one udp/53\nany -x-> two tcp/22\nany -> two udp/53\n"),
        exit::CLEAN
    );
    assert_eq!(meant("any -x-> any over ipv6\n"), exit::FINDINGS);
    assert_eq!(
        meant("internet(8.8.8.8) -x-> one tcp/22\ntwo -x-> one tcp/22\none -x-> two tcp/22\n"),
        exit::FINDINGS
    );
    assert_eq!(
        meant("internet -x-> one tcp/22\ntwo -x-> one tcp/22\none -x-> 10.0.1.11 tcp/22\n"),
        exit::CLEAN
    );
    for refused in ["any -x-> any via shop.a", "any -x-> any tcp/5000>22", "any -x-> any size 9000"]
    {
        assert_eq!(meant(refused), exit::FAILED, "{refused}");
    }
}

#[test]
fn the_rule_that_lets_packets_in_is_named_among_several() {
    let folder = Folder::new();
    folder.write("before.yaml", PUBLIC.replace("RULES", "tcp/22 from 0.0.0.0/0"));
    folder.write(
        "after.yaml",
        PUBLIC.replace("RULES", "tcp/8080 from 0.0.0.0/0, udp/53 from 10.0.0.0/16"),
    );
    let ran = folder.run(&["diff", "before.yaml", "after.yaml"]);
    let exposed: Vec<&str> =
        ran.out.split("\n\n").filter(|part| part.starts_with("newly exposed")).collect();
    let [one] = exposed.as_slice() else { panic!("{}", ran.out) };
    assert!(
        one.contains("because security group `shop.web`, inbound: new (`tcp/8080 from 0.0.0.0/0`)"),
        "{one}"
    );
}

#[test]
fn what_cannot_be_is_not_tried() {
    let folder = Folder::new();
    folder
        .write("plant.yaml", include_str!("../../topologies/ra-10-routing-domains/topology.yaml"));
    for wrong in [
        "associate it with plant-1.lgw.ot",
        "associate plant-1.lgw.it with plant-1.lgw.ot",
        "add route 0.0.0.0/0 -> nowhere.igw to it.rack",
    ] {
        let ran = folder.run(&["what-if", "plant.yaml", "--change", wrong]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{wrong}: {}", ran.out);
    }
    let ran = folder.run(&["what-if", "plant.yaml", "--sweep", "1", "--format", "github"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
}

#[test]
fn what_must_never_arrive_does_not_where_its_end_fails() {
    let folder = Folder::new();
    let text = include_str!("../../topologies/ra-14-rds-multi-az/topology.yaml");
    let (above, _) = text.split_once("expect:").unwrap();
    folder.write("plant.yaml", format!("{above}expect:\n  - ops-1 -x-> primary tcp/22\n"));
    let ran = folder.run(&["what-if", "plant.yaml", "--fail", "plant-1", "--format", "concise"]);
    assert!(ran.code == exit::CLEAN && !ran.out.contains("ops-1 -x->"), "{}", ran.out);
    let ran = folder.run(&["what-if", "plant.yaml", "--sweep", "1", "--format", "json"]);
    assert!(!ran.out.contains("ops-1 -x->"), "{}", ran.out);
}

#[test]
fn what_becomes_worse_by_a_second_failure_is_told_of_the_pair() {
    let folder = Folder::new();
    folder.write("plant.yaml", BEFORE);
    let ran = folder.run(&["what-if", "plant.yaml", "--sweep", "2"]);
    let rows: Vec<&str> =
        ran.out.split("Two failures").nth(1).unwrap().split("\n  fail ").collect();
    let pair = rows
        .iter()
        .find(|row| row.contains("plant-1.lgw.main.ond-1 + fail plant-1.lgw.main.ond-2"))
        .unwrap_or_else(|| panic!("{}", ran.out));
    // Each alone halves these; the names of failures do not hold this one.
    assert!(pair.contains("campus.db"), "{pair}");
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
