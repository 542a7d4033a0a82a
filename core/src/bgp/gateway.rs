//! What virtual private gateways and Direct Connect gateways know of the customer's network.

use std::collections::BTreeMap;

use super::{
    Advertised, PathAttributes,
    heard::{Announced, Heard},
    link::link_down,
};
use crate::{
    addr::Prefix,
    model::{
        DirectConnectEnd, DirectConnectGatewayId, DirectConnectInterfaceId,
        DirectConnectInterfaceType, Link, Model, RouteOrigin, VirtualPrivateGatewayId, VpnRouting,
    },
};

/// Where a gateway knows a prefix of the customer from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// From a link that ends at it.
    Link(Link),
    /// From a Direct Connect gateway that it is associated with.
    DirectConnectGateway(DirectConnectGatewayId),
}

/// One prefix of the customer that a gateway knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The prefix.
    pub prefix: Prefix,
    /// How it came to be known (fact RT-21).
    pub origin: RouteOrigin,
    /// What decides among paths of one origin.
    pub path: PathAttributes,
    /// Where it leads.
    pub via: Via,
}

/// Everything that a gateway knows of the customer.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The prefixes, sorted.
    pub known: Vec<Known>,
    /// Links that are up, but of which the inputs do not say what is announced over them.
    pub uncertain: Vec<Link>,
}

impl Knowledge {
    fn add(&mut self, (model, heard): (&Model, &Heard), link: Link, origin: RouteOrigin, via: Via) {
        match heard.announced(model, link) {
            Announced::Nothing => {}
            Announced::Unknown => self.uncertain.push(link),
            Announced::Prefixes(prefixes) => {
                let known =
                    |one: Advertised| Known { prefix: one.prefix, origin, path: one.path, via };
                self.known.extend(prefixes.into_iter().map(known));
            }
        }
    }
}

/// Returns the virtual interfaces of a type that end at a Direct Connect gateway.
pub(super) fn interfaces(
    model: &Model,
    gateway: DirectConnectGatewayId,
    kind: DirectConnectInterfaceType,
) -> impl Iterator<Item = DirectConnectInterfaceId> + '_ {
    let end = DirectConnectEnd::DirectConnectGateway(gateway);
    let all = model.direct_connect_interfaces.iter();
    all.filter(move |(_, one)| one.end == end && one.kind == kind).map(|(id, _)| id)
}

/// Returns what a Direct Connect gateway learns over its virtual interfaces of a type.
pub(super) fn of_direct_connect(
    model: &Model,
    heard: &Heard,
    gateway: DirectConnectGatewayId,
    kind: DirectConnectInterfaceType,
) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for interface in interfaces(model, gateway, kind) {
        let link = Link::DirectConnect(interface);
        knowledge.add((model, heard), link, RouteOrigin::DirectConnect, Via::Link(link));
    }
    knowledge.known.sort_unstable();
    knowledge
}

/// Returns what a virtual private gateway knows (facts VGW-01 and VGW-02).
pub(super) fn of_private_gateway(
    model: &Model,
    heard: &Heard,
    id: VirtualPrivateGatewayId,
) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for (vpn, connection) in model.vpn_connections.iter() {
        let link = Link::Vpn(vpn);
        if connection.gateway != Some(id) || link_down(model, link).is_some() {
            continue;
        }
        knowledge.add((model, heard), link, RouteOrigin::VpnBgp, Via::Link(link));
        if let VpnRouting::Static(prefixes) = &connection.routing {
            let (origin, path) = (RouteOrigin::VpnStatic, PathAttributes::default());
            let known =
                |prefix: &Prefix| Known { prefix: *prefix, origin, path, via: Via::Link(link) };
            knowledge.known.extend(prefixes.iter().map(known));
        }
    }
    for (interface, found) in model.direct_connect_interfaces.iter() {
        if found.end == DirectConnectEnd::VirtualPrivateGateway(id) {
            let link = Link::DirectConnect(interface);
            knowledge.add((model, heard), link, RouteOrigin::DirectConnect, Via::Link(link));
        }
    }
    for (gateway, found) in model.direct_connect_gateways.iter() {
        if found.associations.iter().any(|one| one.gateway == id) {
            let of = of_direct_connect(model, heard, gateway, DirectConnectInterfaceType::Private);
            knowledge.uncertain.extend(of.uncertain);
            knowledge.known.extend(best(of.known, Via::DirectConnectGateway(gateway)));
        }
    }
    knowledge.known.sort_unstable();
    knowledge
}

/// Returns the best path for each prefix, now by way of a gateway.
fn best(known: Vec<Known>, via: Via) -> impl Iterator<Item = Known> {
    let mut best: BTreeMap<Prefix, Known> = BTreeMap::new();
    for one in known {
        let slot = best.entry(one.prefix).or_insert(one);
        if one.path < slot.path {
            *slot = one;
        }
    }
    best.into_values().map(move |one| Known { via, ..one })
}

/// Returns the blocks of a VPC that a Direct Connect gateway announces to the customer (DXG-01).
#[must_use]
pub fn allowed_blocks(
    model: &Model,
    gateway: VirtualPrivateGatewayId,
    allowed: &[Prefix],
) -> Vec<Prefix> {
    let found = &model.virtual_private_gateways[gateway];
    if !found.attached {
        return Vec::new();
    }
    let blocks = model.vpcs[found.vpc].prefixes.iter().copied();
    blocks.filter(|block| allowed.iter().any(|wider| wider.covers(*block))).collect()
}
