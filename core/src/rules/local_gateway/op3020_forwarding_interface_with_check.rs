//! OP3020: an interface of an appliance with the check left on.

use crate::{
    diagnostic::{Code, Severity},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3020",
        name: "forwarding-interface-with-check",
        severity: Severity::Warning,
        page: "An appliance forwards, and one of its network interfaces has the source/destination check on.",
        facts: &["LGR-15", "RT-57"],
    },
    docs: page!("op3020_forwarding_interface_with_check.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (instance, one) in model.instances.iter().filter(|(_, one)| one.forwards.is_some()) {
        let is_on = |id| model.network_interfaces[id].source_dest_check;
        let off = one.interfaces.iter().copied().find(|id| !is_on(*id));
        let Some(off) = off else { continue };
        let leads_to = |id| {
            let routes = one.forwards.iter().flat_map(|appliance| &appliance.routes);
            routes.into_iter().any(|route| route.interface == id)
        };
        for interface in one.interfaces.iter().copied().filter(|id| is_on(*id)) {
            let finding = found
                .report(
                    interface,
                    interface,
                    format!(
                        "{} forwards, and the source/destination check of {} is on",
                        cx.title(instance),
                        cx.title(interface)
                    ),
                )
                .related(off, "here it is off")
                .because("The check is a setting of each interface: one with it on drops what is neither from nor to its own address.")
                .help("Add `source_dest_check: false` to every interface that packets pass.");
            // One that no route names may be for management.
            if leads_to(interface) {
                finding.remedy(interface, &["source_dest_check"], "false");
            }
        }
    }
}
