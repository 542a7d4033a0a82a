//! From the model to the graph.

use std::collections::BTreeMap;

use petgraph::{
    graph::{NodeIndex, UnGraph},
    visit::EdgeRef,
};

use super::{Node, Wire};
use crate::model::{
    AttachmentResource, DirectConnectEnd, Model, NextHop, Place, SubnetId, VpcEndpointKind,
};

/// Every node and wire of a model.
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) graph: UnGraph<Node, Wire>,
    pub(super) index: BTreeMap<Node, NodeIndex>,
    /// The neighbors of each node, sorted.
    pub(super) neighbors: Vec<Vec<(Node, Wire)>>,
}

impl Graph {
    /// Builds the graph of a model, in an order that depends on names only.
    #[must_use]
    pub fn build(model: &Model) -> Self {
        let mut graph =
            Self { graph: UnGraph::default(), index: BTreeMap::new(), neighbors: Vec::new() };
        graph.region_side(model);
        graph.endpoints(model);
        graph.local_gateways(model);
        graph.service_links(model);
        graph.customer_side(model);
        graph.interconnect(model);
        graph.transit_gateways(model);
        graph.neighbors = graph.graph.node_indices().map(|at| graph.sorted_neighbors(at)).collect();
        graph
    }

    fn sorted_neighbors(&self, index: NodeIndex) -> Vec<(Node, Wire)> {
        let edges = self.graph.edges(index).filter_map(|edge| {
            // An edge of a node is given from it on.
            Some((*self.graph.node_weight(edge.target())?, *edge.weight()))
        });
        let mut found: Vec<(Node, Wire)> = edges.collect();
        found.sort_unstable();
        found
    }

    fn region_side(&mut self, model: &Model) {
        for (id, interface) in model.network_interfaces.iter() {
            let subnet = Node::Subnet(interface.subnet);
            self.connect(Node::NetworkInterface(id), subnet, Wire::Member);
        }
        for (id, gateway) in model.nat_gateways.iter() {
            self.connect(Node::NatGateway(id), Node::Subnet(gateway.subnet), Wire::Member);
        }
        for (id, gateway) in model.internet_gateways.iter() {
            let node = Node::InternetGateway(id);
            self.connect(node, Node::Internet, Wire::Internet);
            for subnet in subnets_of(model, gateway.vpc) {
                self.connect(node, Node::Subnet(subnet), Wire::Fabric);
            }
        }
        for (id, gateway) in model.regional_nat_gateways.iter() {
            let node = Node::RegionalNatGateway(id);
            self.node(node);
            for subnet in subnets_of(model, gateway.vpc) {
                self.connect(node, Node::Subnet(subnet), Wire::Fabric);
            }
            if let Some(internet) = model.vpcs[gateway.vpc].internet_gateway {
                self.connect(node, Node::InternetGateway(internet), Wire::Fabric);
            }
        }
        for (id, gateway) in model.egress_only_internet_gateways.iter() {
            let node = Node::EgressOnlyInternetGateway(id);
            self.connect(node, Node::Internet, Wire::Internet);
            for subnet in subnets_of(model, gateway.vpc) {
                self.connect(node, Node::Subnet(subnet), Wire::Fabric);
            }
        }
        for (id, peering) in model.peering_connections.iter() {
            for subnet in peering.vpcs.into_iter().flat_map(|vpc| subnets_of(model, vpc)) {
                self.connect(Node::PeeringConnection(id), Node::Subnet(subnet), Wire::Fabric);
            }
        }
        for (id, subnet) in model.subnets.iter() {
            if let Place::Outpost(outpost) = subnet.place {
                self.connect(Node::Subnet(id), Node::ServiceLink(outpost), Wire::ServiceLink);
            }
        }
    }

    fn endpoints(&mut self, model: &Model) {
        for (id, list) in model.prefix_lists.iter() {
            if list.service.is_some() {
                self.connect(Node::AwsService(id), Node::Internet, Wire::Internet);
            }
        }
        for (id, endpoint) in model.vpc_endpoints.iter() {
            let node = Node::VpcEndpoint(id);
            self.node(node);
            match &endpoint.kind {
                VpcEndpointKind::Gateway { prefix_list, .. } => {
                    for list in model.lists_of_service(*prefix_list) {
                        self.connect(node, Node::AwsService(list), Wire::Fabric);
                    }
                    for subnet in subnets_of(model, endpoint.vpc) {
                        self.connect(node, Node::Subnet(subnet), Wire::Fabric);
                    }
                }
                VpcEndpointKind::Inspection { .. } => {
                    for subnet in subnets_of(model, endpoint.vpc) {
                        self.connect(node, Node::Subnet(subnet), Wire::Fabric);
                    }
                }
                VpcEndpointKind::Interface { interfaces } => {
                    for interface in interfaces {
                        self.connect(node, Node::NetworkInterface(*interface), Wire::Member);
                    }
                }
            }
        }
    }

    fn local_gateways(&mut self, model: &Model) {
        for (id, gateway) in model.local_gateways.iter() {
            let node = Node::LocalGateway(id);
            self.node(node);
            let on_outpost = |place| place == Place::Outpost(gateway.outpost);
            for (subnet, _) in model.subnets.iter().filter(|(_, subnet)| on_outpost(subnet.place)) {
                self.connect(node, Node::Subnet(subnet), Wire::Fabric);
            }
        }
        for (id, vif) in model.vifs.iter() {
            let gateway = model.vif_groups[vif.group].local_gateway;
            self.connect(Node::Vif(id), Node::LocalGateway(gateway), Wire::Vlan);
            if let Some(router) = vif.router {
                self.connect(Node::Vif(id), Node::Router(router), Wire::Vlan);
            }
        }
    }

    fn service_links(&mut self, model: &Model) {
        for (id, vif) in model.service_link_vifs.iter() {
            self.connect(Node::ServiceLinkVif(id), Node::ServiceLink(vif.outpost), Wire::Vlan);
            if let Some(router) = vif.router {
                self.connect(Node::ServiceLinkVif(id), Node::Router(router), Wire::Link);
            }
        }
    }

    fn customer_side(&mut self, model: &Model) {
        for id in model.segments.ids() {
            self.node(Node::Segment(id));
        }
        for (id, router) in model.routers.iter() {
            let node = Node::Router(id);
            self.node(node);
            for interface in &router.interfaces {
                self.connect(node, Node::Segment(interface.segment), Wire::Lan);
            }
            if router.routes.iter().any(|route| route.next_hop == NextHop::Internet) {
                self.connect(node, Node::Internet, Wire::Internet);
            }
        }
        for (id, host) in model.hosts.iter() {
            self.connect(Node::Host(id), Node::Segment(host.segment), Wire::Lan);
        }
    }

    fn interconnect(&mut self, model: &Model) {
        for (id, gateway) in model.virtual_private_gateways.iter() {
            let node = Node::VirtualPrivateGateway(id);
            self.node(node);
            for subnet in subnets_of(model, gateway.vpc) {
                self.connect(node, Node::Subnet(subnet), Wire::Fabric);
            }
        }
        for (id, vpn) in model.vpn_connections.iter() {
            let node = Node::VpnConnection(id);
            self.node(node);
            if let Some(router) = vpn.router {
                self.connect(node, Node::Router(router), Wire::Link);
            }
            if let Some(gateway) = vpn.gateway {
                self.connect(node, Node::VirtualPrivateGateway(gateway), Wire::Link);
            }
        }
        for (id, gateway) in model.direct_connect_gateways.iter() {
            let node = Node::DirectConnectGateway(id);
            self.node(node);
            for one in &gateway.associations {
                self.connect(node, Node::VirtualPrivateGateway(one.gateway), Wire::Link);
            }
        }
        for (id, interface) in model.direct_connect_interfaces.iter() {
            let node = Node::DirectConnectInterface(id);
            self.node(node);
            if let Some(router) = interface.router {
                self.connect(node, Node::Router(router), Wire::Link);
            }
            let end = match interface.end {
                DirectConnectEnd::VirtualPrivateGateway(id) => Node::VirtualPrivateGateway(id),
                DirectConnectEnd::DirectConnectGateway(id) => Node::DirectConnectGateway(id),
                DirectConnectEnd::Public => Node::Internet,
            };
            self.connect(node, end, Wire::Link);
        }
    }

    fn transit_gateways(&mut self, model: &Model) {
        for (id, attachment) in model.transit_gateway_attachments.iter() {
            let node = Node::TransitGatewayAttachment(id);
            self.connect(node, Node::TransitGateway(attachment.transit_gateway), Wire::Fabric);
            match &attachment.resource {
                AttachmentResource::Vpc { vpc, .. } => {
                    for subnet in subnets_of(model, *vpc) {
                        self.connect(node, Node::Subnet(subnet), Wire::Fabric);
                    }
                }
                AttachmentResource::Vpn(vpn) => {
                    self.connect(node, Node::VpnConnection(*vpn), Wire::Link);
                }
                AttachmentResource::DirectConnectGateway { gateway, .. } => {
                    self.connect(node, Node::DirectConnectGateway(*gateway), Wire::Link);
                }
                AttachmentResource::Peering(Some(peer)) => {
                    self.connect(node, Node::TransitGatewayAttachment(*peer), Wire::Link);
                }
                AttachmentResource::Peering(None)
                | AttachmentResource::Connect
                | AttachmentResource::ClientVpn
                | AttachmentResource::VpnConcentrator
                | AttachmentResource::NetworkFunction => {}
            }
        }
    }

    fn node(&mut self, node: Node) -> NodeIndex {
        *self.index.entry(node).or_insert_with(|| self.graph.add_node(node))
    }

    fn connect(&mut self, from: Node, to: Node, wire: Wire) {
        let (from, to) = (self.node(from), self.node(to));
        self.graph.update_edge(from, to, wire);
    }
}

fn subnets_of(model: &Model, vpc: crate::model::VpcId) -> impl Iterator<Item = SubnetId> + '_ {
    model.subnets.iter().filter(move |(_, subnet)| subnet.vpc == vpc).map(|(id, _)| id)
}
