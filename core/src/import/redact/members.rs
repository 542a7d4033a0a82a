//! The members of answers that are known, and what may stay of each.

/// What may stay of the value of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    /// Whether it is known; else what is in it may have names of the user's as keys.
    pub(super) known: bool,
    /// Whether a short word stays: it is one of a few that AWS has.
    pub(super) word: bool,
    /// Whether a number stays.
    pub(super) number: bool,
    /// Whether it is the number of an autonomous system.
    pub(super) asn: bool,
}

/// Returns what may stay of the value of a member.
pub(super) fn member(key: &str) -> Member {
    let [word, number, asn, other] = [WORDS, NUMBERS, ASNS, OTHERS].map(|keys| keys.contains(&key));
    Member { known: word || number || asn || other, word, number, asn }
}

/// Members whose words AWS chooses.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "AddressFamily", "ApplianceModeSupport", "AssetType", "AutoAcceptSharedAttachments",
    "AvailabilityMode", "AvailabilityZone", "AvailabilityZoneId", "AwsService", "Code",
    "ConfigurationState", "ConnectivityType", "DefaultRouteTableAssociation",
    "DefaultRouteTablePropagation", "DnsSupport", "Domain", "EncryptionState",
    "GatewayAssociationState", "InstanceType", "InterfaceType", "InternetGatewayBlockMode",
    "IpAddressType", "IpProtocol", "IpSource", "Ipv6AddressAttribute", "Ipv6Support",
    "LifeCycleStatus", "Mode", "MulticastSupport", "NetworkBorderGroup", "OptInStatus", "Origin",
    "PeeringStatus", "Protocol", "Region", "RegionName", "ResourceType", "RuleAction",
    "SecurityGroupReferencingSupport", "ServiceManaged", "ServiceRegion", "Source", "State",
    "Status", "SupportedHardwareType", "Tenancy", "TunnelInsideIpVersion", "Type",
    "VpcEndpointType", "VpnEcmpSupport", "ZoneId", "ZoneName", "ZoneType", "operation", "region",
    "service",
];

/// Members whose numbers decide about packets.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "AcceptedRouteCount", "Code", "DeviceIndex", "EnableLniAtDeviceIndex", "From", "FromPort",
    "IpProtocol", "MaxEntries", "NetworkCardIndex", "PartitionNumber", "Protocol", "RuleNumber",
    "To", "ToPort", "Type", "VCPUs", "Version", "Vlan", "snapshotVersion",
];

/// Members with the number of an autonomous system.
#[rustfmt::skip]
const ASNS: &[&str] = &[
    "AmazonSideAsn", "BgpAsn", "BgpAsnExtended", "LocalBgpAsn", "LocalBgpAsnExtended",
    "PeerBgpAsn", "PeerBgpAsnExtended",
];

/// Members with objects, ids, addresses, and texts that people write.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "AccepterTgwInfo", "AccepterTransitGatewayAttachmentId", "AccepterVpcInfo", "AccountId",
    "AdditionalRoutesAvailable", "Addresses", "Affinity", "AllocationId", "AssetId",
    "AssetLocation", "Assets", "AssociatedSubnets", "Association",
    "AssociationDefaultRouteTableId", "AssociationId", "AssociationState", "Associations",
    "AttachTime", "Attachment", "AttachmentId", "Attachments", "AvailabilityZones",
    "AvailableIpAddressCount", "AwsAccountId", "Blackhole", "BlockPublicAccessStates",
    "CarrierGateway", "CarrierGatewayId", "CarrierGateways", "CarrierIp", "CertificateArn",
    "Cidr", "CidrBlock", "CidrBlockAssociationSet", "CidrBlockSet", "CidrBlockState", "CidrIp",
    "CidrIpv4", "CidrIpv6", "Cidrs", "CoIp", "CoipAddressUsages", "CoipPoolId", "CoipPools",
    "ComputeAttributes", "CoreNetworkArn", "CoreNetworkId", "Count", "CreationTime",
    "CustomerGatewayId", "CustomerGateways", "CustomerOwnedIp", "CustomerOwnedIpv4Pool",
    "DefaultAssociationRouteTable", "DefaultPropagationRouteTable", "DeleteOnTermination",
    "Description", "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId",
    "DeviceName", "DhcpOptionsId", "DnsName", "Egress", "EgressOnlyInternetGatewayId",
    "EgressOnlyInternetGateways", "EnaQueueCount", "EnaSrdEnabled", "EnaSrdSpecification",
    "EnaSrdUdpEnabled", "EnaSrdUdpSpecification", "EncryptionSupport", "Entries",
    "ExpirationTime", "FailureMessage", "FiberOpticCableType", "Filters", "GatewayId", "GroupId",
    "GroupIdentifier", "GroupName", "GroupOwnerId", "Groups", "HostId", "HostResourceGroupArn",
    "HostedZoneId", "IcmpTypeCode", "ImageId", "InstanceFamilies", "InstanceId",
    "InstanceOwnerId", "InstanceTypeCapacities", "InstanceTypes", "Instances",
    "InternetGatewayId", "InternetGateways", "IpAddress", "IpOwnerId", "IpPermissions",
    "IpPermissionsEgress", "IpRanges", "IpamPrefixListResolverSyncEnabled",
    "IpamPrefixListResolverTargetId", "Ipv4Prefix", "Ipv4Prefixes", "Ipv6Address",
    "Ipv6Addresses", "Ipv6CidrBlock", "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlockSet",
    "Ipv6CidrBlockState", "Ipv6Native", "Ipv6Pool", "Ipv6Ranges", "IsDefault", "IsEgress",
    "IsPrimary", "IsPrimaryIpv6", "Key", "KeyName", "LastStatusChange", "LocalAddress",
    "LocalGatewayId", "LocalGatewayRouteTableArn", "LocalGatewayRouteTableId",
    "LocalGatewayRouteTableVirtualInterfaceGroupAssociationId",
    "LocalGatewayRouteTableVirtualInterfaceGroupAssociations",
    "LocalGatewayRouteTableVpcAssociation", "LocalGatewayRouteTableVpcAssociationId",
    "LocalGatewayRouteTableVpcAssociations", "LocalGatewayRouteTables",
    "LocalGatewayVirtualInterfaceArn", "LocalGatewayVirtualInterfaceGroupArn",
    "LocalGatewayVirtualInterfaceGroupId", "LocalGatewayVirtualInterfaceGroups",
    "LocalGatewayVirtualInterfaceId", "LocalGatewayVirtualInterfaceIds",
    "LocalGatewayVirtualInterfaces", "LocalGateways", "LocalIpv4NetworkCidr", "MacAddress",
    "Main", "MapCustomerOwnedIpOnLaunch", "MapPublicIpOnLaunch", "MaxVcpus",
    "MaximumSupportedWeightLbs", "Message", "Name", "NatGatewayAddresses", "NatGatewayId",
    "NatGateways", "NetworkAclAssociationId", "NetworkAclId", "NetworkAcls", "NetworkInterfaceId",
    "NetworkInterfaceIds", "NetworkInterfaceOwnerId", "NetworkInterfaces", "NextToken", "Notes",
    "OdbNetworkArn", "OperatingAddressCity", "OperatingAddressCountryCode",
    "OperatingAddressStateOrRegion", "OpticalStandard", "Options", "Outpost", "OutpostArn",
    "OutpostId", "OutpostLagId", "OutpostLags", "Outposts", "OutsideIpAddress", "OwnerId",
    "PeerAddress", "Placement", "Platform", "PoolArn", "PoolCidrs", "PoolId", "PortRange",
    "PowerConnector", "PowerDrawKva", "PowerFeedDrop", "PowerPhase", "PrefixListArn",
    "PrefixListId", "PrefixListIds", "PrefixListName", "PrefixListOwnerId", "PrefixLists",
    "Primary", "PrivateDnsName", "PrivateIp", "PrivateIpAddress", "PrivateIpAddresses",
    "PropagatingVgws", "PropagationDefaultRouteTableId", "PublicDnsName", "PublicIp",
    "PublicIpAddress", "PublicIpv4Pool", "PublicIpv6DnsName", "RackElevation", "RackId",
    "RackPhysicalProperties", "ReferencedGroupInfo", "RemoteIpv4NetworkCidr", "RequesterId",
    "RequesterManaged", "RequesterTgwInfo", "RequesterVpcInfo", "ReservationId", "Reservations",
    "ResourceId", "ResourceOwnerId", "Route", "RouteTableAssociationId", "RouteTableId",
    "RouteTableIds", "RouteTables", "Routes", "SecurityGroupArn", "SecurityGroupRuleArn",
    "SecurityGroupRuleId", "SecurityGroupRules", "SecurityGroups",
    "ServiceLinkVirtualInterfaceArn", "ServiceLinkVirtualInterfaceId",
    "ServiceLinkVirtualInterfaceIds", "ServiceLinkVirtualInterfaces", "ServiceName", "SiteArn",
    "SiteId", "Sites", "SourceDestCheck", "SpreadDomain", "StateMessage", "StateReason",
    "StaticRoutesOnly", "StatusMessage", "SubnetArn", "SubnetId", "SubnetIds", "Subnets",
    "TagSet", "Tags", "TransitGatewayArn", "TransitGatewayAttachment",
    "TransitGatewayAttachmentId", "TransitGatewayAttachments", "TransitGatewayCidrBlocks",
    "TransitGatewayId", "TransitGatewayOwnerId", "TransitGatewayPeeringAttachments",
    "TransitGatewayPolicyTableId", "TransitGatewayPrefixListReferences",
    "TransitGatewayRouteTableAnnouncementId", "TransitGatewayRouteTableId",
    "TransitGatewayRouteTablePropagations", "TransitGatewayRouteTables",
    "TransitGatewayVpcAttachments", "TransitGateways", "TunnelInsideCidr", "TunnelOptions",
    "UplinkCount", "UplinkGbps", "UserId", "UserIdGroupPairs", "Value", "Values", "VgwTelemetry",
    "VpcAttachments", "VpcEndpointId", "VpcEndpoints", "VpcId", "VpcOwnerId",
    "VpcPeeringConnectionId", "VpcPeeringConnections", "Vpcs", "VpnConnectionId",
    "VpnConnections", "VpnGatewayId", "VpnGateways", "account", "calls", "output", "parameters",
    "takenAt",
];
