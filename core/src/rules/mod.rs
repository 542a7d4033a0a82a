//! Rules: what is wrong with a network, or about to be, that no single flow has to ask for.
//!
//! One rule is one file of code and one page of Markdown beside it. The page is what
//! `outpath explain OP3001` prints, what an editor shows, and the rule's test: the topologies under
//! *Fails* and *Passes* are run, and each `# error: [OP3001]` in them must be found at its line.
//!
//! A rule asks the rooms below ([`crate::bgp`], [`crate::routing`], [`crate::forwarding`]) what the
//! network does and says where that cannot have been meant. It never imitates them, never reads text,
//! and never prints. What AWS refuses outright is judged while the model is made, because a path that
//! meets such a thing is unknown; those rules stand in the same list ([`ALL`]) as [`Check::Judged`].
//!
//! ```
//! use outpath_core::rules::ALL;
//!
//! let rule = ALL.iter().find(|rule| rule.code.id == "OP3001").unwrap();
//! assert_eq!(rule.code.name, "route-to-unassociated-gateway");
//! assert!(rule.docs.contains("## How to fix"));
//! ```

/// The Markdown of a page beside the code.
macro_rules! page {
    ($file:literal) => {
        on_page!(include_str!($file))
    };
}

mod addressing;
mod bgp;
mod coip;
mod context;
mod filtering;
mod finding;
pub(in crate::rules) mod limits;
mod local_gateway;
mod registry;
mod resilience;
mod routing;
mod rule;
mod service_link;

pub use context::{Context, InterfaceRoute};
pub use finding::{Finding, Findings, Place, Remedy};
pub use limits::{LIMITS, Limit, Limits};
pub use registry::ALL;
pub use rule::{Check, Rule};

use crate::{diagnostic::Diagnostic, parallel};

/// Asks every rule, and returns what they find as diagnostics, in the order of the texts.
#[must_use]
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let found = parallel::map(ALL, |rule| rule.run(context));
    let found: Vec<Finding> = found.into_iter().flatten().collect();
    let mut diagnostics: Vec<Diagnostic> =
        found.iter().map(|finding| finding.diagnostic(context)).collect();
    diagnostics.sort_by(|one, other| order(one).cmp(&order(other)));
    diagnostics
}

/// Findings stand in the order of the texts, then of their codes.
fn order(one: &Diagnostic) -> (Option<crate::text::Span>, &str, &str) {
    (one.primary.as_ref().map(|label| label.span), one.code.id, &one.message)
}
