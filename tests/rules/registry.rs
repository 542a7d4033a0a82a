//! What every rule and every page must be like.

use std::{collections::BTreeSet, fs};

use outpath_core::{
    diagnostic::{CODES, Severity},
    facts::{Mark, fact},
    rules::{ALL, Check},
};
use outpath_tests::files::{files, root};

use crate::page::{headings, section};

const HEADINGS: [&str; 6] =
    ["What it checks", "Why it matters", "Fails", "Passes", "How to fix", "References"];

/// The folders of the families, by the thousands of the codes.
const FOLDERS: [&str; 8] = [
    "addressing",
    "routing",
    "local_gateway",
    "coip",
    "service_link",
    "bgp",
    "filtering",
    "resilience",
];

#[test]
fn codes_and_names_are_unique_and_in_order() {
    let ids: Vec<&str> = ALL.iter().map(|rule| rule.code.id).collect();
    assert!(ids.is_sorted_by(|one, other| one < other), "{ids:?}");
    let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.code.name).collect();
    assert_eq!(names.len(), ids.len());
    for rule in ALL {
        let number = rule.code.id.strip_prefix("OP").unwrap();
        assert!(number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()));
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(rule.code.name.chars().all(kebab), "{}", rule.code.name);
        let listed = CODES.iter().find(|code| code.id == rule.code.id);
        match rule.check {
            Check::Judged => assert_eq!(listed, Some(&rule.code)),
            Check::Parts(_) | Check::Whole(_) => assert_eq!(listed, None, "{}", rule.code.id),
        }
    }
    for code in CODES.iter().filter(|code| !code.id.starts_with("OP9")) {
        assert!(ids.contains(&code.id), "{} is no input code and has no page", code.id);
    }
}

#[test]
fn pages_have_their_headings_and_cite_what_the_rule_rests_on() {
    for rule in ALL {
        let code = rule.code;
        let title = format!("# {} {}\n", code.id, code.name);
        assert!(rule.docs.starts_with(&title), "{}", code.id);
        assert_eq!(headings(rule.docs), HEADINGS, "{}", code.id);
        assert!(code.page.ends_with('.'), "{}", code.id);
        let references = section(rule.docs, "References");
        let cited: Vec<&str> =
            references.iter().filter_map(|(_, line)| line.strip_prefix("- ")).collect();
        assert_eq!(cited, code.facts, "{}", code.id);
        for id in code.facts {
            assert!(fact(id).is_some(), "{} cites {id}", code.id);
        }
        for (line, text) in rule.docs.lines().zip(1..) {
            assert!(line.chars().count() <= 140, "{}, line {text} is long", code.id);
        }
    }
}

/// What rests on a fact that nobody states is a warning at most.
#[test]
fn errors_rest_on_what_is_stated() {
    for rule in ALL.iter().filter(|rule| rule.code.severity == Severity::Error) {
        for id in rule.code.facts {
            let mark = fact(id).unwrap().mark;
            assert!(mark <= Mark::Blog, "{} is an error and rests on {id}", rule.code.id);
        }
    }
}

#[test]
fn every_rule_is_a_file_and_a_page_in_the_folder_of_its_family() {
    for rule in ALL {
        let family = rule.code.id.as_bytes()[2] - b'1';
        let folder = root().join("core/src/rules").join(FOLDERS[usize::from(family)]);
        let slug = format!("op{}_{}", &rule.code.id[2..], rule.code.name.replace('-', "_"));
        let page = fs::read_to_string(folder.join(format!("{slug}.md"))).unwrap_or_default();
        assert_eq!(page, rule.docs, "{slug}");
        let judged = matches!(rule.check, Check::Judged);
        assert_ne!(folder.join(format!("{slug}.rs")).is_file(), judged, "{slug}.rs");
    }
    let pages = files(&root().join("core/src/rules"), "md");
    assert_eq!(pages.len(), ALL.len(), "a page without a rule");
}
