//! Virtual private gateways, VPN connections and Direct Connect of wild models.

use outpath_core::{
    addr::Prefix,
    model::{
        AttachmentResource, Destination, DirectConnectConnection, DirectConnectEnd,
        DirectConnectGateway, DirectConnectGatewayAssociation, DirectConnectGatewayId,
        DirectConnectInterface, DirectConnectInterfaceState, DirectConnectInterfaceType,
        LocalPreference, NextHop, RoutePolicy, RouterId, SessionState, TransitGatewayId,
        VirtualPrivateGateway, VirtualPrivateGatewayId, VpcId, VpnConnection, VpnConnectionState,
        VpnRouting, VpnTransport,
    },
};
use proptest::{bool::weighted, collection::vec, option, prelude::*};

use super::{
    Pick, pick, routes,
    spec::To,
    transit::{self, JoinSpec, join},
    wild::{mostly, to},
};
use crate::build::{Build, named, prefix};

/// The links of a model to the customer, beside those of local gateways.
#[derive(Debug, Clone)]
pub(super) struct PrivateSpec {
    /// Each at a VPC, attached or not.
    gateways: Vec<(Pick, bool)>,
    vpns: Vec<VpnSpec>,
    port_down: bool,
    /// Whether it serves transit gateways, and not virtual private gateways.
    direct_connect: Option<(bool, Vec<AssociationSpec>)>,
    interfaces: Vec<InterfaceSpec>,
    /// Which route tables nothing is propagated into.
    still: Vec<bool>,
    /// Whether nobody saw to it that routers and VPCs have routes.
    loose: bool,
}

#[derive(Debug, Clone)]
struct VpnSpec {
    end: Pick,
    router: Option<Pick>,
    fixed: Option<Vec<To>>,
    private: bool,
    state: VpnConnectionState,
    tunnels: [bool; 2],
    policy: PolicySpec,
    join: JoinSpec,
}

#[derive(Debug, Clone)]
struct AssociationSpec {
    gateway: Pick,
    allowed: Vec<To>,
    join: JoinSpec,
}

#[derive(Debug, Clone)]
struct InterfaceSpec {
    end: Pick,
    router: Option<Pick>,
    jumbo: bool,
    state: DirectConnectInterfaceState,
    down: bool,
    policy: PolicySpec,
}

#[derive(Debug, Clone)]
struct PolicySpec {
    announce: Option<Vec<To>>,
    prepend: u8,
    med: Option<u8>,
    preference: LocalPreference,
}

/// Returns links, often none.
pub(super) fn private() -> impl Strategy<Value = PrivateSpec> {
    let some = (
        vec((any::<Pick>(), weighted(0.93)), 0..=2),
        vec(vpn(), 0..=3),
        weighted(0.05),
        option::weighted(0.5, (any::<bool>(), vec(association(), 1..=2))),
        vec(interface(), 0..=3),
        vec(weighted(0.25), 8),
        weighted(0.3),
    );
    let none = (Vec::new(), Vec::new(), false, None, Vec::new(), Vec::new(), true);
    prop_oneof![1 => Just(none), 2 => some].prop_map(
        |(gateways, vpns, port_down, direct_connect, interfaces, still, loose)| PrivateSpec {
            gateways,
            vpns,
            port_down,
            direct_connect,
            interfaces,
            still,
            loose,
        },
    )
}

prop_compose! {
    fn vpn()(
        end in any::<Pick>(),
        router in option::weighted(0.93, any::<Pick>()),
        fixed in option::weighted(0.3, vec(to(), 1..=2)),
        private in weighted(0.2),
        state in mostly(VpnConnectionState::Available, 12, vec![
            VpnConnectionState::Pending,
            VpnConnectionState::Deleting,
        ]),
        tunnels in [weighted(0.93), weighted(0.5)],
        policy in policy(),
        join in join(),
    ) -> VpnSpec {
        VpnSpec { end, router, fixed, private, state, tunnels, policy, join }
    }
}

prop_compose! {
    fn association()(
        gateway in any::<Pick>(),
        allowed in vec(to(), 1..=2),
        join in join(),
    ) -> AssociationSpec {
        AssociationSpec { gateway, allowed, join }
    }
}

prop_compose! {
    fn interface()(
        end in any::<Pick>(),
        router in option::weighted(0.93, any::<Pick>()),
        jumbo in any::<bool>(),
        state in mostly(DirectConnectInterfaceState::Available, 12, vec![
            DirectConnectInterfaceState::Confirming,
            DirectConnectInterfaceState::Down,
            DirectConnectInterfaceState::Deleted,
        ]),
        down in weighted(0.05),
        policy in policy(),
    ) -> InterfaceSpec {
        InterfaceSpec { end, router, jumbo, state, down, policy }
    }
}

prop_compose! {
    fn policy()(
        announce in option::weighted(0.6, vec(to(), 0..=2)),
        prepend in prop_oneof![3 => Just(0_u8), 1 => 1..=2_u8],
        med in option::weighted(0.2, 0..=2_u8),
        preference in mostly(LocalPreference::Medium, 3, vec![
            LocalPreference::High,
            LocalPreference::Low,
        ]),
    ) -> PolicySpec {
        PolicySpec { announce, prepend, med, preference }
    }
}

/// Adds the virtual private gateways.
pub(super) fn make(b: &mut Build, spec: &PrivateSpec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for (number, attached) in &spec.gateways {
        let Some(vpc) = pick(&vpcs, *number) else { continue };
        if b.model.vpcs[vpc].virtual_private_gateway.is_some() {
            continue;
        }
        let identity = named(format!("{}.vgw", b.model.vpcs[vpc].identity.name));
        let id = b.model.virtual_private_gateways.push(VirtualPrivateGateway {
            identity,
            vpc,
            asn: None,
            attached: *attached,
            edge_route_table: None,
        });
        b.model.vpcs[vpc].virtual_private_gateway = Some(id);
    }
}

/// Adds the links, once it is known which prefixes mean something.
pub(super) fn fill(b: &mut Build, prefixes: &[Prefix], spec: &PrivateSpec) {
    for (index, vpn) in spec.vpns.iter().enumerate() {
        add_vpn(b, prefixes, index, vpn);
    }
    let gateway = direct_connect(b, prefixes, spec);
    interfaces(b, prefixes, spec, gateway);
    let own: Vec<VpcId> = b.model.virtual_private_gateways.values().map(|one| one.vpc).collect();
    let still = spec.still.iter().chain(std::iter::repeat(&false));
    let tables: Vec<_> = b.model.route_tables.ids().collect();
    for (id, still) in tables.into_iter().zip(still) {
        let table = &mut b.model.route_tables[id];
        table.propagates = own.contains(&table.vpc) && !still && transit::serves_subnets(table);
    }
    if spec.loose {
        return;
    }
    for id in b.model.vpn_connections.ids().collect::<Vec<_>>() {
        let vpn = &b.model.vpn_connections[id];
        let fixed = matches!(vpn.routing, VpnRouting::Static(_));
        if let Some(router) = vpn.router.filter(|_| fixed) {
            let taken =
                |route: &outpath_core::model::RouterRoute| route.prefix == prefix("10.0.0.0/8");
            if !b.model.routers[router].routes.iter().any(taken) {
                b.router_route(router, "10.0.0.0/8", NextHop::Vpn(id));
            }
        }
    }
}

fn router(b: &Build, number: Option<Pick>) -> Option<RouterId> {
    let routers: Vec<RouterId> = b.model.routers.ids().collect();
    number.and_then(|number| pick(&routers, number))
}

fn four(b: &Build, prefixes: &[Prefix], all: &[To]) -> Vec<Prefix> {
    let mut found = Vec::new();
    for to in all {
        if let Some(Destination::Prefix(prefix)) = routes::destination(b, prefixes, *to)
            && !prefix.is_ipv6()
            && !found.contains(&prefix)
        {
            found.push(prefix);
        }
    }
    found.sort_unstable();
    found
}

fn policy_of(b: &Build, prefixes: &[Prefix], spec: &PolicySpec) -> RoutePolicy {
    RoutePolicy {
        announce: spec.announce.as_ref().map(|all| {
            // What is on the LAN is most useful.
            let mut all = four(b, prefixes, all);
            if all.is_empty() {
                all.push(prefix("172.16.0.0/12"));
            }
            all
        }),
        prepend: spec.prepend,
        med: spec.med.map(u32::from),
        local_preference: LocalPreference::Medium,
    }
}

fn add_vpn(b: &mut Build, prefixes: &[Prefix], index: usize, spec: &VpnSpec) {
    #[derive(Clone)]
    enum End {
        Private(VirtualPrivateGatewayId),
        Transit(TransitGatewayId),
    }
    let private = b.model.virtual_private_gateways.ids().map(End::Private);
    let transit = b.model.transit_gateways.ids().map(End::Transit);
    let ends: Vec<End> = private.chain(transit).collect();
    let Some(end) = pick(&ends, spec.end) else { return };
    let name = format!("vpn{index}");
    let gateway = match end {
        End::Private(id) => Some(id),
        End::Transit(_) => None,
    };
    let routing = match &spec.fixed {
        Some(all) if gateway.is_some() => {
            let mut all = four(b, prefixes, all);
            if all.is_empty() {
                all.push(prefix("172.16.0.0/12"));
            }
            VpnRouting::Static(all)
        }
        Some(_) => VpnRouting::Static(Vec::new()),
        None => VpnRouting::Bgp,
    };
    let bgp = routing == VpnRouting::Bgp;
    let mut tunnels = spec.tunnels.to_vec();
    tunnels.sort_unstable();
    let policy = policy_of(b, prefixes, &spec.policy);
    let id = b.model.vpn_connections.push(VpnConnection {
        identity: named(&name),
        gateway,
        router: router(b, spec.router),
        routing,
        transport: match spec.private {
            true if gateway.is_none() => VpnTransport::DirectConnect,
            _ => VpnTransport::Internet,
        },
        state: spec.state,
        tunnels,
        policy: if bgp { policy } else { RoutePolicy::default() },
    });
    if let End::Transit(gateway) = end {
        transit::attach(b, gateway, &name, &spec.join, AttachmentResource::Vpn(id));
    }
}

fn direct_connect(
    b: &mut Build,
    prefixes: &[Prefix],
    spec: &PrivateSpec,
) -> Option<(DirectConnectGatewayId, bool)> {
    let (transit, associations) = spec.direct_connect.as_ref()?;
    let id = b.model.direct_connect_gateways.push(DirectConnectGateway {
        identity: named("dxgw"),
        asn: None,
        associations: Vec::new(),
    });
    for (index, association) in associations.iter().enumerate() {
        let mut allowed = four(b, prefixes, &association.allowed);
        if allowed.is_empty() {
            allowed.push(prefix("10.0.0.0/8"));
        }
        if *transit {
            let gateways: Vec<TransitGatewayId> = b.model.transit_gateways.ids().collect();
            let Some(gateway) = pick(&gateways, association.gateway) else { continue };
            let all = &b.model.transit_gateway_attachments;
            let attached = all.values().any(|one| {
                one.transit_gateway == gateway
                    && matches!(one.resource, AttachmentResource::DirectConnectGateway { .. })
            });
            if !attached {
                let resource = AttachmentResource::DirectConnectGateway { gateway: id, allowed };
                transit::attach(b, gateway, &format!("dx{index}"), &association.join, resource);
            }
        } else {
            let gateways: Vec<_> = b.model.virtual_private_gateways.ids().collect();
            let Some(gateway) = pick(&gateways, association.gateway) else { continue };
            let own = &mut b.model.direct_connect_gateways[id].associations;
            if own.iter().all(|other| other.gateway != gateway) {
                own.push(DirectConnectGatewayAssociation { gateway, allowed });
            }
        }
    }
    Some((id, *transit))
}

fn interfaces(
    b: &mut Build,
    prefixes: &[Prefix],
    spec: &PrivateSpec,
    gateway: Option<(DirectConnectGatewayId, bool)>,
) {
    let private = b.model.virtual_private_gateways.ids();
    let private = private.map(|id| {
        (DirectConnectEnd::VirtualPrivateGateway(id), DirectConnectInterfaceType::Private)
    });
    let mut ends: Vec<_> = private.collect();
    if let Some((id, transit)) = gateway {
        let kind = if transit {
            DirectConnectInterfaceType::Transit
        } else {
            DirectConnectInterfaceType::Private
        };
        let end = (DirectConnectEnd::DirectConnectGateway(id), kind);
        ends.extend(std::iter::repeat_n(end, ends.len() + 1));
    }
    if ends.is_empty() || spec.interfaces.is_empty() {
        return;
    }
    let connection = b
        .model
        .direct_connect_connections
        .push(DirectConnectConnection { identity: named("dx"), up: !spec.port_down });
    for (index, own) in spec.interfaces.iter().enumerate() {
        let Some((end, kind)) = pick(&ends, own.end) else { continue };
        let jumbo = if kind == DirectConnectInterfaceType::Transit { 8500 } else { 9001 };
        let mut policy = policy_of(b, prefixes, &own.policy);
        policy.local_preference = own.policy.preference;
        b.model.direct_connect_interfaces.push(DirectConnectInterface {
            identity: named(format!("dx.vif{index}")),
            connection,
            kind,
            end,
            vlan: None,
            local: None,
            peer_address: None,
            router: router(b, own.router),
            mtu: if own.jumbo { jumbo } else { 1500 },
            state: own.state,
            session: if own.down { SessionState::Down } else { SessionState::Up },
            policy,
        });
    }
}
