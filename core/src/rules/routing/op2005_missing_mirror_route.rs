//! OP2005: a route to another Outpost of the VPC without its mirror.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, Route, RouteTarget, SubnetId},
    routing::{Choice, RouteRef, TableRef},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2005",
        name: "missing-mirror-route",
        severity: Severity::Error,
        page: "A subnet sends another Outpost of its VPC by the local gateway, and the other side does not send back that way.",
        facts: &["IV-11", "VRT-10"],
    },
    docs: page!("op2005_missing_mirror_route.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (table, index, route, gateway) in cx.local_gateway_routes() {
        let Destination::Prefix(prefix) = route.destination else { continue };
        let vpc = model.route_tables[table].vpc;
        let own = model.local_gateways[gateway].outpost;
        let Some(there) = cx.subnet_with(vpc, prefix) else { continue };
        if model.subnets[there].outpost().is_none_or(|other| other == own) {
            continue;
        }
        let here = cx.subnets_of(table).iter().copied();
        for here in here.filter(|one| model.subnets[*one].outpost() == Some(own)) {
            if !returns(cx, there, here) {
                report(cx, found, Key::item(table, "routes", index), (here, there));
            }
        }
    }
}

/// Returns whether a subnet sends what is for another one to a local gateway.
fn returns(cx: &Context<'_>, from: SubnetId, to: SubnetId) -> bool {
    let model = cx.model();
    let table = TableRef::Vpc(model.subnets[from].route_table);
    let ipv4 = model.subnets[to].prefixes.iter().find(|prefix| !prefix.is_ipv6());
    let Some(prefix) = ipv4 else { return true };
    if has_slice(cx, from, *prefix) {
        return true;
    }
    match cx.network.tables.select_for(model, table, *prefix).choice {
        Choice::Nothing => false,
        Choice::Routes(routes) | Choice::Ambiguous(routes) => routes.iter().any(|one| {
            let RouteRef::Vpc(table, index) = one.route else { return false };
            let route = model.route_tables[table].routes.get(index as usize);
            route.is_some_and(|route| matches!(route.target, RouteTarget::LocalGateway(_)))
        }),
    }
}

/// Returns whether a part of a prefix has such a route; that it is not the whole is another mistake.
fn has_slice(cx: &Context<'_>, from: SubnetId, whole: Prefix) -> bool {
    let model = cx.model();
    let table = &model.route_tables[model.subnets[from].route_table];
    table.routes.iter().any(|route| {
        let Destination::Prefix(prefix) = route.destination else { return false };
        let to_gateway = matches!(route.target, RouteTarget::LocalGateway(_));
        to_gateway && whole.covers(prefix) && whole != prefix
    })
}

fn report(cx: &Context<'_>, found: &mut Findings, route: Key, (here, there): (SubnetId, SubnetId)) {
    let model = cx.model();
    let back = model.subnets[there].route_table;
    let prefixes: Vec<String> = model.subnets[here]
        .prefixes
        .iter()
        .filter(|one| !one.is_ipv6())
        .map(ToString::to_string)
        .collect();
    let prefix = prefixes.join(", ");
    let finding = found
        .report(
            route.object,
            route,
            format!(
                "subnet {} reaches {} by the local gateway, and {} has no such way back",
                cx.name(here),
                cx.name(there),
                cx.name(there)
            ),
        )
        .related(back, format!("the route for {prefix} would go here"))
        .because("Replies follow the local route of the VPC to another Outpost, and AWS drops them on that way.")
        .help(format!("Add `{prefix}: lgw` to route table {}.", cx.name(back)));
    let own = |one: &Route| {
        model.subnets[here]
            .prefixes
            .iter()
            .any(|prefix| one.destination == Destination::Prefix(*prefix))
    };
    let outpost = model.subnets[there].outpost();
    let same_outpost = |one: &SubnetId| model.subnets[*one].outpost() == outpost;
    if prefixes.len() == 1
        && !model.route_tables[back].main
        && !model.route_tables[back].routes.iter().any(own)
        && cx.subnets_of(back).iter().all(same_outpost)
    {
        finding.remedy(back, &["routes", &prefix], "lgw");
    }
}
