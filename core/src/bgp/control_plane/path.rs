//! Paths, and why one is not accepted or not sent.

use std::net::IpAddr;

use super::{EndId, Origin};
use crate::addr::{Asn, Community};

/// What a speaker knows of one way to a prefix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// How the prefix came into BGP.
    pub origin: Origin,
    /// The ASes on the way, the nearest first.
    pub as_path: Vec<Asn>,
    /// Where packets go; `None` for what the speaker originates.
    pub next_hop: Option<IpAddr>,
    /// The multi-exit discriminator.
    pub med: Option<u32>,
    /// The local preference.
    pub local_preference: u32,
    /// The communities, sorted.
    pub communities: Vec<Community>,
    /// The end, of the speaker that knows the path, over which it came; `None` for what it originates.
    pub from: Option<EndId>,
    /// How the speaker came to know it.
    pub learned_by: LearnedBy,
    /// The router in the own AS that it came from, if a reflector passed it on (RFC 4456, section 8).
    pub originator_id: Option<u32>,
    /// The clusters that it was reflected in, the last first (RFC 4456, section 8).
    pub cluster_list: Vec<u32>,
    /// Whether it stands for more specific prefixes (RFC 4271, section 5.1.6).
    pub atomic_aggregate: bool,
}

/// How a speaker came to know a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LearnedBy {
    /// It originates it.
    Own,
    /// From a speaker of another AS.
    Ebgp,
    /// From a speaker of its own AS.
    Ibgp,
}

/// What became of a path that a speaker was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted, and how it looks after the import policy.
    Accepted(Path),
    /// Not accepted.
    Refused(Refused),
}

/// One path that a speaker was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The path as it was sent.
    pub sent: Path,
    /// What became of it.
    pub verdict: Verdict,
}

/// Why a path is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refused {
    /// The own AS number stands in it more often than is allowed (RFC 4271, section 9.1.2).
    AsLoop,
    /// The speaker itself is where it came from (RFC 4456, section 8).
    Originator,
    /// It was reflected in the speaker's own cluster (RFC 4456, section 8).
    Cluster,
    /// The speaker itself is its next hop (RFC 4271, section 5.1.3).
    OwnNextHop,
    /// The other end is of another AS, and there is no import policy (RFC 8212, section 2.1).
    NoPolicy,
    /// The import route map refuses it: its entry of this position, or none that matches.
    RouteMap(Option<u32>),
}

impl Refused {
    /// Returns the reason in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::AsLoop => "its own AS number is in the AS path".to_owned(),
            Self::Originator => "it is itself the originator of the reflected path".to_owned(),
            Self::Cluster => "its own cluster is in the cluster list".to_owned(),
            Self::OwnNextHop => "the next hop is its own address".to_owned(),
            Self::NoPolicy => {
                "it accepts nothing from another AS without an import route map".to_owned()
            }
            Self::RouteMap(Some(at)) => {
                format!("entry {} of the import route map refuses it", at + 1)
            }
            Self::RouteMap(None) => "no entry of the import route map matches it".to_owned(),
        }
    }
}

/// Why a speaker does not send what it knows of a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotSent {
    /// It knows no usable path.
    NoPath,
    /// The session is not established.
    Down,
    /// The session is closed, as too many prefixes came over it.
    Closed,
    /// It tells only what it originates.
    PassesNothingOn,
    /// The path came from there.
    CameFromThere,
    /// It carries the community `no-advertise` (RFC 1997).
    NoAdvertise,
    /// It carries the community `no-export`, and the other end is of another AS (RFC 1997).
    NoExport,
    /// It was learned inside the AS, and the speaker does not reflect it (RFC 4271, section 9.2).
    FromOwnAs,
    /// An aggregate is sent in its place.
    SummaryOnly,
    /// It is not one of the prefixes that this end sends.
    NotListed,
    /// The other end is of another AS, and there is no export policy (RFC 8212, section 2.1).
    NoPolicy,
    /// The export route map refuses it: its entry of this position, or none that matches.
    RouteMap(Option<u32>),
}

impl NotSent {
    /// Returns the reason in words.
    #[must_use]
    pub fn words(self) -> String {
        let words = match self {
            Self::NoPath => "it knows no usable path",
            Self::Down => "the session is not established",
            Self::Closed => "the session is closed, as too many prefixes came over it",
            Self::PassesNothingOn => "it tells only what it originates",
            Self::CameFromThere => "the path came from there",
            Self::NoAdvertise => "the path carries the community `no-advertise`",
            Self::NoExport => "the path carries the community `no-export`",
            Self::FromOwnAs => {
                "it was learned inside the AS, and neither end is a client of this reflector"
            }
            Self::SummaryOnly => "an aggregate is sent in its place",
            Self::NotListed => "it is not one of the prefixes that are sent there",
            Self::NoPolicy => "it sends nothing to another AS without an export route map",
            Self::RouteMap(None) => "no entry of the export route map matches it",
            Self::RouteMap(Some(at)) => {
                return format!("entry {} of the export route map refuses it", at + 1);
            }
        };
        words.to_owned()
    }
}
