//! Instances and their network interfaces.

use std::net::IpAddr;

use super::{Appliance, Identity, InstanceId, NetworkInterfaceId, SecurityGroupId, SubnetId};

/// Whether an instance runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InstanceState {
    /// It runs.
    Running,
    /// It is stopped; it neither sends nor receives.
    Stopped,
}

/// The AWS service behind an interface, as far as local gateways tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// RDS on Outposts: always by customer-owned address (fact COIP-15).
    Rds,
    /// An endpoint of S3 on Outposts (facts COIP-17 and DVR-18).
    S3Outposts,
    /// An Application Load Balancer (facts COIP-19 and UNK-07).
    LoadBalancer,
    /// A Network Load Balancer; Outposts have none (fact SVC-07).
    NetworkLoadBalancer,
    /// A Classic Load Balancer; Outposts have none (fact SVC-07).
    ClassicLoadBalancer,
    /// ElastiCache (fact COIP-18).
    ElastiCache,
    /// An interface endpoint: reached from inside the VPC only (fact LGW-18).
    InterfaceEndpoint,
    /// Another one.
    Other,
}

impl Service {
    /// Returns whether it is a load balancer: what it sends to its targets is a flow of its own.
    #[must_use]
    pub fn is_load_balancer(self) -> bool {
        match self {
            Self::LoadBalancer | Self::NetworkLoadBalancer | Self::ClassicLoadBalancer => true,
            Self::Rds
            | Self::S3Outposts
            | Self::ElastiCache
            | Self::InterfaceEndpoint
            | Self::Other => false,
        }
    }

    /// Returns the fact that says so, if everybody reaches the service by its customer-owned
    /// address, where it has one: clients inside the VPC included.
    #[must_use]
    pub fn by_customer_owned_address(self) -> Option<&'static str> {
        match self {
            Self::Rds => Some("COIP-15"),
            Self::S3Outposts => Some("COIP-17"),
            Self::LoadBalancer
            | Self::NetworkLoadBalancer
            | Self::ClassicLoadBalancer
            | Self::ElastiCache
            | Self::InterfaceEndpoint
            | Self::Other => None,
        }
    }
}

/// An EC2 instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Name and id.
    pub identity: Identity,
    /// Whether it runs.
    pub state: InstanceState,
    /// Its interfaces, the primary one first; at least one.
    pub interfaces: Vec<NetworkInterfaceId>,
    /// What it does with packets that are not for it, if the files say that it forwards them.
    pub forwards: Option<Appliance>,
}

/// A network interface (ENI).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkInterface {
    /// Name and id. The primary interface of an instance has the instance's name.
    pub identity: Identity,
    /// The subnet that it stands in.
    pub subnet: SubnetId,
    /// Its private addresses, the primary one first; may hold IPv6.
    pub addresses: Vec<IpAddr>,
    /// The public or Elastic IPv4 address of its primary address (fact NAT-01).
    pub public_address: Option<IpAddr>,
    /// The customer-owned address of its primary address (fact COIP-03).
    pub coip: Option<IpAddr>,
    /// The instance that it is attached to.
    pub instance: Option<InstanceId>,
    /// Whether it works. No input says otherwise; where a place fails, what AWS runs there does.
    pub up: bool,
    /// Whether it belongs to an AWS service rather than to the user (facts LGW-18 and DVR-06).
    pub requester_managed: bool,
    /// The service that it belongs to, if the files say.
    pub service: Option<Service>,
    /// Whether its service attached it to an instance on the Outpost (fact DVR-18).
    pub instance_attached: bool,
    /// The primary database that it is the standby of (fact COIP-16).
    pub standby_of: Option<NetworkInterfaceId>,
    /// The load balancer that it is a node of, by name (fact SVC-06).
    pub load_balancer: Option<String>,
    /// Whether the source/destination check is on.
    pub source_dest_check: bool,
    /// Its security groups; none means that the files give none, and nothing is filtered.
    pub security_groups: Vec<SecurityGroupId>,
}

impl NetworkInterface {
    /// Returns the primary private IPv4 address.
    #[must_use]
    pub fn primary(&self) -> Option<IpAddr> {
        self.addresses.iter().copied().find(IpAddr::is_ipv4)
    }
}
