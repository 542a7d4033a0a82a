//! What a rule is.

use super::{Context, Finding, Findings};
use crate::{diagnostic::Code, model::ObjectId};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, name, usual severity, summary and facts.
    pub code: &'static Code,
    /// Its page, in Markdown.
    pub docs: &'static str,
    /// How it looks.
    pub check: Check,
}

/// How a rule looks at a network.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// It is judged while the model is made: AWS refuses the thing, so that nothing which rests on it
    /// can be known.
    Judged,
    /// It says something of things that are there. What else the inputs lack does not matter.
    Parts(fn(&Context<'_>, &mut Findings)),
    /// It also says what is missing, or asks the engine. It is silent while errors of the inputs hide
    /// something, because that may be just what it misses.
    Whole(fn(&Context<'_>, &mut Findings)),
}

impl Rule {
    /// Returns what the rule finds in a network. It says nothing of what the inputs leave incomplete.
    #[must_use]
    pub fn run(&self, context: &Context<'_>) -> Vec<Finding> {
        let incomplete = &context.model().incomplete;
        let check = match self.check {
            Check::Judged => return Vec::new(),
            Check::Parts(_) if incomplete.contains(&ObjectId::Topology) => return Vec::new(),
            Check::Whole(_) if !incomplete.is_empty() => return Vec::new(),
            Check::Parts(check) | Check::Whole(check) => check,
        };
        let mut findings = Findings::of(self.code);
        check(context, &mut findings);
        let mut found = findings.into_vec();
        found.retain(|finding| finding.objects().all(|object| !incomplete.contains(&object)));
        found
    }
}

/// Returns a rule that is judged while the model is made.
pub(super) const fn judged(code: &'static Code, docs: &'static str) -> Rule {
    Rule { code, docs, check: Check::Judged }
}
