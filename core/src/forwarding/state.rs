//! Where a packet is on its way, and where it goes next.

use std::ops::ControlFlow;

use super::{Outcome, Step};
use crate::{
    addr::{Packet, PortRange},
    graph::Node,
    model::{
        DirectConnectGatewayId, EgressOnlyInternetGatewayId, HostId, InternetGatewayId, Link,
        LocalGatewayId, NatGatewayId, NetworkInterfaceId, OutpostId, PeeringConnectionId,
        PrefixListId, RegionalNatGatewayId, RouterId, SegmentId, SubnetId,
        TransitGatewayAttachmentId, TransitGatewayId, VifId, VirtualPrivateGatewayId,
        VpcEndpointId, VpcId, ZoneId,
    },
};

/// The side of the service link that a packet is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In the Region, or outside AWS.
    Region,
    /// On an Outpost.
    Outpost(OutpostId),
}

/// The Outpost that a packet left over its service link, with no on-premises node since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The Outpost.
    pub outpost: OutpostId,
    /// Whether the packet passed an internet gateway since (then UNK-16 applies).
    pub through_internet_gateway: bool,
}

/// A packet that arrives at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival {
    /// The packet.
    pub packet: Packet,
    /// The side of the service link.
    pub location: Location,
    /// The Outpost that it left through the Region.
    pub left: Option<Left>,
    /// Where the packet lost its security-group identity, if it did: from there on only addresses
    /// match (facts SG-07 and RT-57).
    pub anonymous_since: Option<Node>,
}

/// Who hands a packet to a VPC router.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sender {
    /// A network interface.
    Interface(NetworkInterfaceId),
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A regional NAT gateway.
    RegionalNatGateway(RegionalNatGatewayId),
    /// A VPC endpoint that packets pass on their way.
    Endpoint(VpcEndpointId),
    /// An attachment of a transit gateway, by its interface in the subnet (fact TGW-07).
    Attachment(TransitGatewayAttachmentId),
}

/// How a packet came into a transit gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entered {
    /// The attachment.
    pub by: TransitGatewayAttachmentId,
    /// The zone of the sender, where it stands in a VPC and the files say (fact TGW-08).
    pub zone: Option<ZoneId>,
}

/// Who hands a packet to a Direct Connect gateway on AWS's side, or takes it from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Associated {
    /// A virtual private gateway.
    VirtualPrivateGateway(VirtualPrivateGatewayId),
    /// The attachment of a transit gateway.
    Attachment(TransitGatewayAttachmentId),
}

/// A node together with the way in which a packet enters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// A network interface sends.
    Send(NetworkInterfaceId),
    /// The VPC router decides by the table of a subnet.
    Route(SubnetId, Sender),
    /// The packet enters a subnet, or crosses it from neighbor to neighbor.
    Arrive(Arriving),
    /// A network interface receives.
    Receive(NetworkInterfaceId),
    /// An internet gateway, toward the internet; with whoever sends the packet there.
    InternetGatewayOut(InternetGatewayId, Sender),
    /// An internet gateway, from the internet.
    InternetGatewayIn(InternetGatewayId),
    /// A NAT gateway, from the inside; with the subnet that the packet comes from.
    NatOut(NatGatewayId, SubnetId),
    /// A NAT gateway, with a reply.
    NatBack(NatGatewayId),
    /// A regional NAT gateway, from the inside; with the subnet that the packet comes from.
    RegionalNatOut(RegionalNatGatewayId, SubnetId),
    /// A regional NAT gateway, with a reply.
    RegionalNatBack(RegionalNatGatewayId),
    /// An egress-only internet gateway, toward the internet.
    EgressOnlyOut(EgressOnlyInternetGatewayId),
    /// An egress-only internet gateway, from the internet.
    EgressOnlyIn(EgressOnlyInternetGatewayId),
    /// A NAT gateway in a subnet hands a reply, already translated back, on to the VPC.
    ///
    /// With the attachment by which it leaves the VPC, where the sender is beyond it.
    NatReturn(SubnetId, Option<TransitGatewayAttachmentId>),
    /// A VPC endpoint; with the subnet that the packet comes from, if it comes from one.
    Endpoint(VpcEndpointId, Option<SubnetId>),
    /// A gateway endpoint, with the answer of its service.
    EndpointBack(VpcEndpointId),
    /// An AWS service receives; with the gateway endpoint that the packet came through, if any.
    ServiceReceive(PrefixListId, Option<VpcEndpointId>),
    /// An AWS service answers, by the way that the packet came.
    ServiceSend(PrefixListId, Option<VpcEndpointId>),
    /// A peering connection, toward one of its VPCs.
    Peering(PeeringConnectionId, VpcId),
    /// A local gateway, from a subnet.
    LocalGatewayOut(LocalGatewayId, SubnetId, Sender),
    /// A local gateway, over a virtual interface.
    LocalGatewayIn(VifId),
    /// A virtual interface, on the way out.
    VifOut(VifId),
    /// An attachment of a transit gateway, from a subnet of its VPC.
    AttachmentIn(TransitGatewayAttachmentId, SubnetId),
    /// An attachment of a transit gateway, from what else is attached by it.
    AttachmentFrom(TransitGatewayAttachmentId),
    /// A transit gateway.
    TransitGateway(TransitGatewayId, Entered),
    /// An attachment of a transit gateway, on the way out of it.
    AttachmentOut(TransitGatewayAttachmentId, Entered),
    /// The interface of a VPC attachment in one subnet, on the way into the VPC.
    AttachmentInto(TransitGatewayAttachmentId, SubnetId),
    /// A virtual private gateway, from a subnet of its VPC.
    PrivateGatewayOut(VirtualPrivateGatewayId, SubnetId),
    /// A virtual private gateway, from the customer or from a Direct Connect gateway.
    PrivateGatewayIn(VirtualPrivateGatewayId, Option<Link>),
    /// A VPN connection or Direct Connect, toward the customer.
    LinkOut(Link),
    /// A VPN connection or Direct Connect, from the customer.
    LinkIn(Link),
    /// A Direct Connect gateway, toward the customer.
    DirectConnectOut(DirectConnectGatewayId, Associated),
    /// A Direct Connect gateway, from the customer.
    DirectConnectIn(DirectConnectGatewayId),
    /// A host of the customer sends.
    HostSend(HostId),
    /// An undeclared host on a segment sends.
    SegmentSend(SegmentId),
    /// A host of the customer receives.
    HostReceive(HostId),
    /// An undeclared host on a segment receives.
    SegmentReceive(SegmentId),
    /// A router of the customer forwards, or receives.
    Router(RouterId),
    /// The service link of an Outpost sends through the customer's network.
    ServiceLinkSend(OutpostId),
    /// The service link of an Outpost receives from the customer's network.
    ServiceLinkReceive(OutpostId),
    /// The internet.
    Internet,
}

/// How a packet enters a subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arriving {
    /// The subnet.
    pub subnet: SubnetId,
    /// Whether it comes from the same subnet: then no network ACL is asked (fact RT-07).
    pub same_subnet: bool,
    /// The local gateway that hands it over: then only instances of its Outpost may receive.
    pub from_gateway: Option<LocalGatewayId>,
    /// The interface that a route names, whatever the destination address.
    pub to: Option<NetworkInterfaceId>,
}

impl Arriving {
    /// Returns an ordinary entry into a subnet.
    #[must_use]
    pub fn into(subnet: SubnetId) -> Self {
        Self { subnet, same_subnet: false, from_gateway: None, to: None }
    }
}

/// One way onward from a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The next stop.
    pub to: Stop,
    /// The packet that goes there.
    pub packet: Packet,
    /// The Outpost whose service link lies between.
    pub across: Option<OutpostId>,
    /// Steps that belong to this way only.
    pub steps: Vec<Step>,
    /// Whether the packet is on the customer's side from here on.
    pub on_premises: bool,
    /// How this way ends right here, where it does.
    pub ends: Option<Box<Outcome>>,
    /// Whether the packet loses its security-group identity here (facts SG-07 and RT-57).
    pub anonymous: bool,
}

impl Move {
    /// Returns a plain way onward.
    #[must_use]
    pub fn to(to: Stop, packet: Packet) -> Self {
        Self {
            to,
            packet,
            across: None,
            steps: Vec::new(),
            on_premises: false,
            ends: None,
            anonymous: false,
        }
    }

    /// Returns a way that ends where it begins, beside others that go on.
    #[must_use]
    pub fn ending(packet: Packet, outcome: Outcome) -> Self {
        Self { ends: Some(Box::new(outcome)), ..Self::to(Stop::Internet, packet) }
    }

    /// States that the packet loses its security-group identity here.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.anonymous = true;
        self
    }

    /// States that a service link lies between.
    #[must_use]
    pub fn across(mut self, across: Option<OutpostId>) -> Self {
        self.across = across;
        self
    }
}

/// What a stop decides: go on, or not like this.
pub type Onward<T = Vec<Move>> = ControlFlow<End, T>;

/// Why a packet does not go on from a stop as one packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The path ends here.
    Outcome(Outcome),
    /// A filter judges parts of its ports differently: the stop decides again about each part.
    Split(Vec<Part>),
}

/// A part of a packet's ports that a filter judges alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The packet with these ports only.
    pub packet: Packet,
    /// The source ports of this part, if they are fewer than before.
    pub source: Option<PortRange>,
    /// The destination ports of this part, if they are fewer than before.
    pub destination: Option<PortRange>,
    /// How many of how many ports it has.
    pub weight: (u32, u32),
}

/// Returns one way onward.
pub(super) fn go(one: Move) -> Onward {
    ControlFlow::Continue(vec![one])
}

/// Ends a path.
pub(super) fn end<T>(outcome: Outcome) -> Onward<T> {
    ControlFlow::Break(End::Outcome(outcome))
}

impl Stop {
    /// Returns the node that the stop is at.
    #[must_use]
    pub fn node(self, gateway_of: impl Fn(VifId) -> LocalGatewayId) -> Node {
        match self {
            Self::Send(id) | Self::Receive(id) => Node::NetworkInterface(id),
            Self::Route(id, _) | Self::NatReturn(id, _) => Node::Subnet(id),
            Self::Arrive(arriving) => Node::Subnet(arriving.subnet),
            Self::InternetGatewayOut(id, _) | Self::InternetGatewayIn(id) => {
                Node::InternetGateway(id)
            }
            Self::RegionalNatOut(id, _) | Self::RegionalNatBack(id) => Node::RegionalNatGateway(id),
            Self::Endpoint(id, _) | Self::EndpointBack(id) => Node::VpcEndpoint(id),
            Self::ServiceReceive(list, _) | Self::ServiceSend(list, _) => Node::AwsService(list),
            Self::EgressOnlyOut(id) | Self::EgressOnlyIn(id) => Node::EgressOnlyInternetGateway(id),
            Self::NatOut(id, _) | Self::NatBack(id) => Node::NatGateway(id),
            Self::Peering(id, _) => Node::PeeringConnection(id),
            Self::LocalGatewayOut(id, _, _) => Node::LocalGateway(id),
            Self::LocalGatewayIn(vif) => Node::LocalGateway(gateway_of(vif)),
            Self::VifOut(vif) => Node::Vif(vif),
            Self::AttachmentIn(id, _)
            | Self::AttachmentFrom(id)
            | Self::AttachmentOut(id, _)
            | Self::AttachmentInto(id, _) => Node::TransitGatewayAttachment(id),
            Self::TransitGateway(id, _) => Node::TransitGateway(id),
            Self::PrivateGatewayOut(id, _) | Self::PrivateGatewayIn(id, _) => {
                Node::VirtualPrivateGateway(id)
            }
            Self::LinkOut(link) | Self::LinkIn(link) => Node::of_link(link),
            Self::DirectConnectOut(id, _) | Self::DirectConnectIn(id) => {
                Node::DirectConnectGateway(id)
            }
            Self::HostSend(id) | Self::HostReceive(id) => Node::Host(id),
            Self::SegmentSend(id) | Self::SegmentReceive(id) => Node::Segment(id),
            Self::Router(id) => Node::Router(id),
            Self::ServiceLinkSend(id) | Self::ServiceLinkReceive(id) => Node::ServiceLink(id),
            Self::Internet => Node::Internet,
        }
    }
}
