//! Outposts and their service links.

use crate::addr::Prefix;

use super::{AccountId, Identity, LocalGatewayId, SiteId, ZoneId};

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
    /// Whether it is up.
    pub up: bool,
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
    /// Its service link.
    pub service_link: ServiceLink,
    /// Its local gateway; a server has none (facts LGW-01 and FF-06).
    pub local_gateway: Option<LocalGatewayId>,
}
