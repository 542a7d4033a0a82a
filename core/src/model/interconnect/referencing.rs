//! Whether security groups refer to each other across a transit gateway.

use super::AttachmentResource;
use crate::model::{Model, TransitGatewayAttachmentId, VpcId};

/// Whether security groups of the VPCs of two attachments may refer to each other across their transit
/// gateway (fact TGW-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Referencing {
    /// They may.
    On,
    /// It is off at the transit gateway or at an attachment.
    Off,
    /// A VPC has subnets on Outposts, for which there is none (fact IV-06).
    OnOutposts,
    /// They are not attachments of VPCs to one transit gateway.
    None,
}

impl Model {
    /// Returns whether security groups may refer to each other from one attachment to another (facts TGW-11
    /// and IV-06).
    #[must_use]
    pub fn referencing(
        &self,
        one: TransitGatewayAttachmentId,
        other: TransitGatewayAttachmentId,
    ) -> Referencing {
        let both = [one, other].map(|id| &self.transit_gateway_attachments[id]);
        let [Some(here), Some(there)] = both.map(|attachment| match attachment.resource {
            AttachmentResource::Vpc { vpc, .. } => Some(vpc),
            AttachmentResource::Vpn(_)
            | AttachmentResource::DirectConnectGateway { .. }
            | AttachmentResource::Peering(_)
            | AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator
            | AttachmentResource::NetworkFunction => None,
        }) else {
            return Referencing::None;
        };
        let [first, second] = both;
        if first.transit_gateway != second.transit_gateway {
            return Referencing::None;
        }
        if self.stands_on_outposts(here) || self.stands_on_outposts(there) {
            return Referencing::OnOutposts;
        }
        let gateway = &self.transit_gateways[first.transit_gateway];
        let all = both.iter().all(|attachment| attachment.security_group_referencing);
        if gateway.security_group_referencing && all { Referencing::On } else { Referencing::Off }
    }

    /// Returns whether a VPC has subnets on Outposts.
    #[must_use]
    pub fn stands_on_outposts(&self, vpc: VpcId) -> bool {
        self.subnets.values().any(|subnet| subnet.vpc == vpc && subnet.outpost().is_some())
    }
}
