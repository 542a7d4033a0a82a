//! What becomes of one expectation, and what is said about it.

use super::{Workspace, workspace::expected};
use crate::{
    diagnostic::{Diagnostic, code},
    expect::{self, Evidence, Judgement, MOST_CASES, Told},
    forwarding::{Missing, NoEndpoint, Outcome, Path, Trace},
    model::Key,
    query::{self, Demand, Expectation, Flow, Trial},
    text::{Span, Spanned},
};

/// What became of one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Holds,
    /// What an incomplete model does is no news: its errors come first.
    NotJudged,
    Problem(Box<Diagnostic>),
}

impl Found {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::NotJudged => "not-judged",
            Self::Problem(problem) if problem.code == code::REFUTED => "broken",
            Self::Problem(problem) if problem.code == code::UNDECIDED => "undecided",
            Self::Problem(_) => "unreadable",
        }
    }
}

pub(super) fn one(workspace: &Workspace, line: &Spanned<String>) -> Found {
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

/// Returns what an expectation names in vain, whatever the errors of the inputs hide.
fn lost_end(workspace: &Workspace, parsed: &Expectation) -> Option<NoEndpoint> {
    let wrong = expect::unfound(&workspace.network, parsed)?;
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
        let problem = Diagnostic::new(code::BAD_EXPECTATION, error.message.clone(), span);
        let help = expected(&error);
        Box::new(if help.is_empty() { problem } else { problem.help(help) })
    })
}

fn judge(
    workspace: &Workspace,
    line: &Spanned<String>,
    expectation: &Expectation,
) -> Option<Diagnostic> {
    match expect::judge(&workspace.network, expectation) {
        Judgement::Holds => None,
        Judgement::NoEndpoint(wrong) => Some(no_end(line, wrong)),
        Judgement::TooMany => Some(too_many(line, expectation)),
        Judgement::Told(told) => Some(of_routes(workspace, line, expectation, &told)),
        Judgement::Refuted(evidence) => {
            Some(of_packets(workspace, line, expectation, (true, *evidence)))
        }
        Judgement::Undecided(evidence) => {
            Some(of_packets(workspace, line, expectation, (false, *evidence)))
        }
    }
}

fn problem(line: &Spanned<String>, expectation: &Expectation, wrong: Option<String>) -> Diagnostic {
    let (code, message) = match wrong {
        Some(wrong) => (code::REFUTED, format!("`{expectation}` does not hold: {wrong}")),
        None => (code::UNDECIDED, format!("`{expectation}` cannot be decided")),
    };
    let mut problem = Diagnostic::new(code, message, line.span);
    problem.subject = expectation.subject();
    problem
}

/// Says what a packet shows.
fn of_packets(
    workspace: &Workspace,
    line: &Spanned<String>,
    expectation: &Expectation,
    (refuted, evidence): (bool, Evidence),
) -> Diagnostic {
    let network = &workspace.network;
    let Evidence { flow, trace, wrong, failures, alone } = evidence;
    let demand = expectation.flow().map_or(Demand::Reaches, |line| line.demand);
    let after = failures.iter().map(|trial| format!("`{trial}`")).collect::<Vec<_>>().join(" and ");
    let after = if after.is_empty() { after } else { format!("after {after}, ") };
    let what = || match &wrong {
        Some(wrong) if flow.to_string() == expectation.subject() => wrong.clone(),
        Some(wrong) => format!("of `{flow}`, {wrong}"),
        None => what(expectation, &flow, &trace),
    };
    let mut problem = problem(line, expectation, refuted.then(|| format!("{after}{}", what())));
    if let Some(wrong) = wrong {
        if !refuted {
            problem.because = format!("{after}{wrong}");
        }
    } else if let Some((back, path)) = first_end(demand, &trace)
        && let (Some(blocker), Some(hop)) = (path.outcome.blocker(), path.hops.last())
    {
        let at = network.node_name(hop.node);
        let reply = if back { "the reply ends with " } else { "" };
        let after = if refuted { "" } else { &after };
        problem.because =
            format!("{after}{reply}{} at {at}: {}", blocker.reason.id(), blocker.message);
        problem.help.push(blocker.help.clone());
        problem.facts = blocker.facts.clone();
        problem = related(workspace, problem, &blocker.keys);
    }
    if let [_, _, ..] = alone.as_slice() {
        problem = problem.help(single_points(&alone));
    }
    let changes = failures.iter().map(|trial| format!(" --what-if '{trial}'")).collect::<String>();
    problem.help(format!("`outpath trace` with '{flow}'{changes} shows every hop."))
}

/// Lists the failures that each break an expectation alone; those that do the same stand together.
fn single_points(alone: &[Vec<Trial>]) -> String {
    let together = |trials: &Vec<Trial>| {
        trials.iter().map(|trial| format!("`{trial}`")).collect::<Vec<_>>().join(" or ")
    };
    let all: Vec<String> = alone.iter().map(together).collect();
    format!("Each of these breaks it alone: {}.", all.join("; "))
}

/// Says what is announced or learned in place of what is expected.
fn of_routes(
    workspace: &Workspace,
    line: &Spanned<String>,
    expectation: &Expectation,
    told: &Told,
) -> Diagnostic {
    let Told { refuted, wrong, keys } = told;
    let mut found = problem(line, expectation, refuted.then(|| wrong.clone()));
    if !refuted {
        found.because.clone_from(wrong);
    }
    let found = related(workspace, found, keys);
    found.help(format!(
        "`outpath routes` with '{}' shows what is announced and learned.",
        expectation.subject()
    ))
}

fn related(workspace: &Workspace, mut problem: Diagnostic, keys: &[Key]) -> Diagnostic {
    for key in keys {
        if let Some(span) = workspace.lowered.source_map.span(*key) {
            problem = problem.related(span, workspace.network.name(key.object));
        }
    }
    problem
}

fn too_many(line: &Spanned<String>, expectation: &Expectation) -> Diagnostic {
    let mut problem = problem(line, expectation, None);
    problem.because = format!(
        "it stands for more than {MOST_CASES} kinds of packets; as many were tried, and hold"
    );
    problem.help("Name smaller sets, in several lines.")
}

/// Says what refutes an expectation: in general, or for one kind of packet of many.
fn what(expectation: &Expectation, flow: &Flow, trace: &Trace) -> String {
    let one = flow.to_string();
    let single = one == expectation.subject();
    let demand = expectation.flow().map_or(Demand::Reaches, |line| line.demand);
    match demand {
        Demand::Reaches if single => format!("it is {}", trace.verdict.word()),
        Demand::Reaches => format!("`{one}` is {}", trace.verdict.word()),
        Demand::NeverReaches if single => "a packet arrives".to_owned(),
        Demand::NeverReaches => format!("a packet of `{one}` arrives"),
    }
}

/// Returns the first path that ended short of delivery, and whether it is one of the way back.
fn first_end(demand: Demand, trace: &Trace) -> Option<(bool, &Path)> {
    let ended = |path: &&Path| path.outcome != Outcome::Delivered;
    match demand {
        Demand::Reaches => {
            let there = trace.forward.iter().find(ended).map(|path| (false, path));
            let mut back = trace.replies.iter().flat_map(|reply| &reply.paths);
            there.or_else(|| back.find(ended).map(|path| (true, path)))
        }
        Demand::NeverReaches => {
            let unclear = |path: &&Path| matches!(path.outcome, Outcome::Unknown(_));
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
