//! OP3031: mixed peer asns.

use crate::{
    addr::Asn,
    diagnostic::{Code, Severity},
    model::VifId,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3031",
        name: "mixed-peer-asns",
        severity: Severity::Note,
        page: "The customer devices of one VIF group are in different autonomous systems.",
        facts: &["BGP-05"],
    },
    docs: page!("op3031_mixed_peer_asns.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (id, group) in model.vif_groups.iter() {
        let asn = |vif: VifId| {
            let one = &model.vifs[vif];
            one.peer_asn.or_else(|| model.routers[one.router?].asn)
        };
        let known = group.vifs.iter().filter_map(|vif| Some((*vif, asn(*vif)?)));
        let known: Vec<(VifId, Asn)> = known.collect();
        let Some((first, usual)) = known.first() else { continue };
        let Some((vif, other)) = known.iter().find(|(_, asn)| asn != usual) else { continue };
        found
            .report(
                id,
                *vif,
                format!(
                    "{} has customer devices in AS {usual} and in AS {other}",
                    cx.title(id)
                ),
            )
            .related(*first, format!("AS {usual}"))
            .because("AWS asks for announcements with equal attributes on all sessions, and AS paths that begin with different numbers are not equal.")
            .help("Use one AS number for all devices at the local gateway.");
    }
}
