//! OP5005: a service link through firewalls that do not know of each other's connections.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use crate::{
    addr::{Packet, is_private, is_shared_space},
    diagnostic::{Code, Severity},
    forwarding::{Path, resolve, trace},
    graph::Node,
    model::{Connectivity, Outpost, OutpostId, RouterId},
    query::parse_flow,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5005",
        name: "service-link-through-two-firewalls",
        severity: Severity::Warning,
        page: "A service link goes through one firewall or another, and the two do not share their state.",
        facts: &["SL-19"],
    },
    docs: page!("op5005_service_link_through_two_firewalls.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if !cx.model().routers.values().any(|router| router.firewall) {
        return;
    }
    for (id, outpost) in cx.model().outposts.iter() {
        let firewalls = firewalls(cx, outpost);
        let first = firewalls.first().copied();
        let apart = first.and_then(|first| {
            let mut others = firewalls.iter().copied();
            others
                .find(|other| !share_state(cx, &firewalls, first, *other))
                .map(|other| (first, other))
        });
        if let Some(pair) = apart {
            report(cx, found, id, pair);
        }
    }
}

/// Returns the first firewalls on the ways of a service link, but those to which replies come back by
/// themselves. What is behind them the files do not tell.
fn firewalls(cx: &Context<'_>, outpost: &Outpost) -> BTreeSet<RouterId> {
    let link = &outpost.service_link;
    let to = match (link.anchors.first(), link.connectivity) {
        (Some(anchor), _) => anchor.to_string(),
        (None, Some(Connectivity::Public)) => "internet".to_owned(),
        (None, Some(Connectivity::Private) | None) => return BTreeSet::new(),
    };
    let flow = parse_flow(&format!("{}.service-link -> {to} udp/443", outpost.identity.name));
    let intent = flow.ok().and_then(|flow| resolve(cx.network, &flow).ok());
    let ways = intent.map(|intent| trace(cx.network, &intent).forward).unwrap_or_default();
    let mut sources: BTreeMap<RouterId, BTreeSet<Option<IpAddr>>> = BTreeMap::new();
    for (id, source) in ways.iter().filter_map(|path| first_firewall(cx, path)) {
        sources.entry(id).or_default().insert(source);
    }
    let is_own = |id: RouterId, source: &Option<IpAddr>| {
        let mut others = sources.iter().filter(|(other, _)| **other != id);
        source.is_some() && others.all(|(_, all)| !all.contains(source))
    };
    let apart = sources.iter().filter(|(id, all)| !all.iter().all(|source| is_own(**id, source)));
    apart.map(|(id, _)| *id).collect()
}

/// Returns the first firewall on a way, and the address that it puts in the place of the source on the way
/// to public addresses, if it does. A trace ends there, as the rules of a firewall are not known.
fn first_firewall(cx: &Context<'_>, path: &Path) -> Option<(RouterId, Option<IpAddr>)> {
    let model = cx.model();
    path.hops.iter().find_map(|hop| {
        let Node::Router(id) = hop.node else { return None };
        let router = &model.routers[id];
        let Packet { source, destination, .. } = hop.packet_in;
        let public = !is_private(destination);
        let mut rules = router.source_nat.iter().filter(|rule| match rule.from.as_slice() {
            [] => is_private(source) || is_shared_space(source),
            from => from.iter().any(|prefix| prefix.contains(source)),
        });
        let translated = rules.next().filter(|_| public).map(|rule| rule.to);
        router.firewall.then(|| (router.vrf_of.unwrap_or(id), translated))
    })
}

/// Returns whether two firewalls are of one cluster, by way of others if need be.
fn share_state(
    cx: &Context<'_>,
    all: &BTreeSet<RouterId>,
    first: RouterId,
    other: RouterId,
) -> bool {
    let says =
        |one: RouterId, other: RouterId| cx.model().routers[one].shares_state_with.contains(&other);
    let mut cluster = BTreeSet::from([first]);
    for _ in all {
        let more = all
            .iter()
            .copied()
            .filter(|one| cluster.iter().any(|inside| says(*inside, *one) || says(*one, *inside)));
        let more: Vec<RouterId> = more.collect();
        cluster.extend(more);
    }
    cluster.contains(&other)
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    id: OutpostId,
    (one, other): (RouterId, RouterId),
) {
    found
        .report(
            id,
            id,
            format!(
                "the service link of {} goes through {} and through {}, which share no state",
                cx.title(id),
                cx.title(one),
                cx.name(other)
            ),
        )
        .related(one, "one way")
        .related(other, "the other way")
        .because("A reply that comes back through the firewall that did not see the connection begin is dropped, and takes that part of the service link down.")
        .help("Make the two a cluster that synchronizes its connections, and write `shares_state_with` at one of them.")
        .help("Or send both halves of the service link through one of them, with the other as its standby.");
}
