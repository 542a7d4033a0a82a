//! Transit gateways, their attachments and route tables.

use crate::{
    addr::{Asn, Prefix},
    model::{
        AccountId, DirectConnectGatewayId, Identity, RegionId, Route, SubnetId,
        TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId, VpcId,
        VpnConnectionId,
    },
};

/// A transit gateway: a router of one Region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitGateway {
    /// Name and id.
    pub identity: Identity,
    /// The Region that it lies in.
    pub region: RegionId,
    /// The account that owns it, if the files say.
    pub account: Option<AccountId>,
    /// The AS number on AWS's side, if the files say.
    pub asn: Option<Asn>,
    /// Whether equal VPN paths share the load (fact TGW-05).
    pub vpn_ecmp: bool,
    /// Whether security groups may refer to each other across it (fact TGW-11).
    pub security_group_referencing: bool,
}

/// What is attached to a transit gateway (fact TGW-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachmentResource {
    /// A VPC, by one subnet in each zone (fact IV-05).
    Vpc {
        /// The VPC.
        vpc: VpcId,
        /// The subnets.
        subnets: Vec<SubnetId>,
    },
    /// A VPN connection.
    Vpn(VpnConnectionId),
    /// A Direct Connect gateway.
    DirectConnectGateway {
        /// The Direct Connect gateway.
        gateway: DirectConnectGatewayId,
        /// What it announces to the customer for this transit gateway (fact DXG-02).
        allowed: Vec<Prefix>,
    },
    /// Another transit gateway, by its attachment, if the files describe it.
    Peering(Option<TransitGatewayAttachmentId>),
    /// A Connect attachment; nothing behind it is judged.
    Connect,
    /// A Client VPN endpoint; nothing behind it is judged.
    ClientVpn,
    /// A VPN concentrator; nothing behind it is judged.
    VpnConcentrator,
    /// A network function; nothing behind it is judged.
    NetworkFunction,
}

/// The states of an attachment; it forwards while available or being modified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransitGatewayAttachmentState {
    /// Being requested.
    Initiating,
    /// Being requested.
    InitiatingRequest,
    /// Waiting to be accepted.
    PendingAcceptance,
    /// Being undone.
    RollingBack,
    /// Being made.
    Pending,
    /// In service.
    Available,
    /// In service while it is being changed.
    Modifying,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
    /// Could not be made.
    Failed,
    /// Refused.
    Rejected,
    /// Being refused.
    Rejecting,
    /// Failing.
    Failing,
}

/// An attachment of a transit gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitGatewayAttachment {
    /// Name and id.
    pub identity: Identity,
    /// The transit gateway.
    pub transit_gateway: TransitGatewayId,
    /// What is attached.
    pub resource: AttachmentResource,
    /// Its state.
    pub state: TransitGatewayAttachmentState,
    /// The table that decides about what it sends (fact TGW-02).
    pub route_table: Option<TransitGatewayRouteTableId>,
    /// The tables that it propagates its prefixes to (fact TGW-02).
    pub propagates_to: Vec<TransitGatewayRouteTableId>,
    /// Whether both directions of a flow keep to one zone (fact TGW-08).
    pub appliance_mode: bool,
    /// Whether it carries IPv6 (fact TGW-09).
    pub ipv6: bool,
    /// Whether security groups may refer to each other across it (fact TGW-11).
    pub security_group_referencing: bool,
    /// When it was made, as a date that sorts; of two that overlap the later one is not propagated
    /// (fact TGW-10).
    pub created: Option<String>,
}

/// Where a static route of a transit gateway sends packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransitGatewayRouteTarget {
    /// To an attachment.
    Attachment(TransitGatewayAttachmentId),
    /// Nowhere (fact RT-32).
    Blackhole,
}

/// A static route of a transit gateway route table. Propagated routes are computed, not stored.
pub type TransitGatewayRoute = Route<TransitGatewayRouteTarget>;

/// A transit gateway route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransitGatewayRouteTable {
    /// Name and id.
    pub identity: Identity,
    /// The transit gateway that it belongs to.
    pub transit_gateway: TransitGatewayId,
    /// Whether the files tell its routes; another account's are often not known.
    pub known: bool,
    /// The static routes.
    pub routes: Vec<TransitGatewayRoute>,
}

impl TransitGatewayAttachmentState {
    /// Returns whether an attachment in this state counts: it is there, or may come to be.
    #[must_use]
    pub fn stands(self) -> bool {
        match self {
            Self::Initiating
            | Self::InitiatingRequest
            | Self::PendingAcceptance
            | Self::Pending
            | Self::Available
            | Self::Modifying => true,
            Self::RollingBack
            | Self::Deleting
            | Self::Deleted
            | Self::Failed
            | Self::Rejected
            | Self::Rejecting
            | Self::Failing => false,
        }
    }

    /// Returns whether an attachment in this state forwards.
    #[must_use]
    pub fn forwards(self) -> bool {
        matches!(self, Self::Available | Self::Modifying)
    }

    /// Returns the word that AWS uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Initiating => "initiating",
            Self::InitiatingRequest => "initiatingRequest",
            Self::PendingAcceptance => "pendingAcceptance",
            Self::RollingBack => "rollingBack",
            Self::Pending => "pending",
            Self::Available => "available",
            Self::Modifying => "modifying",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Rejecting => "rejecting",
            Self::Failing => "failing",
        }
    }
}
