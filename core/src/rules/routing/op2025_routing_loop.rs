//! OP2025: tables that send packets in circles.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use crate::{
    diagnostic::{Code, Severity},
    forwarding::{Outcome, Path, Place, Point, Reason, case, trace},
    graph::Node,
    model::{Key, ObjectId},
    query::parse_flow,
    reach::{End, ends},
    routing::{Choice, RouteRef, TableRef},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2025",
        name: "routing-loop",
        severity: Severity::Warning,
        page: "Tables send packets for a destination to each other, until their time to live is used up.",
        facts: &[],
    },
    docs: page!("op2025_routing_loop.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut circles: BTreeMap<Vec<Node>, IpAddr> = BTreeMap::new();
    for (table, ends) in ends(cx.network) {
        let Some(destination) = ends.get(&End::Circle) else { continue };
        // Routes alone say more than happens: one packet has to show it.
        let circle = sources(cx, table).into_iter().find_map(|from| walked(cx, from, *destination));
        if let Some(circle) = circle {
            circles.entry(circle).or_insert(*destination);
        }
    }
    for (circle, destination) in circles {
        report(cx, &circle, destination, found);
    }
}

/// Returns who sends by a table, without what would filter it first, if it can be told.
fn sources(cx: &Context<'_>, table: TableRef) -> Vec<Place> {
    match table {
        TableRef::Router(id) => vec![Place::Router(id, None)],
        TableRef::Vpc(id) => {
            let interfaces = cx.model().network_interfaces.iter();
            let by = |subnet| cx.model().subnets[subnet].route_table == id;
            interfaces
                .filter(|(_, one)| by(one.subnet))
                .map(|(id, _)| Place::Interface(id))
                .take(1)
                .collect()
        }
        // Whatever goes in circles there comes from one of those.
        TableRef::LocalGateway(_)
        | TableRef::TransitGateway(_)
        | TableRef::VirtualPrivateGateway(_)
        | TableRef::DirectConnectGateway(..) => Vec::new(),
    }
}

/// Returns the nodes that a packet comes by again and again, if it does: the lowest first.
fn walked(cx: &Context<'_>, from: Place, to: IpAddr) -> Option<Vec<Node>> {
    let flow = parse_flow("internet -> internet tcp/443").ok()?;
    let ends = (Point::only(from), Point::only(Place::Address(to)));
    let case = case(cx.network, &flow, ends.0, ends.1)?;
    let trace = trace(cx.network, &case.intent);
    trace.forward.iter().find_map(circle)
}

fn circle(path: &Path) -> Option<Vec<Node>> {
    let Outcome::Dropped(blocker) = &path.outcome else { return None };
    if blocker.reason != Reason::Loop {
        return None;
    }
    let nodes: Vec<Node> = path.hops.iter().map(|hop| hop.node).collect();
    let (last, before) = nodes.split_last()?;
    let begins = before.iter().rposition(|node| node == last)?;
    let round = before.get(begins..)?;
    let lowest = (0..round.len()).min_by_key(|at| round.get(*at))?;
    let turned = round.iter().cycle().skip(lowest).take(round.len());
    Some(turned.copied().collect())
}

fn report(cx: &Context<'_>, circle: &[Node], destination: IpAddr, found: &mut Findings) {
    let objects: Vec<ObjectId> = circle.iter().filter_map(|node| node.object()).collect();
    let Some(first) = objects.first().copied() else { return };
    let routes: Vec<Key> = objects.iter().filter_map(|one| route(cx, *one, destination)).collect();
    let mut seen = BTreeSet::new();
    let names: Vec<String> =
        objects.iter().filter(|one| seen.insert(**one)).map(|one| cx.name(*one)).collect();
    let headline = format!("packets for {destination} go round between {}", names.join(" and "));
    let finding = match routes.split_first() {
        Some((route, others)) => {
            let finding = found.report(route.object, *route, headline);
            for other in others {
                finding.related(*other, "and this one leads back");
            }
            finding.label("this route leads there")
        }
        None => found.report(first, first, headline),
    };
    finding
        .because("Each has a route for the destination that leads to the other, and none delivers it.")
        .help("Let one of them deliver the destination, or drop it: a route for the whole range to `discard` catches what no longer one takes.");
}

/// Returns the written route by which a router or a subnet sends packets to a destination.
fn route(cx: &Context<'_>, object: ObjectId, destination: IpAddr) -> Option<Key> {
    let table = if let ObjectId::Router(id) = object {
        TableRef::Router(id)
    } else if let ObjectId::Subnet(id) = object {
        TableRef::Vpc(cx.model().subnets[id].route_table)
    } else {
        return None;
    };
    let Choice::Routes(routes) = cx.network.tables.choose(cx.model(), table, destination) else {
        return None;
    };
    match routes.first()?.route {
        RouteRef::RouterStatic(id, at) => Some(Key::item(id, "routes", at as usize)),
        RouteRef::Vpc(id, at) => Some(Key::item(id, "routes", at as usize)),
        RouteRef::Local(_)
        | RouteRef::LocalGateway(..)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => None,
    }
}
