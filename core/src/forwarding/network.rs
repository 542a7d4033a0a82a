//! A model made ready for forwarding.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use super::{
    Blocker, Onward, Reason, ServiceLinkPath, Step, What, atoms::Parts, index::Index,
    service_link_path, state::end,
};
use crate::{
    addr::{Prefix, PrefixMap, PrefixMaps, TableId, is_private},
    bgp::Bgp,
    facts,
    graph::{Graph, Node},
    model::{
        AssociationState, AttachmentResource, HostId, Id, LocalGatewayId, LocalGatewayRouteTableId,
        Model, NatConnectivity, NatGatewayId, NetworkInterfaceId, ObjectId, OutpostId,
        PrefixListId, RegionalNatGatewayId, RouterId, SegmentId, SubnetId,
        TransitGatewayAttachment, TransitGatewayAttachmentId, TransitGatewayId, VifGroupId, VifId,
        VpcEndpointId, VpcEndpointKind, VpcId, VpnConnectionId,
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
            gateway_tables: Index::default(),
            group_tables: Index::default(),
            public_routers: PrefixMap::default(),
            service_links: BTreeMap::new(),
            parts: OnceLock::new(),
            model,
        };
        network.index_addresses();
        network.index_prefixes();
        network.index_attachments();
        network.service_links = service_link_path::all(&network);
        network
    }

    fn index_addresses(&mut self) {
        let model = &self.model;
        for (id, interface) in model.network_interfaces.iter() {
            for address in &interface.addresses {
                self.residents.add((interface.subnet, *address), Resident::Interface(id));
                self.private.list(*address).push(id);
            }
            if let Some(public) = interface.public_address {
                self.public.add(public, PublicOwner::Interface(id));
            }
            if let Some(coip) = interface.coip {
                self.coip.list(coip).push(id);
            }
        }
        // A deleted gateway is still shown, and what it had may belong to another one by then.
        for holds in [true, false] {
            self.index_nat_gateways(holds);
        }
        for (id, host) in self.model.hosts.iter() {
            self.hosts.add((host.segment, host.address), id);
        }
        for (id, vif) in self.model.vifs.iter() {
            self.vifs.add(vif.local.address, id);
        }
        for (id, router) in self.model.routers.iter() {
            for interface in &router.interfaces {
                let routers = self.routers.list(interface.address.address);
                if routers.last() != Some(&id) {
                    routers.push(id);
                }
            }
            for nat in &router.source_nat {
                self.public.add(nat.to, PublicOwner::Router(id));
            }
        }
    }

    fn index_nat_gateways(&mut self, holds: bool) {
        let model = &self.model;
        let gateways = model.nat_gateways.iter();
        for (id, gateway) in gateways.filter(|(_, one)| one.state.holds_addresses() == holds) {
            self.residents.add((gateway.subnet, gateway.address), Resident::NatGateway(id));
            if let NatConnectivity::Public(public) = gateway.connectivity {
                self.public.add(public, PublicOwner::NatGateway(id));
            }
        }
        let regional = model.regional_nat_gateways.iter();
        for (id, gateway) in regional.filter(|(_, one)| one.state.holds_addresses() == holds) {
            for address in gateway.zones.values().flatten() {
                self.public.add(*address, PublicOwner::RegionalNatGateway(id));
            }
        }
    }

    fn index_prefixes(&mut self) {
        let model = &self.model;
        let mut public: BTreeMap<Prefix, Vec<RouterId>> = BTreeMap::new();
        for (id, router) in model.routers.iter() {
            for prefix in &router.public {
                public.entry(*prefix).or_default().push(id);
            }
        }
        self.public_routers = public.into_iter().collect();
        let mut subnets = vec![Vec::new(); model.vpcs.len()];
        for (id, subnet) in model.subnets.iter() {
            if let Some(own) = subnets.get_mut(subnet.vpc.index()) {
                own.extend(subnet.prefixes.iter().map(|prefix| (*prefix, id)));
            }
        }
        self.subnets = PrefixMaps::build(subnets);
        let global = |prefix: &&Prefix| prefix.is_ipv6() && !is_private(prefix.network());
        let own = model.vpcs.iter().flat_map(|(id, vpc)| {
            vpc.prefixes.iter().filter(global).map(move |prefix| (*prefix, id))
        });
        let brought = model.internet_gateways.values().flat_map(|gateway| {
            let prefixes = gateway.public_pools.iter().flat_map(|pool| &pool.prefixes);
            prefixes.map(|prefix| (*prefix, gateway.vpc))
        });
        self.public_vpcs = own.chain(brought).collect();
        let services = model.prefix_lists.iter().filter(|(_, list)| list.service.is_some());
        self.services = services
            .flat_map(|(id, list)| list.prefixes.iter().map(move |prefix| (*prefix, id)))
            .collect();
        for (id, endpoint) in model.vpc_endpoints.iter() {
            if let VpcEndpointKind::Interface { interfaces } = &endpoint.kind {
                interfaces.iter().for_each(|interface| self.endpoints.replace(*interface, id));
            }
        }
        let mut declared: BTreeSet<Prefix> = BTreeSet::new();
        declared.extend(model.vpcs.values().flat_map(|vpc| &vpc.prefixes));
        let pools = model.internet_gateways.values().flat_map(|gateway| &gateway.public_pools);
        declared.extend(pools.flat_map(|pool| &pool.prefixes));
        let services = model.prefix_lists.values().filter(|list| list.service.is_some());
        declared.extend(services.flat_map(|list| &list.prefixes));
        declared.extend(model.coip_pools.values().flat_map(|pool| &pool.prefixes));
        declared.extend(model.segments.values().map(|segment| segment.prefix));
        declared.extend(model.routers.values().flat_map(|router| &router.announce));
        let declared = declared.into_iter().filter(|prefix| prefix.length() > 0);
        self.declared = declared.map(|prefix| (prefix, ())).collect();
    }

    fn index_attachments(&mut self) {
        // One that forwards comes before one that is gone.
        let forwards = |(_, one): &(_, &TransitGatewayAttachment)| one.state.forwards();
        let all = || self.model.transit_gateway_attachments.iter();
        for (id, found) in all().filter(forwards).chain(all().filter(|one| !forwards(one))) {
            match &found.resource {
                AttachmentResource::Vpc { vpc, .. } => {
                    self.attachments.add((found.transit_gateway, *vpc), id);
                }
                AttachmentResource::Vpn(vpn) => {
                    self.vpn_attachments.add(*vpn, id);
                }
                AttachmentResource::DirectConnectGateway { .. }
                | AttachmentResource::Peering(_)
                | AttachmentResource::Connect
                | AttachmentResource::ClientVpn
                | AttachmentResource::VpnConcentrator
                | AttachmentResource::NetworkFunction => {}
            }
        }
        for (id, table) in self.model.local_gateway_route_tables.iter() {
            for one in &table.vpcs {
                self.gateway_tables.add((table.local_gateway, one.vpc), (id, one.state));
            }
            if let Some(one) = table.vif_group {
                self.group_tables.add(one.group, (id, one.state));
            }
        }
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
