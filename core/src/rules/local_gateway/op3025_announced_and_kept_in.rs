//! OP3025: a subnet that is announced to the site and not meant for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addr::{Packet, Protocol},
    bgp::Because,
    diagnostic::{Code, Severity},
    forwarding::{Outcome, Path, Trace, Verdict, resolve, trace},
    graph::Node,
    model::{Key, LocalGatewayRouteTableId, ObjectId, RouteTarget, SubnetId},
    query::{Demand, ExpectedFlow},
    rules::{Check, Context, Findings, Place, Rule},
    text::Span,
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3025",
        name: "announced-and-kept-in",
        severity: Severity::Warning,
        page: "A subnet from which nothing may reach or be reached by the site is announced to it, as its table has a route to the local gateway.",
        facts: &["DVR-02", "DVR-05"],
    },
    docs: page!("op3025_announced_and_kept_in.md"),
    check: Check::Whole(check),
};

/// What the expectations say of a subnet and the site.
#[derive(Default)]
struct Intent {
    /// The line that keeps the site out.
    kept_in: Option<Span>,
    /// Whether such a line does not hold, so that more than filters has to be mended first.
    open: bool,
    /// Whether some line lets the two talk, or may need the way over a local gateway.
    talks: bool,
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let intents = intents(cx);
    let kept_in = intents.iter().filter(|(_, one)| !one.talks && !one.open);
    let kept_in: BTreeMap<SubnetId, Span> =
        kept_in.filter_map(|(subnet, one)| Some((*subnet, one.kept_in?))).collect();
    if kept_in.is_empty() {
        return;
    }
    let mut inspected = BTreeSet::new();
    for route in cx.interface_routes() {
        let prefixes = |subnet: SubnetId| &cx.model().subnets[subnet].prefixes;
        let within = kept_in
            .keys()
            .copied()
            .filter(|subnet| prefixes(*subnet).iter().any(|one| one.overlaps(route.destination)));
        inspected.extend(within.map(|subnet| (route.table, subnet)));
    }
    for table in cx.model().local_gateway_route_tables.ids() {
        for one in cx.network.bgp.announced(table) {
            let Because::Subnet(subnet) = one.because else { continue };
            // A route that only makes a subnet announced is part of sending it through an appliance.
            if let Some(span) =
                kept_in.get(&subnet).filter(|_| !inspected.contains(&(table, subnet)))
            {
                report(cx, found, table, subnet, *span);
            }
        }
    }
}

/// Returns what the expectations say of each subnet.
fn intents(cx: &Context<'_>) -> BTreeMap<SubnetId, Intent> {
    let mut intents: BTreeMap<SubnetId, Intent> = BTreeMap::new();
    for (span, line) in cx.expected() {
        let Ok(intent) = resolve(cx.network, &line.flow) else { continue };
        let Packet { source, destination, .. } = intent.packet;
        let trace = trace(cx.network, &intent);
        let from_site = at_site(trace.source);
        let to_site = intent.destination.is_some_and(at_site);
        let subnets = |address| {
            let interfaces = cx.network.with_address(address).iter();
            interfaces.map(|id| cx.model().network_interfaces[*id].subnet).collect::<Vec<_>>()
        };
        match line.demand {
            Demand::NeverReaches if from_site && is_about_everything(line) => {
                let arrives = trace.forward.iter().any(|one| one.outcome == Outcome::Delivered);
                for subnet in subnets(destination) {
                    let intent = intents.entry(subnet).or_default();
                    intent.kept_in.get_or_insert(*span);
                    intent.open |= arrives;
                }
            }
            Demand::NeverReaches => {}
            Demand::Reaches if from_site || to_site || may_need_local_gateway(&trace) => {
                for subnet in subnets(source).into_iter().chain(subnets(destination)) {
                    intents.entry(subnet).or_default().talks = true;
                }
            }
            Demand::Reaches => {}
        }
    }
    intents
}

/// Returns whether a line speaks of every packet rather than of some ports, which filters keep out.
fn is_about_everything(line: &ExpectedFlow) -> bool {
    line.flow.protocol == Protocol::Any
}

/// Returns whether a flow or its replies go over a local gateway, to another Outpost or to the internet
/// behind the site. What does not hold yet may need that too.
fn may_need_local_gateway(trace: &Trace) -> bool {
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let mut nodes = trace.forward.iter().chain(back).flat_map(Path::nodes);
    trace.verdict != Verdict::Reachable || nodes.any(|node| matches!(node, Node::LocalGateway(_)))
}

fn at_site(node: Node) -> bool {
    matches!(node, Node::Host(_) | Node::Segment(_) | Node::Router(_))
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    table: LocalGatewayRouteTableId,
    subnet: SubnetId,
    line: Span,
) {
    let gateway = cx.model().local_gateway_route_tables[table].local_gateway;
    let routes = cx.model().subnets[subnet].route_table;
    let written = cx.model().route_tables[routes].routes.iter();
    let at = written.enumerate().find(|(_, one)| one.target == RouteTarget::LocalGateway(gateway));
    let Some((index, _)) = at else { return };
    let shared = cx.subnets_of(routes).len() > 1;
    let help = if shared {
        format!(
            "Give {} a route table of its own, without routes to the local gateway.",
            cx.name(subnet)
        )
    } else {
        format!("Remove the routes to the local gateway from {}.", cx.name(routes))
    };
    found
        .report(
            ObjectId::Subnet(subnet),
            Key::item(routes, "routes", index),
            format!("{} is announced to the site, which is not to reach it", cx.title(subnet)),
        )
        .related(Place::Text(line), "keeps the site out")
        .related(table, "announces it")
        .because("Any route to the local gateway, whatever its destination, makes the whole subnet announced; there is no export policy. Only filters then stand between the two.")
        .help(help);
}
