//! Who speaks BGP with whom.

use std::net::IpAddr;

use crate::{
    addr::{Asn, Community, Prefix},
    model::{Aggregate, Multipath, RouteMap},
};

/// One speaker, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u32);

/// One session, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub u32);

/// One end of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndId {
    /// The session.
    pub session: SessionId,
    /// Whether it is the second of its two ends.
    pub second: bool,
}

/// Everything that decides what BGP comes to. Order means nothing but for the ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    /// The speakers.
    pub speakers: Vec<Speaker>,
    /// The sessions, up or not: one that goes down keeps its position.
    pub sessions: Vec<Session>,
    /// The route maps that ends name, by position.
    pub route_maps: Vec<RouteMap>,
}

/// One speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Its AS number.
    pub asn: Asn,
    /// Its BGP identifier; no two speakers have the same.
    pub router_id: u32,
    /// The cluster that it reflects for (RFC 4456).
    pub cluster_id: u32,
    /// What it originates itself.
    pub originations: Vec<Origination>,
    /// What it makes of more specific prefixes.
    pub aggregates: Vec<Aggregate>,
    /// How many equal paths it uses.
    pub multipath: Multipath,
    /// When it looks at the MED.
    pub med: MedComparison,
    /// Whether it tells neighbors what it learned from others; if not, only what it originates.
    pub passes_on: bool,
}

/// When a speaker compares the MED of two paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MedComparison {
    /// Only if both come from one neighboring AS (RFC 4271, section 9.1.2.2 c).
    SameNeighbor,
    /// Always.
    Always,
    /// Never: what an Outpost makes of it is not documented (fact UNK-13).
    Never,
}

/// How a prefix came into BGP (RFC 4271, section 5.1.1), the better one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Written in the configuration of BGP.
    Igp,
    /// From the protocol that came before BGP.
    Egp,
    /// Taken over from elsewhere, such as static routes.
    Incomplete,
}

/// A prefix that a speaker originates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origination {
    /// The prefix.
    pub prefix: Prefix,
    /// How it came into BGP.
    pub origin: Origin,
    /// The AS path behind the speaker, for what it only stands in for; its own number is not in it.
    pub as_path: Vec<Asn>,
    /// The multi-exit discriminator, if it sets one.
    pub med: Option<u32>,
    /// The communities, sorted.
    pub communities: Vec<Community>,
    /// Originated only while the speaker has a usable path to this prefix, which is longer than the one
    /// originated; one that is not longer is a condition that is never met.
    pub condition: Option<Prefix>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whether it is established.
    pub up: bool,
    /// Its two ends.
    pub ends: [End; 2],
}

/// One end of a session: a speaker, and what it does there. A route map sees the AS path without the
/// own number that is added on the way out; of an import, `next-hop-self` means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The speaker.
    pub speaker: SpeakerId,
    /// Its address on the session, which it gives as next hop and which breaks the last tie.
    pub address: IpAddr,
    /// What it does to what it receives, by position in [`Speakers::route_maps`].
    pub import: Option<u32>,
    /// What it does to what it sends.
    pub export: Option<u32>,
    /// Whether the other end is a client of this reflector (RFC 4456).
    pub route_reflector_client: bool,
    /// Whether it names itself as next hop also to its own AS, for what it learned outside; what it
    /// reflects keeps its next hop (RFC 4456, section 10).
    pub next_hop_self: bool,
    /// How often its own AS number may stand in a path that it accepts.
    pub allowas_in: u8,
    /// More accepted prefixes than these take the session down, for good.
    pub max_prefixes: Option<u32>,
    /// How often it prepends its own number to all that it sends to another AS, route map aside (facts BGP-07, BGP-08).
    pub prepend: u8,
    /// The local preference of all that it receives from another AS, unless its route map sets one
    /// (default 100). Inside an AS the preference comes along (RFC 4271, section 5.1.5).
    pub local_preference: u32,
    /// Whether it neither sends nor accepts anything without a route map, if the other end is of another
    /// AS (RFC 8212).
    pub require_policy: bool,
    /// The prefixes that it sends, route map aside; without them, all.
    pub only: Option<Vec<Prefix>>,
}

/// How far it is to a next hop; the interior routing that BGP stands on.
pub trait Underlay {
    /// Returns the cost from a speaker to an address: 0 if it is connected, `None` if no route other than
    /// by BGP leads there.
    fn cost(&self, from: SpeakerId, to: IpAddr) -> Option<u32>;
}
