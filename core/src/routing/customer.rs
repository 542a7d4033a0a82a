//! Routes of the customer's routers that BGP selects.

use std::net::IpAddr;

use super::{Candidate, Loser, Rank, RouteRef, Why};
use crate::{
    addr::Prefix,
    bgp::{
        Customer,
        control_plane::{Decision, LearnedBy, Path, Used},
    },
    model::{Link, NeighborAt, RouterId},
};

/// Returns the routes that a decision puts into a router's table, and those that it does not.
pub(super) fn candidates(
    customer: &Customer,
    router: RouterId,
    prefix: Prefix,
    decision: &Decision,
) -> (Vec<Candidate>, Vec<Loser>) {
    let candidate = |path: &Path| {
        let (rank, route) = route(customer, router, path.into())?;
        Some(Candidate::plain(prefix, rank, route))
    };
    let winners = decision.winners.iter().filter_map(candidate).collect();
    let losers = decision.losers.iter().filter_map(|(path, lost)| {
        Some(Loser { candidate: candidate(path)?, why: Why::Bgp(*lost) })
    });
    (winners, losers.collect())
}

/// Returns the routes to the longest prefix that covers an address and to which a router has any.
pub(super) fn longest(customer: &Customer, router: RouterId, address: IpAddr) -> Vec<Candidate> {
    let mut routes = customer.used(router, address).map(|(prefix, used)| -> Vec<Candidate> {
        let used = used.filter_map(|path| route(customer, router, path));
        used.map(|(rank, route)| Candidate::plain(prefix, rank, route)).collect()
    });
    routes.find(|routes| !routes.is_empty()).unwrap_or_default()
}

/// Returns how a path stands in a table; what a router only originates does not.
fn route(customer: &Customer, router: RouterId, path: Used) -> Option<(Rank, RouteRef)> {
    let Some(end) = path.from else {
        return path.atomic_aggregate.then_some((Rank::Aggregate, RouteRef::Aggregate(router)));
    };
    let rank = match path.learned_by {
        LearnedBy::Own | LearnedBy::Ebgp => Rank::Learned,
        LearnedBy::Ibgp => Rank::LearnedInside,
    };
    let over = |link| RouteRef::LearnedOver(router, link);
    let route = match customer.neighbor(end)? {
        NeighborAt::Router(from) => RouteRef::LearnedFrom(router, from, path.next_hop?),
        NeighborAt::Vif(vif) => RouteRef::Learned(router, vif),
        NeighborAt::ServiceLinkVif(id) => over(Link::ServiceLink(id)),
        NeighborAt::VpnConnection(id) => over(Link::Vpn(id)),
        NeighborAt::DirectConnectInterface(id) => over(Link::DirectConnect(id)),
    };
    Some((rank, route))
}
