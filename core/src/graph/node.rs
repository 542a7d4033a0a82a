//! Nodes and wires.

use crate::model::{
    DirectConnectGatewayId, DirectConnectInterfaceId, EgressOnlyInternetGatewayId, HostId,
    InternetGatewayId, Link, LocalGatewayId, NatGatewayId, NetworkInterfaceId, ObjectId, OutpostId,
    PeeringConnectionId, PrefixListId, RegionalNatGatewayId, RouterId, SegmentId, ServiceLinkVifId,
    SubnetId, TransitGatewayAttachmentId, TransitGatewayId, VifId, VirtualPrivateGatewayId,
    VpcEndpointId, VpnConnectionId,
};

/// Something that a packet can be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A network interface of an instance or a service.
    NetworkInterface(NetworkInterfaceId),
    /// The VPC router as one subnet sees it, and the subnet's own fabric.
    Subnet(SubnetId),
    /// An internet gateway.
    InternetGateway(InternetGatewayId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A regional NAT gateway.
    RegionalNatGateway(RegionalNatGatewayId),
    /// An egress-only internet gateway.
    EgressOnlyInternetGateway(EgressOnlyInternetGatewayId),
    /// A VPC endpoint.
    VpcEndpoint(VpcEndpointId),
    /// An AWS service, by its prefix list.
    AwsService(PrefixListId),
    /// A VPC peering connection.
    PeeringConnection(PeeringConnectionId),
    /// The service link of an Outpost.
    ServiceLink(OutpostId),
    /// A local gateway.
    LocalGateway(LocalGatewayId),
    /// A virtual interface of a local gateway.
    Vif(VifId),
    /// A virtual interface of a service link.
    ServiceLinkVif(ServiceLinkVifId),
    /// A transit gateway.
    TransitGateway(TransitGatewayId),
    /// An attachment of a transit gateway.
    TransitGatewayAttachment(TransitGatewayAttachmentId),
    /// A virtual private gateway.
    VirtualPrivateGateway(VirtualPrivateGatewayId),
    /// A VPN connection.
    VpnConnection(VpnConnectionId),
    /// A virtual interface of Direct Connect.
    DirectConnectInterface(DirectConnectInterfaceId),
    /// A Direct Connect gateway.
    DirectConnectGateway(DirectConnectGatewayId),
    /// A router of the customer.
    Router(RouterId),
    /// A LAN segment of the customer.
    Segment(SegmentId),
    /// A host of the customer.
    Host(HostId),
    /// The internet.
    Internet,
}

impl Node {
    /// Returns the object behind the node; the internet has none.
    #[must_use]
    pub fn object(self) -> Option<ObjectId> {
        Some(match self {
            Self::NetworkInterface(id) => id.into(),
            Self::Subnet(id) => id.into(),
            Self::InternetGateway(id) => id.into(),
            Self::NatGateway(id) => id.into(),
            Self::RegionalNatGateway(id) => id.into(),
            Self::EgressOnlyInternetGateway(id) => id.into(),
            Self::VpcEndpoint(id) => id.into(),
            Self::AwsService(id) => id.into(),
            Self::PeeringConnection(id) => id.into(),
            Self::ServiceLink(id) => id.into(),
            Self::LocalGateway(id) => id.into(),
            Self::Vif(id) => id.into(),
            Self::ServiceLinkVif(id) => id.into(),
            Self::TransitGateway(id) => id.into(),
            Self::TransitGatewayAttachment(id) => id.into(),
            Self::VirtualPrivateGateway(id) => id.into(),
            Self::VpnConnection(id) => id.into(),
            Self::DirectConnectInterface(id) => id.into(),
            Self::DirectConnectGateway(id) => id.into(),
            Self::Router(id) => id.into(),
            Self::Segment(id) => id.into(),
            Self::Host(id) => id.into(),
            Self::Internet => return None,
        })
    }

    /// Returns the node of a link of VPN or Direct Connect.
    #[must_use]
    pub fn of_link(link: Link) -> Self {
        match link {
            Link::Vpn(id) => Self::VpnConnection(id),
            Link::DirectConnect(id) => Self::DirectConnectInterface(id),
            Link::ServiceLink(id) => Self::ServiceLinkVif(id),
        }
    }

    /// Returns the word for this kind of node in answers.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::NetworkInterface(_) => "network-interface",
            Self::Subnet(_) => "subnet",
            Self::InternetGateway(_) => "internet-gateway",
            Self::NatGateway(_) => "nat-gateway",
            Self::RegionalNatGateway(_) => "regional-nat-gateway",
            Self::EgressOnlyInternetGateway(_) => "egress-only-internet-gateway",
            Self::VpcEndpoint(_) => "vpc-endpoint",
            Self::AwsService(_) => "aws-service",
            Self::PeeringConnection(_) => "peering-connection",
            Self::ServiceLink(_) => "service-link",
            Self::LocalGateway(_) => "local-gateway",
            Self::Vif(_) => "virtual-interface",
            Self::ServiceLinkVif(_) => "service-link-virtual-interface",
            Self::TransitGateway(_) => "transit-gateway",
            Self::TransitGatewayAttachment(_) => "transit-gateway-attachment",
            Self::VirtualPrivateGateway(_) => "virtual-private-gateway",
            Self::VpnConnection(_) => "vpn-connection",
            Self::DirectConnectInterface(_) => "direct-connect-interface",
            Self::DirectConnectGateway(_) => "direct-connect-gateway",
            Self::Router(_) => "router",
            Self::Segment(_) => "segment",
            Self::Host(_) => "host",
            Self::Internet => "internet",
        }
    }
}

/// Why two nodes are neighbors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// An interface or NAT gateway stands in a subnet.
    Member,
    /// A subnet reaches a gateway of its VPC, or two subnets share a VPC router.
    Fabric,
    /// An Outpost subnet reaches the service link, or the service link the Region.
    ServiceLink,
    /// A virtual interface belongs to a local gateway, or meets its customer device.
    Vlan,
    /// A VPN connection or Direct Connect meets its gateway or its router.
    Link,
    /// A router or host stands on a segment.
    Lan,
    /// A router or internet gateway meets the internet.
    Internet,
}
