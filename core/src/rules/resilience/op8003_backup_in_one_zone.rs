//! OP8003: Outposts that back each other up and hang on one Availability Zone.

use crate::{
    diagnostic::{Code, Severity},
    model::Key,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP8003",
        name: "backup-in-one-zone",
        severity: Severity::Warning,
        page: "An Outpost is meant to take over from another one, and both are anchored to one Availability Zone.",
        facts: &["FF-01", "FF-27"],
    },
    docs: page!("op8003_backup_in_one_zone.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (id, outpost) in model.outposts.iter() {
        for other in outpost.backup_of.iter().filter(|other| **other != id) {
            let zone = outpost.zone;
            // Two that back each other up are one mistake.
            let told = *other < id && model.outposts[*other].backup_of.contains(&id);
            if model.outposts[*other].zone != zone || told {
                continue;
            }
            found
                .report(
                    id,
                    Key::field(id, "zone"),
                    format!(
                        "{} backs up {}, and both are anchored to {}",
                        cx.title(id),
                        cx.name(*other),
                        cx.name(zone)
                    ),
                )
                .related(Key::field(*other, "zone"), "the other one")
                .because("The control plane of both is that of the zone, and both service links end there: one event in it disconnects both.")
                .help("Order one of them for another zone of the Region; the zone of an Outpost that is there cannot be changed.");
        }
    }
}
