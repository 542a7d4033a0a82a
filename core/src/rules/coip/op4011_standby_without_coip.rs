//! OP4011: a Multi-AZ standby of RDS that lacks what customer-owned addresses need.

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, Mode, NetworkInterfaceId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4011",
        name: "standby-without-coip",
        severity: Severity::Error,
        page: "A database and its Multi-AZ standby on two Outposts do not both have customer-owned addresses, or a table that gives them.",
        facts: &["COIP-16", "COIP-29"],
    },
    docs: include_str!("op4011_standby_without_coip.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (standby, one) in cx.model().network_interfaces.iter() {
        let Some(primary) = one.standby_of else { continue };
        for end in [primary, standby] {
            if let Some((lacks, help)) = lacks(cx, end) {
                report(cx, found, (primary, standby, end), &lacks, help);
            }
        }
    }
}

/// Says what a database on an Outpost lacks for Multi-AZ, and what to do.
fn lacks(cx: &Context<'_>, end: NetworkInterfaceId) -> Option<(String, String)> {
    let model = cx.model();
    let subnet = &model.subnets[model.network_interfaces[end].subnet];
    let outpost = subnet.outpost()?;
    let gateway = model.outposts[outpost].local_gateway?;
    let vpc = cx.title(subnet.vpc);
    let table = cx.network.gateway_table(gateway, subnet.vpc).filter(|(_, state)| state.is_meant());
    let Some((table, _)) = table else {
        return Some((
            format!(
                "{vpc} is associated with no local gateway route table of {}",
                cx.name(outpost)
            ),
            format!("Associate {vpc} with a table in CoIP mode there."),
        ));
    };
    if model.local_gateway_route_tables[table].mode == Some(Mode::DirectVpcRouting) {
        return Some((
            format!("{} is in direct VPC routing mode", cx.title(table)),
            "Make a table in CoIP mode and associate the VPC with that; the mode of a table cannot be changed.".to_owned(),
        ));
    }
    model.network_interfaces[end].coip.is_none().then(|| {
        (
            format!("{} has no customer-owned address", cx.title(end)),
            format!(
                "Give {} a pool with free addresses; RDS takes one by itself.",
                cx.title(table)
            ),
        )
    })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (primary, standby, end): (NetworkInterfaceId, NetworkInterfaceId, NetworkInterfaceId),
    lacks: &str,
    help: String,
) {
    let other = if end == primary { standby } else { primary };
    found
        .report(
            standby,
            Key::field(standby, "standby_of"),
            format!("standby {} of {} cannot be kept: {lacks}", cx.name(standby), cx.name(primary)),
        )
        .related(end, "this end")
        .related(other, "the other end")
        .because("RDS replicates between Outposts by customer-owned addresses: both Outposts need a table in CoIP mode that the VPC is associated with, and an address for each database.")
        .help(help);
}
