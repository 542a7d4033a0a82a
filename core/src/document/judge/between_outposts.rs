//! Routes to a local gateway inside the VPC, which AWS documents between two Outposts only.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    diagnostic::code,
    model::{
        Destination, Key, LocalGatewayId, LocalGatewayRouteTableId, Mode, Model, Place,
        RouteTableId, RouteTarget, SubnetId, VpcId,
    },
};

use super::Review;

/// Looks for routes for a whole subnet that is in the Region, on the same Outpost, or reached in
/// CoIP mode. One for less or more than a subnet is reported with those of all other targets.
pub(super) fn judge(review: &mut Review<'_, '_>) {
    let model = review.model;
    let mut whole: BTreeMap<(VpcId, Prefix), SubnetId> = BTreeMap::new();
    for (id, subnet) in model.subnets.iter() {
        whole.extend(subnet.prefixes.iter().map(|prefix| ((subnet.vpc, *prefix), id)));
    }
    let mut in_coip_mode: BTreeMap<(LocalGatewayId, VpcId), LocalGatewayRouteTableId> =
        BTreeMap::new();
    for (id, table) in model.local_gateway_route_tables.iter() {
        if table.mode == Some(Mode::Coip) {
            in_coip_mode.extend(table.vpcs.iter().map(|one| ((table.local_gateway, one.vpc), id)));
        }
    }
    for (id, table) in model.route_tables.iter() {
        for (index, route) in table.routes.iter().enumerate() {
            let RouteTarget::LocalGateway(gateway) = route.target else { continue };
            let key = Key::item(id, "routes", index);
            for prefix in prefixes(model, route.destination) {
                if let Some(to) = whole.get(&(table.vpc, prefix)) {
                    judge_one(review, (id, key), gateway, *to, &in_coip_mode);
                }
            }
        }
    }
}

fn prefixes(model: &Model, destination: Destination) -> Vec<Prefix> {
    match destination {
        Destination::Prefix(prefix) => vec![prefix],
        Destination::PrefixList(list) => model.prefix_lists[list].prefixes.clone(),
    }
}

fn judge_one(
    review: &mut Review<'_, '_>,
    (table, key): (RouteTableId, Key),
    gateway: LocalGatewayId,
    to: SubnetId,
    in_coip_mode: &BTreeMap<(LocalGatewayId, VpcId), LocalGatewayRouteTableId>,
) {
    let model = review.model;
    let outpost = model.local_gateways[gateway].outpost;
    let name = review.name(to);
    let (why, fact) = match model.subnets[to].place {
        Place::Region(_) => ("lies in the Region".to_owned(), "VRT-19"),
        Place::Outpost(there) if there == outpost => {
            ("lies on the Outpost of that local gateway itself".to_owned(), "VRT-09")
        }
        Place::Outpost(there) => {
            let vpc = model.subnets[to].vpc;
            let far = model.outposts[there].local_gateway;
            let mut ends = [Some(gateway), far].into_iter().flatten();
            let Some(found) = ends.find_map(|end| in_coip_mode.get(&(end, vpc))) else { return };
            (format!("is reached with table `{}` in CoIP mode", review.name(*found)), "COIP-14")
        }
    };
    let message = format!("a route to a local gateway is for subnet `{name}`, which {why}");
    let mut found = review
        .problem(code::LOCAL_GATEWAY_ROUTE_INSIDE, table, review.span(key), message)
        .related(review.head(to), "the subnet")
        .because("Inside a VPC, AWS documents a route to a local gateway for a subnet on another Outpost, in direct VPC routing on both.");
    found.facts = vec![fact];
    review.report(found, &[]);
}
