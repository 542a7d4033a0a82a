//! Every table of a model, built once.

use std::net::IpAddr;

use super::{Candidate, Rank, RouteRef, Selection, select::select};
use crate::{
    addr::{Prefix, PrefixMap},
    bgp::{Because, Bgp},
    model::{
        Destination, Id, LocalGatewayRouteTableId, Model, Route, RouteOrigin, RouteTableId,
        RouterId,
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
}

/// All tables of a model, ready for longest-prefix match.
#[derive(Debug, Clone)]
pub struct Tables {
    vpc: Vec<PrefixMap<Candidate>>,
    local_gateway: Vec<PrefixMap<Candidate>>,
    router: Vec<PrefixMap<Candidate>>,
}

impl Tables {
    /// Builds every table of a model.
    #[must_use]
    pub fn build(model: &Model, bgp: &Bgp) -> Self {
        let tables = model.local_gateway_route_tables.ids();
        Self {
            vpc: model.route_tables.ids().map(|id| map(vpc_table(model, id))).collect(),
            local_gateway: tables.map(|id| map(local_gateway_table(model, bgp, id))).collect(),
            router: model.routers.ids().map(|id| map(router_table(model, bgp, id))).collect(),
        }
    }

    /// Returns what a table says about a destination: winner, losers, reasons.
    #[must_use]
    pub fn select(&self, model: &Model, table: TableRef, destination: IpAddr) -> Selection {
        self.select_up_to(model, table, destination, u8::MAX)
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
        let (map, shares) = match table {
            TableRef::Vpc(id) => (self.vpc.get(id.index()), false),
            TableRef::LocalGateway(id) => (self.local_gateway.get(id.index()), false),
            TableRef::Router(id) => (self.router.get(id.index()), true),
        };
        let map = map.expect("invariant: every table of the model is built");
        let covering = map.covering(destination).map(|(_, one)| *one);
        let live = covering.filter(|one| one.prefix.length() <= longest).collect();
        select(live, destination, |one, other| same_target(model, one, other), shares)
    }

    /// Returns every route of a table, in the order of prefixes and ranks.
    #[must_use]
    pub fn all(model: &Model, bgp: &Bgp, table: TableRef) -> Vec<Candidate> {
        let mut all = match table {
            TableRef::Vpc(id) => vpc_table(model, id),
            TableRef::LocalGateway(id) => local_gateway_table(model, bgp, id),
            TableRef::Router(id) => router_table(model, bgp, id),
        };
        all.sort_unstable();
        all
    }
}

fn map(candidates: Vec<Candidate>) -> PrefixMap<Candidate> {
    let mut map = PrefixMap::default();
    for candidate in candidates {
        map.insert(candidate.prefix, candidate);
    }
    map
}

/// Returns one candidate for each prefix that a written route applies to.
fn expand<T>(model: &Model, route: &Route<T>, written: RouteRef) -> Vec<Candidate> {
    let rank = |of_static| match route.origin {
        RouteOrigin::Static => of_static,
        RouteOrigin::DirectConnect => Rank::DirectConnect,
        RouteOrigin::VpnStatic => Rank::VpnStatic,
        RouteOrigin::VpnBgp => Rank::VpnBgp,
        RouteOrigin::RouteServer => Rank::RouteServer,
    };
    match route.destination {
        Destination::Prefix(prefix) => {
            vec![Candidate { prefix, rank: rank(Rank::Static), route: written, prefix_list: None }]
        }
        Destination::PrefixList(list) => {
            let entries = model.prefix_lists[list].prefixes.iter();
            let rank = rank(Rank::PrefixList);
            let prefix_list = Some(list);
            entries
                .map(|prefix| Candidate { prefix: *prefix, rank, route: written, prefix_list })
                .collect()
        }
    }
}

fn vpc_table(model: &Model, id: RouteTableId) -> Vec<Candidate> {
    let table = &model.route_tables[id];
    let local = model.vpcs[table.vpc].prefixes.iter().map(|prefix| Candidate {
        prefix: *prefix,
        rank: Rank::Local,
        route: RouteRef::Local(table.vpc),
        prefix_list: None,
    });
    let written = table.routes.iter().enumerate();
    let written =
        written.flat_map(|(at, route)| expand(model, route, RouteRef::Vpc(id, index(at))));
    local.chain(written).collect()
}

fn local_gateway_table(model: &Model, bgp: &Bgp, id: LocalGatewayRouteTableId) -> Vec<Candidate> {
    let written = model.local_gateway_route_tables[id].routes.iter().enumerate();
    let written =
        written.flat_map(|(at, route)| expand(model, route, RouteRef::LocalGateway(id, index(at))));
    let propagated = bgp.announced(id).iter().map(|one| Candidate {
        prefix: one.prefix,
        rank: Rank::Propagated,
        route: match one.because {
            Because::Subnet(subnet) => RouteRef::PropagatedSubnet(subnet),
            Because::CoipPool(pool) => RouteRef::PropagatedCoip(pool),
        },
        prefix_list: None,
    });
    written.chain(propagated).collect()
}

fn router_table(model: &Model, bgp: &Bgp, id: RouterId) -> Vec<Candidate> {
    let router = &model.routers[id];
    let plain = |prefix: Prefix, rank, route| Candidate { prefix, rank, route, prefix_list: None };
    let connected = router.interfaces.iter().enumerate().map(|(at, interface)| {
        plain(interface.address.prefix, Rank::Connected, RouteRef::Connected(id, index(at)))
    });
    let written = router.routes.iter().enumerate().map(|(at, route)| {
        plain(route.prefix, Rank::Static, RouteRef::RouterStatic(id, index(at)))
    });
    let learned = bgp.learned_by_router(id).iter();
    let learned =
        learned.map(|(prefix, vif)| plain(*prefix, Rank::Learned, RouteRef::Learned(id, *vif)));
    connected.chain(written).chain(learned).collect()
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
        (one, other) => one == other,
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: fewer than 2^32 routes in a table")
}
