//! What goes in and what comes out.

use outpath_core::{
    addr::Packet,
    model::{HostId, NetworkInterfaceId, PrefixListId, RouterId, SegmentId},
};

/// Where a packet starts or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A network interface.
    Interface(NetworkInterfaceId),
    /// A declared host on premises.
    Host(HostId),
    /// An address on a segment that no host is declared for.
    Segment(SegmentId),
    /// A router itself.
    Router(RouterId),
    /// An AWS service that has the addresses of a prefix list.
    Service(PrefixListId),
    /// Somewhere on the internet.
    Internet,
}

/// A question: what happens to this packet?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NaiveFlow {
    /// Who sends it.
    pub source: Place,
    /// The packet as sent.
    pub packet: Packet,
    /// Who is meant to get it, if the flow names an object and not just an address.
    pub intended: Option<Place>,
}

/// How a path ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Somebody got the packet.
    Delivered,
    /// Nobody did, for a known reason.
    Dropped,
    /// The inputs do not say, or the rules do not.
    Unknown,
}

/// One way of a packet, with its share of the load.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NaivePath {
    /// The share of the load: numerator and denominator, in lowest terms.
    pub share: (u128, u128),
    /// How it ends.
    pub class: Class,
    /// `delivered`, or the reason id.
    pub reason: &'static str,
    /// Where it was delivered; also set if that is the wrong place.
    pub end: Option<Place>,
    /// The packet as delivered, or as it was when it was given up.
    pub packet: Packet,
    /// The smallest MTU met; `None` if no number was met.
    pub mtu: Option<u32>,
    /// The names of the nodes on the way, in order: interfaces, gateways, virtual interfaces,
    /// peering connections, routers, `service-link plant-1`, `internet`, and the segment or host at
    /// the end. Subnets and route tables are no nodes.
    pub places: Vec<String>,
    /// How often an address was rewritten.
    pub translations: u32,
}

/// A flow there and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NaiveTrip {
    /// The ways there.
    pub forward: Vec<NaivePath>,
    /// The ways back: which forward paths each reply answers, and what becomes of it.
    pub replies: Vec<(Vec<usize>, Vec<NaivePath>)>,
    /// `reachable`, `one-way`, `partial`, `unreachable` or `unknown`.
    pub verdict: &'static str,
}
