//! Findings apart from what somebody has accepted.

use std::collections::BTreeMap;

use super::{
    Date, Waiver, glob, selector,
    suppression::{self, Suppression},
};
use crate::{
    diagnostic::{Diagnostic, code},
    document::Comment,
    text::{FileId, Sources, Span},
};

/// Who accepted a finding, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceptance {
    /// A comment where it stands.
    Comment,
    /// A waiver of the configuration.
    Waiver,
    /// The baseline: it was there before.
    Baseline,
}

impl Acceptance {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Waiver => "waiver",
            Self::Baseline => "baseline",
        }
    }
}

/// A finding that somebody has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Diagnostic,
    /// How it was accepted.
    pub by: Acceptance,
    /// Why; empty for what a baseline holds.
    pub reason: String,
    /// Who answers for it, if somebody is named.
    pub owner: Option<String>,
    /// The last day on which it is accepted.
    pub until: Option<Date>,
    /// Where that is written.
    pub place: Option<Span>,
}

/// Findings, and what became of them.
#[derive(Debug, Default)]
pub struct Sifted {
    /// What nobody has accepted.
    pub left: Vec<Diagnostic>,
    /// What somebody has accepted.
    pub accepted: Vec<Accepted>,
    /// What is wrong with accepting.
    pub complaints: Vec<Diagnostic>,
}

/// What somebody has accepted in comments and in the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Accepting<'a> {
    /// The comments of the inputs.
    pub comments: &'a [Comment],
    /// The waivers of the configuration.
    pub waivers: &'a [Waiver],
    /// The day; without one nothing expires.
    pub today: Option<Date>,
    /// Whether all was looked for, so that what accepts nothing is of no use.
    pub complete: bool,
}

/// Sets apart what comments and waivers accept.
#[must_use]
pub fn sift(sources: &Sources, findings: Vec<Diagnostic>, accepting: Accepting<'_>) -> Sifted {
    let (suppressions, complaints) = suppression::read(sources, accepting.comments);
    let mut sifting = Sifting::new(sources, &suppressions, accepting);
    let mut sifted = Sifted { complaints, ..Sifted::default() };
    for finding in findings {
        match sifting.accept(&finding) {
            None => sifted.left.push(finding),
            Some(by) => sifted.accepted.push(by.of(finding)),
        }
    }
    sifting.complain(&mut sifted.complaints);
    sifted
}

struct Sifting<'a> {
    sources: &'a Sources,
    accepting: Accepting<'a>,
    suppressions: &'a [Suppression],
    /// The suppressions of a line.
    lines: BTreeMap<(FileId, u32), Vec<usize>>,
    /// Which selectors of which suppressions accepted something.
    used: Vec<Vec<bool>>,
    waived: Vec<bool>,
}

/// What accepts a finding.
enum By<'a> {
    Comment(&'a Suppression),
    Waiver(&'a Waiver),
}

impl By<'_> {
    fn of(&self, finding: Diagnostic) -> Accepted {
        match self {
            By::Comment(one) => Accepted {
                finding,
                by: Acceptance::Comment,
                reason: one.reason.clone(),
                owner: None,
                until: one.until.as_ref().map(|until| until.value),
                place: Some(one.span),
            },
            By::Waiver(one) => Accepted {
                finding,
                by: Acceptance::Waiver,
                reason: one.reason.clone(),
                owner: Some(one.owner.clone()),
                until: Some(one.expires),
                place: Some(one.span),
            },
        }
    }
}

impl<'a> Sifting<'a> {
    fn new(
        sources: &'a Sources,
        suppressions: &'a [Suppression],
        accepting: Accepting<'a>,
    ) -> Self {
        let mut lines: BTreeMap<(FileId, u32), Vec<usize>> = BTreeMap::new();
        for (at, one) in suppressions.iter().enumerate() {
            lines.entry((one.span.file, one.line)).or_default().push(at);
        }
        Self {
            sources,
            accepting,
            suppressions,
            lines,
            used: suppressions.iter().map(|one| vec![false; one.selectors.len()]).collect(),
            waived: vec![false; accepting.waivers.len()],
        }
    }

    /// Returns what accepts a finding, if anything does. All that would is of use.
    fn accept(&mut self, finding: &Diagnostic) -> Option<By<'a>> {
        if selector::is_fixed(finding.code) {
            return None;
        }
        let mut by = None;
        let places = finding.primary.as_ref().map(|label| label.span).into_iter();
        for place in places.chain(finding.head) {
            for at in self.speaking_of(place) {
                let Some(one) = self.suppressions.get(at) else { continue };
                let used = self.used.get_mut(at).into_iter().flatten();
                for (selector, used) in one.selectors.iter().zip(used) {
                    if selector::picks(&selector.value, finding.code) {
                        *used = true;
                        let live = !is_over(
                            one.until.as_ref().map(|until| until.value),
                            self.accepting.today,
                        );
                        by = by.or(live.then_some(By::Comment(one)));
                    }
                }
            }
        }
        for (one, used) in self.accepting.waivers.iter().zip(&mut self.waived) {
            let meant = selector::picks(&one.rule, finding.code)
                && glob::covers_subject(&one.subject, &finding.subject);
            if meant {
                *used = true;
                let live = !is_over(Some(one.expires), self.accepting.today);
                by = by.or(live.then_some(By::Waiver(one)));
            }
        }
        by
    }

    /// Returns the suppressions that speak of the line of a place.
    fn speaking_of(&self, place: Span) -> Vec<usize> {
        if self.lines.is_empty() {
            return Vec::new();
        }
        let source = self.sources.get(place.file);
        let line = source.map_or(0, |source| source.line_column(place.start).0);
        self.lines.get(&(place.file, line)).cloned().unwrap_or_default()
    }

    /// Reports what has expired, and what accepts nothing.
    fn complain(&self, complaints: &mut Vec<Diagnostic>) {
        let today = self.accepting.today;
        for (one, used) in self.suppressions.iter().zip(&self.used) {
            if let Some(until) =
                one.until.as_ref().filter(|until| is_over(Some(until.value), today))
            {
                complaints.push(expired(until.value, until.span, &one.reason));
                continue;
            }
            let idle = one.selectors.iter().zip(used).filter(|(_, used)| !**used);
            for (selector, _) in idle.filter(|_| self.accepting.complete) {
                let message = format!("`{}` is not found here", selector.value);
                let problem = Diagnostic::new(code::UNUSED_SUPPRESSION, message, selector.span);
                complaints.push(
                    problem
                        .label("accepts nothing")
                        .because("a comment accepts what is found on its own line, or on the line below it")
                        .help("Remove the code, and the comment with the last one."),
                );
            }
        }
        for (one, used) in self.accepting.waivers.iter().zip(&self.waived) {
            if is_over(Some(one.expires), today) {
                let problem = expired(one.expires, one.span, &one.reason);
                complaints.push(problem.subject(format!("waiver {}", one.subject)));
            } else if !used && self.accepting.complete {
                let message = format!("`{}` is not found for `{}`", one.rule, one.subject);
                let problem = Diagnostic::new(code::UNUSED_SUPPRESSION, message, one.span);
                complaints.push(
                    problem
                        .label("accepts nothing")
                        .subject(format!("waiver {}", one.subject))
                        .help("Remove the waiver, or correct its `subject`: it is compared with the `subject` of a finding in `--format json`."),
                );
            }
        }
    }
}

fn is_over(until: Option<Date>, today: Option<Date>) -> bool {
    matches!((until, today), (Some(until), Some(today)) if today > until)
}

fn expired(until: Date, place: Span, reason: &str) -> Diagnostic {
    let message = format!("what was accepted until `{until}` counts again");
    Diagnostic::new(code::EXPIRED_SUPPRESSION, message, place)
        .label("this day is over")
        .because(format!("it was accepted for this reason: {reason}"))
        .help("Put it right, or decide again, with a later day; then remove or renew this.")
}
