//! OP3023: a VIF group that is not on every LAG once.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Severity},
    model::{Generation, Key, VifGroup, VifGroupId, VifId, VifState},
    rules::{Check, Context, Findings, Rule},
};

/// The LAGs of a second-generation rack.
const LAGS: usize = 4;

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3023",
        name: "incomplete-vif-group",
        severity: Severity::Error,
        page: "A VIF group has not one virtual interface on each LAG.",
        facts: &["VIF-04", "Q-05", "VIF-07"],
    },
    docs: page!("op3023_incomplete_vif_group.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, group) in cx.model().vif_groups.iter() {
        let live = |vif: &VifId| match cx.model().vifs[*vif].state {
            VifState::Pending | VifState::Available => true,
            VifState::Deleting | VifState::Deleted => false,
        };
        let vifs: Vec<VifId> = group.vifs.iter().copied().filter(live).collect();
        twice(cx, found, id, &vifs);
        few(cx, found, (id, group), vifs.len());
    }
}

/// Looks for two virtual interfaces of a group on one LAG.
fn twice(cx: &Context<'_>, found: &mut Findings, id: VifGroupId, vifs: &[VifId]) {
    let mut by_lag: BTreeMap<&str, VifId> = BTreeMap::new();
    for vif in vifs {
        let Some(first) = by_lag.insert(&cx.model().vifs[*vif].lag, *vif) else { continue };
        found
            .report(
                id,
                Key::field(*vif, "lag"),
                format!(
                    "virtual interfaces {} and {} of one group run on one LAG",
                    cx.name(first),
                    cx.name(*vif)
                ),
            )
            .related(Key::field(first, "lag"), "the other one")
            .because("A group has one virtual interface on each LAG.")
            .help("Correct `lag`, or give the second one a group of its own.")
            .facts(&["VIF-04"]);
    }
}

/// Looks for a group in use on a second-generation rack that is not on every LAG.
fn few(cx: &Context<'_>, found: &mut Findings, (id, group): (VifGroupId, &VifGroup), vifs: usize) {
    let model = cx.model();
    let outpost = model.local_gateways[group.local_gateway].outpost;
    match model.outposts[outpost].generation {
        Generation::First => return,
        Generation::Second if vifs >= LAGS => return,
        Generation::Second => {}
    }
    let used = model
        .local_gateway_route_tables
        .values()
        .any(|table| table.vif_group.is_some_and(|one| one.group == id && one.state.is_meant()));
    if !used {
        return;
    }
    found
        .report(
            id,
            id,
            format!("{} has {vifs} virtual interfaces, and second-generation racks need {LAGS}", cx.title(id)),
        )
        .related(outpost, "of the second generation")
        .because("AWS keeps a group incomplete until each LAG has one, and an incomplete group cannot be associated with a table.")
        .help("Add a virtual interface for each LAG that lacks one.");
}
