//! What joins VPCs with each other and with the customer: transit gateways, virtual private
//! gateways, VPN connections and Direct Connect.

mod direct_connect;
mod link;
mod private_gateway;
mod referencing;
mod transit_gateway;
mod vpn;

pub use direct_connect::{
    DirectConnectConnection, DirectConnectEnd, DirectConnectGateway,
    DirectConnectGatewayAssociation, DirectConnectInterface, DirectConnectInterfaceState,
    DirectConnectInterfaceType,
};
pub use link::{Link, LocalPreference, RoutePolicy};
pub use private_gateway::VirtualPrivateGateway;
pub use referencing::Referencing;
pub use transit_gateway::{
    AttachmentResource, TransitGateway, TransitGatewayAttachment, TransitGatewayAttachmentState,
    TransitGatewayRoute, TransitGatewayRouteTable, TransitGatewayRouteTarget,
};
pub use vpn::{VpnConnection, VpnConnectionState, VpnRouting, VpnTransport};
