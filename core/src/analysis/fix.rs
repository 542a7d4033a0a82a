//! What `check --fix` does: findings with one right answer are corrected in the texts, round by round.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{Checking, Loaded, Loader, Workspace, check};
use crate::{
    diagnostic::{Diagnostic, Edit, Severity, code},
    document::edited,
    text::{FileId, Span},
};

/// A correction may make room for the next one; files that need more rounds do not exist.
const ROUNDS: usize = 50;

/// Files as they are with some of them changed.
pub struct Corrected<'a> {
    loader: &'a dyn Loader,
    files: BTreeMap<String, Rewritten>,
    fixed: usize,
    refused: usize,
}

/// One text that is different now, without a byte-order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// What stands in the file.
    pub before: String,
    /// What is to stand in it.
    pub after: String,
}

impl fmt::Debug for Corrected<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, fixed, refused, .. } = self;
        out.debug_struct("Corrected")
            .field("files", files)
            .field("fixed", fixed)
            .field("refused", refused)
            .finish_non_exhaustive()
    }
}

impl Loader for Corrected<'_> {
    fn load(&self, name: &str, from: Option<&str>) -> Result<Loaded, String> {
        let mut loaded = self.loader.load(name, from)?;
        if let Some(file) = self.files.get(&loaded.name) {
            loaded.bytes = file.after.clone().into_bytes();
        }
        Ok(loaded)
    }
}

impl Corrected<'_> {
    /// Returns how many findings were corrected.
    #[must_use]
    pub fn fixed(&self) -> usize {
        self.fixed
    }

    /// Returns how many findings were left, because correcting them would bring up something new.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Returns the files that are different now, by their names.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Rewritten> {
        &self.files
    }

    /// Returns the same with the edits of some findings.
    fn with(&self, workspace: &Workspace, findings: &[&Diagnostic]) -> Self {
        let mut edits: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for edit in findings.iter().flat_map(|finding| pieces(finding)) {
            edits.entry(edit.span.file).or_default().push(edit.clone());
        }
        let mut files = self.files.clone();
        for (file, edits) in edits {
            let Some(source) = workspace.sources.get(file) else { continue };
            let before = source.text.clone();
            let after = edited(&before, &edits);
            files
                .entry(source.name.clone())
                .and_modify(|file| file.after.clone_from(&after))
                .or_insert(Rewritten { before, after });
        }
        Corrected { files, fixed: self.fixed + findings.len(), ..*self }
    }
}

/// Corrects what has one right answer, and what that makes room for. What would leave the inputs worse
/// is not done.
#[must_use]
pub fn correct<'a>(
    loader: &'a dyn Loader,
    names: &[&str],
    checking: &Checking,
    prepare: &dyn Fn(&mut Workspace),
) -> Corrected<'a> {
    let open = |files: &Corrected<'_>| {
        let mut workspace = Workspace::open(files, names);
        prepare(&mut workspace);
        let seen = check::look(&workspace, checking, workspace.baseline.as_ref());
        let accepted = seen.accepted.into_iter().map(|one| one.finding).collect();
        let looked = Looked { findings: seen.findings, accepted };
        (workspace, looked)
    };
    let mut files = Corrected { loader, files: BTreeMap::new(), fixed: 0, refused: 0 };
    let (mut workspace, mut looked) = open(&files);
    let mut refused: BTreeSet<String> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let batch = apart(&looked.findings, &refused);
        if batch.is_empty() {
            break;
        }
        let next = files.with(&workspace, &batch);
        let (opened, found) = open(&next);
        if is_worse(&looked, &found) {
            let worse = |count: &usize| {
                let some = batch.get(..*count).unwrap_or_default();
                is_worse(&looked, &open(&files.with(&workspace, some)).1)
            };
            let counts: Vec<usize> = (1..=batch.len()).collect();
            let before = counts.partition_point(|count| !worse(count));
            // The first one that spoils it; the others come in the next rounds.
            refused.extend(batch.get(before).map(|one| name(one)));
            continue;
        }
        (files, workspace, looked) = (next, opened, found);
    }
    // Another correction may have put right what was refused at first.
    files.refused = looked.findings.iter().filter(|one| refused.contains(&name(one))).count();
    files
}

/// Returns the findings that can be corrected at once: their pieces of text do not touch.
fn apart<'a>(findings: &'a [Diagnostic], refused: &BTreeSet<String>) -> Vec<&'a Diagnostic> {
    // The end of each piece by its file and start.
    let mut taken: BTreeMap<(FileId, u32), u32> = BTreeMap::new();
    let mut batch = Vec::new();
    for finding in findings {
        let edits = pieces(finding);
        let free = |edit: &Edit| {
            let Span { file, start, end } = edit.span;
            let before = taken.range((file, 0)..=(file, end)).next_back();
            before.is_none_or(|(_, other)| *other < start)
        };
        if !edits.is_empty() && edits.iter().all(free) && !refused.contains(&name(finding)) {
            let ends = edits.iter().map(|edit| ((edit.span.file, edit.span.start), edit.span.end));
            taken.extend(ends);
            batch.push(finding);
        }
    }
    batch
}

fn pieces(finding: &Diagnostic) -> &[Edit] {
    finding.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// What a finding is known by from one round to the next.
fn name(finding: &Diagnostic) -> String {
    finding.fingerprint.clone()
}

/// What one round finds.
struct Looked {
    findings: Vec<Diagnostic>,
    /// What somebody has accepted.
    accepted: Vec<Diagnostic>,
}

/// Returns whether more is wrong than was, or accepted: a comment would speak of another line. What
/// errors of the inputs hid before is not new. A correction may change the place of another finding,
/// so they are counted by code and subject.
fn is_worse(before: &Looked, after: &Looked) -> bool {
    let hidden = before.findings.iter().any(Diagnostic::is_about_input);
    // That nobody looked is not what a correction brings up, but what it no longer hides.
    let counts = |one: &&Diagnostic| {
        let is_bad = !hidden && one.severity >= Severity::Warning && one.code != code::NOT_JUDGED;
        one.is_about_input() || is_bad
    };
    let accepted = |_: &&Diagnostic| !hidden;
    exceeds(&before.findings, &after.findings, counts)
        || exceeds(&before.accepted, &after.accepted, accepted)
}

/// Returns whether there is anything that was not there, of what counts.
fn exceeds(
    before: &[Diagnostic],
    after: &[Diagnostic],
    counts: impl Fn(&&Diagnostic) -> bool,
) -> bool {
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in before {
        *known.entry((one.code.id, &one.subject)).or_default() += 1;
    }
    after.iter().filter(counts).any(|one| {
        let left = known.get_mut(&(one.code.id, one.subject.as_str())).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_none()
    })
}
