//! The forms of the answer of `check` that other programs show, beside their schemas.

use std::{collections::BTreeSet, fs, path::Path};

use outpath::exit;
use serde_json::Value;

use crate::{
    support::{Folder, TOPOLOGY, with_error},
    xsd,
};

const SARIF: &str = include_str!("schemas/sarif-2.1.0.json");
const JUNIT: &str = include_str!("schemas/junit-10.xsd");

/// A folder with a topology that has an error of a rule.
fn unassociated() -> Folder {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("sites/my plant")).unwrap();
    let lost = shipped("topologies/broken/vpc-not-associated/topology.yaml");
    folder.write("sites/my plant/lost.yaml", fs::read_to_string(lost).unwrap());
    folder
}

fn shipped(name: &str) -> String {
    format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Every folder of deliberate mistakes, some architectures, and answers of AWS.
fn networks() -> Vec<String> {
    let broken = fs::read_dir(shipped("topologies/broken")).unwrap();
    let mut all: Vec<String> =
        broken.map(|one| one.unwrap().path().to_string_lossy().into_owned()).collect();
    all.push(shipped("topologies/ra-03-customer-owned-ip"));
    all.push(shipped("tests/importers/fixtures/ra-05"));
    all.sort();
    assert!(all.len() > 30);
    all
}

/// The schema holds one pattern, of `language`, with a bracket too many, which readers in browsers
/// take for a letter.
fn sarif_schema() -> jsonschema::Validator {
    let schema = SARIF.replace("{2}]?$", "{2}\\\\]?$");
    assert_ne!(schema, SARIF);
    jsonschema::validator_for(&value(&schema)).unwrap()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Looks whether a log is what the schema and code scanning want.
fn assert_sarif(text: &str, schema: &jsonschema::Validator) -> Value {
    let log = value(text);
    let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
    assert_eq!(wrong, Vec::<String>::new(), "{text}");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[key]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(!rule["help"]["markdown"].as_str().unwrap().is_empty(), "{rule}");
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 20, "{rule}");
        assert!(rule["helpUri"].as_str().is_none_or(|uri| uri.starts_with("https://")), "{rule}");
    }
    let mut fingerprints = BTreeSet::new();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let print = &result["partialFingerprints"]["outpathFinding/v1"];
        assert!(fingerprints.insert(print.to_string()), "{result}");
        let places = result["locations"].as_array().unwrap();
        assert_eq!(places.len(), 1, "{result}");
        let related = result["relatedLocations"].as_array();
        for place in places.iter().chain(related.into_iter().flatten()) {
            let physical = &place["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(!uri.is_empty() && !uri.contains(['\\', ' ', '<']), "{uri}");
            for key in ["startLine", "startColumn"] {
                assert!(physical["region"][key].as_u64().unwrap() >= 1, "{place}");
            }
        }
    }
    log
}

#[test]
fn sarif_is_what_its_schema_says() {
    let schema = sarif_schema();
    let folder = Folder::new();
    for network in networks() {
        let ran = folder.run(&["check", &network, "--format", "sarif"]);
        let json = value(&folder.run(&["check", &network, "--format", "json"]).out);
        let log = assert_sarif(&ran.out, &schema);
        let run = &log["runs"][0];
        let count = |list: &Value| list.as_array().unwrap().len();
        assert_eq!(count(&run["results"]), count(&json["findings"]), "{network}");
        assert_eq!(
            run["invocations"][0]["executionSuccessful"],
            json["outcome"] != "invalid",
            "{network}"
        );
    }
    // The schema can say no.
    assert!(!schema.is_valid(&value(r#"{ "version": "2.1.0", "runs": [{ "results": [] }] }"#)));
}

#[test]
fn sarif_names_files_from_the_top_of_the_repository() {
    let schema = sarif_schema();
    let folder = unassociated();
    let check = ["check", "sites/my plant/lost.yaml", "--format", "sarif"];
    let ran = folder.run(&check);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    let log = assert_sarif(&ran.out, &schema);
    let run = &log["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "outpath/sites/my plant/lost.yaml/");
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"OP3001".into(), &"error".into()));
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "sites/my%20plant/lost.yaml");
    assert_eq!(physical["region"]["startLine"], 10);
    // The same place by its whole path.
    let whole = folder.path("sites/my plant/lost.yaml");
    let again = folder.run(&["check", whole.to_str().unwrap(), "--format", "sarif"]);
    assert_eq!(again.out, ran.out);
}

#[test]
fn what_has_no_place_stands_at_the_first_line_of_the_input() {
    let schema = sarif_schema();
    let folder = unassociated();
    let ran = folder.run(&["check", "none.yaml", "--format", "sarif", "--output", "gitlab=a.json"]);
    assert_eq!(ran.code, exit::NO_INPUT);
    let log = assert_sarif(&ran.out, &schema);
    let physical = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "none.yaml");
    assert_eq!(physical["region"]["startLine"], 1);
    let issue = &value(&folder.read("a.json"))[0];
    assert_eq!(
        issue["location"],
        serde_json::json!({ "path": "none.yaml", "lines": { "begin": 1 } })
    );
    let ran = folder.run_with(&["check", "-", "--format", "sarif"], &mut "outpath: 2".as_bytes());
    assert!(ran.out.contains("\"uri\": \"%3Cstdin%3E\""), "{}", ran.out);
    assert_sarif(&ran.out, &schema);
}

/// An answer of AWS is one long line: the object is what tells the place.
#[test]
fn places_in_answers_of_aws_are_objects() {
    let schema = sarif_schema();
    let folder = Folder::new();
    let answer =
        r#"{ "NextToken": "more", "Vpcs": [{ "VpcId": "vpc-0a1", "CidrBlock": "10.0.0.0/16" }] }"#;
    folder.write("describe-vpcs.json", answer);
    let ran = folder.run(&["check", "describe-vpcs.json", "--format", "sarif"]);
    let log = assert_sarif(&ran.out, &schema);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let names: Vec<&Value> = results
        .iter()
        .map(|one| &one["locations"][0]["logicalLocations"][0]["fullyQualifiedName"])
        .collect();
    assert!(names.iter().any(|name| **name == "describe-vpcs vpc-0a1"), "{names:?}");
}

#[test]
fn junit_is_what_its_schema_says() {
    let folder = Folder::new();
    for network in networks() {
        let text = folder.run(&["check", &network, "--format", "junit"]).out;
        assert_eq!(xsd::problems(JUNIT, &text), Vec::<String>::new(), "{text}");
    }
    let wrong = xsd::problems(JUNIT, "<testsuites><testcase nam='a'>b</testcase></testsuites>");
    assert_eq!(wrong, ["<testcase> stands in <testsuites>"]);
    let wrong = xsd::problems(
        JUNIT,
        "<testsuites><testsuite tests='1'><testcase nam='a'>b</testcase></testsuite></testsuites>",
    );
    let expected = ["<testcase> has no nam", "<testcase> needs name", "<testcase> has a text"];
    assert_eq!(wrong, expected);
}

/// What a test of a report is called, and the element that says how it ended.
fn tests_of(text: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse(text).unwrap();
    let cases = document.descendants().filter(|one| one.has_tag_name("testcase"));
    let found = cases.map(|case| {
        assert!(case.attribute("file").is_some() && case.attribute("line").is_some(), "{text}");
        let end = case.first_element_child().map_or("passed", |end| end.tag_name().name());
        (case.attribute("name").unwrap().to_owned(), end.to_owned())
    });
    found.collect()
}

#[test]
fn findings_and_expectations_are_tests() {
    let folder = unassociated();
    let run = |words: &[&str]| {
        let check = ["check", "sites/my plant/lost.yaml", "--format", "junit"];
        tests_of(&folder.run(&[&check[..], words].concat()).out)
    };
    let failed =
        |tests: &[(String, String)]| tests.iter().filter(|(_, end)| end == "failure").count();
    let all = run(&[]);
    assert_eq!(failed(&all), 2, "{all:?}");
    assert!(all.iter().any(|(name, _)| name.starts_with("OP3001 a route leads to ")), "{all:?}");
    // What does not fail the run passes, and says what it is.
    let passing = run(&["--fail-on", "never"]);
    assert_eq!(failed(&passing), 0, "{passing:?}");
    assert_eq!(passing.iter().filter(|(_, end)| end == "system-out").count(), 2);

    let clean = folder.run(&["check", "plant.yaml", "--format", "junit"]).out;
    let passed = |name: &str| (name.to_owned(), "passed".to_owned());
    assert_eq!(tests_of(&clean), [passed("web -> db tcp/5432"), passed("internet -x-> web")]);
    let (nothing, _) = TOPOLOGY.split_once("expect:").unwrap();
    folder.write("plant.yaml", nothing);
    let clean = folder.run(&["check", "plant.yaml", "--format", "junit"]).out;
    assert_eq!(tests_of(&clean), [passed("no findings")]);
    folder.write("plant.yaml", with_error());
    let broken = tests_of(&folder.run(&["check", "plant.yaml", "--format", "junit"]).out);
    let ends: Vec<&str> = broken.iter().map(|(_, end)| end.as_str()).collect();
    assert_eq!(ends, ["skipped", "skipped", "error"], "{broken:?}");
}

#[test]
fn gitlab_tells_findings_apart_whatever_lines_they_stand_at() {
    let folder = unassociated();
    let report = |name: &str| {
        let json = value(&folder.run(&["check", name, "--format", "gitlab"]).out);
        let issues = json.as_array().unwrap().clone();
        let print = |one: &Value| one["fingerprint"].as_str().unwrap().to_owned();
        (issues.iter().map(print).collect::<Vec<_>>(), issues)
    };
    let (before, issues) = report("sites/my plant/lost.yaml");
    assert_eq!(before.len(), 2);
    assert_eq!(issues[0]["location"]["path"], "sites/my plant/lost.yaml");
    assert_eq!(issues[0]["check_name"], "route-to-unassociated-gateway");
    assert_eq!(issues[0]["severity"], "critical");
    // Moved by a line, in a file of another name.
    let text = folder.read("sites/my plant/lost.yaml");
    folder.write("moved.yaml", format!("# a line more\n{text}"));
    assert_eq!(report("moved.yaml").0, before);
    for network in networks() {
        let (prints, _) = report(&network);
        assert_eq!(prints.iter().collect::<BTreeSet<_>>().len(), prints.len(), "{network}");
    }
}

/// One run, every form, each as if it had been asked for alone; nothing else on the standard output.
#[test]
fn one_run_gives_every_form() {
    let folder = unassociated();
    let forms = ["human", "concise", "json", "github", "markdown", "sarif", "junit", "gitlab"];
    let check = |words: &[String]| {
        let all = ["check", "sites/my plant/lost.yaml"].map(str::to_owned);
        let all: Vec<String> = all.into_iter().chain(words.iter().cloned()).collect();
        folder.run(&all.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let outputs: Vec<String> = forms
        .iter()
        .flat_map(|form| ["--output".to_owned(), format!("{form}=all.{form}")])
        .collect();
    let alone: Vec<String> =
        forms.iter().map(|form| check(&["--format".to_owned(), (*form).to_owned()]).out).collect();
    for (form, alone) in forms.iter().zip(&alone) {
        let words = [&["--format".to_owned(), (*form).to_owned()][..], &outputs[..]].concat();
        let ran = check(&words);
        assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
        assert_eq!(&ran.out, alone);
    }
    for (form, alone) in forms.iter().zip(&alone) {
        assert_eq!(&folder.read(&format!("all.{form}")), alone);
    }
    assert!(Path::new(&folder.path("all.sarif")).is_file());
}

/// What somebody accepted is told where a form has a word for it, and else left out.
#[test]
fn what_is_accepted_says_by_what_and_why() {
    let folder = unassociated();
    let text = folder.read("sites/my plant/lost.yaml");
    let route = "rack: { routes: { 172.16.100.0/24: lgw } }";
    let comment = "# outpath: ignore[OP3001] until=2027-03-31 with the next release";
    folder.write("lost.yaml", text.replace(route, &format!("{route} {comment}")));
    let waivers = "[[waivers]]\nrule = \"OP9501\"\nsubject = \"*\"\nreason = \"agreed\"\n\
                   owner = \"network team\"\nexpires = 2027-03-31\n";
    folder.write("outpath.toml", waivers);
    let check = ["check", "lost.yaml", "--today", "2026-11-26", "--format", "sarif"];
    let outputs = ["--output", "junit=a.xml", "--output", "gitlab=a.json"];
    let ran = folder.run(&[&check[..], &outputs[..]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""), "{}", ran.out);
    let log = assert_sarif(&ran.out, &sarif_schema());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let suppressions: Vec<(&Value, &Value)> = results
        .iter()
        .map(|one| &one["suppressions"][0])
        .map(|one| (&one["kind"], &one["justification"]))
        .collect();
    let expected = [
        ("inSource".into(), "with the next release; until 2027-03-31".into()),
        ("external".into(), "agreed; owner network team; until 2027-03-31".into()),
    ];
    assert_eq!(suppressions, expected.each_ref().map(|(kind, why)| (kind, why)));
    let junit = folder.read("a.xml");
    assert_eq!(xsd::problems(JUNIT, &junit), Vec::<String>::new(), "{junit}");
    let ends: Vec<String> = tests_of(&junit).into_iter().map(|(_, end)| end).collect();
    assert_eq!(ends, ["skipped", "skipped"]);
    assert!(junit.contains("accepted: with the next release; until 2027-03-31"), "{junit}");
    assert_eq!(value(&folder.read("a.json")), serde_json::json!([]));
}

/// Five warnings, and an error in the last line.
fn error_after_warnings() -> String {
    let mut text =
        "outpath: 1\nregion: us-west-2\nvpcs:\n  shop:\n    cidrs: [10.0.0.0/16]\n".to_owned();
    text.push_str("    internet_gateway: true\n    route_tables:\n      main:\n        routes:\n");
    for at in 0..5 {
        text.push_str(&format!("          44.0.{at}.7/24: igw\n"));
    }
    text.push_str("instances: { web: { subnet: shop.none, ip: 10.0.0.5 } }\n");
    text
}

/// Where not all is shown, what fails the run is, and no form looks as if there were nothing.
#[test]
fn what_is_left_out_fails_where_the_run_fails() {
    let folder = Folder::new();
    folder.write("plant.yaml", error_after_warnings());
    let run = |most: &str, more: &[&str]| {
        let usual = ["check", "plant.yaml", "--max-findings", most];
        let outputs = ["--output", "junit=a.xml", "--output", "gitlab=a.json"];
        folder.run(&[&usual[..], &outputs, &["--format", "sarif"], more].concat())
    };
    let ran = run("1", &[]);
    let log = value(&ran.out);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!((results.len(), &results[0]["level"]), (1, &"error".into()));
    assert!(ran.out.contains("5 more findings are not in this file"), "{}", ran.out);
    let issues = value(&folder.read("a.json"));
    let severities: Vec<&Value> =
        issues.as_array().unwrap().iter().map(|one| &one["severity"]).collect();
    assert_eq!(severities.last(), Some(&&"info".into()), "{issues}");
    let tests = tests_of(&folder.read("a.xml"));
    assert_eq!(tests.last().unwrap().1, "system-out", "{tests:?}");

    run("0", &[]);
    let junit = folder.read("a.xml");
    assert_eq!(xsd::problems(JUNIT, &junit), Vec::<String>::new(), "{junit}");
    assert_eq!(tests_of(&junit), [("6 more findings".to_owned(), "failure".to_owned())]);
    assert_eq!(value(&folder.read("a.json"))[0]["severity"], "critical");
    // Accepted ones are cut as well.
    let accepted = "# outpath: ignore[OP9301] agreed\n          44.0.0.7/24";
    folder.write("plant.yaml", error_after_warnings().replace("44.0.0.7/24", accepted));
    run("0", &[]);
    let tests = tests_of(&folder.read("a.xml"));
    assert_eq!(tests[1], ("1 more accepted findings".to_owned(), "skipped".to_owned()));
    let json = folder.run(&["check", "plant.yaml", "--max-findings", "0", "--format", "json"]);
    let json = value(&json.out);
    let omitted = |key: &str| json[key].as_u64().unwrap();
    assert_eq!(
        ["omitted", "omitted_failing", "omitted_suppressed"].map(omitted),
        [5, 1, 1],
        "{json}"
    );
}

/// The bound that nobody asked for is one of the screen.
#[test]
fn a_file_has_all_findings() {
    let folder = Folder::new();
    let routes: String = (0..5_001)
        .map(|at| format!("          44.{}.{}.7/24: igw\n", at / 256, at % 256))
        .collect();
    let text = error_after_warnings();
    let (above, below) = text.split_once("          44.").unwrap();
    let (_, below) = below.split_once("instances").unwrap();
    folder.write("plant.yaml", format!("{above}{routes}instances{below}"));
    let count = |text: &str| value(text)["findings"].as_array().unwrap().len();
    let check = ["check", "plant.yaml", "--format", "json", "--output", "json=a.json"];
    let shown = folder.run(&check).out;
    assert_eq!(count(&shown), 5_000);
    let codes = value(&shown)["findings"][4_999]["severity"].clone();
    assert_eq!(codes, "error");
    assert!(count(&folder.read("a.json")) > 5_001);
    folder.run(&[&check[..], &["--max-findings", "10"]].concat());
    assert_eq!(count(&folder.read("a.json")), 10);
}

#[test]
fn a_broken_expectation_that_is_not_selected_is_still_a_test() {
    let folder = Folder::new();
    folder.write("plant.yaml", TOPOLOGY.replace("internet -x-> web", "internet -> web"));
    let run = |words: &[&str]| {
        let check = ["check", "plant.yaml", "--format", "junit"];
        tests_of(&folder.run(&[&check[..], words].concat()).out)
    };
    let ends = |tests: Vec<(String, String)>| -> Vec<String> {
        tests.into_iter().map(|(_, end)| end).collect()
    };
    assert_eq!(ends(run(&[])), ["passed", "failure"]);
    for words in [["--ignore", "OP95"], ["--select", "OP3"], ["--ignore", "OP9501"]] {
        let tests = run(&words);
        assert_eq!(tests[1], ("internet -> web".to_owned(), "skipped".to_owned()), "{tests:?}");
    }
}

/// Names come from files, and terminals, logs and pages obey some characters.
#[test]
fn control_characters_reach_nobody() {
    let folder = Folder::new();
    let text = TOPOLOGY.replace("  web:", "  \"w\\e[2Jb\": { subnet: shop.none }\n  web:");
    assert_ne!(text, TOPOLOGY);
    folder.write(
        "plant.yaml",
        text.replace("  web:", "  \"w\\x9b2Jc\": { subnet: shop.none }\n  web:"),
    );
    for form in ["human", "concise", "github", "markdown"] {
        let out = folder.run(&["check", "plant.yaml", "--format", form]).out;
        let control = |one: char| one.is_control() && one != '\n';
        assert!(!out.contains(control), "{form}: {out:?}");
        assert!(out.contains('\u{fffd}'), "{form}: {out}");
    }
}
