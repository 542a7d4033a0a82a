//! Security groups and network ACLs: what they let through, and where they part a packet's ports.
//!
//! The hops call in here at the places of table B.3; they know nothing of rules. A filter either lets
//! the whole packet pass, blocks it, or asks the engine to split it into parts that it judges alike.

mod network_acl;
mod parts;
mod security_group;

pub(super) use network_acl::{network_acl, network_acl_passes};
pub(super) use security_group::security_groups;

/// Which way a packet passes a filter, seen from the interface or subnet that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Into it.
    In,
    /// Out of it.
    Out,
}

impl Way {
    /// Returns the field of the rules in the topology file.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::In => "inbound",
            Self::Out => "outbound",
        }
    }
}
