//! OP5003: one VLAN for the service link and the local gateway.

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, Vif, VifId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5003",
        name: "vlan-of-the-service-link",
        severity: Severity::Warning,
        page: "A virtual interface of a local gateway has the VLAN of a service link at the same customer device.",
        facts: &["VIF-02"],
    },
    docs: include_str!("op5003_vlan_of_the_service_link.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, vif) in cx.model().vifs.iter() {
        judge(cx, found, id, vif);
    }
}

fn judge(cx: &Context<'_>, found: &mut Findings, id: VifId, vif: &Vif) {
    let model = cx.model();
    let (Some(vlan), Some(router)) = (vif.vlan, vif.router) else { return };
    let outpost = model.local_gateways[model.vif_groups[vif.group].local_gateway].outpost;
    let mut links = model.service_link_vifs.iter().filter(|(_, one)| {
        one.outpost == outpost
            && one.vlan == Some(vlan)
            && one.router.is_some_and(|other| model.one_device(router, other))
    });
    let Some((link, _)) = links.next() else { return };
    found
        .report(
            id,
            Key::field(id, "vlan"),
            format!(
                "{} has VLAN {vlan}, which {} has at the same device",
                cx.title(id),
                cx.title(link)
            ),
        )
        .related(Key::field(link, "vlan"), "the service link")
        .because("On one LAG the service link and the local gateway need different VLANs.")
        .help("Give the virtual interface of the local gateway another VLAN.");
}
