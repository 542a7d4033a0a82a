//! BGP as it is configured on routers of the customer.

use std::net::IpAddr;

use crate::addr::{AsPathPattern, Asn, Community, Prefix};

use super::{
    DirectConnectInterfaceId, Identity, RouteMapId, RouterId, ServiceLinkVifId, SessionState,
    VifId, VpnConnectionId,
};

/// The BGP configuration of a router that passes on what it learns. A router without one announces
/// exactly its prefixes to AWS, and tells other routers nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bgp {
    /// The BGP identifier; without one, the highest IPv4 address of the router.
    pub router_id: Option<u32>,
    /// The cluster that it reflects for; without one, its identifier (RFC 4456).
    pub cluster_id: Option<u32>,
    /// How many equal paths share the load.
    pub multipath: Multipath,
    /// Whether the MED decides also between paths of different neighboring ASes.
    pub always_compare_med: bool,
    /// Whether a neighbor of another AS without a route map is told, and believed, nothing (RFC 8212).
    pub require_policy: bool,
    /// Whether it announces what it is connected to.
    pub redistribute_connected: bool,
    /// Whether it announces its static routes.
    pub redistribute_static: bool,
    /// The aggregates that it makes, sorted by prefix.
    pub aggregates: Vec<Aggregate>,
    /// Whether it originates a default route.
    pub default: Option<DefaultOrigination>,
    /// Its neighbors, sorted.
    pub neighbors: Vec<Neighbor>,
}

/// How many equal paths share the load; 1 is none but the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Multipath {
    /// Paths from other ASes.
    pub ebgp: u8,
    /// Paths from the own AS.
    pub ibgp: u8,
    /// Whether AS paths need only be of one length, instead of equal.
    pub relax_as_path: bool,
}

/// A prefix announced while a more specific one is known (RFC 4271, section 9.2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aggregate {
    /// The prefix.
    pub prefix: Prefix,
    /// Whether it is announced instead of the more specific ones.
    pub summary_only: bool,
}

/// When a router originates a default route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultOrigination {
    /// Always.
    Always,
    /// While it knows this prefix.
    While(Prefix),
}

/// One neighbor that a router is configured with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbor {
    /// Who it is.
    pub at: NeighborAt,
    /// The AS number that the router expects, if the files say.
    pub asn: Option<Asn>,
    /// The address that the router expects, if the files say; else one on a common segment.
    pub address: Option<IpAddr>,
    /// Whether the files let the session come up.
    pub session: SessionState,
    /// What is done to what the neighbor announces.
    pub import: Option<RouteMapId>,
    /// What is done to what is announced to the neighbor.
    pub export: Option<RouteMapId>,
    /// Whether the neighbor is a client of this reflector (RFC 4456).
    pub route_reflector_client: bool,
    /// Whether the router names itself as next hop also to neighbors of its own AS.
    pub next_hop_self: bool,
    /// How often its own AS number may stand in a path that it accepts.
    pub allowas_in: u8,
    /// More prefixes than these take the session down.
    pub max_prefixes: Option<u32>,
    /// Whether a neighbor of another AS need not stand on a common segment.
    pub multihop: bool,
}

/// The other end of a session of a router.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeighborAt {
    /// Another router.
    Router(RouterId),
    /// A local gateway, over a virtual interface.
    Vif(VifId),
    /// An Outpost, over a virtual interface of its service link.
    ServiceLinkVif(ServiceLinkVifId),
    /// AWS, over a VPN connection.
    VpnConnection(VpnConnectionId),
    /// AWS, over Direct Connect.
    DirectConnectInterface(DirectConnectInterfaceId),
}

/// A route map: entries tried in order; what none matches is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteMap {
    /// Name and id.
    pub identity: Identity,
    /// The entries, in order.
    pub entries: Vec<RouteMapEntry>,
}

/// One entry of a route map: all its matches must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteMapEntry {
    /// Whether what it matches passes.
    pub permit: bool,
    /// What it matches; nothing matches everything.
    pub matches: Vec<RouteMapMatch>,
    /// What it changes, in order.
    pub sets: Vec<RouteMapSet>,
}

/// A prefix with the lengths of more specific ones that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrefixRange {
    /// The prefix that covers them.
    pub prefix: Prefix,
    /// The shortest length.
    pub shortest: u8,
    /// The longest length.
    pub longest: u8,
}

impl PrefixRange {
    /// Returns whether a prefix is one of these.
    #[must_use]
    pub fn contains(self, prefix: Prefix) -> bool {
        (self.shortest..=self.longest).contains(&prefix.length()) && self.prefix.covers(prefix)
    }
}

/// One condition of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteMapMatch {
    /// The prefix is one of these.
    Prefixes(Vec<PrefixRange>),
    /// The AS path fits one of these.
    AsPath(Vec<AsPathPattern>),
    /// It carries one of these communities.
    Communities(Vec<Community>),
}

/// One change that an entry makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteMapSet {
    /// The local preference.
    LocalPreference(u32),
    /// The multi-exit discriminator.
    Med(u32),
    /// The own AS number once more, this often.
    Prepend(u8),
    /// These communities in addition.
    AddCommunities(Vec<Community>),
    /// These communities no longer.
    RemoveCommunities(Vec<Community>),
    /// The next hop becomes the router itself.
    NextHopSelf,
}
