//! What an instance does with packets that are not addressed to it.

use std::net::IpAddr;

use crate::addr::Prefix;

use super::NetworkInterfaceId;

/// An instance that forwards: a router, a firewall, a NAT instance. What it filters is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appliance {
    /// Which interface leads where; with one interface it needs no routes.
    pub routes: Vec<ApplianceRoute>,
    /// Whether it sends from the address of the interface that the packet leaves by.
    pub source_nat: bool,
    /// The destinations that it rewrites.
    pub destination_nat: Vec<DestinationNat>,
    /// Whether it drops replies of connections that it did not see begin.
    pub stateful: bool,
}

/// A route of the operating system of an appliance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApplianceRoute {
    /// What it applies to.
    pub prefix: Prefix,
    /// The interface that packets leave by.
    pub interface: NetworkInterfaceId,
}

/// A destination that an appliance rewrites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DestinationNat {
    /// The address that packets arrive for.
    pub from: IpAddr,
    /// The address that they go on to.
    pub to: IpAddr,
}

impl Appliance {
    /// Returns whether it has to see both directions of a connection.
    #[must_use]
    pub fn keeps_state(&self) -> bool {
        self.stateful || self.source_nat || !self.destination_nat.is_empty()
    }

    /// Returns the interface that its routes name for a destination: the longest prefix wins.
    #[must_use]
    pub fn route(&self, destination: IpAddr) -> Option<NetworkInterfaceId> {
        let covering = self.routes.iter().filter(|route| route.prefix.contains(destination));
        covering.max_by_key(|route| route.prefix.length()).map(|route| route.interface)
    }
}
