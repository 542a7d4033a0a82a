//! What can change.

use std::net::IpAddr;

use crate::{
    addr::Prefix,
    model::{
        AssociationState, Destination, DirectConnectConnectionId, DirectConnectInterfaceId,
        DirectConnectInterfaceState, InstanceId, InstanceState, LocalGatewayId, LocalGatewayRoute,
        LocalGatewayRouteTableId, NatGatewayId, NatGatewayState, NetworkInterfaceId, OutpostId,
        RegionalNatGatewayId, Route, RouteTableId, RouterId, SegmentId, ServiceLinkVifId,
        SessionState, SubnetId, TransitGatewayAttachmentId, TransitGatewayAttachmentState,
        VifGroupAssociation, VifGroupId, VifId, VifState, VpcId, VpnConnectionId, ZoneId,
    },
};

/// One change of a model. Each says how something shall be, so that applying it twice is the same
/// as applying it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Nothing at all.
    Nothing,
    /// The service link of an Outpost goes down or comes up.
    ServiceLink {
        /// The Outpost.
        outpost: OutpostId,
        /// Whether it is up from now on.
        up: bool,
    },
    /// A virtual interface changes state.
    Vif {
        /// The virtual interface.
        vif: VifId,
        /// Its new state.
        state: VifState,
    },
    /// A BGP session is shut down or allowed.
    Session {
        /// The virtual interface that it runs over.
        vif: VifId,
        /// Its new state.
        state: SessionState,
    },
    /// The session of two routers is shut down or allowed, at both ends.
    Peering {
        /// The routers.
        routers: [RouterId; 2],
        /// Its new state.
        state: SessionState,
    },
    /// The BGP session of a virtual interface of Direct Connect is shut down or allowed.
    DirectConnectSession {
        /// The virtual interface.
        interface: DirectConnectInterfaceId,
        /// Its new state.
        state: SessionState,
    },
    /// The BGP session of a virtual interface of a service link is shut down or allowed.
    ServiceLinkSession {
        /// The virtual interface.
        vif: ServiceLinkVifId,
        /// Its new state.
        state: SessionState,
    },
    /// A router goes down or comes up: the device, with all of its VRFs.
    Router {
        /// The router, or a VRF of it.
        router: RouterId,
        /// Whether it is up from now on.
        up: bool,
    },
    /// A LAN or WAN segment goes down or comes up.
    Segment {
        /// The segment.
        segment: SegmentId,
        /// Whether it is up from now on.
        up: bool,
    },
    /// AWS begins or ends the maintenance of an Outpost network device: what it announces over every
    /// virtual interface of its LAG, those of the service link included, is to be avoided (fact BGP-07).
    Maintenance {
        /// The local gateway.
        gateway: LocalGatewayId,
        /// The name of the LAG.
        lag: String,
        /// Whether it is in maintenance from now on.
        begins: bool,
    },
    /// The LAG of a local gateway goes down or comes up, and with it every session over it, those of
    /// the service link included.
    Lag {
        /// The local gateway.
        gateway: LocalGatewayId,
        /// The name of the LAG.
        lag: String,
        /// The new state of the sessions.
        state: SessionState,
    },
    /// Some tunnels of a VPN connection are up and the others down; which ones does not matter.
    Tunnels {
        /// The VPN connection.
        connection: VpnConnectionId,
        /// How many are up from now on, of those that there are.
        up: usize,
    },
    /// The port of a Direct Connect connection goes down or comes up.
    DirectConnectPort {
        /// The connection.
        connection: DirectConnectConnectionId,
        /// Whether it is up from now on.
        up: bool,
    },
    /// A virtual interface of Direct Connect changes state.
    DirectConnectInterface {
        /// The virtual interface.
        interface: DirectConnectInterfaceId,
        /// Its new state.
        state: DirectConnectInterfaceState,
    },
    /// A VPC is associated with a local gateway route table, or no longer.
    VpcAssociation {
        /// The table.
        table: LocalGatewayRouteTableId,
        /// The VPC.
        vpc: VpcId,
        /// The state of the association; none removes it.
        state: Option<AssociationState>,
    },
    /// A local gateway route table gets another VIF group, or none.
    VifGroupAssociation {
        /// The table.
        table: LocalGatewayRouteTableId,
        /// The association; none removes it.
        association: Option<VifGroupAssociation>,
    },
    /// A VPC route table gets a route; it replaces one with the same destination and origin.
    AddRoute {
        /// The table.
        table: RouteTableId,
        /// The route.
        route: Route,
    },
    /// A VPC route table loses its routes to a destination.
    RemoveRoute {
        /// The table.
        table: RouteTableId,
        /// The destination.
        destination: Destination,
    },
    /// A local gateway route table gets a route; it replaces one with the same destination.
    AddLocalGatewayRoute {
        /// The table.
        table: LocalGatewayRouteTableId,
        /// The route.
        route: LocalGatewayRoute,
    },
    /// A local gateway route table loses its route to a destination.
    RemoveLocalGatewayRoute {
        /// The table.
        table: LocalGatewayRouteTableId,
        /// The destination.
        destination: Destination,
    },
    /// A router announces a prefix.
    Announce {
        /// The router.
        router: RouterId,
        /// The prefix.
        prefix: Prefix,
    },
    /// A router no longer announces a prefix.
    Withdraw {
        /// The router.
        router: RouterId,
        /// The prefix.
        prefix: Prefix,
    },
    /// An interface gets another customer-owned address, or none.
    Coip {
        /// The interface.
        interface: NetworkInterfaceId,
        /// The address.
        address: Option<IpAddr>,
    },
    /// An instance starts or stops.
    Instance {
        /// The instance.
        instance: InstanceId,
        /// Its new state.
        state: InstanceState,
    },
    /// An Outpost goes down, with everything on it.
    OutpostFails(OutpostId),
    /// An Availability Zone of the Region goes down, with everything in it.
    ZoneFails(ZoneId),
    /// A NAT gateway changes state.
    NatGateway {
        /// The NAT gateway.
        gateway: NatGatewayId,
        /// Its new state.
        state: NatGatewayState,
    },
    /// A regional NAT gateway changes state.
    RegionalNatGateway {
        /// The NAT gateway.
        gateway: RegionalNatGatewayId,
        /// Its new state.
        state: NatGatewayState,
    },
    /// An attachment of a transit gateway changes state.
    Attachment {
        /// The attachment.
        attachment: TransitGatewayAttachmentId,
        /// Its new state.
        state: TransitGatewayAttachmentState,
    },
    /// All virtual interfaces of a group change state.
    VifGroup {
        /// The group.
        group: VifGroupId,
        /// Their new state.
        state: VifState,
    },
    /// A subnet is associated with a route table of its VPC, or only with the main one.
    SubnetAssociation {
        /// The subnet.
        subnet: SubnetId,
        /// The table; none leaves it to the main one (fact RT-01).
        table: Option<RouteTableId>,
    },
}
