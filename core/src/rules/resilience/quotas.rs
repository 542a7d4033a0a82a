//! What there is of each thing that AWS limits.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        AccountId, AttachmentResource, Key, NatConnectivity, NatGatewayState, ObjectId,
        PeeringState, Place as Standing, RegionId, RouteOrigin, Service, SubnetId, VpcId,
    },
    routing::{RouteRef, TableRef, Tables},
    rules::{Context, Limit, Place, limits as limit},
};

use super::quota_rules;

/// Where things are written, and how much each counts.
type Parts = Vec<(Place, usize)>;

/// The things of one kind in one place.
#[derive(Debug)]
pub(super) struct Counted {
    /// What they belong to.
    pub(super) subject: ObjectId,
    /// Which of them, in words that follow the name of the thing.
    pub(super) of: String,
    /// Where each is written, and how much it counts.
    pub(super) parts: Parts,
}

/// Tells what there is of one kind, place by place.
pub(super) type Counter = fn(&Context<'_>, &mut dyn FnMut(Counted));

/// Every quota, and who counts for it.
pub(super) const COUNTED: &[(&Limit, Counter)] = &[
    (limit::VPCS, |cx, tell| {
        in_regions(cx, cx.model().vpcs.ids().map(|id| (id, id.into())), tell);
    }),
    (limit::SUBNETS, |cx, tell| {
        per(cx.model().subnets.iter().map(|(id, one)| (one.vpc, id.into())), tell);
    }),
    (limit::ROUTE_TABLES, |cx, tell| {
        per(cx.model().route_tables.iter().map(|(id, one)| (one.vpc, id.into())), tell);
    }),
    (limit::NETWORK_ACLS, |cx, tell| {
        let all = cx.model().network_acls.iter().filter(|(_, one)| !one.assumed);
        per(all.map(|(id, one)| (one.vpc, id.into())), tell);
    }),
    (limit::IPV4_CIDRS, |cx, tell| blocks(cx, false, tell)),
    (limit::IPV6_CIDRS, |cx, tell| blocks(cx, true, tell)),
    (limit::GROUPS, |cx, tell| {
        let all = cx.model().security_groups.iter();
        in_regions(cx, all.map(|(id, one)| (one.vpc, id.into())), tell);
    }),
    (limit::PEERINGS, |cx, tell| {
        let all = cx.model().peering_connections.iter();
        let active = all.filter(|(_, one)| one.state == PeeringState::Active);
        per(active.flat_map(|(id, one)| one.vpcs.map(|vpc| (vpc, id.into()))), tell);
    }),
    (limit::NAT_GATEWAYS, nat_gateways),
    (limit::ELASTIC_IPS, elastic_ips),
    (limit::ROUTES, written_routes),
    (limit::PROPAGATED_ROUTES, propagated_routes),
    (limit::PREFIX_LIST_ENTRIES, quota_rules::prefix_lists),
    (limit::NETWORK_ACL_RULES, quota_rules::network_acls),
    (limit::GROUP_RULES, quota_rules::security_groups),
    (limit::INTERFACE_RULES, quota_rules::interfaces),
    (limit::GROUPS_OF_INTERFACE, quota_rules::groups_of_interfaces),
    (limit::COIP_POOLS, |cx, tell| {
        per(cx.model().coip_pools.iter().map(|(id, one)| (one.table, id.into())), tell);
    }),
    (limit::COIP_BLOCKS, |cx, tell| {
        let all = cx.model().coip_pools.iter();
        per(
            all.flat_map(|(id, one)| one.prefixes.iter().map(move |_| (one.table, id.into()))),
            tell,
        );
    }),
    (limit::S3_ENDPOINTS, |cx, tell| {
        let model = cx.model();
        let all = model.network_interfaces.iter();
        let all = all.filter(|(_, one)| one.service == Some(Service::S3Outposts));
        per(
            all.filter_map(|(id, one)| Some((model.subnets[one.subnet].outpost()?, id.into()))),
            tell,
        );
    }),
    (limit::TRANSIT_GATEWAYS, |cx, tell| {
        let all = cx.model().transit_gateways.iter();
        owned(cx, all.map(|(id, one)| ((one.region, one.account), id.into())), tell);
    }),
    (limit::TRANSIT_GATEWAYS_OF_VPC, |cx, tell| {
        let all = cx.model().transit_gateway_attachments.iter();
        let all = all.filter(|(_, one)| one.state.stands());
        per(all.filter_map(|(id, one)| Some((attached(&one.resource)?, id.into()))), tell);
    }),
    (limit::TRANSIT_GATEWAY_TABLES, |cx, tell| {
        let all = cx.model().transit_gateway_route_tables.iter();
        per(all.map(|(id, one)| (one.transit_gateway, id.into())), tell);
    }),
    (limit::TRANSIT_GATEWAY_ROUTES, |cx, tell| {
        let all = cx.model().transit_gateway_route_tables.iter();
        let routes = all.flat_map(|(id, one)| {
            let places = (0..one.routes.len()).map(move |at| Key::item(id, "routes", at));
            places.map(|place| (one.transit_gateway, place.into()))
        });
        per(routes, tell);
    }),
    (limit::ATTACHMENTS, |cx, tell| {
        let all = cx.model().transit_gateway_attachments.iter();
        let all = all.filter(|(_, one)| one.state.stands());
        per(all.map(|(id, one)| (one.transit_gateway, id.into())), tell);
    }),
];

/// Counts things by what they belong to.
fn per<C: Into<ObjectId> + Ord>(
    things: impl Iterator<Item = (C, Place)>,
    tell: &mut dyn FnMut(Counted),
) {
    let mut all: BTreeMap<C, Parts> = BTreeMap::new();
    for (container, place) in things {
        all.entry(container).or_default().push((place, 1));
    }
    for (container, parts) in all {
        tell(Counted { subject: container.into(), of: String::new(), parts });
    }
}

/// Counts things of VPCs by Region and account.
fn in_regions(
    cx: &Context<'_>,
    things: impl Iterator<Item = (VpcId, Place)>,
    tell: &mut dyn FnMut(Counted),
) {
    let owner = |vpc: VpcId| {
        let vpc = &cx.model().vpcs[vpc];
        (vpc.region, vpc.account)
    };
    owned(cx, things.map(|(vpc, place)| (owner(vpc), place)), tell);
}

/// Counts things by Region, or zone, and account.
fn owned<C: Into<ObjectId> + Ord>(
    cx: &Context<'_>,
    things: impl Iterator<Item = ((C, Option<AccountId>), Place)>,
    tell: &mut dyn FnMut(Counted),
) {
    let mut all: BTreeMap<(C, Option<AccountId>), Parts> = BTreeMap::new();
    for (owner, place) in things {
        all.entry(owner).or_default().push((place, 1));
    }
    for ((container, account), parts) in all {
        let of = account.map(|account| format!(" of {}", cx.title(account)));
        tell(Counted { subject: container.into(), of: of.unwrap_or_default(), parts });
    }
}

fn blocks(cx: &Context<'_>, ipv6: bool, tell: &mut dyn FnMut(Counted)) {
    for (id, vpc) in cx.model().vpcs.iter() {
        let own = vpc.prefixes.iter().enumerate();
        let own = own.filter(|(_, prefix)| prefix.is_ipv6() == ipv6);
        let parts = own.map(|(at, _)| (Key::item(id, "cidrs", at).into(), 1)).collect();
        tell(Counted { subject: id.into(), of: String::new(), parts });
    }
}

fn nat_gateways(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    let model = cx.model();
    let all = model.nat_gateways.iter().filter(|(_, one)| counts(one.state));
    let in_zones = all.filter_map(|(id, one)| {
        let subnet = &model.subnets[one.subnet];
        let Standing::Region(Some(zone)) = subnet.place else { return None };
        Some(((zone, model.vpcs[subnet.vpc].account), id.into()))
    });
    owned(cx, in_zones, tell);
}

/// Returns whether a NAT gateway in a state counts (fact Q-19).
fn counts(state: NatGatewayState) -> bool {
    match state {
        NatGatewayState::Pending | NatGatewayState::Available | NatGatewayState::Deleting => true,
        NatGatewayState::Failed | NatGatewayState::Deleted => false,
    }
}

/// Counts only addresses that are surely Elastic IP addresses, and of AWS's ranges.
fn elastic_ips(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    let model = cx.model();
    let region = |subnet: SubnetId| -> (RegionId, Option<AccountId>) {
        let vpc = &model.vpcs[model.subnets[subnet].vpc];
        (vpc.region, vpc.account)
    };
    let all = model.nat_gateways.iter().filter(|(_, one)| counts(one.state));
    let public = all.filter(|(_, one)| matches!(one.connectivity, NatConnectivity::Public(_)));
    owned(cx, public.map(|(id, one)| (region(one.subnet), id.into())), tell);
}

fn attached(resource: &AttachmentResource) -> Option<VpcId> {
    match resource {
        AttachmentResource::Vpc { vpc, .. } => Some(*vpc),
        AttachmentResource::Vpn(_)
        | AttachmentResource::DirectConnectGateway { .. }
        | AttachmentResource::Peering(_)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => None,
    }
}

fn written_routes(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    for (id, table) in cx.model().route_tables.iter() {
        for ipv6 in [false, true] {
            let written = table.routes.iter().enumerate();
            let written = written.filter(|(_, route)| route.origin == RouteOrigin::Static);
            let parts = written.filter_map(|(at, route)| {
                let weight = quota_rules::weight_of(cx, route.destination, ipv6);
                (weight > 0).then(|| (Key::item(id, "routes", at).into(), weight))
            });
            let of = format!(" for {}", quota_rules::family(ipv6));
            tell(Counted { subject: id.into(), of, parts: parts.collect() });
        }
    }
}

fn propagated_routes(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    let anchors = anchor_vpcs(cx);
    let tables = cx.model().route_tables.iter();
    for (id, table) in tables.filter(|(_, table)| !anchors.contains(&table.vpc)) {
        let given = table.routes.iter().enumerate();
        let given = given.filter(|(_, route)| route.origin != RouteOrigin::Static);
        let mut parts: Parts =
            given.map(|(at, _)| (Key::item(id, "routes", at).into(), 1)).collect();
        if table.propagates {
            let all = Tables::all(cx.model(), &cx.network.bgp, TableRef::Vpc(id)).into_iter();
            let all = all.filter(|one| matches!(one.route, RouteRef::VirtualPrivateGateway(_)));
            parts.extend(all.map(|_| (Key::field(id, "propagate").into(), 1)));
        }
        tell(Counted { subject: id.into(), of: String::new(), parts });
    }
}

/// Returns the VPCs with anchors of service links: too much that comes to them is a finding of its own.
fn anchor_vpcs(cx: &Context<'_>) -> BTreeSet<VpcId> {
    let model = cx.model();
    let anchors = model.outposts.values().flat_map(|one| &one.service_link.anchors);
    let interfaces = anchors.flat_map(|anchor| cx.network.with_address(*anchor));
    interfaces.map(|one| model.subnets[model.network_interfaces[*one].subnet].vpc).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::LIMITS;

    #[test]
    fn everything_that_is_limited_is_counted() {
        let mut counted: Vec<&str> = COUNTED.iter().map(|(limit, _)| limit.name).collect();
        counted.sort_unstable();
        let limits: Vec<&str> = LIMITS.iter().map(|limit| limit.name).collect();
        assert_eq!(counted, limits);
    }

    #[test]
    fn the_page_lists_every_limit() {
        let page = page!("op8010_quota_exceeded.md");
        for limit in LIMITS {
            let grants = match (limit.adjustable, limit.most) {
                (true, Some(most)) => format!("up to {most}"),
                (true, None) => "more".to_owned(),
                (false, _) => "no".to_owned(),
            };
            let Limit { name, default, things, per, .. } = limit;
            let row = format!("| `{name}` | {default} | {grants} | {things}, in {per} |");
            assert!(page.contains(&row), "{row}");
        }
    }
}
