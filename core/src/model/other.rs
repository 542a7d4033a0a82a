//! Groups, and objects that this version reads but does not judge.

use super::{Identity, ObjectId};

/// A named set of objects, for expectations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name and id.
    pub identity: Identity,
    /// Its members.
    pub members: Vec<ObjectId>,
}

/// What an object is that this version does not judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnmodelledKind {
    /// A transit gateway.
    TransitGateway,
    /// A virtual private gateway.
    VirtualPrivateGateway,
    /// A VPC endpoint of any type.
    VpcEndpoint,
    /// A carrier gateway.
    CarrierGateway,
    /// A core network of Cloud WAN.
    CoreNetwork,
    /// Something that is gone: AWS keeps its id in the routes that led to it (fact RT-31).
    Deleted,
}

impl UnmodelledKind {
    /// Returns the noun of this kind, as AWS writes it.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::TransitGateway => "transit gateway",
            Self::VirtualPrivateGateway => "virtual private gateway",
            Self::VpcEndpoint => "VPC endpoint",
            Self::CarrierGateway => "carrier gateway",
            Self::CoreNetwork => "core network",
            Self::Deleted => "deleted target",
        }
    }
}

/// An object that is read, named and referred to, but not judged: a path that meets it is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmodelled {
    /// Name and id.
    pub identity: Identity,
    /// What it is.
    pub kind: UnmodelledKind,
}
