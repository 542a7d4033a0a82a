//! OP6003: prefixes announced to a local gateway that none of its static routes contains.

use std::collections::BTreeSet;

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
    docs: include_str!("op6003_announced_beyond_routes.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for domain in domains(cx) {
        let routes = domain.routes(cx);
        let routed: BTreeSet<Prefix> = routes.into_iter().flat_map(|(_, all)| all).collect();
        let mut heard: BTreeSet<Prefix> = BTreeSet::new();
        let mut beyond: BTreeSet<Prefix> = BTreeSet::new();
        let mut devices: BTreeSet<RouterId> = BTreeSet::new();
        for (vif, router) in domain.sessions(cx).unwrap_or_default() {
            for one in domain.heard(cx, vif) {
                heard.insert(one.prefix);
                let default = one.prefix.length() == 0;
                if !default && !one.prefix.is_ipv6() && !covered(&routed, one.prefix) {
                    beyond.insert(one.prefix);
                    devices.insert(router);
                }
            }
        }
        // A table without routes, or of whose routes nothing at all is heard, has rules of its own.
        let some_use = routed.iter().any(|range| may_be_heard(cx, &heard, *range));
        if !beyond.is_empty() && some_use {
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
        .because("What customer devices announce is used only where a static route to the VIF group equals or contains it.")
        .help(format!("Add a route such as `{first}: vif_group.{target}`, if the Outpost is to reach all of it."))
        .help("Or let the devices announce only what lies within the routes.");
}
