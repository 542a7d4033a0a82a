//! OP6003: prefixes announced to a local gateway that none of its static routes contains.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::RouterId,
    rules::{Check, Context, Findings, Rule},
};

use super::domain::{Domain, covered, domains, listed, may_be_heard};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP6003",
        name: "announced-beyond-routes",
        severity: Severity::Warning,
        page: "Customer devices announce a prefix to a local gateway that no static route to the VIF group contains.",
        facts: &["LGR-10"],
    },
    docs: page!("op6003_announced_beyond_routes.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for domain in domains(cx) {
        let routes = domain.routes(cx);
        let routed: BTreeSet<Prefix> =
            routes.iter().flat_map(|(_, all)| all.iter().copied()).collect();
        let mut heard: BTreeSet<Prefix> = BTreeSet::new();
        let mut beyond: BTreeMap<Prefix, usize> = BTreeMap::new();
        let sessions = domain.sessions(cx).unwrap_or_default();
        for (vif, _) in &sessions {
            for one in domain.heard(cx, *vif) {
                heard.insert(one.prefix);
                let default = one.prefix.length() == 0;
                if !default && !one.prefix.is_ipv6() && !covered(&routed, one.prefix) {
                    *beyond.entry(one.prefix).or_default() += 1;
                }
            }
        }
        // What one session alone brings, a table without routes, and a route of which nothing is heard,
        // have rules of their own.
        beyond.retain(|_, times| *times == sessions.len());
        let devices: BTreeSet<RouterId> = sessions.iter().map(|(_, router)| *router).collect();
        let is_used = |range: &Prefix| may_be_heard(cx, &heard, *range);
        let all_used = routes.iter().all(|(_, ranges)| ranges.iter().any(is_used));
        let beyond: BTreeSet<Prefix> = beyond.into_keys().collect();
        if !beyond.is_empty() && !routes.is_empty() && all_used {
            report(cx, found, domain, &beyond, &devices);
        }
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    domain: Domain<'_>,
    beyond: &BTreeSet<Prefix>,
    devices: &BTreeSet<RouterId>,
) {
    let beyond: Vec<Prefix> = beyond.iter().copied().collect();
    let group = cx.model().identity(domain.group.into()).name.rsplit('.').next();
    let target = group.unwrap_or_default();
    let first = beyond.first().map_or_else(String::new, ToString::to_string);
    let finding = found.report(
        domain.id,
        domain.id,
        format!(
            "{} hears {} and has no route that contains it",
            cx.title(domain.id),
            listed(&beyond)
        ),
    );
    for router in devices {
        finding.related(*router, "announces it");
    }
    finding
        .because("AWS asks that what customer devices announce, but a default route, equals a static route to the VIF group or lies inside one. What becomes of the rest it does not say; nothing beyond the routes leaves by the VIF group.")
        .help(format!("Add a route such as `{first}: vif_group.{target}`, if the Outpost is to reach all of it."))
        .help("Or let the devices announce only what lies within the routes.");
}
