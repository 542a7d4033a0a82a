//! OP6002: a static route to the site for which no customer device announces anything.

use std::collections::BTreeSet;

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Key, RouterId, VifId},
    rules::{Check, Context, Findings, Rule},
};

use super::domain::{Domain, domains, listed, may_be_heard};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP6002",
        name: "destination-not-announced",
        severity: Severity::Warning,
        page: "A local gateway route leads to the VIF group, and no customer device announces any part of its destination.",
        facts: &["LGR-11"],
    },
    docs: page!("op6002_destination_not_announced.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for domain in domains(cx) {
        let Some(sessions) = domain.sessions(cx).filter(|all| !all.is_empty()) else { continue };
        let heard = sessions.iter().flat_map(|(vif, _)| domain.heard(cx, *vif));
        let heard: BTreeSet<Prefix> = heard.map(|one| one.prefix).collect();
        let silent = domain.silent(cx);
        let would = silent.iter().flat_map(|router| would_announce(cx, *router));
        let would: BTreeSet<Prefix> = would.collect();
        for (route, prefixes) in domain.routes(cx) {
            if prefixes.iter().any(|prefix| may_be_heard(cx, &would, *prefix)) {
                continue;
            }
            if !prefixes.iter().any(|prefix| may_be_heard(cx, &heard, *prefix)) {
                report(cx, found, domain, (route, &prefixes), (&heard, &sessions));
            }
        }
    }
}

/// Returns what a customer device may announce once its session is up.
fn would_announce(cx: &Context<'_>, router: RouterId) -> Vec<Prefix> {
    let customer = cx.network.bgp.customer();
    if customer.speaks(router) {
        customer.prefixes(router)
    } else {
        cx.model().routers[router].announce.clone()
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    domain: Domain<'_>,
    (route, prefixes): (Key, &[Prefix]),
    (heard, sessions): (&BTreeSet<Prefix>, &[(VifId, RouterId)]),
) {
    let heard: Vec<Prefix> = heard.iter().copied().collect();
    let devices: BTreeSet<RouterId> = sessions.iter().map(|(_, router)| *router).collect();
    let names: Vec<String> = devices.iter().map(|router| cx.name(*router)).collect();
    let finding = found.report(
        domain.id,
        route,
        format!(
            "{} sends {} to the site, and no customer device with a session that is up announces any of it",
            cx.title(domain.id),
            listed(prefixes)
        ),
    );
    for router in &devices {
        finding.related(*router, "has a session");
    }
    finding
        .because(format!(
            "A static route is only the outer bound: to leave, a packet also needs a prefix heard by BGP, and what is heard is {}.",
            listed(&heard)
        ))
        .help(format!("Announce {}, or a default route, from {}.", listed(prefixes), names.join(" and ")))
        .help("Or correct the route, if its destination is the mistake.");
}
