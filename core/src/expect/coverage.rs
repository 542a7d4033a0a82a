//! Coverage: what of a network decides about the packets of expectations, and what never does.
//!
//! What is consulted is read out of the steps of traces and of nothing else, so that it cannot say
//! more than they do: a route that wins, a rule that lets a packet pass or stops it, an association
//! that it crosses, a pool that it is translated from, an announcement that draws it.

use std::collections::BTreeSet;

use super::{failure, flow::Ready, routes};
use crate::{
    addr::Prefix,
    forwarding::{self, Hop, Network, Path, Step, Trace, Uplink, What, service_link_intents},
    graph::Node,
    model::{
        CoipPoolId, Field, Key, Link, LocalGatewayRouteTableId, ObjectId,
        TransitGatewayAttachmentId, VifId, VpcId,
    },
    parallel,
    query::Expectation,
    routing::{Choice, RouteRef, TableRef},
};

/// Something that can decide about a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A route that stands in a table of a VPC, local gateway, transit gateway or router.
    Route(RouteRef),
    /// A rule of a security group or network ACL, by its key.
    Rule(Key),
    /// A VPC with a local gateway route table.
    Vpc(LocalGatewayRouteTableId, VpcId),
    /// A local gateway route table with its VIF group.
    VifGroup(LocalGatewayRouteTableId),
    /// An attachment with its transit gateway route table.
    Attachment(TransitGatewayAttachmentId),
    /// A pool of customer-owned addresses.
    Pool(CoipPoolId),
    /// A prefix that a local gateway announces for a table.
    Announced(LocalGatewayRouteTableId, Prefix),
    /// A prefix that the customer announces over a virtual interface of a local gateway.
    Heard(VifId, Prefix),
    /// A prefix that a router of the customer learns over a VPN connection, Direct Connect or service link.
    Told(Link, Prefix),
}

/// The kinds of things, as reports group them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThingKind {
    /// Routes.
    Route,
    /// Rules of filters.
    Rule,
    /// Associations.
    Association,
    /// Pools.
    Pool,
    /// Announcements.
    Announcement,
}

impl ThingKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Route, Self::Rule, Self::Association, Self::Pool, Self::Announcement];

    /// Returns what several of them are called.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Route => "routes",
            Self::Rule => "filter rules",
            Self::Association => "associations",
            Self::Pool => "pools",
            Self::Announcement => "announcements",
        }
    }
}

impl Thing {
    /// Returns its kind.
    #[must_use]
    pub fn kind(self) -> ThingKind {
        match self {
            Self::Route(_) => ThingKind::Route,
            Self::Rule(_) => ThingKind::Rule,
            Self::Vpc(..) | Self::VifGroup(_) | Self::Attachment(_) => ThingKind::Association,
            Self::Pool(_) => ThingKind::Pool,
            Self::Announced(..) | Self::Heard(..) | Self::Told(..) => ThingKind::Announcement,
        }
    }

    /// Returns the part of the model that it is.
    #[must_use]
    pub fn key(self, network: &Network) -> Key {
        let model = &network.model;
        match self {
            Self::Route(RouteRef::Vpc(table, at)) => Key::item(table, "routes", at as usize),
            Self::Route(RouteRef::LocalGateway(table, at)) => {
                Key::item(table, "routes", at as usize)
            }
            Self::Route(RouteRef::TransitGateway(table, at)) => {
                Key::item(table, "routes", at as usize)
            }
            Self::Route(RouteRef::RouterStatic(router, at)) => {
                Key::item(router, "routes", at as usize)
            }
            // Only those that stand in a table are things.
            Self::Route(_) => ObjectId::Topology.into(),
            Self::Rule(key) => key,
            Self::Vpc(table, vpc) => {
                let vpcs = &model.local_gateway_route_tables[table].vpcs;
                let at = vpcs.iter().position(|one| one.vpc == vpc);
                Key::item(table, "vpcs", at.unwrap_or_default())
            }
            Self::VifGroup(table) => Key::field(table, "vif_group"),
            Self::Attachment(id) => Key::field(id, "route_table"),
            Self::Pool(id) => id.into(),
            Self::Announced(table, _) => table.into(),
            Self::Heard(vif, _) => vif.into(),
            Self::Told(link, _) => ObjectId::from(link).into(),
        }
    }
}

/// Returns everything that could decide about a packet, in order.
#[must_use]
pub fn things(network: &Network) -> BTreeSet<Thing> {
    let model = &network.model;
    let mut found = BTreeSet::new();
    let mut routes = |count: usize, made: &dyn Fn(u32) -> RouteRef| {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        found.extend((0..count).map(|at| Thing::Route(made(at))));
    };
    for (id, table) in model.route_tables.iter() {
        routes(table.routes.len(), &|at| RouteRef::Vpc(id, at));
    }
    for (id, table) in model.local_gateway_route_tables.iter() {
        routes(table.routes.len(), &|at| RouteRef::LocalGateway(id, at));
    }
    for (id, table) in model.transit_gateway_route_tables.iter() {
        routes(table.routes.len(), &|at| RouteRef::TransitGateway(id, at));
    }
    for (id, router) in model.routers.iter() {
        routes(router.routes.len(), &|at| RouteRef::RouterStatic(id, at));
    }
    let rules = |object: ObjectId, field, count: usize| {
        (0..count).map(move |at| Thing::Rule(Key::item(object, field, at)))
    };
    for (id, group) in model.security_groups.iter() {
        found.extend(rules(id.into(), "inbound", group.inbound.len()));
        found.extend(rules(id.into(), "outbound", group.outbound.len()));
    }
    for (id, acl) in model.network_acls.iter() {
        found.extend(rules(id.into(), "inbound", acl.inbound.len()));
        found.extend(rules(id.into(), "outbound", acl.outbound.len()));
    }
    found.extend(model.coip_pools.ids().map(Thing::Pool));
    for (id, table) in model.local_gateway_route_tables.iter() {
        found.extend(table.vpcs.iter().map(|one| Thing::Vpc(id, one.vpc)));
        found.extend(table.vif_group.map(|_| Thing::VifGroup(id)));
        let announced = network.bgp.announced(id).iter();
        found.extend(announced.map(|one| Thing::Announced(id, one.prefix)));
    }
    let attachments = model.transit_gateway_attachments.iter();
    let associated = attachments.filter(|(_, one)| one.route_table.is_some());
    found.extend(associated.map(|(id, _)| Thing::Attachment(id)));
    for vif in model.vifs.ids() {
        let heard = network.bgp.learned_over(model, vif).into_iter();
        found.extend(heard.map(|one| Thing::Heard(vif, one.prefix)));
    }
    found.extend(
        routes::told_to_routers(network)
            .into_iter()
            .map(|(link, prefix)| Thing::Told(link, prefix)),
    );
    found
}

/// Returns what the packets of an expectation consult, there and back, and through each failure that it
/// survives. One about BGP has no packets.
#[must_use]
pub fn consulted(network: &Network, expectation: &Expectation) -> BTreeSet<Thing> {
    let Some(line) = expectation.flow() else { return BTreeSet::new() };
    let Ok(ready) = Ready::new(network, line) else { return BTreeSet::new() };
    let mut found = of_traces(network, ready.traces(network, |_| true));
    let failures = failure::find(network, &line.guarantees).unwrap_or_default();
    let after = parallel::map(&failures, |failures| {
        let (after, counts) = failures.after(network);
        of_traces(&after, ready.traces(&after, counts))
    });
    found.extend(after.into_iter().flatten());
    found
}

/// Returns what some ways consult; where one crosses a service link, so does the way of that.
fn of_traces(network: &Network, traces: Vec<Trace>) -> BTreeSet<Thing> {
    let mut found = BTreeSet::new();
    let mut links = BTreeSet::new();
    for path in traces.iter().flat_map(Trace::paths) {
        of_path(network, path, &mut found);
        links.extend(path.nodes().filter_map(|node| match node {
            Node::ServiceLink(outpost) => Some(outpost),
            _other => None,
        }));
    }
    let intents = links.into_iter().flat_map(|link| service_link_intents(network, link));
    for trace in intents.map(|intent| forwarding::trace(network, &intent)) {
        trace.paths().for_each(|path| of_path(network, path, &mut found));
    }
    found
}

fn of_path(network: &Network, path: &Path, found: &mut BTreeSet<Thing>) {
    for (at, hop) in path.hops.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| path.hops.get(at));
        let beside = [before, path.hops.get(at + 1)].into_iter().flatten();
        let beside: Vec<Node> = beside.map(|hop| hop.node).collect();
        for step in &hop.steps {
            of_step(network, (hop, &beside), step, found);
        }
    }
    for key in path.outcome.blocker().iter().flat_map(|blocker| &blocker.keys) {
        found.extend(rule(*key));
    }
}

/// Returns the rule of a filter that a key is.
fn rule(key: Key) -> Option<Thing> {
    let filter = matches!(key.object, ObjectId::SecurityGroup(_) | ObjectId::NetworkAcl(_));
    let item = matches!(key.field, Field::Item("inbound" | "outbound", _));
    (filter && item).then_some(Thing::Rule(key))
}

fn of_step(
    network: &Network,
    (hop, beside): (&Hop, &[Node]),
    step: &Step,
    found: &mut BTreeSet<Thing>,
) {
    let model = &network.model;
    #[expect(clippy::wildcard_enum_match_arm, reason = "few steps consult something")]
    match &step.what {
        What::Routed { table, selection, .. } => {
            if let Choice::Routes(winners) = &selection.choice {
                for one in winners {
                    found.extend(winner(network, one.route, one.prefix));
                }
            }
            match *table {
                TableRef::LocalGateway(id) => of_local_gateway(network, id, beside, found),
                TableRef::TransitGateway(table) => {
                    let came = beside.iter().filter_map(|node| match node {
                        Node::TransitGatewayAttachment(id) => Some(*id),
                        _other => None,
                    });
                    let fits = |id: &TransitGatewayAttachmentId| {
                        model.transit_gateway_attachments[*id].route_table == Some(table)
                    };
                    found.extend(came.filter(fits).take(1).map(Thing::Attachment));
                }
                _other => {}
            }
        }
        What::Allowed { .. } => found.extend(step.keys.iter().copied().filter_map(rule)),
        What::Uplinks { vifs } => {
            let used = vifs.iter().filter_map(|(vif, uplink)| match uplink {
                Uplink::Used(prefix) => Some(Thing::Heard(*vif, *prefix)),
                _other => None,
            });
            found.extend(used);
        }
        What::SourceTranslated { to: owned, .. }
        | What::DestinationTranslated { from: owned, .. }
            if matches!(hop.node, Node::LocalGateway(_)) =>
        {
            let tables = step.keys.iter().filter_map(|key| match key.object {
                ObjectId::LocalGatewayRouteTable(id) => Some(id),
                _other => None,
            });
            let pools = tables.filter_map(|table| model.coip_pool_of(table, *owned));
            found.extend(pools.map(Thing::Pool));
        }
        _other => {}
    }
}

/// Returns what a route that wins is: itself, or the announcement that it came of.
fn winner(network: &Network, route: RouteRef, prefix: Prefix) -> Option<Thing> {
    match route {
        RouteRef::Vpc(..)
        | RouteRef::LocalGateway(..)
        | RouteRef::TransitGateway(..)
        | RouteRef::RouterStatic(..) => Some(Thing::Route(route)),
        RouteRef::Learned(_, vif) => {
            let group = network.model.vifs[vif].group;
            let (table, _) = network.table_of_group(group)?;
            Some(Thing::Announced(table, prefix))
        }
        RouteRef::LearnedOver(_, link) => Some(Thing::Told(link, prefix)),
        RouteRef::Local(_)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => None,
    }
}

/// Returns the associations that a packet crosses which a local gateway route table forwards: with the
/// VPC on one side and the VIF group on the other.
fn of_local_gateway(
    network: &Network,
    table: LocalGatewayRouteTableId,
    beside: &[Node],
    found: &mut BTreeSet<Thing>,
) {
    let model = &network.model;
    let of_table = &model.local_gateway_route_tables[table];
    let subnets = beside.iter().filter_map(|node| match node {
        Node::Subnet(id) => Some(model.subnets[*id].vpc),
        Node::NetworkInterface(id) => Some(model.subnets[model.network_interfaces[*id].subnet].vpc),
        _other => None,
    });
    for vpc in subnets.filter(|vpc| of_table.vpcs.iter().any(|one| one.vpc == *vpc)) {
        found.insert(Thing::Vpc(table, vpc));
    }
    found.extend(of_table.vif_group.map(|_| Thing::VifGroup(table)));
}
