//! What rules may ask for.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{Limits, Place};
use crate::{
    addr::Prefix,
    document::SourceMap,
    forwarding::Network,
    model::{
        AccountId, Destination, Key, LocalGatewayId, LocalGatewayRouteTableId,
        LocalGatewayRouteTarget, Model, NetworkInterfaceId, ObjectId, OutpostId, Route,
        RouteTableId, RouteTarget, Subnet, SubnetId, VpcId,
    },
    query::{Demand, Endpoint, Expectation, ExpectedFlow, parse_expectation},
    text::{FileId, Span, Spanned},
};

/// A network with where it was said, and what is worked out of it once for all rules.
#[derive(Debug)]
pub struct Context<'a> {
    /// The network: the model, its BGP state, its tables, and the engine.
    pub network: &'a Network,
    /// Where each part of the model was said, and how surely.
    pub sources: &'a SourceMap,
    /// The lines of `expect` and of `needs_disconnected`, as they are written.
    pub expectations: &'a [Spanned<String>],
    /// What the user was granted beyond AWS's defaults.
    pub limits: Limits,
    /// Those of `needs_disconnected` alone.
    pub needs_disconnected: &'a [Spanned<String>],
    subnets_of: OnceLock<BTreeMap<RouteTableId, Vec<SubnetId>>>,
    expected: OnceLock<Vec<(Span, ExpectedFlow)>>,
    subnet_with: OnceLock<BTreeMap<(VpcId, Prefix), SubnetId>>,
    on_outposts: OnceLock<BTreeMap<(OutpostId, Prefix), Vec<SubnetId>>>,
}

/// A local gateway route to a network interface.
#[derive(Debug, Clone, Copy)]
pub struct InterfaceRoute {
    /// The table.
    pub table: LocalGatewayRouteTableId,
    /// Its position there.
    pub index: usize,
    /// The local gateway of the table.
    pub gateway: LocalGatewayId,
    /// What it applies to.
    pub destination: Prefix,
    /// Where it leads.
    pub interface: NetworkInterfaceId,
}

impl InterfaceRoute {
    /// Returns where it is written.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::item(self.table, "routes", self.index)
    }
}

impl<'a> Context<'a> {
    /// Returns the context of a network.
    #[must_use]
    pub fn new(
        network: &'a Network,
        sources: &'a SourceMap,
        expectations: &'a [Spanned<String>],
        needs_disconnected: &'a [Spanned<String>],
    ) -> Self {
        Self {
            network,
            sources,
            expectations,
            limits: Limits::default(),
            needs_disconnected,
            subnets_of: OnceLock::new(),
            expected: OnceLock::new(),
            subnet_with: OnceLock::new(),
            on_outposts: OnceLock::new(),
        }
    }

    /// Returns the context with what the user was granted.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Returns the model.
    #[must_use]
    pub fn model(&self) -> &'a Model {
        &self.network.model
    }

    /// Returns the name of an object in backticks.
    #[must_use]
    pub fn name(&self, object: impl Into<ObjectId>) -> String {
        self.network.short(object)
    }

    /// Returns the noun and name of an object, as headlines have them.
    #[must_use]
    pub fn title(&self, object: impl Into<ObjectId>) -> String {
        self.network.name(object)
    }

    /// Returns where a place is in the texts.
    #[must_use]
    pub fn span(&self, place: Place) -> Span {
        match place {
            Place::Text(span) => span,
            Place::Key(key) => self.sources.span(key).unwrap_or_else(|| self.head(key.object)),
            Place::Head(object) => self.head(object),
        }
    }

    fn head(&self, object: ObjectId) -> Span {
        let name = &self.model().identity(object).name;
        self.sources.head(object, name).unwrap_or_else(|| Span::new(FileId(0), 0, 0))
    }

    /// Returns the expectations of packets that can be read, each with its place.
    #[must_use]
    pub fn expected(&self) -> &[(Span, ExpectedFlow)] {
        self.expected.get_or_init(|| {
            let lines = self.expectations.iter();
            let read = lines.filter_map(|line| match parse_expectation(&line.value).ok()? {
                Expectation::Flow(flow) => Some((line.span, flow)),
                Expectation::Routes(_) => None,
            });
            read.collect()
        })
    }

    /// Returns whether the files say that nothing of an object is to arrive somewhere.
    #[must_use]
    pub fn is_kept_in(&self, object: impl Into<ObjectId>) -> bool {
        let identity = self.model().identity(object.into());
        self.expected().iter().any(|(_, one)| {
            let named = match &one.flow.source.value {
                Endpoint::Name(name) => {
                    *name == identity.name || identity.aws_id.as_ref() == Some(name)
                }
                Endpoint::Address { .. }
                | Endpoint::Internet(_)
                | Endpoint::AwsService(_)
                | Endpoint::Prefix(_)
                | Endpoint::Tag { .. }
                | Endpoint::Any
                | Endpoint::OnPremises(_) => false,
            };
            named && one.demand == Demand::NeverReaches
        })
    }

    /// Returns the subnets that use a route table, explicitly or as the main one.
    #[must_use]
    pub fn subnets_of(&self, table: RouteTableId) -> &[SubnetId] {
        let all = self.subnets_of.get_or_init(|| {
            let mut all: BTreeMap<RouteTableId, Vec<SubnetId>> = BTreeMap::new();
            for (id, subnet) in self.model().subnets.iter() {
                all.entry(subnet.route_table).or_default().push(id);
            }
            all
        });
        all.get(&table).map_or(&[], Vec::as_slice)
    }

    /// Returns the subnet of a VPC that has a prefix as its whole CIDR block.
    #[must_use]
    pub fn subnet_with(&self, vpc: VpcId, prefix: Prefix) -> Option<SubnetId> {
        self.blocks().get(&(vpc, prefix)).copied()
    }

    fn blocks(&self) -> &BTreeMap<(VpcId, Prefix), SubnetId> {
        self.subnet_with.get_or_init(|| {
            let subnets = self.model().subnets.iter();
            let blocks = subnets.flat_map(|(id, one)| {
                one.prefixes.iter().map(move |prefix| ((one.vpc, *prefix), id))
            });
            blocks.collect()
        })
    }

    /// Returns the subnets of a VPC that share addresses with a prefix, in the order of their blocks. A
    /// block that holds the prefix comes first.
    pub fn subnets_overlapping(
        &self,
        vpc: VpcId,
        prefix: Prefix,
    ) -> impl Iterator<Item = SubnetId> {
        let first = Prefix::host(prefix.network());
        let before = self.blocks().range(..(vpc, first)).next_back();
        let before = before.filter(move |((own, block), _)| *own == vpc && block.covers(prefix));
        let from = self.blocks().range((vpc, prefix)..);
        let within =
            from.take_while(move |((own, block), _)| *own == vpc && prefix.overlaps(*block));
        let before = before.filter(move |((_, block), _)| *block != prefix);
        before.into_iter().chain(within).map(|(_, subnet)| *subnet)
    }

    /// Returns the subnets on an Outpost whose blocks lie in a prefix, in the order of their blocks.
    pub fn subnets_within(
        &self,
        outpost: OutpostId,
        prefix: Prefix,
    ) -> impl Iterator<Item = SubnetId> {
        let all = self.on_outposts.get_or_init(|| {
            let mut all: BTreeMap<(OutpostId, Prefix), Vec<SubnetId>> = BTreeMap::new();
            for (id, subnet) in self.model().subnets.iter() {
                let Some(outpost) = subnet.outpost() else { continue };
                for block in &subnet.prefixes {
                    all.entry((outpost, *block)).or_default().push(id);
                }
            }
            all
        });
        let from = all.range((outpost, prefix)..);
        let within =
            from.take_while(move |((own, block), _)| *own == outpost && prefix.covers(*block));
        within.flat_map(|(_, subnets)| subnets).copied()
    }

    /// Returns whether an account may use something of an Outpost that its owner can share, or the files
    /// do not say (facts LGW-13 and COIP-21). What AWS itself showed to be in use was shared.
    #[must_use]
    pub fn may_use(
        &self,
        outpost: OutpostId,
        account: AccountId,
        (shared, with): (impl Into<ObjectId>, &[AccountId]),
    ) -> bool {
        let owner = self.model().outposts[outpost].account;
        let shared = shared.into();
        let told = self.sources.span(Key::field(shared, "shared_with")).is_some();
        let shown = !told && self.model().identity(shared).aws_id.is_some();
        owner.is_none_or(|owner| owner == account) || with.contains(&account) || shown
    }

    /// Returns the subnets of a VPC on an Outpost.
    pub fn subnets_on(
        &self,
        vpc: VpcId,
        outpost: OutpostId,
    ) -> impl Iterator<Item = (SubnetId, &'a Subnet)> {
        let subnets = self.model().subnets.iter();
        subnets.filter(move |(_, one)| one.vpc == vpc && one.outpost() == Some(outpost))
    }

    /// Returns every route of every VPC route table, with its table and position.
    pub fn routes(&self) -> impl Iterator<Item = (RouteTableId, usize, &'a Route)> {
        let tables = self.model().route_tables.iter();
        tables.flat_map(|(id, table)| {
            table.routes.iter().enumerate().map(move |(index, route)| (id, index, route))
        })
    }

    /// Returns every local gateway route to a network interface that has a CIDR as its destination.
    pub fn interface_routes(&self) -> impl Iterator<Item = InterfaceRoute> {
        let tables = self.model().local_gateway_route_tables.iter();
        tables.flat_map(|(table, one)| {
            one.routes.iter().enumerate().filter_map(move |(index, route)| {
                let LocalGatewayRouteTarget::NetworkInterface(interface) = route.target else {
                    return None;
                };
                let Destination::Prefix(destination) = route.destination else { return None };
                let gateway = one.local_gateway;
                Some(InterfaceRoute { table, index, gateway, destination, interface })
            })
        })
    }

    /// Returns every route to a local gateway, with its table, position and gateway.
    pub fn local_gateway_routes(
        &self,
    ) -> impl Iterator<Item = (RouteTableId, usize, &'a Route, LocalGatewayId)> {
        self.routes().filter_map(|(table, index, route)| match route.target {
            RouteTarget::LocalGateway(gateway) => Some((table, index, route, gateway)),
            RouteTarget::Local
            | RouteTarget::InternetGateway(_)
            | RouteTarget::EgressOnlyInternetGateway(_)
            | RouteTarget::NatGateway(_)
            | RouteTarget::RegionalNatGateway(_)
            | RouteTarget::VpcEndpoint(_)
            | RouteTarget::PeeringConnection(_)
            | RouteTarget::NetworkInterface(_)
            | RouteTarget::Instance(_)
            | RouteTarget::TransitGateway(_)
            | RouteTarget::VirtualPrivateGateway(_)
            | RouteTarget::Unmodelled(_) => None,
        })
    }
}
