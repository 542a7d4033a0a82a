//! OP5006: two virtual interfaces of a service link on one LAG.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, OutpostId, ServiceLinkVifId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5006",
        name: "service-link-lag-twice",
        severity: Severity::Warning,
        page: "Two virtual interfaces of a service link run on one LAG, which ends on one Outpost network device.",
        facts: &["FF-23", "SL-11"],
    },
    docs: page!("op5006_service_link_lag_twice.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut by_lag: BTreeMap<(OutpostId, &str), ServiceLinkVifId> = BTreeMap::new();
    for (id, vif) in cx.model().service_link_vifs.iter() {
        let Some(first) = by_lag.insert((vif.outpost, &vif.lag), id) else { continue };
        found
            .report(
                id,
                Key::field(id, "lag"),
                format!(
                    "{} and {} run on one LAG, `{}`",
                    cx.title(first),
                    cx.name(id),
                    vif.lag
                ),
            )
            .related(Key::field(first, "lag"), "the other one")
            .because("A LAG ends on one Outpost network device and one customer device, and the service link has one VLAN on it; a LAG across several Outpost network devices (MLAG, vPC) is not possible.")
            .help("Make a LAG for each Outpost network device, and correct `lag`.");
    }
}
