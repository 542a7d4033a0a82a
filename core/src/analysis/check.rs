//! The command `check`: problems of the input, and expectations.

use std::borrow::Cow;

use super::{Answer, Checking, Status, Workspace, fingerprint, unjudged::unjudged};
use crate::{
    diagnostic::{Diagnostic, code},
    document,
    expect::{self, Evidence, Judgement, MOST_CASES},
    forwarding::{self, Missing, NoEndpoint, Outcome, Trace},
    parallel,
    policy::{self, Accepted, Accepting, Baseline, Sifted},
    query::{self, Demand, Expectation, Flow},
    report::{Checked, Expected},
    rules::{self, Limits},
    text::{Span, Spanned},
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
    let Judged { findings, invalid, .. } = judged.into_owned();
    let (mut findings, accepted) = sift(workspace, checking, baseline, findings);
    let hidden = expectations.iter().filter(|one| one.outcome == "not-judged");
    let hidden: Vec<&Spanned<String>> = hidden.map(|one| one.line).collect();
    findings.extend(unjudged(workspace, checking, &hidden, &findings));
    Seen { findings, accepted, expectations, invalid }
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

/// What became of one line.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Holds,
    /// What an incomplete model does is no news: its errors come first.
    NotJudged,
    Problem(Box<Diagnostic>),
}

impl Found {
    fn word(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::NotJudged => "not-judged",
            Self::Problem(problem) if problem.code == code::REFUTED => "broken",
            Self::Problem(problem) if problem.code == code::UNDECIDED => "undecided",
            Self::Problem(_) => "unreadable",
        }
    }
}

fn one(workspace: &Workspace, line: &Spanned<String>) -> Found {
    let problem = match read(line) {
        Err(problem) => Some(*problem),
        Ok(parsed) if workspace.has_errors() => match lost_end(workspace, &parsed) {
            None => return Found::NotJudged,
            Some(wrong) => Some(no_end(line, wrong)),
        },
        Ok(parsed) => judge(workspace, line, &parsed),
    };
    problem.map_or(Found::Holds, |problem| Found::Problem(Box::new(problem)))
}

/// Returns an end of an expectation that is wrong whatever the errors of the inputs hide.
fn lost_end(workspace: &Workspace, parsed: &Expectation) -> Option<NoEndpoint> {
    let wrong = forwarding::resolve(&workspace.network, &parsed.flow).err()?;
    let sure = match &wrong.missing {
        None => true,
        Some(Missing::Name(name)) => workspace.surely_lacks(name),
        Some(Missing::Address) => false,
    };
    sure.then_some(wrong)
}

fn no_end(line: &Spanned<String>, wrong: NoEndpoint) -> Diagnostic {
    let span = inside(line, &wrong.span);
    Diagnostic::new(code::EXPECTATION_END, wrong.message, span).help(wrong.help)
}

fn read(line: &Spanned<String>) -> Result<Expectation, Box<Diagnostic>> {
    query::parse_expectation(&line.value).map_err(|error| {
        let span = inside(line, &error.span);
        if error.unsupported {
            return Box::new(Diagnostic::new(code::LATER_EXPECTATION, error.message, span));
        }
        let problem = Diagnostic::new(code::BAD_EXPECTATION, error.message.clone(), span);
        Box::new(match error.expected.split_last() {
            None => problem,
            Some((last, [])) => problem.help(format!("Expected {last}.")),
            Some((last, others)) => {
                problem.help(format!("Expected {} or {last}.", others.join(", ")))
            }
        })
    })
}

fn judge(
    workspace: &Workspace,
    line: &Spanned<String>,
    expectation: &Expectation,
) -> Option<Diagnostic> {
    let network = &workspace.network;
    let (code, evidence) = match expect::judge(network, expectation) {
        Judgement::Holds => return None,
        Judgement::NoEndpoint(wrong) => return Some(no_end(line, wrong)),
        Judgement::TooMany => return Some(too_many(line, expectation)),
        Judgement::Refuted(evidence) => (code::REFUTED, evidence),
        Judgement::Undecided(evidence) => (code::UNDECIDED, evidence),
    };
    let Evidence { flow, trace } = *evidence;
    let message = if code == crate::diagnostic::code::UNDECIDED {
        format!("`{expectation}` cannot be decided")
    } else {
        format!("`{expectation}` does not hold: {}", what(expectation, &flow, &trace))
    };
    let mut problem = Diagnostic::new(code, message, line.span);
    problem.subject = expectation.flow.to_string();
    let ended = first_end(expectation.demand, &trace);
    if let Some((back, path)) = ended
        && let (Some(blocker), Some(hop)) = (path.outcome.blocker(), path.hops.last())
    {
        let at = network.node_name(hop.node);
        let reply = if back { "the reply ends with " } else { "" };
        problem.because = format!("{reply}{} at {at}: {}", blocker.reason.id(), blocker.message);
        problem.help.push(blocker.help.clone());
        problem.facts = blocker.facts.clone();
        for key in &blocker.keys {
            if let Some(span) = workspace.lowered.source_map.span(*key) {
                let name = network.name(key.object);
                problem = problem.related(span, name);
            }
        }
    }
    Some(problem.help(format!("`outpath trace` with '{flow}' shows every hop.")))
}

fn too_many(line: &Spanned<String>, expectation: &Expectation) -> Diagnostic {
    let message = format!("`{expectation}` cannot be decided");
    let mut problem = Diagnostic::new(code::UNDECIDED, message, line.span);
    problem.subject = expectation.flow.to_string();
    problem.because = format!(
        "it stands for more than {MOST_CASES} kinds of packets; as many were tried, and hold"
    );
    problem.help("Name smaller sets, in several lines.")
}

/// Says what refutes an expectation: in general, or for one kind of packet of many.
fn what(expectation: &Expectation, flow: &Flow, trace: &Trace) -> String {
    let one = flow.to_string();
    let single = one == expectation.flow.to_string();
    match expectation.demand {
        Demand::Reaches if single => format!("it is {}", trace.verdict.word()),
        Demand::Reaches => format!("`{one}` is {}", trace.verdict.word()),
        Demand::NeverReaches if single => "a packet arrives".to_owned(),
        Demand::NeverReaches => format!("a packet of `{one}` arrives"),
    }
}

/// Returns the first path that ended short of delivery, and whether it is one of the way back.
fn first_end(demand: Demand, trace: &Trace) -> Option<(bool, &crate::forwarding::Path)> {
    let ended = |path: &&crate::forwarding::Path| path.outcome != Outcome::Delivered;
    match demand {
        Demand::Reaches => {
            let there = trace.forward.iter().find(ended).map(|path| (false, path));
            let mut back = trace.replies.iter().flat_map(|reply| &reply.paths);
            there.or_else(|| back.find(ended).map(|path| (true, path)))
        }
        Demand::NeverReaches => {
            let unclear =
                |path: &&crate::forwarding::Path| matches!(path.outcome, Outcome::Unknown(_));
            trace.forward.iter().find(unclear).map(|path| (false, path))
        }
    }
}

/// Returns the place of a part of an expectation, for plain and quoted texts alike.
fn inside(line: &Spanned<String>, part: &std::ops::Range<usize>) -> Span {
    let width = (line.span.end - line.span.start) as usize;
    let quotes = match width.checked_sub(line.value.len()) {
        Some(0) => 0,
        Some(2) => 1,
        Some(_) | None => return line.span,
    };
    line.span.part(part.start + quotes, part.end + quotes)
}
