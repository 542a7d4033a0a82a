//! OP3014: a route to the local gateway of another Outpost.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, OutpostId, SubnetId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3014",
        name: "foreign-local-gateway",
        severity: Severity::Warning,
        page: "A subnet on one Outpost uses a table that names the local gateway of another.",
        facts: &["LGW-17", "VRT-05"],
    },
    docs: page!("op3014_foreign_local_gateway.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (table, index, route, gateway) in cx.local_gateway_routes() {
        let vpc = &model.vpcs[model.route_tables[table].vpc];
        let inside = |prefix: Prefix| vpc.prefixes.iter().any(|own| own.covers(prefix));
        if matches!(route.destination, Destination::Prefix(prefix) if inside(prefix)) {
            continue;
        }
        let own = model.local_gateways[gateway].outpost;
        let users = cx.subnets_of(table).iter().copied();
        let mut foreign = users.filter_map(|one| Some((one, model.subnets[one].outpost()?)));
        let Some((subnet, outpost)) = foreign.find(|(_, outpost)| *outpost != own) else {
            continue;
        };
        let key = Key::item(table, "routes", index);
        let finding = found.report(
            table,
            key,
            format!(
                "subnet {} stands on Outpost {}, and its table names {}",
                cx.name(subnet),
                cx.name(outpost),
                cx.title(gateway)
            ),
        );
        finding
            .related(subnet, "uses the table")
            .because("A local gateway serves interfaces of instances on its own Outpost only.")
            .help(help(cx, subnet, outpost));
    }
}

fn help(cx: &Context<'_>, subnet: SubnetId, outpost: OutpostId) -> String {
    let own = cx.model().outposts[outpost].local_gateway;
    own.map_or_else(
        || format!("Give {} a table without this route.", cx.name(subnet)),
        |gateway| {
            format!("Give {} a table of its own that names {}.", cx.name(subnet), cx.name(gateway))
        },
    )
}
