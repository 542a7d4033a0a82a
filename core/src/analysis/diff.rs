//! What a change does: two networks side by side.

use super::{Answer, Status, Workspace, check, fingerprint, workspace::expected};
use crate::{
    diagnostic::{Diagnostic, code},
    diff::{Allowed, NoComparison, Side, Sweep, compare, edits},
    document,
    query::{Expectation, ExpectedFlow, parse_expectation},
    report::{self, Change, Sides, Turned},
    text::{Sources, Span, Spanned},
};

/// Returns what a change does, in the words of the inputs and to every packet. `allow` are files of
/// expectations, by name and text, that say which losses and gains are meant.
///
/// # Errors
/// Says what is wrong with those files, or that there is too much to compare.
pub fn diff(
    before: &Workspace,
    after: &Workspace,
    allow: &[(String, String)],
) -> Result<Answer, Answer> {
    let written = before.document.as_ref().zip(after.document.as_ref());
    let edits = written.map(|(before, after)| edits(before, after)).unwrap_or_default();
    let sides =
        [before, after].map(|one| Side { network: &one.network, map: &one.lowered.source_map });
    let sides = Sides { sides, sources: [&before.sources, &after.sources] };
    let change = Change { edits: &edits, ..Change::default() };
    answer(sides, change, allow, after)
}

impl Workspace {
    /// Puts changes in force, and returns what they do to every packet and to the expectations of the inputs.
    /// Where there are expectations, one that breaks is what counts; else every loss counts.
    ///
    /// # Errors
    /// Says what is wrong with a change or with the files that allow something, or that there is too much to
    /// compare.
    pub fn try_out(
        &mut self,
        changes: &[String],
        allow: &[(String, String)],
    ) -> Result<Answer, Answer> {
        let was = check::outcomes(self);
        let before = self.network.clone();
        self.what_if(changes)?;
        let is = check::outcomes(self);
        let words = was.into_iter().zip(is).map(|(was, is)| [was, is]);
        let lines = self.lowered.expectations.iter().zip(words);
        let turned: Vec<Turned<'_>> = lines
            .filter(|(_, [was, is])| was != is)
            .map(|(line, words)| Turned { line, words })
            .collect();
        let expected = !self.lowered.expectations.is_empty();
        let change = Change {
            tried: changes,
            turned: expected.then_some(turned.as_slice()),
            ..Change::default()
        };
        let map = &self.lowered.source_map;
        let sides = [&before, &self.network].map(|network| Side { network, map });
        answer(Sides { sides, sources: [&self.sources; 2] }, change, allow, self)
    }
}

/// Everything that can break, under way: see [`Workspace::sweep`].
#[derive(Debug)]
pub struct Sweeping {
    sweep: Sweep,
    lines: Vec<String>,
}

impl Sweeping {
    /// Returns how many scenarios are tried, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.sweep.progress()
    }
}

impl Workspace {
    /// Prepares to try every failure, and every two at the same time if `depth` is 2, on the network as it is:
    /// which expectations break, and which packets get lost.
    ///
    /// # Errors
    /// Says that there are too many.
    pub fn sweep(&self, depth: u8) -> Result<Sweeping, Answer> {
        // What cannot be read is a problem of `check`; it holds on no day.
        let all = self.lowered.expectations.iter();
        let read = all.filter_map(|line| parse_expectation(&line.value).ok());
        let read: Vec<Expectation> = read.collect();
        let lines = read.iter().map(ToString::to_string).collect();
        match Sweep::new(&self.network, &read, depth) {
            Ok(sweep) => Ok(Sweeping { sweep, lines }),
            Err(NoComparison::TooMany(count)) => {
                let message = format!("{count} scenarios are too many; use `--sweep 1`");
                Err(Answer::invalid(
                    &self.sources,
                    &[Diagnostic::unplaced(code::BAD_FLOW, message)],
                ))
            }
            Err(NoComparison::NoEndpoint(..)) => {
                unreachable!("invariant: a sweep allows nothing")
            }
        }
    }

    /// Tries some more scenarios; returns whether all are tried.
    pub fn advance_sweep(&self, sweeping: &mut Sweeping, budget: usize) -> bool {
        let side = Side { network: &self.network, map: &self.lowered.source_map };
        sweeping.sweep.advance(side, budget)
    }

    /// Returns what the failures cost that were tried.
    #[must_use]
    pub fn resilience(&self, sweeping: &Sweeping) -> Answer {
        let found = report::resilience(&sweeping.sweep.resilience(), &sweeping.lines);
        let status = if found.has_findings() { Status::Findings } else { Status::Clean };
        let answer = Answer::new(status, found.human(), found.concise(), found.json());
        answer.with_markdown(found.markdown())
    }
}

fn answer(
    sides: Sides<'_>,
    change: Change<'_>,
    allow: &[(String, String)],
    after: &Workspace,
) -> Result<Answer, Answer> {
    let lines = Lines::read(allow)?;
    let allowed: Vec<Allowed<'_>> =
        lines.all.iter().map(|(expectation, _)| Allowed { expectation }).collect();
    let comparison = compare(sides.sides, change.edits, &allowed).map_err(|why| match why {
        NoComparison::TooMany(traces) => {
            let message = format!("comparing these takes {traces} traces");
            let why = Diagnostic::unplaced(code::BAD_FLOW, message);
            Answer::invalid(&lines.sources, &[why])
        }
        NoComparison::NoEndpoint(at, why) => {
            let whole = lines.all.get(at).map(|(_, span)| *span);
            let whole = whole.unwrap_or(Span::new(crate::text::FileId(0), 0, 0));
            let place = whole.part(why.span.start, why.span.end);
            let problem = Diagnostic::new(code::BAD_FLOW, why.message, place).help(why.help);
            Answer::invalid(&lines.sources, &[problem])
        }
    })?;
    let diff = report::diff(sides, change, &comparison, |findings| {
        fingerprint::stamp(findings, &after.sources, after.document.as_ref());
    });
    let status = if diff.has_findings() { Status::Findings } else { Status::Clean };
    let answer = Answer::new(status, diff.human(), diff.concise(), diff.json());
    Ok(answer.with_markdown(diff.markdown()))
}

/// The lines of files of expectations.
#[derive(Default)]
struct Lines {
    sources: Sources,
    all: Vec<(ExpectedFlow, Span)>,
}

impl Lines {
    /// Reads files of expectations, given by name and text.
    fn read(files: &[(String, String)]) -> Result<Self, Answer> {
        let mut lines = Self::default();
        let mut problems = Vec::new();
        for (name, text) in files {
            match document::expectations(&mut lines.sources, name, text.as_bytes()) {
                Err(why) => problems.push(*why),
                Ok(all) => problems.extend(all.iter().filter_map(|line| lines.add(line))),
            }
        }
        if problems.is_empty() {
            Ok(lines)
        } else {
            Err(Answer::invalid(&lines.sources, &problems))
        }
    }

    /// Adds a line, which has to be about packets; returns what is wrong with it.
    fn add(&mut self, line: &Spanned<String>) -> Option<Diagnostic> {
        match parse_expectation(&line.value) {
            Ok(Expectation::Flow(flow)) if !flow.is_plain() => {
                let message = "only ends, protocol and destination ports say what is allowed";
                let problem = Diagnostic::new(code::BAD_FLOW, message, line.span);
                Some(problem.help("Leave out the clauses and source ports."))
            }
            Ok(Expectation::Flow(flow)) => {
                self.all.push((flow, line.span));
                None
            }
            Ok(Expectation::Routes(_)) => {
                let message = "this is not about packets, and allows none to be lost";
                let problem = Diagnostic::new(code::BAD_FLOW, message, line.span);
                Some(problem.help("Write `A -x-> B` or `A -> B`."))
            }
            Err(error) => {
                let place = line.span.part(error.span.start, error.span.end);
                let problem = Diagnostic::new(code::BAD_FLOW, error.message.clone(), place);
                let help = expected(&error);
                Some(if help.is_empty() { problem } else { problem.help(help) })
            }
        }
    }
}
