//! The command `check`: problems of the input, and expectations.

use super::{Answer, Status, Workspace};
use crate::{
    diagnostic::{Diagnostic, Severity, code},
    expect::{self, Judgement},
    forwarding::{Outcome, Trace},
    parallel,
    query::{self, Demand, Expectation},
    report::Checked,
    text::{Span, Spanned},
};

/// Reads, judges, and answers.
pub(super) fn check(workspace: &Workspace) -> Answer {
    let mut findings = workspace.problems.clone();
    let mut invalid = workspace.has_errors();
    let expectations = &workspace.lowered.expectations;
    let judged = parallel::map(expectations, |line| one(workspace, line));
    let held = judged.iter().filter(|found| **found == Found::Holds).count();
    for found in judged {
        match found {
            Found::Holds | Found::NotJudged => {}
            Found::Problem(problem) => {
                invalid |= [code::BAD_EXPECTATION, code::EXPECTATION_END].contains(&problem.code);
                findings.push(*problem);
            }
        }
    }
    let failed = findings.iter().any(|one| one.severity == Severity::Error);
    let (status, outcome) = match (invalid, failed) {
        (true, _) => (Status::Invalid, "invalid"),
        (false, true) => (Status::Findings, "findings"),
        (false, false) => (Status::Clean, "clean"),
    };
    let checked = Checked {
        sources: &workspace.sources,
        findings: &findings,
        held,
        expectations: expectations.len(),
        outcome,
    };
    Answer::new(status, checked.human(), checked.concise(), checked.json())
}

/// What became of one line.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Holds,
    /// What an incomplete model does is no news: its errors come first.
    NotJudged,
    Problem(Box<Diagnostic>),
}

fn one(workspace: &Workspace, line: &Spanned<String>) -> Found {
    match read(line) {
        Err(problem) => Found::Problem(problem),
        Ok(_) if workspace.has_errors() => Found::NotJudged,
        Ok(parsed) => match judge(workspace, line, &parsed) {
            None => Found::Holds,
            Some(problem) => Found::Problem(Box::new(problem)),
        },
    }
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
    let (code, trace) = match expect::judge(network, expectation) {
        Judgement::Holds => return None,
        Judgement::NoEndpoint(wrong) => {
            let span = inside(line, &wrong.span);
            let problem = Diagnostic::new(code::EXPECTATION_END, wrong.message, span);
            return Some(problem.help(wrong.help));
        }
        Judgement::Refuted(trace) => (code::REFUTED, trace),
        Judgement::Undecided(trace) => (code::UNDECIDED, trace),
    };
    let message = format!("`{expectation}` does not hold: {}", what(expectation, &trace));
    let mut problem = Diagnostic::new(code, message, line.span);
    if code == crate::diagnostic::code::UNDECIDED {
        problem.message = format!("`{expectation}` cannot be decided");
    }
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
    let flow = &expectation.flow;
    Some(problem.help(format!("`outpath trace` with '{flow}' shows every hop.")))
}

fn what(expectation: &Expectation, trace: &Trace) -> String {
    match expectation.demand {
        Demand::Reaches => format!("it is {}", trace.verdict.word()),
        Demand::NeverReaches => "a packet arrives".to_owned(),
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
