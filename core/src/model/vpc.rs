//! Virtual private clouds.

use crate::addr::Prefix;

use super::{
    AccountId, BlockPublicAccess, EgressOnlyInternetGatewayId, Identity, InternetGatewayId,
    PublicAccessExclusion, RegionId, RouteTableId, VirtualPrivateGatewayId,
};

/// A VPC. Only CIDRs in state `associated` are here (fact RT-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vpc {
    /// Name and id.
    pub identity: Identity,
    /// The Region that it lies in.
    pub region: RegionId,
    /// The account that owns it, if the files say.
    pub account: Option<AccountId>,
    /// Its CIDR blocks, IPv4 and IPv6.
    pub prefixes: Vec<Prefix>,
    /// The main route table (fact RT-01).
    pub main_route_table: RouteTableId,
    /// Its internet gateway, if it has one (fact NAT-02).
    pub internet_gateway: Option<InternetGatewayId>,
    /// Its virtual private gateway, if it has one.
    pub virtual_private_gateway: Option<VirtualPrivateGatewayId>,
    /// What its account blocks between it and the internet (fact NAT-13).
    pub block_public_access: BlockPublicAccess,
    /// What of it is excluded from that.
    pub public_access_exclusion: Option<PublicAccessExclusion>,
    /// Its egress-only internet gateway, if it has one (fact NAT-14).
    pub egress_only_internet_gateway: Option<EgressOnlyInternetGatewayId>,
}
