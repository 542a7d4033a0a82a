//! OP5007: addresses of a local gateway's link that lie in that of the service link.

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, ServiceLinkVifId, VifId},
    rules::{Check, Context, Findings, Rule},
};

use super::lag::{Lag, lag};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5007",
        name: "prefix-of-the-service-link",
        severity: Severity::Error,
        page: "The point-to-point subnet of a local gateway's virtual interface overlaps that of the service link on the same LAG.",
        facts: &["VIF-03"],
    },
    docs: page!("op5007_prefix_of_the_service_link.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (id, vif) in model.vifs.iter() {
        let gateway = model.vif_groups[vif.group].local_gateway;
        let outpost = model.local_gateways[gateway].outpost;
        let links = model.service_link_vifs.iter().filter(|(_, link)| {
            link.outpost == outpost && link.local.prefix.overlaps(vif.local.prefix)
        });
        let on: Vec<_> = links.map(|(link, _)| (link, lag(cx, id, link))).collect();
        // What is certain comes before what may be.
        let with = |which| on.iter().find(move |(_, on)| *on == which);
        if let Some((link, on)) = with(Lag::Same).or_else(|| with(Lag::Perhaps)) {
            report(cx, found, (id, *link), *on);
        }
    }
}

fn report(cx: &Context<'_>, found: &mut Findings, (id, link): (VifId, ServiceLinkVifId), on: Lag) {
    let model = cx.model();
    let finding = found.report(
        id,
        Key::field(id, "local"),
        format!(
            "{} has its link in {}, which overlaps {} of {}",
            cx.title(id),
            model.vifs[id].local.prefix,
            model.service_link_vifs[link].local.prefix,
            cx.title(link)
        ),
    );
    finding
        .related(Key::field(link, "local"), "the service link")
        .because("AWS takes no address of a virtual interface that overlaps another one's on the same LAG, and the device at the other end could not tell the two links apart.")
        .help("Give the local gateway's link a subnet of its own, on both ends.");
    if on != Lag::Same {
        finding.severity(Severity::Warning);
    }
}
