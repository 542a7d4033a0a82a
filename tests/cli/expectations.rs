//! Expectations in files of their own, and what they cover.

use outpath::exit;

use crate::support::{Folder, TOPOLOGY};

const SPECIFICATION: &str = "\
# What the plant needs.

web -> db tcp/5432        # there and back
internet -x-> web
";

#[test]
fn files_of_expectations_are_proved_beside_the_topology() {
    let folder = Folder::new();
    folder.write("plant.yaml", TOPOLOGY);
    folder.write("plant.expect", SPECIFICATION);
    folder.write("wrong.expect", "web -> db tcp/5432\n\n  web -> dbb\nweb => db # no arrow\n");
    let alone = folder.run(&["check", "plant.yaml"]);
    let both = folder.run(&["check", "plant.yaml", "--expect", "plant.expect"]);
    assert_eq!((alone.code, both.code), (exit::CLEAN, exit::CLEAN), "{}", both.out);
    assert_eq!(alone.out, "clean: no problems; 2 of 2 expectations hold\n");
    assert_eq!(both.out, "clean: no problems; 4 of 4 expectations hold\n");
    // All that is wrong, each at its place, in every form of the answer.
    let expect = ["--expect", "plant.expect", "--expect", "wrong.expect"];
    let ran = folder.run(&[&["check", "plant.yaml"][..], &expect].concat());
    assert_eq!(ran.code, exit::FAILED, "{}", ran.out);
    for part in ["wrong.expect:3:10", "Did you mean `db`?", "wrong.expect:4:5", "is not an arrow"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    for format in ["json", "sarif", "junit", "markdown", "github", "gitlab"] {
        let form = ["--format", format];
        let ran = folder.run(&[&["check", "plant.yaml"][..], &expect, &form].concat());
        assert!(ran.out.contains("wrong.expect"), "{format}: {}", ran.out);
    }
}

#[test]
fn files_that_prove_nothing_are_refused() {
    let folder = Folder::new();
    folder.write("plant.yaml", TOPOLOGY);
    folder.write("empty.expect", "# nothing yet\n");
    let ran = folder.run(&["check", "plant.yaml", "--expect", "empty.expect"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.out.contains("no expectation stands in `empty.expect`"), "{}", ran.out);
    let ran = folder.run(&["check", "plant.yaml", "--expect", "none.expect"]);
    assert_eq!(ran.code, exit::NO_INPUT);
    assert!(ran.out.contains("`none.expect` cannot be read"), "{}", ran.out);
    let ran = folder.run(&["check", "plant.yaml", "--expect", "-"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.err.contains("not the standard input"), "{}", ran.err);
}

#[test]
fn coverage_says_what_no_packet_consults() {
    let folder = Folder::new();
    folder.write("plant.yaml", TOPOLOGY);
    let ran = folder.run(&["check", "plant.yaml", "--coverage"]);
    assert_eq!(ran.code, exit::CLEAN);
    assert!(ran.out.contains("\nCoverage: 0 of 0 consulted by"), "{}", ran.out);
    let routes = "    route_tables: { main: { routes: { 10.9.0.0/16: igw } } }\n    internet_gateway: true\n";
    let groups = "    security_groups: { web: { inbound: [tcp/22 from 10.0.0.0/8], outbound: [tcp/5432 to 10.0.0.0/8] } }\n";
    let text = TOPOLOGY.replace("    subnets:", &format!("{routes}{groups}    subnets:"));
    folder.write(
        "plant.yaml",
        text.replace("ip: 10.0.1.10", "ip: 10.0.1.10, security_groups: [web]"),
    );
    let ran = folder.run(&["check", "plant.yaml", "--coverage"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    for part in [
        "Coverage: 1 of 3 consulted by the packets of 2 expectations",
        "  routes         0 of 1\n  filter rules   1 of 2\n",
        "  route 10.9.0.0/16 -> internet gateway shop.igw of route table `shop.main`  plant.yaml:6:",
        "  inbound rule tcp/22 from 10.0.0.0/8 of security group `shop.web`  plant.yaml:8:",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    for (format, part) in [
        ("concise", "plant.yaml:8:41: not consulted: inbound rule tcp/22 from 10.0.0.0/8"),
        ("json", "\"kind\": \"filter rules\""),
        ("markdown", "| filter rules | 1 | 2 |"),
        ("markdown", "- route 10.9.0.0/16 -> internet gateway shop.igw"),
    ] {
        let ran = folder.run(&["check", "plant.yaml", "--coverage", "--format", format]);
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}
