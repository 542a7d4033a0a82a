//! OP3018: an appliance in the subnet that it protects.

use crate::{
    diagnostic::{Code, Severity},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3018",
        name: "appliance-beside-its-hosts",
        severity: Severity::Warning,
        page: "An appliance stands in the subnet that it is meant to protect.",
        facts: &["RT-57"],
    },
    docs: page!("op3018_appliance_beside_its_hosts.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for route in cx.interface_routes().filter(|route| route.destination.length() < 32) {
        let subnet = model.network_interfaces[route.interface].subnet;
        if !model.subnets[subnet].prefixes.iter().any(|own| route.destination.covers(*own)) {
            continue;
        }
        found
            .report(
                route.table,
                route.key(),
                format!(
                    "a route sends {} to {}, which stands in that range itself, in subnet {}",
                    route.destination,
                    cx.title(route.interface),
                    cx.name(subnet)
                ),
            )
            .related(route.interface, "the appliance")
            .because("Hosts in its own subnet are reached by the local route, so replies and neighbors go around it.")
            .help("Give the appliance a subnet of its own, and the route the subnets of the hosts.");
    }
}
