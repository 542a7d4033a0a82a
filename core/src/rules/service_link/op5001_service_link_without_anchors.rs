//! OP5001: a service link that does not reach its anchors.

use crate::{
    diagnostic::{Code, Severity},
    facts,
    forwarding::Carried,
    model::Key,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5001",
        name: "service-link-without-anchors",
        severity: Severity::Error,
        page: "The service link, followed through the customer network as the files describe it, does not reach its anchors.",
        facts: &["SL-07", "SL-20"],
    },
    docs: page!("op5001_service_link_without_anchors.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for outpost in cx.model().outposts.ids() {
        let Some(way) = cx.network.service_link_path(outpost) else { continue };
        let (failure, word) = match &way.carried {
            Carried::Complete | Carried::Open(_) => continue,
            Carried::Unfit(failure, _) => (failure, "reaches its anchors by a way unfit for it"),
            Carried::Partly(failure) => (failure, "reaches its anchors only in part"),
            Carried::Broken(failure) => (failure, "reaches no anchor"),
        };
        let finding = found.report(
            outpost,
            Key::field(outpost, "anchors"),
            format!("the service link of {} {word}", cx.title(outpost)),
        );
        finding
            .related(outpost, "the Outpost")
            .because(format!("{}.", failure.why.trim_end_matches('.')))
            .help(format!("`outpath trace` with '{}' shows every hop.", failure.flow));
        let shaky = way
            .assumed
            .iter()
            .any(|id| facts::fact(id).is_some_and(|fact| fact.mark.is_assumption()));
        if shaky {
            finding.severity(Severity::Warning);
        }
    }
}
