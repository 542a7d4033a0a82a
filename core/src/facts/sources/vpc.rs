//! Pages on VPC, transit gateways, VPN and filters, and Batfish as a second opinion.

use super::source::sources;

sources! {
    VPC;
    VPC_A01 = "vpc-A01" "copy 2026"
        "Route table concepts"
        "https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html";
    VPC_A02 = "vpc-A02" "copy 2026"
        "Subnet route tables"
        "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html";
    VPC_A03 = "vpc-A03" "copy 2026"
        "Route priority"
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html";
    VPC_A04 = "vpc-A04" "copy 2026"
        "Example routing options"
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html";
    VPC_A05 = "vpc-A05" "copy 2026"
        "Gateway route tables"
        "https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html";
    VPC_A06 = "vpc-A06" "copy 2026"
        "Ingress routing for public IPv4 pools on an internet gateway"
        "https://docs.aws.amazon.com/vpc/latest/userguide/igw-ingress-routing.html";
    VPC_A07 = "vpc-A07" "copy 2026"
        "VPC CIDR blocks"
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";
    VPC_A08 = "vpc-A08" "copy 2026"
        "Route tables and VPN route priority"
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html";
    VPC_A09 = "vpc-A09" "copy 2026"
        "Site-to-Site VPN routing options"
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html";
    VPC_A10 = "vpc-A10" "copy 2026"
        "EC2 API: Route"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html";
    VPC_A11 = "vpc-A11" "copy 2026"
        "EC2 API: CreateRoute"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html";
    VPC_A12 = "vpc-A12" "copy 2026"
        "EC2 API: RouteTableAssociation"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTableAssociation.html";
    VPC_A13 = "vpc-A13" "copy 2026"
        "Internet gateways"
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html";
    VPC_A14 = "vpc-A14" "copy 2026"
        "Egress-only internet gateways"
        "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html";
    VPC_A15 = "vpc-A15" "copy 2026"
        "NAT gateway basics"
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";
    VPC_A16 = "vpc-A16" "copy 2026"
        "Regional NAT gateways"
        "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html";
    VPC_A17 = "vpc-A17" "copy 2026"
        "VPC peering: how it works"
        "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html";
    VPC_A18 = "vpc-A18" "copy 2026"
        "Peering with specific routes (partial access)"
        "https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html";
    VPC_A19 = "vpc-A19" "copy 2026"
        "How transit gateways work"
        "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html";
    VPC_A20 = "vpc-A20" "copy 2026"
        "Transit gateway VPC attachments"
        "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html";
    VPC_A22 = "vpc-A22" "copy 2026"
        "Transit gateway quotas"
        "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html";
    VPC_A23 = "vpc-A23" "copy 2026"
        "Gateway endpoints"
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html";
    VPC_A25 = "vpc-A25" "copy 2026"
        "VPC Block Public Access basics"
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html";
    VPC_A26 = "vpc-A26" "copy 2026"
        "Network MTU for EC2"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html";
    VPC_A27 = "vpc-A27" "copy 2026"
        "Site-to-Site VPN quotas (MTU section)"
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html";
    VPC_A28 = "vpc-A28" "copy 2026"
        "Amazon VPC quotas"
        "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
    VPC_A29 = "vpc-A29" "copy 2026"
        "Local gateway route tables"
        "https://docs.aws.amazon.com/outposts/latest/userguide/routing.html";
    VPC_A30 = "vpc-A30" "copy 2026"
        "Local gateway route table routes"
        "https://docs.aws.amazon.com/outposts/latest/userguide/manage-lgw-routes.html";
    VPC_A31 = "vpc-A31" "copy 2026"
        "EC2 API: LocalGatewayRoute"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LocalGatewayRoute.html";
    VPC_A32 = "vpc-A32" "copy 2026"
        "Service link connectivity (MTU)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/region-connectivity.html";
    VPC_A33 = "vpc-A33" "copy 2026"
        "Outposts HA whitepaper: intra-VPC routing"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/intra-vpc-routing.html";
    VPC_A36 = "vpc-A36" "read 2026-11"
        "Transit gateway policy table limitations"
        "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables-limitations.html";
    VPC_A37 = "vpc-A37" "read 2026-11"
        "Transit gateway VPN attachments"
        "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpn-attachments.html";
    VPC_A38 = "vpc-A38" "read 2026-11, in copies"
        "VPN CloudHub"
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPN_CloudHub.html";
    VPC_A39 = "vpc-A39" "read 2026-11, in copies"
        "What is AWS Site-to-Site VPN? (limitations)"
        "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html";
    VPC_A40 = "vpc-A40" "read 2026-11"
        "EC2 API: CreateVpnConnection, as the SDK for Kotlin states it"
        "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/ec2/aws.sdk.kotlin.services.ec2.model/-create-vpn-connection-request/vpn-gateway-id.html";
    VPC_A41 = "vpc-A41" "read 2026-11, in copies"
        "EC2 API: CreateSubnet"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html";
    VPC_A42 = "vpc-A42" "read 2026-11, in copies"
        "EC2 API: RunInstances"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html";
    VPC_A43 = "vpc-A43" "read 2026-11, in copies"
        "EC2 API: error codes"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";
    DX_01 = "dx-01" "read 2026-11"
        "Allowed prefixes interactions for Direct Connect gateways"
        "https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html";
    DX_02 = "dx-02" "read 2026-11"
        "Direct Connect: virtual private gateway associations"
        "https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html";
    DX_03 = "dx-03" "read 2026-11"
        "Direct Connect gateways and transit gateway associations"
        "https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html";
    DX_04 = "dx-04" "read 2026-11"
        "Direct Connect gateways"
        "https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html";
    DX_05 = "dx-05" "read 2026-11, in part"
        "Direct Connect API: CreatePrivateVirtualInterface, and the provider's `mtu` field"
        "https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreatePrivateVirtualInterface.html";
    DX_06 = "dx-06" "read 2026-11"
        "Create a transit virtual interface to the Direct Connect gateway"
        "https://docs.aws.amazon.com/directconnect/latest/UserGuide/create-transit-vif-for-gateway.html";
    DX_07 = "dx-07" "read 2026-11, in a copy"
        "Direct Connect routing policies and BGP communities"
        "https://docs.aws.amazon.com/directconnect/latest/UserGuide/routing-and-bgp.html";
    VPC_A44 = "vpc-A44" "read 2026-11, in copies"
        "AWS-managed prefix lists"
        "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html";
    VPC_A45 = "vpc-A45" "read 2026-11, in copies"
        "Transit gateway connection between Local Zones"
        "https://docs.aws.amazon.com/local-zones/latest/ug/local-zones-connectivity-transit-gateway-lzs.html";
    VPC_B01 = "vpc-B01" "copy 2026"
        "Security group rules"
        "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
    VPC_B02 = "vpc-B02" "copy 2026"
        "Security group connection tracking"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html";
    VPC_B03 = "vpc-B03" "copy 2026"
        "Network ACLs"
        "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
    VPC_B04 = "vpc-B04" "copy 2026"
        "Security in the VPC (comparison of SG and NACL)"
        "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Security.html";
    VPC_B05 = "vpc-B05" "copy 2026"
        "Peering: referencing peer security groups"
        "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html";
    VPC_C01 = "vpc-C01" "copy 2026"
        "Reachability Analyzer explanation codes"
        "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html";
    VPC_BF1 = "vpc-BF1" "copy 2026-08-21"
        "Batfish: source and tests"
        "https://github.com/batfish/batfish";
    VPC_BF2 = "vpc-BF2" "read 2026-11"
        "Batfish \"AWS network modeling\" doc"
        "https://github.com/batfish/batfish/blob/master/docs/aws_network_modeling.md";
}
