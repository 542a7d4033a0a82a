//! A model made ready for forwarding.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{Blocker, Onward, Reason, ServiceLinkPath, Step, What, service_link_path, state::end};
use crate::{
    addr::{Prefix, PrefixMap, is_private},
    bgp::Bgp,
    facts,
    graph::{Graph, Node},
    model::{
        AssociationState, AttachmentResource, LocalGatewayId, LocalGatewayRouteTableId, Model,
        NatConnectivity, NatGatewayId, NetworkInterfaceId, ObjectId, OutpostId, PrefixListId,
        RegionalNatGatewayId, RouterId, SubnetId, TransitGatewayAttachment,
        TransitGatewayAttachmentId, TransitGatewayId, VifGroupId, VpcEndpointId, VpcEndpointKind,
        VpcId, VpnConnectionId,
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
    subnets: BTreeMap<VpcId, PrefixMap<SubnetId>>,
    residents: BTreeMap<(SubnetId, IpAddr), Resident>,
    private: BTreeMap<IpAddr, Vec<NetworkInterfaceId>>,
    public: BTreeMap<IpAddr, PublicOwner>,
    coip: BTreeMap<IpAddr, Vec<NetworkInterfaceId>>,
    /// The VPCs of global IPv6 blocks, and of public pools.
    public_vpcs: PrefixMap<VpcId>,
    services: PrefixMap<PrefixListId>,
    endpoints: BTreeMap<NetworkInterfaceId, VpcEndpointId>,
    public_routers: PrefixMap<Vec<RouterId>>,
    service_links: BTreeMap<OutpostId, ServiceLinkPath>,
    declared: PrefixMap<()>,
    attachments: BTreeMap<(TransitGatewayId, VpcId), TransitGatewayAttachmentId>,
    vpn_attachments: BTreeMap<VpnConnectionId, TransitGatewayAttachmentId>,
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
            subnets: BTreeMap::new(),
            residents: BTreeMap::new(),
            private: BTreeMap::new(),
            public: BTreeMap::new(),
            coip: BTreeMap::new(),
            public_vpcs: PrefixMap::default(),
            services: PrefixMap::default(),
            endpoints: BTreeMap::new(),
            declared: PrefixMap::default(),
            attachments: BTreeMap::new(),
            vpn_attachments: BTreeMap::new(),
            public_routers: PrefixMap::default(),
            service_links: BTreeMap::new(),
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
                let slot = self.residents.entry((interface.subnet, *address));
                slot.or_insert(Resident::Interface(id));
                self.private.entry(*address).or_default().push(id);
            }
            if let Some(public) = interface.public_address {
                self.public.entry(public).or_insert(PublicOwner::Interface(id));
            }
            if let Some(coip) = interface.coip {
                self.coip.entry(coip).or_default().push(id);
            }
        }
        // A deleted gateway is still shown, and what it had may belong to another one by then.
        for holds in [true, false] {
            self.index_nat_gateways(holds);
        }
        for (id, router) in self.model.routers.iter() {
            for nat in &router.source_nat {
                self.public.entry(nat.to).or_insert(PublicOwner::Router(id));
            }
        }
    }

    fn index_nat_gateways(&mut self, holds: bool) {
        let model = &self.model;
        let gateways = model.nat_gateways.iter();
        for (id, gateway) in gateways.filter(|(_, one)| one.state.holds_addresses() == holds) {
            let slot = self.residents.entry((gateway.subnet, gateway.address));
            slot.or_insert(Resident::NatGateway(id));
            if let NatConnectivity::Public(public) = gateway.connectivity {
                self.public.entry(public).or_insert(PublicOwner::NatGateway(id));
            }
        }
        let regional = model.regional_nat_gateways.iter();
        for (id, gateway) in regional.filter(|(_, one)| one.state.holds_addresses() == holds) {
            for address in gateway.zones.values().flatten() {
                self.public.entry(*address).or_insert(PublicOwner::RegionalNatGateway(id));
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
        self.subnets = PrefixMap::grouped(model.subnets.iter().flat_map(|(id, subnet)| {
            subnet.prefixes.iter().map(move |prefix| (subnet.vpc, (*prefix, id)))
        }));
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
                self.endpoints.extend(interfaces.iter().map(|interface| (*interface, id)));
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
                    let slot = self.attachments.entry((found.transit_gateway, *vpc));
                    slot.or_insert(id);
                }
                AttachmentResource::Vpn(vpn) => {
                    self.vpn_attachments.entry(*vpn).or_insert(id);
                }
                AttachmentResource::DirectConnectGateway { .. }
                | AttachmentResource::Peering(_)
                | AttachmentResource::Connect
                | AttachmentResource::ClientVpn
                | AttachmentResource::VpnConcentrator
                | AttachmentResource::NetworkFunction => {}
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
        let map = self.subnets.get(&vpc)?;
        map.longest(address)?.1.last().copied()
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
        let tables = self.model.local_gateway_route_tables.iter();
        let mut tables = tables.filter(|(_, table)| table.local_gateway == gateway);
        tables.find_map(|(id, table)| {
            let association = table.vpcs.iter().find(|one| one.vpc == vpc)?;
            Some((id, association.state))
        })
    }

    /// Returns the local gateway route table that a VIF group is associated with, and the state.
    #[must_use]
    pub fn table_of_group(
        &self,
        group: VifGroupId,
    ) -> Option<(LocalGatewayRouteTableId, AssociationState)> {
        let tables = self.model.local_gateway_route_tables.iter();
        let mut with_group = tables.filter_map(|(id, table)| Some((id, table.vif_group?)));
        let found = with_group.find(|(_, association)| association.group == group);
        found.map(|(id, association)| (id, association.state))
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
