//! OP3001: a route to a local gateway that its VPC is not associated with.

use crate::{
    diagnostic::{Code, Severity},
    model::{AssociationState, Key},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3001",
        name: "route-to-unassociated-gateway",
        severity: Severity::Error,
        page: "A VPC route table names a local gateway, and the VPC is associated with none of that gateway's route tables.",
        facts: &["VRT-02"],
    },
    docs: page!("op3001_route_to_unassociated_gateway.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (table, index, _, gateway) in cx.local_gateway_routes() {
        let vpc = cx.model().route_tables[table].vpc;
        let state = cx.network.gateway_table(gateway, vpc).map(|(_, state)| state);
        if !matches!(state, None | Some(AssociationState::Disassociated)) {
            continue;
        }
        let (vpc_name, gateway_name) = (cx.name(vpc), cx.name(gateway));
        let finding = found.report(
            table,
            Key::item(table, "routes", index),
            format!("a route leads to {gateway_name}, and VPC {vpc_name} is associated with none of its tables"),
        );
        finding.because("A route table can name a local gateway only after its VPC is associated with one of that gateway's route tables.");
        let tables = cx.model().local_gateway_route_tables.iter();
        let tables: Vec<_> = tables.filter(|(_, one)| one.local_gateway == gateway).collect();
        match tables.as_slice() {
            [] => finding.help(format!("Give {gateway_name} a route table with a VIF group, and associate {vpc_name} with it.")),
            [(only, _)] => finding
                .related(*only, "the association would go here")
                .help(format!("Associate {vpc_name} with {}: add it to its `vpcs`.", cx.name(*only))),
            several => {
                let names: Vec<String> = several.iter().map(|(id, _)| cx.name(*id)).collect();
                finding.help(format!("Associate {vpc_name} with one of {}.", names.join(", ")))
            }
        };
    }
}
