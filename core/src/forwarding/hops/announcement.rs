//! What an announcement rests on, beyond what AWS documents.

use std::net::IpAddr;

use crate::{
    addr::Prefix,
    bgp::{Because, control_plane::Lost},
    forwarding::Cx,
    model::{
        Destination, LocalGatewayId, LocalGatewayRouteTableId, LocalGatewayRouteTarget,
        RouteTarget, SubnetId, VifId,
    },
    routing::{Choice, Rank, RouteRef, Selection, Why},
};

/// Returns the inferred facts behind the announcement of a prefix over a virtual interface, for a
/// packet that follows it.
///
/// A subnet is announced because of its routes to the local gateway (DVR-02). Where one of them
/// covers the sender, the route serves this very traffic and nothing is inferred. Where none does,
/// the announcement rests on any route counting (DVR-05). Where all of them are for single
/// addresses, or the table itself does not forward, it rests on that not mattering either (UNK-09).
/// A pool is announced although no subnet leads to the local gateway (COIP-08).
pub(super) fn rests_on(
    cx: Cx<'_>,
    vif: VifId,
    prefix: Prefix,
    sender: IpAddr,
) -> Vec<&'static str> {
    let network = cx.network;
    let group = network.model.vifs[vif].group;
    let gateway = network.model.vif_groups[group].local_gateway;
    let Some((table, _)) = network.table_of_group(group) else { return Vec::new() };
    let announced = network.bgp.announced(table).iter();
    let because = announced.filter(|one| one.prefix == prefix).map(|one| one.because);
    let mut facts = Vec::new();
    let target = LocalGatewayRouteTarget::VifGroup(group);
    let routes = &network.model.local_gateway_route_tables[table].routes;
    if !routes.iter().any(|route| route.target == target) {
        facts.push("UNK-09");
    }
    for because in because {
        let Because::Subnet(subnet) = because else {
            facts.extend((!any_subnet_leads(cx, table)).then_some("COIP-08"));
            continue;
        };
        let routes = routes_to(cx, subnet, gateway);
        if !routes.iter().any(|route| route.contains(sender)) {
            facts.push("DVR-05");
        }
        if routes.iter().all(|route| route.network() == route.last()) {
            facts.push("UNK-09");
        }
    }
    facts
}

/// Returns whether any subnet that a table serves has a route to its local gateway.
fn any_subnet_leads(cx: Cx<'_>, table: LocalGatewayRouteTableId) -> bool {
    let model = &cx.network.model;
    let table = &model.local_gateway_route_tables[table];
    let outpost = model.local_gateways[table.local_gateway].outpost;
    let mut served = model.subnets.iter().filter(|(_, subnet)| {
        subnet.outpost() == Some(outpost) && table.vpcs.iter().any(|one| one.vpc == subnet.vpc)
    });
    served.any(|(id, _)| !routes_to(cx, id, table.local_gateway).is_empty())
}

/// Returns the destinations that a subnet's table sends to a local gateway.
fn routes_to(cx: Cx<'_>, subnet: SubnetId, gateway: LocalGatewayId) -> Vec<Prefix> {
    let model = &cx.network.model;
    let routes = model.route_tables[model.subnets[subnet].route_table].routes.iter();
    let ours = routes.filter(|route| route.target == RouteTarget::LocalGateway(gateway));
    ours.flat_map(|route| match route.destination {
        Destination::Prefix(prefix) => vec![prefix],
        Destination::PrefixList(list) => model.prefix_lists[list].prefixes.clone(),
    })
    .collect()
}

/// Returns the fact that what a router prefers among BGP and the interior is taken for granted, if that
/// decides.
pub(super) fn preferred(selection: &Selection) -> Option<&'static str> {
    let Choice::Routes(winners) = &selection.choice else { return None };
    let judged = |rank| matches!(rank, Rank::Learned | Rank::Interior | Rank::LearnedInside);
    // Between two paths of BGP its own process decides.
    let beaten = selection.losers.iter().filter(|loser| matches!(loser.why, Why::BetterRank(_)));
    let decided = beaten.map(|loser| loser.candidate).any(|loser| {
        let mut same = winners.iter().filter(|winner| winner.prefix == loser.prefix);
        judged(loser.rank) && same.any(|winner| judged(winner.rank) && winner.rank != loser.rank)
    });
    decided.then_some("TOP-99")
}

/// Returns the fact that a tie between paths was broken by identifiers of which AWS's are taken for
/// granted.
pub(super) fn tied(selection: &Selection) -> Option<&'static str> {
    let Choice::Routes(winners) = &selection.choice else { return None };
    let by_aws =
        |route: RouteRef| matches!(route, RouteRef::Learned(..) | RouteRef::LearnedOver(..));
    let tie = |why: Why| matches!(why, Why::Bgp(Lost::RouterId | Lost::PeerAddress));
    let lost = selection.losers.iter().filter(|one| tie(one.why));
    let mut lost = lost.map(|one| one.candidate);
    lost.any(|loser| {
        let mut same = winners.iter().filter(|winner| winner.prefix == loser.prefix);
        same.any(|winner| by_aws(winner.route) || by_aws(loser.route))
    })
    .then_some("TOP-96")
}

/// Returns the fact by which a router avoids a network device in maintenance, if it has that choice.
pub(super) fn avoided(cx: Cx<'_>, selection: &Selection) -> Option<&'static str> {
    let in_maintenance = |route| matches!(route, RouteRef::Learned(_, vif) if cx.network.model.vifs[vif].maintenance);
    selection.losers.iter().any(|one| in_maintenance(one.candidate.route)).then_some("BGP-07")
}
