//! The quick fixes of an editor: the pieces of text of a finding, applied alone, make it go.

use outpath_core::{
    analysis::{Checking, Noted, Workspace},
    rules::ALL,
};
use outpath_tests::files::OneText;

use crate::page::examples;

fn noted(text: &str) -> Vec<Noted> {
    Workspace::open(&OneText(text), &["topology.yaml"]).noted(&Checking::default())
}

/// Returns an example without what it says about itself: no fix touches a comment.
fn bare(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once("# ") {
        Some((before, mark)) if mark.contains(": [OP") => before.trim_end().to_owned(),
        Some(_) | None => line.to_owned(),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// Returns a text with the pieces of a fix in it.
fn fixed(text: &str, finding: &Noted) -> Option<String> {
    let (_, pieces) = finding.fix.as_ref()?;
    let mut pieces: Vec<_> = pieces.iter().collect();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.place.start));
    let mut text = text.to_owned();
    for piece in pieces {
        text.replace_range(piece.place.start..piece.place.end, &piece.text);
    }
    Some(text)
}

/// Applies each fix of a text alone, and returns how many there are.
fn each(text: &str, place: &str) -> usize {
    let before = noted(text);
    let same = |all: &[Noted], one: &Noted| {
        let is = |other: &&Noted| (other.code, &other.subject) == (one.code, &one.subject);
        all.iter().filter(is).count()
    };
    let mut fixes = 0;
    for finding in &before {
        let Some(text) = fixed(text, finding) else { continue };
        fixes += 1;
        let left = same(&noted(&text), finding);
        assert!(left < same(&before, finding), "{place}: {}\n{text}", finding.message);
    }
    fixes
}

#[test]
fn a_fix_of_a_rule_makes_its_finding_go() {
    let mut fixes = 0;
    for rule in ALL {
        for example in examples(rule, "Fails") {
            let place = format!("{}, line {} of its page", rule.code.id, example.line);
            fixes += each(&bare(&example.text), &place);
        }
    }
    assert!(fixes > 1, "{fixes}");
}

#[test]
fn a_fix_of_the_form_makes_its_finding_go() {
    let vpc = "outpath: 1\nregion: us-west-2\nvpcs:\n  shop:\n    cidrs: [10.0.0.9/16]\n    \
               internet_gateway: true\n    internet_gateway: true\n    route_tables:\n      main:\n        \
               routes:\n          '198.51.100.9/24': igw\n          198.51.100.0/24: igw\n";
    assert_eq!(each(vpc, "the text"), 3);
}
