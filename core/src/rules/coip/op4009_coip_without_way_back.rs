//! OP4009: a customer-owned address without a way back.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, RouteTableId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4009",
        name: "coip-without-way-back",
        severity: Severity::Warning,
        page: "A network interface has a customer-owned address, and its subnet has no route to the local gateway.",
        facts: &["COIP-26", "COIP-08"],
    },
    docs: page!("op4009_coip_without_way_back.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let leading: BTreeSet<RouteTableId> =
        cx.local_gateway_routes().map(|(table, ..)| table).collect();
    for (id, interface) in model.network_interfaces.iter() {
        let Some(address) = interface.coip else { continue };
        let subnet = &model.subnets[interface.subnet];
        if leading.contains(&subnet.route_table) || subnet.outpost().is_none() {
            continue;
        }
        found
            .report(
                id,
                Key::field(id, "coip"),
                format!(
                    "{} has CoIP {address}, and subnet {} has no route to the local gateway",
                    cx.title(id),
                    cx.name(interface.subnet)
                ),
            )
            .related(subnet.route_table, "the route would go here")
            .because("The pool is announced whether or not the subnet has a route, so packets arrive and replies find no way.")
            .help("Add a route for the site's ranges to the local gateway, or take the address away.");
    }
}
