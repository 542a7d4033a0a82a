//! The description that a wild model is raised from.

use outpath_core::model::{
    AssociationState, Mode, NatGatewayState, PeeringState, RouteOrigin, Service, VifGroupState,
    VifState,
};

use super::{
    Pick, endpoint::EndpointSpec, filters::FilterSpec, gateways::GatewaySpec, private::PrivateSpec,
    transit::TransitSpec,
};

/// What a wild model is raised from. A `bool` is true for the unusual.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub(super) cloud: CloudSpec,
    pub(super) filters: FilterSpec,
    pub(super) gateways: GatewaySpec,
    pub(super) edge: EdgeSpec,
    pub(super) premises: PremisesSpec,
    pub(super) transit: TransitSpec,
    pub(super) private: PrivateSpec,
    pub(super) endpoints: EndpointSpec,
    pub(super) doubts: Doubts,
}

/// VPCs and what stands in them.
#[derive(Debug, Clone)]
pub(super) struct CloudSpec {
    pub(super) vpcs: Vec<VpcSpec>,
    pub(super) outposts: Vec<OutpostSpec>,
    pub(super) tables: Vec<Pick>,
    pub(super) subnets: Vec<SubnetSpec>,
    pub(super) nat_gateways: Vec<NatSpec>,
    pub(super) peerings: Vec<PeeringSpec>,
    pub(super) prefix_lists: Vec<Vec<Pick>>,
    pub(super) instances: Vec<InstanceSpec>,
    pub(super) interfaces: Vec<InterfaceSpec>,
    pub(super) routes: Vec<RouteSpec>,
}

/// Local gateways.
#[derive(Debug, Clone)]
pub(super) struct EdgeSpec {
    pub(super) groups: Vec<GroupSpec>,
    pub(super) gateway_tables: Vec<GatewayTableSpec>,
    pub(super) gateway_routes: Vec<GatewayRouteSpec>,
    pub(super) vifs: Vec<VifSpec>,
}

/// The customer's own network.
#[derive(Debug, Clone)]
pub(super) struct PremisesSpec {
    pub(super) second_site: bool,
    pub(super) segments: Vec<SegmentSpec>,
    pub(super) routers: Vec<RouterSpec>,
    pub(super) router_routes: Vec<RouterRouteSpec>,
    pub(super) hosts: Vec<HostSpec>,
}

/// What the user assumes, and what is not known.
#[derive(Debug, Clone)]
pub(super) struct Doubts {
    pub(super) no_hairpin: bool,
    pub(super) fall_back: bool,
    pub(super) no_surprise: bool,
    pub(super) incomplete: Option<u16>,
}

#[derive(Debug, Clone)]
pub(super) struct VpcSpec {
    pub(super) overlaps: bool,
    pub(super) second_prefix: bool,
    pub(super) other_region: bool,
    /// None, attached or detached.
    pub(super) internet_gateway: Option<bool>,
}

#[derive(Debug, Clone)]
pub(super) struct OutpostSpec {
    pub(super) second_generation: bool,
    pub(super) server: bool,
    pub(super) link_down: bool,
}

#[derive(Debug, Clone)]
pub(super) struct SubnetSpec {
    pub(super) vpc: Pick,
    /// 0 is the Region.
    pub(super) place: Pick,
    /// 0 is the main table, not stated.
    pub(super) table: Pick,
    pub(super) clashes: bool,
    pub(super) ipv6: bool,
    pub(super) acl: Option<Pick>,
}

#[derive(Debug, Clone)]
pub(super) struct NatSpec {
    pub(super) subnet: Pick,
    pub(super) private: bool,
    pub(super) state: NatGatewayState,
}

#[derive(Debug, Clone)]
pub(super) struct PeeringSpec {
    pub(super) ends: [Pick; 2],
    pub(super) state: PeeringState,
}

#[derive(Debug, Clone)]
pub(super) struct InstanceSpec {
    pub(super) port: PortSpec,
    pub(super) stopped: bool,
    pub(super) forwards: Option<ForwardSpec>,
}

/// How an instance forwards.
#[derive(Debug, Clone)]
pub(super) struct ForwardSpec {
    /// To what, and by which of its interfaces.
    pub(super) routes: Vec<(To, Pick)>,
    pub(super) source_nat: bool,
    pub(super) stateful: bool,
    /// From what address to which one.
    pub(super) destination_nat: Option<(Pick, Pick)>,
    /// The source/destination check is left on.
    pub(super) checked: bool,
}

/// What instances and interfaces have in common.
#[derive(Debug, Clone)]
pub(super) struct PortSpec {
    pub(super) subnet: Pick,
    pub(super) public: bool,
    pub(super) coip: Option<Pick>,
    pub(super) check_off: bool,
    pub(super) security_groups: Vec<Pick>,
}

#[derive(Debug, Clone)]
pub(super) struct InterfaceSpec {
    pub(super) port: PortSpec,
    /// A further interface of this instance, or none.
    pub(super) instance: Option<Pick>,
    pub(super) unmanaged: bool,
    pub(super) service: Option<Service>,
    pub(super) attached: bool,
}

/// The kinds of targets of VPC routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    LocalGateway,
    InternetGateway,
    Nat,
    EgressOnly,
    Peering,
    Interface,
    Instance,
    Transit,
    Private,
    Inspection,
    Local,
    Unmodelled,
}

#[derive(Debug, Clone)]
pub(super) struct RouteSpec {
    pub(super) table: Pick,
    pub(super) to: To,
    pub(super) kind: Kind,
    pub(super) target: Pick,
    pub(super) origin: RouteOrigin,
    pub(super) blackhole: bool,
}

/// The destination of a route.
#[derive(Debug, Clone, Copy)]
pub(super) enum To {
    Anywhere,
    Prefix(Pick),
    List(Pick),
    AnywhereIpv6,
    /// The first LAN segment.
    Lan,
}

#[derive(Debug, Clone)]
pub(super) struct GroupSpec {
    pub(super) gateway: Pick,
    pub(super) state: VifGroupState,
}

#[derive(Debug, Clone)]
pub(super) struct VifSpec {
    pub(super) group: Pick,
    pub(super) router: Option<Pick>,
    pub(super) state: VifState,
    pub(super) down: bool,
    /// The peer address is stated, rightly or wrongly.
    pub(super) peer_address: Option<bool>,
    /// The peer's AS number is stated, rightly or wrongly.
    pub(super) peer_asn: Option<bool>,
    /// The router states its VLAN, rightly or wrongly.
    pub(super) vlan: Option<bool>,
}

#[derive(Debug, Clone)]
pub(super) struct GatewayTableSpec {
    pub(super) gateway: Pick,
    pub(super) mode: Option<Mode>,
    pub(super) group: Option<(Pick, AssociationState)>,
    pub(super) vpcs: Vec<(Pick, AssociationState)>,
    /// Only these VPCs are associated, not all others as well.
    pub(super) few_vpcs: bool,
    pub(super) no_default: bool,
}

#[derive(Debug, Clone)]
pub(super) struct GatewayRouteSpec {
    pub(super) table: Pick,
    pub(super) to: To,
    /// To this interface, or to the VIF group.
    pub(super) interface: Option<Pick>,
    pub(super) group: Pick,
}

#[derive(Debug, Clone)]
pub(super) struct SegmentSpec {
    pub(super) site: Pick,
    pub(super) next_hops: Vec<Pick>,
}

#[derive(Debug, Clone)]
pub(super) struct RouterSpec {
    pub(super) site: Pick,
    pub(super) segments: Vec<Pick>,
    pub(super) announce: Vec<To>,
    pub(super) translates: Option<(Pick, bool)>,
    pub(super) firewall: bool,
}

#[derive(Debug, Clone)]
pub(super) struct RouterRouteSpec {
    pub(super) router: Pick,
    pub(super) to: To,
    pub(super) hop: Hop,
    pub(super) pick: Pick,
}

/// The kinds of next hops of routers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Hop {
    Internet,
    Address,
    Router,
    Vpn,
    Discard,
}

#[derive(Debug, Clone)]
pub(super) struct HostSpec {
    pub(super) segment: Pick,
    pub(super) next_hops: Vec<Pick>,
}
