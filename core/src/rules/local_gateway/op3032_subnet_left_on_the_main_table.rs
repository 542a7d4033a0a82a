//! OP3032: subnet left on the main table.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Code, Severity},
    model::{OutpostId, SubnetId, VpcId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3032",
        name: "subnet-left-on-the-main-table",
        severity: Severity::Note,
        page: "A subnet on an Outpost uses the main route table for want of an association, while its neighbors have a route to the local gateway.",
        facts: &["VRT-06", "DVR-02"],
    },
    docs: page!("op3032_subnet_left_on_the_main_table.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    // The first subnet on each Outpost and in each VPC whose table leads to the local gateway.
    let mut led: BTreeMap<(VpcId, OutpostId), SubnetId> = BTreeMap::new();
    for (table, _, _, gateway) in cx.local_gateway_routes() {
        let outpost = model.local_gateways[gateway].outpost;
        let vpc = model.route_tables[table].vpc;
        if led.contains_key(&(vpc, outpost)) {
            continue;
        }
        let mut subnets = cx.subnets_of(table).iter();
        if let Some(id) = subnets.find(|one| model.subnets[**one].outpost() == Some(outpost)) {
            led.insert((vpc, outpost), *id);
        }
    }
    // Subnets that appliances stand in are led by these.
    let forwarding = model.network_interfaces.values().filter(|one| !one.source_dest_check);
    let inner: BTreeSet<SubnetId> = forwarding.map(|one| one.subnet).collect();
    for (id, subnet) in model.subnets.iter() {
        if subnet.explicit_route_table || inner.contains(&id) {
            continue;
        }
        let Some(outpost) = subnet.outpost() else { continue };
        let Some(neighbor) = led.get(&(subnet.vpc, outpost)) else { continue };
        found
            .report(
                id,
                id,
                format!("subnet {} is associated with no route table, so it uses the main one", cx.name(id)),
            )
            .related(*neighbor, "a neighbor whose table leads to the local gateway")
            .related(subnet.route_table, "the main one never does")
            .because("The main route table takes no route to a local gateway, so the site neither reaches the subnet nor is reached from it.")
            .help(format!("Add `route_table` to the subnet: that of {}, or one that says that the subnet is to stay apart.", cx.name(*neighbor)));
    }
}
