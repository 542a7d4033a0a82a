//! The customer's own network: sites, routers, LAN segments and hosts.

use std::net::IpAddr;

use crate::addr::{Asn, InterfaceAddress, Prefix};

use super::{Bgp, Identity, InstanceId, RouterId, SegmentId, SiteId, VpnConnectionId};

/// A place of the customer's own network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Name and id.
    pub identity: Identity,
}

/// A LAN or WAN segment: what stands on it can send to each other directly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Name and id.
    pub identity: Identity,
    /// The site that it belongs to.
    pub site: SiteId,
    /// Its prefix.
    pub prefix: Prefix,
    /// The routers that hosts on it send to unless they say otherwise; several share the load.
    pub next_hops: Vec<RouterId>,
    /// Whether it carries packets.
    pub up: bool,
}

/// A host on a segment, or the local network interface of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Name and id.
    pub identity: Identity,
    /// The site that it belongs to.
    pub site: SiteId,
    /// Its address.
    pub address: IpAddr,
    /// The segment that it stands on.
    pub segment: SegmentId,
    /// The routers that it sends to; empty means what its segment says.
    pub next_hops: Vec<RouterId>,
    /// The instance on an Outposts server whose local network interface this is (fact FF-07).
    pub instance: Option<InstanceId>,
}

/// One interface of a router.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouterInterface {
    /// The name within the router.
    pub name: String,
    /// Its address.
    pub address: InterfaceAddress,
    /// The segment that it stands on.
    pub segment: SegmentId,
    /// The VLAN, if the files say.
    pub vlan: Option<u16>,
    /// Its cost in the interior routing of the site's AS, if it takes part in it.
    pub cost: Option<u16>,
    /// How its links are bundled, if the files say (fact FF-23).
    pub lacp: Option<Lacp>,
}

/// How the links of a LAG are bundled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lacp {
    /// By LACP with fast timers, which Outposts need.
    Fast,
    /// By LACP with slow timers.
    Slow,
    /// Without LACP.
    Off,
}

/// Where a static route of a router sends packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextHop {
    /// To the neighbor that has this address.
    Address(IpAddr),
    /// To a router that shares a segment.
    Router(RouterId),
    /// Into a VPN connection that ends at the router.
    Vpn(VpnConnectionId),
    /// To the internet.
    Internet,
    /// Nowhere: the router drops it on purpose.
    Discard,
}

/// A static route of a router.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouterRoute {
    /// What it applies to.
    pub prefix: Prefix,
    /// Where it sends packets.
    pub next_hop: NextHop,
}

/// Source translation on a router, for packets that leave to the internet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNat {
    /// The sources that it applies to; empty means all private ones.
    pub from: Vec<Prefix>,
    /// The address that they get.
    pub to: IpAddr,
}

/// A router, switch or firewall of the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Router {
    /// Name and id.
    pub identity: Identity,
    /// The site that it belongs to.
    pub site: SiteId,
    /// Its AS number.
    pub asn: Option<Asn>,
    /// Its interfaces.
    pub interfaces: Vec<RouterInterface>,
    /// What it announces to every local gateway that it has a session with.
    pub announce: Vec<Prefix>,
    /// Its static routes.
    pub routes: Vec<RouterRoute>,
    /// Source translation toward the internet, tried in order.
    pub source_nat: Vec<SourceNat>,
    /// Whether it filters by rules that the files do not give.
    pub firewall: bool,
    /// The firewalls that know of its connections as it does of theirs.
    pub shares_state_with: Vec<RouterId>,
    /// The public prefixes that the internet sends here.
    pub public: Vec<Prefix>,
    /// How it speaks BGP, if it passes on what it learns.
    pub bgp: Option<Box<Bgp>>,
    /// Whether the device is up; a VRF is up if its router is.
    pub up: bool,
    /// The router that this is a VRF of; it shares all hardware with it.
    pub vrf_of: Option<RouterId>,
}
