//! OP8001: a local gateway that hangs on one customer device.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Severity},
    model::{RouterId, VifGroupId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP8001",
        name: "single-uplink",
        severity: Severity::Warning,
        page: "All virtual interfaces of a local gateway that are in use end on one customer device.",
        facts: &["BGP-06", "BGP-09"],
    },
    docs: page!("op8001_single_uplink.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for table in cx.model().local_gateway_route_tables.values() {
        let Some(group) = table.vif_group.filter(|one| one.state.is_meant()) else { continue };
        if table.vpcs.iter().any(|one| one.state.is_meant()) {
            judge(cx, found, group.group);
        }
    }
}

fn judge(cx: &Context<'_>, found: &mut Findings, group: VifGroupId) {
    let model = cx.model();
    let vifs = &model.vif_groups[group].vifs;
    let ends: Option<BTreeSet<RouterId>> = vifs.iter().map(|vif| model.vifs[*vif].router).collect();
    let device = |router: RouterId| model.routers[router].vrf_of.unwrap_or(router);
    let Some(devices) = ends.map(|ends| ends.into_iter().map(device).collect::<BTreeSet<_>>())
    else {
        return;
    };
    let mut devices = devices.into_iter();
    let (Some(only), None) = (devices.next(), devices.next()) else { return };
    found
        .report(
            group,
            group,
            format!("all that {} carries ends on {}", cx.title(group), cx.title(only)),
        )
        .related(only, "the only device")
        .because("When that device restarts, or its Outpost network device is updated, the site and the Outpost lose each other.")
        .help("Connect a second customer device, with a virtual interface and a session of its own.");
}
