//! What attachments propagate into the route tables of a transit gateway.

use super::{
    Advertised, Knowledge, PathAttributes,
    gateway::of_direct_connect,
    heard::{Announced, Heard},
};
use crate::{
    addr::Prefix,
    model::{
        AttachmentResource, DirectConnectInterfaceType, Link, Model, TransitGatewayAttachment,
        TransitGatewayAttachmentId, TransitGatewayRouteTableId, VpcId, VpnTransport,
    },
};

/// The kinds of propagated routes, in the order in which they win (fact TGW-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PropagatedFrom {
    /// A VPC.
    Vpc,
    /// A Direct Connect gateway.
    DirectConnectGateway,
    /// A VPN connection over Direct Connect.
    PrivateVpn,
    /// A VPN connection over the internet.
    Vpn,
}

/// One prefix that an attachment propagates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Propagated {
    /// The prefix.
    pub prefix: Prefix,
    /// From what.
    pub from: PropagatedFrom,
    /// What decides among paths of one kind.
    pub path: PathAttributes,
    /// The attachment.
    pub attachment: TransitGatewayAttachmentId,
}

/// What a transit gateway route table learns from its attachments.
#[derive(Debug, Clone, Default)]
pub struct Propagation {
    /// The routes that are in the table.
    pub routes: Vec<Propagated>,
    /// Blocks of VPCs of which the inputs do not say which was attached first, so that nobody knows
    /// which is in the table (fact TGW-10).
    pub undecided: Vec<Propagated>,
    /// Blocks of VPCs that overlap one attached before, with that attachment (fact TGW-10).
    pub overlapped: Vec<(Propagated, TransitGatewayAttachmentId)>,
    /// Attachments that propagate what the inputs do not tell.
    pub uncertain: Vec<TransitGatewayAttachmentId>,
}

/// Returns what a table learns.
pub(super) fn propagation(
    model: &Model,
    heard: &Heard,
    table: TransitGatewayRouteTableId,
) -> Propagation {
    let mut found = Propagation::default();
    let mut vpcs = Vec::new();
    for (id, attachment) in model.transit_gateway_attachments.iter() {
        if !attachment.propagates_to.contains(&table) || !attachment.state.forwards() {
            continue;
        }
        match &attachment.resource {
            AttachmentResource::Vpc { vpc, .. } => vpcs.push((id, attachment, *vpc)),
            AttachmentResource::Vpn(vpn) => {
                let from = match model.vpn_connections[*vpn].transport {
                    VpnTransport::DirectConnect => PropagatedFrom::PrivateVpn,
                    VpnTransport::Internet => PropagatedFrom::Vpn,
                };
                match heard.announced(model, Link::Vpn(*vpn)) {
                    Announced::Nothing => {}
                    Announced::Unknown => found.uncertain.push(id),
                    Announced::Prefixes(prefixes) => {
                        let route = |one: Advertised| {
                            let Advertised { prefix, path, .. } = one;
                            Propagated { prefix, from, path, attachment: id }
                        };
                        found.routes.extend(prefixes.into_iter().map(route));
                    }
                }
            }
            AttachmentResource::DirectConnectGateway { gateway, .. } => {
                let kind = DirectConnectInterfaceType::Transit;
                let Knowledge { known, uncertain } =
                    of_direct_connect(model, heard, *gateway, kind);
                if !uncertain.is_empty() {
                    found.uncertain.push(id);
                }
                add_best(&mut found.routes, id, &known);
            }
            // Static routes only (fact TGW-04).
            AttachmentResource::Peering(_) | AttachmentResource::NetworkFunction => {}
            AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator => found.uncertain.push(id),
        }
    }
    add_vpcs(model, vpcs, &mut found);
    found.routes.sort_unstable();
    found
}

/// Adds the best path that a Direct Connect gateway has for each prefix.
fn add_best(routes: &mut Vec<Propagated>, id: TransitGatewayAttachmentId, known: &[super::Known]) {
    let mut last = None;
    // Sorted by prefix and path: the first of each prefix is its best.
    for one in known.iter().filter(|one| last.replace(one.prefix) != Some(one.prefix)) {
        routes.push(Propagated {
            prefix: one.prefix,
            from: PropagatedFrom::DirectConnectGateway,
            path: one.path,
            attachment: id,
        });
    }
}

/// A block that a VPC attachment would propagate.
#[derive(Clone, Copy)]
struct Block<'m> {
    route: Propagated,
    vpc: VpcId,
    created: Option<&'m str>,
}

impl Block<'_> {
    fn overlaps(&self, other: &Self) -> bool {
        self.vpc != other.vpc && self.route.prefix.overlaps(other.route.prefix)
    }

    /// Returns whether the inputs do not say which of two was attached first.
    fn undecided(&self, other: &Self) -> bool {
        self.created.is_none() || other.created.is_none() || self.created == other.created
    }
}

/// Adds the blocks of VPCs, the earlier attachment first (facts TGW-09 and TGW-10).
fn add_vpcs(
    model: &Model,
    vpcs: Vec<(TransitGatewayAttachmentId, &TransitGatewayAttachment, VpcId)>,
    found: &mut Propagation,
) {
    let blocks = vpcs.iter().flat_map(|(id, attachment, vpc)| {
        let blocks = model.vpcs[*vpc].prefixes.iter();
        let carried = blocks.filter(|block| attachment.ipv6 || !block.is_ipv6());
        carried.map(|block| Block {
            route: Propagated {
                prefix: *block,
                from: PropagatedFrom::Vpc,
                path: PathAttributes::default(),
                attachment: *id,
            },
            vpc: *vpc,
            created: attachment.created.as_deref(),
        })
    });
    let (mut rivals, alone) = split(blocks.collect());
    found.routes.extend(alone.into_iter().map(|block| block.route));
    rivals.sort_by_key(|block| (block.created, block.route));
    let mut accepted: Vec<Block<'_>> = Vec::new();
    for block in &rivals {
        let mut earlier = accepted.iter();
        let earlier = earlier.find(|one| one.overlaps(block) && !one.undecided(block));
        if let Some(earlier) = earlier {
            found.overlapped.push((block.route, earlier.route.attachment));
            continue;
        }
        if rivals.iter().any(|one| one.overlaps(block) && one.undecided(block)) {
            found.undecided.push(block.route);
        } else {
            found.routes.push(block.route);
        }
        accepted.push(*block);
    }
    found.undecided.sort_unstable();
    found.overlapped.sort_unstable();
}

/// Tells blocks that overlap one of another VPC from those that do not.
fn split(mut blocks: Vec<Block<'_>>) -> (Vec<Block<'_>>, Vec<Block<'_>>) {
    blocks.sort_by_key(|one| (one.route.prefix.network(), one.route.prefix.length(), one.vpc));
    let mut rivals = std::collections::BTreeSet::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let covers = |outer: &usize| {
            let outer = blocks.get(*outer);
            outer.is_some_and(|outer| outer.route.prefix.covers(block.route.prefix))
        };
        while open.last().is_some_and(|outer| !covers(outer)) {
            open.pop();
        }
        // What is a rival already has made rivals of all around it.
        for outer in open.iter().rev() {
            if blocks.get(*outer).is_some_and(|outer| outer.vpc != block.vpc) {
                rivals.insert(index);
                if !rivals.insert(*outer) {
                    break;
                }
            }
        }
        // One of equals stands for all: what overlaps it overlaps them.
        let same = open.last().and_then(|outer| blocks.get(*outer));
        if same.is_none_or(|same| (same.route.prefix, same.vpc) != (block.route.prefix, block.vpc))
        {
            open.push(index);
        }
    }
    let mut at = 0..;
    blocks.into_iter().partition(|_| at.next().is_some_and(|at| rivals.contains(&at)))
}
