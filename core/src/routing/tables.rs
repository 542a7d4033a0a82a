//! Every table of a model, built once.

use std::{cmp::Ordering, net::IpAddr, sync::Arc};

use super::{
    Candidate, Choice, Loser, Rank, RouteRef, Selection, customer, interconnect,
    select::{choose_longest, select},
};
use crate::{
    addr::{Prefix, PrefixMap, PrefixMaps, TableId},
    bgp::{Because, Bgp, Customer, PathAttributes},
    model::{
        Destination, DirectConnectGatewayId, Id, LocalGatewayRouteTableId, Model, Route,
        RouteOrigin, RouteTableId, RouterId, TransitGatewayRouteTableId, VifId,
        VirtualPrivateGatewayId,
    },
};

/// One table of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableRef {
    /// A VPC route table.
    Vpc(RouteTableId),
    /// A local gateway route table.
    LocalGateway(LocalGatewayRouteTableId),
    /// The table of a customer router.
    Router(RouterId),
    /// A transit gateway route table.
    TransitGateway(TransitGatewayRouteTableId),
    /// What a virtual private gateway knows of the customer.
    VirtualPrivateGateway(VirtualPrivateGatewayId),
    /// What a Direct Connect gateway knows, toward the customer or toward AWS.
    DirectConnectGateway(DirectConnectGatewayId, Toward),
}

/// A direction through a Direct Connect gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Toward {
    /// Toward the customer.
    Customer,
    /// Toward AWS.
    Aws,
}

/// How many tables come before the first of a kind.
#[derive(Debug, Clone, Copy)]
struct Before {
    local_gateway: usize,
    router: usize,
    transit_gateway: usize,
    private_gateway: usize,
    direct_connect_gateway: usize,
}

/// All tables of a model, ready for longest-prefix match.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Every table, kind by kind in the order of [`TableRef`].
    all: PrefixMaps<Candidate>,
    /// How many tables come before those of each kind.
    before: Before,
    /// Blocks that a transit gateway table does not hold because they overlap (fact TGW-10).
    overlapped: Vec<PrefixMap<Loser>>,
    /// What routers learn that speak BGP: asked where it is needed, as full tables are large.
    customer: Arc<Customer>,
}

impl Tables {
    /// Builds every table of a model.
    #[must_use]
    pub fn build(model: &Model, bgp: &Bgp) -> Self {
        let local_gateway = model.route_tables.len();
        let router = local_gateway + model.local_gateway_route_tables.len();
        let transit_gateway = router + model.routers.len();
        let private_gateway = transit_gateway + model.transit_gateway_route_tables.len();
        let direct_connect_gateway = private_gateway + model.virtual_private_gateways.len();
        let routes = |table| {
            let routes = written_and_known(model, bgp, table);
            routes.into_iter().map(|one| (one.prefix, one)).collect()
        };
        Self {
            all: PrefixMaps::build(tables(model).map(routes)),
            before: Before {
                local_gateway,
                router,
                transit_gateway,
                private_gateway,
                direct_connect_gateway,
            },
            overlapped: model
                .transit_gateway_route_tables
                .ids()
                .map(|id| interconnect::overlapped(bgp, id))
                .collect(),
            customer: Arc::clone(bgp.customer()),
        }
    }

    /// Returns the id of a table in [`Self::lookup`].
    #[must_use]
    pub fn id(&self, table: TableRef) -> TableId {
        let before = self.before;
        TableId::new(match table {
            TableRef::Vpc(id) => id.index(),
            TableRef::LocalGateway(id) => before.local_gateway + id.index(),
            TableRef::Router(id) => before.router + id.index(),
            TableRef::TransitGateway(id) => before.transit_gateway + id.index(),
            TableRef::VirtualPrivateGateway(id) => before.private_gateway + id.index(),
            TableRef::DirectConnectGateway(id, toward) => {
                before.direct_connect_gateway + id.index() * 2 + toward as usize
            }
        })
    }

    /// Returns the routes of every table, by prefix. What routers learn that speak BGP is not among them,
    /// nor are blocks that a transit gateway table leaves out.
    #[must_use]
    pub fn lookup(&self) -> &PrefixMaps<Candidate> {
        &self.all
    }

    /// Returns what a table says about a destination: winner, losers, reasons.
    #[must_use]
    pub fn select(&self, model: &Model, table: TableRef, destination: IpAddr) -> Selection {
        self.select_up_to(model, table, destination, u8::MAX)
    }

    /// Returns what a table chooses for a destination: the same as [`Self::select`] does, without the
    /// losers.
    #[must_use]
    pub fn choose(&self, model: &Model, table: TableRef, destination: IpAddr) -> Choice {
        let routes = self.longest(table, destination);
        let quick = choose_longest(routes, destination, |one| shares(table, one));
        quick.unwrap_or_else(|| self.select(model, table, destination).choice)
    }

    /// Returns the routes of the longest prefix that covers a destination.
    fn longest(&self, table: TableRef, destination: IpAddr) -> Vec<Candidate> {
        let written = self.all.longest(self.id(table), destination);
        let learned = match table {
            TableRef::Router(id) => customer::longest(&self.customer, id, destination),
            TableRef::Vpc(_)
            | TableRef::LocalGateway(_)
            | TableRef::TransitGateway(_)
            | TableRef::VirtualPrivateGateway(_)
            | TableRef::DirectConnectGateway(..) => Vec::new(),
        };
        let Some((prefix, written)) = written else { return learned };
        match learned.first().map(|one| one.prefix.length().cmp(&prefix.length())) {
            None | Some(Ordering::Less) => written.to_vec(),
            Some(Ordering::Greater) => learned,
            Some(Ordering::Equal) => written.iter().copied().chain(learned).collect(),
        }
    }

    /// Returns what a table says about a prefix as a whole, its more specific routes aside.
    #[must_use]
    pub fn select_for(&self, model: &Model, table: TableRef, prefix: Prefix) -> Selection {
        self.select_up_to(model, table, prefix.network(), prefix.length())
    }

    fn select_up_to(
        &self,
        model: &Model,
        table: TableRef,
        destination: IpAddr,
        longest: u8,
    ) -> Selection {
        let covering = self.all.covering(self.id(table), destination).map(|(_, one)| *one);
        let mut live: Vec<Candidate> =
            covering.filter(|one| one.prefix.length() <= longest).collect();
        let mut beaten = Vec::new();
        if let TableRef::Router(id) = table {
            let known = self.customer.covering(id, destination);
            for (prefix, decision) in known.filter(|(prefix, _)| prefix.length() <= longest) {
                let (winners, losers) = customer::candidates(&self.customer, id, prefix, &decision);
                live.extend(winners);
                beaten.extend(losers);
            }
        }
        let same = |one: &Candidate, other: &Candidate| same_target(model, one, other);
        let mut selection = select(live, destination, same, |one| shares(table, one));
        selection.losers.extend(beaten);
        if let TableRef::TransitGateway(id) = table
            && let Some(overlapped) = self.overlapped.get(id.index())
        {
            let covering = overlapped.covering(destination).map(|(_, loser)| *loser);
            let losers = covering.filter(|one| one.candidate.prefix.length() <= longest);
            selection.losers.extend(losers);
        }
        selection
    }

    /// Returns every route of a table, in the order of prefixes and ranks.
    #[must_use]
    pub fn all(model: &Model, bgp: &Bgp, table: TableRef) -> Vec<Candidate> {
        let mut all = written_and_known(model, bgp, table);
        if let TableRef::Router(id) = table {
            let customer = bgp.customer();
            for prefix in customer.prefixes(id) {
                let decision = customer.decision(id, prefix).into_iter();
                all.extend(
                    decision.flat_map(|decision| {
                        customer::candidates(customer, id, prefix, &decision).0
                    }),
                );
            }
        }
        all.sort_unstable();
        all
    }
}

/// Returns every table of a model, in the order of their ids in [`Tables::lookup`].
pub fn tables(model: &Model) -> impl Iterator<Item = TableRef> {
    let vpc = model.route_tables.ids().map(TableRef::Vpc);
    let local_gateway = model.local_gateway_route_tables.ids().map(TableRef::LocalGateway);
    let router = model.routers.ids().map(TableRef::Router);
    let transit_gateway = model.transit_gateway_route_tables.ids().map(TableRef::TransitGateway);
    let private_gateway = model.virtual_private_gateways.ids().map(TableRef::VirtualPrivateGateway);
    let direct_connect_gateway = model.direct_connect_gateways.ids().flat_map(|id| {
        [Toward::Customer, Toward::Aws].map(|toward| TableRef::DirectConnectGateway(id, toward))
    });
    let of_aws = transit_gateway.chain(private_gateway).chain(direct_connect_gateway);
    vpc.chain(local_gateway).chain(router).chain(of_aws)
}

/// Returns the routes of a table, without what routers learn that speak BGP.
fn written_and_known(model: &Model, bgp: &Bgp, table: TableRef) -> Vec<Candidate> {
    match table {
        TableRef::Vpc(id) => vpc_table(model, bgp, id),
        TableRef::LocalGateway(id) => local_gateway_table(model, bgp, id),
        TableRef::Router(id) => router_table(model, bgp, id),
        TableRef::TransitGateway(id) => interconnect::transit_table(model, bgp, id),
        TableRef::VirtualPrivateGateway(id) => interconnect::private_gateway(bgp, id),
        TableRef::DirectConnectGateway(id, toward) => {
            interconnect::direct_connect(model, bgp, id, toward)
        }
    }
}

/// Returns whether equal routes of a kind share the load, or are each followed because nobody knows
/// which of them is used (facts RT-25, TGW-05, DXG-09 and TOP-51).
fn shares(table: TableRef, candidate: &Candidate) -> bool {
    match table {
        TableRef::Vpc(_) | TableRef::LocalGateway(_) => false,
        TableRef::Router(_)
        | TableRef::VirtualPrivateGateway(_)
        | TableRef::DirectConnectGateway(..) => true,
        TableRef::TransitGateway(_) => matches!(
            candidate.rank,
            Rank::AttachedDirectConnect | Rank::AttachedPrivateVpn | Rank::AttachedVpn
        ),
    }
}

/// Returns one candidate for each prefix that a written route applies to.
pub(super) fn expand<T>(model: &Model, route: &Route<T>, written: RouteRef) -> Vec<Candidate> {
    let rank = |of_static| match route.origin {
        RouteOrigin::Static => of_static,
        RouteOrigin::DirectConnect => Rank::DirectConnect,
        RouteOrigin::VpnStatic => Rank::VpnStatic,
        RouteOrigin::VpnBgp => Rank::VpnBgp,
        RouteOrigin::RouteServer => Rank::RouteServer,
    };
    match route.destination {
        Destination::Prefix(prefix) => {
            vec![Candidate::plain(prefix, rank(Rank::Static), written)]
        }
        Destination::PrefixList(list) => {
            let entries = model.prefix_lists[list].prefixes.iter();
            let rank = rank(Rank::PrefixList);
            let prefix_list = Some(list);
            entries
                .map(|prefix| Candidate { prefix_list, ..Candidate::plain(*prefix, rank, written) })
                .collect()
        }
    }
}

fn vpc_table(model: &Model, bgp: &Bgp, id: RouteTableId) -> Vec<Candidate> {
    let table = &model.route_tables[id];
    let blocks = model.vpcs[table.vpc].prefixes.iter();
    let local =
        blocks.map(|prefix| Candidate::plain(*prefix, Rank::Local, RouteRef::Local(table.vpc)));
    let written = table.routes.iter().enumerate();
    let written =
        written.flat_map(|(at, route)| expand(model, route, RouteRef::Vpc(id, index(at))));
    let propagated = interconnect::propagated(model, bgp, id);
    local.chain(written).chain(propagated).collect()
}

fn local_gateway_table(model: &Model, bgp: &Bgp, id: LocalGatewayRouteTableId) -> Vec<Candidate> {
    let written = model.local_gateway_route_tables[id].routes.iter().enumerate();
    let written =
        written.flat_map(|(at, route)| expand(model, route, RouteRef::LocalGateway(id, index(at))));
    let propagated = bgp.announced(id).iter().map(|one| {
        let route = match one.because {
            Because::Subnet(subnet) => RouteRef::PropagatedSubnet(subnet),
            Because::CoipPool(pool) => RouteRef::PropagatedCoip(pool),
        };
        Candidate::plain(one.prefix, Rank::Propagated, route)
    });
    written.chain(propagated).collect()
}

fn router_table(model: &Model, bgp: &Bgp, id: RouterId) -> Vec<Candidate> {
    let router = &model.routers[id];
    let plain = Candidate::plain;
    let interfaces = router.interfaces.iter().enumerate();
    let connected = interfaces.filter(|(_, one)| model.interface_is_up(id, one));
    let connected = connected.map(|(at, interface)| {
        plain(interface.address.prefix, Rank::Connected, RouteRef::Connected(id, index(at)))
    });
    let written = router.routes.iter().enumerate();
    let written = written.filter(|(_, route)| model.is_in_force(id, route)).map(|(at, route)| {
        plain(route.prefix, Rank::Static, RouteRef::RouterStatic(id, index(at)))
    });
    let learned = bgp.learned_by_router(id).iter();
    let learned = learned.map(|(prefix, vif)| Candidate {
        path: told(model, *vif),
        ..plain(*prefix, Rank::Learned, RouteRef::Learned(id, *vif))
    });
    let others = bgp.interconnect().learned_by_router(id).iter();
    let others = others
        .map(|(prefix, link)| plain(*prefix, Rank::Learned, RouteRef::LearnedOver(id, *link)));
    let interior = bgp.interior().routes(id).iter().flat_map(|route| {
        let by = |hop: &RouterId| plain(route.prefix, Rank::Interior, RouteRef::Interior(id, *hop));
        route.hops.iter().map(by).collect::<Vec<_>>()
    });
    let without_bgp = connected.chain(written).chain(interior);
    if bgp.customer().speaks(id) {
        return without_bgp.collect();
    }
    without_bgp.chain(learned).chain(others).collect()
}

/// Returns what decides among paths that local gateways tell: one in maintenance is avoided (fact BGP-07).
fn told(model: &Model, vif: VifId) -> PathAttributes {
    let as_path = if model.vifs[vif].maintenance { 4 } else { 0 };
    PathAttributes { as_path, ..PathAttributes::default() }
}

/// Returns whether two routes of one VPC or local gateway table lead to the same place.
fn same_target(model: &Model, one: &Candidate, other: &Candidate) -> bool {
    match (one.route, other.route) {
        (RouteRef::Vpc(table, at), RouteRef::Vpc(_, other)) => {
            let target =
                |at: u32| model.route_tables[table].routes.get(at as usize).map(|r| r.target);
            target(at) == target(other)
        }
        (RouteRef::LocalGateway(table, at), RouteRef::LocalGateway(_, other)) => {
            let routes = &model.local_gateway_route_tables[table].routes;
            let target = |at: u32| routes.get(at as usize).map(|route| route.target);
            target(at) == target(other)
        }
        (RouteRef::TransitGateway(table, at), RouteRef::TransitGateway(_, other)) => {
            let routes = &model.transit_gateway_route_tables[table].routes;
            let target = |at: u32| routes.get(at as usize).map(|route| route.target);
            target(at) == target(other)
        }
        (one, other) => one == other,
    }
}

pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: fewer than 2^32 routes in a table")
}
