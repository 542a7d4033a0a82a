//! Security groups and network ACLs.

use crate::addr::{Matcher, Prefix};

use super::{Identity, PrefixListId, SecurityGroupId, VpcId};

/// Who may be at the other end of a security group rule (fact SG-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecurityPeer {
    /// Addresses.
    Prefix(Prefix),
    /// The addresses of a prefix list.
    PrefixList(PrefixListId),
    /// The private addresses of the interfaces that have a group (fact SG-04).
    SecurityGroup(SecurityGroupId),
}

/// A rule of a security group; it always allows (fact SG-01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecurityGroupRule {
    /// What it lets through.
    pub matcher: Matcher,
    /// From whom, or to whom.
    pub peer: SecurityPeer,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityGroup {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it belongs to.
    pub vpc: VpcId,
    /// Further VPCs that it is associated with (fact SG-14).
    pub further_vpcs: Vec<VpcId>,
    /// Its inbound rules.
    pub inbound: Vec<SecurityGroupRule>,
    /// Its outbound rules.
    pub outbound: Vec<SecurityGroupRule>,
}

/// A rule of a network ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NetworkAclRule {
    /// The number; lower ones are asked first (fact ACL-02).
    pub number: u16,
    /// Whether it allows or denies.
    pub allow: bool,
    /// What it applies to.
    pub matcher: Matcher,
    /// The addresses of the other end.
    pub prefix: Prefix,
}

/// A network ACL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkAcl {
    /// Name and id.
    pub identity: Identity,
    /// The VPC that it belongs to.
    pub vpc: VpcId,
    /// Its inbound rules, by number.
    pub inbound: Vec<NetworkAclRule>,
    /// Its outbound rules, by number.
    pub outbound: Vec<NetworkAclRule>,
    /// Whether nobody described it, and it is only taken to be so (fact TOP-75).
    pub assumed: bool,
}
