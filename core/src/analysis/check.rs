//! The command `check`: problems of the input, and expectations.

use std::borrow::Cow;

use super::{
    Answer, Checking, Status, Workspace,
    coverage::coverage,
    expected::{Found, one},
    fingerprint,
    unjudged::unjudged,
};
use crate::{
    diagnostic::{Diagnostic, code},
    document, parallel,
    policy::{self, Accepted, Accepting, Baseline, Sifted},
    report::{Checked, Coverage, Expected},
    rules::{self, Limits},
    text::Spanned,
};

/// So many findings are shown if nobody has decided; a stored answer has all.
const MOST: usize = 5_000;

/// Reads, judges, and answers.
pub(super) fn check(workspace: &Workspace, checking: &Checking) -> Answer {
    answer(workspace, checking, &look(workspace, checking, workspace.baseline.as_ref()))
}

/// Returns the baseline of what is found, or the answer if the inputs cannot be understood.
pub(super) fn baseline(workspace: &Workspace, checking: &Checking) -> Result<String, Answer> {
    let seen = look(workspace, checking, None);
    if seen.invalid {
        return Err(answer(workspace, checking, &seen));
    }
    Ok(policy::write(&seen.findings))
}

/// What there is to say.
pub(super) struct Seen<'a> {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) accepted: Vec<Accepted>,
    expectations: Vec<Expected<'a>>,
    coverage: Option<Coverage>,
    /// Whether an input or an expectation cannot be understood.
    invalid: bool,
}

/// Reads and judges.
pub(super) fn look<'a>(
    workspace: &'a Workspace,
    checking: &Checking,
    baseline: Option<&Baseline>,
) -> Seen<'a> {
    let judged = judged(workspace, &checking.limits);
    let lines = &workspace.lowered.expectations;
    let outcome = |(line, outcome): (_, &&'static str)| Expected { line, outcome };
    let expectations: Vec<Expected<'_>> = lines.iter().zip(&judged.outcomes).map(outcome).collect();
    let coverage = checking.coverage.then(|| coverage(workspace, &judged.outcomes));
    let Judged { findings, invalid, .. } = judged.into_owned();
    let (mut findings, accepted) = sift(workspace, checking, baseline, findings);
    let hidden = expectations.iter().filter(|one| one.outcome == "not-judged");
    let hidden: Vec<&Spanned<String>> = hidden.map(|one| one.line).collect();
    findings.extend(unjudged(workspace, checking, &hidden, &findings));
    Seen { findings, accepted, expectations, coverage, invalid }
}

/// What the rules find and what became of the expectations, whoever accepts it.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    limits: Limits,
    findings: Vec<Diagnostic>,
    /// The words for what became of each line.
    outcomes: Vec<&'static str>,
    invalid: bool,
}

/// Judges once: several answers about the same network ask for it.
fn judged<'a>(workspace: &'a Workspace, limits: &Limits) -> Cow<'a, Judged> {
    let kept = workspace.judged.get_or_init(|| judge_all(workspace, limits));
    if kept.limits == *limits {
        Cow::Borrowed(kept)
    } else {
        Cow::Owned(judge_all(workspace, limits))
    }
}

fn judge_all(workspace: &Workspace, limits: &Limits) -> Judged {
    let mut findings = workspace.problems.clone();
    let mut invalid = workspace.problems.iter().any(Diagnostic::is_about_input);
    let context = rules::Context::new(
        &workspace.network,
        &workspace.lowered.source_map,
        &workspace.lowered.expectations,
        &workspace.lowered.needs_disconnected,
    );
    findings.extend(rules::run(&context.with_limits(limits.clone())));
    let found = parallel::map(&workspace.lowered.expectations, |line| one(workspace, line));
    let outcomes = found.iter().map(Found::word).collect();
    for found in found {
        match found {
            Found::Holds | Found::NotJudged => {}
            Found::Problem(problem) => {
                invalid |= [code::BAD_EXPECTATION, code::EXPECTATION_END].contains(&problem.code);
                findings.push(*problem);
            }
        }
    }
    Judged { limits: limits.clone(), findings, outcomes, invalid }
}

/// Sets apart what somebody has accepted, and leaves out what does not count.
fn sift(
    workspace: &Workspace,
    checking: &Checking,
    baseline: Option<&Baseline>,
    mut findings: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, Vec<Accepted>) {
    let tree = workspace.document.as_ref();
    fingerprint::stamp(&mut findings, &workspace.sources, tree);
    let accepting = Accepting {
        comments: &workspace.comments,
        waivers: &workspace.waivers,
        today: checking.today,
        complete: !workspace.has_errors() && workspace.network.model.incomplete.is_empty(),
    };
    let sifted = policy::sift(&workspace.sources, findings, accepting);
    let Sifted { left: mut findings, mut accepted, mut complaints } = sifted;
    if let Some(baseline) = baseline {
        let (left, held, stale) = baseline.sift(findings, accepting.complete);
        findings = left;
        accepted.extend(held);
        complaints.extend(stale);
    }
    fingerprint::stamp(&mut complaints, &workspace.sources, tree);
    findings.append(&mut complaints);
    let counts =
        |one: &mut Diagnostic| policy::adjust(one, &checking.severity) && checking.counts(one);
    findings.retain_mut(counts);
    document::settle(&workspace.sources, &mut findings);
    accepted.retain_mut(|one| counts(&mut one.finding));
    (findings, accepted)
}

/// Returns the words for what becomes of each line of `expect`.
pub(super) fn outcomes(workspace: &Workspace) -> Vec<&'static str> {
    parallel::map(&workspace.lowered.expectations, |line| one(workspace, line).word())
}

fn answer(workspace: &Workspace, checking: &Checking, seen: &Seen<'_>) -> Answer {
    let failed = seen.findings.iter().any(|one| checking.fails(one));
    let (status, outcome) = match (seen.invalid, failed) {
        (true, _) => (Status::Invalid, "invalid"),
        (false, true) => (Status::Findings, "findings"),
        (false, false) => (Status::Clean, "clean"),
    };
    let of = |most| {
        let checked = Checked {
            sources: &workspace.sources,
            findings: &seen.findings,
            accepted: &seen.accepted,
            most,
            expectations: &seen.expectations,
            fail_on: checking.fail_on.severity(),
            outcome,
            coverage: seen.coverage.as_ref(),
        };
        Answer::new(status, checked.human(), checked.concise(), checked.json())
    };
    let all = seen.findings.len().max(seen.accepted.len());
    match checking.most {
        None if all > MOST => of(MOST).with_whole(of(all)),
        None => of(all),
        Some(most) => of(most),
    }
}
