//! Every code of AWS Reachability Analyzer, and how Outpath answers the same.
//!
//! The codes are AWS's identifiers, as its pages listed them when they were read; AWS may add more.

/// How Outpath answers what a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counterpart {
    /// By these reasons, remarks and other pages of `outpath explain`.
    Pages(&'static [&'static str]),
    /// Nothing like it is modelled: a path that meets the component is unknown, and names it.
    Boundary(&'static str),
    /// In another way.
    Other(&'static str),
}

use Counterpart::{Boundary, Other, Pages};

const LOAD_BALANCER: Counterpart = Boundary(
    "what a load balancer sends to its targets is a flow of its own, and its listeners are not in the input",
);

/// The explanation codes (C.2.1 and C.2.2), the filters of a search (C.2.3), the details (C.2.4).
pub const ANALYZER_CODES: &[(&str, Counterpart)] = &[
    ("BAD_STATE", Pages(&["component-not-ready"])),
    ("BAD_STATE_ATTACHMENT", Pages(&["attachment-not-ready"])),
    ("BAD_STATE_ROUTE", Pages(&["route-blackhole"])),
    ("BAD_STATE_VPN", Pages(&["vpn-down"])),
    ("CANNOT_ROUTE", Pages(&["route-does-not-match"])),
    ("ELB_ACL_RESTRICTION", LOAD_BALANCER),
    ("ELB_INSTALLED_AZ_RESTRICTION", LOAD_BALANCER),
    ("ELB_LISTENER_PORT_RESTRICTION", LOAD_BALANCER),
    ("ELB_LISTENERS_MISMATCH", LOAD_BALANCER),
    ("ELB_NOT_CROSSZONE", LOAD_BALANCER),
    ("ELBV2_LISTENER_HAS_NO_TG", LOAD_BALANCER),
    ("ELBV2_LISTENER_PORT_RESTRICTION", LOAD_BALANCER),
    ("ELBV2_LISTENER_REQUIRES_TG_ACCEPT", LOAD_BALANCER),
    ("ELBV2_LISTENERS_MISMATCH", LOAD_BALANCER),
    ("ELBV2_NO_TARGETS_IN_AZ", LOAD_BALANCER),
    ("ELBV2_SOURCE_ADDRESS_PRESERVATION", LOAD_BALANCER),
    ("ENI_ADDRESS_RESTRICTION", Pages(&["src-dst-check"])),
    ("ENI_SG_RULES_MISMATCH", Pages(&["sg-deny-in", "sg-deny-out"])),
    ("ENI_SOURCE_DEST_CHECK_RESTRICTION", Pages(&["src-dst-check"])),
    ("FIREWALL_RULES_RESTRICTION", Pages(&["not-analysed"])),
    ("GATEWAY_REJECTS_SPOOFED_TRAFFIC", Pages(&["spoofed-source"])),
    ("GWLB_DESTINATION_PORT_RESTRICTION", LOAD_BALANCER),
    ("GWLB_PROTOCOL_RESTRICTION", LOAD_BALANCER),
    ("HIGHER_PRIORITY_ROUTE", Pages(&["route-shadowed-same-prefix"])),
    ("IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS", Pages(&["igw-dst-not-in-vpc"])),
    ("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", Pages(&["igw-private-dst"])),
    ("IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", Pages(&["igw-private-dst"])),
    ("IGW_NAT_REFLECTION", Other("followed: out by the gateway and in again")),
    ("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", Pages(&["igw-no-public-association"])),
    ("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", Pages(&["igw-no-public-association"])),
    ("IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", Pages(&["igw-private-src"])),
    ("IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", Pages(&["igw-private-src"])),
    ("INGRESS_RTB_NO_PUBLIC_IP", Pages(&["edge-appliance-no-public-ip"])),
    ("INGRESS_RTB_TRAFFIC_REDIRECTION", Pages(&["edge-asymmetry"])),
    ("MORE_SPECIFIC_ROUTE", Pages(&["route-shadowed-longer-prefix"])),
    ("NGW_DEST_ADDRESS_PRESERVATION", Pages(&["header-impossible"])),
    ("NGW_REQUIRES_SOURCE_IN_VPC", Pages(&["nat-source-not-in-vpc"])),
    ("NGW_SOURCE_ADDRESS_REASSIGN", Pages(&["header-impossible"])),
    ("NO_POSSIBLE_DESTINATION", Pages(&["no-next-hop", "left-model"])),
    ("NO_ROUTE_TO_DESTINATION", Pages(&["no-route"])),
    ("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", Pages(&["pcx-address-not-in-peer"])),
    ("PROTOCOL_RESTRICTION", Pages(&["protocol-unsupported"])),
    ("REGIONAL_NGW_ROUTE_AZ_RESTRICTION", Pages(&["nat-az-not-covered"])),
    ("REMAP_EPHEMERAL_PORT", Pages(&["port-remapped"])),
    ("SG_HAS_NO_RULES", Pages(&["sg-empty"])),
    ("SG_REFERENCES_NOT_PRESERVED", Pages(&["sg-ref-lost"])),
    ("SG_REFERENCING_SUPPORT", Pages(&["sg-ref-lost"])),
    ("SUBNET_ACL_RESTRICTION", Pages(&["nacl-deny-in", "nacl-deny-out", "return-nacl-deny"])),
    ("TARGET_ADDRESS_RESTRICTION", LOAD_BALANCER),
    ("TARGET_PORT_RESTRICTION", LOAD_BALANCER),
    ("TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", Pages(&["tgw-no-association"])),
    ("TGW_ATTACH_VPC_AZ_RESTRICTION", Pages(&["tgw-az-affinity"])),
    ("TGW_BAD_STATE_VPN", Pages(&["vpn-down"])),
    ("TGW_ROUTE_AZ_RESTRICTION", Pages(&["tgw-az-not-attached"])),
    ("TGW_RTB_BAD_STATE_ROUTE", Pages(&["tgw-route-blackhole"])),
    ("TGW_RTB_CANNOT_ROUTE", Pages(&["tgw-route-does-not-match"])),
    ("TGW_RTB_HIGHER_PRIORITY_ROUTE", Pages(&["tgw-route-shadowed-same-prefix"])),
    ("TGW_RTB_MORE_SPECIFIC_ROUTE", Pages(&["tgw-route-shadowed-longer-prefix"])),
    ("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", Pages(&["tgw-no-route"])),
    ("TGW_RTB_ROUTES_ARE_UNKNOWN", Pages(&["unknown-tgw-routes"])),
    ("UNKNOWN_DESTINATION", Pages(&["left-model"])),
    ("UNKNOWN_PEERED_SGS", Pages(&["sg-ref-unknown-peer"])),
    ("UNKNOWN_RESOURCE", Pages(&["unknown-object"])),
    ("VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS", Pages(&["vgw-source-not-in-vpc"])),
    ("VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", Pages(&["vgw-dst-not-eni"])),
    ("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", Pages(&["vpc-bpa"])),
    ("VPC_LOCAL_ROUTE_CIDR_RESTRICTION", Pages(&["local-route-out-of-cidr"])),
    ("VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION", Pages(&["vpce-source-not-in-list"])),
    ("VPCE_GATEWAY_PROTOCOL_RESTRICTION", Pages(&["protocol-unsupported"])),
    ("VPCE_INTRA_VPC_TRAFFIC", Pages(&["vpce-cannot-initiate"])),
    ("VPCE_SERVICE_NOT_INSTALLED_IN_AZ", Boundary("the zones of a service are not in the input")),
    ("DISCONNECTED_VPCS", Pages(&["vpcs-not-connected"])),
    ("NO_PATH", Pages(&["no-path"])),
    ("NO_SOURCE_OR_DESTINATION", Pages(&["unknown-object"])),
    ("UNASSOCIATED_COMPONENT", Pages(&["not-in-a-vpc"])),
    ("UNSUPPORTED_COMPONENT", Pages(&["unsupported-object"])),
    ("COMPONENT_FILTER_RESTRICTION", Pages(&["waypoint-not-on-path"])),
    ("COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT", Pages(&["waypoint-excluded"])),
    ("FILTER_AT_SOURCE_SOURCE_ADDRESS", Pages(&["header-filter-at-source"])),
    ("FILTER_AT_SOURCE_SOURCE_PORT_RANGE", Pages(&["header-filter-at-source"])),
    ("FILTER_AT_SOURCE_DESTINATION_ADDRESS", Pages(&["header-filter-at-source"])),
    ("FILTER_AT_SOURCE_DESTINATION_PORT_RANGE", Pages(&["header-filter-at-source"])),
    ("FILTER_AT_SOURCE_PROTOCOL", Pages(&["header-filter-at-source"])),
    ("FILTER_AT_DESTINATION_SOURCE_ADDRESS", Pages(&["header-filter-at-destination"])),
    ("FILTER_AT_DESTINATION_SOURCE_PORT_RANGE", Pages(&["header-filter-at-destination"])),
    ("FILTER_AT_DESTINATION_DESTINATION_ADDRESS", Pages(&["header-filter-at-destination"])),
    ("FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE", Pages(&["header-filter-at-destination"])),
    ("FILTER_AT_DESTINATION_PROTOCOL", Pages(&["header-filter-at-destination"])),
    ("IGW_EXPECTS_PUBLIC_ADDRESS", Pages(&["igw-expects-public-address"])),
    ("ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED", Pages(&["assumed"])),
    ("ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED", Pages(&["assumed"])),
    ("AVAILABILITY_ZONE_CROSSED", Pages(&["az-crossed"])),
    ("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE", Pages(&["not-analysed"])),
    ("FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES", Pages(&["not-analysed"])),
    ("FIREWALL_UNSUPPORTED_RULE_OPTIONS", Pages(&["not-analysed"])),
    ("MISSING_TARGET_GROUP_ATTRIBUTES", Pages(&["assumed"])),
    ("PATH_THROUGH_GWLB_NOT_CHECKED", Pages(&["not-analysed"])),
    ("RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY", Pages(&["return-no-route"])),
    ("TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED", Pages(&["tgw-appliance-mode-advised"])),
    ("UNIDIRECTIONAL_PATH_ANALYSIS_ONLY", Other("never: both directions are always followed")),
];

/// Returns the codes that a page of ours is one answer to.
pub fn codes_of(page: &str) -> impl Iterator<Item = &'static str> + '_ {
    let answers =
        move |answer: &Counterpart| matches!(answer, Pages(pages) if pages.contains(&page));
    ANALYZER_CODES.iter().filter(move |(_, answer)| answers(answer)).map(|(code, _)| *code)
}
