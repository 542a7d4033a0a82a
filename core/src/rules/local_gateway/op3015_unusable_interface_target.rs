//! OP3015: a local gateway route to an interface that it cannot use.

use crate::{
    diagnostic::{Code, Severity},
    rules::{Check, Context, Findings, InterfaceRoute, Place, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3015",
        name: "unusable-interface-target",
        severity: Severity::Error,
        page: "A local gateway route leads to a network interface that it cannot lead to.",
        facts: &["LGR-12"],
    },
    docs: page!("op3015_unusable_interface_target.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for route in cx.interface_routes() {
        let Some((why, place, words, help)) = judge(cx, &route) else { continue };
        found
            .report(
                route.table,
                route.key(),
                format!("a route leads to {}, {why}", cx.title(route.interface)),
            )
            .related(place, words)
            .because("A local gateway route leads to an interface of an instance on the same Outpost, in a subnet of an associated VPC.")
            .help(help);
    }
}

/// Returns why an interface cannot be the target, where that is said, and what to do.
fn judge(
    cx: &Context<'_>,
    route: &InterfaceRoute,
) -> Option<(String, Place, &'static str, String)> {
    let model = cx.model();
    let interface = &model.network_interfaces[route.interface];
    let subnet = &model.subnets[interface.subnet];
    let outpost = model.local_gateways[route.gateway].outpost;
    if interface.requester_managed && !interface.instance_attached {
        let why = "which a service of AWS manages".to_owned();
        let help = "Lead the route to an interface of an instance.".to_owned();
        return Some((why, route.interface.into(), "the interface", help));
    }
    if subnet.outpost() != Some(outpost) {
        let why = format!("which does not stand on Outpost {}", cx.name(outpost));
        let help = format!("Place the appliance in a subnet of Outpost {}.", cx.name(outpost));
        return Some((why, interface.subnet.into(), "its subnet", help));
    }
    let table = &model.local_gateway_route_tables[route.table];
    let mut vpcs = table.vpcs.iter().filter(|one| one.state.is_meant());
    if vpcs.any(|one| one.vpc == subnet.vpc) {
        return None;
    }
    let why = format!("whose VPC {} is not associated with the table", cx.name(subnet.vpc));
    let help = format!("Associate VPC {} with {}.", cx.name(subnet.vpc), cx.name(route.table));
    Some((why, route.table.into(), "the association would go here", help))
}
