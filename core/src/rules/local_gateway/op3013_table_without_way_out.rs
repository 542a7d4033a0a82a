//! OP3013: a local gateway route table in use that leads nowhere.

use crate::{
    diagnostic::{Code, Severity},
    model::{LocalGatewayRouteTable, LocalGatewayRouteTableId, LocalGatewayRouteTarget, VpcId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3013",
        name: "table-without-way-out",
        severity: Severity::Error,
        page: "A local gateway route table serves a VPC and has no VIF group, or no static route to it, so nothing leaves.",
        facts: &["LGR-09", "RD-03", "LGW-05"],
    },
    docs: page!("op3013_table_without_way_out.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, table) in cx.model().local_gateway_route_tables.iter() {
        let mut vpcs = table.vpcs.iter().filter(|one| one.state.is_meant());
        let Some(first) = vpcs.next() else { continue };
        judge(cx, found, (id, table), first.vpc);
    }
}

fn judge(
    cx: &Context<'_>,
    found: &mut Findings,
    (id, table): (LocalGatewayRouteTableId, &LocalGatewayRouteTable),
    vpc: VpcId,
) {
    let leads = |target| matches!(target, LocalGatewayRouteTarget::VifGroup(_));
    let (lacks, help, facts): (&str, String, &[&str]) = match table.vif_group {
        None => (
            "no VIF group",
            format!("Associate a VIF group with {}: `vif_group:`.", cx.name(id)),
            &["LGW-05"],
        ),
        Some(_) if table.routes.iter().any(|route| leads(route.target)) => return,
        Some(group) => (
            "no route to its VIF group",
            format!(
                "Add a route for the site's ranges, or 0.0.0.0/0, to {} with target `vif_group.{}`.",
                cx.name(id),
                cx.model().identity(group.group.into()).name.rsplit('.').next().unwrap_or_default()
            ),
            &["LGR-09", "RD-03"],
        ),
    };
    found
        .report(id, id, format!("{} serves VPC {} and has {lacks}", cx.title(id), cx.name(vpc)))
        .because("A local gateway forwards nothing for a table before it has a VIF group and a static route to it.")
        .help(help)
        .facts(facts);
}
