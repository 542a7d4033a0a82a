//! The calls of AWS that are read: one table for collector, policy, documentation and importer.

/// One read-only call of the AWS CLI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// The service as the CLI spells it.
    pub service: &'static str,
    /// The operation as the CLI spells it, as in `describe-vpcs`; unique in the table.
    pub operation: &'static str,
    /// The member of the answer that holds its objects.
    pub key: &'static str,
    /// For a call about one object: which.
    pub per: Option<Per>,
    /// What else the CLI must be given, ready for a shell.
    pub arguments: &'static [&'static str],
    /// Whether the CLI joins the pages of the answer; else `NextToken` may be left over.
    pub pages: bool,
    /// Whether the collector makes it; else another call says the same, or no answer rests on it.
    pub collected: bool,
}

/// The object that a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Per {
    /// The option that takes the id, without its dashes.
    pub option: &'static str,
    /// The operation that lists the objects.
    pub lister: &'static str,
    /// The member with the id in each object that the lister gives.
    pub id: &'static str,
    /// The member that repeats the id, in the answer or in its rows, if there is one.
    pub echo: Option<&'static str>,
}

impl Call {
    /// Returns the operation as the API, policies and bundles spell it: `DescribeVpcs`.
    #[must_use]
    pub fn api(&self) -> String {
        pascal(self.operation)
    }

    /// Returns the action that a policy must allow.
    #[must_use]
    pub fn action(&self) -> String {
        format!("{}:{}", self.service, self.api())
    }
}

impl Per {
    /// Returns the parameter as the API and bundles spell it: `LocalGatewayRouteTableId`.
    #[must_use]
    pub fn parameter(&self) -> String {
        pascal(self.option)
    }
}

/// Returns a call by its operation.
#[must_use]
pub fn call(operation: &str) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.operation == operation)
}

/// Returns the calls whose answers hold their objects under a key.
pub fn calls_of(key: &str) -> impl Iterator<Item = &'static Call> {
    CALLS.iter().filter(move |call| call.key == key)
}

/// Returns the spelling of the API for that of the CLI: `describe-vpcs` is `DescribeVpcs`.
#[must_use]
pub fn pascal(kebab: &str) -> String {
    let mut out = String::with_capacity(kebab.len());
    for word in kebab.split('-') {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

const fn list(operation: &'static str, key: &'static str) -> Call {
    Call { service: "ec2", operation, key, per: None, arguments: &[], pages: true, collected: true }
}

const fn each(operation: &'static str, key: &'static str, per: Per) -> Call {
    let Call { service, arguments, pages, collected, .. } = list(operation, key);
    Call { service, operation, key, per: Some(per), arguments, pages, collected }
}

const fn outposts(call: Call) -> Call {
    Call { service: "outposts", ..call }
}

/// The answer may be cut off: the most that one page may hold is asked for.
const fn unpaged(call: Call) -> Call {
    Call { pages: false, arguments: &["--max-results", "1000"], ..call }
}

const fn with(call: Call, arguments: &'static [&'static str]) -> Call {
    Call { arguments, ..call }
}

const fn uncollected(call: Call) -> Call {
    Call { collected: false, ..call }
}

/// What is asked of VPN connections. The whole answer holds the pre-shared keys of the tunnels.
const VPN: &[&str] = &[
    "--query",
    "{VpnConnections: VpnConnections[].{VpnConnectionId: VpnConnectionId, State: State, Type: Type, \
     Category: Category, CustomerGatewayId: CustomerGatewayId, VpnGatewayId: VpnGatewayId, \
     TransitGatewayId: TransitGatewayId, GatewayAssociationState: GatewayAssociationState, \
     Routes: Routes, VgwTelemetry: VgwTelemetry, Tags: Tags, \
     Options: Options.{StaticRoutesOnly: StaticRoutesOnly, OutsideIpAddressType: OutsideIpAddressType, \
     TransportTransitGatewayAttachmentId: TransportTransitGatewayAttachmentId, \
     TunnelInsideIpVersion: TunnelInsideIpVersion, LocalIpv4NetworkCidr: LocalIpv4NetworkCidr, \
     RemoteIpv4NetworkCidr: RemoteIpv4NetworkCidr, TunnelOptions: TunnelOptions[].{\
     OutsideIpAddress: OutsideIpAddress, TunnelInsideCidr: TunnelInsideCidr}}}}",
];

/// A local gateway route table; its routes repeat its id.
const LGW_TABLE: Per = Per {
    option: "local-gateway-route-table-id",
    lister: "describe-local-gateway-route-tables",
    id: "LocalGatewayRouteTableId",
    echo: Some("LocalGatewayRouteTableId"),
};

const COIP_POOL: Per = Per {
    option: "pool-id",
    lister: "describe-coip-pools",
    id: "PoolId",
    echo: Some("CoipPoolId"),
};

const PREFIX_LIST: Per = Per {
    option: "prefix-list-id",
    lister: "describe-managed-prefix-lists",
    id: "PrefixListId",
    echo: None,
};

/// A transit gateway route table, which most answers about it do not name.
const TGW_TABLE: Per = Per {
    option: "transit-gateway-route-table-id",
    lister: "describe-transit-gateway-route-tables",
    id: "TransitGatewayRouteTableId",
    echo: None,
};

const OUTPOST: Per =
    Per { option: "outpost-id", lister: "list-outposts", id: "OutpostId", echo: Some("OutpostId") };

/// Every call, those that list objects before those about one of them.
pub const CALLS: &[Call] = &[
    Call { pages: false, ..list("describe-availability-zones", "AvailabilityZones") },
    outposts(list("list-outposts", "Outposts")),
    uncollected(outposts(list("list-sites", "Sites"))),
    list("describe-local-gateways", "LocalGateways"),
    list("describe-local-gateway-route-tables", "LocalGatewayRouteTables"),
    list(
        "describe-local-gateway-route-table-vpc-associations",
        "LocalGatewayRouteTableVpcAssociations",
    ),
    list(
        "describe-local-gateway-route-table-virtual-interface-group-associations",
        "LocalGatewayRouteTableVirtualInterfaceGroupAssociations",
    ),
    list("describe-local-gateway-virtual-interface-groups", "LocalGatewayVirtualInterfaceGroups"),
    list("describe-local-gateway-virtual-interfaces", "LocalGatewayVirtualInterfaces"),
    list("describe-coip-pools", "CoipPools"),
    unpaged(list("describe-outpost-lags", "OutpostLags")),
    unpaged(list("describe-service-link-virtual-interfaces", "ServiceLinkVirtualInterfaces")),
    list("describe-vpcs", "Vpcs"),
    list("describe-subnets", "Subnets"),
    list("describe-route-tables", "RouteTables"),
    list("describe-addresses", "Addresses"),
    list("describe-network-interfaces", "NetworkInterfaces"),
    list("describe-instances", "Reservations"),
    list("describe-security-groups", "SecurityGroups"),
    uncollected(list("describe-security-group-rules", "SecurityGroupRules")),
    list("describe-network-acls", "NetworkAcls"),
    list("describe-internet-gateways", "InternetGateways"),
    list("describe-egress-only-internet-gateways", "EgressOnlyInternetGateways"),
    list("describe-carrier-gateways", "CarrierGateways"),
    list("describe-nat-gateways", "NatGateways"),
    list("describe-vpn-gateways", "VpnGateways"),
    list("describe-customer-gateways", "CustomerGateways"),
    with(list("describe-vpn-connections", "VpnConnections"), VPN),
    list("describe-vpc-peering-connections", "VpcPeeringConnections"),
    list("describe-managed-prefix-lists", "PrefixLists"),
    list("describe-prefix-lists", "PrefixLists"),
    list("describe-vpc-endpoints", "VpcEndpoints"),
    list("describe-transit-gateways", "TransitGateways"),
    list("describe-transit-gateway-attachments", "TransitGatewayAttachments"),
    list("describe-transit-gateway-vpc-attachments", "TransitGatewayVpcAttachments"),
    list("describe-transit-gateway-peering-attachments", "TransitGatewayPeeringAttachments"),
    list("describe-transit-gateway-route-tables", "TransitGatewayRouteTables"),
    each("search-local-gateway-routes", "Routes", LGW_TABLE),
    unpaged(each("get-coip-pool-usage", "CoipAddressUsages", COIP_POOL)),
    each("get-managed-prefix-list-entries", "Entries", PREFIX_LIST),
    with(
        each("search-transit-gateway-routes", "Routes", TGW_TABLE),
        &["--filters", "Name=type,Values=static,propagated"],
    ),
    each("get-transit-gateway-route-table-associations", "Associations", TGW_TABLE),
    each(
        "get-transit-gateway-route-table-propagations",
        "TransitGatewayRouteTablePropagations",
        TGW_TABLE,
    ),
    each(
        "get-transit-gateway-prefix-list-references",
        "TransitGatewayPrefixListReferences",
        Per { echo: Some("TransitGatewayRouteTableId"), ..TGW_TABLE },
    ),
    uncollected(outposts(each("get-outpost", "Outpost", OUTPOST))),
    uncollected(outposts(each("get-outpost-instance-types", "InstanceTypes", OUTPOST))),
    uncollected(outposts(each(
        "list-assets",
        "Assets",
        Per { option: "outpost-identifier", echo: None, ..OUTPOST },
    ))),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_unique_and_only_read() {
        for (at, one) in CALLS.iter().enumerate() {
            assert_eq!(CALLS.iter().position(|call| call.operation == one.operation), Some(at));
            let verb = one.operation.split('-').next().unwrap();
            assert!(["describe", "list", "search", "get"].contains(&verb), "{}", one.operation);
        }
    }

    #[test]
    fn what_lists_the_objects_of_a_call_comes_before_it() {
        for (at, one) in CALLS.iter().enumerate() {
            let Some(per) = one.per else { continue };
            let lister = CALLS.iter().position(|call| call.operation == per.lister).unwrap();
            assert!(lister < at && CALLS[lister].per.is_none(), "{}", one.operation);
            assert!(CALLS[lister].collected >= one.collected, "{}", one.operation);
            assert_eq!(CALLS[lister].service, one.service);
        }
    }

    #[test]
    fn names_are_spelled_as_the_api_spells_them() {
        let action = |operation: &str| call(operation).unwrap().action();
        assert_eq!(action("get-coip-pool-usage"), "ec2:GetCoipPoolUsage");
        assert_eq!(action("list-outposts"), "outposts:ListOutposts");
        let parameter = |operation: &str| call(operation).unwrap().per.unwrap().parameter();
        assert_eq!(parameter("search-local-gateway-routes"), "LocalGatewayRouteTableId");
        assert_eq!(parameter("list-assets"), "OutpostIdentifier");
    }

    #[test]
    fn a_key_may_belong_to_several_calls() {
        let found: Vec<&str> = calls_of("PrefixLists").map(|call| call.operation).collect();
        assert_eq!(found, ["describe-managed-prefix-lists", "describe-prefix-lists"]);
        assert_eq!(calls_of("Routes").count(), 2);
        assert_eq!(calls_of("Nonsense").count(), 0);
    }
}
