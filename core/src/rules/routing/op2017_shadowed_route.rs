//! OP2017: shadowed route.

use std::collections::BTreeMap;

use super::beaten::{Beaten, beaten};
use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, Route, RouteOrigin},
    routing::{Candidate, RouteRef, TableRef, Tables},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2017",
        name: "shadowed-route",
        severity: Severity::Note,
        page: "A route is never used, because other routes of the table win for every address that it covers.",
        facts: &["RT-20", "RT-21"],
    },
    docs: page!("op2017_shadowed_route.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, table) in cx.model().route_tables.iter() {
        let statics = table.routes.iter().filter(|route| route.origin == RouteOrigin::Static);
        if statics.count() < 2 {
            continue;
        }
        let all = Tables::all(cx.model(), &cx.network.bgp, TableRef::Vpc(id));
        let beaten = beaten(&all, |one| live(cx, one));
        for (index, route) in table.routes.iter().enumerate() {
            if route.origin == RouteOrigin::Static {
                report(cx, found, Key::item(id, "routes", index), route, &beaten);
            }
        }
    }
}

/// Returns whether a route takes part: one that is propagated into the blocks of the VPC does not
/// (fact RT-22).
fn live(cx: &Context<'_>, one: &Candidate) -> bool {
    let RouteRef::Vpc(table, _) = one.route else {
        return !one.rank.is_vpn_or_direct_connect();
    };
    let vpc = cx.model().route_tables[table].vpc;
    let inside = || cx.model().vpcs[vpc].prefixes.iter().any(|block| block.covers(one.prefix));
    !one.rank.is_vpn_or_direct_connect() || !inside()
}

/// Reports a route of which every prefix is beaten.
fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    place: Key,
    route: &Route,
    beaten: &BTreeMap<Prefix, Beaten>,
) {
    let (what, prefixes) = match route.destination {
        Destination::Prefix(prefix) => (prefix.to_string(), vec![prefix]),
        Destination::PrefixList(list) => {
            let one = &cx.model().prefix_lists[list];
            if one.service.is_some() {
                return;
            }
            (cx.title(list), one.prefixes.clone())
        }
    };
    let is_list = route.destination.list().is_some();
    let by = prefixes.iter().map(|prefix| {
        let found = beaten.get(prefix)?;
        found.longer.or(found.equal.filter(|_| is_list))
    });
    let Some(by) = by.collect::<Option<Vec<Candidate>>>() else { return };
    let Some(first) = by.first() else { return };
    let finding = found.report(
        place.object,
        place,
        format!("the route for {what} is never used: others win for all that it covers"),
    );
    finding
        .because("The longest prefix wins, and of equal ones a route with a CIDR over one with a prefix list.")
        .help("Remove it, or correct what it was meant to cover.");
    match first.route {
        RouteRef::Vpc(table, at) => {
            finding.related(
                Key::item(table, "routes", at as usize),
                format!("wins for {}", first.prefix),
            );
        }
        RouteRef::Local(vpc) => {
            finding.related(vpc, format!("the local route wins for {}", first.prefix));
        }
        RouteRef::LocalGateway(..)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::RouterStatic(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => {}
    }
}
