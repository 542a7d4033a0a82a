//! The local gateway of a rack, its route tables, virtual interfaces and CoIP pools.

mod coip;
mod gateway;
mod interface_group;
mod route_table;

pub use coip::CoipPool;
pub use gateway::LocalGateway;
pub use interface_group::{SessionState, Vif, VifGroup, VifGroupState, VifState};
pub use route_table::{
    AssociationState, LocalGatewayRoute, LocalGatewayRouteTable, LocalGatewayRouteTarget, Mode,
    VifGroupAssociation, VpcAssociation,
};
