//! Transit gateways of wild models.

use outpath_core::addr::Prefix;
use outpath_core::model::{
    AttachmentResource, Destination, Route, RouteOrigin, RouteState, RouteTable, RouteTarget,
    SubnetId, TransitGateway, TransitGatewayAttachment, TransitGatewayAttachmentId,
    TransitGatewayAttachmentState, TransitGatewayId, TransitGatewayRouteTable,
    TransitGatewayRouteTableId, TransitGatewayRouteTarget, VpcId,
};
use proptest::{bool::weighted, collection::vec, option, prelude::*};

use super::{Pick, pick, routes, spec::To, wild::mostly};
use crate::build::{Build, named, prefix};

/// The transit gateways of a model.
#[derive(Debug, Clone)]
pub(super) struct TransitSpec {
    gateways: Vec<GatewaySpec>,
    peering: Option<[JoinSpec; 2]>,
    routes: Vec<RouteSpec>,
    /// Whether nobody saw to it that every table of an attached VPC leads there.
    loose: bool,
}

#[derive(Debug, Clone)]
struct GatewaySpec {
    referencing: bool,
    no_ecmp: bool,
    elsewhere: bool,
    /// Whether each table is known.
    tables: Vec<bool>,
    attachments: Vec<AttachmentSpec>,
}

#[derive(Debug, Clone)]
struct AttachmentSpec {
    vpc: Pick,
    subnets: Vec<Pick>,
    join: JoinSpec,
    appliance: bool,
    ipv6: bool,
    no_referencing: bool,
    created: Option<Pick>,
    /// Something that nothing is known of, instead of the VPC.
    odd: Option<Pick>,
}

/// How an attachment is joined to route tables.
#[derive(Debug, Clone)]
pub(super) struct JoinSpec {
    table: Option<Pick>,
    propagates: Option<Pick>,
    state: TransitGatewayAttachmentState,
}

#[derive(Debug, Clone)]
struct RouteSpec {
    table: Pick,
    to: To,
    /// Nothing is a blackhole.
    target: Option<Pick>,
    declared: bool,
}

/// Returns transit gateways, often none.
pub(super) fn transit() -> impl Strategy<Value = TransitSpec> {
    let some = (vec(gateway(), 1..=2), option::weighted(0.7, [join(), join()]));
    let some = (some, vec(route(), 0..=5), weighted(0.3));
    prop_oneof![
        1 => Just(((Vec::new(), None), Vec::new(), true)),
        2 => some,
    ]
    .prop_map(|((gateways, peering), routes, loose)| TransitSpec {
        gateways,
        peering,
        routes,
        loose,
    })
}

prop_compose! {
    fn gateway()(
        referencing in any::<bool>(),
        no_ecmp in weighted(0.2),
        elsewhere in weighted(0.1),
        tables in vec(weighted(0.97), 1..=2),
        attachments in vec(attachment(), 1..=3),
    ) -> GatewaySpec {
        GatewaySpec { referencing, no_ecmp, elsewhere, tables, attachments }
    }
}

prop_compose! {
    fn attachment()(
        vpc in any::<Pick>(),
        subnets in vec(any::<Pick>(), 1..=2),
        join in join(),
        appliance in weighted(0.25),
        ipv6 in weighted(0.5),
        no_referencing in weighted(0.1),
        created in option::weighted(0.7, any::<Pick>()),
        odd in option::weighted(0.05, any::<Pick>()),
    ) -> AttachmentSpec {
        AttachmentSpec { vpc, subnets, join, appliance, ipv6, no_referencing, created, odd }
    }
}

prop_compose! {
    pub(super) fn join()(
        table in option::weighted(0.93, any::<Pick>()),
        propagates in option::weighted(0.85, any::<Pick>()),
        state in mostly(TransitGatewayAttachmentState::Available, 12, vec![
            TransitGatewayAttachmentState::Modifying,
            TransitGatewayAttachmentState::PendingAcceptance,
            TransitGatewayAttachmentState::Pending,
            TransitGatewayAttachmentState::Deleting,
            TransitGatewayAttachmentState::Deleted,
            TransitGatewayAttachmentState::Failed,
        ]),
    ) -> JoinSpec {
        JoinSpec { table, propagates, state }
    }
}

prop_compose! {
    fn route()(
        table in any::<Pick>(),
        to in super::wild::to(),
        target in option::weighted(0.9, any::<Pick>()),
        declared in weighted(0.05),
    ) -> RouteSpec {
        RouteSpec { table, to, target, declared }
    }
}

/// Adds transit gateways and what is attached to them.
pub(super) fn make(b: &mut Build, spec: &TransitSpec) {
    for (index, gateway) in spec.gateways.iter().enumerate() {
        let elsewhere = gateway.elsewhere && index > 0;
        let region = b.region(if elsewhere { "eu-west-1" } else { "us-west-2" });
        let id = b.model.transit_gateways.push(TransitGateway {
            identity: named(format!("tgw{index}")),
            region,
            account: None,
            asn: None,
            vpn_ecmp: !gateway.no_ecmp,
            security_group_referencing: gateway.referencing,
        });
        for (number, known) in gateway.tables.iter().enumerate() {
            b.model.transit_gateway_route_tables.push(TransitGatewayRouteTable {
                identity: named(format!("tgw{index}.t{number}")),
                transit_gateway: id,
                known: *known,
                routes: Vec::new(),
            });
        }
        for (number, attachment) in gateway.attachments.iter().enumerate() {
            attach_vpc(b, id, number, attachment);
        }
    }
    peer(b, spec);
}

fn peer(b: &mut Build, spec: &TransitSpec) {
    let gateways: Vec<TransitGatewayId> = b.model.transit_gateways.ids().collect();
    let ([one, other], Some([first, second])) = (gateways.as_slice(), &spec.peering) else {
        return;
    };
    let one = attach(b, *one, "peer", first, AttachmentResource::Peering(None));
    let back = AttachmentResource::Peering(Some(one));
    let other = attach(b, *other, "peer", second, back);
    let attachments = &mut b.model.transit_gateway_attachments;
    attachments[one].resource = AttachmentResource::Peering(Some(other));
    for id in [one, other] {
        attachments[id].propagates_to.clear();
    }
}

/// Adds an attachment of a transit gateway.
pub(super) fn attach(
    b: &mut Build,
    gateway: TransitGatewayId,
    short: &str,
    spec: &JoinSpec,
    resource: AttachmentResource,
) -> TransitGatewayAttachmentId {
    let tables = b.model.transit_gateway_route_tables.iter();
    let tables = tables.filter(|(_, table)| table.transit_gateway == gateway);
    let tables: Vec<TransitGatewayRouteTableId> = tables.map(|(id, _)| id).collect();
    // Most often to all of them.
    let mut choice = vec![tables.clone()];
    choice.extend(tables.iter().map(|id| vec![*id]));
    let propagates = spec.propagates.and_then(|number| pick(&choice, number / 2));
    b.model.transit_gateway_attachments.push(TransitGatewayAttachment {
        identity: named(format!("{}.{short}", b.model.transit_gateways[gateway].identity.name)),
        transit_gateway: gateway,
        resource,
        state: spec.state,
        route_table: spec.table.and_then(|number| pick(&tables, number)),
        propagates_to: propagates.unwrap_or_default(),
        appliance_mode: false,
        ipv6: false,
        security_group_referencing: true,
        created: None,
    })
}

fn attach_vpc(b: &mut Build, gateway: TransitGatewayId, number: usize, spec: &AttachmentSpec) {
    let region = b.model.transit_gateways[gateway].region;
    let taken = |vpc: VpcId| {
        b.model.transit_gateway_attachments.values().any(|other| {
            other.transit_gateway == gateway
                && matches!(other.resource, AttachmentResource::Vpc { vpc: own, .. } if own == vpc)
        })
    };
    let vpcs = b.model.vpcs.iter().filter(|(id, vpc)| vpc.region == region && !taken(*id));
    let vpcs: Vec<VpcId> = vpcs.map(|(id, _)| id).collect();
    let short = format!("a{number}");
    let odd = [
        AttachmentResource::Connect,
        AttachmentResource::ClientVpn,
        AttachmentResource::VpnConcentrator,
        AttachmentResource::NetworkFunction,
        AttachmentResource::Peering(None),
    ];
    if let Some(odd) = spec.odd.and_then(|number| pick(&odd, number)) {
        let fixed =
            matches!(odd, AttachmentResource::Peering(_) | AttachmentResource::NetworkFunction);
        let id = attach(b, gateway, &short, &spec.join, odd);
        if fixed {
            b.model.transit_gateway_attachments[id].propagates_to.clear();
        }
        return;
    }
    let Some(vpc) = pick(&vpcs, spec.vpc) else { return };
    let all = b.model.subnets.iter().filter(|(_, subnet)| subnet.vpc == vpc);
    // Those in the Region come first, and are most often meant.
    let mut all: Vec<SubnetId> = all.map(|(id, _)| id).collect();
    all.sort_by_key(|id| b.model.subnets[*id].outpost().is_some());
    let near = all.iter().filter(|id| b.model.subnets[**id].outpost().is_none()).count();
    let mut subnets: Vec<SubnetId> = Vec::new();
    for number in &spec.subnets {
        let many = if number % 8 == 7 { all.len() } else { near };
        let choice = all.get(..many).unwrap_or(&[]);
        let Some(id) = pick(choice, number / 8) else { continue };
        let zone = b.model.zone_of(id);
        if subnets
            .iter()
            .all(|other| *other != id && (zone.is_none() || b.model.zone_of(*other) != zone))
        {
            subnets.push(id);
        }
    }
    if subnets.is_empty() {
        return;
    }
    subnets.sort_unstable();
    let id = attach(b, gateway, &short, &spec.join, AttachmentResource::Vpc { vpc, subnets });
    let attachment = &mut b.model.transit_gateway_attachments[id];
    attachment.appliance_mode = spec.appliance;
    attachment.ipv6 = spec.ipv6;
    attachment.security_group_referencing = !spec.no_referencing;
    attachment.created = spec.created.map(|day| format!("2026-03-0{}", 1 + day % 5));
}

/// Returns whether a route table is one of subnets, not of a gateway.
pub(super) fn serves_subnets(table: &RouteTable) -> bool {
    let short = table.identity.name.rsplit('.').next().unwrap_or_default();
    table.main || short.starts_with('t')
}

/// Adds the static routes, and those of VPCs to the gateways.
pub(super) fn fill(b: &mut Build, prefixes: &[Prefix], spec: &TransitSpec) {
    let attachments = b.model.transit_gateway_attachments.values().filter(|_| !spec.loose);
    let attached = attachments.filter_map(|one| match one.resource {
        AttachmentResource::Vpc { vpc, .. } => Some((vpc, one.transit_gateway)),
        _ => None,
    });
    for (vpc, gateway) in attached.collect::<Vec<_>>() {
        let wide = Destination::Prefix(prefix("10.0.0.0/8"));
        for id in b.model.route_tables.ids().collect::<Vec<_>>() {
            let table = &b.model.route_tables[id];
            let has = table.routes.iter().any(|route| route.destination == wide);
            if table.vpc == vpc && serves_subnets(table) && !has {
                b.route(id, "10.0.0.0/8", RouteTarget::TransitGateway(gateway));
            }
        }
    }
    for route in &spec.routes {
        let tables: Vec<_> = b.model.transit_gateway_route_tables.ids().collect();
        let Some(id) = pick(&tables, route.table) else { continue };
        let Some(destination) = routes::destination(b, prefixes, route.to) else { continue };
        let gateway = b.model.transit_gateway_route_tables[id].transit_gateway;
        let attachments = b.model.transit_gateway_attachments.iter();
        let attachments = attachments.filter(|(_, one)| one.transit_gateway == gateway);
        let attachments: Vec<_> = attachments.map(|(id, _)| id).collect();
        let target = match route.target {
            None => Some(TransitGatewayRouteTarget::Blackhole),
            Some(number) => pick(&attachments, number).map(TransitGatewayRouteTarget::Attachment),
        };
        let own = &mut b.model.transit_gateway_route_tables[id].routes;
        let wide = destination == Destination::Prefix(prefix("10.0.0.0/8"));
        if let Some(target) = target
            && own.iter().all(|other| other.destination != destination)
            && !(wide && target == TransitGatewayRouteTarget::Blackhole)
        {
            let declared = route.declared && destination.list().is_none();
            let declared_state = declared.then_some(RouteState::Blackhole);
            own.push(Route { destination, target, origin: RouteOrigin::Static, declared_state });
        }
    }
}
