//! VPC Block Public Access.

/// What an account has blocked in a Region, as it concerns one VPC (fact NAT-13).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockPublicAccess {
    /// Nothing.
    #[default]
    Off,
    /// All traffic of internet gateways and egress-only internet gateways.
    Bidirectional,
    /// All but what NAT gateways and egress-only internet gateways let out.
    IngressOnly,
}

/// What is excluded from the blocking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicAccessExclusion {
    /// Traffic in both directions.
    Bidirectional,
    /// What is opened from the inside.
    EgressOnly,
}
