//! The kinds of objects that an import makes, and where each stands in a topology.

macro_rules! info {
    ($noun:literal, $section:literal, $call:literal, [$($unknown:literal),*]) => {
        Info { noun: $noun, section: $section, single: false, call: $call, unknown: &[$($unknown),*] }
    };
}

macro_rules! single {
    ($noun:expr, $section:expr, $call:expr) => {
        Info { noun: $noun, section: $section, single: true, call: $call, unknown: &[] }
    };
}

/// A kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Account,
    Vpc,
    InternetGateway,
    PrivateGateway,
    EgressOnly,
    Subnet,
    RouteTable,
    SecurityGroup,
    NetworkAcl,
    Endpoint,
    NatGateway,
    PrefixList,
    Peering,
    TransitGateway,
    Attachment,
    TransitRouteTable,
    Vpn,
    DirectConnectGateway,
    Outpost,
    LocalGateway,
    VifGroup,
    Vif,
    LocalRouteTable,
    CoipPool,
    Instance,
    Interface,
    Site,
}

/// What is the same for all objects of a kind.
pub(super) struct Info {
    pub(super) noun: &'static str,
    /// The field of the container that holds them.
    pub(super) section: &'static str,
    /// Whether the container has one only, without a name.
    pub(super) single: bool,
    /// The call that describes them.
    pub(super) call: &'static str,
    /// The fields that nobody knows of an object that is only named.
    pub(super) unknown: &'static [&'static str],
}

impl Kind {
    /// Returns the containers of objects of this kind, the usual one first.
    pub(super) fn containers(self) -> &'static [Kind] {
        match self {
            Self::InternetGateway
            | Self::PrivateGateway
            | Self::EgressOnly
            | Self::Subnet
            | Self::RouteTable
            | Self::SecurityGroup
            | Self::NetworkAcl
            | Self::Endpoint
            | Self::NatGateway => &[Self::Vpc],
            Self::Attachment | Self::TransitRouteTable => &[Self::TransitGateway],
            Self::LocalGateway => &[Self::Outpost],
            Self::VifGroup | Self::LocalRouteTable => &[Self::LocalGateway],
            Self::Vif => &[Self::VifGroup],
            Self::CoipPool => &[Self::LocalRouteTable],
            Self::Interface => &[Self::Instance, Self::Endpoint],
            Self::Account
            | Self::Vpc
            | Self::PrefixList
            | Self::Peering
            | Self::TransitGateway
            | Self::Vpn
            | Self::DirectConnectGateway
            | Self::Outpost
            | Self::Instance
            | Self::Site => &[],
        }
    }

    /// Returns whether objects of this kind stand in something.
    pub(super) fn needs_container(self) -> bool {
        self != Self::Interface && !self.containers().is_empty()
    }

    /// Returns the field of a container that holds objects of this kind.
    pub(super) fn section(self, container: Option<Kind>) -> &'static str {
        match (self, container) {
            (Self::Interface, Some(_)) => "interfaces",
            (kind, _) => kind.info().section,
        }
    }

    /// Returns what names of this kind must be unique among.
    pub(super) fn namespace(self) -> &'static str {
        match self {
            // Instances and network interfaces share one set of names.
            Self::Instance | Self::Interface => "instances",
            kind => kind.info().section,
        }
    }

    /// Returns what is the same for all objects of this kind.
    pub(super) fn info(self) -> &'static Info {
        let found = INFOS.iter().find(|(kind, _)| *kind == self);
        &found.expect("invariant: every kind is in the table").1
    }
}

/// What is the same for all objects of each kind.
static INFOS: &[(Kind, Info)] = &[
    (Kind::Account, info!("account", "accounts", "sts get-caller-identity", [])),
    (Kind::Vpc, info!("VPC", "vpcs", "ec2 describe-vpcs", ["cidrs", "subnets"])),
    (
        Kind::InternetGateway,
        single!("internet gateway", "internet_gateway", "ec2 describe-internet-gateways"),
    ),
    (
        Kind::PrivateGateway,
        single!("virtual private gateway", "virtual_private_gateway", "ec2 describe-vpn-gateways"),
    ),
    (
        Kind::EgressOnly,
        single!(
            "egress-only internet gateway",
            "egress_only_internet_gateway",
            "ec2 describe-egress-only-internet-gateways"
        ),
    ),
    (Kind::Subnet, info!("subnet", "subnets", "ec2 describe-subnets", ["cidr", "ipv6_cidr"])),
    (
        Kind::RouteTable,
        info!("route table", "route_tables", "ec2 describe-route-tables", ["routes"]),
    ),
    (
        Kind::SecurityGroup,
        info!(
            "security group",
            "security_groups",
            "ec2 describe-security-groups",
            ["inbound", "outbound"]
        ),
    ),
    (
        Kind::NetworkAcl,
        info!("network ACL", "network_acls", "ec2 describe-network-acls", ["inbound", "outbound"]),
    ),
    (
        Kind::Endpoint,
        info!("VPC endpoint", "vpc_endpoints", "ec2 describe-vpc-endpoints", ["type"]),
    ),
    (
        Kind::NatGateway,
        info!(
            "NAT gateway",
            "nat_gateways",
            "ec2 describe-nat-gateways",
            ["subnet", "ip", "public_ip"]
        ),
    ),
    (
        Kind::PrefixList,
        info!("prefix list", "prefix_lists", "ec2 describe-managed-prefix-lists", ["entries"]),
    ),
    (
        Kind::Peering,
        info!(
            "VPC peering connection",
            "peering_connections",
            "ec2 describe-vpc-peering-connections",
            ["vpcs"]
        ),
    ),
    (
        Kind::TransitGateway,
        info!(
            "transit gateway",
            "transit_gateways",
            "ec2 describe-transit-gateways",
            ["attachments"]
        ),
    ),
    (
        Kind::Attachment,
        info!(
            "transit gateway attachment",
            "attachments",
            "ec2 describe-transit-gateway-attachments",
            ["kind"]
        ),
    ),
    (
        Kind::TransitRouteTable,
        info!(
            "transit gateway route table",
            "route_tables",
            "ec2 describe-transit-gateway-route-tables",
            ["routes"]
        ),
    ),
    (
        Kind::Vpn,
        info!("VPN connection", "vpn_connections", "ec2 describe-vpn-connections", ["gateway"]),
    ),
    (
        Kind::DirectConnectGateway,
        info!(
            "Direct Connect gateway",
            "direct_connect_gateways",
            "directconnect describe-direct-connect-gateways",
            ["associations"]
        ),
    ),
    (Kind::Outpost, info!("Outpost", "outposts", "outposts list-outposts", ["zone"])),
    (Kind::LocalGateway, single!("local gateway", "local_gateway", "ec2 describe-local-gateways")),
    (
        Kind::VifGroup,
        info!("VIF group", "vif_groups", "ec2 describe-local-gateway-virtual-interface-groups", []),
    ),
    (
        Kind::Vif,
        info!(
            "virtual interface",
            "vifs",
            "ec2 describe-local-gateway-virtual-interfaces",
            ["local"]
        ),
    ),
    (
        Kind::LocalRouteTable,
        info!(
            "local gateway route table",
            "route_tables",
            "ec2 describe-local-gateway-route-tables",
            ["mode"]
        ),
    ),
    (Kind::CoipPool, info!("CoIP pool", "coip_pools", "ec2 describe-coip-pools", ["cidrs"])),
    (Kind::Instance, info!("instance", "instances", "ec2 describe-instances", [])),
    (
        Kind::Interface,
        info!("network interface", "network_interfaces", "ec2 describe-network-interfaces", ["ip"]),
    ),
    (Kind::Site, info!("site", "on_premises", "outposts list-sites", [])),
];
