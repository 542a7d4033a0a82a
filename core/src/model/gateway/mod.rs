//! Gateways in the Region.

mod egress_only;
mod endpoint;
mod internet;
mod nat;
mod peering;
mod regional_nat;

pub use egress_only::EgressOnlyInternetGateway;
pub use endpoint::{GatewayService, VpcEndpoint, VpcEndpointKind, VpcEndpointState};
pub use internet::{InternetGateway, PublicPool};
pub use nat::{NatConnectivity, NatGateway, NatGatewayState};
pub use peering::{PeeringConnection, PeeringState};
pub use regional_nat::RegionalNatGateway;
