//! Routes that compete for a packet.

use std::net::IpAddr;

use crate::{
    addr::Prefix,
    bgp::{PathAttributes, control_plane::Lost},
    model::{
        CoipPoolId, DirectConnectGatewayId, Link, LocalGatewayRouteTableId, PrefixListId,
        RouteTableId, RouterId, SubnetId, TransitGatewayAttachmentId, TransitGatewayRouteTableId,
        VifId, VirtualPrivateGatewayId, VpcId,
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
    /// A prefix that a router learned over a VPN connection or Direct Connect.
    LearnedOver(RouterId, Link),
    /// A prefix that a router learned from another of the customer, with its next hop.
    LearnedFrom(RouterId, RouterId, IpAddr),
    /// A prefix that a router reaches inside its AS by a neighbor.
    Interior(RouterId, RouterId),
    /// A prefix that a router announces in place of more specific ones; what none of them covers it
    /// discards.
    Aggregate(RouterId),
    /// A static route of a transit gateway route table, by position.
    TransitGateway(TransitGatewayRouteTableId, u32),
    /// A prefix behind an attachment: propagated by it, or allowed for its transit gateway.
    Attachment(TransitGatewayAttachmentId),
    /// A prefix behind a virtual private gateway: propagated by it, or a block of its VPC.
    VirtualPrivateGateway(VirtualPrivateGatewayId),
    /// A prefix of the customer behind a link.
    Link(Link),
    /// A prefix of the customer behind a Direct Connect gateway.
    DirectConnectGateway(DirectConnectGatewayId),
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
    /// Propagated by a VPC attachment (fact TGW-03).
    AttachedVpc,
    /// The same, unless a VPC that overlaps was attached before (fact TGW-10).
    AttachedVpcPerhaps,
    /// Propagated by the attachment of a Direct Connect gateway (fact TGW-03).
    AttachedDirectConnect,
    /// Propagated by the attachment of a VPN connection over Direct Connect (fact TGW-03).
    AttachedPrivateVpn,
    /// Propagated by the attachment of a VPN connection (fact TGW-03).
    AttachedVpn,
    /// What a Direct Connect gateway is allowed to carry toward AWS (facts DXG-01 and DXG-02).
    Allowed,
    /// Learned by a router over BGP, from another AS where it tells.
    Learned,
    /// Reached by a router inside its AS, without BGP.
    Interior,
    /// Learned by a router over BGP, from inside its AS.
    LearnedInside,
    /// Announced by a router in place of more specific prefixes.
    Aggregate,
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
            Self::AttachedVpc => "propagated from a VPC",
            Self::AttachedVpcPerhaps => "perhaps propagated from a VPC",
            Self::AttachedDirectConnect => "propagated from a Direct Connect gateway",
            Self::AttachedPrivateVpn => "propagated from a VPN over Direct Connect",
            Self::AttachedVpn => "propagated from a VPN",
            Self::Allowed => "allowed prefix",
            Self::Learned => "learned over BGP",
            Self::Interior => "interior",
            Self::LearnedInside => "learned over BGP inside the AS",
            Self::Aggregate => "aggregate",
        }
    }

    /// Returns whether it wins over everything of its prefix that the customer's BGP may tell
    /// (facts RT-21 and TGW-03).
    #[must_use]
    pub fn beats_bgp(self) -> bool {
        match self {
            Self::Connected | Self::Static | Self::Local | Self::PrefixList | Self::AttachedVpc => {
                true
            }
            Self::DirectConnect
            | Self::VpnStatic
            | Self::VpnBgp
            | Self::RouteServer
            | Self::Propagated
            | Self::AttachedVpcPerhaps
            | Self::AttachedDirectConnect
            | Self::AttachedPrivateVpn
            | Self::AttachedVpn
            | Self::Allowed
            | Self::Learned
            | Self::Interior
            | Self::LearnedInside
            | Self::Aggregate => false,
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
    /// What decides among BGP paths of one rank.
    pub path: PathAttributes,
    /// Where it comes from.
    pub route: RouteRef,
    /// The prefix list that the prefix stands in, if it does.
    pub prefix_list: Option<PrefixListId>,
}

impl Candidate {
    /// Returns a candidate without BGP attributes that stands in no prefix list.
    #[must_use]
    pub(super) fn plain(prefix: Prefix, rank: Rank, route: RouteRef) -> Self {
        Self { prefix, rank, path: PathAttributes::default(), route, prefix_list: None }
    }
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
    /// The winner's local preference is higher (fact DXG-09).
    HigherPreference,
    /// The winner's AS path is shorter (facts VGW-01 and TGW-03).
    ShorterAsPath,
    /// The winner's multi-exit discriminator is lower (facts VGW-01 and TGW-03).
    LowerMed,
    /// An equal one is used.
    Equal,
    /// It overlaps the block of a VPC that was attached before (fact TGW-10).
    AttachedLater(TransitGatewayAttachmentId),
    /// BGP prefers another path of the same prefix.
    Bgp(Lost),
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
            Self::HigherPreference => "another has a higher local preference".to_owned(),
            Self::ShorterAsPath => "another has a shorter AS path".to_owned(),
            Self::LowerMed => "another has a lower MED".to_owned(),
            Self::Equal => "an equal one is used".to_owned(),
            Self::AttachedLater(_) => {
                "it overlaps a VPC that was attached before, so it is not propagated".to_owned()
            }
            Self::Bgp(lost) => lost.words().to_owned(),
            Self::ReservedRange => "no route forwards 169.254.168.0/22 or fd00:ec2::/32".to_owned(),
        }
    }

    /// Returns the facts that say so, for a table of a VPC or of a local gateway.
    #[must_use]
    pub fn facts(self) -> &'static [&'static str] {
        match self {
            Self::LongerPrefix(_) => &["RT-20"],
            Self::BetterRank(_) | Self::Equal => &["RT-21"],
            Self::InsideLocal(_) => &["RT-22"],
            Self::HigherPreference => &["DXG-09"],
            Self::ShorterAsPath | Self::LowerMed => &["VGW-01", "TGW-03"],
            Self::AttachedLater(_) => &["TGW-10"],
            Self::Bgp(_) => &["BGP-14"],
            Self::ReservedRange => &["RT-14"],
        }
    }
}
