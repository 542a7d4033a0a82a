//! What is folded away in large estates.
//!
//! Above four Outposts every Outpost is folded to one column, above twelve VPCs every VPC to one line;
//! what is opened, focused, or touched by the trace is not.

use std::collections::BTreeSet;

use super::{Input, words};
use crate::{
    graph::Node,
    model::{AttachmentResource, Model, ObjectId, OutpostId, Place, SubnetId, VpcId},
};

/// More Outposts than these are folded.
const MOST_OUTPOSTS: usize = 4;

/// More VPCs than these are folded.
const MOST_VPCS: usize = 12;

/// What is folded.
#[derive(Debug, Default)]
pub(super) struct Folds {
    pub(super) outposts: BTreeSet<OutpostId>,
    pub(super) vpcs: BTreeSet<VpcId>,
}

impl Folds {
    /// Decides what is folded.
    pub(super) fn of(input: &Input<'_>) -> Self {
        let model = &input.network.model;
        let many_outposts = model.outposts.len() > MOST_OUTPOSTS;
        let many_vpcs = model.vpcs.len() > MOST_VPCS;
        if !many_outposts && !many_vpcs {
            return Self::default();
        }
        let mut open = Open::default();
        open.named(input);
        for node in traced(input) {
            open.node(model, node);
        }
        let folded_outposts = model.outposts.ids().filter(|id| !open.outposts.contains(id));
        let folded_vpcs = model.vpcs.ids().filter(|id| !open.vpcs.contains(id));
        Self {
            outposts: folded_outposts.filter(|_| many_outposts).collect(),
            vpcs: folded_vpcs.filter(|_| many_vpcs).collect(),
        }
    }

    /// Returns whether the subnets of a VPC in a place are drawn as one box.
    pub(super) fn cell(&self, vpc: VpcId, place: Place) -> bool {
        let outpost = match place {
            Place::Outpost(outpost) => Some(outpost),
            Place::Region(_) => None,
        };
        self.vpcs.contains(&vpc) || outpost.is_some_and(|one| self.outposts.contains(&one))
    }
}

/// Returns every node that the trace passes.
fn traced(input: &Input<'_>) -> Vec<Node> {
    let Some(trace) = input.trace else { return Vec::new() };
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let hops = trace.forward.iter().chain(back).flat_map(|path| path.nodes());
    hops.chain([trace.source]).chain(trace.destination).collect()
}

/// What has to be open.
#[derive(Debug, Default)]
struct Open {
    outposts: BTreeSet<OutpostId>,
    vpcs: BTreeSet<VpcId>,
}

impl Open {
    fn named(&mut self, input: &Input<'_>) {
        let network = input.network;
        let ids: BTreeSet<&str> =
            input.open.iter().chain(input.focus).map(String::as_str).collect();
        if ids.is_empty() {
            return;
        }
        let model = &network.model;
        for (id, outpost) in model.outposts.iter() {
            if ids.contains(format!("outpost {}", outpost.identity.name).as_str()) {
                self.outposts.insert(id);
            }
        }
        for (id, vpc) in model.vpcs.iter() {
            if ids.contains(format!("vpc {}", vpc.identity.name).as_str()) {
                self.vpcs.insert(id);
            }
        }
        for node in network.graph.nodes() {
            if ids.contains(words::node_id(network, node).as_str()) {
                self.node(model, node);
            }
        }
        for object in model.objects() {
            if words::chip_id(model, object).is_some_and(|id| ids.contains(id.as_str())) {
                self.object(model, object);
            }
        }
    }

    fn node(&mut self, model: &Model, node: Node) {
        if let Some(object) = node.object() {
            self.object(model, object);
        }
    }

    fn subnet(&mut self, model: &Model, subnet: SubnetId) {
        let subnet = &model.subnets[subnet];
        self.vpcs.insert(subnet.vpc);
        self.outposts.extend(subnet.outpost());
    }

    fn object(&mut self, model: &Model, object: ObjectId) {
        match object {
            ObjectId::NetworkInterface(id) => {
                self.subnet(model, model.network_interfaces[id].subnet);
            }
            ObjectId::Subnet(id) => self.subnet(model, id),
            ObjectId::NatGateway(id) => self.subnet(model, model.nat_gateways[id].subnet),
            ObjectId::InternetGateway(id) => {
                self.vpcs.insert(model.internet_gateways[id].vpc);
            }
            ObjectId::RegionalNatGateway(id) => {
                self.vpcs.insert(model.regional_nat_gateways[id].vpc);
            }
            ObjectId::EgressOnlyInternetGateway(id) => {
                self.vpcs.insert(model.egress_only_internet_gateways[id].vpc);
            }
            ObjectId::VirtualPrivateGateway(id) => {
                self.vpcs.insert(model.virtual_private_gateways[id].vpc);
            }
            ObjectId::VpcEndpoint(id) => {
                self.vpcs.insert(model.vpc_endpoints[id].vpc);
            }
            ObjectId::PeeringConnection(id) => self.vpcs.extend(model.peering_connections[id].vpcs),
            ObjectId::TransitGatewayAttachment(id) => {
                if let AttachmentResource::Vpc { vpc, .. } =
                    model.transit_gateway_attachments[id].resource
                {
                    self.vpcs.insert(vpc);
                }
            }
            ObjectId::Outpost(id) => {
                self.outposts.insert(id);
            }
            ObjectId::LocalGateway(id) => {
                self.outposts.insert(model.local_gateways[id].outpost);
            }
            ObjectId::Vif(id) => {
                let gateway = model.vif_groups[model.vifs[id].group].local_gateway;
                self.outposts.insert(model.local_gateways[gateway].outpost);
            }
            ObjectId::LocalGatewayRouteTable(id) => {
                let gateway = model.local_gateway_route_tables[id].local_gateway;
                self.outposts.insert(model.local_gateways[gateway].outpost);
            }
            ObjectId::CoipPool(id) => {
                let table = model.coip_pools[id].table;
                self.object(model, table.into());
            }
            ObjectId::ServiceLinkVif(id) => {
                self.outposts.insert(model.service_link_vifs[id].outpost);
            }
            _ => {}
        }
    }
}
