//! What a flow must meet beyond arriving: nodes to pass and to avoid, fields of the header.
//!
//! Conditions stop no packet. They say which of its ways count: a way that arrives and does not meet
//! them ends in a reason of its own.

use std::collections::BTreeSet;

use super::{Blocker, Hop, Network, NoEndpoint, Outcome, Path, Reason, endpoint::Missing};
use crate::{
    addr::{Packet, PortRange, Prefix, Protocol, is_private, is_shared_space},
    graph::Node,
    model::{HostId, ObjectId, OutpostId, VifId},
    query::{Clauses, HeaderField, Placed, Selector},
};

/// The conditions of a flow, with their nodes found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    via: Vec<Waypoint>,
    not_via: Vec<Waypoint>,
    arriving: Vec<HeaderField>,
}

/// Something that a way passes or avoids: one node, or any of several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Waypoint {
    name: String,
    objects: BTreeSet<ObjectId>,
    service_link: Option<OutpostId>,
    internet: bool,
}

impl Waypoint {
    fn is_at(&self, node: Node) -> bool {
        if let Node::ServiceLink(outpost) = node {
            return self.service_link == Some(outpost);
        }
        node.object().map_or(self.internet, |object| self.objects.contains(&object))
    }
}

impl Conditions {
    /// Finds the nodes of the clauses of a flow.
    ///
    /// # Errors
    /// Says which name is not that of something on a packet's way.
    pub(super) fn find(network: &Network, clauses: &Clauses) -> Result<Self, NoEndpoint> {
        let all = |nodes: &[Placed<Selector>]| -> Result<Vec<Waypoint>, NoEndpoint> {
            nodes.iter().map(|node| waypoint(network, node)).collect()
        };
        Ok(Self {
            via: all(&clauses.via)?,
            not_via: all(&clauses.not_via)?,
            arriving: clauses.arriving.iter().map(|field| field.value).collect(),
        })
    }

    /// Ends a way that arrives where it passes what it must avoid, or misses what it must pass.
    /// `over` are the virtual interfaces that it came in over.
    pub(super) fn ways(&self, path: &mut Path, over: &[VifId]) {
        if path.outcome != Outcome::Delivered {
            return;
        }
        let entered = |waypoint: &Waypoint| over.iter().any(|vif| waypoint.is_at(Node::Vif(*vif)));
        for avoided in &self.not_via {
            let at = path.nodes().position(|node| avoided.is_at(node));
            if at.is_none() && !entered(avoided) {
                continue;
            }
            let message = format!("the way passes `{}`, which the flow excludes", avoided.name);
            let blocker = Blocker::new(Reason::WaypointExcluded, message);
            let key = at.and_then(|at| path.hops.get(at)).and_then(|hop| hop.node.object());
            path.hops.truncate(at.map_or(path.hops.len(), |at| at + 1));
            path.outcome = key.into_iter().fold(blocker, Blocker::key).dropped();
            return;
        }
        let passed =
            |needed: &Waypoint| entered(needed) || path.nodes().any(|node| needed.is_at(node));
        let missed = self.via.iter().find(|needed| !passed(needed));
        if let Some(missed) = missed {
            let message = format!("the way does not pass `{}`", missed.name);
            path.outcome = Blocker::new(Reason::WaypointNotOnPath, message).dropped();
        }
    }

    /// Ends a way there whose packet arrives with another header than is asked for.
    pub(super) fn header(&self, path: &mut Path, packet: Packet) {
        if path.outcome != Outcome::Delivered {
            return;
        }
        let wrong = self.arriving.iter().find(|field| narrow(packet, **field).is_none());
        let Some(field) = wrong else { return };
        let found = field.of(packet);
        let rewriting = path.hops.iter().find(|hop| rewrites(hop, *field));
        let blocker = match rewriting {
            Some(hop) => {
                let message = format!(
                    "the packet cannot arrive with {field}: its {} is rewritten on the way, to {found}",
                    field.name()
                );
                let key = hop.node.object();
                let blocker = Blocker::new(Reason::HeaderImpossible, message);
                key.into_iter().fold(blocker, Blocker::key)
            }
            None => {
                let message =
                    format!("the packet arrives with {} {found}, not {field}", field.name());
                Blocker::new(Reason::HeaderFilterAtDestination, message)
            }
        };
        path.outcome = blocker.dropped();
    }
}

/// Returns the prefixes that a flow asks the header of a packet for.
pub(super) fn prefixes(clauses: &Clauses) -> Vec<Prefix> {
    let fields = clauses.leaving.iter().chain(&clauses.arriving);
    let prefix = |field: &Placed<HeaderField>| match field.value {
        HeaderField::Source(prefix) | HeaderField::Destination(prefix) => Some(prefix),
        HeaderField::SourcePort(_) | HeaderField::DestinationPort(_) | HeaderField::Protocol(_) => {
            None
        }
    };
    fields.filter_map(prefix).collect()
}

/// Narrows a packet to the header that it must have as it leaves, or says why it cannot have it.
pub(super) fn leaving(packet: Packet, clauses: &Clauses) -> Result<Packet, Blocker> {
    clauses.leaving.iter().try_fold(packet, |packet, field| {
        narrow(packet, field.value).ok_or_else(|| {
            let (field, found) = (field.value, field.value.of(packet));
            let message = format!("the packet leaves with {} {found}, not {field}", field.name());
            Blocker::new(Reason::HeaderFilterAtSource, message)
        })
    })
}

/// Refuses private addresses in the headers of a flow that starts or ends at the internet.
pub(super) fn public(clauses: &Clauses, from: bool, to: bool) -> Result<(), Blocker> {
    let hidden = |field: &HeaderField, source: bool, destination: bool| match field {
        HeaderField::Source(prefix) => source && private(*prefix),
        HeaderField::Destination(prefix) => destination && private(*prefix),
        HeaderField::SourcePort(_) | HeaderField::DestinationPort(_) | HeaderField::Protocol(_) => {
            false
        }
    };
    let leaving = clauses.leaving.iter().find(|field| hidden(&field.value, from, from || to));
    let arriving = clauses.arriving.iter().find(|field| hidden(&field.value, from || to, to));
    match leaving.or(arriving) {
        None => Ok(()),
        Some(field) => {
            let message = format!("{} is no public address, as the internet has", field.value);
            Err(Blocker::new(Reason::IgwExpectsPublicAddress, message))
        }
    }
}

fn private(prefix: Prefix) -> bool {
    is_private(prefix.network()) || is_shared_space(prefix.network())
}

/// Returns the part of a packet that has a field, if there is one.
fn narrow(packet: Packet, field: HeaderField) -> Option<Packet> {
    let common = |ports: Option<PortRange>, asked: PortRange| ports?.common(asked);
    match field {
        HeaderField::Source(prefix) => prefix.contains(packet.source).then_some(packet),
        HeaderField::Destination(prefix) => prefix.contains(packet.destination).then_some(packet),
        HeaderField::SourcePort(asked) => {
            let ports = common(packet.source_ports, asked)?;
            Some(Packet { source_ports: Some(ports), ..packet })
        }
        HeaderField::DestinationPort(asked) => {
            let ports = common(packet.destination_ports, asked)?;
            Some(Packet { destination_ports: Some(ports), ..packet })
        }
        HeaderField::Protocol(protocol) if protocol == packet.protocol => Some(packet),
        HeaderField::Protocol(protocol) if packet.protocol == Protocol::Any => {
            let ports = protocol.has_ports();
            let source_ports = ports.then_some(PortRange::EPHEMERAL);
            let destination_ports = ports.then_some(PortRange::ALL);
            Some(Packet { protocol, source_ports, destination_ports, ..packet })
        }
        HeaderField::Protocol(_) => None,
    }
}

/// Returns whether a hop gives a field another value.
fn rewrites(hop: &Hop, field: HeaderField) -> bool {
    let (before, after) = (hop.packet_in, hop.packet_out);
    match field {
        HeaderField::Source(_) => before.source != after.source,
        HeaderField::Destination(_) => before.destination != after.destination,
        // A filter that splits the ports narrows them, and only a translation changes the address too.
        HeaderField::SourcePort(_) => {
            before.source != after.source && before.source_ports != after.source_ports
        }
        HeaderField::DestinationPort(_) => {
            before.destination != after.destination
                && before.destination_ports != after.destination_ports
        }
        HeaderField::Protocol(_) => false,
    }
}

/// Finds what a name stands for on a packet's way.
fn waypoint(network: &Network, node: &Placed<Selector>) -> Result<Waypoint, NoEndpoint> {
    let model = &network.model;
    let name = &node.value.name.value;
    let kind = node.value.kind.as_ref().map(|kind| kind.value.as_str());
    let mut found = Waypoint { name: name.clone(), ..Waypoint::default() };
    let fits = |object: ObjectId, name: &str| {
        let identity = model.identity(object);
        identity.name == name || identity.aws_id.as_deref() == Some(name)
    };
    if let Some(outpost) = name.strip_suffix(".service-link") {
        found.service_link = model.outposts.ids().find(|id| fits((*id).into(), outpost));
    }
    found.internet = name == "internet" && kind.is_none();
    let of_kind = |object: ObjectId| {
        kind.is_none_or(|kind| model.noun(object).to_lowercase().replace(' ', "_") == kind)
    };
    let mut named: Vec<ObjectId> =
        model.objects().filter(|object| fits(*object, name) && of_kind(*object)).collect();
    if named.is_empty() {
        // As at the ends of a flow, a host may leave out its site.
        let local = |id: &HostId| model.hosts[*id].identity.name.rsplit('.').next() == Some(name);
        let hosts: Vec<HostId> = model.hosts.ids().filter(local).collect();
        if let ([only], None | Some("host")) = (hosts.as_slice(), kind) {
            named.push((*only).into());
        }
    }
    for object in &named {
        members(network, *object, &mut found.objects);
    }
    if !found.objects.is_empty() || found.service_link.is_some() || found.internet {
        return Ok(found);
    }
    let message = match named.first() {
        Some(object) => {
            format!("`{name}` is a {}, which no packet passes", model.noun(*object))
        }
        None => format!("nothing is called `{name}`"),
    };
    Err(NoEndpoint {
        span: node.span.clone(),
        message,
        help:
            "Name a subnet, an instance, a gateway, a router, `OUTPOST.service-link` or `internet`."
                .to_owned(),
        missing: named.is_empty().then(|| Missing::Name(name.clone())),
    })
}

/// Adds what of an object a packet passes: the object, or what it holds.
#[expect(clippy::too_many_lines, reason = "every kind of object has to think about this once")]
fn members(network: &Network, object: ObjectId, to: &mut BTreeSet<ObjectId>) {
    let model = &network.model;
    match object {
        ObjectId::Instance(id) => {
            to.extend(model.instances[id].interfaces.iter().map(|id| ObjectId::from(*id)));
        }
        ObjectId::VifGroup(id) => {
            to.extend(model.vif_groups[id].vifs.iter().map(|id| ObjectId::from(*id)));
        }
        ObjectId::Vpc(id) => {
            let own = model.subnets.iter().filter(|(_, subnet)| subnet.vpc == id);
            to.extend(own.map(|(id, _)| ObjectId::from(id)));
        }
        ObjectId::Outpost(id) => {
            let own = model.subnets.iter().filter(|(_, subnet)| subnet.outpost() == Some(id));
            to.extend(own.map(|(id, _)| ObjectId::from(id)));
            to.extend(model.outposts[id].local_gateway.map(ObjectId::from));
        }
        ObjectId::Site(id) => {
            let segments = model.segments.iter().filter(|(_, segment)| segment.site == id);
            to.extend(segments.map(|(id, _)| ObjectId::from(id)));
            let routers = model.routers.iter().filter(|(_, router)| router.site == id);
            to.extend(routers.map(|(id, _)| ObjectId::from(id)));
        }
        ObjectId::Group(id) => {
            // Groups hold no groups, so that this comes to an end.
            let inner = model.groups[id].members.iter();
            let inner = inner.filter(|member| !matches!(member, ObjectId::Group(_)));
            inner.for_each(|member| members(network, *member, to));
        }
        ObjectId::PrefixList(id) if model.prefix_lists[id].service.is_none() => {}
        ObjectId::PrefixList(_)
        | ObjectId::Subnet(_)
        | ObjectId::NetworkInterface(_)
        | ObjectId::InternetGateway(_)
        | ObjectId::NatGateway(_)
        | ObjectId::RegionalNatGateway(_)
        | ObjectId::EgressOnlyInternetGateway(_)
        | ObjectId::PeeringConnection(_)
        | ObjectId::LocalGateway(_)
        | ObjectId::Vif(_)
        | ObjectId::ServiceLinkVif(_)
        | ObjectId::Router(_)
        | ObjectId::Segment(_)
        | ObjectId::Host(_)
        | ObjectId::TransitGateway(_)
        | ObjectId::TransitGatewayAttachment(_)
        | ObjectId::VirtualPrivateGateway(_)
        | ObjectId::VpnConnection(_)
        | ObjectId::VpcEndpoint(_)
        | ObjectId::DirectConnectConnection(_)
        | ObjectId::DirectConnectInterface(_)
        | ObjectId::DirectConnectGateway(_)
        | ObjectId::Unmodelled(_) => {
            to.insert(object);
        }
        ObjectId::Topology
        | ObjectId::Region(_)
        | ObjectId::Zone(_)
        | ObjectId::Account(_)
        | ObjectId::RouteTable(_)
        | ObjectId::SecurityGroup(_)
        | ObjectId::NetworkAcl(_)
        | ObjectId::LocalGatewayRouteTable(_)
        | ObjectId::CoipPool(_)
        | ObjectId::RouteMap(_)
        | ObjectId::TransitGatewayRouteTable(_) => {}
    }
}
