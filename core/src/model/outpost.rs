//! Outposts and their service links.

use std::net::IpAddr;

use crate::addr::{Asn, InterfaceAddress, Prefix};

use super::{
    AccountId, Identity, LocalGatewayId, OutpostId, RoutePolicy, RouterId, SessionState, SiteId,
    ZoneId,
};

/// The form of an Outpost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutpostForm {
    /// One or more racks, with a local gateway.
    Rack,
    /// A server, without a local gateway (fact FF-06).
    Server,
}

/// The generation of a rack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// First generation.
    First,
    /// Second generation.
    Second,
}

/// How the service link reaches its anchors (fact SL-02).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connectivity {
    /// Over public addresses (fact SL-03).
    Public,
    /// Over Direct Connect to a VPC (fact SL-04).
    Private,
}

/// The service link of an Outpost (fact SL-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLink {
    /// How it reaches its anchors, if the files say.
    pub connectivity: Option<Connectivity>,
    /// The infrastructure blocks (fact Q-13).
    pub blocks: Vec<Prefix>,
    /// The addresses of its anchors, if the files say.
    pub anchors: Vec<IpAddr>,
    /// Whether the files let it be up. Where they describe its path, that decides as well.
    pub up: bool,
    /// Who resolves names for its instances, if the files say.
    pub resolver: Option<Resolver>,
}

/// Who resolves names for instances on an Outpost (facts SL-18 and SVC-12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resolver {
    /// The resolver in the Region, over the service link.
    Region,
    /// Route 53 on Outposts: a local one that keeps what it has seen.
    Local,
}

/// A virtual interface of a service link: the customer's network carries it from here (fact SL-11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLinkVif {
    /// Name and id.
    pub identity: Identity,
    /// The Outpost.
    pub outpost: OutpostId,
    /// The LAG that it runs on, by name; unless the files say, the name of the interface.
    pub lag: String,
    /// The VLAN.
    pub vlan: Option<u16>,
    /// The Outpost's own address.
    pub local: InterfaceAddress,
    /// The address of the customer device, if the files say.
    pub peer_address: Option<IpAddr>,
    /// The AS number on the Outpost's side, if the files say.
    pub asn: Option<Asn>,
    /// The AS number that the Outpost expects there, if the files say.
    pub peer_asn: Option<Asn>,
    /// The customer device, if the files say.
    pub router: Option<RouterId>,
    /// Whether the files let its BGP session come up.
    pub session: SessionState,
    /// Whether its network device is in maintenance, and announces with a longer AS path (fact BGP-07).
    pub maintenance: bool,
    /// What the customer device announces over it.
    pub policy: RoutePolicy,
    /// The half of the block that its network device announces with the shorter AS path, if the files
    /// say (fact SL-12).
    pub half: Option<Prefix>,
}

impl ServiceLinkVif {
    /// Returns whether its network device announces a block with the longer AS path: it is the half of
    /// another device, or the device is in maintenance (facts SL-12 and BGP-07).
    #[must_use]
    pub fn avoids(&self, block: Prefix) -> bool {
        self.maintenance || self.half.is_some_and(|half| half != block)
    }
}

/// An Outpost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outpost {
    /// Name and id.
    pub identity: Identity,
    /// Rack or server.
    pub form: OutpostForm,
    /// The generation.
    pub generation: Generation,
    /// The one zone that it is anchored to (fact FF-01).
    pub zone: ZoneId,
    /// The account that owns it, if the files say.
    pub account: Option<AccountId>,
    /// The site that it stands at, if the files say.
    pub site: Option<SiteId>,
    /// The Outposts that it is meant to take over from (fact FF-27).
    pub backup_of: Vec<OutpostId>,
    /// Its service link.
    pub service_link: ServiceLink,
    /// Its local gateway; a server has none (facts LGW-01 and FF-06).
    pub local_gateway: Option<LocalGatewayId>,
}
