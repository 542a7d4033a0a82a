//! Routes of the customer's routers that BGP selects.

use super::{Candidate, Loser, Rank, RouteRef, Why};
use crate::{
    addr::Prefix,
    bgp::{
        Customer,
        control_plane::{Decision, LearnedBy, Path},
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
        let (rank, route) = route(customer, router, path)?;
        Some(Candidate::plain(prefix, rank, route))
    };
    let winners = decision.winners.iter().filter_map(candidate).collect();
    let losers = decision.losers.iter().filter_map(|(path, lost)| {
        Some(Loser { candidate: candidate(path)?, why: Why::Bgp(*lost) })
    });
    (winners, losers.collect())
}

/// Returns how a path stands in a table; what a router only originates does not.
fn route(customer: &Customer, router: RouterId, path: &Path) -> Option<(Rank, RouteRef)> {
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
