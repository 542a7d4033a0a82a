//! OP3016: more routes to network interfaces than a table takes.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Severity},
    model::LocalGatewayRouteTableId,
    rules::{Check, Context, Findings, InterfaceRoute, Rule},
};

/// AWS's limit for one table.
const MOST: usize = 100;

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3016",
        name: "too-many-interface-routes",
        severity: Severity::Error,
        page: "A local gateway route table has more than 100 routes to network interfaces.",
        facts: &["Q-01"],
    },
    docs: page!("op3016_too_many_interface_routes.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut routes: BTreeMap<LocalGatewayRouteTableId, Vec<InterfaceRoute>> = BTreeMap::new();
    for route in cx.interface_routes() {
        routes.entry(route.table).or_default().push(route);
    }
    for (table, mut routes) in routes {
        routes.sort_by_key(|route| cx.span(route.key().into()));
        let Some(beyond) = routes.get(MOST) else { continue };
        found
            .report(
                table,
                beyond.key(),
                format!("{} has {} routes to network interfaces", cx.title(table), routes.len()),
            )
            .whole()
            .because(format!("AWS takes {MOST} in one table."))
            .help("Join destinations that lead to one interface into a wider one.");
    }
}
