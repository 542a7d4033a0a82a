//! OP2022: unused object.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Severity},
    model::{
        NatGatewayState, NetworkAclId, ObjectId, PrefixListId, RouteTableId, SecurityGroupId,
        SecurityPeer, VpcEndpointKind,
    },
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2022",
        name: "unused-object",
        severity: Severity::Note,
        page: "Something is described that nothing uses.",
        facts: &["RT-02", "NAT-02"],
    },
    docs: page!("op2022_unused_object.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let used = Used::of(cx);
    let model = cx.model();
    let mut tell = |id: ObjectId, why: &str, help: &str| {
        let headline = format!("{} {why}", cx.title(id));
        found.report(id, id, headline).because("It changes no packet's way.").help(help);
    };
    for (id, gateway) in model.internet_gateways.iter() {
        let alone = gateway.edge_route_table.is_none() && gateway.public_pools.is_empty();
        if alone && !used.targets.contains(&id.into()) {
            tell(
                id.into(),
                "is in no route",
                "Add a default route to it in the tables of public subnets, or remove it.",
            );
        }
    }
    for (id, gateway) in model.nat_gateways.iter() {
        // That one stands on an Outpost is a finding of its own.
        let on_outpost = model.subnets[gateway.subnet].outpost().is_some();
        if on_outpost || !counts(gateway.state) || used.targets.contains(&id.into()) {
            continue;
        }
        tell(
            id.into(),
            "is in no route",
            "Add a route to it, or delete it: AWS charges for each hour that it stands.",
        );
    }
    for (id, table) in model.route_tables.iter() {
        if !table.main && cx.subnets_of(id).is_empty() && !used.tables.contains(&id) {
            tell(
                id.into(),
                "serves no subnet",
                "Associate the subnets that it was made for; until then they use another table.",
            );
        }
    }
    for (id, acl) in model.network_acls.iter().filter(|(_, acl)| !acl.assumed) {
        if !used.acls.contains(&id) && !is_default(&acl.identity.name) {
            tell(
                id.into(),
                "serves no subnet",
                "Associate the subnets that it was made for; until then another one filters them.",
            );
        }
    }
    for (id, group) in model.security_groups.iter() {
        if !used.groups.contains(&id) && !is_default(&group.identity.name) {
            tell(
                id.into(),
                "belongs to no network interface, and no rule names it",
                "Give it to the interfaces that it was made for, or remove it.",
            );
        }
    }
    for (id, list) in model.prefix_lists.iter().filter(|(_, list)| list.service.is_none()) {
        if !used.lists.contains(&id) && !list.prefixes.is_empty() {
            tell(id.into(), "is in no route and no rule", "Use it, or remove it.");
        }
    }
}

/// Returns whether a NAT gateway is there to be used, and to be paid for.
fn counts(state: NatGatewayState) -> bool {
    match state {
        NatGatewayState::Pending | NatGatewayState::Available => true,
        NatGatewayState::Failed | NatGatewayState::Deleting | NatGatewayState::Deleted => false,
    }
}

/// Returns whether AWS made a thing with its VPC.
fn is_default(name: &str) -> bool {
    name.rsplit('.').next() == Some("default")
}

/// What something leads to, serves or names.
struct Used {
    targets: BTreeSet<ObjectId>,
    tables: BTreeSet<RouteTableId>,
    acls: BTreeSet<NetworkAclId>,
    groups: BTreeSet<SecurityGroupId>,
    lists: BTreeSet<PrefixListId>,
}

impl Used {
    fn of(cx: &Context<'_>) -> Self {
        let model = cx.model();
        let written = cx.routes().map(|(_, _, route)| route);
        let mut lists: BTreeSet<PrefixListId> =
            written.filter_map(|route| route.destination.list()).collect();
        let local = model.local_gateway_route_tables.values().flat_map(|table| &table.routes);
        lists.extend(local.filter_map(|route| route.destination.list()));
        let transit = model.transit_gateway_route_tables.values().flat_map(|table| &table.routes);
        lists.extend(transit.filter_map(|route| route.destination.list()));
        let endpoints = model.vpc_endpoints.values().filter_map(|one| match one.kind {
            VpcEndpointKind::Gateway { prefix_list, .. } => Some(prefix_list),
            VpcEndpointKind::Interface { .. } | VpcEndpointKind::Inspection { .. } => None,
        });
        lists.extend(endpoints);
        let interfaces = model.network_interfaces.values();
        let mut groups: BTreeSet<SecurityGroupId> =
            interfaces.flat_map(|one| one.security_groups.iter().copied()).collect();
        let all = model.security_groups.iter();
        let rules = all.flat_map(|(id, one)| {
            one.inbound.iter().chain(&one.outbound).map(move |rule| (id, rule.peer))
        });
        for (own, peer) in rules {
            match peer {
                SecurityPeer::Prefix(_) => {}
                SecurityPeer::PrefixList(list) => _ = lists.insert(list),
                SecurityPeer::SecurityGroup(group) if group == own => {}
                SecurityPeer::SecurityGroup(group) => _ = groups.insert(group),
            }
        }
        let targets = cx.routes().filter_map(|(_, _, route)| route.target.object()).collect();
        let acls = model.subnets.values().filter_map(|one| one.network_acl).collect();
        Self { targets, tables: gateway_tables(cx), acls, groups, lists }
    }
}

/// Returns the tables that gateways use.
fn gateway_tables(cx: &Context<'_>) -> BTreeSet<RouteTableId> {
    let model = cx.model();
    let internet = model.internet_gateways.values().flat_map(|one| {
        one.edge_route_table.into_iter().chain(one.public_pools.iter().map(|pool| pool.route_table))
    });
    let private = model.virtual_private_gateways.values().filter_map(|one| one.edge_route_table);
    let regional = model.regional_nat_gateways.values().map(|one| one.route_table);
    internet.chain(private).chain(regional).collect()
}
