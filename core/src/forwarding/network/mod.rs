//! A model made ready for forwarding.

mod build;

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use super::{
    Blocker, Onward, Reason, ServiceLinkPath, Step, What, atoms::Parts, index::Index,
    service_link_path, state::end,
};
use crate::{
    addr::{PrefixMap, PrefixMaps, TableId},
    bgp::Bgp,
    facts,
    graph::{Graph, Node},
    model::{
        AssociationState, HostId, Id, LocalGatewayId, LocalGatewayRouteTableId, Model,
        NatGatewayId, NetworkInterfaceId, ObjectId, OutpostId, PrefixListId, RegionalNatGatewayId,
        RouterId, SegmentId, SubnetId, TransitGatewayAttachmentId, TransitGatewayId, VifGroupId,
        VifId, VpcEndpointId, VpcId, VpnConnectionId,
    },
    routing::Tables,
};

/// Who has an address in a subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resident {
    /// A network interface.
    Interface(NetworkInterfaceId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
}

/// Who answers to a public address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicOwner {
    /// A network interface, behind its VPC's internet gateway.
    Interface(NetworkInterfaceId),
    /// A NAT gateway, behind its VPC's internet gateway.
    NatGateway(NatGatewayId),
    /// A regional NAT gateway, behind its VPC's internet gateway.
    RegionalNatGateway(RegionalNatGatewayId),
    /// A router that translates sources to this address.
    Router(RouterId),
}

/// A local gateway route table, and the state of an association with it.
type Associated = (LocalGatewayRouteTableId, AssociationState);

/// A model with its graph, its BGP state, its tables and its lookups. Built once, asked often.
#[derive(Debug, Clone)]
pub struct Network {
    /// The model.
    pub model: Model,
    /// The wiring.
    pub graph: Graph,
    /// Sessions and announcements.
    pub bgp: Bgp,
    /// The route tables.
    pub tables: Tables,
    /// The subnets of each VPC.
    subnets: PrefixMaps<SubnetId>,
    residents: Index<(SubnetId, IpAddr), Resident>,
    private: Index<IpAddr, Vec<NetworkInterfaceId>>,
    public: Index<IpAddr, PublicOwner>,
    coip: Index<IpAddr, Vec<NetworkInterfaceId>>,
    hosts: Index<(SegmentId, IpAddr), HostId>,
    /// The routers that have an address, in order.
    routers: Index<IpAddr, Vec<RouterId>>,
    /// The virtual interfaces that have an address at the side of the local gateway.
    vifs: Index<IpAddr, VifId>,
    /// The VPCs of global IPv6 blocks, and of public pools.
    public_vpcs: PrefixMap<VpcId>,
    services: PrefixMap<PrefixListId>,
    endpoints: Index<NetworkInterfaceId, VpcEndpointId>,
    public_routers: PrefixMap<Vec<RouterId>>,
    service_links: BTreeMap<OutpostId, ServiceLinkPath>,
    declared: PrefixMap<()>,
    attachments: Index<(TransitGatewayId, VpcId), TransitGatewayAttachmentId>,
    vpn_attachments: Index<VpnConnectionId, TransitGatewayAttachmentId>,
    /// The VPCs whose peering connection is active, in one Region, both ways around.
    peered: Index<(VpcId, VpcId), ()>,
    /// The VPCs with an instance that forwards.
    with_appliance: Index<VpcId, ()>,
    /// The route tables that VPCs are associated with.
    gateway_tables: Index<(LocalGatewayId, VpcId), Associated>,
    /// The route tables that VIF groups are associated with.
    group_tables: Index<VifGroupId, Associated>,
    /// Computed when first asked for.
    parts: OnceLock<Arc<Parts>>,
}

impl Network {
    /// Makes a model ready.
    #[must_use]
    pub fn build(model: Model) -> Self {
        let bgp = Bgp::build(&model);
        Self::with_bgp(model, bgp)
    }

    /// Makes a model ready that a change made of this one's: the same as [`Self::build`], but what BGP
    /// comes to among routers is computed only where the change touches it.
    #[must_use]
    pub fn update(&self, model: Model) -> Self {
        let bgp = self.bgp.update(&self.model, &model);
        Self::with_bgp(model, bgp)
    }

    fn with_bgp(model: Model, bgp: Bgp) -> Self {
        let graph = Graph::build(&model);
        let tables = Tables::build(&model, &bgp);
        let mut network = Self {
            graph,
            bgp,
            tables,
            subnets: PrefixMaps::build([]),
            residents: Index::default(),
            private: Index::default(),
            public: Index::default(),
            coip: Index::default(),
            hosts: Index::default(),
            routers: Index::default(),
            vifs: Index::default(),
            public_vpcs: PrefixMap::default(),
            services: PrefixMap::default(),
            endpoints: Index::default(),
            declared: PrefixMap::default(),
            attachments: Index::default(),
            vpn_attachments: Index::default(),
            peered: Index::default(),
            with_appliance: Index::default(),
            gateway_tables: Index::default(),
            group_tables: Index::default(),
            public_routers: PrefixMap::default(),
            service_links: BTreeMap::new(),
            parts: OnceLock::new(),
            model,
        };
        network.index();
        network.service_links = service_link_path::all(&network);
        network
    }

    /// Returns the attachment of a VPC to a transit gateway.
    #[must_use]
    pub fn attachment_of(
        &self,
        gateway: TransitGatewayId,
        vpc: VpcId,
    ) -> Option<TransitGatewayAttachmentId> {
        self.attachments.get(&(gateway, vpc)).copied()
    }

    /// Returns whether an active peering connection joins two VPCs of one Region.
    #[must_use]
    pub fn are_peered(&self, one: VpcId, other: VpcId) -> bool {
        self.peered.get(&(one, other)).is_some()
    }

    /// Returns whether an instance with an interface in a VPC forwards.
    #[must_use]
    pub fn has_appliance(&self, vpc: VpcId) -> bool {
        self.with_appliance.get(&vpc).is_some()
    }

    /// Returns the attachment of a VPN connection to a transit gateway.
    #[must_use]
    pub fn attachment_of_vpn(&self, vpn: VpnConnectionId) -> Option<TransitGatewayAttachmentId> {
        self.vpn_attachments.get(&vpn).copied()
    }

    /// Returns the subnet of a VPC that holds an address.
    #[must_use]
    pub fn subnet_of(&self, vpc: VpcId, address: IpAddr) -> Option<SubnetId> {
        self.subnets.longest(TableId::new(vpc.index()), address)?.1.last().copied()
    }

    /// Returns who has a private address in a subnet.
    #[must_use]
    pub fn resident(&self, subnet: SubnetId, address: IpAddr) -> Option<Resident> {
        self.residents.get(&(subnet, address)).copied()
    }

    /// Returns the interfaces that have a private address, in any VPC.
    #[must_use]
    pub fn with_address(&self, address: IpAddr) -> &[NetworkInterfaceId] {
        self.private.get(&address).map_or(&[], Vec::as_slice)
    }

    /// Returns whether an interface or a NAT gateway of a VPC has a private address.
    #[must_use]
    pub fn is_resident(&self, vpc: VpcId, address: IpAddr) -> bool {
        let subnet = self.subnet_of(vpc, address);
        subnet.is_some_and(|subnet| self.resident(subnet, address).is_some())
    }

    /// Returns who answers to a public address.
    #[must_use]
    pub fn public_owner(&self, address: IpAddr) -> Option<PublicOwner> {
        self.public.get(&address).copied()
    }

    /// Returns the AWS service that answers to an address, by its prefix list.
    #[must_use]
    pub fn service_at(&self, address: IpAddr) -> Option<PrefixListId> {
        self.services.longest(address)?.1.last().copied()
    }

    /// Returns the VPC endpoint that an interface belongs to.
    #[must_use]
    pub fn endpoint_of(&self, interface: NetworkInterfaceId) -> Option<VpcEndpointId> {
        self.endpoints.get(&interface).copied()
    }

    /// Returns the routers of which an interface has an address, in order.
    #[must_use]
    pub fn routers_with(&self, address: IpAddr) -> &[RouterId] {
        self.routers.get(&address).map_or(&[], Vec::as_slice)
    }

    /// Returns who has an address on a segment: a router that stands there, or a host.
    #[must_use]
    pub fn station(&self, segment: SegmentId, address: IpAddr) -> Option<Node> {
        let stands = |id: &&RouterId| {
            self.model.routers[**id].interfaces.iter().any(|one| one.segment == segment)
        };
        let router = self.routers_with(address).iter().find(stands);
        let host = || self.hosts.get(&(segment, address));
        router.map(|id| Node::Router(*id)).or_else(|| host().map(|id| Node::Host(*id)))
    }

    /// Returns whether a local gateway has an address on one of its virtual interfaces.
    #[must_use]
    pub fn is_local_gateway(&self, address: IpAddr) -> bool {
        self.vifs.get(&address).is_some()
    }

    /// Returns the VPC that the internet leads an untranslated address to.
    #[must_use]
    pub fn public_vpc(&self, address: IpAddr) -> Option<VpcId> {
        self.public_vpcs.longest(address)?.1.last().copied()
    }

    /// Returns the interfaces with a customer-owned address; more than one is an input error.
    #[must_use]
    pub fn coip_owners(&self, address: IpAddr) -> &[NetworkInterfaceId] {
        self.coip.get(&address).map_or(&[], Vec::as_slice)
    }

    /// Returns whether an address lies in a prefix that the inputs declare, defaults aside.
    #[must_use]
    pub fn declares(&self, address: IpAddr) -> bool {
        self.declared.longest(address).is_some()
    }

    /// Returns the parts of the address space that nothing tells apart. The first who asks says which
    /// addresses should stand for theirs.
    pub(super) fn parts(&self, preferred: &[IpAddr]) -> &Parts {
        self.parts.get_or_init(|| Arc::new(Parts::new(self, preferred)))
    }

    /// Returns the routers that the internet sends a public address to, the longest prefix first.
    #[must_use]
    pub fn public_routers(&self, address: IpAddr) -> &[RouterId] {
        let found = self.public_routers.longest(address).and_then(|(_, lists)| lists.last());
        found.map_or(&[], Vec::as_slice)
    }

    /// Returns what became of following a service link to its anchors; nothing where the files do
    /// not describe its way.
    #[must_use]
    pub fn service_link_path(&self, outpost: OutpostId) -> Option<&ServiceLinkPath> {
        self.service_links.get(&outpost)
    }

    /// Returns whether an address is that of an anchor.
    #[must_use]
    pub fn is_anchor(&self, address: IpAddr) -> bool {
        let outposts = self.model.outposts.values();
        outposts.flat_map(|outpost| &outpost.service_link.anchors).any(|anchor| *anchor == address)
    }

    /// Returns the address that stands for `internet` in flows: the first of a few well-known ones
    /// that the inputs do not use themselves.
    #[must_use]
    pub fn internet_address(&self) -> IpAddr {
        let first = IpAddr::from([8, 8, 8, 8]);
        let others = [[198, 51, 100, 1], [203, 0, 113, 1], [192, 0, 2, 1]].map(IpAddr::from);
        let free = |one: &IpAddr| !self.declares(*one) && self.public_owner(*one).is_none();
        std::iter::once(first).chain(others).find(free).unwrap_or(first)
    }

    /// Returns the route table of a local gateway that a VPC is associated with, and the state.
    #[must_use]
    pub fn gateway_table(
        &self,
        gateway: LocalGatewayId,
        vpc: VpcId,
    ) -> Option<(LocalGatewayRouteTableId, AssociationState)> {
        self.gateway_tables.get(&(gateway, vpc)).copied()
    }

    /// Returns the local gateway route table that a VIF group is associated with, and the state.
    #[must_use]
    pub fn table_of_group(
        &self,
        group: VifGroupId,
    ) -> Option<(LocalGatewayRouteTableId, AssociationState)> {
        self.group_tables.get(&group).copied()
    }

    /// Returns the name of an object as answers print it: the noun, and the name in backticks.
    #[must_use]
    pub fn name(&self, object: impl Into<ObjectId>) -> String {
        let object = object.into();
        let identity = self.model.identity(object);
        format!("{} `{}`", self.model.noun(object), identity.name)
    }

    /// Returns the bare name of an object in backticks.
    #[must_use]
    pub fn short(&self, object: impl Into<ObjectId>) -> String {
        format!("`{}`", self.model.identity(object.into()).name)
    }

    /// Returns the name of a node as answers print it.
    #[must_use]
    pub fn node_name(&self, node: Node) -> String {
        match (node, node.object()) {
            (Node::AwsService(_), Some(list)) => {
                format!("aws-service:{}", self.model.identity(list).name)
            }
            (Node::ServiceLink(_), Some(outpost)) => {
                format!("{}.service-link", self.model.identity(outpost).name)
            }
            (_, Some(object)) => self.model.identity(object).name.clone(),
            (_, None) => "internet".to_owned(),
        }
    }

    /// Ends a path that consults an object of which the input has an error, or lacks a part.
    pub(super) fn whole<const N: usize>(&self, objects: [ObjectId; N]) -> Onward<()> {
        let incomplete = &self.model.incomplete;
        let broken = |object: &ObjectId| incomplete.contains(object);
        if incomplete.is_empty() {
            return Onward::Continue(());
        }
        let found = std::iter::once(ObjectId::Topology).chain(objects).find(broken);
        match found {
            None => Onward::Continue(()),
            Some(object) => {
                let message = if object == ObjectId::Topology {
                    "the input has errors that hide part of it".to_owned()
                } else {
                    format!("the input does not describe {} in full", self.name(object))
                };
                end(Blocker::new(Reason::UnknownObject, message).key(object).unknown())
            }
        }
    }

    /// Ends a path to an anchor of which the inputs give the address, but no network interface.
    pub(super) fn anchor_has_interface(&self, address: IpAddr) -> Onward<()> {
        if !self.is_anchor(address) || !self.with_address(address).is_empty() {
            return Onward::Continue(());
        }
        let message = format!("the input gives no network interface for the anchor {address}");
        let help = "Add it to `network_interfaces`, with `service: other`.";
        end(Blocker::new(Reason::LeftModel, message).help(help).unknown())
    }

    /// Returns the value of a setting, and the step that shows it.
    pub(super) fn setting(&self, fact: &'static str) -> (String, Step) {
        let default = facts::setting(fact).map_or("", |setting| setting.default);
        let chosen = self.model.assume.get(fact);
        let value = chosen.map_or(default, String::as_str).to_owned();
        let step =
            Step::new(What::Assumed { fact, value: value.clone(), default: value == default });
        (value, step.facts(&[fact]))
    }
}
