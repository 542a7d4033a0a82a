//! Routes that compete for a packet.

use crate::{
    addr::Prefix,
    model::{
        CoipPoolId, LocalGatewayRouteTableId, PrefixListId, RouteTableId, RouterId, SubnetId,
        VifId, VpcId,
    },
};

/// Where a candidate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RouteRef {
    /// The local route of a VPC (fact RT-10).
    Local(VpcId),
    /// A written or propagated route of a VPC route table, by position.
    Vpc(RouteTableId, u32),
    /// A static route of a local gateway route table, by position.
    LocalGateway(LocalGatewayRouteTableId, u32),
    /// A subnet that AWS propagates into a local gateway route table (fact LGR-08).
    PropagatedSubnet(SubnetId),
    /// A CIDR of a pool that AWS propagates into a local gateway route table (fact LGR-07).
    PropagatedCoip(CoipPoolId),
    /// A prefix that a router is connected to, by the position of its interface.
    Connected(RouterId, u32),
    /// A static route of a router, by position.
    RouterStatic(RouterId, u32),
    /// A prefix that a router learned over a virtual interface.
    Learned(RouterId, VifId),
}

/// The order among routes of one prefix length; the lower one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A router's own interface.
    Connected,
    /// A route written with a CIDR (facts RT-21 and LGR-05).
    Static,
    /// The local route; a static route for exactly a VPC CIDR replaces its target (fact RT-44).
    Local,
    /// A route written with a prefix list (fact RT-21).
    PrefixList,
    /// Propagated from Direct Connect (fact RT-21).
    DirectConnect,
    /// Propagated from static VPN routes (fact RT-21).
    VpnStatic,
    /// Propagated from a VPN by BGP (fact RT-21).
    VpnBgp,
    /// Advertised by VPC Route Server (fact RT-28).
    RouteServer,
    /// Propagated by AWS into a local gateway route table (fact LGR-05).
    Propagated,
    /// Learned by a router over BGP.
    Learned,
}

impl Rank {
    /// Returns the words for this kind of route.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Static => "static",
            Self::Local => "local",
            Self::PrefixList => "prefix list",
            Self::DirectConnect => "propagated from Direct Connect",
            Self::VpnStatic => "propagated from VPN static routes",
            Self::VpnBgp => "propagated from VPN by BGP",
            Self::RouteServer => "advertised by Route Server",
            Self::Propagated => "propagated",
            Self::Learned => "learned over BGP",
        }
    }

    /// Returns whether a virtual private gateway propagated the route.
    #[must_use]
    pub fn is_vpn_or_direct_connect(self) -> bool {
        matches!(self, Self::DirectConnect | Self::VpnStatic | Self::VpnBgp)
    }
}

/// One route that may win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The prefix that covers the destination; one entry, where the route names a prefix list.
    pub prefix: Prefix,
    /// Its place in the order among equals.
    pub rank: Rank,
    /// Where it comes from.
    pub route: RouteRef,
    /// The prefix list that the prefix stands in, if it does.
    pub prefix_list: Option<PrefixListId>,
}

/// A candidate that did not win, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loser {
    /// The candidate.
    pub candidate: Candidate,
    /// Why it lost.
    pub why: Why,
}

/// Why a route lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The winner's prefix is longer (facts RT-20 and LGR-05).
    LongerPrefix(Prefix),
    /// The winner has the same prefix and a better rank (facts RT-21 and LGR-05).
    BetterRank(Rank),
    /// It was propagated from a VPN or Direct Connect and lies inside the local route (fact RT-22).
    InsideLocal(Prefix),
    /// It does not forward the addresses that AWS keeps for itself (facts RT-14 and VRT-16).
    ReservedRange,
}

impl Why {
    /// Returns the reason in words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::LongerPrefix(prefix) => format!("{prefix} is longer"),
            Self::BetterRank(rank) => format!("a {} route of the same prefix wins", rank.words()),
            Self::InsideLocal(prefix) => {
                format!("a propagated route inside the local route {prefix} never wins")
            }
            Self::ReservedRange => "no route forwards 169.254.168.0/22 or fd00:ec2::/32".to_owned(),
        }
    }

    /// Returns the facts that say so, for a table of a VPC or of a local gateway.
    #[must_use]
    pub fn facts(self) -> &'static [&'static str] {
        match self {
            Self::LongerPrefix(_) => &["RT-20"],
            Self::BetterRank(_) => &["RT-21"],
            Self::InsideLocal(_) => &["RT-22"],
            Self::ReservedRange => &["RT-14"],
        }
    }
}
