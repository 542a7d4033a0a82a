//! The kinds of things that have names.

/// A kind of thing that a name can refer to. Each kind has names of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// An account.
    Account,
    /// A VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// A route table of a VPC.
    RouteTable,
    /// An internet gateway.
    InternetGateway,
    /// An egress-only internet gateway.
    EgressOnlyInternetGateway,
    /// A NAT gateway.
    NatGateway,
    /// A VPC endpoint.
    VpcEndpoint,
    /// A VPC peering connection.
    PeeringConnection,
    /// A prefix list.
    PrefixList,
    /// A security group.
    SecurityGroup,
    /// A network ACL.
    NetworkAcl,
    /// An instance.
    Instance,
    /// A network interface.
    NetworkInterface,
    /// An Outpost.
    Outpost,
    /// A local gateway.
    LocalGateway,
    /// A local gateway route table.
    LocalGatewayRouteTable,
    /// A VIF group.
    VifGroup,
    /// A virtual interface.
    Vif,
    /// A virtual interface of a service link.
    ServiceLinkVif,
    /// A CoIP pool.
    CoipPool,
    /// A site.
    Site,
    /// A LAN segment.
    Segment,
    /// A router.
    Router,
    /// A route map.
    RouteMap,
    /// A host.
    Host,
    /// A transit gateway.
    TransitGateway,
    /// A transit gateway attachment.
    TransitGatewayAttachment,
    /// A transit gateway route table.
    TransitGatewayRouteTable,
    /// A virtual private gateway.
    VirtualPrivateGateway,
    /// A VPN connection.
    VpnConnection,
    /// A Direct Connect connection.
    DirectConnect,
    /// A Direct Connect virtual interface.
    DirectConnectInterface,
    /// A Direct Connect gateway.
    DirectConnectGateway,
    /// A group.
    Group,
}

impl Noun {
    /// Every kind, in the order in which a name is looked for.
    pub const ALL: &'static [Self] = &[
        Self::Account,
        Self::Vpc,
        Self::Subnet,
        Self::RouteTable,
        Self::InternetGateway,
        Self::EgressOnlyInternetGateway,
        Self::NatGateway,
        Self::VpcEndpoint,
        Self::PeeringConnection,
        Self::PrefixList,
        Self::SecurityGroup,
        Self::NetworkAcl,
        Self::Instance,
        Self::NetworkInterface,
        Self::Outpost,
        Self::LocalGateway,
        Self::LocalGatewayRouteTable,
        Self::VifGroup,
        Self::Vif,
        Self::ServiceLinkVif,
        Self::CoipPool,
        Self::Site,
        Self::Segment,
        Self::Router,
        Self::RouteMap,
        Self::Host,
        Self::TransitGateway,
        Self::TransitGatewayAttachment,
        Self::TransitGatewayRouteTable,
        Self::VirtualPrivateGateway,
        Self::VpnConnection,
        Self::DirectConnect,
        Self::DirectConnectInterface,
        Self::DirectConnectGateway,
        Self::Group,
    ];

    /// Returns the word for it, as AWS or the field writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Vpc => "VPC",
            Self::Subnet => "subnet",
            Self::RouteTable => "route table",
            Self::InternetGateway => "internet gateway",
            Self::EgressOnlyInternetGateway => "egress-only internet gateway",
            Self::NatGateway => "NAT gateway",
            Self::VpcEndpoint => "VPC endpoint",
            Self::PeeringConnection => "VPC peering connection",
            Self::PrefixList => "prefix list",
            Self::SecurityGroup => "security group",
            Self::NetworkAcl => "network ACL",
            Self::Instance => "instance",
            Self::NetworkInterface => "network interface",
            Self::Outpost => "Outpost",
            Self::LocalGateway => "local gateway",
            Self::LocalGatewayRouteTable => "local gateway route table",
            Self::VifGroup => "VIF group",
            Self::Vif => "virtual interface",
            Self::ServiceLinkVif => "service link virtual interface",
            Self::CoipPool => "CoIP pool",
            Self::Site => "site",
            Self::Segment => "LAN segment",
            Self::Router => "router",
            Self::RouteMap => "route map",
            Self::Host => "host",
            Self::TransitGateway => "transit gateway",
            Self::TransitGatewayAttachment => "transit gateway attachment",
            Self::TransitGatewayRouteTable => "transit gateway route table",
            Self::VirtualPrivateGateway => "virtual private gateway",
            Self::VpnConnection => "VPN connection",
            Self::DirectConnect => "Direct Connect connection",
            Self::DirectConnectInterface => "Direct Connect virtual interface",
            Self::DirectConnectGateway => "Direct Connect gateway",
            Self::Group => "group",
        }
    }

    /// Returns the word with its article.
    #[must_use]
    pub fn with_article(self) -> String {
        let article = match self {
            Self::Account
            | Self::InternetGateway
            | Self::EgressOnlyInternetGateway
            | Self::Instance
            | Self::Outpost => "an",
            Self::Vpc
            | Self::Subnet
            | Self::RouteTable
            | Self::NatGateway
            | Self::VpcEndpoint
            | Self::PeeringConnection
            | Self::PrefixList
            | Self::SecurityGroup
            | Self::NetworkAcl
            | Self::NetworkInterface
            | Self::LocalGateway
            | Self::LocalGatewayRouteTable
            | Self::VifGroup
            | Self::Vif
            | Self::ServiceLinkVif
            | Self::CoipPool
            | Self::Site
            | Self::Segment
            | Self::Router
            | Self::RouteMap
            | Self::Host
            | Self::TransitGateway
            | Self::TransitGatewayAttachment
            | Self::TransitGatewayRouteTable
            | Self::VirtualPrivateGateway
            | Self::VpnConnection
            | Self::DirectConnect
            | Self::DirectConnectInterface
            | Self::DirectConnectGateway
            | Self::Group => "a",
        };
        format!("{article} {}", self.word())
    }
}
