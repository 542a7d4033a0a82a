//! The nouns of AWS Outposts, VPCs and the customer's network, as pure data.
//!
//! This room holds what the inputs say, checked and linked: one file for each noun, ids as newtypes,
//! one [`Model`] of all. It never holds spans (the source map does), graphs, computed routes or
//! anything of a foreign file format.

mod appliance;
mod bgp;
mod gateway;
mod id;
mod instance;
mod interconnect;
mod local_gateway;
mod mentions;
mod other;
mod outpost;
mod public_access;
mod region;
mod route;
mod security_group;
mod site;
mod subnet;
mod topology;
mod vpc;

pub use appliance::{Appliance, ApplianceRoute, DestinationNat};
pub use bgp::{
    Aggregate, Bgp, DefaultOrigination, Multipath, Neighbor, NeighborAt, PrefixRange, RouteMap,
    RouteMapEntry, RouteMapMatch, RouteMapSet,
};
pub use gateway::{
    EgressOnlyInternetGateway, GatewayService, InternetGateway, NatConnectivity, NatGateway,
    NatGatewayState, PeeringConnection, PeeringState, PublicPool, RegionalNatGateway, VpcEndpoint,
    VpcEndpointKind, VpcEndpointState,
};
pub use id::*;
pub use instance::{Instance, InstanceState, NetworkInterface, Service};
pub use interconnect::{
    AttachmentResource, DirectConnectConnection, DirectConnectEnd, DirectConnectGateway,
    DirectConnectGatewayAssociation, DirectConnectInterface, DirectConnectInterfaceState,
    DirectConnectInterfaceType, Link, LocalPreference, Referencing, RoutePolicy, TransitGateway,
    TransitGatewayAttachment, TransitGatewayAttachmentState, TransitGatewayRoute,
    TransitGatewayRouteTable, TransitGatewayRouteTarget, VirtualPrivateGateway, VpnConnection,
    VpnConnectionState, VpnRouting, VpnTransport,
};
pub use local_gateway::{
    AssociationState, CoipPool, LocalGateway, LocalGatewayRoute, LocalGatewayRouteTable,
    LocalGatewayRouteTarget, Mode, SessionState, Vif, VifGroup, VifGroupAssociation, VifGroupState,
    VifState, VpcAssociation,
};
pub use other::{Group, Unmodelled, UnmodelledKind};
pub use outpost::{
    Connectivity, Generation, Outpost, OutpostForm, Resolver, ServiceLink, ServiceLinkVif,
};
pub use public_access::{BlockPublicAccess, PublicAccessExclusion};
pub use region::{Account, Region, Zone};
pub use route::{Destination, PrefixList, Route, RouteOrigin, RouteState, RouteTable, RouteTarget};
pub use security_group::{
    NetworkAcl, NetworkAclRule, SecurityGroup, SecurityGroupRule, SecurityPeer,
};
pub use site::{
    Host, Lacp, NextHop, Router, RouterInterface, RouterRoute, Segment, Site, SourceNat,
};
pub use subnet::{Place, Subnet};
pub use topology::Model;
pub use vpc::Vpc;
