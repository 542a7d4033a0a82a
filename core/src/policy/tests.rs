//! What is accepted, by comments, waivers and baselines.

use super::{Acceptance, Accepting, Baseline, Date, Sifted, Waiver, codes, sift, write};
use crate::{
    diagnostic::Diagnostic,
    document::{Comment, read},
    text::{FileId, Sources, Span},
};

/// A topology, with a finding at each `!`.
struct Plant {
    sources: Sources,
    comments: Vec<Comment>,
}

impl Plant {
    fn new(text: &str) -> Self {
        let mut sources = Sources::default();
        let file = sources.add("plant.yaml", text);
        let (document, problems) = read(&sources, file);
        assert_eq!(problems, []);
        Self { sources, comments: document.comments }
    }

    /// Returns a finding at a word.
    fn finding(&self, id: &str, word: &str) -> Diagnostic {
        let start = u32::try_from(self.text().find(word).unwrap()).unwrap();
        let place = Span::new(FileId(0), start, start + 1);
        let code = codes().find(|code| code.id == id).unwrap();
        let mut found = Diagnostic::new(code, format!("`{word}` is wrong"), place);
        found.fingerprint = format!("{id} {word}");
        found.subject(format!("route table shop.{word}"))
    }

    fn text(&self) -> &str {
        &self.sources.get(FileId(0)).unwrap().text
    }

    fn sift(&self, findings: &[Diagnostic], waivers: &[Waiver], today: &str) -> Sifted {
        let accepting = Accepting {
            comments: &self.comments,
            waivers,
            today: Date::parse(today),
            complete: true,
        };
        sift(&self.sources, findings.to_vec(), accepting)
    }
}

fn complaints(sifted: &Sifted) -> Vec<&str> {
    sifted.complaints.iter().map(|one| one.code.id).collect()
}

fn waiver(rule: &str, subject: &str) -> Waiver {
    Waiver {
        rule: rule.to_owned(),
        subject: subject.to_owned(),
        reason: "Agreed.".to_owned(),
        owner: "network team".to_owned(),
        expires: Date::parse("2027-03-31").unwrap(),
        span: Span::new(FileId(0), 0, 1),
    }
}

#[test]
fn a_comment_accepts_what_stands_on_its_line_or_on_the_next() {
    for text in [
        "rack: 1 # outpath: ignore[OP3001] moved on Monday\nother: 2\n",
        "# outpath: ignore[op3001] moved on Monday\nrack: 1\nother: 2\n",
        "# outpath: ignore[OP4, OP3]   moved on Monday\n# more words\nrack: 1\nother: 2\n",
        "# outpath:ignore [route-to-unassociated-gateway] moved on Monday\nrack: 1\nother: 2\n",
    ] {
        let plant = Plant::new(text);
        let findings = [plant.finding("OP3001", "rack"), plant.finding("OP3001", "other")];
        let sifted = plant.sift(&findings, &[], "2026-01-01");
        assert_eq!(sifted.left, findings[1..], "{text}");
        let accepted = &sifted.accepted[0];
        assert_eq!((accepted.by, &*accepted.reason), (Acceptance::Comment, "moved on Monday"));
        let unused = usize::from(text.contains("OP4"));
        assert_eq!(complaints(&sifted), vec!["OP9623"; unused], "{text}");
    }
}

#[test]
fn a_comment_at_the_head_of_a_thing_accepts_what_is_said_of_the_thing() {
    let plant = Plant::new("rack: # outpath: ignore[OP3001] moved\n  mode: 1\n");
    let mut finding = plant.finding("OP3001", "mode");
    assert_eq!(plant.sift(&[finding.clone()], &[], "2026-01-01").accepted, []);
    finding.head = plant.finding("OP3001", "rack").primary.map(|label| label.span);
    assert_eq!(plant.sift(&[finding], &[], "2026-01-01").accepted.len(), 1);
}

#[test]
fn a_blank_line_and_another_code_part_a_comment_from_a_finding() {
    for text in [
        "# outpath: ignore[OP3001] moved\n\nrack: 1\n",
        "# outpath: ignore[OP3002] moved\nrack: 1\n",
        "rack: 1\n# outpath: ignore[OP3001] moved\n",
    ] {
        let plant = Plant::new(text);
        let sifted = plant.sift(&[plant.finding("OP3001", "rack")], &[], "2026-01-01");
        assert_eq!((sifted.left.len(), complaints(&sifted)), (1, vec!["OP9623"]), "{text}");
    }
}

#[test]
fn the_last_day_counts_and_the_next_does_not() {
    let plant = Plant::new("rack: 1 # outpath: ignore[OP3001] until=2027-03-31 moved\n");
    let findings = [plant.finding("OP3001", "rack")];
    for (today, codes) in [("2027-03-31", vec![]), ("2027-04-01", vec!["OP9622"]), ("", vec![])] {
        let sifted = plant.sift(&findings, &[], today);
        assert_eq!(sifted.left.len(), codes.len(), "{today}");
        assert_eq!(complaints(&sifted), codes, "{today}");
    }
    // What has expired is not called unused as well.
    assert_eq!(complaints(&plant.sift(&[], &[], "2028-01-01")), ["OP9622"]);
    assert_eq!(complaints(&plant.sift(&[], &[], "2027-01-01")), ["OP9623"]);
}

#[test]
fn what_cannot_be_read_accepts_nothing() {
    for (comment, code) in [
        ("ignroe[OP3001] moved", "OP9620"),
        ("ignore OP3001 moved", "OP9620"),
        ("ignore[] moved", "OP9620"),
        ("ignore[OP3001, ] moved", "OP9620"),
        ("ignore[OP3999] moved", "OP9620"),
        ("ignore[OP9101] moved", "OP9620"),
        ("ignore[OP3001] until=2027-02-30 moved", "OP9620"),
        ("ignore[OP3001] until: moved", "OP9620"),
        ("ignore[OP3001] until:2027-02-20 moved", "OP9620"),
        ("ignore[OP3001] until 2020-01-01 moved", "OP9620"),
        ("ignore[OP3001] Until=2020-01-01 moved", "OP9620"),
        ("ignore[OP3001] UNTIL: 2020-01-01 moved", "OP9620"),
        ("ignore[OP3001] expires=2020-01-01 moved", "OP9620"),
        ("ignore[OP3001] moved, until=2020-01-01", "OP9620"),
        ("ignore[OP3001] moved (until 31.12.2020)", "OP9620"),
        ("ignore[OP3001] moved, expires 2020/12/31.", "OP9620"),
        ("ignore[OP3001] moved until = 2020-12-31", "OP9620"),
        ("ignore[OP3001] untill=2020-12-31 moved", "OP9620"),
        ("ignore[OP3001] moved, expiry:2020-12-31", "OP9620"),
        ("ignore[OP3001] until=2099-01-01 until=2020-01-01 moved", "OP9620"),
        ("ignore[OP9507] moved", "OP9620"),
        ("allow[OP3001] moved", "OP9620"),
        ("ignore[OP3001]", "OP9621"),
        ("ignore[OP3001] until=2027-02-20 --", "OP9621"),
    ] {
        let plant = Plant::new(&format!("rack: 1 # outpath: {comment}\n"));
        let sifted = plant.sift(&[plant.finding("OP3001", "rack")], &[], "2026-01-01");
        assert_eq!((sifted.left.len(), complaints(&sifted)), (1, vec![code]), "{comment}");
    }
    let prose = Plant::new("rack: 1 # outpath: 1\n# outpath: see the guide\n# ignore[OP3001]\n");
    assert_eq!(complaints(&prose.sift(&[], &[], "2026-01-01")), Vec::<&str>::new());
}

#[test]
fn a_reason_may_say_until_when_in_words() {
    for reason in
        ["agreed until the VPC moves", "until 5 racks are there", "it expires with the lease"]
    {
        let plant = Plant::new(&format!("rack: 1 # outpath: ignore[OP3001] {reason}\n"));
        let sifted = plant.sift(&[plant.finding("OP3001", "rack")], &[], "2026-01-01");
        assert_eq!(sifted.accepted[0].reason, reason);
    }
}

#[test]
fn the_place_of_a_mistake_is_the_word() {
    let plant = Plant::new("rack: 1 # outpath: ignore[OP3001, OP3999] moved\n");
    let sifted = plant.sift(&[], &[], "2026-01-01");
    let place = sifted.complaints[0].primary.as_ref().unwrap().span;
    assert_eq!(plant.sources.slice(place), "OP3999");
}

#[test]
fn nobody_accepts_that_an_input_cannot_be_understood() {
    let plant = Plant::new("rack: 1 # outpath: ignore[OP9] why not\n");
    let sifted =
        plant.sift(&[plant.finding("OP9101", "rack")], &[waiver("OP9", "*")], "2026-01-01");
    assert_eq!((sifted.left.len(), sifted.accepted.len()), (1, 0));
    // Nor can what is said about accepting be accepted.
    let all = [plant.finding("OP9620", "rack"), plant.finding("OP9501", "rack")];
    let sifted = plant.sift(&all, &[], "2026-01-01");
    assert_eq!((sifted.left.len(), sifted.accepted.len()), (1, 1));
}

#[test]
fn what_was_not_all_looked_for_may_be_of_use() {
    let plant = Plant::new("rack: 1 # outpath: ignore[OP3001] moved\n");
    let accepting = Accepting {
        comments: &plant.comments,
        waivers: &[waiver("OP3001", "*")],
        today: None,
        complete: false,
    };
    assert_eq!(sift(&plant.sources, Vec::new(), accepting).complaints, []);
}

#[test]
fn a_waiver_accepts_by_rule_and_subject() {
    let plant = Plant::new("rack: 1\nother: 2\n");
    let findings = [plant.finding("OP3001", "rack"), plant.finding("OP3002", "other")];
    for (rule, subject, left) in [
        ("OP3001", "*", 1),
        ("OP3", "shop.*", 0),
        ("OP3", "route table shop.rack", 1),
        ("OP4", "*", 2),
        ("OP3001", "shop.other", 2),
    ] {
        let waivers = [waiver(rule, subject)];
        let sifted = plant.sift(&findings, &waivers, "2026-01-01");
        assert_eq!(sifted.left.len(), left, "{rule} {subject}");
        assert_eq!(complaints(&sifted).len(), usize::from(left == 2), "{rule} {subject}");
        let late = plant.sift(&findings, &waivers, "2027-04-01");
        assert_eq!((late.left.len(), complaints(&late)), (2, vec!["OP9622"]));
    }
}

#[test]
fn a_baseline_holds_what_it_was_made_of() {
    let plant = Plant::new("rack: 1\nother: 2\n");
    let (rack, other) = (plant.finding("OP3001", "rack"), plant.finding("OP3001", "other"));
    let text = write(&[rack.clone(), other.clone(), plant.finding("OP9101", "rack")]);
    assert_eq!(
        text,
        write(&[other.clone(), rack.clone()]),
        "sorted, and only what can be accepted"
    );
    let baseline = Baseline::read(FileId(1), &text).unwrap();
    let new = plant.finding("OP3002", "other");
    let (left, accepted, stale) = baseline.sift(vec![new.clone(), other, rack.clone()], true);
    assert_eq!((left, accepted.len(), stale), (vec![new], 2, None));
    let (_, _, stale) = baseline.sift(vec![rack.clone()], true);
    let stale = stale.unwrap();
    let place = stale.primary.unwrap().span;
    assert_eq!(&text[place.start as usize..place.end as usize], "OP3001 other");
    assert!(baseline.sift(vec![rack], false).2.is_none());
}

#[test]
fn what_is_no_baseline_is_refused() {
    for wrong in ["", "[]", "{}", "{\"version\": 2, \"findings\": []}", "version: 1"] {
        assert!(Baseline::read(FileId(0), wrong).is_err(), "{wrong}");
    }
    let one = "{\"version\": 1, \"findings\": []}";
    assert!(Baseline::read(FileId(0), one).is_ok());
    assert!(Baseline::read(FileId(0), &format!("\u{feff}{one}")).is_ok());
    let other = "{\"version\": 2, \"findings\": {}}";
    let refused = Baseline::read(FileId(0), other).unwrap_err();
    assert_eq!(refused.because, "its version is 2, not 1");
}
