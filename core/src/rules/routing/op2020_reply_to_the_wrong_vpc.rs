//! OP2020: reply to the wrong vpc.

use std::collections::BTreeMap;

use super::target::{winners, written};
use crate::{
    addr::{Prefix, overlaps_any},
    diagnostic::{Code, Severity},
    model::{
        Destination, Key, PeeringConnectionId, PeeringState, RouteTableId, RouteTarget, SubnetId,
        VpcId,
    },
    routing::TableRef,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2020",
        name: "reply-to-the-wrong-vpc",
        severity: Severity::Warning,
        page: "Peers of a VPC have overlapping blocks, and replies to one of them go to the other.",
        facts: &["PCX-06"],
    },
    docs: page!("op2020_reply_to_the_wrong_vpc.md"),
    check: Check::Whole(check),
};

/// Peering connections in service, by the VPC and its peer.
type Peers = BTreeMap<VpcId, BTreeMap<VpcId, PeeringConnectionId>>;

fn check(cx: &Context<'_>, found: &mut Findings) {
    let peers = peers(cx);
    let tables = tables(cx);
    for (hub, others) in &peers {
        for (asker, own) in others {
            let shares = |other: &VpcId| other != asker && overlap(cx, *asker, *other);
            if !others.keys().any(shares) {
                continue;
            }
            let used = tables.get(hub).map_or(&[][..], Vec::as_slice);
            if let Some((subnet, route, other)) = astray(cx, (*hub, used), *asker, (*own, others)) {
                report(cx, found, (*hub, subnet), route, (*asker, other));
            }
        }
    }
}

fn peers(cx: &Context<'_>) -> Peers {
    let mut peers = Peers::new();
    let all = cx.model().peering_connections.iter();
    for (id, peering) in all.filter(|(_, one)| one.state == PeeringState::Active) {
        let [one, other] = peering.vpcs;
        peers.entry(one).or_default().insert(other, id);
        peers.entry(other).or_default().insert(one, id);
    }
    peers
}

/// Returns the route tables that subnets of each VPC use.
fn tables(cx: &Context<'_>) -> BTreeMap<VpcId, Vec<RouteTableId>> {
    let mut tables: BTreeMap<VpcId, Vec<RouteTableId>> = BTreeMap::new();
    for (id, table) in cx.model().route_tables.iter() {
        if !cx.subnets_of(id).is_empty() {
            tables.entry(table.vpc).or_default().push(id);
        }
    }
    tables
}

fn overlap(cx: &Context<'_>, one: VpcId, other: VpcId) -> bool {
    let vpcs = &cx.model().vpcs;
    let others = &vpcs[other].prefixes;
    vpcs[one].prefixes.iter().any(|block| overlaps_any(*block, others).is_some())
}

/// Returns a subnet of a peer that asks the hub and is answered elsewhere throughout, with the route that
/// answers, and the VPC that it leads to.
fn astray(
    cx: &Context<'_>,
    (hub, used): (VpcId, &[RouteTableId]),
    asker: VpcId,
    (own, others): (PeeringConnectionId, &BTreeMap<VpcId, PeeringConnectionId>),
) -> Option<(SubnetId, Key, VpcId)> {
    let model = cx.model();
    let blocks = &model.vpcs[hub].prefixes;
    let ways = |table: RouteTableId, prefix: Prefix| {
        let choice = cx.network.tables.select_for(model, TableRef::Vpc(table), prefix).choice;
        winners(choice).into_iter().find_map(|one| written(cx, one))
    };
    let by = |way: Option<(usize, RouteTarget)>, peering| {
        way.is_some_and(|(_, target)| target == RouteTarget::PeeringConnection(peering))
    };
    let mut subnets =
        model.vpcs[asker].prefixes.iter().flat_map(|one| cx.subnets_overlapping(asker, *one));
    subnets.find_map(|subnet| {
        let one = &model.subnets[subnet];
        let asks = blocks.iter().any(|block| by(ways(one.route_table, *block), own));
        let prefix = *one.prefixes.iter().find(|prefix| !prefix.is_ipv6())?;
        let answers = |table: &RouteTableId| {
            by(ways(*table, prefix), own) || answers_a_part(cx, *table, prefix, own)
        };
        if !asks || used.iter().any(answers) {
            return None;
        }
        used.iter().find_map(|table| {
            let (at, target) = ways(*table, prefix)?;
            let RouteTarget::PeeringConnection(peering) = target else { return None };
            let mut others = others.iter();
            let other = others.find_map(|(other, one)| (*one == peering).then_some(*other))?;
            let there = &model.vpcs[other].prefixes;
            overlaps_any(prefix, there)?;
            Some((subnet, Key::item(*table, "routes", at), other))
        })
    })
}

/// Returns whether a table sends a part of a subnet back over a peering connection; who asks may well be
/// there.
fn answers_a_part(
    cx: &Context<'_>,
    table: RouteTableId,
    subnet: Prefix,
    own: PeeringConnectionId,
) -> bool {
    let model = cx.model();
    let mut routes = model.route_tables[table].routes.iter();
    routes.any(|route| {
        route.target == RouteTarget::PeeringConnection(own)
            && match route.destination {
                Destination::Prefix(prefix) => subnet.covers(prefix),
                Destination::PrefixList(list) => {
                    model.prefix_lists[list].prefixes.iter().any(|one| subnet.covers(*one))
                }
            }
    })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (hub, subnet): (VpcId, SubnetId),
    route: Key,
    (asker, other): (VpcId, VpcId),
) {
    found
        .report(
            hub,
            route,
            format!(
                "what subnet {} asks of VPC {} is answered to VPC {}",
                cx.name(subnet),
                cx.name(hub),
                cx.name(other)
            ),
        )
        .related(subnet, "waits for the replies")
        .because(format!(
            "VPCs {} and {} have overlapping blocks, and a reply follows the route table of its own VPC, not the way that the request came.",
            cx.name(asker),
            cx.name(other)
        ))
        .help(format!("Add a longer route for the subnets of {} that need it, over their own peering connection.", cx.name(asker)));
}
