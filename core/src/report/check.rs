//! The answer of `check`.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Coverage, Role, Text, problems, text::plural};
use crate::{
    diagnostic::{Diagnostic, Severity},
    policy::{Acceptance, Accepted},
    text::{Sources, Spanned},
};

/// What became of one line of `expect`.
#[derive(Debug)]
pub struct Expected<'a> {
    /// The line.
    pub line: &'a Spanned<String>,
    /// `holds`, `broken`, `undecided`, `unreadable`, or `not-judged` where errors of the inputs hide it.
    pub outcome: &'static str,
}

/// What `check` found out.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// Problems of the input and expectations that do not hold.
    pub findings: &'a [Diagnostic],
    /// Findings that somebody has accepted.
    pub accepted: &'a [Accepted],
    /// How many findings are shown; the others are only counted.
    pub most: usize,
    /// The lines of `expect`.
    pub expectations: &'a [Expected<'a>],
    /// The least severity that fails the run, if any does.
    pub fail_on: Option<Severity>,
    /// `clean`, `findings` or `invalid`.
    pub outcome: &'static str,
    /// What the expectations cover, if that is asked.
    pub coverage: Option<&'a Coverage>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    version: u32,
    outcome: &'static str,
    summary: Summary,
    /// The least severity that fails the run: `error`, `warning`, `note` or `never`.
    fail_on: &'static str,
    expectations: Vec<ExpectedView<'a>>,
    findings: Vec<problems::FindingView>,
    /// What somebody has accepted.
    suppressed: Vec<AcceptedView>,
    /// What the expectations that hold cover, if that is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<&'a Coverage>,
    /// How many findings are not shown.
    #[serde(skip_serializing_if = "is_none")]
    omitted: usize,
    /// How many of them fail the run.
    #[serde(skip_serializing_if = "is_none")]
    omitted_failing: usize,
    /// How many accepted findings are not shown.
    #[serde(skip_serializing_if = "is_none")]
    omitted_suppressed: usize,
}

#[derive(Debug, Serialize)]
struct AcceptedView {
    #[serde(flatten)]
    finding: problems::FindingView,
    suppression: SuppressionView,
}

#[derive(Debug, Serialize)]
struct SuppressionView {
    /// `comment`, `waiver` or `baseline`.
    by: &'static str,
    /// Empty for what a baseline holds.
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    location: Option<problems::LocationView>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

#[derive(Debug, Serialize)]
struct ExpectedView<'a> {
    expectation: &'a str,
    outcome: &'static str,
    location: problems::LocationView,
}

#[derive(Debug, Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
    /// How many findings `--fix` corrects.
    fixable: usize,
    /// How many findings a comment or a waiver accepts.
    suppressed: usize,
    /// How many findings the baseline holds.
    baseline: usize,
    expectations: usize,
    held: usize,
}

impl<'a> Checked<'a> {
    /// Returns the answer for people.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = self.headline();
        if !self.findings.is_empty() {
            text.push(Role::Plain, "\n");
            text.append(problems::human(self.sources, self.shown()));
        }
        self.omission(&mut text);
        if let Some(coverage) = self.coverage {
            text.append(coverage.human());
        }
        text
    }

    /// Returns the answer with one line for each finding.
    #[must_use]
    pub fn concise(&self) -> Text {
        let mut text = problems::concise(self.sources, self.shown());
        self.omission(&mut text);
        if let Some(coverage) = self.coverage {
            text.append(coverage.concise());
        }
        text.append(self.headline());
        text
    }

    /// Returns the answer as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let of = |severity| self.findings.iter().filter(|one| one.severity == severity).count();
        let shown = self.shown();
        let accepted = worst(self.accepted, self.most, |one| rank(&one.finding, None));
        let failing =
            |all: &mut dyn Iterator<Item = &Diagnostic>| all.filter(|one| self.fails(one)).count();
        let failing = failing(&mut self.findings.iter()) - failing(&mut shown.iter().copied());
        super::to_json(&Answer {
            version: 1,
            outcome: self.outcome,
            summary: Summary {
                errors: of(Severity::Error),
                warnings: of(Severity::Warning),
                notes: of(Severity::Note),
                fixable: self.fixable(),
                suppressed: self.accepted.len() - self.in_baseline(),
                baseline: self.in_baseline(),
                expectations: self.expectations.len(),
                held: self.held(),
            },
            fail_on: self.fail_on.map_or("never", Severity::word),
            expectations: self.expectations.iter().map(|one| self.expected(one)).collect(),
            findings: problems::views(self.sources, shown.iter().copied(), self.fail_on),
            suppressed: accepted.iter().map(|one| self.view(one)).collect(),
            coverage: self.coverage,
            omitted: self.findings.len() - shown.len(),
            omitted_failing: failing,
            omitted_suppressed: self.accepted.len() - accepted.len(),
        })
    }

    fn fixable(&self) -> usize {
        self.findings.iter().filter(|one| one.fix.is_some()).count()
    }

    fn held(&self) -> usize {
        self.expectations.iter().filter(|one| one.outcome == "holds").count()
    }

    fn expected(&self, one: &Expected<'a>) -> ExpectedView<'a> {
        ExpectedView {
            expectation: &one.line.value,
            outcome: one.outcome,
            location: problems::location(self.sources, one.line.span),
        }
    }

    fn view(&self, one: &Accepted) -> AcceptedView {
        AcceptedView {
            finding: problems::view(self.sources, &one.finding, None),
            suppression: SuppressionView {
                by: one.by.word(),
                reason: one.reason.clone(),
                owner: one.owner.clone(),
                until: one.until.map(|until| until.to_string()),
                location: one.place.map(|place| problems::location(self.sources, place)),
            },
        }
    }

    fn in_baseline(&self) -> usize {
        self.accepted.iter().filter(|one| one.by == Acceptance::Baseline).count()
    }

    fn fails(&self, one: &Diagnostic) -> bool {
        problems::fails(one, self.fail_on)
    }

    /// Returns the findings that are shown: the worst, in the order of all.
    fn shown(&self) -> Vec<&'a Diagnostic> {
        worst(self.findings, self.most, |one| rank(one, self.fail_on))
    }

    fn omission(&self, text: &mut Text) {
        let omitted = self.findings.len().saturating_sub(self.most);
        if omitted > 0 {
            text.line(Role::Dim, format!("and {omitted} more; `--max-findings` shows them"));
        }
    }

    fn headline(&self) -> Text {
        let mut text = Text::default();
        let role = if self.outcome == "clean" { Role::Good } else { Role::Bad };
        text.push(role, self.outcome);
        let mut words = format!(": {}", problems::count(self.findings));
        let before = self.in_baseline();
        let counts = [(self.accepted.len() - before, "suppressed"), (before, "in the baseline")];
        for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
            words.push_str(&format!("; {count} {what}"));
        }
        let count = self.expectations.len();
        if count > 0 {
            let all = plural(count, "expectation");
            let hold = if count == 1 { "holds" } else { "hold" };
            words.push_str(&format!("; {} of {all} {hold}", self.held()));
            let unjudged = self.expectations.iter().filter(|one| one.outcome == "not-judged");
            let unjudged = unjudged.count();
            if unjudged > 0 && self.outcome != "invalid" {
                words.push_str(&format!(", {unjudged} not judged"));
            }
        }
        let fixable = self.fixable();
        if fixable > 0 {
            words.push_str(&format!("; {fixable} fixable with `--fix`"));
        }
        text.line(Role::Plain, words);
        text
    }
}

/// Returns how far in front a finding belongs: what cannot be understood, what fails the run, and then
/// what is worse.
fn rank(one: &Diagnostic, fail_on: Option<Severity>) -> (bool, bool, Reverse<Severity>) {
    (!one.is_about_input(), !problems::fails(one, fail_on), Reverse(one.severity))
}

/// Returns so many things, those of the least rank, in the order of all.
fn worst<T, R: Ord>(all: &[T], most: usize, rank: impl Fn(&T) -> R) -> Vec<&T> {
    if all.len() <= most {
        return all.iter().collect();
    }
    let mut kept: Vec<(usize, &T)> = all.iter().enumerate().collect();
    kept.sort_by_key(|(_, one)| rank(one));
    kept.truncate(most);
    kept.sort_by_key(|(at, _)| *at);
    kept.into_iter().map(|(_, one)| one).collect()
}
