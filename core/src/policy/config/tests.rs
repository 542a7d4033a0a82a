//! What a configuration says, and what is wrong with one.

use super::{Config, schema};
use crate::{
    diagnostic::{Diagnostic, Severity},
    policy::{FailOn, Level, adjust, codes},
    text::FileId,
};

const FULL: &str = r#"
required-version = ">=0.1, <2"
fail-on = "warning"
select = ["OP3", "unknown-key"]
ignore = ["OP3001"]
max-findings = 1_000
baseline = "known.json"

[severity]
OP3 = "warning"
OP3002 = "note"
OP9501 = "off"

[limits]
vpcs-per-region = 20

[[waivers]]
rule = "OP3004"
subject = "shop.*"
reason = "The second table goes in March."
owner = "network team"
expires = 2027-03-31

[[waivers]]
rule = "OP3"
subject = "*"
reason = "r"
owner = "o"
expires = "2027-03-31"
"#;

fn wrong(text: &str) -> Vec<(String, String)> {
    let problems = Config::read(FileId(0), text, "0.1.0").unwrap_err();
    let place = |one: &Diagnostic| one.primary.as_ref().unwrap().span;
    let part =
        |one: &Diagnostic| text[place(one).start as usize..place(one).end as usize].to_owned();
    problems
        .iter()
        .map(|one| (one.message.clone() + " | " + &one.because + &one.help.join(" "), part(one)))
        .collect()
}

#[test]
fn every_key_is_read() {
    let config = Config::read(FileId(0), FULL, "0.1.0").unwrap();
    assert_eq!(config.fail_on, Some(FailOn::Warning));
    assert_eq!((config.select.len(), config.ignore.len(), config.severity.len()), (2, 1, 3));
    assert_eq!(config.most, Some(1_000));
    assert_eq!(config.baseline.as_deref(), Some("known.json"));
    let limit = crate::rules::LIMITS.iter().find(|one| one.name == "vpcs-per-region").unwrap();
    assert_eq!(config.limits.of(limit), 20);
    let [one, other] = &config.waivers[..] else { panic!() };
    assert_eq!(one.expires, other.expires);
    assert_eq!((&*one.owner, &*one.subject), ("network team", "shop.*"));
    assert_eq!(Config::read(FileId(0), "", "0.1.0"), Ok(Config::default()));
}

#[test]
fn everything_that_is_wrong_is_said_at_its_place() {
    for (text, words, part) in [
        ("fial-on = 1", "Did you mean `fail-on`?", "fial-on"),
        ("colour = 1", "Its keys are required-version, fail-on", "colour"),
        ("fail-on = \"bad\"", "error, warning, note, never", "\"bad\""),
        ("fail-on = true", "cannot be a TOML boolean", "true"),
        ("select = \"OP3\"", "a list of codes", "\"OP3\""),
        ("select = [\"OP3\", \"OP3999\"]", "is no code; did you mean", "\"OP3999\""),
        ("max-findings = -1", "whole number", "-1"),
        ("baseline = \"\"", "is empty", "\"\""),
        ("[severity]\nOP3001 = \"of\"", "error, warning, note, off", "\"of\""),
        ("[severity]\nOP9101 = \"off\"", "cannot be understood", "OP9101"),
        ("[limits]\nvpc-per-region = 9", "did you mean `vpcs-per-region`", "vpc-per-region"),
        ("[limits]\nipv4-cidrs-per-vpc = 51", "50 at most", "ipv4-cidrs-per-vpc"),
        ("required-version = \"^1\"", "no requirement", "\"^1\""),
        ("required-version = \">=9\"", "for Outpath >=9", "\">=9\""),
        ("a = [", "well-formed", ""),
    ] {
        let found = wrong(text);
        let fits =
            |(said, at): &(String, String)| said.contains(words) && (part.is_empty() || at == part);
        assert!(found.iter().any(fits), "{text}: {found:?}");
    }
}

#[test]
fn mistakes_are_all_told_at_once_and_in_order() {
    let found = wrong("fail-on = 1\nselect = 2\nbaseline = 3\n");
    let parts: Vec<&str> = found.iter().map(|(_, part)| part.as_str()).collect();
    assert_eq!(parts, ["1", "2", "3"]);
    // A file for another version may hold what this one does not know.
    assert_eq!(wrong("required-version = \"9\"\nnew-key = 1\n").len(), 1);
}

#[test]
fn a_waiver_needs_all_of_its_keys() {
    let full = "[[waivers]]\nrule = \"OP3\"\nsubject = \"*\"\nreason = \"r\"\nowner = \"o\"\nexpires = 2027-03-31\n";
    assert!(Config::read(FileId(0), full, "0.1.0").is_ok());
    for key in ["rule", "subject", "reason", "owner", "expires"] {
        let lines = full.lines().filter(|line| !line.starts_with(key));
        let text: Vec<&str> = lines.collect();
        let found = wrong(&text.join("\n"));
        assert!(found[0].0.contains(&format!("without `{key}`")), "{found:?}");
    }
    for (from, to, words) in [
        ("OP3", "OP9101", "nobody can accept it"),
        ("2027-03-31", "2027-03-31T10:00:00Z", "is no day"),
        ("owner", "onwer", "Did you mean `owner`?"),
    ] {
        let found = wrong(&full.replace(from, to));
        assert!(found.iter().any(|(said, _)| said.contains(words)), "{found:?}");
    }
}

#[test]
fn the_narrowest_severity_counts() {
    let levels = [
        ("OP3".to_owned(), Level::Is(Severity::Note)),
        ("OP3001".to_owned(), Level::Is(Severity::Warning)),
        ("OP4".to_owned(), Level::Off),
        ("OP9".to_owned(), Level::Off),
    ];
    let ids = ["OP3001", "OP3002", "OP4008", "OP9101", "OP9501"];
    let finding =
        |id: &&str| Diagnostic::unplaced(codes().find(|code| code.id == *id).unwrap(), "");
    let mut findings: Vec<Diagnostic> = ids.iter().map(finding).collect();
    findings.retain_mut(|one| adjust(one, &levels));
    let found: Vec<_> = findings.iter().map(|one| (one.code.id, one.severity)).collect();
    let (note, warning) = (Severity::Note, Severity::Warning);
    assert_eq!(found, [("OP3001", warning), ("OP3002", note), ("OP9101", Severity::Error)]);
}

#[test]
fn the_schema_has_every_key() {
    let schema = schema();
    let table: toml::de::DeTable<'_> = toml::de::DeTable::parse(FULL).unwrap().into_inner();
    for (key, _) in &table {
        assert!(schema["properties"][&**key.get_ref()].is_object(), "{key:?}");
    }
    assert_eq!(schema["properties"]["waivers"]["items"]["required"][0], "rule");
    assert_eq!(schema["properties"]["limits"]["properties"]["vpcs-per-region"]["type"], "integer");
}

#[test]
fn a_severity_is_said_once() {
    let twice = "[severity]\nOP3001 = \"note\"\nroute-to-unassociated-gateway = \"off\"\nop3001 = \"off\"\n\
                 OP3 = \"note\"\nOP30 = \"note\"\n";
    let problems = Config::read(FileId(0), twice, "0.1.0").unwrap_err();
    let said: Vec<&str> = problems.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|one| one.contains("means the same as")), "{said:?}");
}
