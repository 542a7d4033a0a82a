//! OP3030: table not shared.

use crate::{
    diagnostic::{Code, Severity},
    model::Key,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3030",
        name: "table-not-shared",
        severity: Severity::Warning,
        page: "A VPC is associated with a local gateway route table that is not shared with its account.",
        facts: &["LGW-13", "LGW-14"],
    },
    docs: page!("op3030_table_not_shared.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (id, table) in model.local_gateway_route_tables.iter() {
        let outpost = model.local_gateways[table.local_gateway].outpost;
        for (index, association) in table.vpcs.iter().enumerate() {
            let Some(account) = model.vpcs[association.vpc].account else { continue };
            let shared = (id, table.shared_with.as_slice());
            if !association.state.is_meant() || cx.may_use(outpost, account, shared) {
                continue;
            }
            found
                .report(
                    id,
                    Key::item(id, "vpcs", index),
                    format!(
                        "VPC {} of {} is associated with {}, which is not shared with that account",
                        cx.name(association.vpc),
                        cx.title(account),
                        cx.title(id)
                    ),
                )
                .related(association.vpc, "belongs to the other account")
                .because("Another account associates its VPCs only with tables that the owner of the Outpost shares with it; an association made before a share ended keeps forwarding.")
                .help(format!("Share the table with AWS RAM and add {} to `shared_with`, or correct the account.", cx.name(account)));
        }
    }
}
