//! Gateways in the Region.

mod internet;
mod nat;
mod peering;

pub use internet::InternetGateway;
pub use nat::{NatConnectivity, NatGateway, NatGatewayState};
pub use peering::{PeeringConnection, PeeringState};
