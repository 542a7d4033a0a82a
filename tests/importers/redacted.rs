//! A redacted snapshot gives the same answers, under other names, and says nothing of the old ones.

use std::{collections::BTreeMap, fs, path::Path};

use outpath_core::analysis::{Checking, File, Key, Redacted, Workspace, redact::redact};
use outpath_tests::files::{files, root};
use proptest::prelude::*;
use serde_json::Value;

use crate::{
    estate::{ACCOUNT, estate},
    rebuilt,
    snapshot::Texts,
};

/// Redacts texts; returns them under their new names, and what stands for what.
pub(crate) fn redacted(texts: &Texts) -> (Texts, BTreeMap<String, String>) {
    let key = Key::new("a key for the tests").unwrap();
    let files =
        texts.0.iter().map(|(path, bytes)| File { path: path.clone(), bytes: bytes.clone() });
    let files: Vec<File> = files.collect();
    let Redacted { files, replaced } =
        redact(&files, key).unwrap_or_else(|refused| panic!("{}", refused.text()));
    let shared =
        files.into_iter().fold(Texts::default(), |all, file| all.with(&file.path, &file.text));
    // A name with spaces goes by one with dashes.
    let dashed = |text: &str| text.replace(' ', "-");
    let images = replaced
        .into_iter()
        .flat_map(|((_, text), image)| [(dashed(&text), dashed(&image)), (text, image)]);
    (shared, images.collect())
}

fn open(texts: &Texts) -> Workspace {
    let names: Vec<&str> = texts.0.keys().map(String::as_str).collect();
    Workspace::open(texts, &names)
}

/// Writes the images of a text's parts: the longest first, and none that was made already.
fn rename(text: &str, images: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    let inside =
        |one: Option<char>| one.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-' || c == ':');
    let mut before = None;
    while let Some(first) = rest.chars().next() {
        // Prose that holds the names `pool` and `it`.
        let prose = ["CoIP pool ", "learned over it"].into_iter().find(|one| rest.starts_with(one));
        if let Some(words) = prose {
            out.push_str(words);
            rest = &rest[words.len()..];
            before = words.chars().last();
            continue;
        }
        let found = if inside(before) { None } else { longest(rest, images) };
        match found {
            Some((from, image)) => {
                out.push_str(image);
                before = from.chars().last();
                rest = &rest[from.len()..];
            }
            None => {
                out.push(first);
                before = Some(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

fn longest<'a>(text: &str, images: &'a BTreeMap<String, String>) -> Option<(&'a str, &'a str)> {
    let ends = |from: &str| {
        let next = text[from.len()..].chars().next();
        !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let fits = images.iter().filter(|(from, _)| text.starts_with(from.as_str()) && ends(from));
    fits.max_by_key(|(from, _)| from.len()).map(|(from, image)| (from.as_str(), image.as_str()))
}

/// Returns an answer without its places in files, and with lists in an order of their own; without
/// prose, where names are also words of prose.
fn settled(value: &Value, images: &BTreeMap<String, String>, prose: bool) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> =
                items.iter().map(|item| settled(item, images, prose)).collect();
            items.sort_by_key(ToString::to_string);
            Value::from(items)
        }
        Value::Object(entries) => {
            let stays = |key: &str| {
                let words = matches!(key, "text" | "help" | "message" | "why");
                !matches!(key, "rests_on" | "answers" | "flow") && (prose || !words)
            };
            let entries = entries.iter().filter(|(key, _)| stays(key));
            entries.map(|(key, value)| (key.clone(), settled(value, images, prose))).collect()
        }
        Value::String(text) => Value::from(rename(text, images)),
        other => other.clone(),
    }
}

/// Returns the answer to a question, settled.
fn answer(
    workspace: &Workspace,
    flow: &str,
    images: &BTreeMap<String, String>,
    prose: bool,
) -> Value {
    let answer = workspace.trace(flow).unwrap_or_else(|wrong| wrong);
    settled(&serde_json::from_str(answer.json()).unwrap(), images, prose)
}

/// Compares the answers to every question about some ends.
fn same_answers(
    texts: &Texts,
    ends: &[(String, String)],
    prose: bool,
) -> Result<usize, TestCaseError> {
    let (shared, images) = redacted(texts);
    let (before, after) = (open(texts), open(&shared));
    let none = BTreeMap::new();
    let problems = after.problems();
    prop_assert_eq!(before.has_errors(), after.has_errors(), "{}", problems.text());
    for (from, to) in ends {
        let flow = format!("{from} -> {to} tcp/443");
        let asked = rename(&flow, &images);
        let expected = answer(&before, &flow, &images, prose);
        let found = answer(&after, &asked, &none, prose);
        let [expected, found] =
            [expected, found].map(|one| serde_json::to_string_pretty(&one).unwrap());
        let differ = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
        prop_assert!(expected == found, "{} / {}: {:?}", flow, asked, differ);
    }
    Ok(ends.len())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn packets_go_the_same_ways(seed: u64) {
        let estate = estate(seed);
        let outside = estate.outside.iter().map(|address| format!("internet({address})"));
        let all: Vec<String> = estate.instances.iter().cloned().chain(outside).collect();
        let inside = estate.instances.len();
        let pairs = (0..all.len()).flat_map(|one| (0..all.len()).map(move |other| (one, other)));
        let ends: Vec<(String, String)> = pairs
            .filter(|(one, other)| one != other && (*one < inside || *other < inside))
            .map(|(one, other)| (all[one].clone(), all[other].clone()))
            .collect();
        same_answers(&estate.texts, &ends, true)?;
    }

    #[test]
    fn nothing_of_the_owner_stays(seed: u64) {
        let estate = estate(seed);
        let (shared, images) = redacted(&estate.texts);
        let made: Vec<&String> = images.values().collect();
        for (name, bytes) in &shared.0 {
            let text = String::from_utf8(bytes.clone()).unwrap();
            prop_assert!(!text.to_lowercase().contains("acme"), "{}", text);
            prop_assert!(!text.contains(ACCOUNT) && !name.contains(ACCOUNT));
            for (from, image) in &images {
                let whole = format!("\"{from}\"");
                // A prefix as short as its range stays, and an image may be what another one was.
                prop_assert!(
                    from == image || made.contains(&from) || !text.contains(&whole),
                    "{} stands in {}", from, text
                );
            }
        }
        for (from, image) in images.iter().filter(|(from, image)| from == image) {
            let range = ["0.0.0.0/0", "10.0.0.0/8", "198.51.100.0/24", "203.0.113.0/24"];
            prop_assert!(range.contains(&from.as_str()), "{} {}", from, image);
        }
    }
}

/// Returns the flows of the traces that are kept with a topology.
fn flows(folder: &Path) -> Vec<(String, String)> {
    let texts = files(&folder.join("traces"), "txt")
        .into_iter()
        .map(|file| fs::read_to_string(file).unwrap());
    let flows = texts.filter_map(|text| {
        let command =
            text.lines().next()?.strip_prefix("$ outpath trace topology.yaml ")?.to_owned();
        let (from, to) = command.trim_matches('\'').split_once(" -> ")?;
        // What stands for the whole internet is an address of the program's own.
        let plain =
            ![from, to].iter().any(|end| end.starts_with("internet ") || *end == "internet");
        plain.then(|| (from.to_owned(), to.split(' ').next().unwrap_or(to).to_owned()))
    });
    flows.collect()
}

/// Snapshots with the customer's side beside them are redacted together.
#[test]
fn rebuilt_architectures_give_the_same_answers() {
    let mut asked = 0;
    for (fixture, topology) in [
        ("ra-03", "ra-03-customer-owned-ip"),
        ("ra-05", "ra-05-one-vpc-two-outposts"),
        ("ra-10", "ra-10-routing-domains"),
    ] {
        let ends = flows(&root().join("topologies").join(topology));
        let found = same_answers(&rebuilt::texts(fixture), &ends, false);
        asked += found.unwrap_or_else(|why| panic!("{fixture}: {why}"));
    }
    assert!(asked >= 8, "{asked}");
}

/// Every shipped topology keeps its findings, and its expectations hold as they did.
#[test]
fn shipped_topologies_keep_their_findings() {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for path in files(&root().join("topologies"), "yaml") {
        let texts = Texts::default().with("topology.yaml", &fs::read_to_string(&path).unwrap());
        let file =
            File { path: "topology.yaml".to_owned(), bytes: texts.0["topology.yaml"].clone() };
        let Ok(shared) = redact(&[file], Key::new("a key for the tests").unwrap()) else {
            continue;
        };
        let shared = Texts::default().with("topology.yaml", &shared.files[0].text);
        let [before, after] = [&texts, &shared].map(|texts| {
            let answer = open(texts).check(&Checking::default());
            let found: Value = serde_json::from_str(answer.json()).unwrap();
            let codes = found["findings"].as_array().unwrap().iter();
            let mut codes: Vec<String> = codes.map(|one| one["code"].to_string()).collect();
            codes.sort_unstable();
            (codes, found["summary"].clone(), answer.text().to_string())
        });
        if (&before.0, &before.1) != (&after.0, &after.1) {
            wrong.push(format!("{}\n{}\n{}", path.display(), after.2, shared.0.len()));
        }
        compared += 1;
    }
    assert!(wrong.is_empty(), "{} of {compared}\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 30, "{compared}");
}

/// The estates are worth asking about: flows arrive, and flows end for several reasons.
#[test]
fn estates_hold_ways_that_work_and_ways_that_do_not() {
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..20 {
        let estate = estate(seed);
        let workspace = open(&estate.texts);
        for from in &estate.instances {
            for to in estate.instances.iter().chain(&estate.outside).filter(|to| *to != from) {
                let found =
                    answer(&workspace, &format!("{from} -> {to} tcp/443"), &BTreeMap::new(), true);
                let end = found["forward"]["paths"][0]["outcome"]["kind"].clone();
                *verdicts.entry(format!("{} {end}", found["verdict"])).or_default() += 1;
            }
        }
    }
    let has =
        |part: &str| verdicts.iter().any(|(verdict, count)| verdict.contains(part) && *count > 5);
    for part in ["\"reachable\"", "one-way", "sg-deny-in", "nacl-deny", "no-route"] {
        assert!(has(part), "{part}: {verdicts:#?}");
    }
}
