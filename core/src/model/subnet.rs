//! Subnets, in the Region or on an Outpost.

use crate::addr::Prefix;

use super::{
    CoipPoolId, Identity, NetworkAclId, OutpostId, PublicAccessExclusion, RouteTableId, VpcId,
    ZoneId,
};

/// Where a subnet lies. It lies in one place only (fact FF-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the Region; the zone is known if the files say it.
    Region(Option<ZoneId>),
    /// On an Outpost.
    Outpost(OutpostId),
}

/// A subnet of a VPC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subnet {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it belongs to.
    pub vpc: VpcId,
    /// Its CIDR blocks: one IPv4, one IPv6, or both.
    pub prefixes: Vec<Prefix>,
    /// Where it lies.
    pub place: Place,
    /// The route table in force: the associated one, else the main one (fact RT-01).
    pub route_table: RouteTableId,
    /// Whether the route table is associated explicitly.
    pub explicit_route_table: bool,
    /// The network ACL; none means AWS's default one, which lets everything pass (fact ACL-01).
    pub network_acl: Option<NetworkAclId>,
    /// What of it is excluded from Block Public Access (fact NAT-13).
    pub public_access_exclusion: Option<PublicAccessExclusion>,
    /// The pool that gives new instances a customer-owned address (fact COIP-03).
    pub coip_pool_on_launch: Option<CoipPoolId>,
    /// The device position of local network interfaces, on a server (fact FF-08).
    pub lni_device_index: Option<u8>,
}

impl Subnet {
    /// Returns the Outpost that the subnet lies on.
    #[must_use]
    pub fn outpost(&self) -> Option<OutpostId> {
        match self.place {
            Place::Outpost(outpost) => Some(outpost),
            Place::Region(_) => None,
        }
    }
}
