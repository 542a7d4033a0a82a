//! OP8010: more of something than AWS allows.

use super::quotas::{COUNTED, Counted};
use crate::{
    diagnostic::{Code, Severity},
    rules::{Check, Context, Findings, Limit, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP8010",
        name: "quota-exceeded",
        severity: Severity::Note,
        page: "There is more of something than AWS allows, unless it granted more.",
        facts: &[
            "Q-02", "Q-09", "Q-10", "Q-11", "Q-17", "Q-18", "Q-19", "Q-20", "Q-21", "Q-22", "Q-23",
            "TGW-12",
        ],
    },
    docs: page!("op8010_quota_exceeded.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (limit, count) in COUNTED {
        count(cx, &mut |counted| compare(cx, found, limit, counted));
    }
}

fn compare(cx: &Context<'_>, found: &mut Findings, limit: &Limit, mut counted: Counted) {
    let allowed = cx.limits.of(limit);
    let count: usize = counted.parts.iter().map(|(_, weight)| weight).sum();
    if count <= allowed {
        return;
    }
    counted.parts.sort_by_key(|(place, _)| cx.span(*place));
    let mut sum = 0;
    let beyond = counted.parts.iter().find(|(_, weight)| {
        sum += weight;
        sum > allowed
    });
    let Some((place, _)) = beyond else { return };
    let most = if limit.adjustable { limit.most } else { Some(limit.default) };
    let never = most.is_some_and(|most| count > most);
    let headline = format!(
        "{} has {count} {}{}, and {} (`{}`)",
        cx.title(counted.subject),
        limit.things,
        counted.of,
        allows(cx, limit, never.then_some(most).flatten()),
        limit.name
    );
    let finding = found.report(counted.subject, *place, headline);
    finding.whole().label("one too many").facts(&[limit.fact]).because(why(limit));
    if never {
        finding.severity(Severity::Warning).help("Spread them over several.");
    } else {
        finding.help(format!(
            "Ask AWS for more, and write what was granted under `[limits]` of `outpath.toml`: `{} = {count}`.",
            limit.name
        ));
    }
}

/// Says what is allowed, and by whom.
fn allows(cx: &Context<'_>, limit: &Limit, never: Option<usize>) -> String {
    let allowed = cx.limits.of(limit);
    match never {
        Some(most) => format!("AWS never allows more than {most}"),
        None if cx.limits.is_set(limit) => format!("you were granted {allowed}"),
        None => format!("AWS allows {allowed} by default"),
    }
}

fn why(limit: &Limit) -> String {
    let Limit { default, per, .. } = limit;
    match (limit.adjustable, limit.most) {
        (true, Some(most)) => format!("AWS takes {default} in {per}, and up to {most} on request."),
        (true, None) => format!("AWS takes {default} in {per}, and more on request."),
        (false, _) => format!("AWS takes {default} in {per}, and documents no way to have more."),
    }
}
