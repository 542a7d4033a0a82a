//! `outpath check --fix` and `--diff`.

use std::fs;

use outpath::exit;
use serde_json::Value;

use crate::support::Folder;

/// A file with host bits, the same route twice, and comments around them.
const MESSY: &str = "\
outpath: 1   # the format
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    route_tables:
      main:
        # to the partner
        routes:
          '198.51.100.9/24': igw   # one of theirs
          198.51.100.0/24:   igw
          203.0.113.7/24: igw
";

/// The same as it is meant.
const TIDY: &str = "\
outpath: 1   # the format
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    route_tables:
      main:
        # to the partner
        routes:
          '198.51.100.0/24': igw   # one of theirs
          203.0.113.0/24: igw
";

#[test]
fn comments_and_layout_survive() {
    let folder = Folder::new();
    folder.write("messy.yaml", MESSY);
    let before = folder.run(&["check", "messy.yaml"]);
    assert_eq!(before.code, exit::FINDINGS);
    assert!(before.out.contains("; 3 fixable with `--fix`\n"), "{}", before.out);
    assert!(
        before.out.contains("  fix: write `203.0.113.0/24` (`--fix` does it)\n"),
        "{}",
        before.out
    );
    let ran = folder.run(&["check", "messy.yaml", "--fix"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert_eq!(ran.out, "clean: no problems\n");
    assert_eq!(ran.err, "outpath: corrected 3 findings in messy.yaml\n");
    assert_eq!(folder.read("messy.yaml"), TIDY);
    let again = folder.run(&["check", "messy.yaml", "--fix"]);
    assert_eq!((again.code, again.err.as_str()), (exit::CLEAN, ""));
    assert_eq!(folder.read("messy.yaml"), TIDY);
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().collect();
    assert_eq!(left.len(), 3, "no file is left over: {left:?}");
}

#[test]
fn a_diff_shows_the_same_and_writes_nothing() {
    let folder = Folder::new();
    folder.write("messy.yaml", MESSY);
    let ran = folder.run(&["check", "messy.yaml", "--diff"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    let expected = "\
--- a/messy.yaml
+++ b/messy.yaml
@@ -8,6 +8,5 @@
       main:
         # to the partner
         routes:
-          '198.51.100.9/24': igw   # one of theirs
-          198.51.100.0/24:   igw
-          203.0.113.7/24: igw
+          '198.51.100.0/24': igw   # one of theirs
+          203.0.113.0/24: igw
";
    assert_eq!(ran.out, expected);
    assert_eq!(folder.read("messy.yaml"), MESSY);
    let clean = folder.run(&["check", "plant.yaml", "--diff"]);
    assert_eq!((clean.code, clean.out.as_str(), clean.err.as_str()), (exit::CLEAN, "", ""));
    folder.write("broken.yaml", "outpath: 2\n");
    let broken = folder.run(&["check", "broken.yaml", "--diff"]);
    assert_eq!((broken.code, broken.out.as_str()), (exit::FAILED, ""));
    assert!(broken.err.contains("OP9105"), "{}", broken.err);
    for other in [&["--fix"][..], &["--format", "json"], &["--output", "json=a.json"]] {
        let ran = folder.run(&[&["check", "plant.yaml", "--diff"][..], other].concat());
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    }
}

#[test]
fn the_standard_input_is_shown_and_not_rewritten() {
    let folder = Folder::new();
    let ran = folder.run_with(&["check", "-", "--diff"], &mut MESSY.as_bytes());
    assert_eq!(ran.code, exit::FINDINGS);
    assert!(ran.out.starts_with("--- a/<stdin>\n+++ b/<stdin>\n"), "{}", ran.out);
    let ran = folder.run_with(&["check", "-", "--fix"], &mut MESSY.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("`--diff` shows"), "{}", ran.err);
}

/// What a file includes is part of what was checked, so it is corrected as well.
#[test]
fn included_files_are_corrected_where_they_lie() {
    let folder = Folder::new();
    fs::create_dir(folder.path("parts")).unwrap();
    folder.write("parts/messy.yaml", MESSY);
    folder.write("all.yaml", "outpath: 1\ninclude: [parts/messy.yaml]\n");
    let ran = folder.run(&["check", "all.yaml", "--fix"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert_eq!(ran.err, "outpath: corrected 3 findings in parts/messy.yaml\n");
    assert_eq!(folder.read("parts/messy.yaml"), TIDY);
    assert_eq!(folder.read("all.yaml"), "outpath: 1\ninclude: [parts/messy.yaml]\n");
}

#[test]
fn line_ends_and_a_byte_order_mark_survive() {
    let folder = Folder::new();
    let foreign = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    folder.write("messy.yaml", foreign(MESSY));
    let ran = folder.run(&["check", "messy.yaml", "--fix"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert_eq!(folder.read("messy.yaml"), foreign(TIDY));
}

#[test]
fn programs_read_the_edits() {
    let folder = Folder::new();
    folder.write("messy.yaml", MESSY);
    let check = ["check", "messy.yaml", "--format", "json", "--output", "sarif=a.sarif"];
    let json: Value = serde_json::from_str(&folder.run(&check).out).unwrap();
    assert_eq!(json["summary"]["fixable"], 3);
    let first = &json["findings"][0]["fix"];
    assert_eq!(first["title"], "write `198.51.100.0/24`");
    // Inside the quotes.
    let place = &first["edits"][0]["location"];
    assert_eq!(
        (&place["line"], &place["column"], &place["end_column"]),
        (&11.into(), &12.into(), &27.into())
    );
    assert_eq!(first["edits"][0]["text"], "198.51.100.0/24");
    let sarif: Value = serde_json::from_str(&folder.read("a.sarif")).unwrap();
    let fix = &sarif["runs"][0]["results"][0]["fixes"][0];
    let replacement = &fix["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "198.51.100.0/24");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 12);
}

fn shipped(name: &str) -> String {
    fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn a_missing_mirror_route_is_added() {
    let folder = Folder::new();
    let text = shipped("topologies/broken/missing-mirror-route/topology.yaml");
    folder.write("two.yaml", &text);
    let ran = folder.run(&["check", "two.yaml", "--select", "OP2005", "--fix"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    let fixed = folder.read("two.yaml");
    assert_ne!(fixed, text);
    let more: Vec<&str> =
        fixed.lines().filter(|line| !text.lines().any(|old| old == *line)).collect();
    assert_eq!(more.len(), 1, "{more:?}");
    assert!(more[0].contains(": lgw"), "{more:?}");
    assert_eq!(folder.run(&["check", "two.yaml"]).code, exit::CLEAN);
}

/// Host bits put into every shipped architecture are taken out again, byte for byte.
#[test]
fn architectures_come_back_as_they_were() {
    let folder = Folder::new();
    let all = format!("{}/../topologies", env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for entry in fs::read_dir(all).unwrap() {
        let Ok(text) = fs::read_to_string(entry.unwrap().path().join("topology.yaml")) else {
            continue;
        };
        let mistaken = text.replace(".0/24: lgw", ".9/24: lgw");
        if mistaken != text && !text.contains("\ninclude:") {
            folder.write("a.yaml", &mistaken);
            folder.run(&["check", "a.yaml", "--fix"]);
            assert_eq!(folder.read("a.yaml"), text);
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
}

/// A mirror route to a local gateway that the VPC is not associated with would be the next mistake.
#[test]
fn what_would_bring_up_something_new_is_left() {
    let folder = Folder::new();
    let text = shipped("topologies/broken/missing-mirror-route/topology.yaml")
        .replace("line-2: { routes: { 172.17.100.0/24: lgw } }", "line-2: { routes: {} }");
    let (here, there) = text.split_once("  plant-2:").unwrap();
    let there = there.replacen("          vpcs: [shop]\n", "", 1);
    let text = format!("{here}  plant-2:{there}");
    folder.write("two.yaml", &text);
    for command in [&["check", "two.yaml", "--fix"][..], &["check", "two.yaml", "--diff"]] {
        let ran = folder.run(command);
        let left =
            "outpath: 1 correction left: it would bring up something that was not wrong before\n";
        assert_eq!(ran.err, left);
        assert_eq!(folder.read("two.yaml"), text);
    }
}

/// An interface that no route of the appliance names may be for management.
#[test]
fn a_check_is_switched_off_where_packets_are_forwarded() {
    let folder = Folder::new();
    let before = "  fw: { subnet: plant.firewall, ip: 10.0.4.10, source_dest_check: false, forwards: { stateful: true } }\n";
    let after = "  fw:
    subnet: plant.firewall
    ip: 10.0.4.10
    source_dest_check: false
    forwards: { stateful: true, routes: { 172.16.100.0/24: primary, 10.0.3.0/24: inner } }
    interfaces:
      inner: { subnet: plant.line, ip: 10.0.3.10 }  # towards the line
      manage: { subnet: plant.line, ip: 10.0.3.11 }
";
    let text = shipped("core/src/rules/base/firewall.yaml").replace(before, after);
    folder.write("firewall.yaml", &text);
    let ran = folder.run(&["check", "firewall.yaml", "--fix"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert!(ran.out.contains("of network interface `fw.manage` is on"), "{}", ran.out);
    let fixed = text.replace(
        "inner: { subnet: plant.line, ip: 10.0.3.10 }",
        "inner: { subnet: plant.line, ip: 10.0.3.10, source_dest_check: false }",
    );
    assert_eq!(folder.read("firewall.yaml"), fixed);
}

/// What `--fix` says it can do, it does: in every shipped mistake that has a fix.
#[test]
fn every_fix_that_is_promised_is_made() {
    let folder = Folder::new();
    let broken = format!("{}/../topologies/broken", env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for entry in fs::read_dir(broken).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path().join("topology.yaml")).unwrap();
        folder.write("a.yaml", text);
        let fixable = || {
            let ran = folder.run(&["check", "a.yaml", "--format", "json"]);
            let json: Value = serde_json::from_str(&ran.out).unwrap();
            json["summary"]["fixable"].as_u64().unwrap()
        };
        if fixable() > 0 {
            seen += 1;
            folder.run(&["check", "a.yaml", "--fix"]);
            assert_eq!(fixable(), 0);
        }
    }
    assert!(seen > 0);
}

#[test]
fn what_is_not_written_leaves_everything_as_it_was() {
    let folder = Folder::new();
    folder.write("a.yaml", MESSY);
    let other = MESSY.replace("shop", "mill").replace("10.0.", "10.1.");
    folder.write("b.yaml", &other);
    let mut permissions = fs::metadata(folder.path("b.yaml")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder.path("b.yaml"), permissions).unwrap();
    let ran = folder.run(&["check", "a.yaml", "b.yaml", "--fix"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("nothing was corrected: `b.yaml`"), "{}", ran.err);
    assert_eq!((folder.read("a.yaml"), folder.read("b.yaml")), (MESSY.to_owned(), other));
}

#[test]
fn answers_of_aws_are_never_rewritten() {
    let folder = Folder::new();
    fs::remove_file(folder.path("plant.yaml")).unwrap();
    let from = format!("{}/../tests/importers/fixtures/ra-03", env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        folder.write(&name, &text);
        texts.push((name, text));
    }
    folder.run(&["check", ".", "--fix"]);
    for (name, text) in texts {
        assert_eq!(folder.read(&name), text);
    }
}

/// On a terminal no line is longer than it is wide, but for source text and addresses; a pipe gets
/// whole lines with the same words.
#[test]
fn lines_are_as_wide_as_the_terminal() {
    let folder = Folder::new();
    let text = shipped("topologies/broken/vpc-not-associated/topology.yaml");
    folder.write("lost.yaml", text);
    for command in [&["check", "lost.yaml"][..], &["explain", "OP3001"], &["explain", "LGR-05"]] {
        let (piped, narrow) = (folder.run(command), folder.run_wide(command, 60));
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&piped.out), words(&narrow.out));
        assert!(piped.out.lines().any(|line| line.chars().count() > 100), "{}", piped.out);
        for line in narrow.out.lines() {
            let source = line.contains(" | ") || line.starts_with("    ");
            let fits = line.chars().count() <= 60 || source || line.contains("https://");
            assert!(fits, "{line}");
        }
    }
    let ran = folder.run(&["check", "lost.yaml"]);
    assert!(ran.out.contains("\n  read in "), "{}", ran.out);
    assert!(ran.out.contains("): https://docs.aws.amazon.com/"), "{}", ran.out);
}

#[test]
fn another_finding_about_the_same_route_stands_in_no_corrections_way() {
    let folder = Folder::new();
    let text = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    route_tables: { main: { routes: { 10.9.0.1/16: peering_connection.p } } }
  data: { cidrs: [10.1.0.0/16] }
peering_connections:
  p: { vpcs: [shop, data] }
";
    folder.write("a.yaml", text);
    let before = folder.run(&["check", "a.yaml"]);
    assert!(before.out.contains("[OP2019]"), "{}", before.out);
    let ran = folder.run(&["check", "a.yaml", "--fix"]);
    assert_eq!(ran.err, "outpath: corrected 1 finding in a.yaml\n");
    assert!(ran.out.contains("[OP2019]"), "{}", ran.out);
    assert_eq!(folder.read("a.yaml"), text.replace("10.9.0.1/16", "10.9.0.0/16"));
}

/// A comment speaks of the next line: with its own line gone, it would speak of another one, and accept
/// what is wrong there.
#[test]
fn no_line_goes_from_under_its_comment() {
    let folder = Folder::new();
    let routes = "          203.0.113.0/24: igw
          # outpath: ignore[OP9301] the partner wrote it so in the contract
          203.0.113.7/24: igw
          8.8.8.9/24: igw
";
    let (above, _) = MESSY.split_once("          '198").unwrap();
    folder.write("messy.yaml", format!("{above}{routes}"));
    let ran = folder.run(&["check", "messy.yaml", "--fix"]);
    let kept = folder.read("messy.yaml");
    assert!(kept.contains("contract\n          203.0.113."), "{kept}");
    assert!(kept.ends_with("          8.8.8.0/24: igw\n"), "{kept}");
    assert!(ran.out.starts_with("findings: 1 error; 1 suppressed\n"), "{}", ran.out);
}

#[test]
fn a_diff_is_one_for_git_whatever_stands_before_the_text() {
    let folder = Folder::new();
    let flow = "vpcs: { a: { region: r, cidrs: [10.0.0.0/16], internet_gateway: true, route_tables: \
                { main: { routes: { 198.51.100.9/24: igw } } } } }, outpath: 1 }\n";
    folder.write("marked.yaml", format!("\u{feff}{{ {flow}"));
    let whole = folder.path("marked.yaml");
    let ran = folder.run(&["check", whole.to_str().unwrap(), "--diff"]);
    assert!(ran.out.contains("\n-\u{feff}{ vpcs"), "{}", ran.out);
    assert!(ran.out.contains("\n+\u{feff}{ vpcs"), "{}", ran.out);
    folder.write("messy.yaml", MESSY);
    // A file outside of the repository is named without two slashes.
    fs::remove_dir(folder.path(".git")).unwrap();
    fs::create_dir_all(folder.path("here/.git")).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let (within, mut stdin) = (folder.path("here"), std::io::empty());
    let mut io = outpath::Io::plain(&within, &mut stdin, &mut out, &mut err);
    assert_eq!(
        outpath::run(["outpath", "check", "../messy.yaml", "--diff"], &mut io),
        exit::FINDINGS
    );
    let out = String::from_utf8(out).unwrap();
    assert!(out.starts_with("--- a/") && !out.contains("//"), "{out}");
}
