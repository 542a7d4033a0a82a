//! OP3027: an uplink whose customer device does not speak LACP as Outposts do.

use std::collections::BTreeSet;

use crate::{
    addr::InterfaceAddress,
    diagnostic::{Code, Severity},
    model::{Key, Lacp, ObjectId, RouterId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3027",
        name: "uplink-without-fast-lacp",
        severity: Severity::Warning,
        page: "The customer device at the other end of a virtual interface bundles its links without LACP, or with slow timers.",
        facts: &["FF-23"],
    },
    docs: page!("op3027_uplink_without_fast_lacp.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let gateways = model.vifs.iter().map(|(id, vif)| (id.into(), vif.local, vif.router));
    let links = model.service_link_vifs.iter().map(|(id, vif)| (id.into(), vif.local, vif.router));
    // One bundle may carry several virtual interfaces.
    let mut told = BTreeSet::new();
    for (id, local, router) in gateways.chain(links) {
        if let Some(router) = router {
            judge(cx, found, (id, local, router), &mut told);
        }
    }
}

fn judge(
    cx: &Context<'_>,
    found: &mut Findings,
    (vif, local, router): (ObjectId, InterfaceAddress, RouterId),
    told: &mut BTreeSet<(RouterId, usize)>,
) {
    for (at, one) in cx.model().routers[router].interfaces.iter().enumerate() {
        if !local.prefix.contains(one.address.address) {
            continue;
        }
        let (how, why) = match one.lacp {
            None | Some(Lacp::Fast) => continue,
            Some(Lacp::Slow) => (
                "with slow LACP timers",
                "Outposts use LACP with fast timers: with slow ones at the other end a dead link goes unnoticed for up to 90 seconds, if the LAG comes up at all.",
            ),
            Some(Lacp::Off) => (
                "without LACP",
                "Outposts bundle every uplink with LACP, also a single fiber: without it at the other end the LAG does not come up.",
            ),
        };
        if !told.insert((router, at)) {
            continue;
        }
        found
            .report(
                vif,
                Key::item(router, "interfaces", at),
                format!(
                    "interface `{}` of {} faces {} {how}",
                    one.name,
                    cx.title(router),
                    cx.title(vif)
                ),
            )
            .related(vif, "the other end")
            .because(why)
            .help("Configure an active LACP bundle with fast timers (`lacp rate fast`) on the device, and write `lacp: fast`.");
    }
}
