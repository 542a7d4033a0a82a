//! `outpath check`, and what it shares with every command that reads topologies.

use outpath::exit;

use crate::support::{Folder, TOPOLOGY, Untouched, with_error, without_colors};

#[test]
fn a_sound_file_is_clean() {
    let ran = Folder::new().run_with(&["check", "plant.yaml"], &mut Untouched);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert_eq!(ran.out, "clean: no problems; 2 of 2 expectations hold\n");
}

#[test]
fn a_broken_expectation_is_a_finding() {
    let folder = Folder::new();
    folder.write("plant.yaml", TOPOLOGY.replace("internet -x-> web", "web -x-> db"));
    let ran = folder.run(&["check", "plant.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    assert!(ran.out.contains("plant.yaml:14:"), "{}", ran.out);
}

#[test]
fn errors_of_the_input_are_the_answer_of_a_check() {
    let folder = Folder::new();
    folder.write("plant.yaml", with_error());
    let ran = folder.run(&["check", "plant.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FAILED, ""));
    assert!(ran.out.contains("colour"), "{}", ran.out);
}

#[test]
fn unreadable_content_is_refused_with_a_word() {
    let folder = Folder::new();
    folder.write("empty.yaml", "");
    folder.write("binary.yaml", [0xff, 0xfe, 0, 1]);
    for name in ["empty.yaml", "binary.yaml"] {
        let ran = folder.run(&["check", name]);
        assert_eq!(ran.code, exit::FAILED);
        assert!(ran.out.contains(name), "{}", ran.out);
    }
}

#[test]
fn no_input_has_an_exit_code_of_its_own() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("plants")).unwrap();
    for (name, why) in [("none.yaml", "there is no such file"), ("plants", "it is a folder")] {
        let ran = folder.run(&["check", name]);
        assert_eq!(ran.code, exit::NO_INPUT);
        assert!(ran.out.contains(name) && ran.out.contains(why), "{}", ran.out);
        let ran = folder.run(&["trace", "plant.yaml", name, "web -> db", "--keep-going"]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::NO_INPUT, ""));
    }
    // A missing file that another file names is a mistake in that file.
    folder.write("plant.yaml", format!("{TOPOLOGY}include: [none.yaml]\n"));
    assert_eq!(folder.run(&["check", "plant.yaml"]).code, exit::FAILED);
}

#[test]
fn included_files_lie_beside_the_file_that_names_them() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("plants")).unwrap();
    folder.write("plants/one.yaml", "outpath: 1\ninclude: [../plant.yaml, ./more.yaml]\n");
    folder.write("plants/more.yaml", "outpath: 1\ninclude: [one.yaml]\nexpect: [web -x-> db]\n");
    let ran = folder.run(&["check", "./plants/one.yaml", "plant.yaml"]);
    assert_eq!(ran.code, exit::FINDINGS, "{}", ran.out);
    assert!(ran.out.contains("plants/more.yaml:3:"), "{}", ran.out);
}

#[test]
fn the_standard_input_is_a_file_without_a_name() {
    let folder = Folder::new();
    let ran = folder.run_with(&["check", "-"], &mut TOPOLOGY.as_bytes());
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    let ran = folder.run_with(&["check", "-"], &mut "outpath: 2\n".as_bytes());
    assert!(ran.out.contains("<stdin>:1:"), "{}", ran.out);
}

#[test]
fn one_answer_may_have_several_forms() {
    let folder = Folder::new();
    let outputs = ["--output", "json=a.json", "--output", "human=a.txt"];
    let check = ["check", "plant.yaml", "--format", "concise", "--color", "always"];
    let ran = folder.run(&[&check[..], &outputs[..]].concat());
    let json = folder.run(&["check", "plant.yaml", "--format", "json"]);
    assert_eq!((ran.code, json.code), (exit::CLEAN, exit::CLEAN));
    assert_eq!(folder.read("a.json"), json.out);
    assert!(json.out.contains("\"version\": 1"), "{}", json.out);
    assert_eq!(folder.read("a.txt"), folder.run(&["check", "plant.yaml"]).out);
}

#[test]
fn outputs_that_make_no_sense_are_refused() {
    let folder = Folder::new();
    for (output, why) in [
        ("json", "write FORMAT=PATH"),
        ("xml=a.xml", "`xml` is no format"),
        ("json=", "the path after `=` is missing"),
    ] {
        let ran = folder.run(&["check", "plant.yaml", "--output", output]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

/// One that cannot be written takes the others and the answer with it in no way, only the exit code.
#[test]
fn every_output_is_tried() {
    let folder = Folder::new();
    let outputs = ["--output", "json=none/a.json", "--output", "json=b.json"];
    let ran = folder.run(&[&["check", "plant.yaml"][..], &outputs].concat());
    assert_eq!((ran.code, ran.out), (exit::FAILED, folder.run(&["check", "plant.yaml"]).out));
    assert!(ran.err.contains("none/a.json cannot be written"), "{}", ran.err);
    assert!(folder.read("b.json").contains("\"outcome\": \"clean\""));
}

/// What a run reads or writes is not written over by it, whatever it is called.
#[test]
fn no_output_takes_the_place_of_another_file_of_the_run() {
    let folder = Folder::new();
    folder.write("all.yaml", "outpath: 1\ninclude: [plant.yaml]\n");
    folder.write("outpath.toml", "baseline = \"known.json\"\n");
    folder.run(&["check", "plant.yaml", "--write-baseline", "known.json"]);
    let known = folder.read("known.json");
    let outputs = |names: &[&'static str]| -> Vec<String> {
        names.iter().flat_map(|name| ["--output".to_owned(), format!("json={name}")]).collect()
    };
    for names in [
        &["all.yaml"][..],
        &["plant.yaml"],
        &["./plant.yaml"],
        &["outpath.toml"],
        &["known.json"],
        &["new.json", ".git/../new.json"],
    ] {
        let outputs = outputs(names);
        let words: Vec<&str> = outputs.iter().map(String::as_str).collect();
        let ran = folder.run(&[&["check", "all.yaml"][..], &words].concat());
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{names:?}");
        assert!(ran.err.starts_with("outpath: nothing was written: `"), "{}", ran.err);
        assert!(!folder.path("new.json").exists());
        assert_eq!(
            (folder.read("plant.yaml"), folder.read("known.json")),
            (TOPOLOGY.into(), known.clone())
        );
    }
    let trace = ["trace", "plant.yaml", "web -> db", "--output", "json=plant.yaml"];
    assert_eq!(folder.run(&trace).code, exit::FAILED);
    assert_eq!(folder.read("plant.yaml"), TOPOLOGY);
}

#[test]
fn colors_change_no_word() {
    let folder = Folder::new();
    folder.write("plant.yaml", with_error());
    for command in [&["check", "plant.yaml"][..], &["trace", "plant.yaml", "web -> db"]] {
        let plain = folder.run(&[command, &["--color", "never"]].concat());
        let colored = folder.run(&[command, &["--color", "always"]].concat());
        assert!(!plain.out.contains('\x1b') && !plain.err.contains('\x1b'));
        assert!(colored.out.contains('\x1b') || colored.err.contains('\x1b'));
        assert_eq!(without_colors(&colored.out), plain.out);
        assert_eq!(without_colors(&colored.err), plain.err);
    }
}

/// One run shows what is wrong with the objects and with the lines about them.
#[test]
fn errors_do_not_hide_lines_that_name_nothing() {
    let folder = Folder::new();
    let lines = "expect:\n  - wbe -> db\n  - other -> db\n  - web -> shop.main\n";
    folder.write("plant.yaml", with_error().replace("expect:\n", lines));
    let ran = folder.run(&["check", "plant.yaml"]);
    assert_eq!(ran.code, exit::FAILED);
    for part in ["colour", "nothing is called `wbe`", "Did you mean `web`?", "is a route table"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    // What the error hides is no second error.
    assert!(!ran.out.contains("nothing is called `other`"), "{}", ran.out);
    folder.write("plant.yaml", TOPOLOGY.replace("subnet: shop.b", "subnet: shop.c"));
    let ran = folder.run(&["check", "plant.yaml"]);
    assert!(ran.out.starts_with("invalid: 1 error"), "{}", ran.out);
}

#[test]
fn a_wrong_word_for_the_internet_gateway_is_one_error() {
    let folder = Folder::new();
    let gateway = "cidrs: [10.0.0.0/16]\n    internet_gateway: yes\n    route_tables: { main: { routes: { 0.0.0.0/0: igw } } }";
    folder.write("plant.yaml", TOPOLOGY.replace("cidrs: [10.0.0.0/16]", gateway));
    let ran = folder.run(&["check", "plant.yaml"]);
    assert!(ran.out.starts_with("invalid: 1 error"), "{}", ran.out);
}

/// A VPC that lost its association: one error of a rule, and one expectation that fails by it.
fn unassociated() -> (Folder, String) {
    let folder = Folder::new();
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../topologies/broken/vpc-not-associated/topology.yaml"
    ));
    folder.write("lost.yaml", text.unwrap());
    let out = folder.run(&["check", "lost.yaml"]).out;
    (folder, out)
}

#[test]
fn rules_are_asked() {
    let (folder, out) = unassociated();
    assert!(out.contains("error[OP3001]: a route leads to `plant-1.lgw`"), "{out}");
    assert!(out.contains("VRT-02 (documented by AWS)"), "{out}");
    let count = |words: &[&str]| {
        let ran = folder.run(&[&["check", "lost.yaml", "--format", "json"], words].concat());
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        (ran.code, json["findings"].as_array().unwrap().len(), json["summary"]["errors"].clone())
    };
    assert_eq!(count(&[]), (exit::FINDINGS, 2, 2.into()));
    assert_eq!(count(&["--select", "OP3"]), (exit::FINDINGS, 1, 1.into()));
    let name = "route-to-unassociated-gateway";
    assert_eq!(count(&["--ignore", name]), (exit::FINDINGS, 1, 1.into()));
    assert_eq!(count(&["--ignore", "OP3001,OP9501"]), (exit::CLEAN, 0, 0.into()));
    assert_eq!(count(&["--fail-on", "never"]), (exit::CLEAN, 2, 2.into()));
    assert_eq!(count(&["--max-findings", "1"]), (exit::FINDINGS, 1, 2.into()));
    let few = folder.run(&["check", "lost.yaml", "--max-findings", "1"]).out;
    assert!(few.ends_with("and 1 more; `--max-findings` shows them\n"), "{few}");
    let ran = folder.run(&["check", "lost.yaml", "--ignore", "OP3999"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("`OP3999` is no code; did you mean OP3"), "{}", ran.err);
}

#[test]
fn findings_are_annotations_and_markdown() {
    let (folder, _) = unassociated();
    let check = ["check", "lost.yaml", "--format", "github", "--output", "markdown=a.md"];
    let ran = folder.run(&check);
    assert_eq!(ran.code, exit::FINDINGS);
    let first = "::error file=lost.yaml,title=OP3001 route-to-unassociated-gateway,line=10,col=25,";
    assert!(ran.out.starts_with(first), "{}", ran.out);
    assert!(ran.out.ends_with("outpath: 2 errors, 0 warnings, 0 notes\n"), "{}", ran.out);
    let page = folder.read("a.md");
    assert!(page.contains("- **error OP3001**, `lost.yaml:10`: a route leads to "), "{page}");
    for other in
        [&["trace", "plant.yaml", "web -> db"][..], &["routes", "plant.yaml", "shop.a"], &["rules"]]
    {
        let ran = folder.run(&[other, &["--format", "github"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(
            ran.err.contains("only `check`, `diff` and `what-if` answer in other formats"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn a_warning_fails_a_run_that_asks_for_it() {
    let folder = Folder::new();
    let text = TOPOLOGY.replace("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16]\n    internet_gateway: true\n    route_tables: { main: { routes: { 198.51.100.9/24: igw } } }");
    folder.write("plant.yaml", text);
    for (fail_on, code) in [
        ("error", exit::CLEAN),
        ("warning", exit::FINDINGS),
        ("note", exit::FINDINGS),
        ("never", exit::CLEAN),
    ] {
        let ran = folder.run(&["check", "plant.yaml", "--fail-on", fail_on]);
        assert_eq!(ran.code, code, "{}", ran.out);
        assert!(ran.out.contains("warning[OP9301]"), "{}", ran.out);
    }
}

#[test]
fn the_rules_are_listed_and_explained() {
    let folder = Folder::new();
    let list = folder.run(&["rules"]);
    assert_eq!((list.code, list.err.as_str()), (exit::CLEAN, ""));
    assert!(list.out.contains("OP3001  error    route-to-unassociated-gateway\n"), "{}", list.out);
    let json: serde_json::Value =
        serde_json::from_str(&folder.run(&["rules", "--format", "json"]).out).unwrap();
    assert_eq!(json["version"], 1);
    for rule in json["rules"].as_array().unwrap() {
        let code = rule["code"].as_str().unwrap();
        assert!(list.out.contains(code));
        let page = folder.run(&["explain", code]).out;
        if code.starts_with("OP9") {
            assert!(page.starts_with(code), "{page}");
            continue;
        }
        for words in ["What it checks", "How to fix", "\nReferences\n"] {
            assert!(page.contains(words), "{code}\n{page}");
        }
        assert!(!page.contains("```"), "{page}");
    }
}

/// A counterexample is a flow that a trace takes.
#[test]
fn a_set_is_refuted_by_one_of_its_addresses() {
    let folder = Folder::new();
    let public = TOPOLOGY
        .replace("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16]\n    internet_gateway: true\n    route_tables: { main: { routes: { 0.0.0.0/1: igw } } }")
        .replace("ip: 10.0.1.10", "ip: 10.0.1.10, public_ip: 198.51.100.7")
        .replace("internet -x-> web", "web -> internet tcp/443");
    folder.write("plant.yaml", public);
    let ran = folder.run(&["check", "plant.yaml"]);
    assert_eq!(ran.code, exit::FINDINGS, "{}", ran.out);
    let flow = ran.out.split_once("`outpath trace` with '").unwrap().1.split('\'').next().unwrap();
    assert!(flow.starts_with("web -> internet("), "{}", ran.out);
    let headline = format!("`web -> internet tcp/443` does not hold: `{flow}` is unreachable");
    assert!(ran.out.contains(&headline), "{}", ran.out);
    assert!(folder.run(&["trace", "plant.yaml", flow]).out.starts_with("unreachable"));
}
