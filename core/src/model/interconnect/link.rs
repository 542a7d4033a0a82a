//! Links between the customer and AWS, and what the customer announces over them.

use crate::addr::Prefix;

use crate::model::{DirectConnectInterfaceId, ObjectId, ServiceLinkVifId, VpnConnectionId};

/// A link between a router of the customer and AWS, other than a local gateway's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// A Site-to-Site VPN connection.
    Vpn(VpnConnectionId),
    /// A virtual interface of Direct Connect.
    DirectConnect(DirectConnectInterfaceId),
    /// A virtual interface of a service link.
    ServiceLink(ServiceLinkVifId),
}

impl From<Link> for ObjectId {
    fn from(link: Link) -> Self {
        match link {
            Link::Vpn(id) => id.into(),
            Link::DirectConnect(id) => id.into(),
            Link::ServiceLink(id) => id.into(),
        }
    }
}

/// How much AWS prefers a Direct Connect path, by the community that the customer sets (VGW-05).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalPreference {
    /// 7224:7300.
    High,
    /// 7224:7200, or no community.
    #[default]
    Medium,
    /// 7224:7100.
    Low,
}

/// What a router of the customer announces over one link, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoutePolicy {
    /// The prefixes; without them, all that the router announces.
    pub announce: Option<Vec<Prefix>>,
    /// How often it prepends its AS number.
    pub prepend: u8,
    /// The multi-exit discriminator, if it sets one.
    pub med: Option<u32>,
    /// The local preference that it asks AWS for.
    pub local_preference: LocalPreference,
}
