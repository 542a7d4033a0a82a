//! Routes and route tables of VPCs.

use crate::addr::Prefix;

use super::{
    EgressOnlyInternetGatewayId, Identity, InstanceId, InternetGatewayId, LocalGatewayId,
    NatGatewayId, NetworkInterfaceId, ObjectId, PeeringConnectionId, PrefixListId,
    RegionalNatGatewayId, TransitGatewayId, UnmodelledId, VirtualPrivateGatewayId, VpcEndpointId,
    VpcId,
};

/// What a route applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// One CIDR.
    Prefix(Prefix),
    /// Every entry of a prefix list.
    PrefixList(PrefixListId),
}

impl Destination {
    /// Returns the prefix list that the route is written with.
    #[must_use]
    pub fn list(self) -> Option<PrefixListId> {
        match self {
            Self::Prefix(_) => None,
            Self::PrefixList(list) => Some(list),
        }
    }
}

/// Where a VPC route sends packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteTarget {
    /// The VPC itself; for a destination that AWS lets one write, the local route restored.
    Local,
    /// The VPC's internet gateway.
    InternetGateway(InternetGatewayId),
    /// The VPC's egress-only internet gateway.
    EgressOnlyInternetGateway(EgressOnlyInternetGatewayId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A regional NAT gateway.
    RegionalNatGateway(RegionalNatGatewayId),
    /// The local gateway of an Outpost.
    LocalGateway(LocalGatewayId),
    /// A VPC endpoint.
    VpcEndpoint(VpcEndpointId),
    /// A VPC peering connection.
    PeeringConnection(PeeringConnectionId),
    /// A network interface.
    NetworkInterface(NetworkInterfaceId),
    /// An instance; the same as its only interface.
    Instance(InstanceId),
    /// A transit gateway that the VPC is attached to.
    TransitGateway(TransitGatewayId),
    /// The VPC's virtual private gateway.
    VirtualPrivateGateway(VirtualPrivateGatewayId),
    /// Something that this version reads but does not judge.
    Unmodelled(UnmodelledId),
}

impl RouteTarget {
    /// Returns the object that a route leads to; the local route has none of its own.
    #[must_use]
    pub fn object(self) -> Option<ObjectId> {
        Some(match self {
            Self::Local => return None,
            Self::InternetGateway(id) => id.into(),
            Self::EgressOnlyInternetGateway(id) => id.into(),
            Self::NatGateway(id) => id.into(),
            Self::RegionalNatGateway(id) => id.into(),
            Self::LocalGateway(id) => id.into(),
            Self::VpcEndpoint(id) => id.into(),
            Self::PeeringConnection(id) => id.into(),
            Self::NetworkInterface(id) => id.into(),
            Self::Instance(id) => id.into(),
            Self::TransitGateway(id) => id.into(),
            Self::VirtualPrivateGateway(id) => id.into(),
            Self::Unmodelled(id) => id.into(),
        })
    }
}

/// Whether the target of a route is usable, as AWS shows it (fact RT-30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteState {
    /// Usable.
    Active,
    /// Not usable: the route still matches, and drops (fact RT-30).
    Blackhole,
}

/// How a route came into its table (facts RT-21 and RT-27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RouteOrigin {
    /// Written by a person or a tool.
    Static,
    /// Propagated from Direct Connect by BGP.
    DirectConnect,
    /// Propagated from a VPN connection's static routes.
    VpnStatic,
    /// Propagated from a VPN connection by BGP.
    VpnBgp,
    /// Advertised by VPC Route Server (fact RT-28).
    RouteServer,
}

/// One entry of a route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route<T = RouteTarget> {
    /// What it applies to.
    pub destination: Destination,
    /// Where it sends packets.
    pub target: T,
    /// How it came into the table.
    pub origin: RouteOrigin,
    /// The state that the files declare, if any; the real one is derived (fact RT-34).
    pub declared_state: Option<RouteState>,
}

/// A route table of a VPC. The local routes are not listed: every table has one for each CIDR of the
/// VPC (fact RT-10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteTable {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it belongs to.
    pub vpc: VpcId,
    /// Whether it is the main table.
    pub main: bool,
    /// Its routes, in no particular order.
    pub routes: Vec<Route>,
    /// Whether the VPC's virtual private gateway propagates what it knows (fact VGW-04).
    pub propagates: bool,
}

/// A customer-managed or AWS-managed prefix list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefixList {
    /// Name and id.
    pub identity: Identity,
    /// Its entries.
    pub prefixes: Vec<Prefix>,
    /// The AWS service that answers to its addresses, if it is that of one.
    pub service: Option<String>,
    /// How many entries it may have, if the files say; that counts where it is used (fact Q-10).
    pub max_entries: Option<u32>,
}

impl PrefixList {
    /// Returns what it counts for in a table or a group: its stated maximum, else its entries.
    #[must_use]
    pub fn size(&self) -> usize {
        let most = self.max_entries.map_or(0, |most| most as usize);
        self.prefixes.len().max(most)
    }
}
