//! OP3017: a local gateway route to an interface that drops packets.

use crate::{
    diagnostic::{Code, Severity},
    model::{InstanceState, Key},
    rules::{Check, Context, Findings, InterfaceRoute, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3017",
        name: "dropping-interface-target",
        severity: Severity::Warning,
        page: "A local gateway route leads to a network interface that drops what it gets.",
        facts: &["LGR-13", "LGR-15"],
    },
    docs: page!("op3017_dropping_interface_target.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for route in cx.interface_routes() {
        stopped(cx, found, &route);
        checked(cx, found, &route);
    }
}

fn stopped(cx: &Context<'_>, found: &mut Findings, route: &InterfaceRoute) {
    let Some(instance) = cx.model().network_interfaces[route.interface].instance else { return };
    match cx.model().instances[instance].state {
        InstanceState::Running => {}
        InstanceState::Stopped => {
            found
                .report(
                    route.table,
                    route.key(),
                    format!("a route leads to {}, which is stopped", cx.title(instance)),
                )
                .related(Key::field(instance, "state"), "stopped")
                .because("The route is a black hole until the instance runs; it still wins over other routes.")
                .help("Start the instance, or remove the route.")
                .facts(&["LGR-13"]);
        }
    }
}

/// Looks whether an interface takes only what is for itself, and gets something else.
fn checked(cx: &Context<'_>, found: &mut Findings, route: &InterfaceRoute) {
    let interface = &cx.model().network_interfaces[route.interface];
    let own = interface
        .addresses
        .iter()
        .any(|own| route.destination.length() == 32 && route.destination.contains(*own));
    if !interface.source_dest_check || own {
        return;
    }
    found
        .report(
            route.table,
            route.key(),
            format!(
                "a route leads to {}, whose source/destination check is on",
                cx.title(route.interface)
            ),
        )
        .related(route.interface, "add `source_dest_check: false` here")
        .because(
            "With the check on, an interface drops every packet that is not for its own address.",
        )
        .help("Switch the check off on every interface of the appliance that forwards.")
        .facts(&["LGR-15"]);
}
