//! OP5003: one VLAN for the service link and the local gateway.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, ServiceLinkVifId, VifId},
    rules::{Check, Context, Findings, Rule},
};

use super::lag::{Lag, lag};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5003",
        name: "vlan-of-the-service-link",
        severity: Severity::Error,
        page: "A virtual interface of a local gateway has the VLAN of the service link on the same LAG.",
        facts: &["VIF-02"],
    },
    docs: page!("op5003_vlan_of_the_service_link.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut by_vlan: BTreeMap<u16, Vec<ServiceLinkVifId>> = BTreeMap::new();
    for (id, one) in cx.model().service_link_vifs.iter() {
        by_vlan.entry(one.vlan.unwrap_or(0)).or_default().push(id);
    }
    for (id, vif) in cx.model().vifs.iter() {
        let Some(vlan) = vif.vlan else { continue };
        let links = by_vlan.get(&vlan).into_iter().flatten();
        let on: Vec<_> = links.map(|link| (*link, lag(cx, id, *link))).collect();
        // What is certain comes before what may be.
        let with = |which| on.iter().find(move |(_, on)| *on == which);
        if let Some((link, on)) = with(Lag::Same).or_else(|| with(Lag::Perhaps)) {
            report(cx, found, (id, *link, vlan), *on);
        }
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (id, link, vlan): (VifId, ServiceLinkVifId, u16),
    on: Lag,
) {
    let place = if on == Lag::Same {
        format!("on LAG `{}`", cx.model().vifs[id].lag)
    } else {
        "at the same device".to_owned()
    };
    let finding = found.report(
        id,
        Key::field(id, "vlan"),
        format!("{} has VLAN {vlan}, which {} has {place}", cx.title(id), cx.title(link)),
    );
    finding
        .related(Key::field(link, "vlan"), "the service link")
        .because("On one LAG the service link and the local gateway need different VLANs.")
        .help("Give the virtual interface of the local gateway another VLAN.");
    if on != Lag::Same {
        finding.severity(Severity::Warning);
        finding.help("Write `lag` at both, if the device has links to several LAGs and these two are on different ones.");
    }
}
