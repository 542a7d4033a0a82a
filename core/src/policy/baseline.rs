//! Findings that were there before, and that nobody has to look at again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Acceptance, Accepted, selector};
use crate::{
    diagnostic::{Diagnostic, code},
    text::{FileId, Span},
};

/// The findings of an earlier run by their fingerprints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<String, Held>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    headline: String,
    place: Span,
}

#[derive(Debug, Serialize, Deserialize)]
struct Written {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Version {
    version: u64,
}

/// The words beside a fingerprint are for whoever reviews the file.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    code: String,
    subject: String,
    headline: String,
    fingerprint: String,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn read(file: FileId, text: &str) -> Result<Self, Box<Diagnostic>> {
        let refused = |why: String| {
            let problem = Diagnostic::new(
                code::BAD_CONFIGURATION,
                "the file is no baseline",
                Span::new(file, 0, 0),
            );
            let help = "Write it anew: `outpath check --write-baseline FILE`.";
            Box::new(problem.because(why).help(help))
        };
        // Some editors put a mark before the text; the places count it.
        let json = text.trim_start_matches('\u{feff}');
        if let Ok(Version { version }) = serde_json::from_str(json)
            && version != 1
        {
            return Err(refused(format!("its version is {version}, not 1")));
        }
        let written: Written =
            serde_json::from_str(json).map_err(|error| refused(error.to_string()))?;
        let mut from = 0;
        let mut entries = BTreeMap::new();
        for entry in written.findings {
            let rest = text.get(from..).unwrap_or_default();
            let start = rest.find(&entry.fingerprint).map_or(from, |start| from + start);
            from = start + entry.fingerprint.len();
            let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
            let place = Span::new(file, offset(start), offset(from));
            entries.insert(entry.fingerprint, Held { headline: entry.headline, place });
        }
        Ok(Self { entries })
    }

    /// Sets apart what was there before. Returns what is left, what is held, and a note of what the
    /// baseline holds in vain; `complete` says whether all was looked for.
    #[must_use]
    pub fn sift(
        &self,
        findings: Vec<Diagnostic>,
        complete: bool,
    ) -> (Vec<Diagnostic>, Vec<Accepted>, Option<Diagnostic>) {
        let mut met = BTreeSet::new();
        let (mut left, mut accepted) = (Vec::new(), Vec::new());
        for finding in findings {
            match self.entries.get_key_value(&finding.fingerprint) {
                Some((fingerprint, held)) if !selector::is_fixed(finding.code) => {
                    met.insert(fingerprint);
                    accepted.push(Accepted {
                        finding,
                        by: Acceptance::Baseline,
                        reason: String::new(),
                        owner: None,
                        until: None,
                        place: Some(held.place),
                    });
                }
                Some(_) | None => left.push(finding),
            }
        }
        let stale: Vec<&Held> = self
            .entries
            .iter()
            .filter(|(fingerprint, _)| complete && !met.contains(fingerprint))
            .map(|(_, held)| held)
            .collect();
        (left, accepted, note(&stale))
    }
}

/// Returns whether a text is a baseline, if only one of another version: then it may be written anew.
#[must_use]
pub fn is_baseline(text: &str) -> bool {
    let json: Result<serde_json::Value, _> =
        serde_json::from_str(text.trim_start_matches('\u{feff}'));
    json.is_ok_and(|json| {
        let part = |key| json.get(key);
        part("version").is_some_and(serde_json::Value::is_u64)
            && part("findings").is_some_and(|all| {
                let mut all = all.as_array().into_iter().flatten();
                all.all(|one| one.get("fingerprint").is_some() && one.get("location").is_none())
            })
            && part("outcome").is_none()
    })
}

/// At most so many of the findings that are gone are shown.
const SHOWN: usize = 5;

fn note(stale: &[&Held]) -> Option<Diagnostic> {
    let (first, others) = stale.split_first()?;
    let message = match stale.len() {
        1 => "the baseline holds a finding that is gone".to_owned(),
        count => format!("the baseline holds {count} findings that are gone"),
    };
    let mut problem = Diagnostic::new(code::STALE_BASELINE, message, first.place)
        .label(&first.headline)
        .help("Write it anew with `--write-baseline`, so that they fail if they come back.");
    for one in others.iter().take(SHOWN) {
        problem = problem.related(one.place, &one.headline);
    }
    Some(problem)
}

/// Writes the baseline of findings, sorted, one line after the other.
#[must_use]
pub fn write(findings: &[Diagnostic]) -> String {
    let fit = findings.iter().filter(|one| !selector::is_fixed(one.code));
    let entry = |one: &Diagnostic| Entry {
        code: one.code.id.to_owned(),
        subject: one.subject.clone(),
        headline: one.message.clone(),
        fingerprint: one.fingerprint.clone(),
    };
    let mut entries: Vec<Entry> = fit.map(entry).collect();
    entries.sort_unstable();
    let written = Written { version: 1, findings: entries };
    let mut text =
        serde_json::to_string_pretty(&written).expect("invariant: words and numbers are JSON");
    text.push('\n');
    text
}
